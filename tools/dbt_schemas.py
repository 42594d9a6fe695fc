"""What the dbt package says of tables and columns: the streams' own descriptions, written by `make docs`.

dbt/models/sources.yml names every stream; the tables of RevRec's streams have their columns, and so have the models of
dbt/models/staging and dbt/models/current, which keep them as they are.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from source_xero_revrec.journal_control.stream import NAME as JOURNAL_CONTROL
from source_xero_revrec.ledger.streams import REVREC_STREAMS
from source_xero_revrec.streams.raw import RAW_STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "dbt" / "models"
_SCHEMAS = ROOT / "source_xero_revrec" / "schemas"
_HEAD = "# Written by `make docs` from the streams' own descriptions.\n"
_STAGING = "The newest rows of the stream {stream}, each once."
_CURRENT = {
    "order_details": "RevRec's order details as they are now: nothing of older versions or of withdrawn documents.",
    "billing_schedule": "RevRec's billing as it is now: nothing of older versions or of withdrawn documents.",
    "pending_data": "Documents that wait because no CRM customer has their contact's name.",
    "recon_errors": "Findings that still hold.",
}


def files() -> Iterator[tuple[Path, str]]:
    """Yield each generated file and its text."""
    streams = (*REVREC_STREAMS, JOURNAL_CONTROL)
    tables = [{"name": each, "columns": _columns(each)} for each in streams]
    raw = [{"name": each.name, "description": "As Xero has it, in Xero's names."} for each in RAW_STREAMS]
    source = {
        "name": "xero",
        "description": "What source-xero-revrec writes.",
        "database": "{{ var('xero_database') or target.database }}",
        "schema": "{{ var('xero_schema') }}",
        "tables": [*tables, *raw],
    }
    yield MODELS / "sources.yml", _text({"version": 2, "sources": [source]})
    staging = [
        {"name": f"stg_xero_revrec__{each}", "description": _STAGING.format(stream=each), "columns": _columns(each)}
        for each in streams
    ]
    yield MODELS / "staging" / "staging.yml", _text({"version": 2, "models": staging})
    current = [
        {"name": f"current_{each}", "description": said, "columns": _columns(each)} for each, said in _CURRENT.items()
    ]
    yield MODELS / "current" / "current.yml", _text({"version": 2, "models": current})


def write() -> None:
    """Write every generated file."""
    for path, text in files():
        path.write_text(text, encoding="utf-8")


def _columns(stream: str) -> list[dict[str, Any]]:
    schema = json.loads((_SCHEMAS / f"{stream}.json").read_text(encoding="utf-8"))
    return [
        # A word that SQL keeps to itself has to be quoted wherever dbt names the column.
        {"name": name, "description": column.get("description", "")} | ({"quote": True} if name == "check" else {})
        for name, column in schema["properties"].items()
    ]


def _text(described: dict[str, Any]) -> str:
    return _HEAD + yaml.safe_dump(described, sort_keys=False, allow_unicode=True, width=120)
