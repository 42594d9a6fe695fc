"""A manual journal as a person sees it in a browser: `/Journal/View.aspx?invoiceID=...`, as Xero's links have it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:3rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3rem;text-align:left}"
    ".amount{text-align:right}"
)


def journal_screen(journal: Mapping[str, Any], organisation: str) -> str:
    """Return the page of a manual journal, with debits and credits side by side."""
    lines = "".join(_line(line) for line in journal["JournalLines"])
    narration = escape(journal["Narration"])
    return (
        f"<!DOCTYPE html><html><head><title>{narration}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{narration}</h1><p>{escape(organisation)}, {journal['Date']}, {escape(journal['Status'])}, "
        f"{escape(journal['ManualJournalID'])}</p>"
        "<table><tr><th>Description<th>Account<th>Tracking<th class=amount>Debit<th class=amount>Credit</tr>"
        f"{lines}</table><p>This is a sandbox on your own machine. Nothing here is Xero.</p></body></html>"
    )


def _line(line: Mapping[str, Any]) -> str:
    amount = line["LineAmount"]
    debit, credit = (amount, "") if amount >= 0 else ("", -amount)
    tracking = ", ".join(f"{each['Name']}: {each['Option']}" for each in line.get("Tracking") or ())
    texts = "".join(f"<td>{escape(text)}" for text in (line.get("Description") or "", line["AccountCode"], tracking))
    return f"<tr>{texts}<td class=amount>{debit}<td class=amount>{credit}</tr>"
