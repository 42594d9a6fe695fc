"""Journal entries sent against manual journals found in Xero: RevRec's "Journal Entry Reconciliation"."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.amounts import plain, written
from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.rules.checks.check import GRAVITY
from source_xero_revrec.rules.checks.tie_out import verdict
from source_xero_revrec.rules.journals.balances import NOTHING, Balance, Balances, Position, Spellings, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from source_xero_revrec.rules.checks.check import Severity
    from source_xero_revrec.rules.checks.tie_out import Status
    from source_xero_revrec.rules.journals.balances import FoundJournal, SentEntry

CHECK = "J3"
MISSING, VOIDED, POSTED_TWICE, CHANGED, UNEXPECTED = "MISSING", "VOIDED", "POSTED_TWICE", "CHANGED", "UNEXPECTED"
TIMING, DRAFT = "TIMING", "DRAFT"
_LEAVES_THE_BALANCE = (TIMING, DRAFT)
_MOST_NAMED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalControl:
    """What was sent and what Xero has on one account with one set of tracking options in one month.

    Amounts are in `currency`. `difference` is the found debits less credits minus the expected ones, so that a missing
    debit is negative. The ids of journal entries stand under what is wrong with them, separated by commas.
    """

    check: str
    period: str
    account_code: str
    tracking: str
    currency: str
    description: str
    journals_expected: int
    journals_found: int
    expected_debit: Decimal
    expected_credit: Decimal
    found_debit: Decimal
    found_credit: Decimal
    difference: Decimal
    missing: str
    unexpected: str
    changed: str
    posted_twice: str
    drafts: str
    status: Status
    severity: Severity
    reason: str
    proposed_fix: str

    def row(self) -> dict[str, Any]:
        """Return the columns in order; amounts are Decimal, with two places."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: plain(value) if isinstance(value, Decimal) else value for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A journal entry, the journals that stand for it in Xero, what is said about it, and where, if anywhere."""

    journal_entry_id: str
    expected: Balances
    standing: Sequence[FoundJournal]
    reason: str
    places: frozenset[Position]


@dataclass(slots=True)
class _Sums:
    """What comes together on one position."""

    expected: Balance = NOTHING
    found: Balance = NOTHING
    journals_expected: int = 0
    journals_found: int = 0
    named: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def journal_control(sent: Iterable[SentEntry], found: Iterable[FoundJournal]) -> list[JournalControl]:
    """Compare the entries that were sent to one organisation with the journals that bear their keys.

    There is a row for each position on either side. What counts is debits less credits: that an edit in Xero splits a
    line without moving a balance is no difference. A correction counts to its entry. An entry that is not there, or
    there twice, never ties, even where the amounts cancel out. Account codes and tracking options are compared as the
    destination looks them up: as they are spelled, or else ignoring case. Source: our choice, after RevRec's report of
    that name.
    """
    journals: defaultdict[str, list[FoundJournal]] = defaultdict(list)
    for journal in found:
        journals[journal.key.journal_entry_id].append(journal)
    spellings = Spellings(journal.balances for several in journals.values() for journal in several)
    entries = {each.journal_entry_id: spellings.of(each.balances) for each in sent}
    positions: defaultdict[Position, _Sums] = defaultdict(_Sums)
    for entry_id in sorted(entries.keys() | journals.keys()):
        _add(positions, _judged(entry_id, entries.get(entry_id, {}), journals[entry_id]))
    return [_row(position, sums) for position, sums in sorted(positions.items())]


def _judged(entry_id: str, expected: Balances, journals: Sequence[FoundJournal]) -> _Judged:
    standing = [journal for journal in journals if journal.stands]
    found = total(journal.balances for journal in standing)
    if not expected:
        return _Judged(entry_id, {}, standing, UNEXPECTED, frozenset(found))
    differing = _differing(expected, found)
    broken = _broken(journals, standing)
    if broken:
        # Amounts may tie all the same: two halves under one key, or a line whose debit and credit cancel out.
        return _Judged(entry_id, expected, standing, broken, differing or frozenset(expected | found))
    if not differing:
        return _Judged(entry_id, expected, standing, DRAFT, _drafted(standing))
    if _is_corrected(standing) and _ties_over_all_months(expected, found):
        # A correction bears the date of an open month where its entry's own month is locked.
        return _Judged(entry_id, found, standing, TIMING, differing)
    return _Judged(entry_id, expected, standing, CHANGED, differing)


def _drafted(standing: Sequence[FoundJournal]) -> frozenset[Position]:
    return frozenset(place for journal in standing if journal.status == "DRAFT" for place in journal.balances)


def _is_corrected(standing: Sequence[FoundJournal]) -> bool:
    return any(journal.key.correction for journal in standing)


def _broken(journals: Sequence[FoundJournal], standing: Sequence[FoundJournal]) -> str:
    """Return why the journals cannot stand for their entry, whatever their amounts are; empty where they can."""
    if not any(journal.key.correction == 0 for journal in standing):
        gone = any(journal.key.correction == 0 for journal in journals)
        return VOIDED if gone else MISSING
    return POSTED_TWICE if max(Counter(journal.key for journal in standing).values()) > 1 else ""


def _differing(expected: Balances, found: Balances) -> frozenset[Position]:
    return frozenset(
        place
        for place in expected.keys() | found.keys()
        if expected.get(place, NOTHING).net != found.get(place, NOTHING).net
    )


def _ties_over_all_months(expected: Balances, found: Balances) -> bool:
    return not _differing(_without_months(expected), _without_months(found))


def _without_months(balances: Balances) -> Balances:
    return total({place._replace(period=""): balance} for place, balance in balances.items())


def _add(positions: defaultdict[Position, _Sums], judged: _Judged) -> None:
    for place, balance in judged.expected.items():
        positions[place].expected += balance
        positions[place].journals_expected += 1
    for place, balance in total(journal.balances for journal in judged.standing).items():
        copies = Counter(journal.key for journal in judged.standing if place in journal.balances)
        positions[place].found += balance
        positions[place].journals_found += max(copies.values())
    for place in judged.places:
        positions[place].named[judged.reason].append(judged.journal_entry_id)


def _row(position: Position, sums: _Sums) -> JournalControl:
    currency = position.currency
    remedies = CATALOGUE[CHECK].remedies
    reasons = [remedy.reason for remedy in sorted(remedies, key=lambda each: GRAVITY[each.severity])]
    reason = next((each for each in reasons if each in sums.named), "")
    ties = all(each in _LEAVES_THE_BALANCE for each in sums.named)
    return JournalControl(
        check=CHECK,
        **position._asdict(),
        description=f"Journal entries sent: {sums.journals_expected}, {_sides(sums.expected, currency)}; "
        f"found in Xero: {sums.journals_found}, {_sides(sums.found, currency)}",
        journals_expected=sums.journals_expected,
        journals_found=sums.journals_found,
        expected_debit=sums.expected.debit,
        expected_credit=sums.expected.credit,
        found_debit=sums.found.debit,
        found_credit=sums.found.credit,
        difference=sums.found.net - sums.expected.net,
        missing=_named(sums, MISSING, VOIDED),
        unexpected=_named(sums, UNEXPECTED),
        changed=_named(sums, CHANGED),
        posted_twice=_named(sums, POSTED_TWICE),
        drafts=_named(sums, DRAFT),
        **verdict(CHECK, "Ties" if ties else "Does not tie", reason),
    )


def _sides(balance: Balance, currency: str) -> str:
    return f"debit {written(balance.debit)} and credit {written(balance.credit)} {currency}"


def _named(sums: _Sums, *reasons: str) -> str:
    ids = sorted(entry_id for reason in reasons for entry_id in sums.named.get(reason, ()))
    more = len(ids) - _MOST_NAMED
    return ", ".join(ids[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
