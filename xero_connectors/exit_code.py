"""How every command of both programs ends; docs/command-line.md has the same as a table."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a shell is told, whichever command it was.

    A configuration that cannot be used is FAILED in every command, as Airbyte's tools expect it of theirs: WRONG_USE
    is for what was typed after the command alone.
    """

    DONE = 0
    """It did what it is for."""
    FAILED = 1
    """It did not: a configuration, a file, a place or Xero stood in the way."""
    WRONG_USE = 2
    """The command line cannot be understood, or lacks something."""
    REFUSED = 3
    """It looked, and what it found must not go on: a close with findings, a plan with entries that cannot be posted."""
    INTERRUPTED = 130
    """Somebody stopped it with Ctrl-C or SIGTERM."""


class WrongUse(ValueError):
    """What was typed after a command is wrong; the message says what to type."""
