"""The finding on a record that cannot be understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.rules.checks.document import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xero_api.unreadable import UnreadableDocument, UnreadableField

CHECK = "UNREADABLE"

_TOLD = 5


def held(document: UnreadableDocument) -> Finding:
    """Return the finding on a held document."""
    kind = "Invoice" if document.type == "ACCREC" else "Credit note"
    return finding(f"{kind} {document.number or f'with id {document.document_id}'}", document.faults)


def finding(name: str, faults: Sequence[UnreadableField], costs: str = "") -> Finding:
    """Return the finding on a record that goes by `name`, with a sentence on what that costs.

    The first field is told by itself, five in the sentence.
    """
    remedy = CATALOGUE[CHECK].remedy(CHECK)
    told = "; ".join(str(fault) for fault in faults[:_TOLD])
    more = f"; and {len(faults) - _TOLD} more" if len(faults) > _TOLD else ""
    return Finding(
        check=CHECK,
        severity=remedy.severity,
        expected=None,
        actual=None,
        difference=None,
        reason=remedy.reason,
        explanation=f"{name}: {told}{more}. {costs}".rstrip(),
        proposed_fix=remedy.proposed_fix,
        unreadable=faults[0],
    )
