"""What an organisation has answered before decides why a call is refused."""

from __future__ import annotations

import pytest
from requests.structures import CaseInsensitiveDict

from xero_api.address import API_URL
from xero_api.errors import CredentialsRefused, EndpointRefused, OrganisationUnreachable, classify
from xero_api.refusal import Answered, forbidden, refusal, unreachable
from xero_api.transport import Reply


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("Invoices", "Invoices"),
        ("Invoices/1/History", "Invoices"),
        ("Reports/TrialBalance", "Reports/TrialBalance"),
        ("Reports/BalanceSheet", "Reports/BalanceSheet"),
    ],
)
def test_an_endpoint_is_a_collection_or_a_report(path: str, endpoint: str) -> None:
    """Whatever record of it was asked for."""
    assert Answered(API_URL).endpoint(f"{API_URL}/{path}") == endpoint


def test_the_list_of_connections_is_no_endpoint_of_an_organisation() -> None:
    """It answers for organisations that are gone, and where no Accounting API is."""
    answered = Answered(API_URL)

    answered.note("https://api.xero.com/connections")
    assert not answered.anything
    answered.note(f"{API_URL}/Invoices")
    assert answered.anything


def test_what_answered_itself_is_no_other() -> None:
    """Only an endpoint that never answered is refused for what it is."""
    answered = Answered(API_URL)
    answered.note(f"{API_URL}/Invoices/1")

    assert not answered.others(f"{API_URL}/Invoices")
    assert answered.others(f"{API_URL}/Reports/TrialBalance")


@pytest.mark.parametrize(
    ("path", "listed", "kind", "says"),
    [
        ("Accounts", False, EndpointRefused, "Xero refuses Accounts of Demo Company (HTTP 403"),
        ("Accounts", True, EndpointRefused, "although it has answered other calls of this organisation"),
        ("Invoices", False, OrganisationUnreachable, "Demo Company is not connected to this Xero app any more"),
        ("Invoices", True, OrganisationUnreachable, "although Demo Company is connected"),
    ],
)
def test_a_403_that_stays_has_the_remedy_of_its_cause(path: str, listed: bool, kind: type, says: str) -> None:  # noqa: FBT001
    """A role or a scope, a connection that is gone, a user who lost access."""
    answered = Answered(API_URL)
    answered.note(f"{API_URL}/Invoices")

    error = forbidden(f"{API_URL}/{path}", organisation="Demo Company", tries=6, answered=answered, listed=listed)

    assert type(error) is kind
    assert says in str(error)


@pytest.mark.parametrize(
    ("path", "listed", "kind", "says"),
    [
        ("Accounts", False, EndpointRefused, "Xero refuses Accounts of Demo Company (HTTP 401"),
        ("Accounts", True, EndpointRefused, "although it has answered other calls of this organisation"),
        ("Invoices", False, CredentialsRefused, "Demo Company: Xero refused a new access token"),
        ("Invoices", True, OrganisationUnreachable, "although the organisation is connected"),
        ("../../connections", True, CredentialsRefused, "Xero refused a new access token"),
    ],
)
def test_a_401_to_a_new_token_is_the_sign_ins_only_where_it_is_nobody_elses(
    path: str,
    listed: bool,  # noqa: FBT001
    kind: type,
    says: str,
) -> None:
    """A sign-in that listed the organisations is good for the others, so that one that refuses it stops alone."""
    answered = Answered(API_URL)
    answered.note(f"{API_URL}/Invoices")
    reply = Reply(401, CaseInsensitiveDict(), b"")

    error = refusal(
        classify(reply),
        reply,
        f"{API_URL}/{path}",
        "accounting.settings.read",
        organisation="Demo Company",
        answered=answered,
        listed=listed,
    )

    assert type(error) is kind
    assert says in str(error)


def test_an_organisation_that_is_gone_can_be_left_out() -> None:
    """Or connected again."""
    assert "take it out of `organisations`" in str(unreachable("Demo Company"))
