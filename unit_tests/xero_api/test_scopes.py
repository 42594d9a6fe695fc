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
