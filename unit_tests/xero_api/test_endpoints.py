"""Xero's collections as its documentation has them."""

from __future__ import annotations

import pytest

from xero_api import endpoints
from xero_api.endpoints import Endpoint, Order

ALL = sorted((each for each in vars(endpoints).values() if isinstance(each, Endpoint)), key=lambda each: each.path)


def test_the_list_in_an_answer_is_named_after_the_path_or_has_its_own_name() -> None:
    """`Organisation` is the one whose list is called otherwise, and a report comes in a list of reports."""
    assert {each.path: each.records_field for each in ALL if each.path != each.records_field} == {
        "Organisation": "Organisations",
        "Reports/TrialBalance": "Reports",
    }


@pytest.mark.parametrize("endpoint", ALL, ids=lambda each: each.path)
def test_an_endpoint_is_known_by_one_path(endpoint: Endpoint) -> None:
    """No two collections share one, and none begins at the server's root."""
    assert [each.path for each in ALL].count(endpoint.path) == 1
    assert not endpoint.path.startswith("/")


def test_no_order_is_asked_of_manual_journals() -> None:
    """With any `order` in the request Xero ignores paging there and sends everything."""
    assert endpoints.MANUAL_JOURNALS.order is Order.BY_UPDATE
    assert "order" not in endpoints.MANUAL_JOURNALS.params


def test_a_transfer_is_read_whole_since_its_deletion_moves_no_timestamp() -> None:
    """Deleted ones come with the others, and nothing is left to If-Modified-Since."""
    assert endpoints.BANK_TRANSFERS.order is Order.WHOLE
    assert not endpoints.BANK_TRANSFERS.modified_since
    assert endpoints.BANK_TRANSFERS.params["includeDeleted"] == "true"


def test_parameters_that_endpoints_share_cannot_be_changed() -> None:
    """What one caller added would be sent with everybody's calls."""
    with pytest.raises(TypeError):
        endpoints.ITEMS.params["page"] = "1"  # type: ignore[index]
