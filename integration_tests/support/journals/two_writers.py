"""A trial of two writers: two syncs at once post the same entries, or other figures for them, with faults and kills.

Two threads take turns at every call, as a seed decides, so that every interleaving of calls can happen and happens
again. Some trials run two processes instead, of which one is killed.
"""

from __future__ import annotations

import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from integration_tests.support.journals.trials import Killed, Month, Time, live, mixed, sent, stored, strike
from integration_tests.support.posting import Heard, Written, finished, write, write_in_process
from revrec_journals.key import JournalKey

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
Entries = dict[str, list[Row]]
ROUNDS = 4
FAULTLESS = 0.3
"""As many trials are without faults: what goes wrong then goes wrong without help."""
SHARED = 0.25
MOST_CALLS = 40
"""A sync that is killed at random makes at most so many looks at the clock before."""


class Turns:
    """Lets one of several threads run at a time; who is next is for the seed to say."""

    def __init__(self, chance: random.Random, names: list[str]) -> None:
        """Begin with any of them."""
        self._chance = chance
        self._waiting = list(names)
        self._next = chance.choice(names)
        self._changed = threading.Condition()

    def take(self, name: str) -> None:
        """Let whoever is next go on, and return when that is the caller."""
        with self._changed:
            self._pass_on()
            self._changed.wait_for(lambda: self._next == name)

    def begin(self, name: str) -> None:
        """Return when it is the caller's turn."""
        with self._changed:
            self._changed.wait_for(lambda: self._next == name)

    def leave(self, name: str) -> None:
        """Take no more turns."""
        with self._changed:
            self._waiting.remove(name)
            self._pass_on()

    def _pass_on(self) -> None:
        if self._waiting:
            self._next = self._chance.choice(self._waiting)
            self._changed.notify_all()


class SharedTime(Time):
    """The time of one of the writers: at every look the other one may go on instead."""

    def __init__(self, xero: Sandbox, turns: Turns, name: str) -> None:
        """Run with the sandbox's clock."""
        super().__init__(xero)
        self._turns, self._name = turns, name

    def monotonic(self) -> float:
        """Return the time after the other one had its turn, or end the process."""
        if not threading.current_thread().daemon:
            self._turns.take(self._name)
        return super().monotonic()

    def sleep(self, seconds: float) -> None:
        """Let time pass, and the other one go on."""
        super().sleep(seconds)
        self._turns.take(self._name)


@dataclass
class Writer:
    """One of two programs that post: what it sends, and what it was told."""

    name: str
    entries: Entries
    config: Row
    folder: Path
    kept: Path
    lines: list[bytes] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    runs: list[Written] = field(default_factory=list)

    def take(self, written: Written) -> None:
        """Remember what a run said, and what it acknowledged."""
        self.runs.append(written)
        states = written.states()
        if states:
            self.acknowledged |= names_in(self.lines[: self.lines.index(states[-1])])

    def rejected(self) -> set[str]:
        """Return the entries that it recorded as refused."""
        path = self.kept / "rejects.jsonl"
        rows = [orjson.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []
        return {row["Journal Entry Id"] for row in rows}


def names_in(lines: list[bytes]) -> set[str]:
    """Return the entries of which lines are among messages."""
    messages = map(orjson.loads, lines)
    return {each["record"]["data"]["Journal Entry Id"] for each in messages if each["type"] == "RECORD"}


def two_writers(xero: Sandbox, seed: int, folder: Path, *, processes: bool = False) -> Counter[str]:
    """Let two writers post at once until both had enough, and count what happened.

    Raises AssertionError with the seed where a journal was acknowledged and is missing, where one was voided, where one
    is there twice and both do not say so, or where one is there that neither sent.
    """
    chance = random.Random(seed)
    xero.service.reset()
    month = Month(chance)
    different = chance.random() < 0.5
    seen: Counter[str] = Counter({"with different input" if different else "with the same input": 1})
    # With one folder for both, each knows what the other is about to post.
    shared = chance.random() < SHARED
    seen["with one folder"] += shared
    writers = [
        _writer(xero, "A", month.valid, folder, chance, shared=shared),
        _writer(xero, "B", _other(month.valid, chance) if different else month.valid, folder, chance, shared=shared),
    ]
    if chance.random() < FAULTLESS:
        seen["without faults"] += 1
    else:
        strike(xero, chance, real_time=processes)
    for turn in range(1 if processes else ROUNDS):
        if turn == ROUNDS - 1:
            xero.clear_faults()
        run = _processes if processes else _threads
        run(xero, writers, chance, seen)
        _nothing_missing(xero, writers, seed)
        xero.clock.advance(chance.choice((0, 30, 60, 600)))
    seen["faults"] += sum(xero.faults.fired.values())
    xero.clear_faults()
    assert xero.wait_for_late_commits()
    xero.clock.advance(600)
    for writer in writers:
        writer.take(write_in_process(xero, writer.config, writer.lines))
    _nothing_missing(xero, writers, seed)
    seen["journals"] += len(live(xero))
    twice = _each_double_said(xero, writers, seed)
    seen["twice, said by both"] += twice
    seen["of them with one folder"] += twice if shared else 0
    _each_sent_by_one(xero, writers, seed)
    return seen


def _writer(xero: Sandbox, name: str, entries: Entries, folder: Path, chance: random.Random, *, shared: bool) -> Writer:
    own = folder / name
    own.mkdir()
    kept = folder if shared else own
    config = xero.destination_config(
        tracking_mapping=[
            {"revrec_field": "Location", "xero_tracking_category": "Region", "when_empty": "post_untagged"}
        ],
        on_invalid=chance.choice(("post_the_valid", "post_nothing")),
        repeated_lines="post",
        limits={"calls_per_minute": 10_000},
    )
    if config["on_invalid"] == "post_the_valid" or shared or chance.random() < 0.5:
        config["object_storage_config"] = {"storage_type": "Local", "path": str(kept)}
    return Writer(name, entries, config, own, kept, mixed(entries.values(), chance))


def _other(entries: Entries, chance: random.Random) -> Entries:
    """Return other figures for some of the entries, without some of them, and with some of its own."""
    made: Entries = {}
    for name, rows in entries.items():
        if chance.random() < 0.2:
            continue
        cents = f"{chance.randint(1, 99):02d}"
        changed = chance.random() < 0.5
        made[name] = [row | {"Amount": f"{row['Amount'].split('.')[0]}.{cents}"} if changed else row for row in rows]
    for name, rows in list(entries.items())[:: chance.choice((1, 3, 10))]:
        made[f"{name}-B"] = [row | {"Journal Entry Id": f"{name}-B"} for row in rows]
    return made


def _threads(xero: Sandbox, writers: list[Writer], chance: random.Random, seen: Counter[str]) -> None:
    turns = Turns(random.Random(chance.randrange(1 << 30)), [writer.name for writer in writers])
    threads = []
    for writer in writers:
        clock = SharedTime(xero, turns, writer.name)
        kill_at = chance.randint(1, MOST_CALLS) if chance.random() < 0.4 else None
        seed = chance.randrange(1 << 30)
        threads.append(threading.Thread(target=_run, args=(xero, writer, clock, turns, kill_at, seed, seen)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _run(  # noqa: PLR0917 - what a run consists of
    xero: Sandbox,
    writer: Writer,
    clock: SharedTime,
    turns: Turns,
    kill_at: int | None,
    seed: int,
    seen: Counter[str],
) -> None:
    heard = Heard()
    turns.begin(writer.name)
    clock.looks_left = kill_at
    seen["syncs"] += 1
    try:
        writer.take(write_in_process(xero, writer.config, writer.lines, seed=seed, clock=clock, heard=heard))
    except Killed:
        seen["killed at random"] += 1
        writer.take(Written(heard.lines, failure=RuntimeError("killed")))
    finally:
        turns.leave(writer.name)


def _processes(xero: Sandbox, writers: list[Writer], chance: random.Random, seen: Counter[str]) -> None:
    """Run both as processes; one is killed when some calls were made, and started again."""
    running = {writer.name: write(writer.folder, writer.config, writer.lines) for writer in writers}
    victim = chance.choice(writers)
    _kill(xero, running[victim.name], chance, seen)
    for writer in writers:
        process = running[writer.name]
        writer.take(finished(process))
        seen["syncs"] += 1
    victim.take(finished(write(victim.folder, victim.config, victim.lines)))
    seen["syncs"] += 1


def _kill(xero: Sandbox, process: subprocess.Popen[bytes], chance: random.Random, seen: Counter[str]) -> None:
    target = xero.counters.count() + chance.randint(4, 16)
    until = time.monotonic() + 10
    while process.poll() is None and xero.counters.count() < target and time.monotonic() < until:
        time.sleep(0.001)
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
        seen["SIGKILL"] += 1


def _in_books(xero: Sandbox) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for journal in live(xero):
        key = JournalKey.found_in(journal["Narration"])
        if key is not None:
            found.setdefault(key.journal_entry_id, []).append(journal)
    return found


def _nothing_missing(xero: Sandbox, writers: list[Writer], seed: int) -> None:
    """Raise where something acknowledged is not in the books, or anything was ever voided."""
    there = _in_books(xero)
    for writer in writers:
        missing = writer.acknowledged - there.keys() - writer.rejected()
        assert not missing, f"seed {seed}: {writer.name} acknowledged {sorted(missing)}, not in the books"
    journals = xero.books.collection("ManualJournals").values()
    gone = [each for each in journals if each["Status"] == "VOIDED" and "[RevRec " in each["Narration"]]
    assert not gone, f"seed {seed}: {len(gone)} journals were voided"


def _each_double_said(xero: Sandbox, writers: list[Writer], seed: int) -> int:
    """Return how many entries are there twice, each named by the last sync of both writers."""
    twice = {name for name, journals in _in_books(xero).items() if len(journals) > 1}
    for writer in writers:
        last = writer.runs[-1]
        errors = [text for text in last.log("ERROR") if text.startswith("POSTED_TWICE")]
        for name in twice & writer.entries.keys():
            # More than a few are named in one sentence, each with its ids.
            assert any(f"{name} " in text for text in errors), f"seed {seed}: {writer.name}, {name}"
        if twice - writer.entries.keys():
            assert any("more than once" in text for text in last.log("WARN")), f"seed {seed}: {writer.name}"
        if twice & writer.entries.keys() and writer.config["on_invalid"] == "post_nothing":
            assert last.failure is not None, f"seed {seed}: {writer.name} succeeded"
    return len(twice)


def _each_sent_by_one(xero: Sandbox, writers: list[Writer], seed: int) -> None:
    """Raise where a journal is not as one of the writers sent it, or a valid entry of neither is there."""
    there = _in_books(xero)
    for name, journals in there.items():
        wanted = [sorted(map(sent, writer.entries[name])) for writer in writers if name in writer.entries]
        for journal in journals:
            assert sorted(map(stored, journal["JournalLines"])) in wanted, f"seed {seed}: {name} is as nobody sent it"
    for writer in writers:
        if writer.config["on_invalid"] == "post_the_valid":
            missing = writer.entries.keys() - there.keys()
            assert not missing, f"seed {seed}: {writer.name} never posted {sorted(missing)}"
