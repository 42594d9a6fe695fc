"""What holds good in a period without being a service of it."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.validity import held_good
from source_xero_revrec.rules.periods.writings.lexer import tokens

TERM, DATES = "12 months from 3 March 2026", "1 April 2026 to 30 April 2026"


def held(text: str) -> str:
    """Return the words by which the one period of a text is none of a service."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    (claim,) = claims(sentence)
    return held_good(sentence, claim)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"MOT test, valid {TERM}", "valid"),
        (f"First aid training, certificate valid for {TERM}", "valid"),
        (f"Discount on the licence valid {DATES}", "valid"),
        (f"Rates apply from {DATES}", "apply"),
        (f"Price lock {DATES}", "Price lock"),
        (f"Zertifikat g\u00fcltig {DATES}", "g\u00fcltig"),
        (f"Sale price {DATES}", "Sale price"),
        (f"Early bird discount only valid {DATES}", "discount"),
    ],
)
def test_an_offer_or_a_certificate_has_the_period(text: str, words: str) -> None:
    """Whatever stands before what says valid, unless it is a right that is had for so long."""
    assert held(text) == words


@pytest.mark.parametrize(
    "text",
    [
        f"Licence valid {TERM}",
        f"SSL certificate valid {DATES}",
        f"Valid from {DATES} - parking permit",
        f"Licence, valid {DATES}",
        f"Discount club {DATES}",
        "Certificate valid April 2026",
    ],
)
def test_a_right_is_had_as_long_as_it_is_valid(text: str) -> None:
    """And so is what no other word is named beside."""
    assert held(text) == ""


@pytest.mark.parametrize(
    ("paper", "words"),
    [("Boiler certificate", "valid"), ("Lift certificate is", "valid"), ("SSL certificate", ""), ("Licence", "")],
)
def test_a_certificate_tells_its_own_term(paper: str, words: str) -> None:
    """The end of what it certifies stands apart from the term."""
    text = f"{paper} valid until 3 July 2027, 12 months from 4 July 2026"
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    (claim,) = (claim for claim in claims(sentence) if claim.role == "period")

    assert held_good(sentence, claim) == words
