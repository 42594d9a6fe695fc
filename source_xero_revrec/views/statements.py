"""The statements that make the views, and the command `source-xero-revrec views` that prints them.

There is one text for DuckDB, PostgreSQL and whatever else speaks standard SQL.
"""

from __future__ import annotations

import re
import sys
from importlib import resources
from typing import TYPE_CHECKING

from xero_connectors.command_line import command_parser
from xero_connectors.exit_code import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

VIEWS = {
    "invoice_equals_contract": ("current_order_details", "current_billing_schedule"),
    "customer_name_mapping": ("current_billing_schedule", "revrec_pending"),
}
"""The views of each mode: only the tables of that mode exist."""
OF_RECOGNITION = ("current_revenue_schedule", "waterfall", "prior_period")
"""The views of what is there where revenue is recognised here, which each invoice as a contract allows."""

_EPILOG = """\
It runs on DuckDB, PostgreSQL and other warehouses with standard SQL, as often as you like.

for example:
  source-xero-revrec views --schema xero > views.sql
"""
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


def views(schema: str, mode: str = "invoice_equals_contract", *, recognition: bool = False) -> str:
    """Return the statements that create a mode's views beside the tables that a destination wrote, safe to run again.

    With `recognition` there are also those of the revenue schedule.
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
    names = (*VIEWS[mode], *(OF_RECOGNITION if recognition else ()))
    texts = (folder.joinpath(f"{view}.sql").read_text(encoding="utf-8") for view in names)
    return "\n".join(text.replace("{schema}", quoted) for text in texts)


def main(arguments: Sequence[str]) -> int:
    """Print the statements that make the views and return the exit code."""
    parser = command_parser(
        "source-xero-revrec",
        "views",
        "Print SQL of the views that show RevRec's rows as they are now: of each document the newest version alone.",
        _EPILOG,
    )
    parser.add_argument("--schema", required=True, help="where the connection writes its tables: SCHEMA or DB.SCHEMA")
    parser.add_argument(
        "--mode", choices=sorted(VIEWS), default="invoice_equals_contract", help="the mode of the configuration"
    )
    parser.add_argument(
        "--recognition", action="store_true", help="also the views of the revenue schedule, where it is recognised here"
    )
    chosen = parser.parse_args(arguments)
    try:
        sys.stdout.write(views(chosen.schema, chosen.mode, recognition=chosen.recognition))
    except ValueError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return ExitCode.WRONG_USE
    return ExitCode.DONE
