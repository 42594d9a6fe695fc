"""The records as they were."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from unit_tests.xero_sandbox.conftest import NOON
from xero_sandbox.lists.past import Past


def test_what_was_there_at_the_beginning_has_always_been_so() -> None:
    """An endpoint that was never seen has nothing."""
    past = Past({"Invoices": {"1": {"Total": 5}}})

    assert past.records("Invoices", NOON - timedelta(days=9999)) == {"1": {"Total": 5}}
    assert past.records("Payments", NOON) == {}


def test_a_version_holds_what_is_nested_and_shared() -> None:
    """A contact that is renamed keeps its old name in the past."""
    contact = {"Name": "Ann"}
    records = {"Invoices": {"1": {"Contact": contact, "LineItems": [{"Tracking": [contact]}]}}}
    past = Past(records)
    contact["Name"] = "Anna"
    past.note(records, NOON)

    before, now = (past.records("Invoices", at)["1"] for at in (NOON - timedelta(seconds=1), NOON))
    assert (before["Contact"]["Name"], before["LineItems"][0]["Tracking"][0]["Name"]) == ("Ann", "Ann")
    assert now["Contact"]["Name"] == "Anna"


def test_a_record_that_goes_is_gone_from_then_on() -> None:
    """And is there again if it comes back."""
    past = Past({"TrackingCategories": {"1": {}}})
    past.note({"TrackingCategories": {}}, NOON)
    past.note({"TrackingCategories": {}}, NOON + timedelta(seconds=1))
    past.note({"TrackingCategories": {"1": {"Name": "A"}}}, NOON + timedelta(seconds=2))

    seen = [past.records("TrackingCategories", NOON + timedelta(seconds=second)) for second in (-1, 0, 1, 2)]
    assert seen == [{"1": {}}, {}, {}, {"1": {"Name": "A"}}]


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 3)), min_size=1, max_size=8))
def test_every_state_is_what_it_was(states: list[dict[str, int]]) -> None:
    """However records come, change and go."""

    def shaped(state: dict[str, int]) -> dict[str, dict[str, Any]]:
        return {key: {"Total": value} for key, value in state.items()}

    past = Past({"Invoices": shaped(states[0])})
    for second, state in enumerate(states):
        past.note({"Invoices": shaped(state)}, NOON + timedelta(seconds=second))

    for second, state in enumerate(states):
        assert past.records("Invoices", NOON + timedelta(seconds=second)) == shaped(state)
