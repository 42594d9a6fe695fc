"""A text as it stands on a terminal: without what a terminal would obey, and as wide as its letters are."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """Return a text on one line without what a terminal or Excel would take for a command or refuse."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def harmless(text: str) -> str:
    """Return a text line by line without what a terminal would obey, such as a colour in an organisation's name."""
    if text.isprintable():
        return text
    return "\n".join("".join(each if each.isprintable() else " " for each in line) for line in text.split("\n"))


def left(text: str, width: int) -> str:
    """Return a text in a column of `width`, cut where it is longer."""
    short = cut(text, width)
    return short + " " * (width - columns(short))


def right(text: str, width: int) -> str:
    """Return a text at the right of a column of `width`, cut where it is longer."""
    short = cut(text, width)
    return " " * (width - columns(short)) + short


def cut(text: str, width: int) -> str:
    """Return a text that takes `width` columns at most."""
    if columns(text) <= width:
        return text
    kept = text
    while kept and columns(kept) > width - 1:
        kept = kept[:-1]
    return f"{kept}…"


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese letters take two, accents of their own none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text
    )
