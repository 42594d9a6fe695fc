"""An authorised request."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unit_tests.xero_sandbox.resources.conftest import Asking


def test_what_lies_below_a_record_is_in_lower_case(asking: Asking) -> None:
    """Nothing, where the path ends with the record."""
    assert asking.asked("Invoices/an-id/Attachments/a.txt").below == "attachments"
    assert asking.asked("Invoices/an-id").below == asking.asked("Invoices").below == ""


def test_anything_but_get_is_a_write(asking: Asking) -> None:
    """Whatever it is for."""
    assert not asking.asked("Invoices").is_write
    assert asking.asked("Invoices", "DELETE").is_write
