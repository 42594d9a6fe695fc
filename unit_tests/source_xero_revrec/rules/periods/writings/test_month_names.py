"""Months have names in the languages that invoices are written in."""

from __future__ import annotations

import re

import pytest

from source_xero_revrec.rules.periods.writings.month_names import (
    MONTH,
    MONTH_NUMBERS,
    MONTH_WITH_A_YEAR,
    ONLY_WITH_A_YEAR,
    month_number,
)

LANGUAGES = {
    "English": "january february march april may june july august september october november december",
    "short": "jan feb mar apr may jun jul aug sep oct nov dec",
    "German": "januar februar märz april mai juni juli august september oktober november dezember",
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "Italian": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "Dutch": "januari februari maart april mei juni juli augustus september oktober november december",
    "Portuguese": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "Finnish": (
        "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_of_a_language_are_those_of_the_year(language: str) -> None:
    """Each by its number, with a full stop or without."""
    names = LANGUAGES[language].split()

    assert [month_number(name) for name in names] == list(range(1, 13))
    assert [month_number(f"{name}.") for name in names] == list(range(1, 13))
    for pattern in (MONTH, MONTH_WITH_A_YEAR):
        assert all(re.fullmatch(pattern, f"{name}.") for name in names)


def test_words_that_are_also_months_are_months_beside_a_year() -> None:
    """A set of three is no September, and September has no second number."""
    assert {name: month_number(name) for name in ONLY_WITH_A_YEAR} == {
        "ene": 1, "gen": 1, "mag": 5, "ago": 8, "set": 9, "out": 10,
    }  # fmt: skip
    assert not set(ONLY_WITH_A_YEAR) & set(MONTH_NUMBERS)
    assert not re.match(MONTH, "set")
    assert re.fullmatch(MONTH_WITH_A_YEAR, "set")


@pytest.mark.parametrize("text", ["may be", "may not", "may incur", "mayor", "marching", "decor"])
def test_a_verb_and_a_longer_word_are_no_months(text: str) -> None:
    """It may be extended."""
    assert not re.match(MONTH, text)
    assert re.match(MONTH, "may begin")
    assert re.match(MONTH, "may beta")
