"""Dates of bills beside a contract's term: in "36 month contract, charged from 1 Feb 2026" no service is dated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.periods.writings.phrase import phrases

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.claims import Sentence

_BILLED = frozenset(
    phrases("""
    charged|invoiced|invoice|invoices|invoicing|billed|bill|bills|billing|billable|payable|paid|payment|payments
    instalment|instalments|installment|installments|repayment|repayments|repaid|debited|debits
    collected|berechnet|abgerechnet|zahlung|zahlungen|zahlbar|factur\u00e9|factur\u00e9e
    facturado|facturada|fatturato|fatturata|gefactureerd|betaling|betalingen
    """)
)
# What is paid for the service: "6 months rent from 1 Feb" has its term, "5 year lease, rent from 1 Feb" has not.
_PRICES = frozenset(
    phrases("""
    charge|charges|charging|fee|fees|rent|rents|rental|rentals|hire|premium|premiums|cost|costs|miete|loyer|alquiler
    canone|huur|rate
    """)
)
_CONTRACTS = frozenset(
    phrases("""
    contract|contracts|agreement|agreements|deal|lease|leases|finance|commitment|plan|tenancy|vertrag|contrat|contrato
    contratto|deed|facility|arrangement|financing
    """)
)
_APART = "c-s"


def bill(sentence: Sentence, first: int, last: int, *, of_contract: bool = False) -> str:
    """Return the word that makes a date one of bills, between two places, both looked at; nothing where none does.

    A price such as rent does so behind a contract, which `of_contract` says that the term names, or behind a comma.
    """
    for place in range(first, last + 1):
        word = sentence.quote(place, place).lower()
        is_apart = of_contract or (place > first and sentence.kinds[place - 1] in _APART)
        if word in _BILLED or (word in _PRICES and is_apart):
            return word
        of_contract = of_contract or word in _CONTRACTS
    return ""


def names_contract(sentence: Sentence, place: int) -> bool:
    """Tell whether the words directly behind a term, up to the next sign or date, name a contract."""
    for after in range(place + 1, len(sentence.tokens)):
        if sentence.kinds[after] not in "wV":
            return False
        if sentence.quote(after, after).lower() in _CONTRACTS:
            return True
    return False
