"""The chain of rules: the first hit decides, an ambiguous hit stops it, and nothing is ever guessed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from source_xero_revrec.rules.periods.service_period import ItemTerm, PeriodRules, ServicePeriod, ServicePeriods
from source_xero_revrec.rules.periods.writings.calendar_dates import last_day_of_term
from xero_sandbox.companies.service_periods import WRITINGS, end_after, write_period

INVOICED = date(2026, 1, 31)
YEAR = (date(2026, 2, 1), date(2027, 1, 31))
MARCH = (3, 31)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def decide(settings: ServicePeriods | None = None, *, country: str = "NZ", **line: Any) -> ServicePeriod:  # noqa: ANN401
    """Decide on a line that is empty but for what is told."""
    blank = {"description": "", "reference": "", "tracking": {}, "item_code": "", "invoice_date": INVOICED}
    return PeriodRules(settings or ServicePeriods(), country=country, year_end=MARCH).decide(**{**blank, **line})


def days(period: ServicePeriod) -> tuple[date | None, date | None]:
    """Return both days of a period."""
    return period.start, period.end


def test_the_first_rule_that_finds_a_period_decides() -> None:
    """Tracking option, then line description, then reference, then item term; they may all say the same."""
    settings = ServicePeriods(tracking_category="Term", item_terms=[ItemTerm(item_code="S", months=3)])
    line: dict[str, Any] = {
        "tracking": {"Term": "Feb 2026"},
        "description": "Feb 2026",
        "reference": "1 - 28 Feb 2026",
        "item_code": "S",
    }
    fired = []
    for gone in ("", "tracking", "description", "reference", "item_code"):
        line.pop(gone, None)
        fired.append(decide(settings, **line).rule)

    assert fired == ["tracking_option", "line_description", "reference", "item_term", ""]


def test_the_order_of_the_rules_is_the_users() -> None:
    """A rule that is not named is not tried."""
    settings = ServicePeriods(rules=["reference", "line_description"])

    assert decide(settings, description="Feb 2026", reference="Feb 2026").rule == "reference"
    assert decide(ServicePeriods(rules=["reference"]), description="Feb 2026", reference="Mar 2026").rule == "reference"
    assert decide(ServicePeriods(rules=["reference"]), description="Feb 2026").problem == "absent"


def test_an_ambiguous_text_stops_the_chain() -> None:
    """The line is held, although its reference names a period."""
    period = decide(description="01/02/2026 - 31/02/2026", reference="Feb 2026")

    assert days(period) == (None, None)
    assert (period.rule, period.problem) == ("line_description", "ambiguous")
    assert period.note == '"01/02/2026 - 31/02/2026" names a day that does not exist.'


def test_a_line_without_a_period_is_left_blank() -> None:
    """The invoice date is no period unless the user says so."""
    assert decide(description="Consulting") == ServicePeriod(None, None, "", "absent")


def test_the_invoice_date_is_a_rule_that_users_may_add() -> None:
    """Service of one day, on the day of the invoice, when nothing better is found."""
    settings = ServicePeriods(rules=["line_description", "invoice_date"])

    assert decide(settings, description="Consulting") == ServicePeriod(INVOICED, INVOICED, "invoice_date")
    assert decide(settings, description="Feb 2026").rule == "line_description"


def test_an_items_term_runs_from_the_invoice_date() -> None:
    """One month from 31 January ends on 28 February; an unknown item has no term."""
    settings = ServicePeriods(item_terms=[ItemTerm(item_code="SUPPORT", months=1)])

    assert decide(settings, item_code=" SUPPORT ") == ServicePeriod(INVOICED, date(2026, 2, 28), "item_term")
    assert decide(settings, item_code="OTHER").problem == "absent"
    assert decide(settings, item_code="").problem == "absent"


@pytest.mark.parametrize(
    ("line", "rule", "note"),
    [
        (
            {"tracking": {"Term": "Mar 2026"}, "description": "1-3 Feb 2026"},
            "tracking_option",
            "The tracking option says 1 Mar 2026 to 31 Mar 2026, but the line's description says 1 Feb 2026 to",
        ),
        (
            {"description": "Feb 2026", "reference": "Mar 2026"},
            "line_description",
            "The line's description says 1 Feb 2026 to 28 Feb 2026, but the reference says 1 Mar 2026 to 31 Mar 2026.",
        ),
        (
            {"description": "Annual licence", "reference": "Mar 2026"},
            "reference",
            'The reference says 1 Mar 2026 to 31 Mar 2026, which does not explain "Annual" in the line\'s description.',
        ),
        ({"description": "Licence, 12 months", "reference": "Mar 2026"}, "reference", "does not agree"),
        ({"description": "Licence from 1 Feb 2026", "reference": "Mar 2026"}, "reference", "does not agree"),
        ({"description": "Licence until 31 Jan 2027", "reference": "Mar 2026"}, "reference", "does not agree"),
        ({"description": "Workshop 3 Feb 2026", "reference": "Mar 2026"}, "reference", 'explain "3 Feb 2026"'),
        ({"description": "Hosting February", "reference": "Mar 2026"}, "reference", 'explain "February"'),
        ({"description": "Plan 2025", "reference": "Mar 2026"}, "reference", 'explain "2025"'),
        ({"description": "Feb 2026", "reference": "12 months"}, "line_description", "agree with the reference"),
        ({"description": "12 months", "item_code": "S"}, "item_term", "The item's term says"),
        (
            {"description": "Licence from 1 Feb 2026", "item_code": "S"},
            "item_term",
            "agree with the line's description",
        ),
    ],
)
def test_texts_that_contradict_each_other_hold_the_line(line: dict[str, Any], rule: str, note: str) -> None:
    """Another period, another start, end or term: nobody can tell which of the texts is right."""
    settings = ServicePeriods(tracking_category="Term", item_terms=[ItemTerm(item_code="S", months=3)])
    period = decide(settings, **line)

    assert (period.problem, period.rule, days(period)) == ("ambiguous", rule, (None, None))
    assert note in period.note


def test_the_invoice_date_is_no_period_of_a_line_that_tells_a_term() -> None:
    """Twelve months are not recognised in a day, whatever is added at the end of the chain."""
    period = decide(ServicePeriods(rules=["line_description", "invoice_date"]), description="Licence, 12 months")

    assert (period.problem, period.rule) == ("ambiguous", "invoice_date")
    assert period.note == (
        "The invoice date says 31 Jan 2026 to 31 Jan 2026, which does not agree with the line's description."
    )


@pytest.mark.parametrize(
    "line",
    [
        {"description": "Licence, 1 month", "reference": "Mar 2026"},
        {"description": "Monthly fee", "reference": "Mar 2026"},
        {"description": "Weekly cleaning", "reference": "Mar 2026"},
        {"description": "Hosting March 2026", "reference": "PO 4711 Feb 2026"},
        {"description": "Hosting March 2026", "reference": "order of 15/12/2025"},
        {"description": "Hosting March", "reference": "Mar 2026"},
        {"description": "Hosting", "reference": "Mar 2026"},
        {"description": "March 2026", "reference": "2025"},
    ],
)
def test_texts_that_go_together_name_one_period(line: dict[str, Any]) -> None:
    """A reference is often an order's, with its own dates; what is held there says nothing against the line."""
    assert days(decide(**line)) == (date(2026, 3, 1), date(2026, 3, 31))


def test_tracking_options_are_read_of_a_named_category_alone() -> None:
    """A campaign called after its month dates nothing."""
    assert decide(tracking={"Campaign": "Spring Mar 2026", "Term": "Q1 2026"}).problem == "absent"
    assert days(decide(tracking={"Campaign": "Spring Mar 2026"}, description="1 Feb 2026 to 31 Jan 2027")) == YEAR


def test_only_the_named_category_is_looked_at() -> None:
    """Whatever the case of its name; there, a year or a month in numbers is a period."""
    settings = ServicePeriods(tracking_category=" term ")

    assert days(decide(settings, tracking={"Term": "2026"})) == (date(2026, 1, 1), date(2026, 12, 31))
    assert days(decide(settings, tracking={"Term": "02/2026"})) == (date(2026, 2, 1), date(2026, 2, 28))
    assert decide(settings, tracking={"Region": "Feb 2026"}).problem == "absent"
    assert decide(settings, tracking={"Term": "4711"}).problem == "absent"


def test_two_options_of_the_category_that_name_different_periods_are_ambiguous() -> None:
    """Its name is compared without capitals, so two may bear it; the same period twice is no contradiction."""
    settings = ServicePeriods(tracking_category="Term")
    period = decide(settings, tracking={"Term": "Feb 2026", "TERM": "Mar 2026"})

    assert (period.problem, period.rule) == ("ambiguous", "tracking_option")
    assert period.note == (
        "The tracking options name different periods: 1 Feb 2026 to 28 Feb 2026, and 1 Mar 2026 to 31 Mar 2026."
    )
    assert decide(settings, tracking={"Term": "Feb 2026", "TERM": "01/02/2026 - 28/02/2026"}).problem == ""


def test_a_users_pattern_is_tried_before_the_built_in_writings() -> None:
    """Groups hold dates in any built-in writing; the start may be followed by a number of months instead of an end."""
    settings = ServicePeriods(
        patterns=[
            r"svc (?P<start>\S+) (?P<end>\S+);",
            r"ab (?P<start>\S+) x(?P<months>\w+)",
            r"m (?P<start>\S+?)!(?P<end>\d+)",
        ]
    )

    assert days(decide(settings, description="Feb 2025, SVC 01/02/2026 31/01/2027;")) == YEAR
    assert days(decide(settings, reference="ab 2026-02-01 x12")) == YEAR
    assert days(decide(settings, reference="ab 2026-02-01 xtwelve")) == YEAR
    assert days(decide(settings, reference="m 2025!2026")) == (date(2025, 1, 1), date(2026, 12, 31))
    assert days(decide(settings, description="Feb 2026 - Jan 2027")) == YEAR


@pytest.mark.parametrize(
    ("text", "country", "note"),
    [
        ("svc soon later;", "NZ", '"soon" is not one date.'),
        ("svc 01/02/2026 x0", "NZ", '"0" is not a number of months.'),
        ("svc 31/02/2026 31/03/2026;", "NZ", '"31/02/2026 - 31/03/2026" names a day that does not exist.'),
        ("svc 01/02/2026 03/04/2026;", "CA", "with the day first"),
        ("svc 1/2/2026 x1 svc 1/3/2026 x1", "NZ", "names different periods"),
        ("svc 01/02/2026 01/01/2026;", "NZ", "before it starts"),
    ],
)
def test_what_a_users_pattern_catches_is_read_as_strictly(text: str, country: str, note: str) -> None:
    """A pattern that matches but holds no clear dates is reported, not passed over."""
    settings = ServicePeriods(patterns=[r"svc (?P<start>\S+) (?P<end>\S+);", r"svc (?P<start>\S+) x(?P<months>\d+)"])
    period = decide(settings, description=text, country=country)

    assert (period.problem, days(period)) == ("ambiguous", (None, None))
    assert note in period.note


def test_a_group_that_took_no_part_leaves_the_text_to_the_built_in_writings() -> None:
    """An optional start that is not there is no date."""
    settings = ServicePeriods(patterns=[r"support(?: (?P<start>\d\S+) (?P<end>\d\S+))?"])

    assert days(decide(settings, description="Support Feb 2026 - Jan 2027")) == YEAR


@pytest.mark.parametrize("writing", range(len(WRITINGS)))
def test_what_the_demo_company_writes_is_understood(writing: int) -> None:
    """For starts over three years, in New Zealand with a year that ends in March, the period is the one written."""
    months, _ = WRITINGS[writing]
    for place in range(36):
        month = date(2025 + place // 12, place % 12 + 1, 1)
        start = month
        if writing == 5:
            start = month.replace(month=(month.month - 1) // 3 * 3 + 1)
        if writing == 6:
            start = date(month.year if month.month > 3 else month.year - 1, 4, 1)
        text = write_period(writing, month)

        expected = (start, end_after(start, months)) if text else (None, None)
        assert days(decide(description=text)) == expected, text


STARTS = st.dates(min_value=date(1980, 1, 1), max_value=date(2078, 12, 31))
WRITERS = {
    "numbers": lambda a, b: f"{a:%d/%m/%Y} - {b:%d/%m/%Y}",
    "two digits": lambda a, b: f"{a.day}.{a.month}.{a:%y}-{b.day}.{b.month}.{b:%y}",
    "iso": lambda a, b: f"{a}..{b}",
    "compact": lambda a, b: f"{a:%Y%m%d}-{b:%Y%m%d}",
    "names": lambda a, b: f"{a.day} {MONTHS[a.month - 1]} {a.year} to {b.day} {MONTHS[b.month - 1]} {b.year}",
    "american": lambda a, b: f"{MONTHS[a.month - 1]} {a.day}, {a.year} \u2013 {MONTHS[b.month - 1]} {b.day}, {b.year}",
    "dashed": lambda a, b: f"{a.day}-{MONTHS[a.month - 1]}-{a:%y} until {b.day}-{MONTHS[b.month - 1]}-{b:%y}",
}


@given(STARTS, st.integers(0, 1500), st.sampled_from(sorted(set(WRITERS) - {"compact"})))
def test_a_range_is_read_as_it_was_written(start: date, length: int, writer: str) -> None:
    """Any two days, in any way of writing two dates, in a sentence with other words and numbers.

    Only where a word leads to the same day of a later month, that day may be the first one after the period.
    """
    end = min(start + timedelta(days=length), date(2079, 12, 31))
    assume(writer not in {"names", "dashed"} or start.day != end.day or length < 28)
    text = f"Support level 3, {WRITERS[writer](start, end)} (order 4711)"

    assert days(decide(description=text)) == (start, end), text


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2078, 12, 31)), st.integers(0, 1500))
def test_a_compact_range_is_read_as_it_was_written(start: date, length: int) -> None:
    """Eight digits a day, of this century alone."""
    end = start + timedelta(days=length)

    assert days(decide(description=WRITERS["compact"](start, end))) == (start, end)


@given(STARTS, st.integers(0, 1500))
def test_an_american_range_is_read_in_america(start: date, length: int) -> None:
    """Month first in numbers; New Zealand reads the same text the other way round, or reports it."""
    end = min(start + timedelta(days=length), date(2079, 12, 31))
    text = f"{start:%m/%d/%Y} - {end:%m/%d/%Y}"

    assert days(decide(description=text, country="US")) == (start, end)
    if (
        start.day <= 12
        and end.day <= 12
        and start.replace(day=start.month, month=start.day) <= end.replace(day=end.month, month=end.day)
    ):
        swapped = (start.replace(day=start.month, month=start.day), end.replace(day=end.month, month=end.day))
        assert days(decide(description=text)) == swapped


@given(
    STARTS,
    st.integers(1, 120),
    st.sampled_from(["{n} months from {d}", "from {d} for {n} months", "{n}-month plan starting {d}"]),
)
def test_a_term_is_read_as_it_was_written(start: date, months: int, form: str) -> None:
    """Any number of months from any day."""
    text = form.format(n=months, d=f"{start.day} {MONTHS[start.month - 1]} {start.year}")

    assert days(decide(description=text)) == (start, last_day_of_term(start, months)), text


# fmt: off
WORDS = st.sampled_from([
    "1", "2", "7", "12", "24/7", "28", "30", "31", "2026", "2027", "26", "27", "02/2026", "01/02", "1/2/26",
    "31/01/2027", "2026-02-01", "20260201", "2/30/2026", "Feb", "Jan", "may", "mar", "Q1", "H2", "FY26", "FY",
    "2025/26", "to", "until", "from", "-", "\u2013", "..", "/", ",", "and", "&", "months", "years", "annual",
    "for", "term", "{", "}", "(", ")", ":", "st", "1st", "of", "'a", "0", "99", "starting", "ending", "year",
    "quarter", "\u0130", "\u00e9", "\u0663",
])
# fmt: on


@given(st.lists(WORDS, max_size=9), st.booleans(), st.sampled_from(["NZ", "US", "CA", ""]))
def test_pieces_of_dates_in_any_order_never_raise(words: list[str], tight: bool, country: str) -> None:  # noqa: FBT001
    """Whatever stands in a line: both days and in their order, or none and a reason."""
    period = decide(description=("" if tight else " ").join(words), country=country)

    assert (period.start is None) == (period.end is None) == bool(period.problem)
    assert period.start is None or (period.end is not None and period.start <= period.end)
    assert (period.problem == "ambiguous") == bool(period.note)


@given(st.text(alphabet="0123456789/.-' \u2013{}JanFebQHFYto,", max_size=60), st.sampled_from(["NZ", "US", ""]))
def test_random_digits_never_raise(text: str, country: str) -> None:
    """The same for digits and separators at random, in description, reference and tracking."""
    settings = ServicePeriods(tracking_category="Term")
    for line in ({"description": text}, {"tracking": {"Term": text}}):
        period = decide(settings, country=country, **line)

        assert (period.start is None) == (period.end is None)
        assert period.start is None or (period.end is not None and period.start <= period.end)
