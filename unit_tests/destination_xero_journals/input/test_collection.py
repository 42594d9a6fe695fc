"""The lines of a sync in their temporary file."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from destination_xero_journals.input.collection import Collection

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

        assert found == {"JE-2": [("stream", {"n": 2})], "JE-1": [("stream", {"n": 1}), ("another stream", {"n": 0})]}
        assert list(collection.states(0, None)) == [(2, b"state")]
        assert list(collection.states(2, None)) == []
