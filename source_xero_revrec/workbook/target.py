"""What every place for the file can do, and how it says that it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class Undeliverable(Exception):
    """The file cannot go where it should; the message says what and why in one sentence."""


class Target(Protocol):
    """A place for one file, in which it appears whole or not at all."""

    address: str

    def check(self) -> None:
        """Find out whether the place can be written to, leaving nothing there; raises Undeliverable."""

    def scratch_folder(self) -> Path | None:
        """Return the folder in which the file is best made, None where any will do."""

    def deliver(self, made: Path) -> None:
        """Put the finished file in its place; raises Undeliverable, and then the place is as it was."""
