"""Customers in Salesforce, against the answers that its documentation shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from source_xero_revrec.crm.source import CrmFault, CrmUnavailable
from unit_tests.source_xero_revrec.crm.made_salesforce import (
    CLIENT,
    EXPIRED,
    HOME,
    NEXT,
    QUERY,
    REFRESH,
    SETTINGS,
    TOKEN,
    page,
    record,
    refused,
)

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock
    from unit_tests.source_xero_revrec.crm.conftest import Read


@pytest.fixture
def signed_in(requests_mock: Mocker) -> Mocker:
    """Let Salesforce accept the credentials, with another access token each time."""
    requests_mock.post(
        TOKEN,
        [
            {"json": {"access_token": f"not-a-real-token-{number}", "instance_url": HOME, "token_type": "Bearer"}}
            for number in (1, 2)
        ],
    )
    return requests_mock


def test_all_pages_are_read(read: Read, signed_in: Mocker) -> None:
    """The query names the object and both fields, and nextRecordsUrl is followed to the end."""
    signed_in.get(QUERY, json=page(record(1), record(2), total=3, following=NEXT))
    signed_in.get(HOME + NEXT, json=page(record(3), total=3))

    assert [name for _, name in read(**SETTINGS)] == ["Account 1", "Account 2", "Account 3"]
    token, first, second = signed_in.request_history
    assert parse_qs(token.text) == {
        "grant_type": ["client_credentials"],
        "client_id": ["key-1"],
        "client_secret": ["not-a-real-secret"],
    }
    assert first.qs == {"q": ["select id, name from account"]}
    assert first.headers["Authorization"] == second.headers["Authorization"] == "Bearer not-a-real-token-1"


def test_object_fields_and_condition_come_from_the_configuration(read: Read, signed_in: Mocker) -> None:
    """The condition stands in parentheses; a field in another case is found; a number is an id without decimals."""
    signed_in.get(QUERY, text='{"totalSize":1,"done":true,"records":[{"Number__c":1001.0,"Trade_Name__c":"Boom FM"}]}')

    customers = read(
        **SETTINGS, object="Customer__c", id_field="number__c", name_field="Trade_Name__c", where="Active__c = TRUE"
    )

    assert customers == [("1001", "Boom FM")]
    assert "where+%28active__c+%3d+true%29" in signed_in.last_request.url.lower()


@pytest.mark.parametrize("name", ["Account WHERE x", "Owner.Name", "1st", "", "Name, Secret__c"])
def test_only_identifiers_are_taken_as_names(read: Read, name: str) -> None:
    """A name that is more than one word could change the query."""
    with pytest.raises(ValueError, match="String should match pattern"):
        read(**SETTINGS, name_field=name)


def test_the_address_of_the_browser_is_taken_for_that_of_the_api(read: Read, signed_in: Mocker) -> None:
    """People copy the Lightning address; the API answers at the one beside it."""
    signed_in.get(QUERY, json=page(record(1)))

    assert read(**{**SETTINGS, "instance_url": "https://mycompany.lightning.force.com/"})


def test_the_instance_that_the_token_names_is_asked(read: Read, requests_mock: Mocker) -> None:
    """Salesforce says with the token where the organisation lives."""
    elsewhere = "https://moved.my.salesforce.com"
    requests_mock.post(TOKEN, json={"access_token": "not-a-real-token", "instance_url": elsewhere})
    requests_mock.get(QUERY.replace(HOME, elsewhere), json=page(record(1)))

    assert len(read(**SETTINGS)) == 1


def test_an_expired_session_is_renewed_once(read: Read, signed_in: Mocker) -> None:
    """INVALID_SESSION_ID in mid-query brings a new token and goes on with the same page."""
    signed_in.get(QUERY, json=page(record(1), total=2, following=NEXT))
    signed_in.get(HOME + NEXT, [EXPIRED, {"json": page(record(2), total=2)}])

    assert len(read(**SETTINGS)) == 2
    assert signed_in.last_request.headers["Authorization"] == "Bearer not-a-real-token-2"


def test_a_session_that_is_refused_twice_is_told(read: Read, signed_in: Mocker) -> None:
    """A new token that is refused as well is no matter of age."""
    signed_in.get(QUERY, [EXPIRED])

    with pytest.raises(
        CrmFault, match=r"refused an access token that it had just issued .*INVALID_SESSION_ID.* scope api"
    ):
        read(**SETTINGS)


@pytest.mark.parametrize(
    ("status", "code", "message", "sentence"),
    [
        (403, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization.", "has no API access"),
        (400, "INVALID_TYPE", "sObject type 'Account' is not supported.", "knows no object Account"),
        (400, "INVALID_FIELD", "No such column 'Name' on entity 'Account'.", "asked for: Id and Name"),
        (400, "MALFORMED_QUERY", "unexpected token: 'x'", "does not understand the condition"),
        (404, "NOT_FOUND", "The requested resource does not exist", "no REST API of version 67.0"),
        (400, "SOMETHING_NEW", "never seen", "refused to list Account (HTTP 400, found: SOMETHING_NEW: never seen)"),
    ],
)
def test_a_refused_query_says_what_to_do(  # noqa: PLR0917 - a table
    read: Read, signed_in: Mocker, status: int, code: str, message: str, sentence: str
) -> None:
    """Each documented error code has its own sentence."""
    signed_in.get(QUERY, [refused(status, code, message)])

    with pytest.raises(CrmFault) as fault:
        read(**SETTINGS)

    assert sentence in str(fault.value)


def test_a_used_up_allowance_is_for_another_time(read: Read, signed_in: Mocker, clock: FakeClock) -> None:
    """The limit of 24 hours is not waited for."""
    signed_in.get(QUERY, [refused(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")])

    with pytest.raises(CrmUnavailable, match="used up its API calls of the last 24 hours"):
        read(**SETTINGS)
    assert clock.slept == []


def test_calls_at_once_and_outages_are_waited_out(read: Read, signed_in: Mocker) -> None:
    """The same code means a short wait when it speaks of concurrent requests."""
    busy = "ConcurrentRequests (Concurrent API Requests) Limit exceeded."
    signed_in.get(
        QUERY, [refused(403, "REQUEST_LIMIT_EXCEEDED", busy), {"status_code": 503}, {"json": page(record(1))}]
    )

    assert len(read(**SETTINGS)) == 1


def test_a_short_count_is_never_passed_over(read: Read, signed_in: Mocker) -> None:
    """Salesforce says how many records there are; fewer is a failure, not a smaller CRM."""
    signed_in.get(QUERY, json=page(record(1), total=2))

    with pytest.raises(CrmUnavailable, match="counts 2 records of Account but handed out 1"):
        read(**SETTINGS)


def test_a_next_page_elsewhere_is_not_followed(read: Read, signed_in: Mocker) -> None:
    """The token goes to Salesforce's API only."""
    signed_in.get(QUERY, json=page(record(1), total=2, following="https://elsewhere.example.com/x"))

    with pytest.raises(CrmFault, match="names a next page outside Salesforce's REST API"):
        read(**SETTINGS)


def test_a_record_without_the_chosen_id_is_named(read: Read, signed_in: Mocker) -> None:
    """An empty custom number is filled in by a person, who needs the record."""
    signed_in.get(QUERY, json=page(record(1, Number__c="7"), record(2, Number__c=None)))

    with pytest.raises(CrmFault, match=r"Salesforce has 1 customer without id \(record 001000000000000002\)"):
        read(**SETTINGS, id_field="Number__c")


def test_an_empty_object_is_refused(read: Read, signed_in: Mocker) -> None:
    """A condition that nothing meets would make every document pending."""
    signed_in.get(QUERY, json=page())

    with pytest.raises(CrmFault, match="Salesforce holds no customer"):
        read(**SETTINGS)


def test_no_message_holds_a_secret(read: Read, requests_mock: Mocker) -> None:
    """Even where Salesforce repeats what it was given."""
    echo = " ".join([*CLIENT.values(), REFRESH["refresh_token"], "not-a-real-token"])
    requests_mock.post(
        TOKEN,
        [
            {"json": {"access_token": "not-a-real-token"}},
            {"status_code": 400, "json": {"error": "invalid_grant", "error_description": echo}},
        ],
    )
    requests_mock.get(QUERY, [refused(400, "MALFORMED_QUERY", echo)])

    for _ in range(2):
        with pytest.raises(CrmFault, match=r"key-1 \*\*\* \*\*\*") as fault:
            read(**{**SETTINGS, "auth": REFRESH})
        assert not {secret for secret in echo.split() if secret.startswith("not-a-real")} & set(
            str(fault.value).split()
        )
