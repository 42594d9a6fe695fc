"""What the journals of a plan come to: by period and action, and by account and tracking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from destination_xero_journals.plan.document import IN_XERO, NOT_POSTED, REFUSED, TO_POST
from xero_api.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from destination_xero_journals.plan.document import PlannedJournal, PlannedLine, Tags

_STATES = {state: place for place, state in enumerate((TO_POST, IN_XERO, NOT_POSTED, REFUSED))}


@dataclass(slots=True)
class PlanTotal:
    """Journals of one organisation and accounting period with one action; amounts are in `currency`, its base.

    `action` is the word that a person reads. The period is empty where an entry's date could not be read.
    """

    organisation: str
    period: str
    action: str
    currency: str
    journals: int = 0
    lines: int = 0
    debits: Decimal = ZERO
    credits: Decimal = ZERO


@dataclass(slots=True)
class AccountTotal:
    """What one account with one set of tracking takes; amounts are in `currency`, the base of the organisation.

    `state` says what becomes of these amounts, and `tags` are pairs of tracking category and option.
    """

    organisation: str
    currency: str
    state: str
    account_code: str
    account_name: str
    tags: Tags
    lines: int = 0
    debits: Decimal = ZERO
    credits: Decimal = ZERO
    unreadable: int = 0
    kinds_of_tracking: int = 1

    @property
    def account(self) -> str:
        """Return the account's code and name."""
        return f"{self.account_code} {self.account_name}".strip()

    @property
    def tracking(self) -> str:
        """Return the tracking in one text, as `Region: North; Product: Platform`, or how many kinds there are."""
        if self.kinds_of_tracking > 1:
            return f"{self.kinds_of_tracking:,} kinds of tracking"
        return "; ".join(f"{category}: {option}" for category, option in self.tags)

    def add(self, line: PlannedLine) -> None:
        """Count a line in."""
        self.lines += 1
        if line.amount is None:
            self.unreadable += 1
        elif line.amount >= 0:
            self.debits += line.amount
        else:
            self.credits -= line.amount

    def take(self, other: AccountTotal) -> None:
        """Count another sum in."""
        self.lines += other.lines
        self.debits += other.debits
        self.credits += other.credits
        self.unreadable += other.unreadable


class PlanTotals:
    """Sums that grow with the journals that are added; memory grows with periods, accounts and tracking alone."""

    def __init__(self) -> None:
        """Begin with none."""
        self._totals: dict[tuple[str, str, str, str], PlanTotal] = {}
        self._accounts: dict[tuple[str, str, str, str, str, Tags], AccountTotal] = {}
        self.journals = 0
        self.problems = 0
        self.refused = 0
        self.to_write = 0

    def add(self, journal: PlannedJournal) -> None:
        """Count a journal in."""
        self.journals += 1
        self.problems += len(journal.problems)
        self.refused += journal.state == REFUSED
        self.to_write += journal.writes
        month = f"{journal.date:%Y-%m}" if journal.date else ""
        key = (journal.organisation, month, journal.action_word, journal.currency)
        total = self._totals.get(key)
        if total is None:
            total = PlanTotal(journal.organisation, journal.period, journal.action_word, journal.currency)
            self._totals[key] = total
        total.journals += 1
        total.lines += len(journal.lines)
        total.debits += journal.total
        total.credits += journal.credits
        place = (journal.organisation, journal.currency, journal.state)
        for line in journal.lines:
            account = (*place, line.account_code, line.account_name, line.tags)
            sums = self._accounts.get(account)
            if sums is None:
                sums = self._accounts[account] = AccountTotal(*account)
            sums.add(line)

    def rows(self) -> list[PlanTotal]:
        """Return the sums by organisation, month and action."""
        return [self._totals[key] for key in sorted(self._totals)]

    def accounts(self) -> list[AccountTotal]:
        """Return the sums by organisation, what becomes of them, account and tracking."""
        return sorted(
            self._accounts.values(),
            key=lambda each: (
                each.organisation,
                each.currency,
                _STATES[each.state],
                each.account_code,
                each.account_name,
                each.tags,
            ),
        )

    def by_tracking(self, whole: AccountTotal) -> list[AccountTotal]:
        """Return the sums of one organisation and state by account and tracking."""
        return [each for each in self.accounts() if _place(each) == _place(whole)]

    def by_account(self, whole: AccountTotal) -> list[AccountTotal]:
        """Return the sums of one organisation and state by account alone; their tracking is counted."""
        summed: dict[tuple[str, str], AccountTotal] = {}
        for each in self.by_tracking(whole):
            key = (each.account_code, each.account_name)
            total = summed.setdefault(key, AccountTotal(*_place(whole), *key, each.tags))
            total.take(each)
            total.kinds_of_tracking += each.tags != total.tags
        return list(summed.values())

    def currencies(self) -> list[AccountTotal]:
        """Return the sums over all accounts, by organisation and what becomes of them: debits equal credits there."""
        whole: dict[tuple[str, str, str], AccountTotal] = {}
        for each in self.accounts():
            whole.setdefault(_place(each), AccountTotal(*_place(each), "", "", ())).take(each)
        return list(whole.values())


def _place(total: AccountTotal) -> tuple[str, str, str]:
    return total.organisation, total.currency, total.state
