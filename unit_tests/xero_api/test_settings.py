"""What an organisation is set up with is read whole, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from xero_api import scopes
from xero_api.client import Answer
from xero_api.errors import WalkIncomplete
from xero_api.settings import read_chart, read_organisation, read_tracking_categories

if TYPE_CHECKING:
    from xero_api.client import Client

ACCOUNT = {"AccountID": "a-1", "Code": "200", "Name": "Sales", "Type": "REVENUE"}
OPTION = {"TrackingOptionID": "o-1", "Name": "North"}
CATEGORY = {"TrackingCategoryID": "c-1", "Name": "Region", "Options": [OPTION]}


class Answers:
    """Answers every path with one body, and keeps what was asked."""

    def __init__(self, body: dict[str, Any]) -> None:
        """Answer with this JSON."""
        self._body = body
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    def get(self, path: str, *, scope: str, params: dict[str, str]) -> Answer:
        """Answer as Xero does."""
        self.asked.append((path, scope, dict(params)))
        return Answer(self._body, datetime(2026, 2, 1, tzinfo=UTC))

    def client(self) -> Client:
        """Stand in for a client."""
        return cast("Client", self)


def test_accounts_are_read_in_one_call() -> None:
    """With the scope of settings."""
    answers = Answers({"Accounts": [ACCOUNT]})

    assert [(each.account_id, each.code) for each in read_chart(answers.client())] == [("a-1", "200")]
    assert answers.asked == [("Accounts", scopes.SETTINGS, {})]


@pytest.mark.parametrize("scope", [scopes.SETTINGS, scopes.WRITE_SETTINGS])
def test_tracking_categories_are_read_with_archived_ones(scope: str) -> None:
    """By whoever may change them with the scope for that."""
    answers = Answers({"TrackingCategories": [CATEGORY]})
    (category,) = read_tracking_categories(answers.client(), scope)

    assert (category.category_id, category.options[0].option_id) == ("c-1", "o-1")
    assert answers.asked == [("TrackingCategories", scope, {"includeArchived": "true"})]


def test_an_organisation_may_have_no_tracking_category() -> None:
    """Few have any."""
    assert read_tracking_categories(Answers({"TrackingCategories": []}).client()) == []


@pytest.mark.parametrize("body", [{}, {"Accounts": None}, {"Accounts": {}}, {"Accounts": []}, {"Accounts": [None]}])
def test_no_accounts_are_no_chart(body: dict[str, Any]) -> None:
    """Every organisation has those that Xero itself made."""
    with pytest.raises(WalkIncomplete, match="Nothing is guessed"):
        read_chart(Answers(body).client())


def test_the_financial_year_ends_in_december_unless_xero_says_otherwise() -> None:
    """A null is as good as nothing."""
    record = {"OrganisationID": "o-1", "Name": "Demo Company", "BaseCurrency": "NZD"}
    silent = read_organisation({**record, "FinancialYearEndMonth": None, "CountryCode": None})
    said = read_organisation({**record, "FinancialYearEndMonth": 3, "FinancialYearEndDay": 30, "CountryCode": "NZ"})

    assert (silent.year_end_month, silent.year_end_day, silent.country) == (12, 31, "")
    assert (said.year_end_month, said.year_end_day, said.country) == (3, 30, "NZ")


@pytest.mark.parametrize("record", [None, [], {}, {"OrganisationID": "o-1", "Name": "Demo Company"}])
def test_what_is_no_organisation_is_refused(record: object) -> None:
    """Without a base currency no amount has a meaning."""
    with pytest.raises(WalkIncomplete, match="organisation"):
        read_organisation(record)
