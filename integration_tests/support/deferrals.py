"""Random histories of a company that sells over time: month after month, everything that moves deferred revenue."""

from __future__ import annotations

import calendar
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from integration_tests.support.histories import History
from revrec_journals.key import JournalKey
from xero_sandbox import Sandbox
from xero_sandbox.clock import SandboxClock

if TYPE_CHECKING:
    from collections.abc import Callable

Record = dict[str, Any]

FIRST_MONTH = date(2024, 1, 1)
DEFERRED = ("835", "836")
REVENUE = ("200", "210", "260")
SOLD = ("200", "210", "210", "260", "835", "835", "836")
_OUTSIDE = ("429", "855")
"""An expense, and a liability that is no deferred revenue."""
_BOUGHT = ("429",)
"""What bills are coded to."""
_TERMS = (12, 12, 12, 3, 3, 1, 6, 24)
_REGIONS = ("North", "South", "Outback")
_SHARE_OF_LATE, _SHARE_OF_EARLY = 0.15, 0.08


def deferring_sandbox() -> Sandbox:
    """Return a company without documents on its first morning, with two deferred accounts; its clock stands."""
    clock = SandboxClock(datetime.combine(FIRST_MONTH, time(9), UTC), frozen=True)
    xero = Sandbox(invoices=0, limits=False, clock=clock)
    xero.act("create_account", code="836", name="Deferred Support")
    xero.act("create_tracking_option", category="Region", name="Outback")
    return xero


class Deferrals(History):
    """A company's people at work, a month at a time; the same seed on the same company does the same.

    They sell, credit, change their minds, write journals by hand, and meddle with ours. `month` is the first day of the
    month that is lived next.
    """

    def __init__(
        self, xero: Sandbox, seed: int, *, meddling: bool = True, sold: tuple[str, ...] = SOLD, outside: float = 0.04
    ) -> None:
        """Work in this company; without `meddling` nobody writes journals or touches those that bear a key.

        Lines are coded to the accounts `sold`. `outside` is the share of documents with a line that has nothing to do
        with revenue; without any, no line's period is in doubt either.
        """
        super().__init__(xero, seed)
        self._sold, self._outside_share = sold, outside
        if not outside:
            # Texts that contradict each other give no period.
            self._descriptions = tuple(text for text in self._descriptions if "/2026" not in text or " - " in text)
            self._references = ("", "PO 4711")
        self.month = FIRST_MONTH
        self._acts: dict[Callable[[], Record], float] = {
            self._invoice: 12,
            self._credit_note: 4,
            self._edit: 3,
            self._edit_header: 2,
            self._re_rate: 1.5,
            self._re_code: 1.5,
            self._re_date: 2,
            self._remove_line: 0.7,
            self._approve: 2,
            self._delete: 0.5,
            self._void: 2,
            self._pay: 4,
            self._remove_payment: 1,
            self._allocate: 5,
            self._unallocate: 2,
            self._refund: 1,
        }
        if meddling:
            self._acts |= {
                self._journal_by_hand: 1.5,
                self._end_journal: 0.5,
                self._edit_ours: 0.5,
                self._void_ours: 0.4,
                self._rename_option: 0.3,
                self._reopen: 0.4,
            }

    @property
    def counts(self) -> Counter[str]:
        """Return how often each thing was done, and how often something was refused."""
        return Counter("refused" if " refused: " in line else line.split()[2] for line in self.done)

    def live_month(self, acts: int) -> date:
        """Do so many things in a month, move on to the third day of the next one, and return the month's last day."""
        last = _last_day(self.month)
        self.live(acts)
        self.month = last + timedelta(days=1)
        self._wait_until(datetime.combine(self.month + timedelta(days=2), time(9), UTC))
        return last

    def _wait_until(self, moment: datetime) -> None:
        self._xero.clock.advance(max(0.0, (moment - self._xero.clock.now()).total_seconds()))

    # -- documents

    def _day(self) -> date:
        """Return a day of this month, mostly; some documents come late, some are dated ahead."""
        chance = self._chance.random()
        if chance < _SHARE_OF_LATE:
            return self.month - timedelta(days=self._chance.randrange(1, 100))
        if chance < _SHARE_OF_LATE + _SHARE_OF_EARLY:
            return _last_day(self.month) + timedelta(days=self._chance.randrange(1, 40))
        return self.month + timedelta(days=self._chance.randrange(_last_day(self.month).day))

    def _lines(self, *, selling: bool, accounts: tuple[str, ...]) -> list[Record]:
        if accounts == _BOUGHT:
            return [self._plain_line("Bought", self._chance.uniform(1, 500)) | {"AccountCode": accounts[0]}]
        lines = [self._dated_line() for _ in range(self._chance.choice((1, 1, 2, 3)))]
        if self._chance.random() < 0.15:
            lines.append(self._plain_line("Set-up and training", self._chance.uniform(10, 900)))
        if selling and self._chance.random() < 0.12:
            lines.append(self._plain_line("Loyalty discount", -self._chance.uniform(0.01, 9)))
        if self._chance.random() < self._outside_share:
            lines.append(self._plain_line("Outside", self._chance.uniform(1, 50)) | self._outside())
        return lines

    def _dated_line(self) -> Record:
        start = self.month + timedelta(
            days=self._chance.choice((0, 0, 0, -30, 14, 31, -61, self._chance.randrange(28)))
        )
        return self._plain_line(f"Plan {self._period(start)}", self._chance.uniform(1, 5000))

    def _period(self, start: date) -> str:
        months = start.month - 1 + self._chance.choice(_TERMS)
        end = _same_day(date(start.year + months // 12, months % 12 + 1, 1), start.day) - timedelta(days=1)
        if self._chance.random() < 0.1:
            end = start + timedelta(days=self._chance.randrange(40))
        return f"{start}..{end}" if self._chance.random() < 0.5 else f"{start:%-d %b %Y} to {end:%-d %b %Y}"

    def _plain_line(self, text: str, price: float) -> Record:
        line: Record = {
            "Description": text,
            "Quantity": self._chance.choice(("1", "1", "1", "3", "0.3333")),
            "UnitAmount": f"{price:.2f}",
            "AccountCode": self._chance.choice(self._sold),
        }
        if len(self._sold) == 1:
            # An account's own tax would make another amount of it.
            line["TaxType"] = "NONE"
        if self._chance.random() < 0.4:
            line["Tracking"] = [{"Name": "Region", "Option": self._region()}]
        return line

    def _outside(self) -> Record:
        return {"AccountCode": self._chance.choice(_OUTSIDE)}

    def _region(self) -> str:
        (category,) = (
            each for each in self._xero.books.collection("TrackingCategories").values() if each["Name"] == "Region"
        )
        names: list[str] = [option["Name"] for option in category["Options"]]
        return self._chance.choice(names[-len(_REGIONS) :])

    def _changed_line(self, change: Callable[[Record], Record]) -> Record:
        """Change one line of an approved document, and keep the others as they are."""
        document = self._chance.choice(
            [
                *self._found("Invoices", "AUTHORISED", "PAID", type="ACCREC"),
                *self._found("CreditNotes", "AUTHORISED", "PAID"),
            ]
        )
        kept = (
            "Description",
            "Quantity",
            "UnitAmount",
            "AccountCode",
            "TaxType",
            "DiscountRate",
            "ItemCode",
            "Tracking",
        )
        lines = [{key: line[key] for key in kept if key in line} for line in document["LineItems"]]
        place = self._chance.randrange(len(lines))
        lines[place] |= change(lines[place])
        identity = document.get("InvoiceID") or document["CreditNoteID"]
        return self._act("edit_invoice_lines", id=identity, lines=lines)

    def _re_code(self) -> Record:
        return self._changed_line(lambda _: {"AccountCode": self._chance.choice(self._sold)})

    def _re_date(self) -> Record:
        return self._changed_line(lambda _: {"Description": f"Plan {self._period(self._day())}"})

    def _re_rate(self) -> Record:
        foreign = [
            each
            for endpoint in ("Invoices", "CreditNotes")
            for each in self._found(endpoint, "AUTHORISED")
            if each["CurrencyCode"] != "NZD"
        ]
        document = self._chance.choice(foreign)
        identity = document.get("InvoiceID") or document["CreditNoteID"]
        return self._act("edit_invoice", id=identity, rate=f"{self._chance.uniform(0.4, 1.7):.6f}")

    # -- journals and locks

    def _journal_by_hand(self) -> Record:
        amount = f"{self._chance.uniform(-300, 300):.2f}"
        accounts = self._chance.choice((("835", "200"), ("836", "429"), ("210", "855"), ("835", "836")))
        lines = [
            {"AccountCode": accounts[0], "LineAmount": amount},
            {"AccountCode": accounts[1], "LineAmount": amount[1:] if amount.startswith("-") else f"-{amount}"},
        ]
        status = self._chance.choice(("POSTED", "POSTED", "DRAFT"))
        return self._act("create_manual_journal", narration="By hand", lines=lines, date=self._day(), status=status)

    def _end_journal(self) -> Record:
        """Void or delete a journal that somebody wrote by hand."""
        journals = self._journals(ours=False, statuses=("POSTED", "DRAFT"))
        return self._ended(self._chance.choice(journals))

    def _void_ours(self) -> Record:
        """Void a journal of ours, or delete a draft."""
        return self._ended(self._chance.choice(self._journals(ours=True, statuses=("POSTED", "DRAFT"))))

    def _ended(self, journal: Record) -> Record:
        action = "void" if journal["Status"] == "POSTED" else "delete"
        return self._act(action, id=journal["ManualJournalID"])

    def _edit_ours(self) -> Record:
        """Move some cents between two lines of a journal of ours."""
        journal = self._chance.choice(self._journals(ours=True, statuses=("POSTED",)))
        kept = ("AccountCode", "Description", "TaxType", "Tracking")
        lines = [
            {key: line[key] for key in kept} | {"LineAmount": f"{line['LineAmount']:.2f}"}
            for line in journal["JournalLines"]
        ]
        moved = self._chance.randrange(1, 5000)
        for place, sign in ((0, 1), (-1, -1)):
            cents = int(journal["JournalLines"][place]["LineAmount"] * 100) + sign * moved
            lines[place]["LineAmount"] = f"{cents / 100:.2f}"
        return self._act("edit_manual_journal", id=journal["ManualJournalID"], lines=lines)

    def _journals(self, *, ours: bool, statuses: tuple[str, ...]) -> list[Record]:
        return [
            each
            for each in self._found("ManualJournals", *statuses)
            if (JournalKey.found_in(each["Narration"]) is not None) == ours
        ]

    def _rename_option(self) -> Record:
        name = self._region()
        new = name.removesuffix(" (new)") if name.endswith(" (new)") else f"{name} (new)"
        return self._act("rename_tracking_option", category="Region", option=name, name=new)

    def _reopen(self) -> Record:
        """Move the lock date back by a month or two."""
        lock = self._xero.books.organisation.get("PeriodLockDate")
        if lock is None:
            raise LookupError("nothing is locked")
        back = lock.replace(day=1) - timedelta(days=1 + self._chance.choice((0, 31)))
        return self._act("close_period", date=_last_day(back))

    def approve_ours(self) -> None:
        """Let a person approve every draft of ours that lies in an open month."""
        lock = self._xero.books.organisation.get("PeriodLockDate") or date.min
        for journal in self._journals(ours=True, statuses=("DRAFT",)):
            if journal["Date"] > lock:
                self._act("post_manual_journal", id=journal["ManualJournalID"])

    def void_all(self) -> None:
        """Take every payment, allocation and document back."""
        for payment in self._found("Payments", "AUTHORISED"):
            self._act("remove_payment", id=payment["PaymentID"])
        for note in self._found("CreditNotes", "AUTHORISED", "PAID"):
            for allocation in list(note["Allocations"]):
                self._act("unallocate", credit_note_id=note["CreditNoteID"], allocation_id=allocation["AllocationID"])
        for document in (
            *self._found("Invoices", "AUTHORISED", "PAID"),
            *self._found("CreditNotes", "AUTHORISED", "PAID"),
        ):
            self._act("void", id=document.get("InvoiceID") or document["CreditNoteID"])

    def lock(self, day: date) -> None:
        """Let a person lock the books up to a day, unless they are locked further."""
        lock = self._xero.books.organisation.get("PeriodLockDate")
        if lock is None or lock < day:
            self._act("close_period", date=day)
            self.done.append(f"{self._xero.clock.now():%d %H:%M:%S.%f} lock {day}")


def _last_day(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _same_day(month: date, day: int) -> date:
    return month.replace(day=min(day, _last_day(month).day))
