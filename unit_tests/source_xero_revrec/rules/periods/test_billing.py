"""A date of bills is no date of the service."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.billing import bill, names_contract
from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.writings.lexer import tokens


def sentence(text: str) -> Sentence:
    """Return a text as its words."""
    return Sentence(text, tuple(tokens(text, (3, 31))))


@pytest.mark.parametrize(
    ("text", "word"),
    [("contract, charged", "charged"), ("invoiced", "invoiced"), ("finance, payments", "payments"),
     ("lease, rent", "rent"), (", rent", "rent"), ("lease rent", "rent"), ("agreement fee", "fee"),
     ("rent", ""), ("licence fee", ""), ("hosting & support fee", ""), ("payment gateway", ""), ("contract", "")],
)  # fmt: skip
def test_words_between_a_term_and_a_date_make_it_one_of_bills(text: str, word: str) -> None:
    """A billing word anywhere; what is paid, behind a contract or a comma alone."""
    words = sentence(text)

    assert bill(words, 0, len(words.tokens) - 1) == word


def test_a_price_before_the_date_is_a_bill_where_the_term_names_a_contract() -> None:
    """Rent from 1 Feb 2026 for 12 months is dated; beside a lease of 5 years it is not."""
    assert bill(sentence("Rent"), 0, 0) == ""
    assert bill(sentence("Rent"), 0, 0, of_contract=True) == "rent"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5 year lease", True), ("5 year equipment lease", True), ("5 years", False), ("5 years, lease", False),
     ("5 years 1 Feb 2026 lease", False)],
)  # fmt: skip
def test_a_term_names_a_contract_in_the_words_directly_behind_it(text: str, expected: bool) -> None:  # noqa: FBT001
    """Up to the next sign or date."""
    assert names_contract(sentence(text), 0) is expected
