"""Addresses that open things in Xero's screens. Source: Xero's developer documentation, deep links."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

SCREENS = "https://go.xero.com"


def screens_of(api_url: str) -> str:
    """Return where the screens of an API are: plain http goes to this machine alone, on which a sandbox has its own."""
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme == "http" else SCREENS


def journal_link(screens: str, short_code: str, manual_journal_id: str) -> str:
    """Return the address of a manual journal; without the organisation's short code, of the one that is open.

    `screens` is where the screens are, Xero's or a sandbox's, which knows no short codes.
    """
    return _opened(screens, short_code, f"/Journal/View.aspx?invoiceID={quote(manual_journal_id, safe='')}")


def sales_link(screens: str, short_code: str, document_id: str, *, credit_note: bool) -> str:
    """Return the address of a sales invoice or a credit note, as `journal_link` does."""
    view = "ViewCreditNote.aspx?creditNoteID" if credit_note else "View.aspx?InvoiceID"
    return _opened(screens, short_code, f"/AccountsReceivable/{view}={quote(document_id, safe='')}")


def _opened(screens: str, short_code: str, view: str) -> str:
    if screens != SCREENS or not short_code:
        return f"{screens}{view}"
    return f"{screens}/organisationlogin/default.aspx?shortcode={short_code}&redirecturl={view}"
