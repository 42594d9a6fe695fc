"""From a configuration to the organisations that are read, or to a sentence that lists the choices."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from xero_api.errors import DayLimitReached, OrganisationUnreachable
from xero_connectors.connection import XeroConnection
from xero_connectors.organisations import Organisations, held_back

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

API = "https://api.xero.com"
OAUTH = {
    "auth_type": "oauth",
    "client_id": "client-1",
    "client_secret": "not-a-real-secret",
    "refresh_token": "not-a-real-refresh-token",
}
CUSTOM = {"auth_type": "custom_connection", "client_id": "client-1", "client_secret": "not-a-real-secret"}
DEMO = ("t-demo", "Demo Company (Global)")
OTHER = ("t-other", "Ridgeway University")
TWIN = ("t-twin", "Ridgeway University")


@pytest.fixture(autouse=True)
def signed_in(requests_mock: Mocker) -> None:
    """Let Xero accept every credential."""
    requests_mock.post(
        "https://identity.xero.com/connect/token",
        json={"access_token": "not-a-real-token", "expires_in": 1800, "refresh_token": "not-a-real-second"},
    )


def connected(requests_mock: Mocker, *organisations: tuple[str, str]) -> None:
    """Let the app be connected to these organisations, given as id and name."""
    requests_mock.get(
        f"{API}/connections",
        json=[{"tenantId": id_, "tenantType": "ORGANISATION", "tenantName": name} for id_, name in organisations],
    )


def organisations(clock: FakeClock, credentials: dict[str, str], *names: str, **settings: Any) -> Organisations:  # noqa: ANN401
    """Return the organisations of a configuration."""
    raw = {"credentials": credentials, "organisations": list(names), **settings}
    return Organisations(
        XeroConnection.model_validate(raw), clock=clock, randomness=random.Random(1), keep_refresh_token=lambda _: None
    )


def test_the_only_one_connected_needs_no_name(requests_mock: Mocker, clock: FakeClock) -> None:
    """Nothing is chosen and there is no choice: that organisation is read, and `/connections` is asked once."""
    connected(requests_mock, DEMO)
    found = organisations(clock, OAUTH)

    for _ in range(2):
        assert [(one.tenant_id, one.name) for one in found.all()] == [DEMO]

    assert requests_mock.call_count == 2


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status_code": 403}, "Xero refuses to list the organisations that are connected to this app (HTTP 403 from "),
        (
            {"status_code": 429, "headers": {"X-Rate-Limit-Problem": "day", "Retry-After": "60"}},
            "Xero's daily limit of calls for the list of connections is reached. ",
        ),
    ],
)
def test_a_list_of_connections_that_cannot_be_had_is_no_organisation(
    answer: dict[str, Any], said: str, requests_mock: Mocker, clock: FakeClock
) -> None:
    """It is said as what it is: no organisation is known by then."""
    requests_mock.get(f"{API}/connections", **answer)

    with pytest.raises((OrganisationUnreachable, DayLimitReached)) as refused:
        organisations(clock, OAUTH).all()

    assert str(refused.value).startswith(said)


def test_several_connected_and_none_chosen_lists_them(requests_mock: Mocker, clock: FakeClock) -> None:
    """The sentence holds every name and id to copy from."""
    connected(requests_mock, DEMO, OTHER)

    with pytest.raises(OrganisationUnreachable) as raised:
        organisations(clock, OAUTH).all()

    for text in (*DEMO, *OTHER, "2 organisations", "`organisations` chooses none", "Name those to work with"):
        assert text in str(raised.value)


def test_none_connected_says_what_to_do(requests_mock: Mocker, clock: FakeClock) -> None:
    """An app without any organisation is not an empty sync."""
    connected(requests_mock)

    with pytest.raises(OrganisationUnreachable, match=r"0 organisations.*Connect one"):
        organisations(clock, OAUTH).all()


def test_an_unknown_name_is_quoted_beside_the_known_ones(requests_mock: Mocker, clock: FakeClock) -> None:
    """A typing error is visible at once."""
    connected(requests_mock, DEMO, OTHER)

    with pytest.raises(OrganisationUnreachable, match=r"'Ridgway University'.*Ridgeway University \(t-other\)"):
        organisations(clock, OAUTH, "Ridgway University").all()


def test_names_and_ids_choose_in_their_order_whatever_their_case(requests_mock: Mocker, clock: FakeClock) -> None:
    """A name in other letters or an id chooses; the order is the configuration's."""
    connected(requests_mock, DEMO, OTHER)

    found = organisations(clock, OAUTH, "ridgeway UNIVERSITY", "T-DEMO").all()

    assert [one.name for one in found] == [OTHER[1], DEMO[1]]


def test_an_organisation_named_twice_is_read_once(requests_mock: Mocker, clock: FakeClock) -> None:
    """Name and id of the same organisation do not double its records."""
    connected(requests_mock, DEMO, OTHER)

    assert len(organisations(clock, OAUTH, DEMO[0], DEMO[1], DEMO[1]).all()) == 1


def test_two_organisations_of_one_name_need_the_id(requests_mock: Mocker, clock: FakeClock) -> None:
    """A name that fits two is never guessed; the id settles it."""
    connected(requests_mock, OTHER, TWIN)

    with pytest.raises(OrganisationUnreachable, match=r"2 connected organisations have that name.*Give the id"):
        organisations(clock, OAUTH, OTHER[1]).all()
    assert [one.tenant_id for one in organisations(clock, OAUTH, TWIN[0]).all()] == [TWIN[0]]


def test_a_custom_connection_needs_no_organisation_header(requests_mock: Mocker, clock: FakeClock) -> None:
    """Its token is bound to one organisation, which is asked for its id and name; what it answers is kept."""
    record = {"OrganisationID": DEMO[0], "Name": DEMO[1], "BaseCurrency": "NZD", "PeriodLockDate": "2025-12-31"}
    asked = requests_mock.get(f"{API}/api.xro/2.0/Organisation", json={"Organisations": [record]})

    found = organisations(clock, CUSTOM, "demo company (global)").all()

    # Whoever needs the lock dates need not ask again.
    assert [(one.tenant_id, one.name, one.record) for one in found] == [(*DEMO, record)]
    assert "xero-tenant-id" not in asked.last_request.headers


def test_a_custom_connection_asked_for_another_organisation_says_whose_it_is(
    requests_mock: Mocker, clock: FakeClock
) -> None:
    """The wrong credentials never read the wrong company."""
    record = {"OrganisationID": DEMO[0], "Name": DEMO[1], "BaseCurrency": "NZD"}
    requests_mock.get(f"{API}/api.xro/2.0/Organisation", json={"Organisations": [record]})

    with pytest.raises(OrganisationUnreachable, match=r"belongs to Demo Company \(Global\).*'Ridgeway University'"):
        organisations(clock, CUSTOM, OTHER[1]).all()


def test_each_organisation_has_its_own_allowance(requests_mock: Mocker, clock: FakeClock) -> None:
    """Xero counts calls for each organisation; one that waits does not hold the other up."""
    connected(requests_mock, DEMO, OTHER)
    requests_mock.get(f"{API}/api.xro/2.0/Invoices", json={"Invoices": []})
    found = organisations(clock, OAUTH, DEMO[0], OTHER[0], limits={"calls_per_minute": 1})
    one, other = found.all()

    for organisation in (one, other):
        organisation.client.get("Invoices", scope="accounting.invoices.read")
    assert clock.elapsed == 0
    one.client.get("Invoices", scope="accounting.invoices.read")

    assert clock.elapsed == 60
    assert found.seconds_waited == 60


def test_nothing_is_asked_before_it_is_needed(requests_mock: Mocker, clock: FakeClock) -> None:
    """`discover` reaches no network."""
    organisations(clock, OAUTH)

    assert requests_mock.call_count == 0


def test_the_longest_wait_of_all_organisations_is_told(requests_mock: Mocker, clock: FakeClock) -> None:
    """Nobody waits before a call is held back."""
    connected(requests_mock, ("tenant-1", "One"), ("tenant-2", "Two"))
    found = organisations(clock, OAUTH, "One", "Two").all()

    assert held_back(found) == held_back([]) == 0


def test_one_that_is_not_connected_does_not_hide_the_others(requests_mock: Mocker, clock: FakeClock) -> None:
    """Those that are can be read, and the sentence about the other is kept; where all are needed, it is raised."""
    connected(requests_mock, DEMO, OTHER)
    asked = organisations(clock, OAUTH, DEMO[1], "Gone Ltd", OTHER[0])

    found = asked.connected()

    assert [one.tenant_id for one in found.organisations] == [DEMO[0], OTHER[0]]
    assert ["'Gone Ltd'" in str(fault) for fault in found.unreachable] == [True]
    with pytest.raises(OrganisationUnreachable, match="Gone Ltd"):
        asked.all()
