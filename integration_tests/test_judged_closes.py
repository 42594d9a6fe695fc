"""Months closed one after another through random histories: the sandbox's own ledger is the judge of every close."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.deferrals import DEFERRED, REVENUE, Deferrals, deferring_sandbox
from integration_tests.support.judged_closes import SETTINGS, JudgedCloses, ledger_until
from integration_tests.support.soaks import soak
from source_xero_revrec.rules.recognition.settings import RecognitionSettings

if TYPE_CHECKING:
    from collections import Counter
    from datetime import date

    from xero_sandbox import Sandbox

SEEDS_IN_TEST = (1, 2, 3)
SEEDS_IN_SOAK = range(100, 1100)
STRAIGHT = RecognitionSettings(deferred_account="835", revenue_accounts={"835": "200"}, undated="at_invoice_date")


def trial(seed: int, months: int, *, meddling: bool) -> Counter[str]:
    """Live a history and close each of its months; returns what was done. Raises AssertionError with the story.

    For every third seed a voided document leaves the ledger on the day, not at its own date.
    """
    chance = random.Random(seed)
    with deferring_sandbox() as xero:
        if seed % 3 == 0:
            xero.set_switches(void_date="day_of_void")
        history, closes = Deferrals(xero, seed, meddling=meddling), JudgedCloses(xero)
        for month in range(months):
            day = history.live_month(chance.randint(3, 11))
            status = "DRAFT" if meddling and chance.random() < 0.15 else "POSTED"
            try:
                closes.close(day, status)
            except AssertionError as difference:
                story = "\n".join(history.done)
                raise AssertionError(f"seed {seed}, close {month}: {difference}\n{story}") from None
            if meddling and chance.random() < 0.4:
                history.approve_ours()
            if chance.random() < 0.25:
                history.lock(day)
        return history.counts + closes.counts


@pytest.mark.parametrize("meddling", [False, True])
@pytest.mark.parametrize("seed", SEEDS_IN_TEST)
def test_after_each_close_the_roll_forward_is_the_ledger(seed: int, *, meddling: bool) -> None:
    """Documents come late, change and go; people lock and reopen, write journals of their own and spoil ours.

    What the ledger holds beside the schedule has a name, to the cent, and a second close adds nothing.
    """
    counts = trial(seed, 12, meddling=meddling)

    assert counts["closes"] == 12
    assert counts["journals"] > 10


def balances(xero: Sandbox, day: date) -> dict[str, int]:
    """Return what the ledger has put on deferred and revenue accounts up to a day, in cents, credits positive."""
    ledger = ledger_until(xero, day)
    return {code: ledger[code] for code in (*DEFERRED, *REVENUE)}


def test_selling_into_the_liability_and_into_revenue_come_to_the_same() -> None:
    """One history, its lines coded to 835 in one company and to 200 in the other: the same balances, each month."""
    found: list[list[dict[str, int]]] = []
    for account in ("835", "200"):
        with deferring_sandbox() as xero:
            history = Deferrals(xero, 5, meddling=False, sold=(account,), outside=0)
            closes = JudgedCloses(xero, STRAIGHT)
            found.append([])
            for _ in range(10):
                day = history.live_month(6)
                closes.close(day)
                found[-1].append(balances(xero, day))

    assert found[0] == found[1]
    assert any(each["835"] for each in found[0])


def test_closing_each_month_and_once_at_the_end_come_to_the_same() -> None:
    """What the months gave away to later ones adds up to what all of them are worth together."""
    found = []
    for each_month in (True, False):
        with deferring_sandbox() as xero:
            history, closes = Deferrals(xero, 8, meddling=False), JudgedCloses(xero)
            for month in range(10):
                day = history.live_month(6)
                if each_month or month == 9:
                    closes.close(day)
            found.append(balances(xero, day))

    assert found[0] == found[1]


def test_after_everything_is_voided_nothing_is_left() -> None:
    """Not a cent in home currency either, whatever the rates were."""
    with deferring_sandbox() as xero:
        settings = replace(SETTINGS, undated="at_invoice_date")
        history, closes = Deferrals(xero, 4, meddling=False), JudgedCloses(xero, settings)
        for _ in range(6):
            day = history.live_month(8)
            closes.close(day)
        assert any(balances(xero, day).values())
        history.void_all()
        for _ in range(2):
            closes.close(history.live_month(0))
        day = history.live_month(0)

        assert balances(xero, day) == dict.fromkeys((*DEFERRED, *REVENUE), 0)


def test_a_history_is_the_same_for_the_same_seed() -> None:
    """A failing seed can be looked into."""
    stories = []
    for _ in range(2):
        with deferring_sandbox() as xero:
            history = Deferrals(xero, 11)
            for _ in range(6):
                history.live_month(8)
            stories.append((history.done, xero.books.control_totals()))

    assert stories[0] == stories[1]


def in_soak(seed: int) -> Counter[str]:
    """Live a history of 12 to 36 months, every second one with people who meddle."""
    return trial(seed, 12 + seed * 7 % 25, meddling=bool(seed % 2))


@pytest.mark.soak
def test_the_ledger_judges_a_thousand_histories() -> None:
    """Each of them after each close; counts are printed."""
    counts = soak("histories judged by the ledger", in_soak, SEEDS_IN_SOAK)

    assert counts["closes"] >= 12 * len(SEEDS_IN_SOAK)
    assert all(counts[each] for each in ("edit", "void", "credit_note", "reopen", "journals", "named: drafts"))
