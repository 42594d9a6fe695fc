"""Addresses that open a journal or a sales document in Xero's screens."""

from __future__ import annotations

import pytest

from xero_api.screens import SCREENS, journal_link, sales_link, screens_of


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


def test_an_invoice_and_a_credit_note_have_screens_of_their_own() -> None:
    """An id of another form than Xero's cannot end the address and begin something else."""
    assert sales_link(SCREENS, "", "d-1", credit_note=False) == (
        "https://go.xero.com/AccountsReceivable/View.aspx?InvoiceID=d-1"
    )
    assert sales_link(SCREENS, "!abc", "d-2", credit_note=True) == (
        "https://go.xero.com/organisationlogin/default.aspx?shortcode=!abc"
        "&redirecturl=/AccountsReceivable/ViewCreditNote.aspx?creditNoteID=d-2"
    )
    assert sales_link(SCREENS, "", 'd"&x=/', credit_note=False).endswith("?InvoiceID=d%22%26x%3D%2F")


@pytest.mark.parametrize(
    ("api", "screens"),
    [
        ("https://api.xero.com/api.xro/2.0", "https://go.xero.com"),
        ("https://gateway.example/xero", "https://go.xero.com"),
        ("http://127.0.0.1:8099/api.xro/2.0", "http://127.0.0.1:8099"),
        ("http://localhost:8099/api.xro/2.0", "http://localhost:8099"),
        ("", "https://go.xero.com"),
    ],
)
def test_the_screens_of_a_sandbox_are_its_own(api: str, screens: str) -> None:
    """Whatever stands in front of Xero leads to Xero's."""
    assert screens_of(api) == screens
