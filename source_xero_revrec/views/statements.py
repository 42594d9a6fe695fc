"""The statements that make the views, one text for DuckDB, PostgreSQL and whatever else speaks standard SQL."""

from __future__ import annotations

import re
from importlib import resources

VIEWS = {
    "invoice_equals_contract": ("current_order_details", "current_billing_schedule"),
    "customer_name_mapping": ("current_billing_schedule", "revrec_pending"),
}
"""The views of each mode: only the tables of that mode exist."""

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


def views(schema: str, mode: str = "invoice_equals_contract") -> str:
    """Return the statements that create a mode's views beside the tables that a destination wrote, safe to run again.

    `schema` is where the tables are, with its database before a dot where there is one; a name that is not plain lower
    case is quoted as it stands. Raises ValueError for an empty name or an unknown mode.
    """
    if mode not in VIEWS:
        raise ValueError(f"There is no mode {mode!r}; the modes are {', '.join(VIEWS)}.")
    parts = schema.split(".")
    if not all(part.strip() for part in parts):
        raise ValueError(f"{schema!r} is not the name of a schema; give it as schema or database.schema.")
    quoted = ".".join(part if _PLAIN.fullmatch(part) else '"' + part.replace('"', '""') + '"' for part in parts)
    folder = resources.files(__package__)
    texts = (folder.joinpath(f"{view}.sql").read_text(encoding="utf-8") for view in VIEWS[mode])
    return "\n".join(text.replace("{schema}", quoted) for text in texts)
