"""Closing a company's months one after another by the rules of recognition, with the sandbox's ledger as the judge."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from integration_tests.support.deferrals import DEFERRED, REVENUE
from integration_tests.support.reading import SandboxTime, catalog, read_in_process
from revrec_journals.key import JournalKey
from source_xero_revrec.config import Config
from source_xero_revrec.ledger.balances import LedgerBalances, NotRead
from source_xero_revrec.rules.apportion import convert
from source_xero_revrec.rules.journals.on_accounts import JournalsOnAccounts
from source_xero_revrec.rules.recognition.entries import Closing, journal_entries
from source_xero_revrec.rules.recognition.line import Line, Way
from source_xero_revrec.rules.recognition.months import last_day, last_whole_month, month_of
from source_xero_revrec.rules.recognition.positions import Positions
from source_xero_revrec.rules.recognition.posted import PostedLine, month_and_kind
from source_xero_revrec.rules.recognition.roll_forward import roll_forward
from source_xero_revrec.rules.recognition.settings import RecognitionSettings
from source_xero_revrec.rules.recognition.treatment import recognise
from xero_api.endpoints import MANUAL_JOURNALS
from xero_api.paging import Walk
from xero_api.progress import Progress
from xero_api.settings import read_chart
from xero_connectors.organisations import Organisations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from source_xero_revrec.rules.recognition.entries import Entries, JournalEntry
    from xero_sandbox import Sandbox

Record = dict[str, Any]
Sums = dict[str, int]
BASE = "NZD"
SETTINGS = RecognitionSettings(
    deferred_account="835",
    deferred_of_accounts={"260": "836"},
    revenue_accounts={"835": "200", "836": "210"},
    other_liabilities=frozenset({"855"}),
    undated="hold",
)


@dataclass(frozen=True, slots=True)
class State:
    """What was read at one moment, and what follows from it."""

    lines: list[Line]
    positions: Positions
    journals: JournalsOnAccounts
    entries: Entries


class JudgedCloses:
    """Closes months of one sandbox; `counts` tells how much was done."""

    def __init__(self, xero: Sandbox, settings: RecognitionSettings = SETTINGS) -> None:
        """Sign in."""
        self._xero = xero
        self._settings = settings
        self._config = xero.source_config(mode={"mode": "invoice_equals_contract"})
        organisations = Organisations(
            Config.model_validate(self._config),
            clock=SandboxTime(xero),
            randomness=random.Random(0),
            keep_refresh_token=lambda _: None,
        )
        (self._organisation,) = organisations.connected().organisations
        self.counts: Counter[str] = Counter()

    def close(self, day: date, status: str = "POSTED") -> None:
        """Close a month by its last day: post what it asks for, then prove that nothing is left and all ties.

        Journals are posted, or left as drafts. Raises AssertionError where anything is in the ledger that has no name.
        """
        month = month_of(day)
        before = self.read(month)
        standing = {line.key.journal_entry_id for line in before.journals.ours()}
        for entry in before.entries.journals:
            assert entry.closed, "only closed months are asked for"
            assert entry.key not in standing, f"{entry.key} would be posted again"
            self._post(entry, status)
        after = self.read(month)
        assert not after.entries.journals, f"a second close adds {after.entries.journals}"
        self.counts["closes"] += 1
        self.prove(after, month)

    def read(self, month: int) -> State:
        """Read documents and journals as they are now, and say what the months up to one ask for."""
        reading = read_in_process(self._xero, self._config, catalog("order_details", mode="full_refresh"))
        assert reading.failure is None, f"the read failed: {reading.errors() or reading.failure!r}"
        lines = _lines(row for row in reading.records("order_details") if not row.get("withdrawn"))
        positions = Positions()
        positions.add(recognise(line, self._settings) for line in lines)
        journals = JournalsOnAccounts(_is_ours, {*DEFERRED, *REVENUE})
        for page in Walk(self._organisation.client, MANUAL_JOURNALS).pages(Progress()):
            for record in page.records:
                journals.add(record)
        lock = self._xero.books.organisation.get("PeriodLockDate")
        closing = Closing(until=month, locked=last_whole_month(lock) if lock else None, through=month)
        return State(lines, positions, journals, journal_entries(positions, _posted(journals), closing))

    def prove(self, state: State, month: int) -> None:
        """Hold the roll-forward, and what is recognised, against the sandbox's own Trial Balance."""
        ledger, movements = self._ledger(month)
        named = self._named(state, month)
        closing: defaultdict[str, int] = defaultdict(int)
        last: dict[tuple[str, str], int] = {}
        for row in roll_forward(state.positions, state.entries, accounts=DEFERRED, base_currency=BASE, until=month):
            key = row.account, row.currency
            assert row.homes.opening == last.get(key, 0), f"{key} opens at another figure than it closed at"
            last[key] = row.homes.closing
            if row.month == month:
                closing[row.account] += row.homes.closing
        for account in DEFERRED:
            left = ledger.get(account, 0) - closing[account] - named[account]
            assert not left, (
                f"{account} at the end of {last_day(month)}: ledger {ledger.get(account, 0)}, roll-forward "
                f"{closing[account]}, named {named[account]}, unnamed {left}"
            )
        for account in REVENUE:
            earned = self._earned(state, account, month)
            left = movements[account] - earned - named[account]
            assert not left, (
                f"{account} up to {last_day(month)}: ledger {movements[account]}, recognised {earned}, named "
                f"{named[account]}, unnamed {left}"
            )
        self.counts["ties"] += len(DEFERRED) + len(REVENUE)

    def _ledger(self, month: int) -> tuple[Sums, Sums]:
        """Return balances at a month's end, and all movements up to it: of the judge, and as the source reads them."""
        client = self._organisation.client
        found = LedgerBalances(client, read_chart(client)).at(last_day(month))
        assert not isinstance(found, NotRead)
        judge = self._xero.books.trial_balance(last_day(month))
        balances = {row.get("Code"): _cents(row["YTDCredit"] - row["YTDDebit"]) for row in judge}
        assert {code: found[code].balance for code in DEFERRED if code in found} == {
            code: balances[code] for code in DEFERRED if code in balances
        }
        return balances, ledger_until(self._xero, last_day(month))

    def _named(self, state: State, month: int) -> Sums:
        """Return what the ledger holds beside the schedule and has a name, by account."""
        named: Counter[str] = Counter()
        end = last_day(month)
        for line in state.journals.others():
            if line.date <= end:
                named[line.account] += line.amount
                self.counts["named: other journals"] += 1
        for each in state.journals.ours():
            found = month_and_kind(each.key.journal_entry_id)
            assert found is not None
            if each.is_draft:
                named[each.account] -= each.amount if found[0] <= month else 0
                self.counts["named: drafts"] += 1
            elif (found[0] <= month) != (each.date <= end):
                named[each.account] += each.amount if each.date <= end else -each.amount
                self.counts["named: other dates"] += 1
        for group, held in state.positions.held.items():
            if group.billed <= month:
                named[group.account] += held.home
                self.counts["named: lines without a schedule"] += held.lines
        return named

    def _earned(self, state: State, account: str, month: int) -> int:
        """Return what the schedule recognises on a revenue account up to a month, less what the journals owe it."""
        earned = -state.entries.owed.get(month, {}).get(account, 0)
        for group, sums in state.positions.groups.items():
            if group.revenue == account and group.billed <= month:
                upto = sum(sums.homes[: month - group.billed + 1])
                # Lines that need no journal are revenue as they are, whenever they are recognised.
                earned += upto if group.defers or group.way is Way.LIABILITY else sums.billed_home
        return earned

    def _post(self, entry: JournalEntry, status: str) -> None:
        lines = [
            {
                "AccountCode": line.account,
                "LineAmount": f"{Decimal(-line.amount) / 100:.2f}",
                "Tracking": [
                    {"TrackingCategoryID": category, "TrackingOptionID": option} for category, option in line.tracking
                ],
            }
            for line in entry.lines
        ]
        narration = f"Revenue recognition {JournalKey(entry.key).mark()}"
        self._xero.act("create_manual_journal", narration=narration, lines=lines, date=entry.day, status=status)
        self.counts["journals"] += 1


def ledger_until(xero: Sandbox, day: date) -> Counter[str]:
    """Return all that the sandbox's general ledger has put on accounts up to a day: cents, credits positive."""
    found: Counter[str] = Counter()
    for entry in xero.books.journals():
        if entry["JournalDate"] <= day:
            for line in entry["JournalLines"]:
                found[line["AccountCode"]] -= _cents(line["NetAmount"])
    return found


def _is_ours(key: JournalKey) -> bool:
    return month_and_kind(key.journal_entry_id) is not None


def _posted(journals: JournalsOnAccounts) -> Iterator[PostedLine]:
    for line in journals.ours():
        tracking = tuple(sorted((each.category_id, each.option_id) for each in line.tracking))
        yield PostedLine(line.key.journal_entry_id, line.account, tracking, line.amount, line.is_draft)


def _lines(rows: Iterable[Record]) -> list[Line]:
    """Return the rows as lines; each line of a document is converted by itself, as the ledger does it."""
    lines: list[Line] = []
    for _, parts in groupby(rows, key=lambda row: (row["document_id"], row["order_item_number"].partition(".")[0])):
        shares = list(parts)
        amounts = [Decimal(str(row["amount"])) for row in shares]
        homes = convert(amounts, Decimal(str(shares[0]["exchange_rate"])))
        lines += [_line(row, _cents(home)) for row, home in zip(shares, homes, strict=True)]
    return lines


def _line(row: Record, home: int) -> Line:
    tracking = (
        (row[f"tracking_category_id_{place}"], row[f"tracking_option_id_{place}"])
        for place in (1, 2)
        if row.get(f"tracking_category_id_{place}")
    )
    start, end = row.get("service_start_date"), row.get("service_end_date")
    return Line(
        item_number=row["order_item_number"],
        product=row["product_code"],
        account=row["account_code"] or "",
        account_class=row["account_class"] or "",
        currency=row["currency"],
        billed=date.fromisoformat(row["document_date"]),
        amount=_cents(row["amount"]),
        home=home,
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end) if end else None,
        tracking=tuple(sorted(tracking)),
        of_credit_note=row["document_type"] == "Credit Memo",
        problem=row.get("service_period_problem") or "",
        period_rule=row.get("service_period_rule") or "",
    )


def _cents(amount: Decimal | float | str) -> int:
    return int((Decimal(str(amount)) * 100).to_integral_exact())
