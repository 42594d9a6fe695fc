"""Xero's TrialBalance report becomes one row per account."""

from __future__ import annotations

import logging
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import orjson
import pytest
from airbyte_cdk.models import SyncMode
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.streams.raw import RAW_STREAMS
from source_xero_revrec.streams.stream import COMPLETE
from source_xero_revrec.streams.trial_balance import TrialBalanceStream, read_rows, rows
from unit_tests.source_xero_revrec.made_organisation import FakeOrganisations
from unit_tests.source_xero_revrec.streams.reading import last_state, read
from xero_api.client import Answer
from xero_api.errors import WalkIncomplete
from xero_api.identity import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

(RAW,) = (raw for raw in RAW_STREAMS if raw.name == "trial_balance")


def line(name: str, *amounts: str, account_id: str | None = "account-1", kind: str = "Row") -> dict[str, Any]:
    """Return a row of the report, empty where no amounts are given; a row without an id stands for no account."""
    attributes = [{"Value": account_id, "Id": "account"}] if account_id else []
    return {
        "RowType": kind,
        "Cells": [{"Value": name, "Attributes": attributes}, *({"Value": amount} for amount in amounts or [""] * 4)],
    }


def report(*lines: dict[str, Any], title: str = "Revenue") -> dict[str, Any]:
    """Return a report with a header and one section."""
    return {
        "ReportID": "TrialBalance",
        "Rows": [
            {"RowType": "Header", "Cells": [{"Value": "Account"}, {"Value": "Debit"}, {"Value": "Credit"}]},
            {"RowType": "Section", "Title": title, "Rows": list(lines)},
        ],
    }


def answer_of(row: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with a report of one row."""
    return {"Reports": [{"Rows": [{"Rows": [row]}]}]}


def test_an_account_is_a_row_with_four_exact_amounts() -> None:
    """Month and year to date, debit and credit, in the base currency, with the report's day and section."""
    assert rows(report(line("Sales (200)", "", "1,250.50", "0.00", "12,345,678.90")), "2026-01-05") == [
        {
            "Date": "2026-01-05",
            "AccountID": "account-1",
            "AccountName": "Sales",
            "AccountCode": "200",
            "Section": "Revenue",
            "Debit": Decimal(0),
            "Credit": Decimal("1250.50"),
            "YTDDebit": Decimal("0.00"),
            "YTDCredit": Decimal("12345678.90"),
        }
    ]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Sales (200)", "Sales", "200"),
        ("Superannuation (Payable) (478)", "Superannuation (Payable)", "478"),
        ("Business Bank Account", "Business Bank Account", None),
        ("Wages (gross", "Wages (gross", None),
    ],
)
def test_name_and_code_are_told_apart(text: str, name: str, code: str | None) -> None:
    """The last parenthesis is the code; an account may have none."""
    (found,) = rows(report(line(text)), "2026-01-05")

    assert (found["AccountName"], found["AccountCode"]) == (name, code)


def test_totals_and_headers_are_left_out() -> None:
    """A total is no account, and a section without rows has none."""
    sections = report(line("Sales (200)"), line("Total", "1.00", account_id=None, kind="SummaryRow"))
    sections["Rows"].append({"RowType": "Section", "Title": "Empty"})
    sections["Rows"].append(
        {"RowType": "Section", "Rows": [line("Total", "1.00", account_id="account-1", kind="SummaryRow")]}
    )

    assert [found["AccountName"] for found in rows(sections, "2026-01-05")] == ["Sales"]


@given(st.lists(st.decimals(min_value=0, max_value=10**12, places=2), min_size=4, max_size=4))
def test_amounts_are_exact_whatever_their_size(amounts: list[Decimal]) -> None:
    """Thousands separators go, digits stay."""
    (found,) = rows(report(line("Sales (200)", *(f"{amount:,.2f}" for amount in amounts))), "2026-01-05")

    assert amounts == [found[column] for column in ("Debit", "Credit", "YTDDebit", "YTDCredit")]


@pytest.mark.parametrize(
    "text",
    ["n/a", "NaN", "Infinity", "1e999999", "1_000.00", "1.234,00", "12,34.00", "(5.00)", " 1.00", "\u0661", None],
)
def test_text_where_an_amount_belongs_is_named(text: Any) -> None:  # noqa: ANN401 - whatever Xero sent
    """What Xero does not write amounts like is no amount, also where a program could make a number of it."""
    with pytest.raises(ValueError, match=f"^Value is {re.escape(json_text(text))}, where an amount is needed$"):
        rows(report(line("Sales (200)", text, "", "", "")), "2026-01-05")


def test_a_row_of_another_shape_is_named() -> None:
    """Amounts that are missing or that nobody knows, and an account that comes twice, are no balance of it."""
    for amounts in (["1.00"] * 3, ["1.00"] * 5):
        with pytest.raises(ValueError, match=f"{len(amounts)} amounts of 'Sales', not 4"):
            rows(report(line("Sales (200)", *amounts)), "2026-01-05")
    with pytest.raises(ValueError, match="'Sales' twice"):
        rows(report(line("Sales (200)"), line("Sales (200)")), "2026-01-05")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "Reports is null, where a list is needed"),
        ({"Reports": []}, "Reports is [], where a list that holds something is needed"),
        ({"Reports": [None]}, "Reports.0 is null, where an object is needed"),
        ({"Reports": [{"Rows": None}]}, "Rows is null, where a list is needed"),
        ({"Reports": [{"Rows": {"Title": "Revenue"}}]}, 'Rows is {"Title": "Revenue"}, where a list is needed'),
        ({"Reports": [{"Rows": ["Revenue"]}]}, 'Rows.0 is "Revenue", where an object is needed'),
        ({"Reports": [{"Rows": [{"Rows": None}]}]}, "Rows is null, where a list is needed"),
        (answer_of({"RowType": "Row"}), "Cells is null, where a list is needed"),
        (answer_of({"Cells": []}), "Cells is [], where a list that holds something is needed"),
        (
            {"Reports": [{"Rows": [{"Rows": [{"Cells": [{"Attributes": 1}]}]}]}]},
            "Attributes is 1, where a list is needed",
        ),
        ({"Reports": [report(line(cast("Any", None)))]}, "Value is null, where a text is needed"),
        ({"Reports": [report(line("Sales (200)", account_id=cast("Any", 7)))]}, "Value is 7, where a text is needed"),
    ],
)
def test_a_report_of_another_shape_is_told_by_the_field_and_what_was_found(body: dict[str, Any], said: str) -> None:
    """In words of ours, whatever a program would say of it."""

    class Odd(FakeReports):
        def get(self, *_: object, **__: object) -> Answer:
            return Answer(body, datetime(2026, 1, 5, 9, tzinfo=UTC))

    with pytest.raises(WalkIncomplete) as told:
        read_rows(cast("Any", Odd()), date(2026, 1, 5))

    assert str(told.value) == (
        f"Xero's Trial Balance of 2026-01-05 cannot be understood: {said}. Nothing is guessed; try again later, and "
        f"report it if it goes on."
    )


class FakeReports:
    """Answers the one report that the trial balance is."""

    def __init__(self) -> None:
        """Remember what was asked for."""
        self.asked: list[Mapping[str, str]] = []

    def get(self, path: str, *, scope: str, params: Mapping[str, str]) -> Answer:
        """Return a report of one account."""
        assert (path, scope) == ("Reports/TrialBalance", "accounting.reports.trialbalance.read")
        self.asked.append(params)
        cells = [{"Value": "Sales (200)", "Attributes": [{"Id": "account", "Value": "a-200"}]}]
        cells += [{"Value": text} for text in ("", "10.00", "", "1,210.05")]
        section = {"RowType": "Section", "Title": "Revenue", "Rows": [{"RowType": "Row", "Cells": cells}]}
        return Answer({"Reports": [{"Rows": [section]}]}, datetime(2026, 1, 5, 9, tzinfo=UTC))


def test_the_trial_balance_is_one_call_for_each_organisation_and_day() -> None:
    """One row per account at the end of the day of the sync, keyed by organisation, day and account."""
    reports = FakeReports()
    stream = TrialBalanceStream(
        RAW, cast("Any", FakeOrganisations(demo=reports)), logging.getLogger("airbyte"), date(2026, 1, 5)
    )

    (row, *states) = list(read(stream, SyncMode.full_refresh))

    assert row.record is not None
    assert orjson.dumps(row.record.data["YTDCredit"]) == b"1210.05"
    assert [row.record.data[part] for (part,) in stream.primary_key] == ["demo", "2026-01-05", "a-200"]
    assert reports.asked == [{"date": "2026-01-05"}]
    assert last_state(states) == COMPLETE
