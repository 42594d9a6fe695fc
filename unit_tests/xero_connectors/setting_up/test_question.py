"""A question is answered by its flag."""

from __future__ import annotations

from xero_connectors.setting_up.question import Question


def test_a_question_is_asked_always_unless_it_says_otherwise() -> None:
    """Its name is its flag's, as a parsed command line has it."""
    question = Question("--deferred-account", "CODE", "Which?", "the account", lambda config, _: config)

    assert question.name == "deferred_account"
    assert question.applies({}, {})
