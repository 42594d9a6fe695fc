"""An organisation whose calls a fake answers, and a sales ledger's options for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from source_xero_revrec.options import RevrecOptions

if TYPE_CHECKING:
    from xero_connectors.organisations import Organisation


@dataclass
class FakeOrganisation:
    """What the flow needs of an organisation."""

    tenant_id: str
    name: str
    client: Any


def organisation(client: object, tenant_id: str = "tenant-1") -> Organisation:
    """Return an organisation that a fake stands behind."""
    return cast("Organisation", FakeOrganisation(tenant_id, "Demo Company", client))


def options(**fields: Any) -> RevrecOptions:  # noqa: ANN401
    """Return the options of the form, checked as the form is."""
    return RevrecOptions.model_validate(fields)


def mapping(**fields: Any) -> RevrecOptions:  # noqa: ANN401
    """Return options with orders from a CRM of one customer."""
    crm = {"source": "list", "customers": [{"customer_id": "001", "name": "Boom FM"}]}
    return options(mode={"mode": "customer_name_mapping", "crm": crm}, **fields)
