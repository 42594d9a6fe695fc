"""What the states of several streams remember together."""

from __future__ import annotations

from typing import Any

import pytest

from source_xero_revrec.ledger.memory import (
    recall,
    recall_held,
    recall_known,
    recall_looks,
    recall_numbers,
    recall_overrides,
    recalled,
)
from source_xero_revrec.ledger.state import Places


def test_memory_is_found_in_whatever_stream_has_it() -> None:
    """Streams that are selected together share it; a stream that is new remembers nothing yet."""
    saved: dict[str, dict[str, Any]] = {"products": {}, "pending_data": {"pending": {"document-1": 1}}}

    assert recall(saved, "pending") == {"document-1": 1}
    assert recall(saved, "crm") == ""
    assert recall({}, "tally") == {}


def test_what_any_stream_holds_is_looked_at_again() -> None:
    """One that was left out knows of other documents than the rest: what it was not told of is told again."""
    both, only_one = "ACCREC:x:1:2", "ACCREC:y:2"
    saved = {"customers": {"held": {"a": both}}, "products": {"held": {"a": both, "b": only_one}}, "recon_errors": {}}

    assert recall_held(saved, sure=True) == {"a": both, "b": "ACCREC::2"}
    assert recall_held(saved, sure=False) == {"a": "ACCREC::1:2", "b": "ACCREC::2"}


def test_looks_are_known_to_all_streams_where_they_are_known_to_one() -> None:
    """What they do not agree on is empty, and so is everything after an attempt that did not come to its end."""
    saved: dict[str, dict[str, Any]] = {
        "order_details": {"credited": {"a": "1", "b": "1", "c": "1"}},
        "billing_schedule": {"credited": {"a": "1", "b": "2"}},
        "products": {},
    }

    assert recall_looks(saved, "credited", sure=True) == {"a": "1", "b": "", "c": ""}
    assert recall_looks(saved, "credited", sure=False) == {"a": "", "b": "", "c": ""}
    assert recall_looks({"products": {}}, "credited", sure=True) == {}


@pytest.mark.parametrize(
    ("kept", "sure", "expected"),
    [
        ([["1001", True], ["1001", True]], True, ["1001", True]),
        ([["1001", True], ["1001", True]], False, ["1001", None]),
        ([["1001", True], ["1001", False]], True, ["1001", None]),
        ([None, ["1001", True]], True, ["1001", None]),
        ([["1001", True], None], True, ["1001", None]),
    ],
)
def test_a_number_that_any_stream_knows_as_shared_is_looked_at(
    kept: list[Any],
    sure: bool,  # noqa: FBT001
    expected: list[Any],
) -> None:
    """What was told of its order is known where all streams say the same after a sync that came to its end."""
    saved = {
        str(place): {"places": "somewhere", "shared_numbers": {"note": each} if each else {}}
        for place, each in enumerate(kept)
    }

    assert recall_numbers({**saved, "new": {}}, sure=sure) == {"note": expected}


@pytest.mark.parametrize(
    ("kept", "sure", "expected"),
    [
        ([["said", "a"], ["said", "a"]], True, ["said", "a"]),
        ([["said", "a"], ["said", "a"]], False, ["", "a"]),
        ([["said", "a"], ["said", "b"]], True, ["", "a", "b"]),
        ([["said", "a"], None], True, ["", "a"]),
    ],
)
def test_a_document_that_any_stream_knows_as_overridden_is_looked_at(
    kept: list[Any],
    sure: bool,  # noqa: FBT001
    expected: list[str],
) -> None:
    """By every id that bore the name, where the streams do not agree on it."""
    saved = {
        str(place): {"places": "somewhere", "overrides": {"number INV-7": each} if each else {}}
        for place, each in enumerate(kept)
    }

    assert recall_overrides({**saved, "new": {}}, sure=sure) == {"number INV-7": expected}


def test_what_all_streams_know_is_known_and_empty_where_they_differ() -> None:
    """What one of them has not met is not known."""
    saved: dict[str, dict[str, Any]] = {
        "order_details": {"account_codes": {"200": "REVENUE", "210": "REVENUE", "220": "REVENUE"}},
        "billing_schedule": {"account_codes": {"200": "REVENUE", "210": "LIABILITY"}},
        "products": {},
    }

    assert recall_known(saved, "account_codes") == {"200": "REVENUE", "210": ""}


def test_the_totals_and_faults_of_an_attempt_are_told_anew() -> None:
    """Their keys are known, and nothing of what they look like; findings of documents are as they were."""
    findings = {"document-1": ["I2"], "overrides: number X": ["a fault"]}
    saved: dict[str, dict[str, Any]] = {
        "recon_errors": {"findings": findings, "under_way": "2026-01-05T09:00:00.000+00:00"},
        "control_totals": {"sent": {"B1 2026-01 NZD": "digest"}},
    }

    found = recalled(saved, Places())

    assert found.sent == {"B1 2026-01 NZD": ""}
    assert found.findings == {"document-1": ["I2"], "overrides: number X": []}
