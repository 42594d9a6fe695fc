"""Commands whose imports are paid once: a process that has them in its memory forks itself for each.

A command is a process all the same, with its own folder, environment, standard streams and exit code. How a program
starts, what it imports, what it does with a terminal and with signals is for the program itself to show.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from types import TracebackType
    from typing import Self

CONNECTORS = {
    "source-xero-revrec": "source_xero_revrec.run:run",
    "destination-xero-journals": "destination_xero_journals.run:run",
    "xero-sandbox": "xero_sandbox.cli:main",
}
"""Where each of the package's commands begins."""
IMPORTED = (
    "source_xero_revrec.run:load_cdk",
    "source_xero_revrec.entrypoint",
    "source_xero_revrec.set_up",
    "source_xero_revrec.close.command",
    "source_xero_revrec.workbook.command",
    "destination_xero_journals.commands.airbyte",
    "destination_xero_journals.commands.init",
    "destination_xero_journals.commands.plan",
    "destination_xero_journals.commands.post",
    "xero_sandbox.cli",
)
"""What they import; where a function is named, it imports."""


class Forked:
    """Runs programs of a Python as forks of one process of it."""

    def __init__(
        self,
        programs: Mapping[str, str] = CONNECTORS,
        imported: Iterable[str] = IMPORTED,
        python: str | Path = sys.executable,
    ) -> None:
        """Start the process; `programs` are named with module and function, as a package's entry points are."""
        self._programs, self._bin = programs, Path(python).parent
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [python, "-P", __file__, str(theirs.fileno()), *imported],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        self._answers = self._control.makefile()

    def __enter__(self) -> Self:
        """Hand out the runner."""
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        """End the process."""
        self._answers.close()
        self._control.close()
        self._process.kill()
        self._process.wait()

    def run(
        self,
        program: str,
        *words: str | Path,
        folder: Path,
        environment: Mapping[str, str] | None = None,
        given: bytes = b"",
        within: float = 240,
    ) -> subprocess.CompletedProcess[str]:
        """Run a program in a folder, with what it is given on standard input; fails unless it ends within seconds."""
        with tempfile.TemporaryDirectory() as name:
            source, out, err = Path(name, "in"), Path(name, "out"), Path(name, "err")
            source.write_bytes(given)
            asked = {
                "begin": self._programs[program],
                "words": [str(self._bin / program), *map(str, words)],
                "folder": str(folder),
                "environment": dict(os.environ if environment is None else environment),
                "streams": [str(source), str(out), str(err)],
            }
            self._control.settimeout(within)
            self._control.sendall(json.dumps(asked).encode() + b"\n")
            code = int(self._answers.readline())
            return subprocess.CompletedProcess(asked["words"], code, out.read_text("utf-8"), err.read_text("utf-8"))


def _serve(control: socket.socket) -> object:
    """Fork for each command that is asked for, and answer with its exit code; returns what the program's begin does."""
    with control.makefile() as questions:
        for question in questions:
            asked = json.loads(question)
            child = os.fork()
            if not child:
                control.close()
                return _begin(asked)
            _, status = os.waitpid(child, 0)
            control.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    return 0


def _begin(asked: Mapping[str, Any]) -> object:
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, name in enumerate(asked["streams"]):
        opened = os.open(name, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = asked["words"]
    return _named(asked["begin"])()


def _named(name: str) -> Callable[[], object]:
    module, _, function = name.partition(":")
    found = import_module(module)
    return getattr(found, function) if function else lambda: None


def _main(arguments: Sequence[str]) -> object:
    with socket.socket(fileno=int(arguments[0])) as control:
        for name in arguments[1:]:
            _named(name)()
        gc.freeze()
        return _serve(control)


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
