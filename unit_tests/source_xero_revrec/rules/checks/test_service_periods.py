"""The checks on service periods are in the catalogue, in their order."""

from __future__ import annotations

from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.rules.checks.service_periods import OF_SERVICE_PERIODS


def test_they_stand_in_the_catalogue() -> None:
    """A check that is not there could not be told."""
    assert [CATALOGUE[check.code] for check in OF_SERVICE_PERIODS] == list(OF_SERVICE_PERIODS)
    assert [check.code for check in OF_SERVICE_PERIODS] == ["S1", "S2", "S3"]


def test_a_row_of_the_table_that_does_nothing_is_an_error() -> None:
    """Somebody decided something, and it is not so."""
    (overrides,) = (check for check in OF_SERVICE_PERIODS if check.code == "S3")

    assert {remedy.severity for remedy in overrides.remedies} == {"error"}
