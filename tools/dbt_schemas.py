"""What the dbt package says of tables and columns: the streams' own descriptions, written by `make docs`.

dbt/models/sources.yml names every stream; the tables of RevRec's streams have their columns, and so have the models of
dbt/models/staging and dbt/models/current, which keep them as they are. So have marts that show or sum up a stream.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from source_xero_revrec.journal_control.stream import NAME as JOURNAL_CONTROL
from source_xero_revrec.ledger.streams import REVREC_STREAMS
from source_xero_revrec.recognition.streams import KEYS as RECOGNITION_STREAMS
from source_xero_revrec.streams.raw import RAW_STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    "revenue_schedule": "What each line recognises in each month as it is now: nothing of withdrawn documents.",
}
_MARTS = {
    "deferred_revenue_roll_forward": ("deferred_revenue", "From each month's opening to its closing, and the tie."),
    "recognised_revenue_by_month": ("recognised_revenue", "What was recognised in each month by account, and the tie."),
}
"""The marts that show a stream as it is, and the stream."""
_WATERFALL = {
    "tenant_id": "",
    "deferred_account": "",
    "revenue_account": "",
    "currency": "",
    "home_currency": "",
    "billed_period": "Month of the document (YYYY-MM).",
    "period": "",
    "recognised_amount": "",
    "recognised_home_amount": "",
}
"""The columns of the waterfall, with a description where the schedule has no column of the name."""


def files() -> Iterator[tuple[Path, str]]:
    """Yield each generated file and its text."""
    streams = (*REVREC_STREAMS, *RECOGNITION_STREAMS, JOURNAL_CONTROL)
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
    marts = [
        {"name": name, "description": said, "columns": _columns(stream)} for name, (stream, said) in _MARTS.items()
    ]
    waterfall = {
        "name": "revenue_waterfall",
        "description": "Revenue by the month in which it was billed and that in which it is recognised; held lines "
        "have no part in it.",
        "columns": _some_columns("revenue_schedule", _WATERFALL),
    }
    yield MODELS / "marts" / "recognition.yml", _text({"version": 2, "models": [*marts, waterfall]})


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


def _some_columns(stream: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return columns with the stream's own descriptions, or one of their own where it has none of the name."""
    known = {each["name"]: each for each in _columns(stream)}
    return [{"name": name, "description": said} if said else known[name] for name, said in names.items()]


def _text(described: dict[str, Any]) -> str:
    return _HEAD + yaml.safe_dump(described, sort_keys=False, allow_unicode=True, width=120)
