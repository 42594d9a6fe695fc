"""Every way in which Xero fails has its own ending: an answer after all, or one clear error."""

from __future__ import annotations

import json
import traceback
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import requests

from xero_api import scopes
from xero_api.budget import Budget
from xero_api.client import Client, ConnectedOrganisation
from xero_api.errors import (
    AccessRefused,
    CredentialsRefused,
    DayLimitReached,
    EndpointRefused,
    OrganisationUnreachable,
    OutcomeUncertain,
    RequestRefused,
    ScopeMissing,
    WalkIncomplete,
    WayBlocked,
    XeroError,
    XeroUnavailable,
)

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock
    from unit_tests.xero_api.conftest import FakeAuth
    from xero_api.patience import Patience
    from xero_api.transport import Transport

URL = "https://api.xero.com/api.xro/2.0/Invoices"
CONNECTIONS = "https://api.xero.com/connections"
GOOD = {"text": '{"DateTimeUTC": "/Date(1767603600000)/", "Invoices": [{"Total": 10.10}]}'}
CONNECTED = {"json": [{"tenantId": "tenant-1", "tenantType": "ORGANISATION", "tenantName": "Demo Company"}]}
TRANSIENT = [
    {"status_code": 500, "json": {"Title": "An error occurred"}},
    {"status_code": 502, "text": "<html>Bad Gateway</html>"},
    {"status_code": 503, "text": "Organisation offline"},
    {"status_code": 504},
    {"status_code": 408},
    {"status_code": 200, "text": "<html><title>Xero | Login</title></html>"},
    {"status_code": 200, "text": '{"Invoices": [{"Total": 10.'},
    {"status_code": 200, "text": ""},
    {"exc": requests.ConnectionError},
    {"exc": requests.ReadTimeout},
    {"exc": requests.exceptions.ChunkedEncodingError},
    {"status_code": 429, "headers": {"X-Rate-Limit-Problem": "concurrent"}},
]


def minute_limit(retry_after: str = "37", problem: str = "minute") -> dict[str, object]:
    """Return Xero's answer to too many calls in a minute."""
    return {"status_code": 429, "headers": {"X-Rate-Limit-Problem": problem, "Retry-After": retry_after}}


def test_an_answer_holds_exact_money_and_xeros_own_time(client: Client, requests_mock: Mocker) -> None:
    """Amounts are Decimal with Xero's digits; the time is the envelope's."""
    requests_mock.get(URL, **GOOD)

    answer = client.get("Invoices", scope=scopes.INVOICES)

    assert answer.body["Invoices"] == [{"Total": Decimal("10.10")}]
    assert str(answer.body["Invoices"][0]["Total"]) == "10.10"
    assert answer.given_at == datetime(2026, 1, 5, 9, tzinfo=UTC)


def test_the_time_falls_back_to_the_date_header_then_to_the_clock(
    client: Client, requests_mock: Mocker, clock: FakeClock
) -> None:
    """An envelope without a time still gives the walk a place in Xero's time."""
    requests_mock.get(URL, [{"json": {}, "headers": {"Date": "Mon, 05 Jan 2026 08:00:00 GMT"}}, {"json": {}}])

    assert client.get("Invoices", scope=scopes.INVOICES).given_at == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert client.get("Invoices", scope=scopes.INVOICES).given_at == clock.now()


@pytest.mark.parametrize("stamp", ["today", 7, "/Date(99999999999999999999)/"])
def test_a_time_that_is_none_is_passed_over(
    client: Client, requests_mock: Mocker, clock: FakeClock, stamp: object
) -> None:
    """The next that tells the time is asked, as where an answer has none."""
    body = {"DateTimeUTC": stamp}
    dates = ("Mon, 05 Jan 2026 08:00:00 GMT", "soon")
    requests_mock.get(URL, [{"json": body, "headers": {"Date": date}} for date in dates])

    assert client.get("Invoices", scope=scopes.INVOICES).given_at == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert client.get("Invoices", scope=scopes.INVOICES).given_at == clock.now()


def test_a_call_names_token_organisation_json_and_since(client: Client, requests_mock: Mocker) -> None:
    """The headers that Xero asks for are all there, If-Modified-Since in its one working spelling."""
    requests_mock.get(URL, **GOOD)

    client.get(
        "Invoices",
        scope=scopes.INVOICES,
        params={"page": "2"},
        modified_since=datetime(2026, 1, 5, 9, 0, 7, 900000, tzinfo=UTC),
    )

    sent = requests_mock.last_request
    assert sent.headers["Authorization"] == "Bearer not-a-real-token-0"
    assert sent.headers["xero-tenant-id"] == "tenant-1"
    assert sent.headers["Accept"] == "application/json"
    assert sent.headers["If-Modified-Since"] == "2026-01-05T09:00:07"
    assert sent.qs == {"page": ["2"]}


@pytest.mark.parametrize("fault", TRANSIENT, ids=lambda fault: str(fault.get("status_code", fault.get("exc"))))
def test_a_transient_fault_is_tried_again(client: Client, requests_mock: Mocker, fault: dict[str, object]) -> None:
    """One bad answer costs a pause and nothing else."""
    requests_mock.get(URL, [fault, GOOD])

    assert client.get("Invoices", scope=scopes.INVOICES).body["Invoices"] == [{"Total": Decimal("10.10")}]


@pytest.mark.parametrize("fault", TRANSIENT, ids=lambda fault: str(fault.get("status_code", fault.get("exc"))))
def test_a_fault_that_stays_ends_after_a_bounded_number_of_tries(
    client: Client, requests_mock: Mocker, clock: FakeClock, fault: dict[str, object]
) -> None:
    """After six tries within about a minute the error says what was asked, what came last, and to try later."""
    requests_mock.get(URL, [fault])

    with pytest.raises(XeroUnavailable, match=rf"{URL} in 6 tries \(last: .+\).*try again later"):
        client.get("Invoices", scope=scopes.INVOICES)

    assert requests_mock.call_count == 6
    assert sum(clock.slept) < 61


@pytest.mark.parametrize("problem", ["minute", "appminute", "Minute"])
def test_retry_after_is_waited_for_to_the_second(
    client: Client, requests_mock: Mocker, clock: FakeClock, problem: str
) -> None:
    """Peers' defect 2: the wait is Xero's own number, and no try is used up by it."""
    requests_mock.get(URL, [minute_limit("37", problem), minute_limit("2", problem), GOOD])

    client.get("Invoices", scope=scopes.INVOICES)

    assert clock.slept == [37.0, 2.0]


def test_a_minute_limit_without_retry_after_waits_a_minute(
    client: Client, requests_mock: Mocker, clock: FakeClock
) -> None:
    """Where Xero does not say how long, its window of a minute is waited for."""
    requests_mock.get(URL, [{"status_code": 429}, GOOD])

    client.get("Invoices", scope=scopes.INVOICES)

    assert clock.slept == [60.0]


@pytest.mark.parametrize(("retry_after", "slept"), [("inf", 60.0), ("Mon, 05 Jan 2026 09:00:40 GMT", 40.0)])
def test_retry_after_in_other_words_is_waited_for(
    client: Client, requests_mock: Mocker, clock: FakeClock, retry_after: str, slept: float
) -> None:
    """A time is one; what is no number of seconds is a minute."""
    requests_mock.get(URL, [minute_limit(retry_after), GOOD])

    client.get("Invoices", scope=scopes.INVOICES)

    assert clock.slept == [slept]


@pytest.mark.parametrize(("retry_after", "problem"), [("7200", "minute"), ("7200", "Daily"), ("9", " Day ")])
def test_hours_and_days_are_not_waited_for(
    client: Client, requests_mock: Mocker, clock: FakeClock, retry_after: str, problem: str
) -> None:
    """Whatever the limit is called: the sync stops and says when Xero takes calls again."""
    requests_mock.get(URL, [minute_limit(retry_after, problem)])

    with pytest.raises(DayLimitReached, match=r"takes calls again at 2026-01-05"):
        client.get("Invoices", scope=scopes.INVOICES)

    assert (requests_mock.call_count, clock.slept) == (1, [])


@pytest.mark.parametrize("retry_after", ["Wed, 21 Oct 2099 07:28:00 GMT", "1e300"])
def test_nobody_is_told_to_wait_for_longer_than_a_day(client: Client, requests_mock: Mocker, retry_after: str) -> None:
    """Xero counts by the day, whatever the answer says."""
    requests_mock.get(URL, [minute_limit(retry_after)])

    with pytest.raises(DayLimitReached, match=r"for 24 hours .*takes calls again at 2026-01-06 09:00:00 UTC"):
        client.get("Invoices", scope=scopes.INVOICES)


def test_a_rate_limit_that_never_ends_is_given_up(client: Client, requests_mock: Mocker) -> None:
    """Ten waits in a row mean that others use the allowance up; the sync says so and does not hang."""
    requests_mock.get(URL, [minute_limit("1")])

    with pytest.raises(XeroUnavailable, match=r"429 \(10 times in a row\).*Other programs"):
        client.get("Invoices", scope=scopes.INVOICES)

    assert requests_mock.call_count == 11


def test_a_write_that_is_held_back_for_long_is_uncertain(client: Client, requests_mock: Mocker) -> None:
    """Xero knows a call for six minutes: after five it is looked for before it is sent again."""
    requests_mock.put(URL, [minute_limit("60")])

    with pytest.raises(OutcomeUncertain, match=r"HTTP 429 for 360 seconds"):
        client.write("PUT", "Invoices", b"{}", scope=scopes.INVOICES, idempotency_key="key")

    assert requests_mock.call_count == 6


def test_the_day_limit_ends_the_sync_at_once_and_names_the_time(
    client: Client, requests_mock: Mocker, clock: FakeClock
) -> None:
    """No wait, no second try, no further call; the message tells when Xero takes calls again."""
    requests_mock.get(URL, [minute_limit("7200", "day")])

    for _ in range(2):
        with pytest.raises(DayLimitReached, match=r"Demo Company is reached.*2026-01-05 11:00:00 UTC"):
            client.get("Invoices", scope=scopes.INVOICES)

    assert requests_mock.call_count == 1
    assert clock.slept == []


def test_a_stale_token_is_renewed_once(client: Client, requests_mock: Mocker, auth: FakeAuth) -> None:
    """A 401 brings a new token, and the same call goes through with it."""
    requests_mock.get(URL, [{"status_code": 401, "json": {"Detail": "TokenExpired"}}, GOOD])

    client.get("Invoices", scope=scopes.INVOICES)

    assert auth.renewed == ["not-a-real-token-0"]
    assert requests_mock.last_request.headers["Authorization"] == "Bearer not-a-real-token-1"


def test_a_second_401_ends_it(client: Client, requests_mock: Mocker, auth: FakeAuth) -> None:
    """A new token that is refused as well is no matter of time."""
    requests_mock.get(URL, [{"status_code": 401, "json": {"Detail": "TokenInvalid"}}])

    with pytest.raises(OrganisationUnreachable, match=r"^Demo Company: Xero refused a new access token"):
        client.get("Invoices", scope=scopes.INVOICES)

    assert len(auth.renewed) == 1
    assert requests_mock.call_count == 2


def test_a_401_of_the_list_of_connections_is_no_organisations(client: Client, requests_mock: Mocker) -> None:
    """It is asked for before any organisation is known."""
    requests_mock.get(CONNECTIONS, status_code=401)

    with pytest.raises(CredentialsRefused, match=r"^Xero refused a new access token"):
        client.connections(scopes.SETTINGS)


@pytest.mark.parametrize("status", [401, 403])
def test_a_missing_scope_is_named_and_not_ignored(client: Client, requests_mock: Mocker, status: int) -> None:
    """Peers' defect 3, first way: the scope that this call needs is in the sentence."""
    requests_mock.get(
        URL, [{"status_code": status, "headers": {"WWW-Authenticate": 'Bearer error="insufficent_scope"'}}]
    )

    with pytest.raises(ScopeMissing, match=rf"scope {scopes.INVOICES} was not granted \(HTTP {status}\)"):
        client.get("Invoices", scope=scopes.INVOICES)

    assert requests_mock.call_count == 1


def test_a_403_of_an_organisation_that_is_not_connected_says_so(client: Client, requests_mock: Mocker) -> None:
    """Peers' defect 3, second way: `/connections` tells that the organisation is gone."""
    requests_mock.get(URL, [{"status_code": 403, "json": {"Detail": "AuthenticationUnsuccessful"}}])
    requests_mock.get(CONNECTIONS, json=[])

    with pytest.raises(OrganisationUnreachable, match="Demo Company is not connected"):
        client.get("Invoices", scope=scopes.INVOICES)


def test_a_403_of_a_connected_organisation_is_tried_again(client: Client, requests_mock: Mocker) -> None:
    """Peers' defect 3, third way: Xero now and then refuses an organisation that is connected."""
    requests_mock.get(URL, [{"status_code": 403}, GOOD])
    requests_mock.get(CONNECTIONS, **CONNECTED)

    assert client.get("Invoices", scope=scopes.INVOICES).body["Invoices"]


def test_a_403_that_stays_ends_after_a_bounded_number_of_tries(client: Client, requests_mock: Mocker) -> None:
    """A connected organisation that is refused again and again is an error, not an empty stream."""
    refused = requests_mock.get(URL, [{"status_code": 403}])
    requests_mock.get(CONNECTIONS, **CONNECTED)

    with pytest.raises(AccessRefused, match="Demo Company"):
        client.get("Invoices", scope=scopes.INVOICES)

    assert refused.call_count == 6


def test_a_403_of_the_list_of_connections_ends_it(client: Client, requests_mock: Mocker) -> None:
    """When even `/connections` is refused there is nobody left to ask."""
    requests_mock.get(URL, [{"status_code": 403}])
    connections = requests_mock.get(CONNECTIONS, [{"status_code": 403}])

    with pytest.raises(OrganisationUnreachable, match=r"^Demo Company: Xero refuses to list the organisations"):
        client.get("Invoices", scope=scopes.INVOICES)

    assert connections.call_count == 1


def test_a_custom_connections_403_is_tried_again_without_a_look_up(
    clock: FakeClock, transport: Transport, auth: FakeAuth, patience: Patience, requests_mock: Mocker
) -> None:
    """A token bound to one organisation has nothing to look up: bounded tries, then the error."""
    requests_mock.get(URL, [{"status_code": 403}])
    client = Client(transport, auth, Budget(clock, organisation="It"), patience, organisation="It")

    with pytest.raises(OrganisationUnreachable, match="It is not connected"):
        client.get("Invoices", scope=scopes.INVOICES)

    assert requests_mock.call_count == 6
    assert "xero-tenant-id" not in requests_mock.last_request.headers


@pytest.mark.parametrize("tenant_id", ["", "tenant-1"])
def test_a_403_of_one_endpoint_alone_is_told_as_such(  # noqa: PLR0917 - fixtures
    clock: FakeClock, transport: Transport, auth: FakeAuth, patience: Patience, requests_mock: Mocker, tenant_id: str
) -> None:
    """The organisation has answered other calls: its user's role or the app's scopes may not allow this one."""
    report = "https://api.xero.com/api.xro/2.0/Reports/TrialBalance"
    requests_mock.get(URL, [GOOD, {"status_code": 403}])
    requests_mock.get(report, status_code=403)
    requests_mock.get(CONNECTIONS, **CONNECTED)
    client = Client(
        transport,
        auth,
        Budget(clock, organisation="Demo Company"),
        patience,
        tenant_id=tenant_id,
        organisation="Demo Company",
    )
    client.get("Invoices", scope=scopes.INVOICES)

    with pytest.raises(EndpointRefused, match=r"^Xero refuses Reports/TrialBalance of Demo Company .* role .* scopes"):
        client.get("Reports/TrialBalance", scope=scopes.INVOICES)
    with pytest.raises(OrganisationUnreachable):
        client.get("Invoices", scope=scopes.INVOICES)


def test_a_list_of_connections_is_no_answer_of_the_organisation(client: Client, requests_mock: Mocker) -> None:
    """An organisation that answered nothing at all may have been disconnected."""
    requests_mock.get(URL, status_code=403)
    requests_mock.get(CONNECTIONS, **CONNECTED)
    client.connections(scopes.SETTINGS)

    with pytest.raises(OrganisationUnreachable):
        client.get("Invoices", scope=scopes.INVOICES)


def test_a_404_of_everything_means_that_api_url_is_wrong(
    clock: FakeClock, transport: Transport, auth: FakeAuth, patience: Patience, requests_mock: Mocker
) -> None:
    """Where it is not Xero's own and has answered nothing yet; the list of connections has an address of its own."""
    address = "http://127.0.0.1:8080/foo/2.0"
    requests_mock.get(f"{address}/Organisation", status_code=404, text="no such page")
    requests_mock.get("http://127.0.0.1:8080/connections", **CONNECTED)
    client = Client(
        transport, auth, Budget(clock, organisation="Demo Company"), patience, api_url=address, tenant_id="tenant-1"
    )
    client.connections(scopes.SETTINGS)

    with pytest.raises(WayBlocked, match=r"`api_url` names .* HTTP 404 .*/foo/2\.0/Organisation.*api\.xro/2\.0: corr"):
        client.get("Organisation", scope=scopes.SETTINGS)


def test_a_404_of_an_address_that_answered_is_that_of_the_request(
    clock: FakeClock, transport: Transport, auth: FakeAuth, patience: Patience, requests_mock: Mocker
) -> None:
    """The Accounting API is there, and has no such record."""
    address = "http://127.0.0.1:8080/api.xro/2.0"
    requests_mock.get(f"{address}/Invoices", **GOOD)
    requests_mock.get(f"{address}/Invoices/1", status_code=404)
    client = Client(transport, auth, Budget(clock, organisation="Demo Company"), patience, api_url=address)
    client.get("Invoices", scope=scopes.INVOICES)

    with pytest.raises(RequestRefused):
        client.get("Invoices/1", scope=scopes.INVOICES)


@pytest.mark.parametrize(
    "answer",
    [
        {"status_code": 400, "json": {"ErrorNumber": 16, "Type": "QueryParseException"}},
        {"status_code": 404, "text": "The resource you're looking for cannot be found"},
        {"status_code": 200, "json": ["no", "object"]},
    ],
    ids=["400", "404", "200"],
)
def test_a_request_that_xero_does_not_take_is_reported_with_what_was_found(
    client: Client, requests_mock: Mocker, answer: dict[str, object]
) -> None:
    """Our own mistakes are not retried and quote the start of Xero's answer."""
    requests_mock.get(URL, [answer])

    with pytest.raises(RequestRefused, match="found: "):
        client.get("Invoices", scope=scopes.INVOICES)

    assert requests_mock.call_count == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"status_code": 404, "text": "<html>Not Found</html>"},
        {"status_code": 302, "headers": {"Location": "https://elsewhere.example/"}},
    ],
    ids=["404", "302"],
)
def test_who_answers_in_the_place_of_the_api_is_told_at_once(
    client: Client, requests_mock: Mocker, answer: dict[str, object]
) -> None:
    """Xero's own 404 is no page, and it leads nowhere else: somebody else answers, or the address is wrong."""
    requests_mock.get(URL, **answer)

    with pytest.raises(WayBlocked, match=r"answered in its place.*where `api_url` is not Xero's own address, correct"):
        client.get("Invoices", scope=scopes.INVOICES)

    assert requests_mock.call_count == 1


def test_a_way_that_is_blocked_is_told_at_once(client: Client, requests_mock: Mocker) -> None:
    """No try helps before somebody has mended it, and none of it is about what was to be done."""
    requests_mock.get(URL, exc=requests.exceptions.SSLError)

    with pytest.raises(WayBlocked, match=r"^https://api\.xero\.com cannot be reached"):
        client.get("Invoices", scope=scopes.INVOICES)

    assert requests_mock.call_count == 1


def test_connections_are_organisations_and_not_practices(client: Client, requests_mock: Mocker) -> None:
    """Practices are left out; an old answer without names shows ids."""
    requests_mock.get(
        CONNECTIONS,
        json=[
            {"tenantId": "t1", "tenantType": "ORGANISATION", "tenantName": "Demo Company"},
            {"tenantId": "t2", "tenantType": "PRACTICE", "tenantName": "Accountants"},
            {"tenantId": "t3", "tenantType": "ORGANISATION", "tenantName": None},
        ],
    )

    assert client.connections(scopes.SETTINGS) == [
        ConnectedOrganisation("t1", "Demo Company"),
        ConnectedOrganisation("t3", "t3"),
    ]
    assert "xero-tenant-id" not in requests_mock.last_request.headers


@pytest.mark.parametrize("answer", [None, {}, "x", [None], [7], [{}], [{"tenantId": None}], [{"tenantId": 7}]])
def test_connections_that_are_none_are_not_guessed(client: Client, requests_mock: Mocker, answer: object) -> None:
    """Nobody is told that no organisation is connected where nobody knows."""
    requests_mock.get(CONNECTIONS, text=json.dumps(answer))

    with pytest.raises(WalkIncomplete, match="/connections"):
        client.connections(scopes.SETTINGS)


def test_xeros_headers_slow_the_next_call_down(client: Client, requests_mock: Mocker, clock: FakeClock) -> None:
    """When other programs have used the minute up, the next call waits without a 429."""
    requests_mock.get(URL, [{**GOOD, "headers": {"X-MinLimit-Remaining": "0"}}, GOOD])

    client.get("Invoices", scope=scopes.INVOICES)
    client.get("Invoices", scope=scopes.INVOICES)

    assert clock.slept == [60.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 200])
def test_no_token_is_in_any_error(client: Client, requests_mock: Mocker, status: int) -> None:
    """Whatever the ending, neither message nor traceback holds the access token."""
    requests_mock.get(URL, [{"status_code": status, "text": "no json"}])
    requests_mock.get(CONNECTIONS, [{"status_code": status, "text": "no json"}])

    with pytest.raises(XeroError) as raised:
        client.get("Invoices", scope=scopes.INVOICES)

    assert "not-a-real-token" not in "".join(traceback.format_exception(raised.value))
    assert "not-a-real-token" not in repr(client) + repr(vars(client))
