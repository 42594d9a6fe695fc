"""A write is sent again by nobody but its sender, who is told what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from xero_api import scopes
from xero_api.errors import OutcomeUncertain, RequestRefused

if TYPE_CHECKING:
    from requests_mock import Mocker

    from xero_api.client import Answer, Client

URL = "https://api.xero.com/api.xro/2.0/ManualJournals"
NO_ANSWER: list[dict[str, Any]] = [
    *({"status_code": status} for status in (408, 502, 503, 504)),
    {"status_code": 200, "text": "<html><title>Xero | Login</title></html>"},
    {"status_code": 200, "text": '{"ManualJournals": [{"Total": 10.'},
    {"exc": requests.ConnectionError},
    {"exc": requests.ReadTimeout},
]


def write(client: Client) -> Answer:
    """Send a journal."""
    return client.write("PUT", "ManualJournals", b"{}", scope=scopes.WRITE_MANUAL_JOURNALS, idempotency_key="key-1")


def test_a_write_bears_its_key(client: Client, requests_mock: Mocker) -> None:
    """Xero applies the same key once."""
    requests_mock.put(URL, json={"ManualJournals": []})

    assert write(client).body == {"ManualJournals": []}
    assert requests_mock.last_request.headers["Idempotency-Key"] == "key-1"


@pytest.mark.parametrize("answer", NO_ANSWER)
def test_what_is_not_xeros_own_is_no_answer(client: Client, requests_mock: Mocker, answer: dict[str, Any]) -> None:
    """What stands in front of Xero, and half an answer, say nothing of what Xero does with the request."""
    requests_mock.put(URL, [answer])

    with pytest.raises(OutcomeUncertain) as raised:
        write(client)

    assert not raised.value.answered
    assert requests_mock.call_count == 1


@pytest.mark.parametrize("text", ["[]", "null", '"OK"', "17"])
def test_json_that_is_no_object_tells_nothing_of_a_write(client: Client, requests_mock: Mocker, text: str) -> None:
    """What was sent may be there, so that it is looked for and not called refused."""
    requests_mock.put(URL, text=text)

    with pytest.raises(OutcomeUncertain, match="no object"):
        write(client)

    assert requests_mock.call_count == 1


def test_an_error_of_xeros_own_is_an_answer(client: Client, requests_mock: Mocker) -> None:
    """It is replayed under its key."""
    requests_mock.put(URL, status_code=500)

    with pytest.raises(OutcomeUncertain) as raised:
        write(client)

    assert raised.value.answered


@pytest.mark.parametrize("status", [400, 404, 412, 413])
def test_a_refused_request_says_its_status(client: Client, requests_mock: Mocker, status: int) -> None:
    """Whoever sent it knows what to do about a body that is too large."""
    requests_mock.put(URL, status_code=status)

    with pytest.raises(RequestRefused) as raised:
        write(client)

    assert raised.value.status == status
