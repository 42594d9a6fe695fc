"""What is paid once, beside the period of something else."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.clauses import words_of
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.once import paid_once
from source_xero_revrec.rules.periods.writings.lexer import tokens

YEAR, DAYS = "1 May 2026 to 30 April 2027", "4 to 8 May 2026"


def once(text: str) -> str:
    """Return the words that say that something is paid or done once."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    (claim,) = claims(sentence)
    before = words_of(text, 0, sentence.tokens[claim.first].begin)
    after = words_of(text, sentence.tokens[claim.last].stop, len(text))
    return paid_once(sentence, claim, before, after)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"One-off onboarding, contract {YEAR}", "One-off"),
        (f"Contract {YEAR}, set-up fee", "set-up fee"),
        (f"Setup fee {YEAR}", "Setup fee"),
        (f"Booking fee, villa {DAYS}", "Booking fee"),
        (f"Booking fee software {DAYS}", ""),
        (f"Key money, lease {YEAR}", "Key money"),
        (f"Referral fee, contract {YEAR}", "Referral fee"),
        (f"Referral fees {YEAR}", ""),
        (f"Fuel, vehicle hire {DAYS}", "Fuel"),
        (f"Fuel card subscription {YEAR}", ""),
        (f"Admin fee for renewal {YEAR}", "Admin fee for renewal"),
        (f"Wartungsvertrag Server, Vertrag {YEAR}", ""),
        (f"Printer support, contract {YEAR}", ""),
        (f"Installation for your lease {YEAR}", "Installation for your lease"),
        (f"One-off job, contract {DAYS}", "One-off"),
        (f"Installation for hire {YEAR}", "Installation for hire"),
        (f"Legal fees re lease {YEAR}", "Legal fees"),
        (f"Delivery charge for hire {DAYS}", "Delivery charge"),
        (f"Inventory, tenancy {YEAR}", "Inventory"),
        (f"Inventory software licence {YEAR}", ""),
        (f"Legal fees {YEAR}", ""),
        (f"Survey fee for lease {YEAR}", "Survey fee"),
        (f"Survey of the lease {YEAR}", "Survey"),
        (f"Router supplied, contract {YEAR}", "Router"),
        (f"1 x handset with your contract {YEAR}", "handset"),
        (f"Router rental, contract {YEAR}", ""),
        (f"Router, {YEAR}", ""),
        (f"Maintenance of router, contract {YEAR}", ""),
        (f"One-off hire {DAYS}", ""),
        (f"Installation and lease {YEAR}", ""),
        (f"Installation for Acme {YEAR}", ""),
        (f"Installation for {YEAR}", ""),
        (f"One-off clean {DAYS}", ""),
        ("Setup fee May 2026", ""),
    ],
)
def test_a_fee_paid_once_has_no_period(text: str, words: str) -> None:
    """Nor has an installation for a contract; work of few days, which no contract is named beside, has them."""
    assert once(text) == words
