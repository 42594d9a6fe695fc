"""What the destination takes, as a destination catalog for Airbyte's data activation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from revrec_journals.columns import REVREC_COLUMNS
from revrec_journals.layout import CREDIT, DEBIT

if TYPE_CHECKING:
    from destination_xero_journals.options import PostingOptions

OBJECT = "manual_journals"
_EITHER = (DEBIT, CREDIT)
"""Of the two, a line has one."""
_KINDS: dict[str, dict[str, Any]] = {
    "Transaction Date": {"type": "string", "format": "date"},
    "Amount": {"type": "number"},
    "Posting Type": {"type": "string", "enum": ["Debit", "Credit"]},
}


def destination_catalog(options: PostingOptions) -> dict[str, Any]:
    """Return the one object that is offered, with a property for each column that the configuration reads.

    Lines are appended and have no matching key: a line has no id of its own in RevRec's file, and by the journal
    entry's one line of it would be left.
    """
    layout = options.format.layout()
    columns = dict.fromkeys(name for name in (*REVREC_COLUMNS, *layout.further) if name not in layout.absent)
    columns |= dict.fromkeys(field.revrec_field for field in options.tracking_mapping)
    if options.organisation_column:
        columns[options.organisation_column] = None
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "additionalProperties": True,
        "required": [name for name in layout.required if name not in _EITHER],
        "properties": {name: _KINDS.get(name, {"type": "string"}) for name in columns},
    }
    return {
        "operations": [
            {
                "object_name": OBJECT,
                "sync_mode": "append",
                "json_schema": schema,
            }
        ]
    }
