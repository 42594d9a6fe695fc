"""Each granular scope that an older app lacks is covered by a broad one."""

from __future__ import annotations

import pytest

from xero_api import scopes

GRANULAR = {name: value for name, value in vars(scopes).items() if name.isupper() and not name.startswith("_")}


@pytest.mark.parametrize("name", GRANULAR)
def test_a_broad_scope_writes_only_where_the_granular_one_does(name: str) -> None:
    """An older app is asked for no more than reading where reading is all that is needed."""
    assert scopes.broad(GRANULAR[name]).endswith(".read") == GRANULAR[name].endswith(".read")


@pytest.mark.parametrize("scope", [scopes.CONTACTS, scopes.SETTINGS, scopes.JOURNALS, scopes.WRITE_SETTINGS])
def test_a_scope_that_was_never_broad_stays_as_it_is(scope: str) -> None:
    """Contacts, settings, journals and attachments were granular from the beginning."""
    assert scopes.broad(scope) == scope


def test_several_granular_scopes_share_a_broad_one() -> None:
    """Invoices, payments, bank transactions and manual journals were all transactions once."""
    once = {scopes.INVOICES, scopes.PAYMENTS, scopes.BANK_TRANSACTIONS, scopes.MANUAL_JOURNALS}

    assert {scopes.broad(scope) for scope in once} == {"accounting.transactions.read"}


@pytest.mark.parametrize(
    ("held", "scope"),
    [
        ("accounting.manualjournals", scopes.WRITE_MANUAL_JOURNALS),
        ("accounting.manualjournals", scopes.MANUAL_JOURNALS),
        ("accounting.transactions", scopes.WRITE_MANUAL_JOURNALS),
        ("accounting.transactions", scopes.MANUAL_JOURNALS),
        ("accounting.transactions.read", scopes.MANUAL_JOURNALS),
        ("accounting.settings", scopes.SETTINGS),
    ],
)
def test_what_writes_covers_reading(held: str, scope: str) -> None:
    """And a broad scope covers what it was split into."""
    assert scopes.covers(frozenset({"offline_access", held}), scope)


@pytest.mark.parametrize(
    ("held", "scope"),
    [
        ("accounting.manualjournals.read", scopes.WRITE_MANUAL_JOURNALS),
        ("accounting.transactions.read", scopes.WRITE_MANUAL_JOURNALS),
        ("accounting.settings.read", scopes.WRITE_SETTINGS),
        ("accounting.settings", scopes.MANUAL_JOURNALS),
    ],
)
def test_what_reads_never_covers_writing(held: str, scope: str) -> None:
    """Nor does a scope cover another resource."""
    assert not scopes.covers(frozenset({"offline_access", held}), scope)
