"""A discount on an invoice is a discount on what the invoice bills, in the months of that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from unit_tests.source_xero_revrec.rules.made_conversions import convert, item
from unit_tests.source_xero_revrec.rules.made_documents import invoice

YEAR, MARCH = "1 Jan 2026 to 31 Dec 2026", "March 2026"
DAYS = {
    YEAR: (date(2026, 1, 1), date(2026, 12, 31)),
    MARCH: (date(2026, 3, 1), date(2026, 3, 31)),
    "": (None, None),
}

Told = list[tuple[str, str, tuple[date | None, date | None], str]]


def told(*lines: tuple[str, str], **options: object) -> Told:
    """Return number, amount, period and its rule of each item of an invoice with these amounts and texts."""
    document = invoice(*(item(amount, description=text) for amount, text in lines))
    return [
        (each.item_number, str(each.amount), (each.period.start, each.period.end), each.period_rule)
        for each in convert(document, **options).items
    ]


def test_a_discount_has_the_period_of_the_lines_that_it_is_taken_off() -> None:
    """All of them have one: so has the discount, which stays one row."""
    assert told(("1200.00", YEAR), ("300.00", YEAR), ("-150.00", "Loyalty discount"))[2] == (
        "3",
        "-150.00",
        DAYS[YEAR],
        "invoice_lines",
    )


def test_a_discount_on_lines_of_several_periods_is_split_by_their_amounts() -> None:
    """To the cent: a row has one period, so it becomes a row for each."""
    assert told(("200.00", YEAR), ("100.00", MARCH), ("-100.00", "Discount"))[2:] == [
        ("3.1", "-66.67", DAYS[YEAR], "invoice_lines"),
        ("3.2", "-33.33", DAYS[MARCH], "invoice_lines"),
    ]


def test_a_negative_line_that_states_its_period_keeps_it() -> None:
    """What a person wrote wins over what the neighbours say."""
    assert told(("200.00", YEAR), ("-100.00", f"Correction {MARCH}"))[1][2:] == (DAYS[MARCH], "line_description")


def test_an_ambiguous_negative_line_stays_held() -> None:
    """It names something, and nobody can tell what."""
    (ambiguous,) = told(("200.00", YEAR), ("-100.00", "Workshops 3 Feb, 10-12 Feb 2026"))[1:]

    assert ambiguous[2] == (None, None)


def test_lines_without_a_period_date_nothing() -> None:
    """An invoice of which no line is dated leaves its discount undated, and a positive line takes no one's dates."""
    assert [each[2] for each in told(("200.00", "Set-up"), ("-100.00", "Discount"))] == [DAYS[""]] * 2
    assert [each[2] for each in told(("200.00", "Set-up"), ("100.00", YEAR))] == [DAYS[""], DAYS[YEAR]]


def test_a_discount_dates_no_other_discount() -> None:
    """What takes something off is no service that could be discounted."""
    assert told(("-10.00", YEAR), ("50.00", "Set-up"), ("-5.00", "Discount"))[2][2] == DAYS[""]


def test_the_last_rule_comes_before_the_neighbours() -> None:
    """Who recognises what is undated at the invoice date says so of discounts too."""
    found = told(
        ("200.00", YEAR), ("-100.00", "Discount"), service_periods={"rules": ["line_description", "invoice_date"]}
    )

    assert found[1][2:] == ((date(2026, 1, 15), date(2026, 1, 15)), "invoice_date")


def test_a_voided_discount_is_split_as_it_was() -> None:
    """Its rows are 0 and keep what was billed, under the same numbers."""
    lines = item("200.00", description=YEAR), item("100.00", description=MARCH), item("-100.00")
    items = convert(invoice(*lines, status="VOIDED")).items

    assert [(each.item_number, each.amount, each.original_amount) for each in items[2:]] == [
        ("3.1", Decimal("0.00"), Decimal("-66.67")),
        ("3.2", Decimal("0.00"), Decimal("-33.33")),
    ]
