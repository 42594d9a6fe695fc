"""The tables of the About page say where everything is that is in Xero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.workbook.about_tables import CHART_ROWS, MOST_CHARTS, by_currency, by_month, sums
from source_xero_revrec.workbook.book import Formula, Look
from source_xero_revrec.workbook.contents import Contents
from unit_tests.source_xero_revrec.workbook.made_page import SHEETS, counted


def total(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - a record
    """Return a control total of a month, of which 6,691.08 of 6,841.72 are in rows."""
    return {
        "check": "B1",
        "status": "Ties",
        "period": "2025-01",
        "currency": "NZD",
        "expected_count": 20,
        "expected_amount": Decimal("6841.72"),
        "emitted_count": 18,
        "emitted_amount": Decimal("6691.08"),
        "pending_count": 2,
        "pending_amount": Decimal("150.64"),
        **changed,
    }


def of(*records: dict[str, Any]) -> Contents:
    """Return the contents after control totals."""
    contents = Contents()
    for record in records:
        contents.add("control_totals", record)
    return contents


def test_documents_in_xero_are_all_of_them_and_not_those_with_rows() -> None:
    """The month's figure is B1's, what waits included; the chart draws the same cells."""
    b2 = {**total(), "check": "B2", "expected_amount": Decimal("6691.08")}
    lines, (chart,) = by_month(of(total(), b2), first_row=10)

    assert lines[3].cells[:5] == ("2025-01", "NZD", Decimal("6841.72"), Decimal("6691.08"), Decimal("150.64"))
    assert (chart.first_row, chart.last_row) == (13, 13)


def test_each_currency_has_its_money_and_its_documents() -> None:
    """In Xero, rows, pending, excluded, held, rounding, what is left over, and rows without service dates."""
    contents = of(total(), {**total(), "check": "S2", "actual_count": 3, "actual_amount": Decimal("99.00")})
    *_, money, count = by_currency(contents)

    zero = Decimal(0)
    assert money.cells == (
        "Ties; something is open", "NZD", Decimal("6841.72"), Decimal("6691.08"), Decimal("150.64"), zero, zero, zero,
        zero, Decimal("99.00"),
    )  # fmt: skip
    assert count.cells == ("", "documents", 20, 18, 2, 0, 0, 0, 0, 3)


def test_a_currency_is_green_amber_or_red() -> None:
    """Money that waits and rows without dates are no green; what is missing or held is red."""
    whole = {
        "pending_amount": Decimal(0),
        "pending_count": 0,
        "emitted_count": 20,
        "emitted_amount": Decimal("6841.72"),
    }
    undated = {**total(), "check": "S2", "actual_count": 1, "actual_amount": Decimal(0)}
    looks = []
    for records in (
        [total(**whole)],
        [total()],
        [total(**whole), undated],
        [total(**whole, held_count=1)],
        [total(pending_amount=Decimal("150.63"))],
        [total(**whole, status="Does not tie")],
    ):
        *_, money, _ = by_currency(of(*records))
        looks.append(money.look)

    assert looks == [Look.GOOD, Look.WARN, Look.WARN, Look.BAD, Look.BAD, Look.BAD]


def test_each_chart_points_at_its_currencys_months_and_stands_below_the_table() -> None:
    """The rows that a chart names hold its currency and nothing else, the sum below them left out."""
    contents = counted(200)
    lines, charts = by_month(contents, first_row=7)

    assert [chart.currency for chart in charts] == ["GBP", "USD"]
    for chart in charts:
        rows = lines[chart.first_row - 7 : chart.last_row - 6]
        assert {line.cells[1] for line in rows} == {chart.currency}
        assert len(rows) == len(contents.ties.of(chart.currency))
        assert lines[chart.last_row - 6].cells[:2] == ("Total", chart.currency)
    assert charts[1].place - charts[0].place == CHART_ROWS
    assert all(not line.cells for line in lines[charts[0].place - 7 :])
    assert len(lines) - (charts[1].place - 7) >= CHART_ROWS


def test_many_currencies_give_a_few_charts() -> None:
    """The currencies with most months are drawn; all are in the table."""
    contents = of(*(total(currency=f"C{number:02d}") for number in range(20)))

    assert len(by_month(contents, first_row=0)[1]) == MOST_CHARTS


@given(st.lists(st.tuples(st.sampled_from(["GBP", "USD"]), st.decimals(-(10**9), 10**9, places=2)), max_size=20))
def test_sums_are_exact_and_can_be_traced(amounts: list[tuple[str, Decimal]]) -> None:
    """For any billing rows, the page's sums are their exact sums by currency, and formulas over the sheet's cells."""
    contents = Contents()
    for currency, amount in amounts:
        contents.add("billing_schedule", {"currency": currency, "billing_amount": amount})
    made = {
        str(line.cells[1]): line.cells[3]
        for line in sums([sheet for sheet in SHEETS if sheet.stream == "billing_schedule"], contents)
        if len(line.cells) > 3 and isinstance(line.cells[3], Formula)
    }

    assert {code: found.value for code, found in made.items()} == {
        code: sum((amount for currency, amount in amounts if currency == code), Decimal(0))
        for code in {currency for currency, _ in amounts}
    }
    assert all("'BillingSchedule'!$I$2:$I$" in found.text for found in made.values())


def test_what_a_filter_shows_is_summed_by_currency() -> None:
    """Amounts of several currencies are never added up; a very long sheet is left to the reader."""
    contents = counted()
    billing = [sheet for sheet in SHEETS if sheet.stream == "billing_schedule"]
    shown = [line.cells[5] for line in sums(billing, contents) if len(line.cells) > 5][1:]
    contents.rows["billing_schedule"] = 20_001
    far = [line.cells[5] for line in sums(billing, contents) if len(line.cells) > 5][1:]

    assert [f'="{code}")' in each.text for code, each in zip(("GBP", "USD"), shown, strict=True)] == [True, True]
    assert far == ["filter, and look at the sheet"] * 2
