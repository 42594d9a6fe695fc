"""Standard output that cannot be written: a full disk is said once, and a reader that goes away ends a command quietly.

Who writes, how and through which buffers is as before: only what the system says no to comes up here, by a name that
no handler of failures takes for one of a document, an organisation or a log.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xero_connectors.exit_code import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from typing_extensions import Buffer

_REMEDIES = {
    errno.ENOSPC: "Free some space there",
    errno.EDQUOT: "Free some space there, or have the quota raised",
    errno.EFBIG: "Raise the limit for the size of a file (`ulimit -f`), or choose a disk that takes larger ones",
}
_CLOSED = "Standard output is closed, so that nothing can be printed. Send it to a file, or to /dev/null.\n"


class OutputFault(BaseException):
    """Standard output cannot be written; the text is a sentence for the user, empty where nobody reads any more."""


class _Checked(io.FileIO):
    """A process's standard output; after the first fault, all that is still written to it is thrown away."""

    fault: OutputFault | None = None

    def write(self, data: Buffer, /) -> int:
        try:
            return super().write(data)
        except OSError as failure:
            # What is in buffers by now would fail again, at the latest when Python ends.
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), self.fileno())
            self.fault = OutputFault(_sentence(failure))
            raise self.fault from None


@contextmanager
def output_checked() -> Iterator[None]:
    """Tell on standard error what is wrong with standard output while the block runs, and end the process after it."""
    before = sys.__stdout__
    if sys.stdout is None or before is None:
        sys.stderr.write(_CLOSED)
        sys.exit(ExitCode.FAILED)
    if sys.stdout is not before:
        # A caller in this process reads what is printed.
        yield
        return
    before.flush()
    raw = _Checked(before.fileno(), "w", closefd=False)
    checked = _through(raw, before)
    sys.stdout = sys.__stdout__ = checked  # type: ignore[misc] # where Airbyte's CDK prints
    try:
        yield
    except OutputFault as fault:
        raw.fault = raw.fault or fault
    finally:
        with suppress(OutputFault):
            checked.flush()
        sys.stdout = sys.__stdout__ = before  # type: ignore[misc]
        if raw.fault is not None:
            _tell(raw.fault)
            sys.exit(ExitCode.FAILED)


def _through(raw: _Checked, like: TextIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=like.encoding,
        errors=like.errors,
        line_buffering=getattr(like, "line_buffering", False),
        write_through=getattr(like, "write_through", False),
    )


def _tell(fault: OutputFault) -> None:
    # What was noted on the way up is what had been done by then.
    said = " ".join(filter(None, (str(fault), *getattr(fault, "__notes__", ()))))
    if str(fault):
        with suppress(OSError):
            sys.stderr.write(f"{said}\n")


def _sentence(failure: OSError) -> str:
    if isinstance(failure, BrokenPipeError):
        return ""
    remedy = _REMEDIES.get(failure.errno or 0, "See what became of the place that it goes to")
    return (
        f"Standard output cannot be written ({failure.strerror or failure}): what it got by then is not whole. "
        f"{remedy}, and run the command again."
    )
