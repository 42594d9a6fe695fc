"""Signing in to Salesforce: each refusal has its remedy, and a token that rotates is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.crm.source import CrmFault, CrmUnavailable
from unit_tests.source_xero_revrec.crm.made_salesforce import (
    CLIENT,
    HOME,
    QUERY,
    REFRESH,
    SETTINGS,
    TOKEN,
    page,
    record,
)

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.source_xero_revrec.crm.conftest import Read


@pytest.mark.parametrize(
    ("auth", "status", "error", "description", "sentence"),
    [
        (REFRESH, 400, "invalid_grant", "expired access/refresh token", "authorise the app again"),
        (REFRESH, 400, "invalid_client_id", "client identifier invalid", "Copy the consumer key again"),
        (CLIENT, 400, "invalid_client", "invalid client credentials", "Copy the consumer key and secret again"),
        (CLIENT, 400, "invalid_grant", "no client credentials user enabled", "choose a Run As user"),
        (CLIENT, 400, "invalid_grant", "request not supported on this domain", "give the My Domain address"),
        (CLIENT, 400, "invalid_grant", "something new", "login history"),
    ],
)
def test_a_refused_sign_in_says_what_to_do(  # noqa: PLR0917 - a table
    read: Read,
    requests_mock: Mocker,
    auth: dict[str, str],
    status: int,
    error: str,
    description: str,
    sentence: str,
) -> None:
    """Each documented refusal has its remedy, and what Salesforce said stands beside it."""
    requests_mock.post(TOKEN, status_code=status, json={"error": error, "error_description": description})

    with pytest.raises(CrmFault) as fault:
        read(**{**SETTINGS, "auth": auth})

    assert f"refused to sign in at {HOME} (found: {error}: {description})" in str(fault.value)
    assert sentence in str(fault.value)


def test_too_many_sign_ins_are_for_another_time(read: Read, requests_mock: Mocker) -> None:
    """Salesforce's limit of sign-ins an hour needs no mending."""
    requests_mock.post(
        TOKEN, status_code=400, json={"error": "invalid_grant", "error_description": "login rate exceeded"}
    )

    with pytest.raises(CrmUnavailable, match="Try again in an hour"):
        read(**SETTINGS)


def test_an_address_that_is_no_salesforce_is_told(read: Read, requests_mock: Mocker) -> None:
    """A page in place of a token means a wrong address."""
    requests_mock.post(TOKEN, status_code=404, text="<html>Not found</html>")

    with pytest.raises(CrmFault, match=r"does not answer as Salesforce does when signing in \(HTTP 404\)"):
        read(**SETTINGS)


def test_a_rotated_refresh_token_is_kept_before_anything_is_read(read: Read, requests_mock: Mocker) -> None:
    """Salesforce takes a rotated token once only, so the new one is handed over first."""
    requests_mock.post(TOKEN, json={"access_token": "not-a-real-token", "refresh_token": "not-a-real-second"})
    requests_mock.get(QUERY, json=page(record(1)))
    kept: list[str] = []

    assert read(kept.append, **{**SETTINGS, "auth": REFRESH})
    assert kept == ["not-a-real-second"]


def test_a_rotated_refresh_token_that_cannot_be_kept_is_a_fault(read: Read, requests_mock: Mocker) -> None:
    """Going on would sync once and never again."""
    requests_mock.post(TOKEN, json={"access_token": "not-a-real-token", "refresh_token": "not-a-real-second"})

    with pytest.raises(CrmFault, match=r"Refresh Token Rotation.*client credentials") as fault:
        read(**{**SETTINGS, "auth": REFRESH})
    assert "not-a-real" not in str(fault.value)


def test_an_app_without_a_secret_sends_none(read: Read, requests_mock: Mocker) -> None:
    """Some apps do not require it."""
    requests_mock.post(TOKEN, json={"access_token": "not-a-real-token"})
    requests_mock.get(QUERY, json=page(record(1)))
    auth = {name: value for name, value in REFRESH.items() if name != "client_secret"}

    assert read(**{**SETTINGS, "auth": auth})
    assert "client_secret" not in requests_mock.request_history[0].text


def test_a_refresh_token_that_stays_is_kept_by_nobody(read: Read, requests_mock: Mocker) -> None:
    """Salesforce sends the same one back where it does not rotate."""
    requests_mock.post(TOKEN, json={"access_token": "not-a-real-token", "refresh_token": REFRESH["refresh_token"]})
    requests_mock.get(QUERY, json=page(record(1)))
    kept: list[str] = []

    assert read(kept.append, **{**SETTINGS, "auth": REFRESH})
    assert kept == []
