"""A text as words that a reading has to explain."""

from __future__ import annotations

import re

from source_xero_revrec.rules.periods.writings import numbers, quantities, taxes
from source_xero_revrec.rules.periods.writings.bill_terms import DAYS_NET, TERMS_OF_PAYMENT
from source_xero_revrec.rules.periods.writings.lengths import COUNTED_LENGTHS, LENGTHS_IN_WORDS, RATES
from source_xero_revrec.rules.periods.writings.named_months import DAYS_BEFORE_MONTHS, NAMED_MONTHS
from source_xero_revrec.rules.periods.writings.numeric_dates import NUMERIC_DATES, NUMERIC_DAYS
from source_xero_revrec.rules.periods.writings.shares import SHARES
from source_xero_revrec.rules.periods.writings.stays import STAYS
from source_xero_revrec.rules.periods.writings.token import DATED, UNDATED, Token, Writing
from source_xero_revrec.rules.periods.writings.words import DROPPED, role
from source_xero_revrec.rules.periods.writings.year_parts import PARTS, YEARS, YEARS_IN_FIGURES

_AFTER_FIGURE = (
    *numbers.NUMBERS_FIRST,
    *taxes.TAXES_IN_FIGURES,
    *quantities.AMOUNTS,
    *NUMERIC_DATES[:2],
    *DAYS_BEFORE_MONTHS,
    *PARTS,
    *YEARS,
    *DAYS_NET,
    *COUNTED_LENGTHS,
    *NUMERIC_DATES[2:],
    *numbers.QUANTITIES,
    *quantities.THINGS,
    *YEARS_IN_FIGURES,
    *NUMERIC_DAYS,
    *numbers.BARE_NUMBERS,
)
_IN_LETTERS = (
    *NAMED_MONTHS,
    *PARTS,
    *YEARS,
    *SHARES,
    *TERMS_OF_PAYMENT,
    *STAYS,
    *taxes.TAXES_IN_WORDS,
    *quantities.AMOUNTS_IN_WORDS,
    *numbers.NAMED_NUMBERS,
    *LENGTHS_IN_WORDS,
)
_BY_HEAD = {
    head: tuple(writing for writing in _IN_LETTERS if head in writing.heads)
    for head in frozenset[str]().union(*(writing.heads for writing in _IN_LETTERS))
}
_AFTER_SIGN = (*taxes.TAXES_BEHIND_A_SIGN, *RATES, *numbers.SIGNED_NUMBERS)

_PLAIN = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2192", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
    | dict.fromkeys("\u200b\u2060\ufeff_", " ")
    | {"\u2026": "..", "~": "-", "\u00d7": "x", "\u2715": "x", "\u2a2f": "x"}
)
_bullets = re.compile(r"^[^\S\n]*(?:[-=]*>|-+|[*+\u2022\u00b7\u25cf\u25aa\u2023])", re.MULTILINE).findall
_dash_before_a_line = re.compile(r"^[^\S\n]*(?:[-=]*>|-+)", re.MULTILINE).sub
_word = re.compile(r"[^\W\d_]+").match
_sign = re.compile(r"(?P<dash>[-=]*>|-+|\.{2,})|(?P<c>[,;|])|(?P<s>[.!](?= ))|(?P<L>[&+/])|(?P<Z>\?)").match
_SIGNS = {"dash": "-", "c": "c", "s": "s", "L": "L", "Z": "Z"}
_BETWEEN_DATES = frozenset({"a", "\u00e0", "y", "e", "en", "et", "ed", "al", "au", "ao"})


def plain(text: str) -> str:
    """Return a text with plain spaces, dashes and apostrophes, so that every writing has one form.

    Dashes that begin several lines are those of a list, and none of a range.
    """
    even = text.translate(_PLAIN)
    if "\n" in even and len(_bullets(even)) > 1:
        even = _dash_before_a_line(";", even)
    return " ".join(even.split())


def tokens(text: str, year_end: tuple[int, int]) -> list[Token]:
    """Return the words of a plain text in their order, without those that say nothing about a date.

    `year_end` is the (month, day) of the organisation's year end. Whatever looks like a date, a length or a number is
    among them.
    """
    lower = text.lower()
    if len(lower) != len(text):
        text = lower
    found: list[Token] = []
    place = 0
    while place < len(text):
        token = _next(text, lower, place, year_end)
        if token is None:
            place += 1
            continue
        place = token.stop
        if token.kind != DROPPED:
            found.append(token)
    return [_in_context(lower, found, index) for index in range(len(found))]


def _next(text: str, lower: str, place: int, year_end: tuple[int, int]) -> Token | None:
    first = lower[place]
    if first == " ":
        return None
    word = _word(lower, place)
    for way in _ways(lower, word, first):
        match = way.pattern.match(lower, place)
        token = way.read(match, year_end) if match else None
        if token:
            return token
    if stop := numbers.identifier(text, place):
        return Token("X", place, stop)
    if word:
        kind, stop = role(lower, place, word.end())
        return Token(kind, place, stop)
    sign = _sign(lower, place)
    return Token(_SIGNS[str(sign.lastgroup)], place, sign.end()) if sign else None


def _ways(lower: str, word: re.Match[str] | None, first: str) -> tuple[Writing, ...]:
    """Return the writings that can begin with a word, a figure or a sign."""
    if not word:
        return _AFTER_FIGURE if first.isdigit() else _AFTER_SIGN
    stop = word.end()
    glued = numbers.GLUED_NUMBERS if lower[stop : stop + 1].isdigit() or word[0] == "v" else ()
    return _BY_HEAD.get(word[0], ()) + glued


def _in_context(text: str, found: list[Token], index: int) -> Token:
    """Return a word as it is, or as any other word where it means something between two dates alone."""
    token = found[index]
    if token.kind not in "RL" or text[token.begin : token.stop] not in _BETWEEN_DATES:
        return token
    dates = DATED + UNDATED
    if 0 < index < len(found) - 1 and found[index - 1].kind in dates and found[index + 1].kind in dates:
        return token
    return Token("w", token.begin, token.stop)
