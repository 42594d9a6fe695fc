"""Random histories closed by both connectors, source straight into destination: Xero's ledger ties after each close."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.deferrals import DEFERRED, REVENUE, Deferrals, deferring_sandbox
from integration_tests.support.journals.trials import strike
from integration_tests.support.posting import in_books
from integration_tests.support.recognition import STREAMS, Closes
from integration_tests.support.soaks import soak
from revrec_journals.key import JournalKey

if TYPE_CHECKING:
    from datetime import date

    from integration_tests.support.reading import Reading
    from xero_sandbox import Sandbox

Record = dict[str, Any]
SEEDS_IN_TEST = (1, 2)
SEEDS_IN_SOAK = range(100, 200)
MOST_ATTEMPTS = 40
OTHERS = "other_journals_home_amount"
MOVES = ("billed", "credited", "released_from_opening", "released_from_billing", "prior_period", "voided", "other")


def company(xero: Sandbox) -> Closes:
    """Return closes that defer on two accounts, which lines may be sold into as well."""
    closes = Closes(xero)
    closes.here |= {
        "deferred_accounts": [{"of": "account", "code": "260", "deferred_account": "836"}],
        "sold_into": [
            {"deferred_account": "835", "revenue_account": "200"},
            {"deferred_account": "836", "revenue_account": "210"},
        ],
        "other_liabilities": ["855"],
    }
    return closes


def trial(seed: int, months: int, *, faults: bool) -> Counter[str]:
    """Live a history and close each of its months; returns what was done. Raises AssertionError with the story."""
    chance = random.Random(seed)
    with deferring_sandbox() as xero, tempfile.TemporaryDirectory() as folder:
        history, closes, counts = Deferrals(xero, seed), company(xero), Counter[str]()
        closes.here["evidence"] = folder
        for _ in range(months):
            day = history.live_month(chance.randint(3, 11))
            try:
                _close(xero, closes, f"{day:%Y-%m}", chance if faults else None, counts)
                _prove(xero, closes, day, counts)
            except (AssertionError, Unexplained) as difference:
                story = "\n".join(history.done)
                raise AssertionError(f"seed {seed}, {day}: {difference}\n{story}") from None
            if chance.random() < 0.25:
                history.lock(day)
        return history.counts + counts


def _close(xero: Sandbox, closes: Closes, period: str, chance: random.Random | None, counts: Counter[str]) -> None:
    """Close a month, with calls that go wrong where there is a chance of it, until both connectors have ended well."""
    for _ in range(MOST_ATTEMPTS):
        xero.clear_faults()
        if chance is not None and chance.random() < 0.9:
            strike(xero, chance, real_time=False)
        counts["attempts"] += 1
        try:
            reading = closes.read(period, *STREAMS, "recognition_changes")
            if reading.records("journal_entries"):
                _explain(reading, period, counts)
                closes.freeze(period, Path(closes.here["evidence"]))
                closes.post(on_voided="post_again")
        except AssertionError:
            xero.clock.advance(120)
            continue
        xero.clear_faults()
        counts["closes"] += 1
        return
    raise AssertionError(f"{period} could not be closed")


def _explain(reading: Reading, period: str, counts: Counter[str]) -> None:
    """Hold what is explained against the entries that make up for closed months, by account."""
    rows = reading.records("recognition_changes")
    sums: Counter[tuple[str, str]] = Counter()
    for row in rows:
        sums[row["journal_entry_id"], row["account_code"]] += _cents(row["home_amount"])
        counts[f"explained: {row['reason']}"] += 1
    entries: Counter[tuple[str, str]] = Counter()
    for row in reading.records("journal_entries"):
        if row["kind"] == "PRIOR":
            sign = 1 if row["posting_type"] == "Credit" else -1
            entries[row["journal_entry_id"], row["account_number"]] += sign * _cents(row["amount"])
    wrong = {key: (sums[key], entries[key]) for key in sums.keys() | entries.keys() if sums[key] != entries[key]}
    if wrong:
        raise Unexplained(f"{period}: explained and made up for differ: {wrong}")
    unknown = [row for row in rows if row["reason"] in ("owed_at_the_close", "no_frozen_schedule")]
    if unknown:
        raise Unexplained(f"{period}: nothing explains {unknown}")


class Unexplained(Exception):
    """Cents are made up for without a row and a reason; no other attempt would explain them."""


def _cents(amount: object) -> int:
    return int(Decimal(str(amount)) * 100)


def _prove(xero: Sandbox, closes: Closes, day: date, counts: Counter[str]) -> None:
    """Hold what the streams say against the sandbox's own books."""
    keys = Counter(JournalKey.found_in(each["Narration"]) for each in in_books(xero, "POSTED", "DRAFT"))
    assert not [key for key, times in keys.items() if times > 1], "a journal is there twice"
    counts["journals"] = len(keys)
    reading, period = closes.read(f"{day:%Y-%m}"), f"{day:%Y-%m}"
    assert not closes.entries(), "a second close adds something"
    _add_up(reading.records("deferred_revenue"))
    rows = [row for row in reading.records("deferred_revenue") if row["period"] == period]
    revenue = {row["account_code"]: row for row in reading.records("recognised_revenue") if row["period"] == period}
    moved = {row["Code"]: row["Credit"] - row["Debit"] for row in xero.books.trial_balance(day)}
    for account in REVENUE:
        # An account that nothing was sold on has no row.
        if row := revenue.get(account):
            assert row["tie_status"] == "Ties", row
            assert Decimal(str(row["ledger_home_movement"])) == moved.get(account, 0)
            counts["revenue ties"] += 1
    for account in DEFERRED:
        own = [row for row in rows if row["account_code"] == account]
        tied = [row for row in own if "tie_status" in row]
        (tie,) = tied
        assert (tie["tie_status"], tie["rounding_home_amount"]) == ("Ties", 0), tie
        closing = sum(Decimal(str(row["closing_home_amount"])) for row in own)
        assert closing == Decimal(str(tie["schedule_home_balance"]))
        assert Decimal(str(tie["ledger_home_balance"])) == closes.balance(account, period)
        assert Decimal(str(tie.get(OTHERS) or 0)) == _by_hand(xero, account, day), tie
        counts["ties"] += 1


def _add_up(rows: list[Record]) -> None:
    """Hold each opening against the closing before it, and each closing against all that moved it; both currencies."""
    before: dict[tuple[str, str, str], Decimal] = {}
    for row in sorted(rows, key=lambda row: row["period"]):
        for suffix in ("", "_home"):
            figures = {name: Decimal(str(row[f"{name}{suffix}_amount"])) for name in ("opening", *MOVES, "closing")}
            key = row["account_code"], row["currency"], suffix
            assert figures["opening"] == before.get(key, 0), row
            assert figures["closing"] == figures["opening"] + sum(figures[name] for name in MOVES), row
            before[key] = figures["closing"]


def _by_hand(xero: Sandbox, account: str, day: date) -> Decimal:
    """Return what posted journals without a key have put on an account up to a day, credits positive."""
    return -sum(
        (
            line["LineAmount"]
            for journal in xero.books.collection("ManualJournals").values()
            if journal["Status"] == "POSTED"
            and journal["Date"] <= day
            and not JournalKey.found_in(journal["Narration"])
            for line in journal["JournalLines"]
            if line["AccountCode"] == account
        ),
        Decimal(0),
    )


@pytest.mark.parametrize("faults", [False, True])
@pytest.mark.parametrize("seed", SEEDS_IN_TEST)
def test_each_close_ties_and_each_journal_is_there_once(seed: int, *, faults: bool) -> None:
    """Whatever people do to documents and journals in between, and whatever goes wrong between us and Xero."""
    counts = trial(seed, 6, faults=faults)

    assert counts["closes"] == 6
    assert counts["journals"] > 6
    assert (counts["attempts"] > 6) == faults


def test_a_balance_from_before_the_books_is_named_where_recognition_begins() -> None:
    """Conversion balances stand in no journal and no document: the first roll-forward opens at the ledger's balance."""
    with deferring_sandbox() as xero:
        history, closes = Deferrals(xero, 3, meddling=False, outside=0), company(xero)
        xero.act("enter_opening_balance", account="835", amount="500.00", date="2023-12-31")
        closes.here |= {"cut_over": {"first_period": "2024-01", "opening": "in_ledger"}}
        day = history.live_month(12)
        closes.close(f"{day:%Y-%m}")
        tie = closes.tie(f"{day:%Y-%m}")

    assert (tie["tie_status"], tie["opening_balance_home_amount"], tie["opening_home_amount"]) == ("Ties", 500, 500)


@pytest.mark.parametrize("opening", ["in_ledger", "journal"])
def test_after_a_cut_over_in_the_middle_the_roll_forward_begins_at_the_ledger(opening: str) -> None:
    """People go on as before: each close ties, and what no document explains of the opening stays in the closing."""
    with deferring_sandbox() as xero:
        history, closes = Deferrals(xero, 1), company(xero)
        closes.here |= {"cut_over": {"first_period": "2024-04", "opening": opening}}
        for _ in range(3):
            history.live_month(6)
        for _ in range(4):
            period = f"{history.live_month(6):%Y-%m}"
            closes.close(period, on_voided="post_again")
            rows = closes.read(period).records("deferred_revenue")
            assert not closes.entries(), "a second close adds something"
            for account in DEFERRED:
                own = [row for row in rows if row["account_code"] == account]
                (tie,) = (row for row in own if row["period"] == period and "tie_status" in row)
                assert (tie["tie_status"], tie["rounding_home_amount"]) == ("Ties", 0), tie
                scheduled, before = (
                    Decimal(str(tie[name])) for name in ("schedule_home_balance", "opening_balance_home_amount")
                )
                if opening == "in_ledger":
                    assert _sum(own, "2024-04", "opening_home_amount") == closes.balance(account, "2024-03")
                    scheduled += before
                assert _sum(own, period, "closing_home_amount") == scheduled


def _sum(rows: list[Record], period: str, figure: str) -> Decimal:
    return sum((Decimal(str(row[figure])) for row in rows if row["period"] == period), Decimal(0))


def test_a_balance_without_a_cut_over_is_named_too() -> None:
    """It was there before the first document and the first journal."""
    with deferring_sandbox() as xero:
        history, closes = Deferrals(xero, 3, meddling=False, outside=0), company(xero)
        xero.act("enter_opening_balance", account="835", amount="500.00", date="2023-12-31")
        day = history.live_month(12)
        closes.close(f"{day:%Y-%m}")
        tie = closes.tie(f"{day:%Y-%m}")

    assert (tie["tie_status"], tie["opening_balance_home_amount"], tie["unnamed_home_amount"]) == ("Ties", 500, 0)


@pytest.mark.parametrize(
    ("act", "said", "amount"),
    [
        ({"type": "ACCPAY", "contact": "PowerDirect"}, "bills_home_amount", "-12.34"),
        ({"type": "ACCPAY", "contact": "PowerDirect", "currency": "USD", "rate": "0.5"}, "bills_home_amount", "-24.68"),
    ],
)
def test_what_bills_put_on_a_deferred_account_is_named(act: Record, said: str, amount: str) -> None:
    """Somebody coded one there, in whatever currency: the tie says how much, and ties."""
    with deferring_sandbox() as xero:
        history, closes = Deferrals(xero, 3, meddling=False, outside=0), company(xero)
        day = history.live_month(12)
        line = {"Description": "Coded wrongly", "UnitAmount": "12.34", "AccountCode": "835", "TaxType": "NONE"}
        xero.act("create_invoice", lines=[line], date=day, **act)
        closes.close(f"{day:%Y-%m}")
        tie = closes.tie(f"{day:%Y-%m}")

    assert (tie["tie_status"], Decimal(str(tie[said]))) == ("Ties", Decimal(amount))


@pytest.mark.parametrize("dated", ["2024-01-20", "2024-02-05"])
def test_what_bills_put_on_a_revenue_account_is_named_in_their_month(dated: str) -> None:
    """One of the month explains it; one of a later month is not in it."""
    with deferring_sandbox() as xero:
        closes = company(xero)
        sold = {"Description": "Visit 10 Jan 2024", "UnitAmount": "500", "AccountCode": "200", "TaxType": "NONE"}
        xero.act("create_invoice", contact="Basket Case", lines=[sold], date="2024-01-10", type="ACCREC")
        for day, amount in (("2023-11-05", "1.00"), (dated, "12.34")):
            bought = {"Description": "Coded wrongly", "UnitAmount": amount, "AccountCode": "200", "TaxType": "NONE"}
            xero.act("create_invoice", contact="PowerDirect", lines=[bought], date=day, type="ACCPAY")
        xero.clock.advance(32 * 86_400)
        rows = closes.read("2024-01").records("recognised_revenue")
        (january,) = (row for row in rows if row["period"] == "2024-01")

    named = Decimal("-12.34") if dated < "2024-02" else 0
    assert (january["tie_status"], Decimal(str(january["bills_home_amount"]))) == ("Ties", named)


@pytest.mark.parametrize(("void_date", "named"), [("document", (0, 0)), ("day_of_void", (500, -500))])
def test_a_void_in_a_later_month_ties_whenever_xero_books_it(void_date: str, named: tuple[int, int]) -> None:
    """At the document's own date, or on the day: then both months say so."""
    with deferring_sandbox() as xero:
        xero.set_switches(void_date=void_date)
        closes = company(xero)
        sold = {"Description": "Visit 10 Jan 2024", "UnitAmount": "500", "AccountCode": "200", "TaxType": "NONE"}
        xero.act("create_invoice", contact="Basket Case", lines=[sold], date="2024-01-10", type="ACCREC")
        xero.clock.advance(40 * 86_400)
        (made,) = xero.books.collection("Invoices").values()
        xero.act("void", id=made["InvoiceID"])
        xero.clock.advance(30 * 86_400)
        rows = [row for month in ("2024-01", "2024-02") for row in closes.read(month).records("recognised_revenue")]
        found = {row["period"]: row for row in rows if "tie_status" in row}

    assert {row["tie_status"] for row in found.values()} == {"Ties"}
    assert [found[month]["voids_of_another_date_home_amount"] for month in ("2024-01", "2024-02")] == [*named]


def test_what_the_options_leave_out_is_named() -> None:
    """A product that gives no rows, sold into the liability: the ledger has it, and nothing is released."""
    with deferring_sandbox() as xero:
        closes = Closes(xero, excluded_products=["835"])
        day = Deferrals(xero, 3, meddling=False, outside=0, sold=("200",)).live_month(6)
        sold = {"Description": "Plan", "UnitAmount": "12.34", "AccountCode": "835", "TaxType": "NONE"}
        xero.act("create_invoice", contact="Basket Case", lines=[sold], date=day, type="ACCREC")
        closes.close(f"{day:%Y-%m}")
        tie = closes.tie(f"{day:%Y-%m}")

    left_out = Decimal(str(tie["lines_without_a_schedule_home_amount"]))
    assert (tie["tie_status"], left_out) == ("Ties", Decimal("12.34"))


def test_an_account_with_held_lines_alone_is_tied() -> None:
    """Nothing is scheduled on it, and what it holds is named."""
    with deferring_sandbox() as xero:
        closes = company(xero)
        sold = {"Description": "Something", "UnitAmount": "12.34", "AccountCode": "836", "TaxType": "NONE"}
        xero.act("create_invoice", contact="Basket Case", lines=[sold], date="2024-01-10", type="ACCREC")
        xero.clock.advance(40 * 86_400)
        rows = closes.read("2024-01").records("deferred_revenue")
        (tie,) = (row for row in rows if (row["account_code"], row["period"]) == ("836", "2024-01"))

    held = Decimal(str(tie["lines_without_a_schedule_home_amount"]))
    assert (tie["tie_status"], held, tie["closing_home_amount"]) == ("Ties", Decimal("12.34"), 0)


def in_soak(seed: int) -> Counter[str]:
    """Live a year and close it through faults."""
    return trial(seed, 12, faults=True)


@pytest.mark.soak
def test_a_hundred_histories_close_through_faults() -> None:
    """Of a year each; counts are printed."""
    counts = soak("years closed through faults", in_soak, SEEDS_IN_SOAK)

    assert counts["closes"] == 12 * len(SEEDS_IN_SOAK)
    assert counts["attempts"] > counts["closes"]
