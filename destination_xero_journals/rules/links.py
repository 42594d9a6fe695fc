"""Addresses that open things in Xero's screens. Source: Xero's developer documentation, deep links."""

from __future__ import annotations

_LINK = "https://go.xero.com/organisationlogin/default.aspx?shortcode={}&redirecturl=/Journal/View.aspx?invoiceID={}"
_PLAIN_LINK = "https://go.xero.com/Journal/View.aspx?invoiceID={}"


def journal_link(short_code: str, manual_journal_id: str) -> str:
    """Return the address of a manual journal; without the organisation's short code, of the one that is open."""
    return _LINK.format(short_code, manual_journal_id) if short_code else _PLAIN_LINK.format(manual_journal_id)
