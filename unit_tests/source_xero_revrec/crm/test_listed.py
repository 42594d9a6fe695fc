"""Customers typed into the form are read as they stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.crm.source import CrmFault

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.source_xero_revrec.crm.conftest import Read


def test_the_list_is_read_in_its_order_without_a_call(read: Read, requests_mock: Mocker) -> None:
    """A name keeps its spaces, for it is compared to the letter."""
    customers = [{"customer_id": "2", "name": " Young Bros"}, {"customer_id": "1", "name": "Boom FM"}]

    assert read(source="list", customers=customers) == [("2", " Young Bros"), ("1", "Boom FM")]
    assert requests_mock.call_count == 0


def test_an_entry_is_named_by_its_number(read: Read) -> None:
    """A name that is blank is a slip in a list, and a person counts from one."""
    customers = [{"customer_id": "1", "name": "Boom FM"}, {"customer_id": "2", "name": " "}]

    with pytest.raises(CrmFault, match=r"The CRM list in the configuration has 1 customer without name \(entry 2\)"):
        read(source="list", customers=customers)
