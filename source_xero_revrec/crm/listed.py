"""Customers typed into the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.crm.source import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from source_xero_revrec.crm.settings import CrmList


class ListedCustomers:
    """The customers of the config."""

    title = "The CRM list in the configuration"
    nameless_entries_match_nothing = False

    def __init__(self, settings: CrmList) -> None:
        """Read from the config."""
        self._settings = settings

    def entries(self) -> Iterator[Entry]:
        """Yield the customers in the order of the form."""
        for number, listed in enumerate(self._settings.customers, start=1):
            yield Entry(f"entry {number}", listed.customer_id, listed.name)
