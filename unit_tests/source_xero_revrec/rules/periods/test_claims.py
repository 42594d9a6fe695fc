"""The words of a text, and what pieces of it say."""

from __future__ import annotations

import re
from datetime import date

from source_xero_revrec.rules.periods.claims import Claim, Sentence, fault, period, shown
from source_xero_revrec.rules.periods.writings.lexer import tokens

DAY = (date(2026, 2, 1), date(2026, 2, 28))


def sentence(text: str, *, day_first: bool = True) -> Sentence:
    """Return a text as words."""
    return Sentence(text, tuple(tokens(text, (3, 31))), day_first=day_first)


def matched() -> re.Match[str]:
    """Return a match of the words 1 and 2."""
    match = re.compile("DR").search("SDR")
    assert match
    return match


def test_a_claim_explains_its_own_words_but_for_a_gap() -> None:
    """From its first word to its last."""
    claim = Claim(1, 4, "period", DAY, gap=range(2, 3))

    assert [claim.explains(place) for place in range(6)] == [False, True, False, True, True, False]
    assert Claim(1, 1, "start").explains(1)


def test_a_sentence_knows_its_words() -> None:
    """Their kinds, their days in its order, what stands between them and before them."""
    words = sentence("Users: 3/2 - 05/02/2026")

    assert words.kinds == "wu-D"
    assert words.span(3) == (date(2026, 2, 5), date(2026, 2, 5))
    assert words.month_day(1) == (2, 3)
    assert words.quote(1, 3) == "3/2 - 05/02/2026"
    assert [words.word_before(place) for place in (0, 1, 3)] == ["", "users", ""]
    american = sentence("3/2 05/02/2026", day_first=False)
    assert (american.span(1), american.month_day(0)) == ((date(2026, 5, 2), date(2026, 5, 2)), (3, 2))
    assert not words.whole


def test_a_period_has_days_or_a_fault() -> None:
    """A day that the calendar does not have is a fault."""
    assert period(matched(), DAY) == Claim(1, 2, "period", DAY, strong=True, ranged=False)
    assert period(matched(), DAY, ranged=True, strong=False) == Claim(1, 2, "period", DAY, "", False, True)  # noqa: FBT003
    assert period(matched(), None) == fault(matched(), "names a day that does not exist")
    assert fault(matched(), "why") == Claim(1, 2, "period", fault="why", strong=True)


def test_a_period_is_shown_to_people_of_every_country() -> None:
    """Months have names."""
    assert shown(DAY) == "1 Feb 2026 to 28 Feb 2026"
