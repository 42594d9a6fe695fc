"""A state goes out exactly as it came, and only when everything before it is safe."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from integration_tests.support.journals.syncs import REGION, codes, kept, names, rejects
from integration_tests.support.posting import Heard, catalog, entry, in_books, records, state, write_in_process

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox

Row = dict[str, Any]
ANSWER_LOST = ("lost_answer", "applied_error", "reset", "truncated_json", "late_commit")
NOT_APPLIED = ("server_error", "bad_gateway", "unavailable", "html", "rate_minute", "unauthorized")


@dataclass
class Witness(Heard):
    """Looks into Xero's books, and into the rejects, whenever a state goes out."""

    xero: Sandbox
    folder: Path | None = None
    lines: list[bytes] = field(default_factory=list)
    posted: list[list[str]] = field(default_factory=list)
    """The Journal Entry Ids in the books at each state."""
    rejected: list[list[str]] = field(default_factory=list)
    """The Journal Entry Ids in the rejects at each state."""

    def line(self, message: bytes) -> None:
        """Keep a message, and what there was by then."""
        super().line(message)
        if orjson.loads(message)["type"] == "STATE":
            self.posted.append(names(self.xero))
            found = rejects(self.folder) if self.folder else []
            self.rejected.append(sorted({each["Journal Entry Id"] for each in found}))


class Archivist(Witness):
    """Somebody who archives the option North as soon as the posting has begun."""

    def line(self, message: bytes) -> None:
        """Archive it when the log says so."""
        super().line(message)
        if b"Posting 2 journal entries" in message:
            self.xero.act("archive_tracking_option", category="Region", option="North")


def months(january: int) -> list[list[Row]]:
    """Return entries of January, JE-01 and so on."""
    return [entry(f"JE-{number:02}") for number in range(1, january + 1)]


# -- exactly as it came

ODD_STATES = (
    b'{"type": "STATE", "state": {"type":"STREAM",  "stream":{"stream_descriptor":{"name":"journal_entries"}}}}',
    b'{"state":{"stream":{"stream_state":{"b":1.0,"a":1e2,"c":12345678901234567890}},"type":"STREAM"},"type":"STATE"}',
    b'{"type":"STATE","state":{"type":"GLOBAL","global":{"shared_state":{"lsn":0.10}}},"id":7,"unknown":[null,{}]}',
    b'{"type":"STATE","state":{"data":{"name":"Z\\u00fcrich \xc3\xa9 \\/"}},"type":"STATE"}',
    b'  {"type":"STATE","state":{"type":"STREAM","sourceStats":{"recordCount":2.0}}}\t',
)
"""Other order of keys, spaces, digits, escapes, unknown fields, a field twice; a global and a legacy state."""


def test_states_come_out_byte_for_byte_in_their_order(xero: Sandbox) -> None:
    """Nothing of a state is rounded, sorted or left out; the counts of its records are added."""
    given: list[bytes] = []
    for number, odd in enumerate(ODD_STATES):
        given += [*records(entry(f"JE-{number}")), odd + (b"\r\n" if number % 2 else b"\n")]
    written = write_in_process(xero, xero.destination_config(), given)

    assert written.failure is None
    assert written.states() == [*ODD_STATES]


def test_states_without_a_journal_before_them_are_acknowledged(xero: Sandbox) -> None:
    """An increment that brought nothing is no reason to ask for it again."""
    written = write_in_process(xero, xero.destination_config(), [state(1), state(2)])

    assert written.failure is None
    assert written.states() == [state(1), state(2)]
    assert in_books(xero) == []


def test_states_of_several_streams_keep_their_order(xero: Sandbox) -> None:
    """Each is handed out once, between the others as it came."""
    given = [
        *records(entry("JE-1"), stream="one"),
        state(1, "one"),
        *records(entry("JE-2"), stream="two"),
        state(1, "two"),
        state(2, "one"),
    ]
    written = write_in_process(xero, xero.destination_config(), given, catalog("one", "two"))

    assert written.failure is None
    assert written.states() == [given[2], given[5], given[6]]


# -- never before its journals


def test_every_state_finds_its_journals_in_the_books(xero: Sandbox) -> None:
    """No state goes out before the last look, which comes after the last call of the organisation."""
    given: list[bytes] = []
    for number, rows in enumerate(months(60), 1):
        given += [*records(rows), *([state(number)] if number % 20 == 0 else [])]
    witness = Witness(xero)
    written = write_in_process(xero, xero.destination_config(), given, heard=witness)

    assert written.states() == [state(20), state(40), state(60)]
    assert [len(posted) for posted in witness.posted] == [60, 60, 60]


@pytest.mark.parametrize("kind", [*ANSWER_LOST, *NOT_APPLIED])
def test_a_state_waits_until_an_uncertain_outcome_is_settled(xero: Sandbox, kind: str) -> None:
    """Whatever becomes of the call and its answer, the journals are there once when the state goes out."""
    xero.fault(kind, "ManualJournals", method="PUT", count=1, **({"delay": 0.05} if kind == "late_commit" else {}))
    witness = Witness(xero)
    written = write_in_process(xero, xero.destination_config(), [*records(*months(3)), state(1)], heard=witness)
    assert xero.wait_for_late_commits()

    assert written.failure is None
    assert witness.posted == [["JE-01", "JE-02", "JE-03"]]
    assert names(xero) == ["JE-01", "JE-02", "JE-03"]


def test_an_outcome_that_stays_uncertain_acknowledges_nothing_that_was_not_looked_at(xero: Sandbox) -> None:
    """When Xero fails from the second call on, there is no last look: no state, and the next sync goes on."""
    given = [*records(*months(50)), state(50), *records(entry("JE-51")), state(51)]
    xero.fault("server_error", "ManualJournals", method="PUT", after=1)
    written = write_in_process(xero, xero.destination_config(), given)

    assert written.error()["failure_type"] == "transient_error"
    assert written.states() == []
    assert len(names(xero)) == 50

    xero.clear_faults()
    again = write_in_process(xero, xero.destination_config(), given)
    assert again.states() == [state(50), state(51)]
    assert len(names(xero)) == 51


def test_a_journal_on_both_sides_of_a_state_holds_it_back(xero: Sandbox) -> None:
    """Its first line came before the state, so that the state waits for the journal, although it is posted last."""
    debit, credit_ = entry("JE-FEB", day="2026-02-28")
    given = [*records([debit], *months(50)), state(1), *records([credit_]), state(2)]
    witness = Witness(xero)
    xero.fault("server_error", "ManualJournals", method="PUT", after=1)
    written = write_in_process(xero, xero.destination_config(), given, heard=witness)
    assert written.failure is not None
    assert len(names(xero)) == 50
    assert written.states() == []

    xero.clear_faults()
    written = write_in_process(xero, xero.destination_config(), given, heard=witness)
    assert written.failure is None
    assert [len(posted) for posted in witness.posted] == [51, 51]


def test_a_journal_that_waits_for_its_period_holds_back_the_states_after_its_first_line(xero: Sandbox) -> None:
    """What is held back comes again only if the platform did not go on without it."""
    first, second = entry("JE-2", **{"Period Status": "Open"})
    given = [
        *records(entry("JE-1", **{"Period Status": "Closed"})),
        state(1),
        *records([first]),
        state(2),
        *records([second], entry("JE-3", **{"Period Status": "Closed"})),
        state(3),
    ]
    written = write_in_process(xero, xero.destination_config(), given)

    assert written.failure is None
    assert written.states() == [state(1)]
    assert names(xero) == ["JE-1", "JE-3"]


# -- refused journals


def test_nothing_is_acknowledged_where_nothing_is_posted(xero: Sandbox, tmp_path: Path) -> None:
    """With post_nothing one broken journal holds back every state, although its reject is recorded."""
    given = [*records(entry("JE-1")), state(1), *records(entry("JE-2")[:1]), state(2)]
    written = write_in_process(xero, xero.destination_config(object_storage_config=kept(tmp_path)), given)

    assert codes(written)
    assert {each["Journal Entry Id"] for each in rejects(tmp_path)} == {"JE-2"}
    assert written.states() == []
    assert in_books(xero) == []


def test_a_state_passes_a_refused_journal_once_it_is_in_the_rejects(xero: Sandbox, tmp_path: Path) -> None:
    """With post_the_valid the reject is on the disk when the state goes out."""
    config = xero.destination_config(object_storage_config=kept(tmp_path), on_invalid="post_the_valid")
    given = [*records(entry("JE-1")[:1]), state(1), *records(entry("JE-2")), state(2)]
    witness = Witness(xero, tmp_path)
    written = write_in_process(xero, config, given, heard=witness)

    assert codes(written) == ["SINGLE_LINE", "UNBALANCED"]
    assert written.states() == [state(1), state(2)]
    assert witness.rejected == [["JE-1"], ["JE-1"]]
    assert witness.posted == [[], ["JE-2"]]


def test_a_state_does_not_pass_what_xero_refused_and_nobody_recorded(xero: Sandbox) -> None:
    """Where rejects are kept nowhere, a journal that Xero altered holds its state back, and those before it stand."""
    xero.set_switches(unknown_tracking_option="drop")
    given = [*records(entry("JE-1", Location="")), state(1), *records(entry("JE-2", Location="North")), state(2)]
    config = xero.destination_config(tracking_mapping=[{**REGION, "when_empty": "post_untagged"}])
    written = write_in_process(xero, config, given, heard=Archivist(xero))

    assert codes(written) == ["ALTERED_BY_XERO"]
    assert names(xero) == ["JE-1"]
    assert written.states() == [state(1)]


def test_without_a_state_everything_is_posted_all_the_same(xero: Sandbox) -> None:
    """Many sources send no state in a full refresh; the end of the input is enough."""
    written = write_in_process(xero, xero.destination_config(), records(*months(3)))

    assert written.failure is None
    assert written.states() == []
    assert names(xero) == ["JE-01", "JE-02", "JE-03"]
