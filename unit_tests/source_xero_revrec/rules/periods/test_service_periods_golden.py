"""Every text of the golden file is read as an accountant reads it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from source_xero_revrec.rules.periods.service_period import PeriodRules, ServicePeriod, ServicePeriods

with Path(__file__).with_name("service_periods.csv").open(encoding="utf-8", newline="") as file:
    GOLDEN = list(csv.DictReader(file))

PROBLEMS = {"clear": "", "held": "ambiguous", "none": "absent"}
# What a note says, for the kinds that the golden file names; else it gives the words that are left over.
SAYS = {
    "counted": "or tell which",
    "date_of_bills": "a date of bills",
    "day_order": "with the day first",
    "how_often": "tells how often, and not for how long",
    "joined": "joins more than two dates",
    "list": "that do not follow each other",
    "loose": "may hold a day without its year",
    "may_be_amounts": "may be days, or amounts of which",
    "no_day": "names a day that does not exist",
    "no_year": "an end that is not complete",
    "no_start_year": "begins on a day without its year",
    "other_months": "names a part of a year and other months",
    "renews": "or be the renewal of what ends there",
    "reversed": "before it starts",
    "reversed_other": "in the other order of day and month it is 12 mar 2026 to 11 apr 2026",
    "two_orders": "one date with the day first and another with the month first",
    "two_periods": "different periods",
    "vague": "is not the whole of it",
    "year_later": "may end before its last month",
    "years": "not one financial year",
}


def decide(row: dict[str, str]) -> ServicePeriod:
    """Return what the default rules make of a row's text as a line description."""
    month, day = row["year_end"].split("-")
    rules = PeriodRules(ServicePeriods(), country=row["country"], year_end=(int(month), int(day)))
    return rules.decide(
        description=row["text"], reference="", tracking={}, item_code="", invoice_date=date(2026, 1, 15)
    )


def as_expected(row: dict[str, str], period: ServicePeriod) -> bool:
    """Tell whether a row's text was read as the row says."""
    found = (period.start.isoformat() if period.start else "", period.end.isoformat() if period.end else "")
    return (
        found == (row["start"], row["end"])
        and period.problem == PROBLEMS[row["outcome"]]
        and SAYS.get(row["says"], row["says"]) in period.note.lower()
        and bool(period.note) == (row["outcome"] == "held")
    )


@pytest.mark.parametrize("first", range(0, len(GOLDEN), 100))
def test_a_text_is_read_as_the_golden_file_says(first: int) -> None:
    """A clear text has its days; one that is held has none, and its note names what is left over or wrong."""
    decided = [(row, decide(row)) for row in GOLDEN[first : first + 100]]
    wrong = [f"{row} is read as {period}" for row, period in decided if not as_expected(row, period)]

    assert not wrong, "\n".join(wrong)


def test_the_golden_file_is_large_and_half_of_it_are_traps() -> None:
    """At least 800 different texts, of which half have no single period, each kind of note among them."""
    assert len({(row["text"], row["country"], row["year_end"]) for row in GOLDEN}) == len(GOLDEN) >= 800
    assert 2 * sum(row["outcome"] != "clear" for row in GOLDEN) >= len(GOLDEN)
    assert {row["says"] for row in GOLDEN} >= set(SAYS)


def test_a_note_is_one_sentence_that_quotes_the_text() -> None:
    """An accountant sees what was found, in the spelling of the invoice."""
    row = {"text": "Hosting 01/02/2026 - 03/04/2026", "country": "CA", "year_end": "12-31"}

    assert decide(row).note == (
        '"01/02/2026 - 03/04/2026" is 1 Feb 2026 to 3 Apr 2026 with the day first, '
        "2 Jan 2026 to 4 Mar 2026 with the month first."
    )
