"""A configuration that was made for the other connector: both sign in alike, so that a short one fits both forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_connectors.config_fault import COMMENT, ConfigFault

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE, DESTINATION = "source-xero-revrec", "destination-xero-journals"
OWN = {
    SOURCE: frozenset(
        {"mode", "custom_fields", "service_periods", "start_date", "conversion_date", "paid_invoices_only"}
        | {"recognition", "journal_control", "credit_note_treatment", "product_code", "excluded_products"}
        | {"discard_zero_lines", "drop_personal_data"}
    ),
    DESTINATION: frozenset(
        {"status", "dry_run", "plan_fingerprint", "account_mapping", "tracking_mapping", "object_storage_config"}
        | {"missing_option", "narration", "on_invalid", "on_changed", "on_voided", "incremental_streams"}
        | {"locked_period", "aggregation", "format", "columns", "organisation_column", "rounding", "repeated_lines"}
        | {"show_on_cash_basis", "history_note", "supporting_workbook"}
    ),
}
"""The fields of each form that the other does not have."""


def made_by(program: str) -> str:
    """Return how the comment begins that `init` puts above a configuration."""
    return f"Made by {program} init."


def refuse_others(raw: Mapping[str, Any], program: str) -> None:
    """Raise ConfigFault for a configuration of the other connector: by its fields, or by the comment of `init`.

    Where there are fields of this connector too, it is one of this connector with some that it does not know.
    """
    filled = {name for name, value in raw.items() if value is not None}
    other = DESTINATION if program == SOURCE else SOURCE
    theirs = sorted(filled & OWN[other])
    if filled & OWN[program]:
        return
    if theirs:
        told = f"it has {', '.join(theirs)}"
    elif str(raw.get(COMMENT, "")).startswith(made_by(other)):
        told = f"its first line says that `{other} init` made it"
    else:
        return
    raise ConfigFault(
        f"The configuration cannot be used: it is one of {other} ({told}), and this is {program}. Give this "
        f"connector a configuration of its own; `{program} init` makes one."
    )
