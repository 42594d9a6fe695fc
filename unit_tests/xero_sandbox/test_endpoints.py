"""The table of the endpoints."""

from __future__ import annotations

from xero_sandbox.books.store import ID_FIELDS
from xero_sandbox.endpoints import ENDPOINTS, endpoint_named


def test_an_endpoint_is_found_in_any_case() -> None:
    """Organisation under both of its names; what is not there is nothing."""
    assert endpoint_named("manualJOURNALS") is ENDPOINTS["ManualJournals"]
    assert endpoint_named("Organisations") is endpoint_named("Organisation") is ENDPOINTS["Organisation"]
    assert endpoint_named("Elephants") is None


def test_an_array_is_called_after_its_endpoint() -> None:
    """But for the organisation's."""
    assert {each.array for each in ENDPOINTS.values() if each.array != each.name} == {"Organisations"}


def test_the_books_keep_what_can_be_read() -> None:
    """By the same ids; organisation, journals and reports are worked out."""
    kept = {name: each.id_field for name, each in ENDPOINTS.items() if name in ID_FIELDS}

    assert kept == ID_FIELDS
    assert ENDPOINTS.keys() - kept.keys() == {"Organisation", "Journals", "Reports"}
