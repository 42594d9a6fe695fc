"""The Organisation record, and its own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from unit_tests.xero_sandbox.conftest import NOON
from xero_sandbox.books.settings.organisation import local_day, organisation_record


@pytest.mark.parametrize(("country", "version", "zone"), [
    ("NZ", "NZ", "NEWZEALANDSTANDARDTIME"), ("GB", "UK", "GMTSTANDARDTIME"), ("US", "GLOBAL", "UTC"),
])  # fmt: skip
def test_an_organisation_is_of_its_country(country: str, version: str, zone: str) -> None:
    """Version, time zone and tax number; the lock dates are absent."""
    made = organisation_record("an-id", "A", "NZD", country, NOON)

    assert (made["Version"], made["Timezone"]) == (version, zone)
    assert bool(made["TaxNumber"]) == (version != "GLOBAL")
    assert "PeriodLockDate" not in made


def test_a_day_is_that_of_the_organisations_own_zone() -> None:
    """At noon UTC it is tomorrow in New Zealand's summer."""
    late = datetime(2026, 3, 2, 11, tzinfo=UTC)

    assert local_day({"Timezone": "NEWZEALANDSTANDARDTIME"}, late) == date(2026, 3, 3)
    assert local_day({"Timezone": "GMTSTANDARDTIME"}, late) == date(2026, 3, 2)
    assert local_day({"Timezone": "UTC"}, late) == date(2026, 3, 2)
