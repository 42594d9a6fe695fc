"""What an organisation's books allow is read with few calls, and as it is now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.books.reader import read_books
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_xero import API
from unit_tests.destination_xero_journals.rules.made_entries import DEFERRED, NORTH, SOUTH
from xero_api.errors import WalkIncomplete

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock


NOW = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def company(requests_mock: Mocker, clock: FakeClock) -> MadeCompany:
    """Give a test an organisation."""
    return MadeCompany(requests_mock, clock)


def test_three_calls_bring_accounts_tracking_and_lock_dates(company: MadeCompany) -> None:
    """Each setting is asked for once."""
    company.record |= {"PeriodLockDate": "/Date(1767139200000+0000)/", "EndOfYearLockDate": "2025-03-31"}
    books = read_books(company.organisation)

    assert company.asked == ["Organisation", "Accounts", "TrackingCategories"]
    assert (books.tenant_id, books.name, books.base_currency, books.short_code) == (
        "tenant-1",
        "Demo Company",
        "NZD",
        "!abc",
    )
    assert books.accounts[0] == DEFERRED
    assert [option for category in books.categories for option in category.options] == [NORTH, SOUTH]
    assert (books.period_lock_date, books.end_of_year_lock_date) == (date(2025, 12, 31), date(2025, 3, 31))


def test_the_screens_of_a_sandbox_are_its_own(requests_mock: Mocker, clock: FakeClock) -> None:
    """Its links lead to this machine."""
    api = "http://127.0.0.1:8099/api.xro/2.0"
    assert read_books(MadeCompany(requests_mock, clock, api=api).organisation).screens == "http://127.0.0.1:8099"


def test_what_signing_in_read_is_not_asked_for_again(company: MadeCompany) -> None:
    """A custom connection has read the organisation already."""
    reached = replace(company.organisation, record={**company.record, "Name": "As it was read"}, read_at=NOW)
    books = read_books(reached)

    assert company.asked == ["Accounts", "TrackingCategories"]
    assert books.name == "As it was read"


def test_archived_categories_are_asked_for_too(company: MadeCompany, requests_mock: Mocker) -> None:
    """Without them a mapped category that is archived would be called unknown."""
    read_books(company.organisation)

    assert requests_mock.last_request is not None
    assert requests_mock.last_request.qs == {"includearchived": ["true"]}


@pytest.mark.parametrize("body", ["{}", '{"%s": null}', '{"%s": {}}', '{"%s": [null]}'])
@pytest.mark.parametrize("path", ["Organisation", "Accounts", "TrackingCategories"])
def test_an_answer_without_its_list_stops_the_reading(
    company: MadeCompany, requests_mock: Mocker, path: str, body: str
) -> None:
    """Nothing is judged by half of what the books allow."""
    name = "Organisations" if path == "Organisation" else path
    requests_mock.get(f"{API}/{path}", text=body.replace("%s", name))
    with pytest.raises(WalkIncomplete, match="Nothing is guessed"):
        read_books(company.organisation)


@pytest.mark.parametrize("path", ["Organisation", "Accounts"])
def test_an_organisation_without_accounts_is_not_believed(
    company: MadeCompany, requests_mock: Mocker, path: str
) -> None:
    """Every one has some that Xero itself made; by an empty list each journal would be refused as not mapped."""
    name = "Organisations" if path == "Organisation" else path
    requests_mock.get(f"{API}/{path}", json={name: []})
    with pytest.raises(WalkIncomplete, match=f"{path} with an empty list where {name} are needed"):
        read_books(company.organisation)


def test_a_setting_in_another_form_stops_the_reading(company: MadeCompany) -> None:
    """Nothing is guessed about an account without a name."""
    del company.accounts[1]["Name"]

    with pytest.raises(WalkIncomplete, match="account 'id-4000' in a form that is not documented"):
        read_books(company.organisation)
