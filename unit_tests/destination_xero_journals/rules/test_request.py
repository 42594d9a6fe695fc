"""Journals as Xero takes them, in batches that it takes."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from destination_xero_journals.rules.journal import Journal, Tag
from destination_xero_journals.rules.request import (
    MOST_BYTES,
    MOST_JOURNALS,
    content,
    element_bytes,
    idempotency_key,
    journal_json,
    status_json,
)
from unit_tests.destination_xero_journals.rules.made_entries import REVENUE, journal, journal_line, tag


def sent(made: Journal, status: str = "POSTED") -> dict[str, Any]:
    """Return a journal as Xero parses it."""
    (parsed,) = json.loads(content([element_bytes(journal_json(made, status))]), parse_float=Decimal)["ManualJournals"]
    return dict(parsed)


def test_a_journal_is_sent_with_everything_explicit() -> None:
    """Neither the status nor the tax is left to what Xero takes by itself (xero-python#117)."""
    made = journal(journal_line("100.00", REVENUE, "Order 7", tag()), show_on_cash_basis=False)

    assert sent(made, "DRAFT") == {
        "Narration": "Revenue recognition January 2026 [RevRec JE-1]",
        "Date": "2026-01-31",
        "Status": "DRAFT",
        "LineAmountTypes": "NoTax",
        "ShowOnCashBasisReports": False,
        "JournalLines": [
            {
                "LineAmount": Decimal("100.00"),
                "AccountCode": "4000",
                "Description": "Order 7",
                "TaxType": "NONE",
                "Tracking": [
                    {
                        "Name": "Region",
                        "Option": "North",
                        "TrackingCategoryID": "category-region",
                        "TrackingOptionID": "option-north",
                    }
                ],
            }
        ],
    }


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_an_amount_is_sent_with_its_own_digits(amount: Decimal) -> None:
    """No float on the way, and no exponent."""
    body = content([element_bytes(journal_json(journal(journal_line(str(amount))), "POSTED"))])

    assert f'"LineAmount":{amount:f},'.encode() in body


def test_a_round_amount_is_sent_without_an_exponent() -> None:
    """Whatever form its Decimal has."""
    body = element_bytes(journal_json(journal(journal_line("1E+3")), "POSTED"))

    assert b'"LineAmount":1000,' in body


def test_an_account_without_a_code_is_sent_by_its_id() -> None:
    """Xero lets an account have none."""
    (line,) = sent(journal(journal_line("1.00", structs.replace(REVENUE, code=""))))["JournalLines"]

    assert line["AccountID"] == "id-4000"
    assert "AccountCode" not in line


def test_texts_are_sent_as_they_are() -> None:
    """Quotes, backslashes and other scripts."""
    text = 'a "b" \\ ü 請求 \U0001f600'

    assert sent(journal(journal_line("1.00", REVENUE, text)))["JournalLines"][0]["Description"] == text


def test_a_call_stays_below_what_xero_takes() -> None:
    """50 journals are what Xero recommends, and 3.5 MB what it takes."""
    assert (MOST_JOURNALS, MOST_BYTES) == (50, 3_000_000)


def test_a_status_is_changed_alone() -> None:
    """Approving and voiding touch nothing else."""
    assert status_json("mj-1", "VOIDED") == {"ManualJournalID": "mj-1", "Status": "VOIDED"}


def test_the_same_call_has_the_same_key_after_a_crash() -> None:
    """Whatever the order in which the known ids are given; Xero takes 128 characters."""
    key = idempotency_key("tenant", "PUT", b"body", ["b", "a"], "0")

    assert key == idempotency_key("tenant", "PUT", b"body", ["a", "b"], "0")
    assert len(key) <= 128
    # Another release has to give the same key, or a call that was cut off would be done twice.
    assert key == "201c28236b5568a8b185b127609ac70eb29c0a2716e1cc5af1e87610386f5dab"


@pytest.mark.parametrize(
    "other",
    [
        ("tenant 2", "PUT", b"body", ["a"], "0"),
        ("tenant", "POST", b"body", ["a"], "0"),
        ("tenant", "PUT", b"body 2", ["a"], "0"),
        ("tenant", "PUT", b"body", [], "0"),
        ("tenant", "PUT", b"body", ["a"], "1"),
        ("tenant", "PUT", b"body", ["a"], "0 refused before 2026-02-01T00:00:00+00:00"),
    ],
)
def test_another_call_has_another_key(other: tuple[str, str, bytes, list[str], str]) -> None:
    """Another organisation, method, body, history of voided journals, or an attempt after Xero's own no."""
    assert idempotency_key(*other) != idempotency_key("tenant", "PUT", b"body", ["a"], "0")


def test_an_option_that_was_just_created_is_sent_with_its_id() -> None:
    """The flow puts the id into the tag before this."""
    (line,) = sent(journal(journal_line("1.00", REVENUE, "", Tag("c", "o", "Region", "West"))))["JournalLines"]

    assert line["Tracking"][0]["TrackingOptionID"] == "o"
