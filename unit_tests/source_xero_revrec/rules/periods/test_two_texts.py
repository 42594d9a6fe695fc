"""A period that stands elsewhere than in the line's text must explain that text, as if both stood in one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.periods.service_period import ItemTerm, PeriodRules, ServicePeriod, ServicePeriods

INVOICED = date(2026, 6, 15)
OPTION = ServicePeriods(tracking_category="Term")
TERM = ServicePeriods(item_terms=[ItemTerm(item_code="S", months=12)])
AT_INVOICE_DATE = ServicePeriods(rules=["line_description", "reference", "invoice_date"])


def decide(
    settings: ServicePeriods, description: str, *, reference: str = "", option: str = "", item_code: str = ""
) -> ServicePeriod:
    """Decide on a line of a British company whose year ends in March."""
    rules = PeriodRules(settings, country="GB", year_end=(3, 31))
    tracking = {"Term": option} if option else {}
    return rules.decide(
        description=description, reference=reference, tracking=tracking, item_code=item_code, invoice_date=INVOICED
    )


@pytest.mark.parametrize(
    ("reference", "description", "left"),
    [
        ("Support 1 Apr 2026 - 31 Mar 2027", "Set-up fee", "Set-up fee"),
        ("Support 1 Apr 2026 - 31 Mar 2027", "50% deposit", "50% deposit"),
        ("Support 1 Apr 2026 - 31 Mar 2027", "Credit for cancelled months", "cancelled"),
        ("Support 1 Apr 2026 - 31 Mar 2027", "Instalment 1 of 4", "Instalment 1 of 4"),
        ("Support 1 Apr 2026 - 31 Mar 2027", "Year 2 of 3", "2 of 3"),
        ("Support 1 Apr 2026 - 31 Mar 2027", "First month", "First"),
        ("Support 1 Apr 2026 - 31 Mar 2027", "Pro rata share", "Pro rata"),
        ("Support 1 Apr 2026 - 31 Mar 2027", "2nd quarter charge", "2nd quarter"),
        ("Support 1 Apr 2026 - 31 Mar 2027", "Hosting (excl. January)", "excl. January"),
        ("Support 1 Apr 2026 - 31 Mar 2027", "Training day 5 May 2026", "5 May 2026"),
        ("1 Jan 2026 - 31 Dec 2026", "Hosting May", "May"),
        ("1 Jan 2026 - 31 Dec 2026", "Hosting Mai", "Mai"),
        ("1 Jan 2026 - 31 Dec 2026", "Hosting 05/2026", "05/2026"),
        ("1 Jan 2026 - 31 Dec 2026", "Hosting H2", "H2"),
        ("1 Jan 2026 - 31 Dec 2026", "Hosting 14-20 May", "14-20 May"),
        ("1 Jan 2026 - 31 Dec 2026", "Hosting 2026/27", "2026/27"),
        ("1 Jan 2026 - 31 Dec 2026", "Hosting week 14", "14"),
        ("1 Jan 2026 - 31 Dec 2026", "Miete Monat 3", "3"),
        ("Mar 2026", "Workshop 3 Mar 2026", "3 Mar 2026"),
        ("Mar 2026", "Plan 2026", "2026"),
    ],
)
def test_a_reference_dates_no_line_that_says_more(reference: str, description: str, left: str) -> None:
    """It stands for the whole invoice, and a line may be for something else: the words left over are named."""
    period = decide(ServicePeriods(), description, reference=reference)

    assert (period.start, period.end, period.rule, period.problem) == (None, None, "reference", "ambiguous")
    assert period.note.endswith(f'which does not explain "{left}" in the line\'s description.')


@pytest.mark.parametrize(
    "description",
    [
        *("", "Hosting", "Support level 3", "Licence, 25 users", "Annual licence", "Seats x 12", "24/7 support"),
        *("SKU 4711", "iPhone 15 Pro 256GB", "24 port switch", "Unit 4, 12 High Street", "Microsoft 365, 5 seats"),
    ],
)
def test_a_reference_dates_lines_that_say_nothing_else(description: str) -> None:
    """Numbers that are no dates, and its own length, go with a period."""
    period = decide(ServicePeriods(), description, reference="1 Apr 2026 - 31 Mar 2027")

    assert (period.start, period.end, period.rule) == (date(2026, 4, 1), date(2027, 3, 31), "reference")


@pytest.mark.parametrize(
    ("description", "left"), [("Cancelled 31 Aug 2026", "Cancelled 31 Aug 2026"), ("to 31 Aug", "31 Aug")]
)
def test_an_option_dates_no_line_that_was_cut_short(description: str, left: str) -> None:
    """The option is the contract's, and the line may be for a part of it."""
    period = decide(OPTION, description, option="12 months from 1 Feb 2026")

    assert (period.problem, period.rule) == ("ambiguous", "tracking_option")
    assert left in period.note


def test_an_option_leaves_an_ambiguous_line_held() -> None:
    """That the option comes first is no reason to pass over what the line says."""
    assert decide(OPTION, "Visits in Jan and Mar 2026", option="Q1 2026").problem == "ambiguous"


LINES = [
    "Hosting 05/2026", "Hosting Q2", "Hosting to 31 May", "Support 2026/27", "FYE 30 June 2026 licence",
    "weeks 23-26 2026", "Support 2025", "Monthly support", "Quarterly support",
]  # fmt: skip


@pytest.mark.parametrize("description", LINES)
def test_neither_an_items_term_nor_the_invoice_date_dates_a_line_that_tells_a_time(description: str) -> None:
    """A user's word about the item settles what the text does not say, and not against what it says."""
    of_the_item = decide(TERM, description, item_code="S")
    on_the_day = decide(AT_INVOICE_DATE, description)

    assert (of_the_item.problem, of_the_item.rule) == ("ambiguous", "item_term")
    assert (on_the_day.problem, on_the_day.rule) == ("ambiguous", "invoice_date")


@pytest.mark.parametrize("description", ["Support", "Support for 25 users", "Implementation", "Order PO 4711"])
def test_an_items_term_and_the_invoice_date_date_lines_that_tell_no_time(description: str) -> None:
    """That is what they are for."""
    assert decide(TERM, description, item_code="S").end == date(2027, 6, 14)
    assert decide(AT_INVOICE_DATE, description).start == INVOICED


@pytest.mark.parametrize("description", ["Instalment 2 of 4", "Cancelled", "50% deposit", "Set-up fee", "Free trial"])
def test_what_tells_no_time_may_be_recognised_at_the_invoice_date_but_not_over_a_term(description: str) -> None:
    """An item's term is that of the whole service; on one day nothing is spread."""
    assert decide(TERM, description, item_code="S").problem == "ambiguous"
    assert decide(AT_INVOICE_DATE, description).start == INVOICED


def test_a_line_that_is_not_read_is_not_held_against_a_period() -> None:
    """Who leaves the line's description out of the rules does not want it read."""
    period = decide(ServicePeriods(rules=["reference"]), "Hosting May", reference="Q1 2026")

    assert (period.start, period.problem) == (date(2026, 1, 1), "")


@given(
    st.sampled_from(["Hosting {}", "{} licence", "Support, {}", "Fee ({})"]),
    st.sampled_from(
        ["May", "May 2027", "Q3", "H1", "2025", "05/2027", "14 days", "3 weeks", "from 5 Aug", "w/c 4 May"]
    ),
    st.dates(date(2020, 1, 1), date(2024, 12, 31)),
)
def test_no_period_from_elsewhere_leaves_a_word_of_time_unexplained(form: str, word: str, start: date) -> None:
    """Whatever the words around it, and wherever the period lies: here none of them can be its own."""
    period = decide(
        ServicePeriods(), form.format(word), reference=f"{start} - {start.replace(year=start.year + 2, day=2)}"
    )

    assert period.problem == "ambiguous"
