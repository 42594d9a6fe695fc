"""Rows of recognition."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import source_xero_revrec
from source_xero_revrec.rules.chart import LineAccount
from source_xero_revrec.rules.outcome import Bucket, Unread
from source_xero_revrec.rules.recognition.entries import EntryLine, JournalEntry
from source_xero_revrec.rules.recognition.intake import lines_of
from source_xero_revrec.rules.recognition.posted import Kind
from source_xero_revrec.rules.recognition.roll_forward import Figures, RollForward
from source_xero_revrec.rules.recognition.rows import (
    amount,
    held_row,
    journal_rows,
    roll_forward_row,
    schedule_rows,
    withdrawn_row,
)
from source_xero_revrec.rules.recognition.treatment import recognise
from unit_tests.source_xero_revrec.rules.made_conversions import convert
from unit_tests.source_xero_revrec.rules.made_documents import NOON, invoice, line
from unit_tests.source_xero_revrec.rules.recognition.made_lines import SETTINGS, month
from xero_api.unreadable import UnreadableDocument

SCHEMAS = Path(source_xero_revrec.__file__).with_name("schemas")
ACCOUNTS = {"200": ("Sales", "REVENUE"), "835": ("Deferred", "LIABILITY")}


def rows(text: str, **fields: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Return the schedule rows of an invoice of 300.00 with this text."""
    outcome = convert(invoice(line("300.00").model_copy(update={"description": text}), **fields))
    outcome = replace(
        outcome, items=tuple(replace(each, account=LineAccount("200", "REVENUE")) for each in outcome.items)
    )
    lines = [recognise(each, SETTINGS) for each in lines_of(outcome, lambda _: ())]
    return [*schedule_rows(outcome, lines, tenant_id="t", base_currency="NZD", read_at=NOON)]


def test_a_line_has_a_row_for_each_month() -> None:
    """From the document's month on, with what is recognised in it, so far, and still deferred."""
    found = rows("Plan 1 April 2026 - 30 June 2026", date="/Date(1773100800000+0000)/")

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
    row, *_ = rows("Plan 1 April 2026 - 30 June 2026", date="/Date(1773100800000+0000)/", reference="PO 7")
    schema = json.loads(SCHEMAS.joinpath("revenue_schedule.json").read_text(encoding="utf-8"))
    about = {
        "tenant_id": "t",
        "document_id": invoice().document_id,
        "document_number": "INV-7",
        "document_type": "Invoice",
        "document_status": "AUTHORISED",
        "document_date": date(2026, 3, 10),
        "contact_name": "Boom FM",
        "currency": "NZD",
        "home_currency": "NZD",
        "order_item_number": "1",
        "product_code": "200",
        "line_description": "Plan 1 April 2026 - 30 June 2026",
        "account_code": "200",
        "service_start_date": date(2026, 4, 1),
        "service_end_date": date(2026, 6, 30),
        "recognition_method": "monthly",
        "withdrawn": False,
        "document_read_at": NOON,
    }

    assert set(schema["properties"]) - set(row) == {"held_reason"}
    assert set(row) <= set(schema["properties"])
    assert {name: row[name] for name in about} == about


def test_a_held_line_has_one_row_that_says_why() -> None:
    """In the month of its document."""
    (found,) = rows("Something", date="/Date(1773100800000+0000)/")

    assert (found["period"], found["held_reason"], found["billed_amount"]) == ("2026-03", "no_period", Decimal(300))
    assert "recognised_amount" not in found


def test_a_document_that_gives_nothing_is_withdrawn() -> None:
    """Its older rows are out of date."""
    outcome = convert(invoice(status="DRAFT", date="/Date(1773100800000+0000)/"))
    found = withdrawn_row(outcome, tenant_id="t", base_currency="NZD", read_at=NOON)

    assert (found["withdrawn"], found["period"], found["order_item_number"]) == (True, "2026-03", "0")


@pytest.mark.parametrize(("day", "month"), [(date(2026, 3, 10), "2026-03"), (None, f"{NOON:%Y-%m}")])
def test_a_document_that_cannot_be_understood_is_withdrawn(day: date | None, month: str) -> None:
    """In the month of its date, or of its change where it has none that can be read."""
    document = UnreadableDocument("id-1", "INV-1", "ACCREC", "", "NZD", day, NOON, None, ())
    found = held_row(Unread(document, Bucket.HELD), NOON, tenant_id="t", base_currency="NZD", read_at=NOON)

    assert (found["withdrawn"], found["period"], found["order_item_number"]) == (True, month, "0")
    assert (found["document_status"], found["document_updated_at"]) == (None, NOON)


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        (Kind.DEFERRAL, ["Contra Revenue", "Deferred Revenue"]),
        (Kind.PRIOR, ["Revenue", "Deferred Revenue"]),
        (Kind.OPENING, ["Revenue", "Deferred Revenue"]),
    ],
)
def test_an_entry_has_revrecs_columns_and_account_types(kind: Kind, types: list[str]) -> None:
    """Amounts without a sign, sides in words, tracking by the option's present name."""
    lines = (EntryLine("200", (("region", "north"),), -10_050), EntryLine("835", (), 10_050))
    entry = JournalEntry("KEY", kind, month("2026-01"), date(2026, 1, 31), closed=True, lines=lines)
    found = [
        *journal_rows(
            entry, accounts=ACCOUNTS, fields={"location": "region"}, options={"north": "North"}, currency="NZD"
        )
    ]

    assert [row["account_type"] for row in found] == types
    assert [(row["posting_type"], row["amount"]) for row in found] == [
        ("Debit", Decimal("100.50")), ("Credit", Decimal("100.50"))
    ]  # fmt: skip
    assert [row["location"] for row in found] == ["North", None]
    assert {row["period_status"] for row in found} == {"Closed"}
    assert [row["journal_line_number"] for row in found] == [1, 2]


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
    row = RollForward(
        "835",
        "USD",
        month("2026-01"),
        Figures(0, 100, 0, 0, -10, 0, 0, 0, 90, 50),
        Figures(0, 200, 0, 0, -20, 0, 0, 0, 180, 100),
    )
    found = roll_forward_row(row)

    assert (found["closing_amount"], found["due_later_amount"]) == (Decimal("0.90"), Decimal("0.40"))
    assert (found["closing_home_amount"], found["due_later_home_amount"]) == (Decimal("1.80"), Decimal("0.80"))
    assert (found["period"], found["period_end"]) == ("2026-01", date(2026, 1, 31))


def test_cents_become_amounts_with_two_places() -> None:
    """Exactly."""
    assert str(amount(-5)) == "-0.05"
    assert str(amount(120_000)) == "1200.00"
