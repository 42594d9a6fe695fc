"""What else than the service a period belongs to."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.owners import owners
from source_xero_revrec.rules.periods.writings.lexer import tokens

TERM, DATES, WEEKS = "24 months from 1 May 2026", "1 May 2026 to 30 April 2028", "6 weeks from 1 May 2026"


def owned(text: str) -> list[str]:
    """Return the words to which the periods of a text belong."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    return owners(sentence, claims(sentence))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Payment terms {TERM}", "Payment terms"),
        (f"Net, over {WEEKS}", "Net"),
        (f"{TERM}: warranty", "warranty"),
        (f"{TERM}, payment terms", "payment terms"),
        (f"Warranty: {TERM}", "Warranty"),
        (f"Pump with extended warranty {TERM}", "warranty"),
        (f"Parcel delivery in {WEEKS}", "delivery"),
        ("24 months warranty on the pump from 1 May 2026", "warranty"),
        ("24 months parts warranty from 1 May 2026", "warranty"),
        (f"{WEEKS} delivery", "delivery"),
        (f"Pump, warranty {DATES}", "warranty"),
        (f"Pump, warranty on parts {TERM}", "warranty"),
        (f"Records kept on site for {TERM}", "kept"),
        (f"Warranty on parts, support {TERM}", ""),
        (f"Extended warranty on the pump {TERM}", ""),
        (f"Delivery of training {TERM}", ""),
        (f"Pump {DATES}, 24 months warranty", "warranty"),
        (f"Pump {DATES}, payment 24 months", "payment"),
        (f"Pump {DATES}, 24 months", ""),
        (f"Pump {DATES}, 24 months warranty software", ""),
        (f"{WEEKS} delivery of the pump", "delivery"),
        (f"Delivery window {DATES}", "Delivery window"),
        ("Delivery between 1 May 2026 and 14 May 2026", "Delivery"),
        ("Milk delivery between 1 May 2026 and 14 May 2026", ""),
        (f"Fee based on turnover {DATES}", "based"),
        (f"Fee based on 25 users {DATES}", ""),
        (f"Reference period {DATES}", "Reference period"),
        (f"Re-test {TERM}", "Re-test"),
        (f"Review {DATES}", ""),
        (f"Snagging period {DATES}", "Snagging period"),
        (f"MOT test valid {TERM}", "valid"),
        (f"Pump {DATES} (warranty)", ""),
        (f"Delivery {DATES}", ""),
        (f"Hosting {TERM}, payment terms", ""),
        (f"Hosting {TERM} payable", ""),
        (f"Hosting net {TERM}", ""),
    ],
)
def test_a_term_belongs_to_the_words_directly_beside_it(text: str, words: str) -> None:
    """Before it, behind it, or between it and its start; two dates belong to a warranty, and to no delivery."""
    assert owned(text) == ([words] if words else [])


@pytest.mark.parametrize(
    "text",
    [
        f"Payment gateway {TERM}",
        f"Plateforme de paiement {TERM}",
        f"Lease terms {TERM}",
        f"Extended warranty {TERM}",
        f"Parcel delivery for {WEEKS}",
        f"Pallets stored {TERM}",
        f"Staff retention {DATES}",
        f"Delivery software {DATES}",
    ],
)
def test_a_service_may_be_named_with_such_a_word(text: str) -> None:
    """Where the word is part of its name."""
    assert owned(text) == []


def test_an_owner_of_two_periods_is_told_once() -> None:
    """The same words in other places are not repeated."""
    assert owned(f"Warranty {DATES}, warranty {DATES}") == ["Warranty", "warranty"]
    assert owned(f"Warranty {DATES}, Warranty {DATES}") == ["Warranty"]
