"""Addresses that open a journal in Xero's screens."""

from __future__ import annotations

from destination_xero_journals.rules.links import journal_link


def test_a_link_names_the_organisation_where_it_can() -> None:
    """Without its short code Xero takes the organisation that is open."""
    assert journal_link("!abc", "mj-1") == (
        "https://go.xero.com/organisationlogin/default.aspx?shortcode=!abc&redirecturl=/Journal/View.aspx?invoiceID=mj-1"
    )
    assert journal_link("", "mj-1") == "https://go.xero.com/Journal/View.aspx?invoiceID=mj-1"
