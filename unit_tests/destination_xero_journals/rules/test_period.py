"""Accounting periods in words."""

from __future__ import annotations

from datetime import date

from destination_xero_journals.rules.period import period_name


def test_a_period_is_named_by_month_and_year() -> None:
    """In English, in every language of the machine."""
    names = [period_name(date(2026, month, 1)) for month in range(1, 13)]

    assert names[0] == "January 2026"
    assert names[11] == "December 2026"
    assert " ".join(name[:3] for name in names) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
