"""Addresses that open a journal in Xero's screens."""

from __future__ import annotations

from destination_xero_journals.rules.links import SCREENS, journal_link


def test_a_link_names_the_organisation_where_it_can() -> None:
    """Without its short code Xero takes the organisation that is open."""
    assert journal_link(SCREENS, "!abc", "mj-1") == (
        "https://go.xero.com/organisationlogin/default.aspx?shortcode=!abc&redirecturl=/Journal/View.aspx?invoiceID=mj-1"
    )
    assert journal_link(SCREENS, "", "mj-1") == "https://go.xero.com/Journal/View.aspx?invoiceID=mj-1"


def test_a_link_into_a_sandbox_stays_on_this_machine() -> None:
    """It never opens Xero itself."""
    assert journal_link("http://127.0.0.1:8099", "!abc", "mj-1") == (
        "http://127.0.0.1:8099/Journal/View.aspx?invoiceID=mj-1"
    )
