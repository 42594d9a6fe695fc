"""A process is killed at each of its write calls in turn: what it had acknowledged by then is in Xero's books."""

from __future__ import annotations

import re
import signal
import time
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from integration_tests.support.journals.syncs import REGION
from integration_tests.support.posting import (
    amounts,
    entry,
    finished,
    in_books,
    records,
    state,
    write,
    write_in_process,
)
from integration_tests.support.reading import counted
from revrec_journals.key import JournalKey

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
Lines = list[tuple[str, Decimal]]
UNTIL_ANSWERED = 60.0
"""Seconds for which Xero keeps an answer back; the process is long dead by then."""
TO_START = 20.0


@dataclass
class Moment:
    """A write call that Xero has carried out and not answered yet: the `number`th of its method, from 0."""

    method: str
    number: int


def kill_at(moment: Moment, xero: Sandbox, folder: Path, config: Row, lines: Sequence[bytes]) -> list[bytes]:
    """Start a process, kill it at a moment and return the states that it had acknowledged."""
    rule = xero.fault("slow", method=moment.method, after=moment.number, count=1, delay=UNTIL_ANSWERED)
    process = write(folder, config, lines)
    until = time.monotonic() + TO_START
    while not rule.fired and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    process.kill()
    written = finished(process)
    # What was struck is carried out before the sandbox answers this.
    counted(xero)
    xero.clear_faults()
    assert rule.fired, f"there was no such call: {written.log()}"
    assert process.returncode == -signal.SIGKILL
    return written.states()


def in_xero(xero: Sandbox) -> dict[str, Lines]:
    """Return the accounts and amounts of each journal in the books; two of one key fail the test."""
    found = [(JournalKey.found_in(journal["Narration"]), amounts(journal)) for journal in in_books(xero)]
    assert len({key for key, _ in found}) == len(found)
    return {key.journal_entry_id: lines for key, lines in found if key}


def sent(lines: Sequence[bytes]) -> dict[str, Lines]:
    """Return the accounts and amounts of each journal entry in an input."""
    entries: dict[str, Lines] = {}
    for line in lines:
        message = orjson.loads(line)
        if message["type"] == "RECORD":
            row = message["record"]["data"]
            sign = 1 if row["Posting Type"] == "Debit" else -1
            entries.setdefault(row["Journal Entry Id"], []).append(
                (row["Account Number"], sign * Decimal(row["Amount"]))
            )
    return {name: sorted(each) for name, each in entries.items()}


def finish(xero: Sandbox, config: Row, lines: Sequence[bytes]) -> None:
    """Sync once more; now everything is in the books once and every state is acknowledged."""
    written = write_in_process(xero, config, lines)
    assert written.failure is None, written.log("ERROR")
    assert written.states() == [line for line in lines if orjson.loads(line)["type"] == "STATE"]
    assert in_xero(xero) == sent(lines)


def month(**more: object) -> list[bytes]:
    """Return 120 journal entries, three calls to Xero, with a state after each ten."""
    lines: list[bytes] = []
    for number in range(1, 121):
        lines += records(entry(f"JE-{number:03}", f"{number}.00", **more))
        lines += [state(number)] if number % 10 == 0 else []
    return lines


@pytest.mark.parametrize("batches", [0, 1, 2])
def test_a_month_of_new_journals(xero: Sandbox, tmp_path: Path, batches: int) -> None:
    """Killed within its first, second or third call: no state is out before the last look at them all."""
    lines = month()
    config = xero.destination_config()
    states = kill_at(Moment("PUT", batches), xero, tmp_path, config, lines)

    assert states == []
    assert len(in_xero(xero)) == min(50 * (batches + 1), 120)
    finish(xero, config, lines)


def test_an_option_that_had_to_be_created(xero: Sandbox, tmp_path: Path) -> None:
    """Killed when the option is there and no journal is: nothing is acknowledged, and the option is not made twice."""
    lines = [*records(entry(Location="Central")), state(1)]
    config = xero.destination_config(tracking_mapping=[REGION], missing_option="create")

    assert kill_at(Moment("PUT", 0), xero, tmp_path, config, lines) == []
    assert in_xero(xero) == {}
    finish(xero, config, lines)
    options = [
        option["Name"]
        for category in xero.books.collection("TrackingCategories").values()
        for option in category["Options"]
    ]
    assert options.count("Central") == 1


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_journal_with_a_note_and_an_attachment(xero: Sandbox, tmp_path: Path, number: int) -> None:
    """Killed within the call for the journal, the note or the file: nothing is acknowledged, nothing is posted twice.

    Note and file go with the call that posts the journal: the next sync finds it there and adds neither.
    """
    lines = [*records(entry()), state(1)]
    workbook = tmp_path / "support.xlsx"
    workbook.write_bytes(b"a workbook")
    config = xero.destination_config(history_note=True, supporting_workbook=str(workbook))

    assert kill_at(Moment("PUT", number), xero, tmp_path, config, lines) == []
    finish(xero, config, lines)


@pytest.mark.parametrize("moment", [Moment("PUT", 0), Moment("POST", 0)], ids=["PUT", "POST"])
def test_changes_beside_new_journals(xero: Sandbox, tmp_path: Path, moment: Moment) -> None:
    """Killed within the call that creates, or the one that updates: neither is acknowledged before both are done."""
    config = xero.destination_config(on_changed="update")
    assert write_in_process(xero, config, records(entry("JE-1"), entry("JE-2"))).failure is None
    lines = [*records(entry("JE-1", "120.00")), state(1), *records(entry("JE-2", "90.00"), entry("JE-3")), state(2)]

    assert kill_at(moment, xero, tmp_path, config, lines) == []
    finish(xero, config, lines)


def test_the_approval_of_a_draft(xero: Sandbox, tmp_path: Path) -> None:
    """Killed within the call that approves: the next sync finds it posted."""
    lines = [*records(entry()), state(1)]
    assert write_in_process(xero, xero.destination_config(status="DRAFT"), lines).failure is None

    assert kill_at(Moment("POST", 0), xero, tmp_path, xero.destination_config(), lines) == []
    finish(xero, xero.destination_config(), lines)
    assert [journal["Status"] for journal in in_books(xero)] == ["POSTED"]


def test_a_journal_that_xero_altered(xero: Sandbox, tmp_path: Path) -> None:
    """Killed before it could be taken back: the next sync reports that it is not RevRec's."""
    lines = [*records(entry()), state(1)]
    xero.set_switches(journal_tax_type="account_default")

    assert kill_at(Moment("PUT", 0), xero, tmp_path, xero.destination_config(), lines) == []
    xero.set_switches(journal_tax_type="as_sent")
    written = write_in_process(xero, xero.destination_config(), lines)
    assert written.states() == []
    assert written.log("ERROR")[0].startswith("CHANGED")
    finish(xero, xero.destination_config(on_changed="update"), lines)


@pytest.mark.parametrize("number", [0, 1], ids=["marked", "voided"])
def test_a_journal_that_is_being_taken_back(xero: Sandbox, tmp_path: Path, number: int) -> None:
    """Killed within the call that changes its mark, or that voids it: the next sync voids it and posts it anew."""
    lines = [*records(entry()), state(1)]
    xero.set_switches(journal_tax_type="account_default")

    assert kill_at(Moment("POST", number), xero, tmp_path, xero.destination_config(), lines) == []
    xero.set_switches(journal_tax_type="as_sent")
    finish(xero, xero.destination_config(), lines)
    (wrong,) = in_books(xero, "VOIDED")
    assert re.search(r"\[RevRec JE-1 taken back [0-9a-f]{32}\]$", wrong["Narration"])
