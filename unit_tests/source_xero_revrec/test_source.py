"""The source's commands, with requests-mock in Xero's place: one clear sentence for whatever is wrong."""

from __future__ import annotations

import json
import logging
import random
from typing import TYPE_CHECKING, Any

import pytest
from airbyte_cdk.models import ConfiguredAirbyteCatalogSerializer, FailureType, Status, SyncMode, Type
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.entrypoint import Entrypoint
from source_xero_revrec.source import SourceXeroRevrec
from source_xero_revrec.streams.raw import RAW_STREAMS
from unit_tests.source_xero_revrec.fake_books import FakeBooks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from airbyte_cdk.models import AirbyteMessage, ConfiguredAirbyteCatalog
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

API = "https://api.xero.com/api.xro/2.0"
TOKEN = "https://identity.xero.com/connect/token"
SECRETS = ("not-a-real-secret", "not-a-real-refresh-token", "not-a-real-token")
LOG = logging.getLogger("unit_tests.source")


@pytest.fixture
def saved() -> list[Mapping[str, Any]]:
    """Hand out the place where configurations are saved back."""
    return []


@pytest.fixture
def source(clock: FakeClock, saved: list[Mapping[str, Any]]) -> SourceXeroRevrec:
    """Hand out the source on a Monday in January 2026."""
    return SourceXeroRevrec(clock=clock, randomness=random.Random(1), save_config=saved.append)


@pytest.fixture
def config() -> dict[str, Any]:
    """Hand out the configuration of a custom connection."""
    return {
        "credentials": {"auth_type": "custom_connection", "client_id": "client-1", "client_secret": "not-a-real-secret"}
    }


@pytest.fixture
def oauth_config() -> dict[str, Any]:
    """Hand out the configuration of an app that a user authorised."""
    return {
        "credentials": {
            "auth_type": "oauth",
            "client_id": "client-1",
            "client_secret": "not-a-real-secret",
            "refresh_token": "not-a-real-refresh-token",
        }
    }


@pytest.fixture(autouse=True)
def xero(requests_mock: Mocker) -> Mocker:
    """Let Xero hold one organisation with one invoice."""
    requests_mock.post(
        TOKEN, json={"access_token": "not-a-real-token", "expires_in": 1800, "refresh_token": "not-a-real-second"}
    )
    requests_mock.get(
        "https://api.xero.com/connections",
        json=[{"tenantId": "t-demo", "tenantType": "ORGANISATION", "tenantName": "Demo Company"}],
    )
    requests_mock.get(
        f"{API}/Organisation",
        json={"Organisations": [{"OrganisationID": "t-demo", "Name": "Demo Company", "BaseCurrency": "NZD"}]},
    )
    for name in ("Invoices", "Contacts", "Payments"):
        requests_mock.get(
            f"{API}/{name}",
            json={
                "DateTimeUTC": "/Date(1767603600000)/",
                "pagination": {"page": 1, "pageSize": 1000, "pageCount": 1, "itemCount": 1},
                name: [{f"{name[:-1]}ID": "00000000-0000-0000-0000-000000000001", "UpdatedDateUTC": "/Date(0)/"}],
            },
        )
    return requests_mock


def selecting(*names: str) -> ConfiguredAirbyteCatalog:
    """Return a catalog that selects streams for an incremental sync."""
    catalog: ConfiguredAirbyteCatalog = ConfiguredAirbyteCatalogSerializer.load(
        {
            "streams": [
                {
                    "stream": {
                        "name": name,
                        "json_schema": {},
                        "supported_sync_modes": ["full_refresh", "incremental"],
                    },
                    "sync_mode": "incremental",
                    "destination_sync_mode": "append",
                }
                for name in names
            ]
        }
    )
    return catalog


def test_check_signs_in_and_reads_one_of_each(source: SourceXeroRevrec, config: dict[str, Any], xero: Mocker) -> None:
    """The check is real: organisation, invoices, contacts and payments are all read, one record each."""
    status = source.check(LOG, config)

    assert (status.status, status.message) == (Status.SUCCEEDED, None)
    asked = {request.path.rsplit("/", 1)[1]: request.qs for request in xero.request_history if request.method == "GET"}
    assert set(asked) == {"organisation", "invoices", "contacts", "payments"}
    assert asked["invoices"] == {"page": ["1"], "pagesize": ["1"]}


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"url": TOKEN, "status_code": 401, "json": {"error": "invalid_client"}}, "refused the client id and secret"),
        ({"url": TOKEN, "status_code": 400, "json": {"error": "invalid_scope"}}, "does not have the scope accounting."),
        ({"url": f"{API}/Organisation", "status_code": 403}, "is not connected to this Xero app"),
        ({"url": f"{API}/Organisation", "status_code": 500}, "no proper answer"),
        (
            {
                "url": f"{API}/Payments",
                "status_code": 401,
                "headers": {"WWW-Authenticate": 'Bearer error="insufficient_scope"'},
            },
            "scope accounting.payments.read was not granted",
        ),
        (
            {
                "url": f"{API}/Invoices",
                "status_code": 429,
                "headers": {"X-Rate-Limit-Problem": "day", "Retry-After": "60"},
            },
            "takes calls again at 2026-01-05 09:01:00 UTC",
        ),
    ],
)
def test_each_failure_of_the_check_has_its_own_sentence(
    source: SourceXeroRevrec, config: dict[str, Any], xero: Mocker, fault: dict[str, Any], sentence: str
) -> None:
    """What Airbyte shows names the cause and the remedy, and holds no secret."""
    method = "POST" if fault["url"] == TOKEN else "GET"
    xero.request(method, fault.pop("url"), **fault)

    status = source.check(LOG, config)

    assert status.status is Status.FAILED
    assert sentence in str(status.message)
    assert not any(secret in str(status.message) for secret in SECRETS)


def test_a_malformed_configuration_is_a_failed_check_and_a_config_error(
    source: SourceXeroRevrec, config: dict[str, Any]
) -> None:
    """Check, discover, read and Airbyte's own validation all say the same sentence."""
    del config["credentials"]["client_id"]
    expected = "The configuration cannot be used: credentials.client_id is missing."

    assert source.check(LOG, config).message == expected
    for refuse in (lambda: source.streams(config), lambda: Entrypoint.validate_connection(None, config)):
        with pytest.raises(AirbyteTracedException) as raised:
            refuse()
        assert raised.value.message == expected
        assert raised.value.failure_type is FailureType.config_error


def test_a_start_date_in_the_future_fails_the_check(source: SourceXeroRevrec, config: dict[str, Any]) -> None:
    """The source's own clock tells what the future is."""
    config["start_date"] = "2026-01-06"

    assert "lies in the future (today is 2026-01-05, UTC)" in str(source.check(LOG, config).message)


def test_discover_reaches_no_network(source: SourceXeroRevrec, config: dict[str, Any], xero: Mocker) -> None:
    """Every stream is offered with its schema before anybody has signed in."""
    offered = source.discover(LOG, config).streams

    of_revrec = ["customers", "products", "order_details", "billing_schedule", "recon_errors", "control_totals"]
    assert [stream.name for stream in offered] == [*of_revrec, *(raw.name for raw in RAW_STREAMS)]
    assert all(stream.json_schema["properties"] for stream in offered)
    assert all(stream.is_resumable for stream in offered)
    assert xero.call_count == 0


def test_journal_control_is_offered_where_it_is_told_what_was_sent(
    source: SourceXeroRevrec, config: dict[str, Any], tmp_path: Path
) -> None:
    """Nothing is read for that, so that the receipts need not be there yet."""
    config["journal_control"] = {"source": "receipts", "path": str(tmp_path / "absent.jsonl")}

    (offered,) = (each for each in source.discover(LOG, config).streams if each.name == "journal_control")
    key = ["tenant_id", "period", "account_code", "tracking", "currency"]
    assert offered.source_defined_primary_key == [[column] for column in key]
    assert offered.supported_sync_modes == [SyncMode.full_refresh]


def test_the_check_reads_what_was_sent(
    source: SourceXeroRevrec, config: dict[str, Any], xero: Mocker, tmp_path: Path
) -> None:
    """Receipts that are not there fail it; where they are, manual journals are asked for as well."""
    receipts = tmp_path / "receipts.jsonl"
    config["journal_control"] = {"source": "receipts", "path": str(receipts)}
    assert f"There is no file {receipts}" in str(source.check(LOG, config).message)

    receipts.touch()
    asked = xero.get(f"{API}/ManualJournals", json={"ManualJournals": []})
    assert source.check(LOG, config).message is None
    assert asked.call_count == 1


def test_a_stream_that_is_not_offered_is_named(source: SourceXeroRevrec, config: dict[str, Any], xero: Mocker) -> None:
    """A catalog of another source is a config error before the first call."""
    with pytest.raises(AirbyteTracedException, match=r"selects bills, orders, which") as raised:
        list(source.read(LOG, config, selecting("orders", "invoices", "bills")))

    assert raised.value.failure_type is FailureType.config_error
    assert raised.value.message is not None
    assert "accounts, bank_transactions" in raised.value.message
    assert xero.call_count == 0


def test_a_read_ends_with_what_it_took(
    source: SourceXeroRevrec, config: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """One line tells calls, bytes, seconds of waiting and rows of each stream."""
    with caplog.at_level(logging.INFO, logger=LOG.name):
        messages = list(source.read(LOG, config, selecting("invoices", "contacts")))

    assert sum(message.type is Type.RECORD for message in messages) == 2
    assert any(
        line.startswith("Asked Xero ") and line.endswith("Rows: invoices 1, contacts 1.") for line in caplog.messages
    )


def test_a_stream_that_fails_does_not_stop_the_others(
    source: SourceXeroRevrec, config: dict[str, Any], xero: Mocker
) -> None:
    """The stream without a scope fails the sync with its sentence; the other one is complete."""
    xero.get(f"{API}/Invoices", status_code=403, headers={"WWW-Authenticate": 'Bearer error="insufficient_scope"'})
    messages: list[AirbyteMessage] = []

    with pytest.raises(AirbyteTracedException):
        messages.extend(source.read(LOG, config, selecting("invoices", "contacts")))

    assert [message.record.stream for message in messages if message.record] == ["contacts"]
    traces = [message.trace.error for message in messages if message.trace and message.trace.error]
    assert [trace.failure_type for trace in traces] == [FailureType.config_error]
    assert "scope accounting.invoices.read was not granted" in str(traces[0].message)


def test_a_rotated_refresh_token_is_saved_and_sent_as_a_control_message(
    source: SourceXeroRevrec,
    oauth_config: dict[str, Any],
    saved: list[Mapping[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Platform and command line both get the configuration with the new token, before anything was read with it."""
    assert source.check(LOG, oauth_config).status is Status.SUCCEEDED

    (line,) = capsys.readouterr().out.splitlines()
    control = json.loads(line)["control"]
    assert control["type"] == "CONNECTOR_CONFIG"
    assert control["connectorConfig"]["config"] == saved[0]
    assert saved[0]["credentials"] == {**oauth_config["credentials"], "refresh_token": "not-a-real-second"}


def test_a_custom_connection_has_nothing_to_save(
    source: SourceXeroRevrec,
    config: dict[str, Any],
    saved: list[Mapping[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without a refresh token no control message is sent."""
    source.check(LOG, config)

    assert saved == []
    assert capsys.readouterr().out == ""


SALESFORCE = {
    "source": "salesforce",
    "instance_url": "https://mycompany.my.salesforce.com",
    "auth": {"auth_type": "refresh_token", "client_id": "key-1", "refresh_token": "not-a-real-refresh-token"},
}


@pytest.fixture
def salesforce(requests_mock: Mocker) -> Mocker:
    """Let Salesforce hold one account, and replace the refresh token at every sign-in."""
    requests_mock.post(
        f"{SALESFORCE['instance_url']}/services/oauth2/token",
        json={"access_token": "not-a-real-token", "refresh_token": "not-a-real-second"},
    )
    found = {"totalSize": 1, "done": True, "records": [{"Id": "001", "Name": "Boom FM"}]}
    requests_mock.get(f"{SALESFORCE['instance_url']}/services/data/v67.0/query", json=found)
    return requests_mock


@pytest.mark.usefixtures("salesforce")
def test_the_check_reads_the_crm_and_keeps_its_new_refresh_token(
    source: SourceXeroRevrec,
    config: dict[str, Any],
    saved: list[Mapping[str, Any]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is where the configuration has it, and everything else is as it was."""
    config["mode"] = {"mode": "customer_name_mapping", "crm": SALESFORCE}

    with caplog.at_level(logging.INFO, logger=LOG.name):
        assert source.check(LOG, config).status is Status.SUCCEEDED

    assert "The CRM gave 1 customers." in caplog.messages
    crm = {**SALESFORCE, "auth": {**SALESFORCE["auth"], "refresh_token": "not-a-real-second"}}  # type: ignore[dict-item]
    assert saved == [{**config, "mode": {"mode": "customer_name_mapping", "crm": crm}}]


def test_a_crm_that_cannot_be_read_fails_the_check(
    source: SourceXeroRevrec, config: dict[str, Any], xero: Mocker
) -> None:
    """Before Xero is asked, in the CRM's own sentence."""
    config["mode"] = {"mode": "customer_name_mapping", "crm": {"source": "list", "customers": []}}

    status = source.check(LOG, config)

    assert "The CRM list in the configuration holds no customer" in str(status.message)
    assert xero.call_count == 0


def test_revrecs_streams_are_read_together_where_the_first_of_them_is(
    source: SourceXeroRevrec, config: dict[str, Any], requests_mock: Mocker
) -> None:
    """The raw stream of the same collection reads the same pages, and no call is made twice."""
    books = FakeBooks(requests_mock)
    books.invoice(11)

    messages = list(source.read(LOG, config, selecting("order_details", "invoices", "billing_schedule")))

    assert [message.record.stream for message in messages if message.record] == [
        "order_details",
        "billing_schedule",
        "invoices",
    ]
    assert len([asked for asked in books.asked if asked.startswith("Invoices")]) == 1
