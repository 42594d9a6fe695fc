"""Customers typed into the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from source_xero_revrec.crm.source import CrmRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from source_xero_revrec.crm.calls import Calls
    from source_xero_revrec.crm.source import CrmSource, KeepToken


class ListedCustomer(BaseModel):
    """One customer, typed into the form."""

    model_config = ConfigDict(title="Customer", extra="forbid")

    customer_id: str = Field(
        title="Customer ID",
        description="The customer's id in the CRM, which RevRec knows it by.",
        min_length=1,
        examples=["C-1009"],
        json_schema_extra={"order": 0},
    )
    name: str = Field(
        title="Customer name",
        description="The customer's name, letter by letter as the contact in Xero bears it.",
        min_length=1,
        examples=["Boom FM Ltd"],
        json_schema_extra={"order": 1},
    )


class CrmList(BaseModel):
    """Customers typed into the form."""

    model_config = ConfigDict(title="Type the customers in here", extra="forbid")

    source: Literal["list"] = Field(json_schema_extra={"order": 0})
    customers: list[ListedCustomer] = Field(
        title="Customers",
        description="The CRM's customers. Documents of a contact that is not among them are pending.",
        examples=[[{"customer_id": "C-1009", "name": "Boom FM Ltd"}]],
        json_schema_extra={"order": 1},
    )

    def reader(self, calls: Calls, keep_refresh_token: KeepToken | None) -> CrmSource:  # noqa: ARG002
        """Return what reads the customers."""
        return ListedCustomers(self)


class ListedCustomers:
    """The customers of the config."""

    title = "The CRM list in the configuration"
    nameless_records_match_nothing = False

    def __init__(self, settings: CrmList) -> None:
        """Read from the config."""
        self._settings = settings

    def records(self) -> Iterator[CrmRecord]:
        """Yield the customers in the order of the form."""
        for number, listed in enumerate(self._settings.customers, start=1):
            yield CrmRecord(f"entry {number}", listed.customer_id, listed.name)
