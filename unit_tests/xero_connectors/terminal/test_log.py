"""The log's warnings are sentences for a person, and its errors are the command's own to tell."""

from __future__ import annotations

import io
import logging

import pytest

from xero_connectors.terminal.log import log_shown
from xero_connectors.terminal.screen import Screen


@pytest.mark.parametrize(
    ("level", "from_level", "shown"),
    [
        (logging.INFO, logging.WARNING, ""),
        (logging.INFO, logging.INFO, "Two are missing.\n"),
        (logging.WARNING, logging.WARNING, "Two are missing.\n"),
        (logging.ERROR, logging.INFO, ""),
        (logging.CRITICAL, logging.INFO, ""),
    ],
)
def test_a_line_of_the_log_is_a_sentence_from_a_level_on(level: int, from_level: int, shown: str) -> None:
    """What fails is told once, without a traceback; afterwards the log goes where it went before."""
    err = io.StringIO()
    logger, before = logging.getLogger("unit_tests.terminal"), logging.getLogger().handlers
    logger.setLevel(logging.INFO)

    with log_shown(Screen(io.StringIO(), err, {}), from_level):
        logger.log(level, "%s are missing.", "Two")

    assert err.getvalue() == shown
    assert logging.getLogger().handlers is before
