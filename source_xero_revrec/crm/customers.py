"""The CRM's customers, read and checked."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from airbyte_cdk.models import FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from revrec_journals.line import without_point_zero
from source_xero_revrec.crm.calls import calls
from source_xero_revrec.crm.source import CrmFault, CrmUnavailable
from source_xero_revrec.rules.customer_match import CrmCustomer

if TYPE_CHECKING:
    import random

    from source_xero_revrec.crm.settings import Crm
    from source_xero_revrec.crm.source import CrmRecord, CrmSource, KeepToken
    from xero_api.clock import Clock

_PLACES_SHOWN = 5
_SPOILED = re.compile(r"-?[0-9](?:[.,][0-9]+)?[eE][+-][0-9]{2,3}|#+|#[A-Z/0]+[!?]?")
"""What Excel writes for a long number, and for one that it cannot show."""

_log = logging.getLogger("airbyte")


def read_customers(
    settings: Crm,
    *,
    clock: Clock,
    randomness: random.Random | None = None,
    keep_refresh_token: KeepToken | None = None,
) -> list[CrmCustomer]:
    """Read all customers, each id once, in the order of the source.

    `keep_refresh_token` is called with the new refresh token where Salesforce rotates it, before anything is read;
    without it, a rotation is a fault, because the next sync could not sign in. Raises CrmFault for what the user can
    mend: a missing file or column, refused credentials, a row without id, a spoiled id, one id with two names, no
    customer at all; CrmUnavailable for what another time mends. (Our choice: RevRec's documentation does not say.)
    """
    return _checked(settings.reader(calls(clock, randomness), keep_refresh_token))


def crm_fault(fault: CrmFault) -> AirbyteTracedException:
    """Return the CRM's fault as Airbyte's own error, transient where another sync mends it."""
    kind = FailureType.transient_error if isinstance(fault, CrmUnavailable) else FailureType.config_error
    return AirbyteTracedException(message=str(fault), internal_message=type(fault).__name__, failure_type=kind)


def _checked(source: CrmSource) -> list[CrmCustomer]:
    first_seen: dict[str, CrmRecord] = {}
    without_id: list[str] = []
    without_name: list[str] = []
    spoiled: list[str] = []
    for record in source.records():
        customer_id = without_point_zero(record.customer_id.strip())
        if not record.name.strip():
            without_name.append(record.place)
        elif not customer_id:
            without_id.append(record.place)
        elif _SPOILED.fullmatch(customer_id):
            spoiled.append(record.place)
        else:
            first = first_seen.setdefault(customer_id, record)
            if first.name != record.name:
                raise CrmFault(
                    f"{source.title} gives the customer id {customer_id} to two names: {first.name!r} "
                    f"({first.place}) and {record.name!r} ({record.place}). RevRec knows a customer by its id, so an "
                    f"id must have one name: correct one of them."
                )
    _refuse_half_known(source, without_id, without_name, spoiled)
    if not first_seen:
        found = f"{len(without_name)} without a name" if without_name else "none"
        raise CrmFault(
            f"{source.title} holds no customer (found: {found}), so every document would be pending. Check "
            f"that it is the right one and that names and ids are filled in."
        )
    if without_name:
        shown = _shown(without_name)
        _log.info("%s: %d without a name left out (%s), they match no contact.", source.title, len(without_name), shown)
    return [CrmCustomer(customer_id, record.name) for customer_id, record in first_seen.items()]


def _refuse_half_known(source: CrmSource, without_id: list[str], without_name: list[str], spoiled: list[str]) -> None:
    if without_id:
        raise _blank(source, "id", without_id)
    if without_name and not source.nameless_records_match_nothing:
        raise _blank(source, "name", without_name)
    if spoiled:
        raise CrmFault(
            f"{source.title} has {len(spoiled)} id{'s' * (len(spoiled) > 1)} that a spreadsheet took for a number and "
            f"spoiled ({_shown(spoiled)}), such as 1.23457E+11. Export it again without saving it in Excel, "
            f"or format the column as text and type the ids again."
        )


def _shown(places: list[str]) -> str:
    more = f" and {len(places) - _PLACES_SHOWN} more" if len(places) > _PLACES_SHOWN else ""
    return f"{', '.join(places[:_PLACES_SHOWN])}{more}"


def _blank(source: CrmSource, what: str, places: list[str]) -> CrmFault:
    return CrmFault(
        f"{source.title} has {len(places)} customer{'s' * (len(places) > 1)} without {what} ({_shown(places)}). "
        f"Every customer needs an id and a name: fill it in, or take the customer out."
    )
