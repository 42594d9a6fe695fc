"""Lists of words and phrases, as they are written down in this folder: with strokes and lines between them."""

from __future__ import annotations


def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of a list."""
    return tuple(plain for phrase in text.replace("\n", "|").split("|") if (plain := phrase.strip()))


def first_word(text: str) -> str:
    """Return the letters with which a text begins."""
    stop = next((place for place, sign in enumerate(text) if not sign.isalpha()), len(text))
    return text[:stop]


def heads(*each: str) -> frozenset[str]:
    """Return the first word of each phrase, which ends where its letters end."""
    return frozenset(first_word(phrase) for phrase in each)
