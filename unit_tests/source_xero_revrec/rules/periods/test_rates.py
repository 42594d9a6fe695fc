"""A price for a time beside a period."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.claims import Sentence
from source_xero_revrec.rules.periods.grammar import claims
from source_xero_revrec.rules.periods.rates import is_a_price
from source_xero_revrec.rules.periods.writings.lexer import tokens

YEAR, MONTH, DAYS = "1 May 2026 to 30 April 2027", "May 2026", "4 May 2026 to 8 May 2026"


def is_explained(text: str) -> bool:
    """Tell whether the one price for a time of a text leaves its period as it is."""
    sentence = Sentence(text, tuple(tokens(text, (3, 31))))
    (span,) = {claim.span for claim in claims(sentence) if claim.role == "period" and claim.span}
    return is_a_price(sentence, sentence.kinds.index("r"), span)


@pytest.mark.parametrize(
    "text",
    [
        f"Hosting per month {MONTH}",
        f"Licence \u00a3500 p.a. {YEAR}",
        f"Licence \u00a350 per month, {YEAR}",
        f"$20 per user per month {YEAR}",
        f"40 hours per month {YEAR}",
        f"CRM \u00a33 per mailbox per month {YEAR}",
        f"CRM \u00a33/mailbox/month {YEAR}",
        f"Cleaning twice a month {YEAR}",
        f"2 visits per quarter {YEAR}",
        f"Interest 8% p.a. {MONTH}",
        f"PA assistance {YEAR}",
        f"PM {MONTH}",
        f"Licence \u00a3500 p.a. pro rata {DAYS}",
        f"Cleaning each week {MONTH}",
        f"Cleaning 3 times per week {YEAR}",
    ],
)
def test_a_price_for_the_time_itself_or_of_what_is_counted_leaves_it(text: str) -> None:
    """A month's price may be that of each month of a licence, and interest is told by the year."""
    assert is_explained(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Hosting per month {YEAR}",
        f"Licence \u00a3500 p.a. {MONTH}",
        f"\u00a350 per month, lease {YEAR}",
        f"Rent \u00a350 pcm {YEAR}",
        f"Aluguel 900 por m\u00eas {YEAR}",
        f"Monatsmiete EUR 500 pro Monat {YEAR}",
        f"\u00a350 per quarter {YEAR}",
        f"2 visits per year {MONTH}",
        f"50 p.a. {MONTH}",
        f"Cleaning each week {YEAR}",
        f"\u00a3500 PA {MONTH}",
        f"Fees per term {YEAR}",
    ],
)
def test_a_price_for_another_time_is_left_over(text: str) -> None:
    """Beside a contract the range is the contract's, and the price may be all that is billed."""
    assert not is_explained(text)
