"""A number that belongs to a street is no day."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings.addresses import is_house_number


@pytest.mark.parametrize(
    "text",
    [
        "Rent, 14 High Street, July 2026",
        "Water, 11 Park Lane",
        "Rent 18-20 King Street",
        "Miete Hauptstr. 8, Juli 2026",
        "Miete Berliner Stra\u00dfe 12",
        "Loyer 25 rue de la Paix",
        "Affitto, Via Roma 22",
        "Alquiler C/ Mayor 14",
        "Huur Keizersgracht 7",
    ],
)
def test_a_number_at_a_street_is_a_houses(text: str) -> None:
    """Before an English or French street, behind those of other languages."""
    begin = next(place for place, sign in enumerate(text) if sign.isdigit())

    assert is_house_number(text, begin)


@pytest.mark.parametrize(
    "text", ["Onsite 2, 9-11 Feb 2026", "Hosting 7, Feb 2026", "Rack 14, June 2026", "Workshop 3 of 4"]
)
def test_a_number_elsewhere_is_none(text: str) -> None:
    """It may be a day."""
    begin = next(place for place, sign in enumerate(text) if sign.isdigit())

    assert not is_house_number(text, begin)
