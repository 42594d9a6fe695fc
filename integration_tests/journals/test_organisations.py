"""One input for several organisations: each line goes where its column says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.histories import START
from integration_tests.support.journals.syncs import unchanged
from integration_tests.support.posting import entry, records, state, write_in_process
from xero_sandbox import Sandbox
from xero_sandbox.clock import SandboxClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xero_sandbox.tenant import Tenant


@pytest.fixture(scope="module")
def two() -> Iterator[Sandbox]:
    """Start an app that is connected to two organisations once for these tests."""
    with Sandbox(invoices=0, organisations=2, limits=False, clock=SandboxClock(START, frozen=True)) as xero:
        yield xero


def held(tenant: Tenant) -> list[tuple[str, str]]:
    """Return narration and total of an organisation's journals."""
    found = tenant.books.collection("ManualJournals").values()
    return sorted(
        (each["Narration"].partition("[")[2], str(each["JournalLines"][0]["LineAmount"]))
        for each in found
        if "[RevRec " in each["Narration"]
    )


def test_one_input_feeds_several_organisations(two: Sandbox) -> None:
    """A column says where each line goes, by name or by id; the same id in both is two journals."""
    two.service.reset()
    demo, british = two.tenants
    config = two.destination_config(
        auth_type="oauth", organisations=[demo.name, british.name], organisation_column="Company"
    )
    messages = [
        *records(
            entry("JE-1", "10.00", Company=demo.name),
            entry("JE-1", "20.00", Company=british.tenant_id.upper(), Currency="GBP"),
            entry("JE-2", "30.00", Company=british.name.lower(), Currency=""),
        ),
        state(1),
    ]
    first, second = (write_in_process(two, config, messages) for _ in range(2))

    assert first.failure is None, first.log("ERROR")
    assert unchanged(second, journals=3)
    assert held(demo) == [("RevRec JE-1]", "10.00")]
    assert held(british) == [("RevRec JE-1]", "20.00"), ("RevRec JE-2]", "30.00")]


def test_the_very_same_journal_goes_into_both_organisations(two: Sandbox) -> None:
    """Xero's memory of calls belongs to the app: the second organisation must not be answered with the first's."""
    two.service.reset()
    demo, british = two.tenants
    config = two.destination_config(
        auth_type="oauth", organisations=[demo.name, british.name], organisation_column="Company"
    )
    rows = [entry("JE-1", "10.00", Company=tenant.name, Currency="") for tenant in (demo, british)]
    first, second = (write_in_process(two, config, [*records(*rows), state(1)]) for _ in range(2))

    assert first.failure is None, first.log("ERROR")
    assert unchanged(second, journals=2)
    assert held(demo) == held(british) == [("RevRec JE-1]", "10.00")]


def test_a_line_for_nowhere_keeps_everything_out_of_every_organisation(two: Sandbox) -> None:
    """An organisation that is not connected is a problem of the input like any other."""
    two.service.reset()
    demo, british = two.tenants
    config = two.destination_config(
        auth_type="oauth", organisations=[demo.tenant_id, british.tenant_id], organisation_column="Company"
    )
    rows = records(entry("JE-1", Company=demo.name), entry("JE-2", Company="Elsewhere Ltd"))
    written = write_in_process(two, config, [*rows, state(1)])

    assert [text.partition(":")[0] for text in written.log("ERROR")] == ["ORGANISATION_UNKNOWN"]
    assert written.states() == []
    assert held(demo) == held(british) == []
