"""A terminal that a test watches: a command under a pseudo-terminal, as somebody at a keyboard runs it."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_SECONDS = 120
_CODES = re.compile(r"\033\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True)
class Shown:
    """What a command showed: its exit code, what the terminal was sent, and standard output where it went elsewhere."""

    code: int
    screen: str
    out: bytes = b""

    @property
    def lines(self) -> list[str]:
        """What is left on the screen at the end, without colours."""
        rows = self.screen.replace("\r\n", "\n").split("\n")
        # A carriage return with nothing but a cleared line after it leaves what comes last.
        return [_CODES.sub("", row.rsplit("\r\033[K", 1)[-1].rsplit("\r", 1)[-1]) for row in rows]

    @property
    def moved(self) -> bool:
        """Whether a line was drawn and taken away."""
        return bool(re.search(r"\r\033\[K[^\r\n]+\r", self.screen))


def on_a_terminal(
    *command: str | Path,
    folder: Path,
    stdout: BinaryIO | int | None = None,
    given: BinaryIO | int | None = None,
    answers: Sequence[tuple[str, str]] = (),
    environment: Mapping[str, str] | None = None,
) -> Shown:
    """Run a command whose streams are a terminal, but for those that are given.

    `answers` are typed one after the other, each as soon as what it answers is on the screen.
    """
    ours, its = pty.openpty()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=its if given is None else given,
        stdout=its if stdout is None else stdout,
        stderr=its,
        env={**os.environ, "TERM": "xterm", **(environment or {})},
        start_new_session=True,
    )
    os.close(its)
    try:
        with ThreadPoolExecutor(1) as beside:
            # A pipe that nobody empties would stop the command.
            piped = beside.submit(process.stdout.read) if process.stdout else None
            shown = _shown(ours, list(answers))
            return Shown(process.wait(_SECONDS), shown, piped.result() if piped else b"")
    finally:
        process.kill()
        os.close(ours)


def _shown(ours: int, answers: list[tuple[str, str]]) -> str:
    shown, answered = b"", 0
    while select.select([ours], [], [], _SECONDS)[0]:
        try:
            piece = os.read(ours, 65_536)
        except OSError:
            # Linux says so where the other end is closed.
            break
        shown += piece
        while answers and (place := shown.find(answers[0][0].encode(), answered)) >= 0:
            answered = place + len(answers[0][0].encode())
            os.write(ours, f"{answers.pop(0)[1]}\n".encode())
    assert not answers, f"never asked: {answers[0][0]}\n{shown.decode(errors='replace')}"
    return shown.decode(errors="replace")
