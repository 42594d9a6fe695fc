"""Rows of recognition."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

import source_xero_revrec
from source_xero_revrec.rules.chart import LineAccount
from source_xero_revrec.rules.outcome import Bucket, Unread
from source_xero_revrec.rules.recognition.entries import EntryLine, JournalEntry
from source_xero_revrec.rules.recognition.intake import lines_of
from source_xero_revrec.rules.recognition.posted import Kind
from source_xero_revrec.rules.recognition.revenue import RevenueMonth
from source_xero_revrec.rules.recognition.roll_forward import Figures, RollForward
from source_xero_revrec.rules.recognition.rows import (
    amount,
    held_row,
    journal_rows,
    revenue_row,
    roll_forward_row,
    schedule_rows,
    withdrawn_row,
)
from source_xero_revrec.rules.recognition.treatment import recognise
from unit_tests.source_xero_revrec.rules.made_conversions import convert
from unit_tests.source_xero_revrec.rules.made_documents import NOON, invoice, line
from unit_tests.source_xero_revrec.rules.recognition.made_lines import SETTINGS, month
from xero_api.money import ZERO
from xero_api.unreadable import UnreadableDocument

SCHEMAS = Path(source_xero_revrec.__file__).with_name("schemas")
MARCH = "/Date(1773100800000+0000)/"
HOUR = timedelta(hours=1)
ABROAD = {"date": MARCH, "currency": "USD"}
ABOUT = {
    "tenant_id": "t",
    "document_id": invoice().document_id,
    "document_number": "INV-7",
    "document_type": "Invoice",
    "document_status": "AUTHORISED",
    "document_date": date(2026, 3, 10),
    "contact_id": invoice().contact.contact_id,
    "contact_name": "Boom FM",
    "currency": "NZD",
    "home_currency": "NZD",
    "order_item_number": "1",
    "product_code": "200",
    "account_code": "200",
    "withdrawn": False,
    "document_updated_at": NOON,
    "document_read_at": NOON + HOUR,
}
"""What every row of the schedule of INV-7 says of its document and line."""
ACCOUNTS = {"200": ("Sales", "REVENUE"), "835": ("Deferred", "LIABILITY")}


def rows(text: str, **fields: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Return the schedule rows of an invoice of 300.00 with this text."""
    outcome = convert(invoice(structs.replace(line("300.00"), description=text), **fields))
    outcome = structs.replace(
        outcome, items=tuple(structs.replace(each, account=LineAccount("200", "REVENUE")) for each in outcome.items)
    )
    lines = [recognise(each, SETTINGS) for each in lines_of(outcome, lambda _: ())]
    return [*schedule_rows(outcome, lines, tenant_id="t", base_currency="NZD", read_at=NOON + HOUR)]


def test_a_line_has_a_row_for_each_month() -> None:
    """From the document's month on, with what is recognised in it, so far, and still deferred."""
    found = rows("Plan 1 April 2026 - 30 June 2026", date=MARCH)

    assert [row["period"] for row in found] == ["2026-03", "2026-04", "2026-05", "2026-06"]
    assert [row["recognised_amount"] for row in found] == [Decimal(value) for value in (0, 100, 100, 100)]
    assert [row["recognised_so_far_amount"] for row in found] == [Decimal(value) for value in (0, 100, 200, 300)]
    assert [row["deferred_home_amount"] for row in found] == [Decimal(value) for value in (300, 200, 100, 0)]
    assert [row["recognised_so_far_home_amount"] for row in found] == [Decimal(value) for value in (0, 100, 200, 300)]
    assert [row["billed_amount"] for row in found] == [Decimal(value) for value in (300, 0, 0, 0)]
    assert {(row["deferred_account"], row["revenue_account"], row["booked_to"]) for row in found} == {
        ("835", "200", "revenue")
    }


def test_a_row_says_which_line_of_which_document_it_is_of() -> None:
    """Under every column of the stream but that of held lines, none of which is empty by mistake."""
    row, *_ = rows("Plan 1 April 2026 - 30 June 2026", date=MARCH, reference="PO 7")
    schema = json.loads(SCHEMAS.joinpath("revenue_schedule.json").read_text(encoding="utf-8"))
    assert set(schema["properties"]) - set(row) == {"held_reason"}
    assert row == {
        **ABOUT,
        "period": "2026-03",
        "line_description": "Plan 1 April 2026 - 30 June 2026",
        "service_start_date": date(2026, 4, 1),
        "service_end_date": date(2026, 6, 30),
        "deferred_account": "835",
        "revenue_account": "200",
        "booked_to": "revenue",
        "recognition_method": "monthly",
        "recognition_rule": "default",
        "billed_amount": Decimal(300),
        "recognised_amount": ZERO,
        "recognised_so_far_amount": ZERO,
        "deferred_amount": Decimal(300),
        "billed_home_amount": Decimal(300),
        "recognised_home_amount": ZERO,
        "recognised_so_far_home_amount": ZERO,
        "deferred_home_amount": Decimal(300),
    }


def test_the_months_of_a_foreign_line_have_amounts_in_both_currencies() -> None:
    """Each in cents of its own; the month of the document alone has what was billed."""
    found = rows("Plan 1 March 2026 - 30 April 2026", **ABROAD, currency_rate=Decimal("0.6"))
    amounts = [[str(value) for name, value in row.items() if name.endswith("_amount")] for row in found]

    assert amounts == [
        ["300.00", "150.00", "150.00", "150.00", "500.00", "250.00", "250.00", "250.00"],
        ["0.00", "150.00", "300.00", "0.00", "0.00", "250.00", "500.00", "0.00"],
    ]


def test_what_was_earned_before_its_document_is_recognised_with_it() -> None:
    """There is no row of a month before it was billed."""
    (found,) = rows("Plan 1 January 2026 - 31 January 2026", date=MARCH)

    assert (found["period"], found["recognised_amount"], found["deferred_amount"]) == ("2026-03", Decimal(300), ZERO)


def test_a_held_line_has_one_row_that_says_why() -> None:
    """In the month of its document."""
    (found,) = rows("Something", date=MARCH)

    assert found == {
        **ABOUT,
        "period": "2026-03",
        "document_number": "INV-7",
        "line_description": "Something",
        "service_start_date": None,
        "service_end_date": None,
        "billed_amount": Decimal(300),
        "billed_home_amount": Decimal(300),
        "held_reason": "no_period",
    }


def test_a_held_line_without_a_rate_has_no_home_amount() -> None:
    """Nor a text where the line has none."""
    (found,) = rows("", **ABROAD)

    assert (found["billed_amount"], found["billed_home_amount"]) == (Decimal(300), None)
    assert (found["held_reason"], found["line_description"]) == ("no_rate", None)


def test_a_document_that_gives_nothing_is_withdrawn() -> None:
    """Its older rows are out of date."""
    outcome = convert(invoice(status="DRAFT", date=MARCH))
    found = withdrawn_row(outcome, tenant_id="t", base_currency="NZD", read_at=NOON + HOUR)
    of_lines = ("product_code", "account_code")

    assert found == {
        **{name: value for name, value in ABOUT.items() if name not in of_lines},
        "order_item_number": "0",
        "document_status": "DRAFT",
        "period": "2026-03",
        "withdrawn": True,
        "document_read_at": NOON + HOUR,
    }


@pytest.mark.parametrize(("day", "month"), [(date(2026, 3, 10), "2026-03"), (None, f"{NOON:%Y-%m}")])
def test_a_document_that_cannot_be_understood_is_withdrawn(day: date | None, month: str) -> None:
    """In the month of its date, or of its change where it has none that can be read."""
    document = UnreadableDocument("id-1", "INV-1", "ACCREC", "PAID", "USD", day, NOON, None, ())
    found = held_row(Unread(document, Bucket.HELD), NOON, tenant_id="t", base_currency="NZD", read_at=NOON + HOUR)

    assert found == {
        "tenant_id": "t",
        "document_id": "id-1",
        "document_number": "INV-1",
        "document_type": "Invoice",
        "document_status": "PAID",
        "document_date": day,
        "currency": "USD",
        "home_currency": "NZD",
        "order_item_number": "0",
        "period": month,
        "withdrawn": True,
        "document_updated_at": NOON,
        "document_read_at": NOON + HOUR,
    }


def test_what_a_document_does_not_say_is_no_text() -> None:
    """Neither number nor status nor currency."""
    document = UnreadableDocument("id-1", "", "ACCREC", "", "", None, NOON, None, ())
    found = held_row(Unread(document, Bucket.HELD), NOON, tenant_id="t", base_currency="NZD", read_at=NOON)

    assert {found[name] for name in ("document_number", "document_status", "currency")} == {None}


@pytest.mark.parametrize(
    ("kind", "types", "described"),
    [
        (Kind.DEFERRAL, ["Contra Revenue", "Deferred Revenue"], "Revenue billed, deferred"),
        (Kind.RELEASE, ["Revenue", "Deferred Revenue"], "Deferred revenue, recognised"),
        (Kind.PRIOR, ["Revenue", "Deferred Revenue"], "Revenue of earlier months, made up for"),
        (Kind.OPENING, ["Revenue", "Deferred Revenue"], "Deferred revenue of earlier documents"),
    ],
)
def test_an_entry_has_revrecs_columns_and_account_types(kind: Kind, types: list[str], described: str) -> None:
    """Amounts without a sign, sides in words, tracking by the option's present name."""
    lines = (EntryLine("200", (("region", "north"),), -10_050), EntryLine("835", (), 10_050))
    entry = JournalEntry("KEY", kind, month("2026-01"), date(2026, 1, 31), closed=True, lines=lines)
    found = [
        *journal_rows(
            entry, accounts=ACCOUNTS, fields={"location": "region"}, options={"north": "North"}, currency="NZD"
        )
    ]
    first, second = ({"account_type": each, "description": f"{described}, 2026-01", "kind": kind} for each in types)
    row = {
        "journal_entry_id": "KEY",
        "journal_line_number": 1,
        "transaction_date": date(2026, 1, 31),
        "account_number": "200",
        "account_name": "Sales",
        "posting_type": "Debit",
        "amount": Decimal("100.50"),
        "currency": "NZD",
        "period_status": "Closed",
        "location": "North",
        "period": "2026-01",
    }

    assert found == [
        {**row, **first},
        {
            **row,
            **second,
            "journal_line_number": 2,
            "account_number": "835",
            "account_name": "Deferred",
            "posting_type": "Credit",
            "location": None,
        },
    ]


def test_an_account_that_xero_does_not_list_has_no_name() -> None:
    """Its lines are revenue, as it is nobody's liability."""
    entry = JournalEntry("KEY", Kind.RELEASE, month("2026-01"), date(2026, 1, 31), True, (EntryLine("9", (), 1),))  # noqa: FBT003
    named = {"fields": {"location": "region"}, "options": {"north": "North"}}
    (found,) = journal_rows(entry, accounts=ACCOUNTS, currency="NZD", **named)

    assert (found["account_name"], found["account_type"], found["location"]) == (None, "Revenue", None)


@pytest.mark.parametrize(("cents", "account_type"), [(-1, "Contra Revenue"), (0, "Revenue"), (1, "Revenue")])
def test_what_is_deferred_is_contra_revenue_from_a_cent_on(cents: int, account_type: str) -> None:
    """What comes back to an account is its revenue."""
    lines = (EntryLine("200", (), cents),)
    entry = JournalEntry("KEY", Kind.DEFERRAL, month("2026-01"), date(2026, 1, 31), closed=True, lines=lines)
    (found,) = journal_rows(entry, accounts=ACCOUNTS, fields={}, options={}, currency="NZD")

    assert found["account_type"] == account_type


def test_a_release_is_revenue() -> None:
    """What leaves the liability is no contra revenue."""
    lines = (EntryLine("200", (), 100), EntryLine("835", (), -100))
    entry = JournalEntry("KEY", Kind.RELEASE, month("2026-01"), date(2026, 1, 31), closed=False, lines=lines)
    found = [*journal_rows(entry, accounts=ACCOUNTS, fields={}, options={}, currency="NZD")]

    assert [row["account_type"] for row in found] == ["Revenue", "Deferred Revenue"]
    assert {row["period_status"] for row in found} == {"Open"}


def test_a_roll_forward_has_both_currencies() -> None:
    """With the parts of the closing that are due within a year and later."""
    amounts, homes = (
        Figures(*(each * factor for each in (1, 2, -3, -4, -5, 6, -8, 9, 90, 50, 7))) for factor in (1, 10)
    )
    found = roll_forward_row(RollForward("835", "USD", month("2026-01"), amounts, homes))
    cents = {
        "opening": 1,
        "billed": 2,
        "credited": -3,
        "released_from_opening": -4,
        "released_from_billing": -5,
        "prior_period": 6,
        "voided": -8,
        "other": 9,
        "closing": 90,
        "due_within_year": 50,
        "earned_unbilled": 7,
        "due_later": 40,
    }

    assert found == {
        "account_code": "835",
        "currency": "USD",
        "period": "2026-01",
        "period_end": date(2026, 1, 31),
        **{f"{name}_amount": amount(each) for name, each in cents.items()},
        **{f"{name}_home_amount": amount(10 * each) for name, each in cents.items()},
    }


def test_cents_become_amounts_with_two_places() -> None:
    """Exactly."""
    assert str(amount(-5)) == "-0.05"
    assert str(amount(120_000)) == "1200.00"


def test_a_voided_line_is_nothing_in_both_currencies() -> None:
    """Neither billed nor recognised nor deferred."""
    found = rows("Plan 1 March 2026 - 30 April 2026", **ABROAD, currency_rate=Decimal("0.6"), status="VOIDED")

    assert {str(value) for row in found for name, value in row.items() if name.endswith("_amount")} == {"0.00"}


def test_a_document_has_a_schedule_for_each_of_its_items() -> None:
    """One that were missing would be revenue that nobody recognises."""
    outcome = convert(invoice(line("300.00"), line("1.00"), date=MARCH))
    (first, _) = (recognise(each, SETTINGS) for each in lines_of(outcome, lambda _: ()))

    with pytest.raises(ValueError, match="shorter"):
        [*schedule_rows(outcome, [first], tenant_id="t", base_currency="NZD", read_at=NOON)]


def test_a_months_revenue_is_told_with_what_it_is_made_of() -> None:
    """In the base currency."""
    assert revenue_row(RevenueMonth("200", month("2026-01"), 1_000, -200, 30)) == {
        "account_code": "200",
        "period": "2026-01",
        "period_end": date(2026, 1, 31),
        "recognised_home_amount": Decimal("10.00"),
        "prior_period_home_amount": Decimal("-2.00"),
        "other_home_amount": Decimal("0.30"),
        "revenue_home_amount": Decimal("8.30"),
    }
