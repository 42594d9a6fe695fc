"""The lines of a sync in their temporary file."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from destination_xero_journals.input.collection import CollectedEntry, CollectedLine, CollectedState, Collection

if TYPE_CHECKING:
    from pathlib import Path

KILLED = """
import os, signal
from destination_xero_journals.input.collection import Collection
with Collection() as collection:
    for number in range(12_000):
        collection.add_line("tenant", f"JE-{number}", "stream", b"x" * 1_000, None)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_leaves_no_lines_behind(tmp_path: Path) -> None:
    """Twelve megabytes of a company's books are in no folder afterwards."""
    done = subprocess.run([sys.executable, "-c", KILLED], env={"TMPDIR": str(tmp_path), "PYTHONPATH": "."}, check=False)

    assert done.returncode == -signal.SIGKILL
    assert list(tmp_path.rglob("*")) == []


def test_lines_and_states_come_back_as_they_came() -> None:
    """By entry in the order of the first line, and of one identity the last."""
    first, second, other = (b'{"record":{"data":{"n":%d}}}' % number for number in range(3))
    with Collection() as collection:
        collection.add_line("tenant", "JE-1", "stream", first, "1")
        collection.add_state(b"state")
        collection.add_line("tenant", "JE-2", "stream", other, "2")
        collection.add_line("tenant", "JE-1", "stream", second, "1")
        collection.add_line("tenant", "JE-1", "another stream", first, "1")
        found = {each.journal_entry_id: collection.lines_of(each) for each in collection.entries()}

        again = CollectedLine("stream", data={"n": 1}, versions=False)
        assert found["JE-1"] == [again, CollectedLine("another stream", data={"n": 0}, versions=False)]
        assert found["JE-2"] == [CollectedLine("stream", data={"n": 2}, versions=False)]
        assert list(collection.states(0, None)) == [CollectedState(2, b"state", taken=1, refused=0)]
        assert list(collection.states(2, None)) == []


def test_lines_are_there_as_soon_as_they_are_added() -> None:
    """Also those that have not been written to the file yet, and those after the first five thousand."""
    with Collection() as collection:
        for number in range(5_002):
            collection.add_line("tenant", "JE-1", "stream", b'{"record":{"data":{"n":%d}}}' % number, None)
        found = collection.data_of(CollectedEntry("tenant", "JE-1", 1))

    assert [data["n"] for data in found] == list(range(5_002))


def test_organisations_come_in_the_order_of_their_first_line() -> None:
    """Each once; an entry of one id in two of them is two entries."""
    with Collection() as collection:
        for organisation in ("b", "a", "b"):
            collection.add_line(organisation, "JE-1", "stream", b"{}", None)

        assert collection.organisations() == ["b", "a"]
        assert list(collection.entries()) == [CollectedEntry("b", "JE-1", 1), CollectedEntry("a", "JE-1", 2)]
        assert (collection.lines, collection.state_count) == (3, 0)


def test_a_stream_has_every_column_that_was_seen_in_it() -> None:
    """Whichever line brought it; other streams have their own."""
    with Collection() as collection:
        collection.add_columns("stream", ["Amount"])
        collection.add_columns("stream", ["Class", "Amount"])
        collection.add_columns("another", ["Location"])

        assert collection.columns_of("stream") == {"Amount", "Class"}
        assert collection.columns_of("another") == {"Location"}
        assert collection.columns_of("nobody's") == frozenset()


def test_states_are_handed_out_between_two_positions() -> None:
    """After the one and before the other, each with its own."""
    with Collection() as collection:
        for number in range(1, 5):
            collection.add_state(b"%d" % number)

        assert [each.message for each in collection.states(1, 4)] == [b"2", b"3"]
        assert [(each.position, each.message) for each in collection.states(2, None)] == [(3, b"3"), (4, b"4")]
        assert list(collection.states(4, 4)) == []


def test_entries_whose_ids_are_spellings_of_one_another_are_found() -> None:
    """Within an organisation, in the order of their first lines; an entry of two lines is one."""
    rows = [("a", "JE-01"), ("a", "700"), ("b", "JE-1"), ("a", "JE-01"), ("a", "je-1"), ("a", "701"), ("a", "JE-1")]
    with Collection() as collection:
        for organisation, entry in rows:
            collection.add_line(organisation, entry, "stream", b"{}", None)

        assert [*collection.spelled_alike()] == [
            [CollectedEntry("a", "JE-01", 1), CollectedEntry("a", "je-1", 5), CollectedEntry("a", "JE-1", 7)]
        ]


def test_a_state_counts_the_records_since_the_last_one_of_its_stream() -> None:
    """Taken and refused, wherever the lines of an entry came; one that is about no stream counts them all."""
    given = [
        "one JE-1",
        "two JE-1",
        "state one",
        "one JE-2",
        "two JE-3",
        "state two",
        "one JE-1",
        "state one",
        "state ",
    ]
    with Collection() as collection:
        for each in given:
            stream, entry = each.split(" ")
            if stream == "state":
                collection.add_state(each.encode(), entry)
            else:
                collection.add_line("tenant", entry, stream, b"{}", None)
        counts = [(each.taken, each.refused) for each in collection.states(0, None, [1])]

        assert counts == [(0, 1), (2 - 1, 1), (1, 1), (2, 3)]
        assert [(each.taken, each.refused) for each in collection.states(0, 7, [])] == [(1, 0), (2, 0)]
        assert [(each.taken, each.refused) for each in collection.states(3, None, [4])] == [(2, 0), (1, 1), (4, 1)]


def test_a_record_that_a_newer_one_replaced_was_taken() -> None:
    """It arrived, and nothing of it is missing."""
    with Collection() as collection:
        for _ in range(2):
            collection.add_line("tenant", "JE-1", "stream", b"{}", "1")
        collection.add_state(b"state", "stream")

        assert [(each.taken, each.refused) for each in collection.states(0, None)] == [(2, 0)]
        assert [(each.taken, each.refused) for each in collection.states(0, None, [2])] == [(1, 1)]


def test_entries_are_known_of_which_nameless_rows_took_every_line() -> None:
    """One that keeps a line, or whose row moved to another entry, is none of them."""
    with Collection() as collection:
        for position, (name, identity) in enumerate([("A", "1"), ("A", "2"), ("B", "3"), ("B", "4"), ("C", "5")]):
            collection.add_line("tenant", name, "s", b"%d" % position, identity)
        for name, identity in (("", "1"), ("", "2"), ("", "3"), ("D", "5")):
            collection.add_line("tenant" if name else "", name, "s", b"{}", identity)

        assert [*collection.emptied()] == [CollectedEntry("tenant", "A", 2)]
        assert [each.journal_entry_id for each in collection.entries()] == ["B", "", "D"]
        assert collection.organisations() == ["tenant", ""]
