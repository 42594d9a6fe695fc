"""What is decided about a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from source_xero_revrec.rules.recognition.line import Accounts, Held, Unscheduled, Way
from source_xero_revrec.rules.recognition.settings import RecognitionSettings
from unit_tests.source_xero_revrec.rules.recognition.made_lines import (
    DEFERRED,
    SALES,
    SETTINGS,
    SOLD_INTO,
    decided,
    line,
    recognised,
    sold_into,
    spread,
    voided,
)

QUARTER = "2026-01-01", "2026-03-31"


def test_the_accounts_follow_the_class_of_the_line() -> None:
    """A line booked to revenue is deferred on an account of its own, one sold into a liability goes back from there."""
    assert recognised(line(300, "2026-01-05", *QUARTER)).accounts == Accounts(DEFERRED, SALES, Way.REVENUE)
    assert recognised(sold_into(300, "2026-01-05", *QUARTER)).accounts == Accounts(SOLD_INTO, SALES, Way.LIABILITY)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"account_class": ""}, Held.UNKNOWN_ACCOUNT),
        ({"account_class": "EXPENSE"}, Held.NOT_REVENUE),
        ({"account_class": "ASSET"}, Held.NOT_REVENUE),
        ({"account_class": "EQUITY"}, Held.NOT_REVENUE),
        ({"account_class": "LIABILITY", "account": "820"}, Held.NO_REVENUE_ACCOUNT),
        ({"account_class": "LIABILITY", "account": "850"}, Held.NOT_REVENUE),
        ({"currency": "USD", "home": None}, Held.NO_RATE),
    ],
)
def test_what_cannot_be_recognised_says_why(fields: dict[str, str | None], reason: Held) -> None:
    """A bad debt or a deposit has no schedule, and a line without a rate waits for one."""
    settings = replace(SETTINGS, other_liabilities=frozenset({"850"}))

    assert decided(line(300, "2026-01-05", *QUARTER, **fields), settings) == Unscheduled(
        line(300, "2026-01-05", *QUARTER, **fields), reason
    )


def test_a_method_is_of_the_product_of_the_account_or_of_all() -> None:
    """The row says which of them decided, the product's before the account's."""
    settings = RecognitionSettings(
        deferred_account=DEFERRED, methods_of_products={"SETUP": "at_end"}, methods_of_accounts={"260": "daily"}
    )

    def method_of(**fields: str) -> tuple[str, str]:
        found = recognised(line(300, "2026-01-05", *QUARTER, **fields), settings)
        return found.method, found.rule

    assert method_of() == ("monthly", "default")
    assert method_of(account="260") == ("daily", "account")
    assert method_of(account="260", product="SETUP") == ("at_end", "product")
    assert method_of(product="SETUP") == ("at_end", "product")


def test_a_point_in_time_needs_no_period() -> None:
    """What its product or account says is recognised at once is recognised in the month of the document."""
    settings = replace(SETTINGS, methods_of_products={"PLAN": "point_in_time"})

    assert spread(line(300, "2026-02-05", *QUARTER), settings) == {"2026-02": 300}
    assert spread(line(300, "2026-02-05"), settings) == {"2026-02": 300}


def test_a_line_without_a_period_follows_the_setting() -> None:
    """Held by default; else at the document's date, or deferred until a period is known."""
    undated = line(300, "2026-02-05")

    assert decided(undated) == Unscheduled(undated, Held.NO_PERIOD)
    assert spread(undated, replace(SETTINGS, undated="at_invoice_date")) == {"2026-02": 300}
    deferred = recognised(undated, replace(SETTINGS, undated="defer"))
    assert (deferred.schedule.amounts, deferred.shares) == ((0,), None)


@pytest.mark.parametrize("half", [("2026-02-01", ""), ("", "2026-02-28")])
def test_half_a_period_is_none(half: tuple[str, str]) -> None:
    """One day of two says nothing of the months between."""
    assert decided(line(300, "2026-02-05", *half)) == Unscheduled(line(300, "2026-02-05", *half), Held.NO_PERIOD)


@pytest.mark.parametrize("undated", ["hold", "at_invoice_date", "defer"])
def test_texts_that_contradict_each_other_are_held_whatever_the_setting(undated: str) -> None:
    """A period that is there and cannot be read is no line without a period."""
    found = decided(line(300, "2026-02-05", problem="ambiguous"), replace(SETTINGS, undated=undated))

    assert isinstance(found, Unscheduled)
    assert found.reason is Held.AMBIGUOUS_PERIOD


def test_a_voided_line_needs_no_period() -> None:
    """Nothing is held where there is no amount."""
    assert spread(line(0, "2026-02-05")) == {"2026-02": 0}


def test_home_amounts_have_the_same_shares_of_their_own() -> None:
    """Never a rate on a rounded figure: 100.00 and 33.33 are spread each by itself."""
    found = recognised(line(10_000, "2026-01-05", *QUARTER, currency="USD", home=3_333))

    assert found.schedule.amounts == (3_333, 3_334, 3_333)
    assert found.home.amounts == (1_111, 1_111, 1_111)


def test_a_voided_line_says_whether_it_was_deferred() -> None:
    """By what it was: over months, sold into the liability, or without a period that is deferred until it has one."""
    open_end = replace(SETTINGS, undated="defer")

    assert recognised(voided(line(300, "2026-01-05", *QUARTER), "2026-02")).defers
    assert recognised(voided(sold_into(300, "2026-01-05", "2026-01-01", "2026-01-31"), "2026-02")).defers
    assert recognised(voided(line(300, "2026-01-05"), "2026-02"), open_end).defers
    assert not recognised(voided(line(300, "2026-01-05", "2026-01-01", "2026-01-31"), "2026-02")).defers
    assert not recognised(voided(line(300, "2026-01-05"), "2026-02")).defers
    assert not recognised(line(0, "2026-01-05", *QUARTER)).defers
