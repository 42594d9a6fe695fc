"""Progress is for somebody who watches; sentences are for everybody."""

from __future__ import annotations

import io
import logging

import pytest

from source_xero_revrec.workbook.terminal import Terminal, Warnings, starting


class Watched(io.StringIO):
    """A terminal that a person looks at."""

    def isatty(self) -> bool:
        """Tell that it is one."""
        return True


def test_progress_is_shown_now_and_then_to_somebody_who_watches() -> None:
    """The first row, and every five hundredth, on one line."""
    screen = Watched()
    terminal = Terminal(screen)

    for count in range(1, 1001):
        terminal.rows("Product", count)

    assert screen.getvalue().split("\r\033[K")[1:] == ["Product: 1 rows", "Product: 500 rows", "Product: 1,000 rows"]


def test_a_sentence_stands_on_a_line_of_its_own() -> None:
    """Progress is taken away first, and once."""
    screen = Watched()
    terminal = Terminal(screen)

    terminal.rows("Product", 1)
    terminal.say("Wrote it.")
    terminal.say("Done.")

    assert screen.getvalue() == "\r\033[KProduct: 1 rows\r\033[KWrote it.\nDone.\n"


def test_what_has_no_rows_yet_is_shown_as_it_is() -> None:
    """Signing in, sorting and packing take their time, too."""
    screen = Watched()

    Terminal(screen).rows("Sorting", 0)

    assert screen.getvalue() == "\r\033[KSorting ..."


@pytest.mark.parametrize(("screen", "shown"), [(Watched(), "Starting ...\r"), (io.StringIO(), "")])
def test_something_is_shown_before_the_program_is_loaded(screen: io.StringIO, shown: str) -> None:
    """To somebody who watches; the next line takes its place."""
    starting(screen)

    assert screen.getvalue() == shown


def test_a_log_is_spared_the_progress() -> None:
    """Sentences arrive all the same."""
    log = io.StringIO()
    terminal = Terminal(log)

    terminal.rows("Product", 1)
    terminal.say("Wrote it.")

    assert log.getvalue() == "Wrote it.\n"


@pytest.mark.parametrize(
    ("level", "shown"),
    [(logging.INFO, ""), (logging.WARNING, "Two are missing.\n"), (logging.ERROR, ""), (logging.CRITICAL, "")],
)
def test_warnings_are_sentences_and_errors_are_the_commands_own(level: int, shown: str) -> None:
    """What fails is told once, without a traceback."""
    out = io.StringIO()
    logger = logging.getLogger("unit_tests.terminal")
    logger.addHandler(Warnings(Terminal(out)))

    logger.log(level, "%s are missing.", "Two")

    assert out.getvalue() == shown
