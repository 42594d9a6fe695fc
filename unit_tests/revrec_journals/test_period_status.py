"""Which of RevRec's periods are closed."""

from __future__ import annotations

import pytest

from revrec_journals.period_status import is_closed


@pytest.mark.parametrize("status", ["Closed", "closed ", "CLOSE", "Locked", "", "  "])
def test_closed_and_locked_periods_are_closed(status: str) -> None:
    """In any case of their letters; no status at all says nothing against posting."""
    assert is_closed(status)


@pytest.mark.parametrize("status", ["Open", "In Progress", "Reopened", "not closed", "closed?"])
def test_any_other_period_is_not(status: str) -> None:
    """Whatever RevRec may call it."""
    assert not is_closed(status)
