"""The About page says what the file is, without a secret."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.workbook.about import MOST_CHARTS, Origin, choices, page
from source_xero_revrec.workbook.book import Look
from source_xero_revrec.workbook.contents import Contents
from source_xero_revrec.workbook.sheets import SHEETS as KINDS
from source_xero_revrec.workbook.sheets import plan
from unit_tests.source_xero_revrec.workbook.made_records import made_up
from unit_tests.source_xero_revrec.workbook.made_schemas import SCHEMAS
from unit_tests.source_xero_revrec.workbook.made_source import SPECIFICATION
from unit_tests.source_xero_revrec.workbook.made_workbook import CONFIG, NOON, SECRET

SHEETS = plan({name: {"properties": properties} for name, properties in SCHEMAS.items() if name != "organisations"})
ORIGIN = Origin("Demo Company (UK)", "GBP", "Invoice Equals Contract", NOON, "0.1.0", [("Custom fields", "Location")])


def counted(documents: int = 40) -> Contents:
    """Return the contents of a workbook of made-up records."""
    contents = Contents()
    for stream, make in made_up(documents).items():
        for record in make() if stream in KINDS else ():
            contents.add(stream, record)
    return contents


def facts(contents: Contents) -> dict[str, Any]:
    """Return the page's lines by label."""
    return {
        str(line.cells[0]): line.cells[1] for line in page(ORIGIN, SHEETS, contents, []).lines if len(line.cells) > 1
    }


def test_the_page_names_organisation_mode_and_time() -> None:
    """Whoever finds the file in a year knows where it came from."""
    found = facts(counted())

    assert found["Organisation"] == "Demo Company (UK)"
    assert found["Mode"] == "Invoice Equals Contract"
    assert found["Made at (UTC)"] == NOON.replace(tzinfo=None)
    assert found["Connector"] == "source-xero-revrec 0.1.0"
    assert found["OrderDetails"] == "120"


def test_what_does_not_tie_is_said_first_and_in_red() -> None:
    """One failing control total is enough; none gives a green line."""
    contents = counted()
    (line,) = (line for line in page(ORIGIN, SHEETS, contents, []).lines if line.cells[:1] == ("Control totals",))
    assert line.look is Look.BAD
    assert str(line.cells[1]).startswith("1 of ")

    del contents.statuses["Does not tie"]
    (line,) = (line for line in page(ORIGIN, SHEETS, contents, []).lines if line.cells[:1] == ("Control totals",))
    assert line.look is Look.GOOD


def test_changed_document_numbers_are_counted_once_each() -> None:
    """Four credit notes with a slash, three lines each, on two sheets, are four changes."""
    assert str(facts(counted())["Document numbers"]).startswith("4 changed to the characters")


def test_identifiers_that_revrec_would_refuse_are_shown_in_red() -> None:
    """The workbook changes none itself: that is the rules' work, and this is the check on it."""
    contents = Contents()
    contents.add("products", {"product_code": "A/B #1"})
    found = [line for line in page(ORIGIN, SHEETS, contents, []).lines if line.cells[:1] == ("Product Code",)]

    assert [line.look for line in found] == [Look.BAD]
    assert "A/B #1" in str(found[0].cells[1])


def test_no_secret_of_the_configuration_is_shown() -> None:
    """Credentials, fields that the form calls secret, unknown fields, and what an address hides are left out."""
    config = {**CONFIG, "unknown": SECRET, "crm": {"api_token": SECRET, "name": "HubSpot", "list": ["x"] * 20}}
    form = {
        "properties": {
            **SPECIFICATION["properties"],
            "crm": {"title": "CRM", "oneOf": [{"properties": {"api_token": {"airbyte_secret": True}}}]},
        }
    }
    shown = dict(choices(config, form))

    assert SECRET not in str(shown)
    assert shown["CRM"] == "Name: HubSpot; List: 20 entries"
    assert shown["CRM file"] == "https://files.example/customers.csv"
    assert shown["Custom fields"] == "Revrec Field: Location; Xero Tracking Category: Region"


@given(st.lists(st.tuples(st.sampled_from(["GBP", "USD"]), st.decimals(-(10**9), 10**9, places=2)), max_size=20))
def test_totals_are_the_sums_of_the_rows(amounts: list[tuple[str, Decimal]]) -> None:
    """For any billing rows, the page's totals are their exact sums by currency."""
    contents = Contents()
    for currency, amount in amounts:
        contents.add("billing_schedule", {"currency": currency, "billing_amount": amount})
    shown = [
        str(line.cells[1])
        for line in page(ORIGIN, SHEETS, contents, []).lines
        if line.cells[:1] == ("BillingSchedule, Billing Amount",)
    ]
    expected = [
        f"{code} {sum((amount for currency, amount in amounts if currency == code), Decimal(0)):,.2f}"
        for code in ("GBP", "USD")
        if any(currency == code for currency, _ in amounts)
    ]

    assert expected == shown


def test_every_code_that_occurs_is_explained() -> None:
    """Who meets a code on a sheet finds on this page what the check compares."""
    found = facts(counted())

    assert [code for code in ("A1", "B1", "B2", "C2", "I2", "I3", "K1") if not found[code]] == []


def test_each_chart_points_at_its_currencys_months() -> None:
    """The rows that a chart names hold its currency and nothing else."""
    contents = counted(200)
    made = page(ORIGIN, SHEETS, contents, [])

    assert [chart.currency for chart in made.charts] == ["GBP", "USD"]
    for chart in made.charts:
        rows = made.lines[chart.first_row : chart.last_row + 1]
        assert {line.cells[1] for line in rows} == {chart.currency}
        assert len(rows) == sum(1 for currency, _ in contents.billed if currency == chart.currency)


def test_many_currencies_give_a_few_charts() -> None:
    """The currencies with most months are drawn; all are in the table."""
    contents = Contents()
    for number in range(20):
        contents.add(
            "control_totals",
            {"check": "B2", "period": "2026-01", "currency": f"C{number:02d}", "expected_amount": 1, "status": "Ties"},
        )

    assert len(page(ORIGIN, SHEETS, contents, []).charts) == MOST_CHARTS


def test_the_page_says_which_day_ends_a_service() -> None:
    """RevRec's pages call the end exclusive; a file without services says nothing about it."""
    schemas = {name: {"properties": properties} for name, properties in SCHEMAS.items()}
    told = []
    for day_after in (True, False):
        lines = page(ORIGIN, plan(schemas, day_after=day_after), counted(), []).lines
        told += [str(line.cells[1]) for line in lines if line.cells[:1] == ("Service End Date",)]

    assert [sentence.partition(" of service")[0] for sentence in told] == ["The day after the last day", "The last day"]
    assert "service_end: day_after" in told[0]
    assert "service_end: last_day" in told[1]
    alone = page(ORIGIN, plan({"customers": schemas["customers"]}), Contents(), []).lines
    assert not any(line.cells[:1] == ("Service End Date",) for line in alone)


def test_documents_that_are_held_are_said_in_red() -> None:
    """They have no rows here; where none is, nothing is said."""
    contents = counted()
    assert "Held documents" not in facts(contents)

    contents.add("control_totals", {"check": "B1", "status": "Ties", "held_count": 2})

    assert str(facts(contents)["Held documents"]).startswith("2 cannot be understood")
