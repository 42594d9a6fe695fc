"""Standard output that cannot be written is one sentence on standard error, and a reader that goes away is none."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from xero_connectors.standard_output import output_checked

ROOT = Path(__file__).parent.parent.parent
FULL = Path("/dev/full")
PROGRAM = """
import logging, sys, threading
from xero_connectors.standard_output import output_checked
logging.basicConfig(stream=sys.stderr)
def much():
    for number in range({lines}):
        try:
            print("x" * 1000, flush={flush})
        except Exception as failure:
            sys.stderr.write(f"swallowed {{failure!r}}")
with output_checked():
    if {thread}:
        thread = threading.Thread(target=much)
        threading.excepthook = lambda _: None
        thread.start()
        thread.join()
    else:
        much()
    sys.exit(0)
"""


def ended(redirected: str, *, lines: int = 1, flush: bool = False, thread: bool = False) -> tuple[int, str]:
    """Return the exit code of a program that prints lines, its output redirected, and what it said beside it."""
    program = PROGRAM.format(lines=lines, flush=flush, thread=thread)
    command = redirected.replace("PROGRAM", '"$1" -c "$2"')
    done = subprocess.run(
        ["bash", "-c", command, "bash", sys.executable, program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="the system has no full disk to try")
@pytest.mark.parametrize("lines", [1, 500])
@pytest.mark.parametrize("flush", [True, False])
@pytest.mark.parametrize("thread", [True, False])
def test_a_full_disk_is_said_once(lines: int, flush: bool, thread: bool) -> None:  # noqa: FBT001
    """However little is printed, at once or when the program ends, and whichever thread meets it."""
    code, said = ended(f"PROGRAM > {FULL}", lines=lines, flush=flush, thread=thread)

    assert code == 1
    assert said == (
        "Standard output cannot be written (No space left on device): what it got by then is not whole. Free some "
        "space there, and run the command again.\n"
    )


def test_a_limit_that_is_reached_on_the_way_is_said(tmp_path: Path) -> None:
    """What fits is there."""
    code, said = ended(f"ulimit -f 8; PROGRAM > {tmp_path / 'out'}", lines=500)

    assert code == 1
    assert said.startswith("Standard output cannot be written (File too large): ")
    assert "ulimit -f" in said
    assert (tmp_path / "out").stat().st_size == 8 * 1024


@pytest.mark.parametrize("flush", [True, False])
def test_a_reader_that_goes_away_is_not_talked_about(flush: bool) -> None:  # noqa: FBT001
    """Before the first line or after it."""
    assert ended("{ sleep 0.3; PROGRAM; echo $? >&2; } | true", lines=500, flush=flush) == (0, "1\n")
    assert ended("{ PROGRAM; echo $? >&2; } | head -1", lines=500, flush=flush) == (0, "1\n")


def test_a_closed_output_is_said() -> None:
    """Before anything is done: a file that is opened then would get what is printed."""
    assert ended("PROGRAM >&-") == (
        1,
        "Standard output is closed, so that nothing can be printed. Send it to a file, or to /dev/null.\n",
    )


def test_what_can_be_written_is(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Whole, and with the exit code that the program has."""
    assert ended(f"PROGRAM > {tmp_path / 'out'}", lines=50) == (0, "")
    assert (tmp_path / "out").read_text() == f"{'x' * 1000}\n" * 50
    with output_checked():
        logging.getLogger("made-up").info("unseen")
        sys.stdout.write("seen\n")
    assert capfd.readouterr() == ("seen\n", "")
