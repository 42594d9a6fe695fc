"""A trial of exactly once: random journals, random faults, the sync killed at random and repeated until it succeeds."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from integration_tests.support.posting import Heard, Written, finished, record, state, write, write_in_process
from integration_tests.support.reading import SandboxTime
from revrec_journals.key import JournalKey
from xero_sandbox.faults import DELIVERY_FAULTS, FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
REGIONS = ("North", "South", "Eastside", "West Coast", "")
ACCOUNTS = ("200", "210", "260", "835", "850")
BROKEN = ("unbalanced", "account", "region", "side", "single")
STRUCK = 0.2
"""One call in five goes wrong."""
FAILURES = tuple(name for name, fault in FAULTS.items() if not fault.mangles)
"""An answer that is well-formed and untrue is another matter: test_mangled_answers.py."""
LOST = 0.1
"""Besides, of each way in which an answer gets lost, one in ten of the calls that post journals, in half the trials."""
LONG_ENOUGH = 60
ON_ITS_WAY = 2.0
"""Seconds within which a request that was sent reaches Xero, if it ever does."""


class Killed(BaseException):
    """The process ends here."""


class Time(SandboxTime):
    """A clock on which a request arrives before long, and that may be the last thing a process looks at."""

    def __init__(self, xero: Sandbox) -> None:
        """Run with the sandbox's clock."""
        super().__init__(xero)
        self.looks_left: int | None = None

    def monotonic(self) -> float:
        """Return the time, or end the process; what tells of progress beside it does not count."""
        if self.looks_left is not None and not threading.current_thread().daemon:
            self.looks_left -= 1
            if self.looks_left <= 0:
                raise Killed
        return super().monotonic()

    def sleep(self, seconds: float) -> None:
        """Let time pass; what is on its way arrives first where there is time for it."""
        if seconds > ON_ITS_WAY:
            assert self._xero.wait_for_late_commits()
        super().sleep(seconds)


class Month:
    """Random journal entries and what must become of them."""

    def __init__(self, chance: random.Random) -> None:
        """Make up to 130 journals, in some trials with some that no ledger takes."""
        self._chance = chance
        self.valid: dict[str, list[Row]] = {}
        self.broken: dict[str, list[Row]] = {}
        with_broken = chance.random() < 0.4
        for number in range(chance.choice((1, 3, 12, 60, 130))):
            name = f"JE-{number:04d}{chance.choice(('', ' b', '/2026', 'é]'))}"
            rows = self._entry(name)
            if with_broken and chance.random() < 0.15:
                self.broken[name] = self._break(rows)
            else:
                self.valid[name] = rows

    def _entry(self, name: str) -> list[Row]:
        day = date(2026, self._chance.randint(1, 2), 1) + timedelta(days=self._chance.randrange(28))
        rows = []
        for _ in range(self._chance.randint(1, 4)):
            cents = self._chance.choice((1, 10, 99_999, self._chance.randint(1, 10_000_000)))
            amount = str(Decimal(cents).scaleb(-2))
            for side in ("Debit", "Credit"):
                rows.append(
                    {
                        "Transaction Date": day.isoformat(),
                        "Journal Entry Id": name,
                        "Account Number": self._chance.choice(ACCOUNTS),
                        "Posting Type": side,
                        "Amount": amount,
                        "Description": self._chance.choice(("", "Release", "Café ☕ Ltd, 2026")),
                        "Location": self._chance.choice(REGIONS),
                        "Line": str(len(rows)),
                    }
                )
        return rows

    def _break(self, rows: list[Row]) -> list[Row]:
        match self._chance.choice(BROKEN):
            case "unbalanced":
                rows[0]["Amount"] = "123456.78"
            case "account":
                rows[0]["Account Number"] = "610"
            case "region":
                rows[-1]["Location"] = "Mars"
            case "side":
                rows[0]["Posting Type"] = "Sideways"
            case _:
                del rows[1:]
        return rows

    def messages(self) -> list[bytes]:
        """Return the lines of all entries as messages, mixed, with states between them."""
        return mixed([*self.valid.values(), *self.broken.values()], self._chance)


def mixed(entries: Iterable[list[Row]], chance: random.Random) -> list[bytes]:
    """Return the lines of entries as messages, in their order or in none, with states between them."""
    rows = [row for entry in entries for row in entry]
    if chance.random() < 0.5:
        chance.shuffle(rows)
    given: list[bytes] = []
    for number, row in enumerate(rows):
        given.append(record(row))
        if chance.random() < 0.1:
            given.append(state(number))
    return [*given, state("end")]


def trial(xero: Sandbox, seed: int, folder: Path, *, kill_processes: bool = False, lag: int = 0) -> Counter[str]:
    """Sync one month until it succeeds and count what happened; raises AssertionError with the seed.

    Xero's lists are `lag` seconds late.
    """
    chance = random.Random(seed)
    xero.service.reset()
    xero.set_switches(unknown_tracking_option="drop", lists_lag_seconds=lag)
    month = Month(chance)
    lines = month.messages()
    config = xero.destination_config(
        tracking_mapping=[
            {"revrec_field": "Location", "xero_tracking_category": "Region", "when_empty": "post_untagged"}
        ],
        status=chance.choice(("POSTED", "DRAFT")),
        on_invalid="post_the_valid",
        repeated_lines="post",
        object_storage_config={"storage_type": "Local", "path": str(folder)},
        limits={"calls_per_minute": 10_000},
    )
    strike(xero, chance, real_time=kill_processes)
    seen: Counter[str] = Counter()
    clock = Time(xero)
    for attempt in range(LONG_ENOUGH):
        if attempt == LONG_ENOUGH // 2:
            xero.clear_faults()
        written = _attempt(xero, config, lines, chance, clock, folder if kill_processes else None, seen)
        seen["syncs"] += 1
        _nothing_acknowledged_too_early(xero, month, lines, written, seed)
        if written.failure is None and written.states()[-1:] == [lines[-1]]:
            break
        if chance.random() < 0.5:
            # The next sync of the schedule; until then everything that was on its way has arrived.
            clock.looks_left = None
            clock.sleep(chance.choice((60.0, 600.0, 90_000.0)))
    else:
        raise AssertionError(f"seed {seed}: no sync succeeded in {LONG_ENOUGH}")
    assert xero.wait_for_late_commits()
    seen["faults"] += sum(xero.faults.fired.values())
    for kind, count in xero.faults.fired.items():
        seen[f"fault {kind}"] += count
    seen["runs with SIGKILL"] += bool(seen["SIGKILL"])
    seen["journals"] += len(month.valid)
    seen["rejected"] += len(month.broken)
    _each_exactly_once(xero, month, config["status"], seed)
    _each_rejected(month, folder, seed)
    return seen


def strike(xero: Sandbox, chance: random.Random, *, real_time: bool) -> None:
    """Let one call in five go wrong, each kind as often as the others."""
    settings: Row = {kind: {"delay": 0.05} for kind in ("slow", "late_commit")}
    if real_time:
        settings |= {kind: {"retry_after": 1} for kind in FAULTS if kind.startswith("rate_")}
    for place in ("*", "token"):
        for kind in FAILURES:
            seed = chance.randrange(1 << 30)
            xero.fault(kind, place, probability=STRUCK / len(FAILURES), seed=seed, **settings.get(kind, {}))
    if chance.random() < 0.5:
        # Where it hurts most: the journals arrive, and the answer does not.
        for kind in (each for each in DELIVERY_FAULTS if each in FAILURES):
            seed = chance.randrange(1 << 30)
            more = settings.get(kind, {})
            xero.fault(kind, "ManualJournals", method="PUT", probability=LOST, seed=seed, **more)


def _attempt(  # noqa: PLR0917 - what an attempt consists of
    xero: Sandbox,
    config: Row,
    lines: Sequence[bytes],
    chance: random.Random,
    clock: Time,
    folder: Path | None,
    seen: Counter[str],
) -> Written:
    """Sync once, and kill it more often than not."""
    kill = chance.random() < 0.7 or (folder is not None and not seen["SIGKILL"])
    if folder is None:
        clock.looks_left = chance.randint(1, 20) if kill else None
        heard = Heard()
        try:
            return write_in_process(xero, config, lines, seed=chance.randrange(1 << 30), clock=clock, heard=heard)
        except Killed:
            seen["ended at random"] += 1
            clock.looks_left = None
            return Written(heard.lines, failure=RuntimeError("killed"))
    process = write(folder, config, lines)
    if kill:
        # Most of the first second is start-up, so the moment is counted in calls.
        target = xero.counters.count() + chance.randint(1, 8)
        until = time.monotonic() + 10
        while process.poll() is None and xero.counters.count() < target and time.monotonic() < until:
            time.sleep(0.001)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            seen["SIGKILL"] += 1
    said = finished(process)
    if process.returncode:
        said.failure = RuntimeError(str(process.returncode))
    return said


def _nothing_acknowledged_too_early(
    xero: Sandbox, month: Month, lines: Sequence[bytes], written: Written, seed: int
) -> None:
    """Every journal with a line before an acknowledged state is in Xero by then."""
    states = written.states()
    if not states:
        return
    there = {JournalKey.found_in(each["Narration"]) for each in live(xero)}
    before = lines[: lines.index(states[-1])]
    for line in before:
        message = orjson.loads(line)
        if message["type"] == "RECORD":
            name = message["record"]["data"]["Journal Entry Id"]
            assert name in month.broken or JournalKey(name) in there, f"seed {seed}: {name} acknowledged, not posted"


def live(xero: Sandbox) -> list[Row]:
    """Return the manual journals that are in the books."""
    return [each for each in xero.books.collection("ManualJournals").values() if each["Status"] in ("POSTED", "DRAFT")]


def _each_exactly_once(xero: Sandbox, month: Month, status: str, seed: int) -> None:
    found: dict[JournalKey | None, list[Row]] = {}
    for journal in live(xero):
        found.setdefault(JournalKey.found_in(journal["Narration"]), []).append(journal)
    found.pop(None, None)
    assert set(found) == {JournalKey(name) for name in month.valid}, f"seed {seed}: other journals than were sent"
    for name, rows in month.valid.items():
        journals = found[JournalKey(name)]
        assert len(journals) == 1, f"seed {seed}: {name} is in Xero {len(journals)} times"
        assert journals[0]["Status"] == status, f"seed {seed}: {name} is {journals[0]['Status']}"
        assert sorted(map(sent, rows)) == sorted(map(stored, journals[0]["JournalLines"])), f"seed {seed}: {name}"


def sent(row: Row) -> tuple[str, Decimal, str, str]:
    """Return what of a line that was sent must be in Xero."""
    sign = 1 if row["Posting Type"] == "Debit" else -1
    return row["Account Number"], sign * Decimal(row["Amount"]), row["Description"], row["Location"]


def stored(line: Row) -> tuple[str, Decimal, str, str]:
    """Return the same of a line that Xero has."""
    region = line["Tracking"][0]["Option"] if line["Tracking"] else ""
    return line["AccountCode"], line["LineAmount"], line["Description"], region


def _each_rejected(month: Month, folder: Path, seed: int) -> None:
    path = folder / "rejects.jsonl"
    rejects = [orjson.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
    found: dict[str, set[str]] = {}
    for reject in rejects:
        found.setdefault(reject["Journal Entry Id"], set()).add(reject["Line"])
    wanted = {name: {row["Line"] for row in rows} for name, rows in month.broken.items()}
    assert found == wanted, f"seed {seed}: rejects differ"
