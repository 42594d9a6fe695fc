"""Balances of Xero's ledger, asked for once a day, and told apart from a ledger that cannot be read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from source_xero_revrec.ledger.balances import AccountBalance, LedgerBalances, NotRead
from unit_tests.xero_api.made_records import made
from xero_api.client import Answer
from xero_api.errors import ScopeMissing, XeroError, XeroUnavailable
from xero_api.models import Account

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2026, 1, 31)


class FakeReports:
    """Answers the Trial Balance, or fails."""

    def __init__(self, *rows: tuple[str, str, str, str, str, str], failure: XeroError | None = None) -> None:
        """Take rows of account id, name as Xero writes it, Debit, Credit, YTD Debit and YTD Credit."""
        self.asked: list[str] = []
        self._rows = rows
        self._failure = failure

    def get(self, path: str, *, scope: str, params: Mapping[str, str]) -> Answer:  # noqa: ARG002 - as the client's
        """Return the report of a day."""
        self.asked.append(params["date"])
        if self._failure:
            raise self._failure
        rows = [
            {
                "RowType": "Row",
                "Cells": [
                    {"Value": name, "Attributes": [{"Id": "account", "Value": account}]},
                    *({"Value": amount} for amount in amounts),
                ],
            }
            for account, name, *amounts in self._rows
        ]
        section = {"RowType": "Section", "Title": "Liabilities", "Rows": rows}
        return Answer({"Reports": [{"Rows": [section]}]}, datetime(2026, 2, 1, tzinfo=UTC))


def balances(reports: FakeReports, *chart: tuple[str, str]) -> LedgerBalances:
    """Return the balances of a chart of ids and codes."""
    accounts = [
        made(Account, {"AccountID": account, "Code": code, "Name": "x", "Type": "CURRLIAB"}) for account, code in chart
    ]
    return LedgerBalances(cast("Any", reports), accounts)


def test_credits_are_positive_cents_by_the_code_of_the_chart() -> None:
    """The report writes `Name (Code)`, and names end in parentheses too: an account without a code goes by its id."""
    reports = FakeReports(
        ("a", "Deferred (835)", "", "10.00", "", "1,210.05"), ("b", "Bank (old)", "5.00", "", "7.00", "")
    )

    assert balances(reports, ("a", "835"), ("b", "")).at(DAY) == {
        "835": AccountBalance(121005, 1000),
        "b": AccountBalance(-700, -500),
    }


def test_a_day_is_asked_for_once() -> None:
    """Many accounts are tied to one answer."""
    reports = FakeReports()
    ledger = balances(reports)
    for day in (DAY, DAY, date(2026, 2, 28)):
        assert ledger.at(day) == {}

    assert reports.asked == ["2026-01-31", "2026-02-28"]


@pytest.mark.parametrize("amount", ["NaN", "1e999999", "0.005"])
def test_a_ledger_that_cannot_be_understood_is_none_either(amount: str) -> None:
    """The day is not known, and all that does without it goes on."""
    found = balances(FakeReports(("a", "Deferred (835)", "", "", "", amount))).at(DAY)

    assert isinstance(found, NotRead)
    assert found.reason == "NOT_READ"


@pytest.mark.parametrize(
    ("failure", "reason"),
    [(ScopeMissing("no scope"), "NOT_GRANTED"), (XeroUnavailable("down"), "NOT_READ")],
)
def test_a_ledger_that_cannot_be_read_is_no_ledger_of_zeros(failure: XeroError, reason: str) -> None:
    """Not granted is one thing, not answered another; neither fails the rest."""
    assert balances(FakeReports(failure=failure)).at(DAY) == NotRead(cast("Any", reason), failure)
