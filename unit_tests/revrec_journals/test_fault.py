"""What is wrong with a line becomes a problem that names the line."""

from __future__ import annotations

from revrec_journals.fault import Fault, absent, either
from revrec_journals.problem import Code, Problem


def test_a_fault_becomes_a_problem_of_its_line() -> None:
    """What was found is cut to what a sentence can bear."""
    fault = Fault(Code.DATE_UNREADABLE, "it is no date", "x" * 100, "a day", "Write one")

    assert fault.of_line("Journal JE-1, line 2", 2) == Problem(
        Code.DATE_UNREADABLE, "Journal JE-1, line 2: it is no date", "x" * 60, "a day", "Write one", 2
    )


def test_an_empty_column_has_nothing_that_was_found() -> None:
    """None is no text."""
    assert absent("Amount", "Write it").of_line("Line 2", 2).found == ""


def test_words_are_put_as_a_choice() -> None:
    """As people put it."""
    assert [either(words) for words in ("A", "AB", "ABC")] == ["A", "A or B", "A, B or C"]
