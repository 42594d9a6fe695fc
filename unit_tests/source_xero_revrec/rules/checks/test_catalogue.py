"""The catalogue of checks."""

from __future__ import annotations

import re

import pytest

from source_xero_revrec.rules.checks.catalogue import CATALOGUE, reference_table
from source_xero_revrec.rules.checks.check import GRAVITY, Check

CODES = ("UNREADABLE", "I1", "I2", "I3", "C1", "C2", "C3", "B1", "B2", "B3")
MORE_CODES = ("V1", "K1", "K2", "K3", "S1", "S2", "S3", "P1", "A1", "J3")
checks = pytest.mark.parametrize("check", CATALOGUE.values(), ids=lambda check: check.code)


def test_the_catalogue_holds_every_check_of_the_source() -> None:
    """The codes are those of the reconciliation set, in the order of reports."""
    assert [*CODES, *MORE_CODES] == list(CATALOGUE)


@checks
def test_a_check_says_what_it_means_and_what_to_do(check: Check) -> None:
    """Each reason has a remedy that ends as a sentence, and no two of one check share a reason."""
    reasons = [remedy.reason for remedy in check.remedies]

    assert check.title
    assert check.compares
    assert len(reasons) == len(set(reasons)) > 0
    assert all(re.fullmatch(r"[A-Z]\w.*\.", remedy.proposed_fix) for remedy in check.remedies)


@checks
def test_a_check_is_as_grave_as_its_gravest_reason(check: Check) -> None:
    """Severity and fix are those of the worst that the check can find."""
    worst = min(check.remedies, key=lambda remedy: GRAVITY[remedy.severity])

    assert (worst.severity, worst.proposed_fix) == (check.severity, check.proposed_fix)


def test_a_reason_that_is_not_in_the_catalogue_is_a_defect() -> None:
    """Nobody meets a reason without a remedy."""
    with pytest.raises(KeyError, match="I1"):
        CATALOGUE["I1"].remedy("BAD_WEATHER")


def test_the_reference_names_every_code_and_reason() -> None:
    """It has a row for each, as wide as its head."""
    table = reference_table().splitlines()

    assert all(line.count("|") == table[0].count("|") for line in table)
    for check in CATALOGUE.values():
        for remedy in check.remedies:
            assert [line for line in table if line.startswith(f"| {check.code} ") and f"| {remedy.reason} |" in line]
