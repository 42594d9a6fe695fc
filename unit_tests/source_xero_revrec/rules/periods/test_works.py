"""The object of work is not the time of it."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.clauses import words_of
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.works import object_of_work
from source_xero_revrec.rules.periods.writings.lexer import tokens

YEAR, WEEK = "1 Apr 2025 - 31 Mar 2026", "4 - 8 May 2026"


def made(text: str) -> str:
    """Return the object of the work that the one period of a text is of."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    (claim,) = claims(sentence)
    before = words_of(text, 0, sentence.tokens[claim.first].begin)
    after = words_of(text, sentence.tokens[claim.last].stop, len(text))
    return object_of_work(sentence, claim, before, after)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Tax return, {YEAR}", "Tax return"),
        (f"Tax investigation {YEAR}", "Tax investigation"),
        (f"Tax investigation insurance {YEAR}", ""),
        (f"Data extract {YEAR}", "Data extract"),
        (f"Audit fee {YEAR}", "Audit"),
        (f"Report on energy use {YEAR}", "Report"),
        ("Analysis of Q1 2026", "Analysis"),
        (f"{YEAR} budget for Acme", "budget"),
        ("Accounts of Smith Trust y/e 31 March 2026", "Accounts"),
        ("Audit Acme Ltd, year ended 31 March 2026", "Audit"),
        ("For the year ended 31 March 2026: audit of Acme", "audit"),
        ("Year ended 31 March 2026 - tax return work", "tax return"),
        ("Preparation of accounts year ended 31 March 2026", "accounts"),
        (f"For {YEAR}: budget", "budget"),
        (f"Liasse fiscale exercice {YEAR}", "Liasse fiscale"),
        (f"Tax return 2025 {YEAR}", "Tax return"),
        (f"CT600 for the period {YEAR}", "CT600"),
        (f"P11D forms {YEAR}", "P11D forms"),
        (f"Betriebskostenabrechnung {YEAR}", "Betriebskostenabrechnung"),
        ("Audit services for the year ended 31 March 2026", "Audit"),
    ],
)
def test_an_object_has_the_period(text: str, words: str) -> None:
    """It stands directly before it or behind it, or leads to it; before the end of a year it may stand anywhere."""
    assert made(text) == words


@pytest.mark.parametrize(
    "text",
    [
        f"Audit software {YEAR}",
        f"Support with the audit, hosting {YEAR}",
        f"Software for returns {YEAR}",
        f"Audit {WEEK}",
        f"Report, then hosting {YEAR}",
        f"Performance review {YEAR}",
        f"{YEAR} budget tool",
        "Accounts preparation year ended 31 March 2026",
        "Accounting y/e 31 March 2026",
    ],
)
def test_a_service_is_named_by_its_object(text: str) -> None:
    """A tool for it, or support with it; an audit of few days takes place in them."""
    assert made(text) == ""
