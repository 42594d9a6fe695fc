"""A preparation reads Xero, decides every entry and writes nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.plan.store import Stage
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_input import entry, line, records
from unit_tests.destination_xero_journals.made_sync import collect, prepared, sync
from unit_tests.destination_xero_journals.made_xero import held, retired_in, stored, wanted

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock
    from unit_tests.destination_xero_journals.made_input import Row


@pytest.fixture
def companies(requests_mock: Mocker, clock: FakeClock) -> list[MadeCompany]:
    """Give a test two organisations without journals."""
    return [
        MadeCompany(requests_mock, clock, tenant=f"tenant-{name}", name=name, api=f"https://{name.lower()}.example")
        for name in ("One", "Two")
    ]


def shown(companies: list[MadeCompany], *rows: list[Row], **options: Any) -> tuple[str, list[tuple[str, ...]]]:  # noqa: ANN401
    """Return the fingerprint of a plan, and of each entry organisation, id, action, currency and status in Xero."""
    chosen = {"organisation_column": "Entity", **options}
    with collect(companies, records(*rows), **chosen) as collection, prepared(companies, **chosen) as preparation:
        fingerprint = preparation.prepare(collection)
        document = [
            (each.organisation, each.journal_entry_id, each.action, each.currency, each.xero_status)
            for each in preparation.document()
        ]
    return fingerprint, document


def test_the_document_shows_every_entry_in_its_organisations_currency(companies: list[MadeCompany]) -> None:
    """By organisation, month and arrival, with the status that journals are to have."""
    companies[1].record["BaseCurrency"] = "GBP"
    rows = [entry("JE-3", Entity="Two", Currency=""), entry("JE-2", Entity="One"), [line("JE-1", Entity="one")]]
    fingerprint, document = shown(companies, *rows, [line("JE-4", Entity="Elsewhere")], status="DRAFT")

    assert document == [
        ("Elsewhere", "JE-4", "rejected", "", "DRAFT"),
        ("One", "JE-1", "rejected", "NZD", "DRAFT"),
        ("One", "JE-2", "create", "NZD", "DRAFT"),
        ("Two", "JE-3", "create", "GBP", "DRAFT"),
    ]
    assert re.fullmatch("[0-9a-f]{64}", fingerprint)
    assert [company.calls for company in companies] == [[], []]


def test_only_organisations_that_have_lines_are_read(companies: list[MadeCompany]) -> None:
    """Each with its settings and its journals, once."""
    chosen = {"organisation_column": "Entity"}
    with (
        collect(companies, records(entry(Entity="Two")), **chosen) as collection,
        prepared(companies, **chosen) as preparation,
    ):
        assert companies[1].asked == []
        preparation.prepare(collection)

        assert [each.name for each in preparation.organisations] == ["Two"]
        assert {tenant: books.name for tenant, books in preparation.books.items()} == {"tenant-Two": "Two"}
        assert preparation.held(companies[1].organisation).of("JE-1") == []
        assert preparation.plan.count(Stage.WAITING) == 1
    assert [company.asked for company in companies] == [[], ["Organisation", "Accounts", "TrackingCategories"]]


def test_the_fingerprint_stays_until_something_else_would_be_in_xero(companies: list[MadeCompany]) -> None:
    """Posting it changes nothing, another amount does."""
    rows = [entry("JE-1", Entity="One"), entry("JE-2", Entity="Two")]
    before, _ = shown(companies, *rows)
    assert sync(companies, records(*rows), organisation_column="Entity").failure is None
    after, document = shown(companies, *rows[::-1])

    assert before == after
    assert [each[2] for each in document] == ["unchanged", "unchanged"]
    assert shown(companies, rows[0], entry("JE-2", "100.01", Entity="Two"), on_changed="update")[0] != before


def test_journals_that_say_they_were_taken_back_stand_in_the_document(companies: list[MadeCompany]) -> None:
    """After the entries: those that are voided, then those that are left."""
    one = companies[0]
    retired_in(one, wanted())
    one.store({**one.journals["mj-1"], "ManualJournalID": "copy"})
    _, document = shown(companies, entry("JE-2", Entity="One"))

    assert [(name, action) for _, name, action, _, _ in document] == [
        ("JE-2", "create"),
        ("JE-1", "take_back"),
        ("JE-1", "left_alone"),
    ]


@pytest.mark.parametrize(("names", "told"), [(("JE-2",), (1, ["JE-1"])), (("JE-1", "JE-7"), (0, []))])
def test_findings_are_of_entries_that_the_input_does_not_name(
    companies: list[MadeCompany], names: tuple[str, ...], told: tuple[int, list[str]]
) -> None:
    """The others are refused, each with its problem."""
    one, chosen = companies[0], {"organisation_column": "Entity"}
    held(one, wanted("JE-1"))
    one.store({**one.journals["mj-1"], "ManualJournalID": "mj-0"})
    stored(one, replace(wanted(), narration="Redone, was [RevRec JE-7 taken back]"), "POSTED")
    rows = [entry(name, Entity="One") for name in names]
    with (
        collect(companies, records(*rows), **chosen) as collection,
        prepared(companies, **chosen) as preparation,
    ):
        preparation.prepare(collection)
        findings = preparation.findings(one.organisation.tenant_id, collection)

    assert (len(findings.doubtful), list(findings.doubled)) == told
    assert findings.to_take_back == []
