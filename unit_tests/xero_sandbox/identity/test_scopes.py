"""Scopes, broad and granular, and what they allow."""

from __future__ import annotations

from unit_tests.xero_sandbox.conftest import TENANT, Xero
from unit_tests.xero_sandbox.identity.conftest import query, through_the_page
from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.identity.scopes import GRANULAR_SCOPES, granted, may_call, scoped, wanted_scope


def test_a_scope_reads_or_reads_and_writes() -> None:
    """With .read it reads alone."""
    invoices = ENDPOINTS["Invoices"]

    assert may_call(["accounting.invoices"], invoices, write=True)
    assert may_call(["accounting.invoices.read"], invoices, write=False)
    assert not may_call(["accounting.invoices.read"], invoices, write=True)
    assert not may_call(["accounting.contacts"], invoices, write=False)


def test_a_scope_that_only_reads_writes_nothing() -> None:
    """Journals and reports; and it is asked for by the name that it has."""
    journals = ENDPOINTS["Journals"]

    assert may_call(["accounting.journals.read"], journals, write=False)
    assert not may_call(["accounting.journals.read"], journals, write=True)
    assert wanted_scope(journals, write=False) == "accounting.journals.read"
    assert wanted_scope(ENDPOINTS["Invoices"], write=False) == "accounting.invoices.read"


def test_attachments_have_a_scope_of_their_own() -> None:
    """Whatever document they are on; its history has the document's."""
    invoices = ENDPOINTS["Invoices"]

    assert wanted_scope(scoped(invoices, ("an-id", "Attachments")), write=True) == "accounting.attachments"
    assert scoped(invoices, ("an-id", "History")) is scoped(invoices, ("an-id",)) is invoices


def test_a_broad_scope_is_the_granular_ones_it_stands_for() -> None:
    """A granular one is itself."""
    assert granted(["accounting.transactions.read", "accounting.settings"]) == {
        "accounting.invoices.read",
        "accounting.payments.read",
        "accounting.banktransactions.read",
        "accounting.manualjournals.read",
        "accounting.settings",
    }
    assert granted(GRANULAR_SCOPES) == GRANULAR_SCOPES


def test_broad_scopes_stand_for_granular_ones(xero: Xero) -> None:
    """An old app's accounting.transactions.read reads invoices and payments, not settings."""
    asked = query("sandbox-web-app", scope="accounting.transactions.read")
    xero.http.headers["Authorization"] = f"Bearer {through_the_page(xero, asked).json()['access_token']}"
    xero.http.headers["xero-tenant-id"] = TENANT

    assert xero.get("Invoices").status_code == 200
    assert xero.get("Payments").status_code == 200
    assert xero.get("Accounts").status_code == 401
