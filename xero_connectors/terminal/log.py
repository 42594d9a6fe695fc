"""The connector's own log as sentences, in place of the CDK's JSON lines on standard output."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from xero_connectors.terminal.screen import Colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xero_connectors.terminal.screen import Screen


class Sentences(logging.Handler):
    """The log's sentences up to warnings; what fails is told once, by the command itself."""

    def __init__(self, screen: Screen, level: int) -> None:
        """Speak on a screen, from a level on."""
        super().__init__(level)
        self._screen = screen

    def emit(self, record: logging.LogRecord) -> None:
        """Say a sentence; errors come with a traceback that helps no accountant."""
        if record.levelno <= logging.WARNING:
            self._screen.say(record.getMessage(), Colour.DOUBTFUL if record.levelno == logging.WARNING else None)


@contextmanager
def log_shown(screen: Screen, level: int = logging.WARNING) -> Iterator[None]:
    """Say the log's sentences from a level on for as long as the block runs."""
    root = logging.getLogger()
    before, root.handlers = root.handlers, [Sentences(screen, level)]
    try:
        yield
    finally:
        root.handlers = before
