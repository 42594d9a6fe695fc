"""What services and software are called, after what else tells the purpose of a date."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.services import name_of_service


def name(text: str, word: str) -> str:
    """Return the name of a service that begins with a word of a text."""
    begin = text.index(word)
    return text[begin : name_of_service(text, begin, begin + len(word))]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("audit software licence, july 2026", "audit software"),
        ("call charges may 2026", "call charges"),
        ("credit checks june 2026", "credit checks"),
        ("price comparison feed june 2026", "price comparison feed"),
        ("contract it support june 2026", "contract it support"),
        ("contract for support june 2026", ""),
        ("contract march 2026", ""),
        ("refund software june 2026", ""),
        ("refund processing june 2026", "refund processing"),
        ("maintenance contract july 2026", "maintenance contract"),
        ("report june 2026", ""),
        ("payslips x 14, may 2026", "payslips"),
        ("payslips may 2026", ""),
        ("calls systems", "calls systems"),
        ("call servicestation", ""),
    ],
)
def test_a_noun_behind_it_names_a_service(text: str, called: str) -> None:
    """Nobody takes an audit in a month from the licence of software for it."""
    assert name(text, text.split(maxsplit=1)[0]) == called


@pytest.mark.parametrize(
    ("text", "word", "said"),
    [
        ("advert june 2026", "advert", "advert"),
        ("adverts, july 2026 issue", "issue", "issue"),
        ("advert, winter issue june 2026", "issue", ""),
        ("magazine, july 2026 issue", "issue", ""),
        ("page advert, june 2026 edition", "edition", "edition"),
    ],
)
def test_an_advert_is_had_in_the_month_of_its_issue(text: str, word: str, said: str) -> None:
    """An issue of another kind, or one that is named before its month, has its own date."""
    assert name(text, word) == said
