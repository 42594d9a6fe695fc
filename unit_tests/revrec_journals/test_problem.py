"""A problem is told in one line, and many of them in one sentence."""

from __future__ import annotations

import pytest

from revrec_journals.problem import Code, Problem, refusal


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem(Code.UNBALANCED, "Journal JE-1 is out of balance.", "10.00.", "0.00", "Mend it."),
            "UNBALANCED: Journal JE-1 is out of balance. Found: 10.00. Expected: 0.00. Mend it.",
        ),
        (Problem(Code.VALUE_MISSING, "Amount is empty"), "VALUE_MISSING: Amount is empty."),
    ],
)
def test_a_problem_is_one_line_with_all_that_is_known(problem: Problem, sentence: str) -> None:
    """What is not known is not mentioned, and no full stop stands twice."""
    assert problem.sentence() == sentence


def test_a_code_is_its_own_text() -> None:
    """Logs, rejects and documentation have the same word."""
    assert all(str(code) == code.name for code in Code)


def problems(count: int) -> list[Problem]:
    """Return different problems."""
    return [Problem(Code.VALUE_MISSING, f"No {number}") for number in range(count)]


def test_a_refusal_tells_ten_problems_and_counts_the_rest() -> None:
    """One that several entries have is told once."""
    told = refusal("a.csv", [*problems(12), *problems(12)])

    assert told.startswith("The journal entries of a.csv cannot be taken. VALUE_MISSING: No 0. VALUE_MISSING: No 1.")
    assert told.endswith("VALUE_MISSING: No 9. And 2 more.")
    assert refusal("a.csv", problems(10)).endswith("VALUE_MISSING: No 9.")


def test_letters_that_nobody_sees_are_shown_in_what_was_found() -> None:
    """Otherwise what was found would look like what is expected."""
    problem = Problem(Code.OPTION_UNKNOWN, "No option", found="West\u00a0Coast\u200b é 仕訳 -", expected="West Coast")

    assert problem.found == "West\\u00a0Coast\\u200b é 仕訳 -"
    assert "Found: West\\u00a0Coast\\u200b" in problem.sentence()


def test_what_is_near_in_xero_is_part_of_the_sentence() -> None:
    """Before what to do, since that may be to choose one of them."""
    problem = Problem(Code.ACCOUNT_UNKNOWN, "No account", "4000", "an account", "Map it", nearest=("400 A", "404 B"))

    assert problem.sentence() == (
        "ACCOUNT_UNKNOWN: No account. Found: 4000. Expected: an account. Nearest in Xero: 400 A; 404 B. Map it."
    )
