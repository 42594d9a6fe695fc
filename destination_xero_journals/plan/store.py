"""The plan of a sync, kept in a temporary file: what is done with each journal entry, and how far it is."""

from __future__ import annotations

import pickle
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from destination_xero_journals.input.collection import CollectedEntry
    from destination_xero_journals.rules.decision import Decision
    from destination_xero_journals.rules.journal import HeldJournal, Journal
    from destination_xero_journals.rules.new_option import NewOption
    from destination_xero_journals.rules.refused_line import RefusedLine
    from revrec_journals.problem import Problem


class Stage(StrEnum):
    """How far an entry is; the first two are not safe yet, so that no state may pass them."""

    WAITING = "waiting"
    HELD_BACK = "held back"
    REJECTED = "rejected"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """One journal entry of the plan. Amounts are base currency.

    `wanted` is the whole journal that the entry asks for, and `decision` what is done for it; both are missing where
    the entry could not be read or assembled. `posted` is the journal that was written,
    its lines left out.
    `period_status` is set where the entry is held back. `refused` are the lines of an entry that is no journal.
    `warnings` and `new_options` are what somebody should look at though nothing is refused for it.
    """

    entry: CollectedEntry
    organisation: str
    entry_lines: int
    wanted: Journal | None = None
    decision: Decision | None = None
    revrec_date: date | None = None
    rounding: Decimal | None = None
    problems: tuple[Problem, ...] = ()
    period_status: str = ""
    posted: HeldJournal | None = None
    refused: tuple[RefusedLine, ...] = ()
    warnings: tuple[str, ...] = ()
    new_options: tuple[NewOption, ...] = ()

    @property
    def writes(self) -> bool:
        """Tell whether something is to be sent to Xero."""
        return self.decision is not None and self.decision.action.writes and not self.problems

    @property
    def creates(self) -> bool:
        """Tell whether a line bears an option that has yet to be created."""
        lines = self.decision.journal.lines if self.decision else ()
        return any(not tag.option_id for line in lines for tag in line.tags)

    @property
    def month(self) -> str:
        """Return the month in which the journal counts, for example 2026-01; empty where no journal was made."""
        return f"{self.decision.journal.date:%Y-%m}" if self.decision else ""


class PlanStore:
    """Every planned entry with its stage; memory stays flat."""

    def __init__(self) -> None:
        """Open an empty file that goes away when it is closed."""
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute(
            "CREATE TABLE plan (first INTEGER PRIMARY KEY, tenant TEXT, month TEXT, action TEXT, stage TEXT, "
            "writes INTEGER, creates INTEGER, recorded INTEGER DEFAULT 0, receipted INTEGER DEFAULT 0, planned BLOB)"
        )

    def close(self) -> None:
        """Remove the file."""
        self._file.close()

    def put(self, planned: PlannedEntry, stage: Stage) -> None:
        """Keep an entry, in place of what was kept of it before."""
        entry = planned.entry
        action = str(planned.decision.action) if planned.decision else ""
        row = (
            entry.first,
            entry.organisation,
            planned.month,
            action,
            stage,
            planned.writes,
            planned.creates,
            pickle.dumps(planned),
        )
        self._file.execute(
            "INSERT INTO plan (first, tenant, month, action, stage, writes, creates, planned) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (first) DO UPDATE SET stage = excluded.stage, writes = excluded.writes, "
            "planned = excluded.planned",
            row,
        )

    def all(self) -> Iterator[tuple[PlannedEntry, Stage]]:
        """Hand out every entry by organisation, month and arrival."""
        found = self._file.execute("SELECT planned, stage FROM plan ORDER BY tenant, month, first")
        for planned, stage in found:
            yield _entry(planned), Stage(stage)

    def at(self, stage: Stage) -> Iterator[PlannedEntry]:
        """Hand out the entries at a stage, by organisation, month and arrival."""
        found = self._file.execute("SELECT planned FROM plan WHERE stage = ? ORDER BY tenant, month, first", (stage,))
        for (planned,) in found:
            yield _entry(planned)

    def written(self, tenant: str) -> Iterator[PlannedEntry]:
        """Hand out what was sent to an organisation and is done."""
        found = self._file.cursor().execute(
            "SELECT first FROM plan WHERE tenant = ? AND writes AND stage = ? ORDER BY first", (tenant, Stage.DONE)
        )
        for (first,) in found.fetchall():
            yield self._one(first)

    def of(self, entries: Iterable[CollectedEntry]) -> list[PlannedEntry]:
        """Return what is planned for some entries, but for those that are not in the plan."""
        rows = (self._file.execute("SELECT planned FROM plan WHERE first = ?", (each.first,)) for each in entries)
        return [_entry(planned) for row in rows for (planned,) in row]

    def counts(self) -> list[tuple[str, Stage, int]]:
        """Return how many entries there are by action and stage, in the order of arrival."""
        found = self._file.execute(
            "SELECT action, stage, COUNT(*) FROM plan GROUP BY action, stage ORDER BY MIN(first)"
        )
        return [(action, Stage(stage), count) for action, stage, count in found]

    def endings(self) -> list[tuple[str, str, str, Stage, int]]:
        """Return how many entries there are by organisation, month, action and stage, months in order."""
        found = self._file.execute(
            "SELECT tenant, month, action, stage, COUNT(*) FROM plan GROUP BY tenant, month, action, stage "
            "ORDER BY tenant, month, MIN(first)"
        )
        return [(tenant, month, action, Stage(stage), count) for tenant, month, action, stage, count in found]

    def to_write(self, tenant: str) -> Iterator[PlannedEntry]:
        """Hand out what is to be sent to an organisation, by month and arrival."""
        yield from self._waiting(tenant, creating=False)

    def creating(self, tenant: str) -> Iterator[PlannedEntry]:
        """Hand out what is to be sent to an organisation and bears options that have yet to be created."""
        yield from self._waiting(tenant, creating=True)

    def _waiting(self, tenant: str, *, creating: bool) -> Iterator[PlannedEntry]:
        found = self._file.cursor().execute(
            "SELECT first FROM plan WHERE tenant = ? AND stage = ? AND writes AND creates >= ? ORDER BY month, first",
            (tenant, Stage.WAITING, creating),
        )
        for (first,) in found.fetchall():
            yield self._one(first)

    def _one(self, first: int) -> PlannedEntry:
        (planned,) = self._file.execute("SELECT planned FROM plan WHERE first = ?", (first,)).fetchone()
        return _entry(planned)

    def firsts(self, stage: Stage) -> Iterator[int]:
        """Yield the position of the first line of each entry at a stage."""
        for (first,) in self._file.execute("SELECT first FROM plan WHERE stage = ?", (stage,)):
            yield first

    def count(self, stage: Stage) -> int:
        """Return how many entries are at a stage."""
        (count,) = self._file.execute("SELECT COUNT(*) FROM plan WHERE stage = ?", (stage,)).fetchone()
        return int(count)

    def writes_in(self, tenant: str, month: str) -> int:
        """Return how many journals of a month are sent to an organisation."""
        query = "SELECT COUNT(*) FROM plan WHERE tenant = ? AND month = ? AND writes"
        (count,) = self._file.execute(query, (tenant, month)).fetchone()
        return int(count)

    def due(self, tenant: str) -> int:
        """Return how many journals are to be sent to an organisation."""
        query = "SELECT COUNT(*) FROM plan WHERE tenant = ? AND writes AND stage = ?"
        (count,) = self._file.execute(query, (tenant, Stage.WAITING)).fetchone()
        return int(count)

    def unrecorded_rejects(self) -> Iterator[PlannedEntry]:
        """Hand out the rejected entries that are not recorded yet, in the order of arrival."""
        found = self._file.execute(
            "SELECT planned FROM plan WHERE stage = ? AND NOT recorded ORDER BY first", (Stage.REJECTED,)
        )
        for (planned,) in found:
            yield _entry(planned)

    def rejects_recorded(self) -> None:
        """Note that every rejected entry is durably recorded."""
        self._file.execute("UPDATE plan SET recorded = 1 WHERE stage = ?", (Stage.REJECTED,))

    def without_receipt(self, stage: Stage) -> Iterator[PlannedEntry]:
        """Hand out the entries at a stage that have no receipt yet, by organisation, month and arrival."""
        found = self._file.execute(
            "SELECT planned FROM plan WHERE stage = ? AND NOT receipted ORDER BY tenant, month, first", (stage,)
        )
        for (planned,) in found:
            yield _entry(planned)

    def receipts_given(self, stage: Stage) -> None:
        """Note that every entry at a stage has its receipt."""
        self._file.execute("UPDATE plan SET receipted = 1 WHERE stage = ?", (stage,))

    def safe_before(self) -> int | None:
        """Return the position before which every line is safe: of the first line that is not; None: all are."""
        (first,) = self._file.execute(
            "SELECT MIN(first) FROM plan WHERE stage IN (?, ?) OR (stage = ? AND NOT recorded)",
            (Stage.WAITING, Stage.HELD_BACK, Stage.REJECTED),
        ).fetchone()
        found: int | None = first
        return found


def _entry(kept: bytes) -> PlannedEntry:
    found: PlannedEntry = pickle.loads(kept)  # noqa: S301 - our own, from our own file
    return found
