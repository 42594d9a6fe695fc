"""Months that are closed from Xero to Xero: the source's entries, posted by the destination, tie to Xero's own ledger.

The sandbox's Trial Balance is the judge after every close.
"""

from __future__ import annotations

import logging
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.reading import catalog, read_in_process
from integration_tests.support.recognition import DEFERRED, SALES, Closes
from integration_tests.support.scene import credit, line, sell
from source_xero_revrec.source import SourceXeroRevrec

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

Row = dict[str, Any]
YEAR = "Platform Pro 01/01/2026 - 31/12/2026"
JANUARY, FEBRUARY, MARCH = "2026-01", "2026-02", "2026-03"


@pytest.fixture
def closes(xero: Sandbox) -> Closes:
    """Give a test a company that recognises here and has sold nothing yet; it is April 2026."""
    return Closes(xero)


def named(tie: Row) -> dict[str, Decimal]:
    """Return the differences of a tie that are there."""
    last = [*tie].index("ledger_home_balance")
    columns = [name for name in [*tie][last + 1 :] if name.endswith("_home_amount")]
    return {name.removesuffix("_home_amount"): Decimal(str(tie[name])) for name in columns if tie[name]}


def ties_exactly(closes: Closes, period: str) -> Decimal:
    """Return the deferred balance, which schedule, Xero's report and the sandbox's books agree on."""
    tie = closes.tie(period)
    assert (tie["tie_status"], named(tie)) == ("Ties", {})
    assert Decimal(str(tie["ledger_home_balance"])) == closes.balance(DEFERRED, period)
    return closes.balance(DEFERRED, period)


def test_three_months_close_from_xero_to_xero(xero: Sandbox, closes: Closes) -> None:
    """Both ways of booking, a late invoice, a credit note and a void in between: the ledger ties after each close."""
    sell(xero, line("1200.00", YEAR), line("300.00", "Set-up 15/01/2026 - 14/04/2026"), day=date(2026, 1, 5))
    wrong = sell(xero, line("600.00", YEAR), day=date(2026, 1, 20))
    closes.close(JANUARY)
    assert ties_exactly(closes, JANUARY) == Decimal("1895.44")

    sell(xero, line("600.00", "Support 01/02/2026 - 31/07/2026", DEFERRED), day=date(2026, 2, 1))
    sell(xero, line("120.00", YEAR), day=date(2026, 1, 28))
    xero.act("void", id=wrong["InvoiceID"])
    closes.close(FEBRUARY)
    assert closes.entries()["REV-2026-02-PRIOR"] == [(SALES, Decimal("440.00")), (DEFERRED, Decimal("-440.00"))]
    february = ties_exactly(closes, FEBRUARY)

    credit(xero, line("-100.00", "Goodwill 01/03/2026 - 31/12/2026"), line("200.00", YEAR), day=date(2026, 3, 3))
    closes.close(MARCH)
    assert set(closes.entries()) == {"REV-2026-03-DEFERRAL", "REV-2026-03-RELEASE"}
    assert ties_exactly(closes, MARCH) < february


def test_closing_twice_adds_nothing(xero: Sandbox, closes: Closes) -> None:
    """What is in Xero is not given again, and would not be posted again."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    closes.close(JANUARY)
    first = closes.entries()
    closes.close(JANUARY)

    assert len(first) == 2
    assert closes.entries() == {}


def test_foreign_documents_keep_their_rates(xero: Sandbox, closes: Closes) -> None:
    """Three currencies and a credit at another rate: the home balance ties, by the currencies together."""
    xero.act("add_currency", code="AUD")
    sell(xero, line("1000.01", YEAR), day=date(2026, 1, 5), currency="USD", rate="0.61")
    sell(xero, line("777.77", YEAR, DEFERRED), day=date(2026, 1, 6), currency="AUD", rate="0.93")
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 7))
    closes.close(JANUARY)
    ties_exactly(closes, JANUARY)
    credit(xero, line("250.00", YEAR), day=date(2026, 2, 9), currency="USD", rate="0.67")
    closes.close(FEBRUARY)

    ties_exactly(closes, FEBRUARY)
    rows = [row for row in closes.reading.records("deferred_revenue") if row["period"] == FEBRUARY]
    assert [row["currency"] for row in rows] == ["AUD", "NZD", "USD"]
    assert sum(Decimal(str(row["closing_home_amount"])) for row in rows) == closes.balance(DEFERRED, FEBRUARY)


def test_drafts_are_named_until_they_are_posted(xero: Sandbox, closes: Closes) -> None:
    """A draft is done as far as entries go, and is not in the ledger."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    closes.close(JANUARY, status="DRAFT")

    assert named(closes.tie(JANUARY)) == {"journals_in_draft": Decimal(-1100)}
    assert closes.entries() == {}
    for journal in drafts(xero):
        xero.act("post_manual_journal", id=journal)
    ties_exactly(closes, JANUARY)


def drafts(xero: Sandbox) -> list[str]:
    """Return the ids of the journals that wait for approval."""
    reading = read_in_process(xero, xero.source_config(), catalog("manual_journals", mode="full_refresh"))
    return [each["ManualJournalID"] for each in reading.records("manual_journals") if each["Status"] == "DRAFT"]


def test_what_is_not_posted_and_what_others_posted_is_named(xero: Sandbox, closes: Closes) -> None:
    """Entries that were read and not posted, a hand journal on the account, and a line that is held."""
    sell(xero, line("1200.00", YEAR), line("50.00", "Something", DEFERRED), day=date(2026, 1, 5))
    xero.act(
        "create_manual_journal",
        narration="By hand",
        date=date(2026, 1, 31),
        status="POSTED",
        lines=[
            {"AccountCode": DEFERRED, "LineAmount": "-7.00", "TaxType": "NONE"},
            {"AccountCode": "850", "LineAmount": "7.00", "TaxType": "NONE"},
        ],
    )

    assert named(closes.tie(JANUARY)) == {
        "journals_not_posted": Decimal(-1100),
        "other_journals": Decimal(7),
        "lines_without_a_schedule": Decimal(50),
    }
    closes.post()
    assert closes.tie(JANUARY)["tie_status"] == "Ties"


def test_a_journal_that_was_edited_is_made_up_for_and_named(xero: Sandbox, closes: Closes) -> None:
    """The closed month says what it lacks; the next one brings it, apart."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    closes.close(JANUARY)
    reading = read_in_process(xero, xero.source_config(), catalog("manual_journals", mode="full_refresh"))
    (release,) = (each for each in reading.records("manual_journals") if "RELEASE" in each["Narration"])
    xero.act(
        "edit_manual_journal",
        id=release["ManualJournalID"],
        lines=[
            {"AccountCode": SALES, "LineAmount": "-60.00", "TaxType": "NONE"},
            {"AccountCode": DEFERRED, "LineAmount": "60.00", "TaxType": "NONE"},
        ],
    )
    assert ties_exactly(closes, JANUARY) == Decimal(1140)
    closes.close(FEBRUARY)

    assert closes.entries()["REV-2026-02-PRIOR"] == [(SALES, Decimal("40.0")), (DEFERRED, Decimal("-40.0"))]
    assert ties_exactly(closes, FEBRUARY) == Decimal(1000)


def test_a_locked_month_gives_nothing_and_is_made_up_for(xero: Sandbox, closes: Closes) -> None:
    """Xero would refuse it, so that its share comes in the first open month."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    xero.act("close_period", date=date(2026, 2, 28))
    closes.close(MARCH)

    assert set(closes.entries()) == {"REV-2026-03-PRIOR", "REV-2026-03-RELEASE"}
    assert ties_exactly(closes, MARCH) == Decimal(900)


@pytest.mark.parametrize("opening", ["in_ledger", "journal"])
def test_a_company_may_begin_in_the_middle(xero: Sandbox, closes: Closes, opening: str) -> None:
    """The ledger's own balance is where the first roll-forward begins, or REV-OPENING brings it to the schedule."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))
    closes.here["cut_over"] = {"first_period": FEBRUARY, "opening": opening}
    if opening == "in_ledger":
        by_hand = [
            {"AccountCode": SALES, "LineAmount": "1090.00", "TaxType": "NONE"},
            {"AccountCode": DEFERRED, "LineAmount": "-1090.00", "TaxType": "NONE"},
        ]
        xero.act("create_manual_journal", narration="Deferral", date=date(2026, 1, 31), status="POSTED", lines=by_hand)
    closes.close(FEBRUARY)
    tie = closes.tie(FEBRUARY)

    assert tie["tie_status"] == "Ties"
    if opening == "in_ledger":
        assert named(tie) == {"opening_balance": Decimal(-10)}
        assert (tie["opening_home_amount"], tie["closing_home_amount"]) == (1090, 990)
        assert tie["schedule_home_balance"] == 1000
        assert closes.balance(DEFERRED, FEBRUARY) == Decimal(990)
    else:
        assert closes.balance(DEFERRED, JANUARY) == Decimal(1100)
        assert ties_exactly(closes, FEBRUARY) == Decimal(1000)


def test_tracking_options_follow_the_lines_and_a_renamed_option_stays_the_same(xero: Sandbox) -> None:
    """A profit and loss by region is right; a new name of an option is no change of any entry."""
    closes = Closes(xero, custom_fields=[{"revrec_field": "Location", "xero_tracking_category": "Region"}])
    north = {"Tracking": [{"Name": "Region", "Option": "North"}]}
    sell(xero, line("1200.00", YEAR, **north), line("2400.00", YEAR), day=date(2026, 1, 5))
    closes.close(JANUARY)
    given = closes.reading.records("journal_entries")
    assert {row.get("location") for row in given} == {None, "North"}
    ties_exactly(closes, JANUARY)

    xero.act("rename_tracking_option", category="Region", option="North", name="Upper North")
    closes.close(FEBRUARY)

    assert set(closes.entries()) == {"REV-2026-02-RELEASE"}
    assert "Upper North" in {row.get("location") for row in closes.reading.records("journal_entries")}
    assert ties_exactly(closes, FEBRUARY) == Decimal(3000)


def test_the_schedule_is_sent_by_document_and_adds_up(xero: Sandbox, closes: Closes) -> None:
    """A row for each line and month; a held line says why; an unchanged document is not sent again."""
    sell(xero, line("1200.00", YEAR), line("50.00", "Something"), day=date(2026, 3, 5))
    xero.clock.advance(600)
    first = read_in_process(xero, closes.config(), catalog("revenue_schedule"))
    rows = first.records("revenue_schedule")
    year = [row for row in rows if row["order_item_number"] == "1"]

    assert [row["period"] for row in year] == [f"2026-{month:02}" for month in range(3, 13)]
    assert sum(Decimal(str(row["recognised_amount"])) for row in year) == Decimal(1200)
    assert Decimal(str(year[0]["recognised_amount"])) == Decimal(300)
    assert [row["held_reason"] for row in rows if row["order_item_number"] == "2"] == ["no_period"]
    xero.clock.advance(600)
    again = read_in_process(xero, closes.config(), catalog("revenue_schedule"), first.states())
    assert again.records("revenue_schedule") == []


def test_a_document_that_is_held_has_no_schedule_until_it_is_mended(xero: Sandbox, closes: Closes) -> None:
    """Nor an order: the months of its older version would count on beside a finding that says otherwise."""
    invoice = sell(xero, line("1200.00", YEAR), day=date(2026, 3, 5))
    xero.clock.advance(600)
    streams = catalog("revenue_schedule", "recon_errors")
    first = read_in_process(xero, closes.config(), streams)
    for path in ("Total", "Date"):
        xero.fault("mangled_field", "Invoices", record=invoice["InvoiceID"], path=path, text='"much"')
    xero.act("edit_invoice_lines", id=invoice["InvoiceID"], lines=[line("800.00", YEAR)])
    xero.clock.advance(600)

    held = read_in_process(xero, closes.config(), streams, first.states())

    (row,) = held.records("revenue_schedule")
    assert (row["document_id"], row["withdrawn"], row["period"]) == (invoice["InvoiceID"], True, "2026-04")
    xero.clear_faults()
    xero.clock.advance(600)
    mended = read_in_process(xero, closes.config(), streams, held.states()).records("revenue_schedule")
    assert sum(Decimal(str(row["recognised_amount"])) for row in mended) == Decimal(800)


def test_entries_cost_no_calls_beside_the_journals(xero: Sandbox, closes: Closes) -> None:
    """Documents are walked once, whatever else is selected."""
    sell(xero, line("1200.00", YEAR), day=date(2026, 1, 5))

    def invoices_asked(*streams: str) -> int:
        before = xero.counters.count("Invoices")
        closes.read("", *streams)
        return xero.counters.count("Invoices") - before

    assert invoices_asked("journal_entries", "deferred_revenue") == invoices_asked(
        "order_details", "revenue_schedule", "journal_entries", "deferred_revenue"
    )


def test_a_check_names_every_account_that_does_not_fit(xero: Sandbox) -> None:
    """All of them at once: unknown, of another class, Xero's own."""
    here = {
        "recognised_by": "here",
        "deferred_account": "999",
        "deferred_accounts": [{"of": "account", "code": "404", "deferred_account": "820"}],
        "sold_into": [{"deferred_account": "835", "revenue_account": "610"}],
    }
    source = SourceXeroRevrec()
    reached, fault = source.check_connection(logging.getLogger("unheard"), xero.source_config(recognition=here))

    assert not reached
    assert fault is not None
    for code in ("999", "404", "820", "610"):
        assert f"names {code}" in fault
