"""Dates in which the month has a name."""

from __future__ import annotations

from datetime import date

import pytest

from source_xero_revrec.rules.periods.writings.lexer import tokens

DAY = (date(2026, 2, 3),) * 2
MONTH = (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    "text",
    [
        "3 feb 2026", "3rd of february 2026", "3-feb-26", "3/feb/2026", "3. feb. 2026", "03feb2026", "3 feb '26",
        "3 feb 26", "feb 3, 2026", "feb 3 2026", "february-03-2026", "feb 3rd, 2026", "3 de febrero de 2026",
        "3 février 2026", "3º febbraio 2026", "3 feb. '26", "feb 3, '26",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_way_of_writing_it(text: str) -> None:
    """With the month's name there is one reading."""
    (token,) = tokens(text, (3, 31))

    assert (token.kind, token.spans, token.stop) == ("D", (DAY, DAY), len(text))


@pytest.mark.parametrize(
    "text",
    ["feb 2026", "february, 2026", "feb-26", "feb '26", "feb-2026", "feb/2026", "feb2026", "feb. 2026", "2026-feb",
     "2026 feb", "2026/feb", "febrero de 2026"],
)  # fmt: skip
def test_a_month_is_read_in_every_way_of_writing_it(text: str) -> None:
    """From its first day to its last."""
    (token,) = tokens(text, (3, 31))

    assert (token.kind, token.spans, token.stop) == ("M", (MONTH, MONTH), len(text))


def test_two_figures_after_a_month_may_be_a_day_or_a_year() -> None:
    """The token knows both."""
    (token,) = tokens("feb 26", (3, 31))

    assert (token.kind, token.spans, token.month_days) == ("l", (MONTH, MONTH), ((2, 26), (2, 26)))


@pytest.mark.parametrize(
    ("text", "kind", "month_day", "number"),
    [
        ("3 feb", "p", (2, 3), 0),
        ("3rd feb", "p", (2, 3), 0),
        ("feb 3", "p", (2, 3), 0),
        ("feb 26th", "p", (2, 26), 0),
        ("feb", "m", (0, 0), 2),
        ("february", "m", (0, 0), 2),
    ],
)
def test_what_lacks_a_year_is_no_date_yet(text: str, kind: str, month_day: object, number: int) -> None:
    """A day of a month, or a month."""
    (token,) = tokens(text, (3, 31))

    assert (token.kind, token.month_days[0], token.month_days[1], token.number) == (kind, month_day, month_day, number)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("30 feb 2026", "D"),
        ("feb 1, 2", "pcN"),
        ("feb-26-jan-27", "M-M"),
        ("feb 3, 10-12 feb 2026", "pcN-D"),
        ("3 - mar '26", "N-M"),
        ("2026 may be", "Yww"),
        ("2026 feb 3", "Yp"),
        ("feb 12 months", "mT"),
        ("feb 3 days", "mT"),
        ("feb 26%", "mZ"),
        ("feb 26.50", "mX"),
        ("feb 9:30", "m"),
        ("set 2026", "M"),
        ("set 3", "wN"),
        ("february2026", "M"),
        ("febs", "w"),
    ],
)
def test_what_only_looks_like_a_month_is_something_else(text: str, kinds: str) -> None:
    """A price, a term, a verb, or a day and a year apart."""
    found = tokens(text, (3, 31))

    assert "".join(token.kind for token in found) == kinds
    assert kinds != "D" or found[0].spans == (None, None)


@pytest.mark.parametrize(
    "text", ["fit-out 2026", "lead-gen 2026", "hi-dec 2026", "semi-dec 3, 2026", "data-set '26", "x-mar"]
)
def test_a_short_name_glued_to_a_word_is_no_month(text: str) -> None:
    """It is the rest of that word."""
    assert {token.kind for token in tokens(text, (3, 31))}.isdisjoint("MDpm")


@pytest.mark.parametrize(
    "text", ["jan-dec 2026", "mid-dec 2026", "from-dec 2026", "15-dec-2026", "service-march 2026", "t-14 aug 2026"]
)
def test_a_name_glued_to_a_date_is_a_month(text: str) -> None:
    """So is one in full, and one behind its day."""
    assert not {token.kind for token in tokens(text, (3, 31))}.isdisjoint("MD")
