"""A check knows how grave each of its reasons is."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.checks.check import GRAVITY, TOLERANCE, Check, Remedy

NOTED, DOUBTED, BROKEN = (
    Remedy("NOTED", "info", "Read it."),
    Remedy("DOUBTED", "warning", "Look at it."),
    Remedy("BROKEN", "error", "Mend it."),
)


def check(*remedies: Remedy) -> Check:
    """Return a check with these remedies."""
    return Check("X1", "A check of the test", "document", "one side = the other", remedies)


@pytest.mark.parametrize(
    ("remedies", "gravest"),
    [
        ((NOTED,), NOTED),
        ((NOTED, DOUBTED), DOUBTED),
        ((DOUBTED, BROKEN, NOTED), BROKEN),
        ((BROKEN, DOUBTED), BROKEN),
    ],
)
def test_a_check_is_as_grave_as_its_gravest_reason(remedies: tuple[Remedy, ...], gravest: Remedy) -> None:
    """Whatever the order: an error before a warning, a warning before a note."""
    made = check(*remedies)

    assert (made.severity, made.proposed_fix) == (gravest.severity, gravest.proposed_fix)
    assert sorted(GRAVITY, key=GRAVITY.__getitem__) == ["error", "warning", "info"]


def test_a_reason_has_its_own_remedy() -> None:
    """And one that the check does not know is a defect of the program, said by name."""
    made = check(NOTED, BROKEN)

    assert made.remedy("BROKEN") is BROKEN
    with pytest.raises(KeyError, match="Check X1 knows no reason 'DOUBTED'"):
        made.remedy("DOUBTED")


def test_a_total_may_be_overridden_by_ten_cents() -> None:
    """As Xero lets a person do."""
    assert str(TOLERANCE) == "0.10"
