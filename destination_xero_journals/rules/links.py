"""Addresses that open things in Xero's screens. Source: Xero's developer documentation, deep links."""

from __future__ import annotations

SCREENS = "https://go.xero.com"


def journal_link(screens: str, short_code: str, manual_journal_id: str) -> str:
    """Return the address of a manual journal; without the organisation's short code, of the one that is open.

    `screens` is where the screens are, Xero's or a sandbox's, which knows no short codes.
    """
    view = f"/Journal/View.aspx?invoiceID={manual_journal_id}"
    if screens != SCREENS or not short_code:
        return f"{screens}{view}"
    return f"{screens}/organisationlogin/default.aspx?shortcode={short_code}&redirecturl={view}"
