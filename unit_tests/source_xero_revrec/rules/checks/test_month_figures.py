"""The figures of a month, how they add up and outlive a sync, and the control totals that they give."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.checks.month_figures import MonthFigures, control_totals
from unit_tests.source_xero_revrec.rules.made_documents import ABSENT, AMBIGUOUS, KNOWN, emitted, invoice, line

if TYPE_CHECKING:
    from source_xero_revrec.rules.checks.tie_out import ControlTotal

AMOUNTS = {each.name for each in fields(MonthFigures) if isinstance(each.default, Decimal)}
FIGURES = st.fixed_dictionaries(
    {
        each.name: st.decimals(-(10**9), 10**9, places=2) if each.name in AMOUNTS else st.integers(0, 10**6)
        for each in fields(MonthFigures)
    }
).map(lambda drawn: MonthFigures(**drawn))
WHOLE: dict[str, Any] = {
    "documents": 5, "net": Decimal("102.05"), "emitted": 2, "rows": 3, "rows_net": Decimal("50.00"),
    "left_out": Decimal("40.00"), "rounding": Decimal("0.05"), "pending": 2, "pending_net": Decimal("7.00"),
    "excluded": 1, "excluded_net": Decimal("5.00"), "billed_rows": 3, "billed_net": Decimal("50.00"),
}  # fmt: skip
"""A month that ties."""


def total(check: str, **changes: Any) -> ControlTotal:  # noqa: ANN401 - any figure
    """Return the control total of that check, of the month with some figures changed."""
    [found] = [
        each for each in control_totals("2026-01", "NZD", MonthFigures(**WHOLE | changes)) if each.check == check
    ]
    return found


@given(FIGURES)
def test_figures_outlive_a_sync(figures: MonthFigures) -> None:
    """They are JSON in its state, exact to the last digit."""
    assert MonthFigures.from_json(json.loads(json.dumps(figures.to_json()))) == figures


def test_a_state_holds_no_zeros() -> None:
    """It stays small in a month that has little to tell, and amounts are text there."""
    assert MonthFigures().to_json() == {}
    assert MonthFigures(documents=2, net=Decimal("1.10")).to_json() == {"documents": 2, "net": "1.10"}


@given(FIGURES, FIGURES)
def test_figures_of_two_parts_add_up(one: MonthFigures, other: MonthFigures) -> None:
    """Each by itself."""
    before = MonthFigures.from_json(one.to_json())

    one.take(other)

    assert all(
        getattr(one, each.name) == getattr(before, each.name) + getattr(other, each.name)
        for each in fields(MonthFigures)
    )


def test_rows_without_a_period_are_counted_by_what_is_wrong() -> None:
    """One whose period is known is not."""
    month = MonthFigures()
    for amount, period in (("1.00", KNOWN), ("20.00", ABSENT), ("300.00", AMBIGUOUS), ("3.00", AMBIGUOUS)):
        month.note_period(emitted(invoice(line(amount)), period=period).items[0])

    assert month == MonthFigures(absent=1, absent_net=Decimal("20.00"), ambiguous=2, ambiguous_net=Decimal("303.00"))


@pytest.mark.parametrize(
    ("figures", "checks"),
    [
        ({}, []),
        ({"documents": 1}, ["B1"]),
        ({"billed_rows": 1}, ["B2"]),
        ({"documents": 1, "emitted": 1}, ["B1", "B2", "S2"]),
        ({"documents": 1, "voided": 1}, ["B1", "V1"]),
        ({"documents": 2, "emitted": 1, "voided": 1}, ["B1", "B2", "V1", "S2"]),
    ],
)
def test_a_month_is_checked_for_what_it_has(figures: dict[str, int], checks: list[str]) -> None:
    """In the catalogue's order."""
    found = list(control_totals("2026-01", "NZD", MonthFigures(**figures)))

    assert [each.check for each in found] == checks
    assert {(each.period, each.currency) for each in found} <= {("2026-01", "NZD")}


def test_b1_shows_each_bucket_with_its_count_and_amount() -> None:
    """Lines that were left out are among the excluded, rounding is explained."""
    found = total("B1")

    assert (found.expected_count, found.actual_count) == (5, 5)
    assert (found.expected_amount, found.actual_amount, found.difference) == (
        Decimal("102.05"), Decimal("102.00"), Decimal(0),
    )  # fmt: skip
    assert (found.emitted_count, found.emitted_amount) == (2, Decimal("50.00"))
    assert (found.pending_count, found.pending_amount) == (2, Decimal("7.00"))
    assert (found.excluded_count, found.excluded_amount) == (1, Decimal("45.00"))
    assert (found.explained_amount, found.status, found.severity) == (Decimal("0.05"), "Ties", "info")


@pytest.mark.parametrize(
    ("changes", "difference", "ending"),
    [
        ({"rows_net": Decimal("49.99")}, "-0.01", "rounding 0.05: 0.01 NZD too little"),
        ({"rows_net": Decimal("50.01")}, "0.01", "rounding 0.05: 0.01 NZD too much"),
        ({"documents": 6}, "0.00", "rounding 0.05"),
    ],
)
def test_b1_does_not_tie_by_a_cent_or_by_a_document(changes: dict[str, Any], difference: str, ending: str) -> None:
    """The sentence says by how much, and in which direction."""
    found = total("B1", **changes)

    assert (found.status, found.reason, str(found.difference)) == ("Does not tie", "ROWS", difference)
    assert found.description.endswith(ending)


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({"excluded_untold": 1}, "; 1 of the excluded without a total that can be read"),
        ({"documents": 6, "held": 1}, "; 1 document held, since not understood"),
        ({"documents": 7, "held": 2}, "; 2 documents held, since not understood"),
        (
            {"documents": 7, "held": 2, "untold": 1},
            "; 2 documents held, since not understood, 1 of them without a total that can be read",
        ),
    ],
)
def test_b1_says_what_could_not_be_read(changes: dict[str, Any], ending: str) -> None:
    """After the sum, which cannot have it."""
    assert total("B1", **changes).description.endswith(f"rounding 0.05{ending}")


def test_b1_points_at_lines_where_a_header_overruns_them() -> None:
    """Only where it does not tie."""
    assert total("B1", overrun=1, rows_net=Decimal("49.99")).reason == "LINES"
    assert total("B1", overrun=1).reason == ""


def test_b2_expects_what_the_headers_leave_for_rows() -> None:
    """What is pending, excluded, left out or rounding is billed by nobody."""
    found = total("B2")

    assert (found.expected_amount, found.actual_amount, found.difference) == (
        Decimal("50.00"), Decimal("50.00"), Decimal(0),
    )  # fmt: skip
    assert (found.emitted_count, found.emitted_amount, found.explained_amount) == (3, Decimal("50.00"), Decimal(0))
    assert (found.pending_count, found.pending_amount) == (2, Decimal("7.00"))
    assert (found.status, found.reason) == ("Ties", "")
    assert found.description == (
        "Documents of the month 50.00 NZD = rows billed in it 50.00 + rows moved to other months 0.00"
    )


def test_b2_ties_with_what_moved_to_another_month() -> None:
    """That is a matter of time; a cent beyond it is lost."""
    moved = {"billed_net": Decimal("20.00"), "moved": Decimal("30.00")}

    assert (total("B2", **moved).status, total("B2", **moved).reason) == ("Ties", "TIMING")
    assert total("B2", **moved).explained_amount == Decimal("30.00")
    short = total("B2", **moved | {"billed_net": Decimal("19.99")})
    assert (short.status, short.reason, str(short.difference)) == ("Does not tie", "ROWS", "-0.01")
    assert short.description.endswith("months 30.00: 0.01 NZD too little")


def test_v1_sets_voided_documents_beside_their_rows() -> None:
    """Nothing is expected of the rows, and what the documents were is shown as excluded."""
    quiet = total("V1", voided=2, voided_net=Decimal("60.00"))
    loud = total("V1", voided=2, voided_net=Decimal("60.00"), voided_rows=Decimal("0.01"))

    assert (quiet.status, quiet.reason, quiet.excluded_count, quiet.excluded_amount) == (
        "Information", "VOIDED", 2, Decimal("60.00"),
    )  # fmt: skip
    assert (quiet.expected_amount, quiet.actual_amount, quiet.difference) == (Decimal(0), Decimal(0), Decimal(0))
    assert (loud.status, loud.reason, loud.severity) == ("Does not tie", "VOIDED_ROWS", "error")
    assert (loud.actual_amount, loud.difference) == (Decimal("0.01"), Decimal("0.01"))
    assert loud.description == "2 voided documents, 60.00 NZD before that, and 0.01 in rows"


@pytest.mark.parametrize(
    ("absent", "ambiguous", "reason"),
    [(0, 0, ""), (2, 0, "ABSENT_PERIOD"), (0, 1, "AMBIGUOUS_PERIOD"), (1, 1, "AMBIGUOUS_PERIOD")],
)
def test_s2_counts_rows_without_a_period(absent: int, ambiguous: int, reason: str) -> None:
    """One that can be read in two ways is the graver."""
    found = total(
        "S2", absent=absent, absent_net=Decimal(absent), ambiguous=ambiguous, ambiguous_net=10 * Decimal(ambiguous)
    )

    assert (found.reason, found.status) == (reason, "Information")
    assert (found.actual_count, found.actual_amount) == (absent + ambiguous, Decimal(absent + 10 * ambiguous))
    assert (found.emitted_count, found.emitted_amount) == (3, Decimal("50.00"))
    assert f"{absent} name none, {ambiguous} can be read in two ways" in found.description
