"""The CRM's customers, read and checked."""

from __future__ import annotations

import logging
import random
from typing import TYPE_CHECKING

from source_xero_revrec.crm.calls import Calls
from source_xero_revrec.crm.faults import CrmFault, CrmUnavailable
from source_xero_revrec.crm.file import CustomerFile
from source_xero_revrec.crm.hubspot import HubSpotCompanies
from source_xero_revrec.crm.listed import ListedCustomers
from source_xero_revrec.crm.salesforce import SalesforceRecords
from source_xero_revrec.crm.settings import Crm, CrmFile, CrmList, Salesforce
from source_xero_revrec.rules.customer_match import CrmCustomer
from xero_api.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable

    from source_xero_revrec.crm.source import CrmSource, Entry
    from xero_api.clock import Clock
    from xero_api.transport import Transport

__all__ = ["CrmFault", "CrmUnavailable", "read_customers"]

_PLACES_SHOWN = 5

_log = logging.getLogger("airbyte")


def read_customers(
    settings: Crm,
    *,
    transport: Transport,
    clock: Clock,
    randomness: random.Random | None = None,
    keep_refresh_token: Callable[[str], None] | None = None,
) -> list[CrmCustomer]:
    """Read all customers, each id once, in the order of the source.

    `keep_refresh_token` is called with the new refresh token where Salesforce rotates it, before anything is read;
    without it, a rotation is a fault, because the next sync could not sign in. Raises CrmFault for what the user can
    mend: a missing file or column, refused credentials, a row without id or name, one id with two names, no customer
    at all; CrmUnavailable for what another time mends. (Our choice: RevRec's documentation does not say.)
    """
    patience = Patience(clock, randomness or random.Random())  # noqa: S311 - jitter, not secrecy
    return _checked(_source(settings, Calls(transport, patience), keep_refresh_token))


def _source(settings: Crm, calls: Calls, keep_refresh_token: Callable[[str], None] | None) -> CrmSource:
    if isinstance(settings, CrmList):
        return ListedCustomers(settings)
    if isinstance(settings, CrmFile):
        return CustomerFile(settings, calls)
    if isinstance(settings, Salesforce):
        return SalesforceRecords(settings, calls, keep_refresh_token)
    return HubSpotCompanies(settings, calls)


def _checked(source: CrmSource) -> list[CrmCustomer]:
    first_seen: dict[str, Entry] = {}
    without_id: list[str] = []
    without_name: list[str] = []
    for entry in source.entries():
        customer_id = entry.customer_id.strip()
        if not entry.name.strip():
            without_name.append(entry.place)
        elif not customer_id:
            without_id.append(entry.place)
        else:
            first = first_seen.setdefault(customer_id, entry)
            if first.name != entry.name:
                raise CrmFault(
                    f"{source.title} gives the customer id {customer_id} to two names: {first.name!r} "
                    f"({first.place}) and {entry.name!r} ({entry.place}). RevRec knows a customer by its id, so an id "
                    f"must have one name: correct one of them."
                )
    if without_id:
        raise _blank(source, "id", without_id)
    if without_name and not source.nameless_entries_match_nothing:
        raise _blank(source, "name", without_name)
    if not first_seen:
        found = f"{len(without_name)} without a name" if without_name else "none"
        raise CrmFault(
            f"{source.title} holds no customer (found: {found}), so every document would be pending. Check "
            f"that it is the right one and that names and ids are filled in."
        )
    if without_name:
        _log.info("%s: %d without a name left out, they match no contact.", source.title, len(without_name))
    return [CrmCustomer(customer_id, entry.name) for customer_id, entry in first_seen.items()]


def _blank(source: CrmSource, what: str, places: list[str]) -> CrmFault:
    shown = ", ".join(places[:_PLACES_SHOWN])
    more = f" and {len(places) - _PLACES_SHOWN} more" if len(places) > _PLACES_SHOWN else ""
    return CrmFault(
        f"{source.title} has {len(places)} customer{'s' * (len(places) > 1)} without {what} ({shown}{more}). "
        f"Every customer needs an id and a name: fill it in, or take the customer out."
    )
