"""Dates in numbers alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.rules.periods.writings.lexer import tokens

if TYPE_CHECKING:
    from source_xero_revrec.rules.periods.writings.token import Token

FEB_1, JAN_2 = (date(2026, 2, 1),) * 2, (date(2026, 1, 2),) * 2
MONTH = (date(2026, 3, 1), date(2026, 3, 31))


def only(text: str) -> Token:
    """Return the one word of a text."""
    (token,) = tokens(text, (3, 31))
    return token


@pytest.mark.parametrize(
    ("text", "kind", "spans"),
    [
        ("2026-02-01", "D", (FEB_1, FEB_1)),
        ("2026/2/1", "D", (FEB_1, FEB_1)),
        ("2026.02.01", "D", (FEB_1, FEB_1)),
        ("2026-02-01t10:30:00z", "D", (FEB_1, FEB_1)),
        ("2026-02-01t10:30+01:00", "D", (FEB_1, FEB_1)),
        ("2026-02-30", "D", (None, None)),
        ("01/02/2026", "D", (FEB_1, JAN_2)),
        ("1.2.26", "D", (FEB_1, JAN_2)),
        ("1-2-26", "D", (FEB_1, JAN_2)),
        ("31/01/2026", "D", ((date(2026, 1, 31),) * 2, None)),
        ("01/31/2026", "D", (None, (date(2026, 1, 31),) * 2)),
        ("31/02/2026", "D", (None, None)),
        ("02/31/2026", "D", (None, None)),
        ("31/02/26", "X", (None, None)),
        ("32/02/2026", "X", (None, None)),
        ("31/13/2026", "X", (None, None)),
        ("12/31/2026", "D", (None, (date(2026, 12, 31),) * 2)),
        ("31/00/2026", "X", (None, None)),
        ("20260201", "C", (FEB_1, FEB_1)),
        ("20260231", "C", (None, None)),
        ("20261301", "X", (None, None)),
        ("03/2026", "H", (MONTH, MONTH)),
        ("3.2026", "H", (MONTH, MONTH)),
        ("2026-03", "H", (MONTH, MONTH)),
        ("2009-09", "H", ((date(2009, 9, 1), date(2009, 9, 30)),) * 2),
        ("2009/10", "B", ((date(2009, 4, 1), date(2010, 3, 31)),) * 2),
    ],
)
def test_a_date_in_numbers_is_read_both_ways(text: str, kind: str, spans: object) -> None:
    """What no calendar has is a date that somebody meant, or none."""
    token = only(text)

    assert (token.kind, token.spans, token.begin, token.stop) == (kind, spans, 0, len(text))
    assert token.plain == (text[:4] in {"2026", "2009"} and kind in "DH")


@pytest.mark.parametrize(
    ("text", "month_days"),
    [
        ("3/2", ((2, 3), (3, 2))),
        ("31/1", ((1, 31), (31, 1))),
        ("1/31", ((31, 1), (1, 31))),
        ("29/2.", ((2, 29), (29, 2))),
    ],
)
def test_a_day_without_its_year_is_read_both_ways(text: str, month_days: object) -> None:
    """Where either is a day of any year."""
    token = only(text)

    assert (token.kind, token.month_days, token.stop) == ("u", month_days, len(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("1-2-26-31-1-27", "D-D"),
        ("1-2-2026-31-1-2027", "D-D"),
        ("2026-02-01-2027-01-31", "D-D"),
        ("09-12-26-4711", "X"),
        ("1-2-26-3-4", "X"),
        ("1-2-26-31-1-27-5", "X"),
        ("10.5.20.26", "X"),
        ("1/2/26/4", "X"),
        ("1/2/26/x", "DLw"),
        ("1/2/26.", "D"),
        ("1/2/26-5", "D-N"),
        ("45/60", "XLX"),
        ("31/31", "NLN"),
    ],
)
def test_a_number_that_goes_on_is_no_date(text: str, kinds: str) -> None:
    """Two dates with a dash between them are two dates."""
    assert "".join(token.kind for token in tokens(text, (3, 31))) == kinds
