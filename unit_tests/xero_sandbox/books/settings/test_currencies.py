"""Currencies and the rates of days."""

from __future__ import annotations

from datetime import date, timedelta

from xero_sandbox.books.settings.currencies import currency, rate_on

DAY = date(2026, 2, 3)


def test_a_currency_has_its_name_or_its_code() -> None:
    """An unknown one is called by its code."""
    assert currency("NZD")["Description"] == "New Zealand Dollar"
    assert currency("XTS")["Description"] == "XTS"


def test_the_base_currency_is_one_to_one() -> None:
    """At the ten places of every rate."""
    assert str(rate_on("NZD", "NZD", DAY)) == "1.0000000000"


def test_a_rate_moves_a_little_from_day_to_day() -> None:
    """Within a few percent, and always the same for a day."""
    rates = {rate_on("NZD", "USD", DAY + timedelta(days=day)) for day in range(60)}

    assert len(rates) > 30
    assert max(rates) / min(rates) < 1.06
    assert rate_on("NZD", "USD", DAY) == rate_on("NZD", "USD", DAY)
