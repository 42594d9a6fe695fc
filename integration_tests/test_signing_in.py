"""Signing in with a custom connection: whatever Xero takes of scopes in the request, and once for a whole sync."""

from __future__ import annotations

from dataclasses import replace

import pytest

from integration_tests.support.posting import catalog as journals_catalog
from integration_tests.support.posting import entry, in_books, records, write_in_process
from integration_tests.support.reading import catalog, counted, read_in_process
from integration_tests.support.scene import CONTRACT, STREAMS
from xero_sandbox import Sandbox
from xero_sandbox.identity.clients import DEFAULT_CUSTOM_CONNECTION

TRIAL_BALANCE = "accounting.reports.trialbalance.read"
BROAD = frozenset(
    {
        "accounting.transactions",
        "accounting.transactions.read",
        "accounting.reports.read",
        "accounting.contacts.read",
        "accounting.settings",
        "accounting.settings.read",
    }
)
OLD_APP = replace(DEFAULT_CUSTOM_CONNECTION, scopes=BROAD)


@pytest.mark.parametrize("old_app", [False, True], ids=["granular", "broad"])
@pytest.mark.parametrize("naming", ["any", "refuse_explicit", "require_explicit"])
def test_both_connectors_sign_in_whatever_the_connection_takes(naming: str, *, old_app: bool) -> None:
    """Connections of different years: scopes named or not, granular or broad; one token for a sync of six streams."""
    with Sandbox(limits=False, **({"clients": [OLD_APP]} if old_app else {})) as xero:
        xero.set_switches(custom_connection_scopes=naming)

        reading = read_in_process(xero, xero.source_config(), catalog(*STREAMS[CONTRACT]))

        assert (reading.failure, reading.errors()) == (None, [])
        assert counted(xero).tokens["client_credentials"] == 1
        written = write_in_process(xero, xero.destination_config(), records(entry("JE-1")), journals_catalog())
        assert written.failure is None
        assert len(in_books(xero, "POSTED")) == 1
        assert counted(xero).tokens["client_credentials"] == 2


@pytest.mark.parametrize("naming", ["any", "refuse_explicit", "require_explicit"])
def test_a_scope_that_is_not_selected_costs_what_needs_it_and_nothing_else(naming: str) -> None:
    """An app without the Trial Balance's scope: every stream is read, and the tie to the ledger says why it is not."""
    less = replace(DEFAULT_CUSTOM_CONNECTION, scopes=DEFAULT_CUSTOM_CONNECTION.scopes - {TRIAL_BALANCE})
    with Sandbox(limits=False, clients=[less]) as xero:
        xero.set_switches(custom_connection_scopes=naming)

        reading = read_in_process(xero, xero.source_config(), catalog(*STREAMS[CONTRACT]))

        assert (reading.failure, reading.errors()) == (None, [])
        (tie,) = [row for row in reading.records("control_totals") if row["check"] == "A1"]
        assert TRIAL_BALANCE in str(tie)
