"""The command `source-xero-revrec views`, which prints SQL for a warehouse."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from source_xero_revrec.views.statements import VIEWS, views

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Print the statements that make the views; returns 0, or 2 with a sentence where the arguments are wrong."""
    parser = argparse.ArgumentParser(
        prog="source-xero-revrec views",
        description="Print the SQL of the views that show RevRec's rows as they are now: of each document its newest "
        "version alone. It runs on DuckDB, PostgreSQL and other warehouses with standard SQL, as often as you like.",
    )
    parser.add_argument("--schema", required=True, help="where the connection writes its tables: SCHEMA or DB.SCHEMA")
    parser.add_argument(
        "--mode", choices=sorted(VIEWS), default="invoice_equals_contract", help="the mode of the configuration"
    )
    chosen = parser.parse_args(arguments)
    try:
        sys.stdout.write(views(chosen.schema, chosen.mode))
    except ValueError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    return 0
