"""Lines without service dates, a row each on the sheet Recon Errors, which a person can fill in and give back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.ledger.override_table import END, ORGANISATION, START, TREATMENT
from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.workbook.cells import ColumnKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FINDINGS, LINES = "recon_errors", "billing_schedule"
_CHECK = "S1"
ADDED: Mapping[str, tuple[str, ColumnKind]] = {
    "line_number": ("Line Number", ColumnKind.COUNT),
    "product_code": ("Product Code", ColumnKind.TEXT),
    "line_description": ("Line Description", ColumnKind.TEXT),
    "amount": ("Amount", ColumnKind.AMOUNT),
    "override_start": (START, ColumnKind.DATE),
    "override_end": (END, ColumnKind.DATE),
    "override_treatment": (TREATMENT, ColumnKind.TEXT),
    "tenant_id": (ORGANISATION, ColumnKind.TEXT),
}
"""Columns of the sheet that the stream does not have, by the field of a record."""
_KEPT = ("tenant_id", "document_id", "document_type", "document_number", "document_date", "currency", "product_code",
         "line_description")  # fmt: skip


def with_undated_lines(
    records: Iterable[tuple[str, Mapping[str, Any]]],
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield records, and for each line without service dates a finding of its own in the place of the document's."""
    last: tuple[Any, Any] | None = None
    for stream, record in records:
        if stream == FINDINGS and record.get("check") == _CHECK:
            continue
        yield stream, record
        if stream != LINES or not record.get("service_period_problem") or record.get("document_status") == "VOIDED":
            continue
        line = record.get("document_id"), record.get("invoice_line_number")
        if line != last:
            # A credit note's line has a row for each of its uses, one after the other.
            last = line
            yield FINDINGS, _finding(record)


def _finding(record: Mapping[str, Any]) -> dict[str, Any]:
    ambiguous = record["service_period_problem"] == "ambiguous"
    remedy = CATALOGUE[_CHECK].remedy("AMBIGUOUS_PERIOD" if ambiguous else "ABSENT_PERIOD")
    return {
        **{name: record.get(name) for name in _KEPT},
        "line_number": record.get("invoice_line_number"),
        "amount": record.get("original_amount"),
        "check": _CHECK,
        "severity": remedy.severity,
        "status": "Open",
        "reason": remedy.reason,
        "explanation": record.get("service_period_note") or "Nothing states a service period.",
        "proposed_fix": remedy.proposed_fix,
    }
