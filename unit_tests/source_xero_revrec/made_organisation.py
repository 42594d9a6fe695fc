"""An organisation whose calls a fake answers, and a sales ledger's options for it."""

from __future__ import annotations

from typing import Any, cast

from source_xero_revrec.options import RevrecOptions
from xero_connectors.organisations import Connected, Organisation


class FakeOrganisations:
    """The organisations that a configuration chose."""

    concurrent_calls = 1

    def __init__(self, **clients: object) -> None:
        """Name organisations by their ids."""
        self._found = [organisation(client, tenant, f"The company {tenant}") for tenant, client in clients.items()]

    def all(self) -> list[Organisation]:
        """Return them in order."""
        return self._found

    def names(self, organisation: Organisation) -> bool:
        """Tell that the configuration names each of them."""
        return organisation in self._found

    def connected(self) -> Connected:
        """Return them all: each is connected."""
        return Connected(self._found, [])


def organisation(client: object, tenant_id: str = "tenant-1", name: str = "Demo Company") -> Organisation:
    """Return an organisation that a fake stands behind."""
    return Organisation(tenant_id, name, cast("Any", client))


def options(**fields: Any) -> RevrecOptions:  # noqa: ANN401
    """Return the options of the form, checked as the form is."""
    return RevrecOptions.model_validate(fields)


def mapping(**fields: Any) -> RevrecOptions:  # noqa: ANN401
    """Return options with orders from a CRM of one customer."""
    crm = {"source": "list", "customers": [{"customer_id": "001", "name": "Boom FM"}]}
    return options(mode={"mode": "customer_name_mapping", "crm": crm}, **fields)
