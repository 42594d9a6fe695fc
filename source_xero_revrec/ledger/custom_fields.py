"""Custom fields are filled from tracking categories, so those must exist in Xero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_api.endpoints import TRACKING_CATEGORIES
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from source_xero_revrec.options import RevrecOptions
    from xero_connectors.organisations import Organisation


def prove_custom_fields(organisation: Organisation, options: RevrecOptions) -> None:
    """Raise ConfigFault where a custom field names a tracking category that the organisation does not have.

    The name must be Xero's to the letter: a column that stays empty for want of a capital would be noticed too late.
    """
    if not options.custom_fields:
        return
    endpoint = TRACKING_CATEGORIES
    answer = organisation.client.get(endpoint.path, scope=endpoint.scope, params=endpoint.params)
    known = sorted(category["Name"] for category in answer.body[endpoint.records_field])
    missing = [each for each in options.custom_fields if each.xero_tracking_category not in known]
    if missing:
        named = ", ".join(f"{each.revrec_field} from {each.xero_tracking_category!r}" for each in missing)
        raise ConfigFault(
            f"custom_fields fills {named}, and {organisation.name} has no such tracking category (found: "
            f"{', '.join(known) or 'none'}). Write its name as Xero does, or take the field out."
        )
