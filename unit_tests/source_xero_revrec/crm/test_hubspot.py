"""Customers in HubSpot, against the answers that its documentation shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.crm.source import CrmFault, CrmUnavailable

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock
    from unit_tests.source_xero_revrec.crm.conftest import Read

COMPANIES = "https://api.hubapi.com/crm/v3/objects/companies"
TOKEN = "not-a-real-private-app-token"
SETTINGS: dict[str, Any] = {"source": "hubspot", "access_token": TOKEN}
LIMITED = {
    "status": "error",
    "message": "You have reached your ten_secondly_rolling limit.",
    "errorType": "RATE_LIMIT",
    "correlationId": "c033cdaa-2c40-4a64-ae48-b4cec88dad24",
    "policyName": "TEN_SECONDLY_ROLLING",
}


def company(number: int, name: str | None, **properties: str | None) -> dict[str, Any]:
    """Return a company as HubSpot writes it."""
    return {
        "id": str(number),
        "properties": {"hs_object_id": str(number), "name": name, **properties},
        "createdAt": "2026-01-05T09:00:00.000Z",
        "updatedAt": "2026-01-05T09:00:00.000Z",
        "archived": False,
    }


def page(*companies: dict[str, Any], after: str | None = None) -> dict[str, Any]:
    """Return a page; `after` names the next one."""
    link = f"{COMPANIES}?after={after}"
    return {"results": [*companies], **({"paging": {"next": {"after": after, "link": link}}} if after else {})}


def refused(status: int, category: str, message: str) -> dict[str, Any]:
    """Return an error as HubSpot writes it."""
    body = {"status": "error", "message": message, "correlationId": "a1b2", "category": category}
    return {"status_code": status, "json": body}


def test_all_pages_are_read(read: Read, requests_mock: Mocker) -> None:
    """A hundred companies a page are asked for, with both properties, until no page follows."""
    requests_mock.get(COMPANIES, [{"json": page(company(1, "Xero"), after="2")}, {"json": page(company(2, "Boom FM"))}])

    assert read(**SETTINGS) == [("1", "Xero"), ("2", "Boom FM")]
    first, second = requests_mock.request_history
    assert first.qs == {"limit": ["100"], "archived": ["false"], "properties": ["name,hs_object_id"]}
    assert second.qs["after"] == ["2"]
    assert first.headers["Authorization"] == second.headers["Authorization"] == f"Bearer {TOKEN}"


def test_other_properties_may_hold_id_and_name(read: Read, requests_mock: Mocker) -> None:
    """A property of one's own is the id that RevRec knows."""
    requests_mock.get(COMPANIES, json=page(company(1, "x", erp_id="C-7", legal_name="Xero Ltd")))

    assert read(**SETTINGS, id_property="erp_id", name_property="legal_name") == [("C-7", "Xero Ltd")]


def test_companies_without_a_name_are_left_out(
    read: Read, requests_mock: Mocker, caplog: pytest.LogCaptureFixture
) -> None:
    """HubSpot makes companies out of mail addresses, without a name; they can match no contact, and are counted."""
    requests_mock.get(COMPANIES, json=page(company(1, None), company(2, "Xero")))

    with caplog.at_level("INFO", logger="airbyte"):
        assert read(**SETTINGS) == [("2", "Xero")]
    assert caplog.messages == ["HubSpot: 1 without a name left out (company 1), they match no contact."]


def test_a_misspelt_property_is_noticed(read: Read, requests_mock: Mocker) -> None:
    """HubSpot ignores properties that it does not know; that no company has a name betrays it."""
    requests_mock.get(COMPANIES, json=page(company(1, "Xero"), company(2, "Boom FM")))

    with pytest.raises(CrmFault, match=r"HubSpot holds no customer \(found: 2 without a name\)"):
        read(**SETTINGS, name_property="nmae")


def test_a_company_without_the_chosen_id_is_named(read: Read, requests_mock: Mocker) -> None:
    """A customer whose number is missing is filled in by a person, who needs the company."""
    requests_mock.get(COMPANIES, json=page(company(1, "Xero", erp_id="7"), company(2, "Boom FM", erp_id=None)))

    with pytest.raises(CrmFault, match=r"HubSpot has 1 customer without id \(company 2\)"):
        read(**SETTINGS, id_property="erp_id")


def test_an_account_without_companies_is_refused(read: Read, requests_mock: Mocker) -> None:
    """No company would make every document pending."""
    requests_mock.get(COMPANIES, json=page())

    with pytest.raises(CrmFault, match=r"HubSpot holds no customer \(found: none\)"):
        read(**SETTINGS)


def test_the_ten_second_limit_is_waited_out(read: Read, requests_mock: Mocker, clock: FakeClock) -> None:
    """HubSpot sends no Retry-After with it; the growing pauses outlast the ten seconds."""
    requests_mock.get(COMPANIES, [*[{"status_code": 429, "json": LIMITED}] * 4, {"json": page(company(1, "Xero"))}])

    assert read(**SETTINGS) == [("1", "Xero")]
    assert sum(clock.slept) >= 7.5


def test_the_day_limit_is_not_waited_for(read: Read, requests_mock: Mocker, clock: FakeClock) -> None:
    """DAILY ends at midnight of the account's time zone."""
    body = {**LIMITED, "message": "You have reached your daily limit.", "policyName": "DAILY"}
    requests_mock.get(COMPANIES, status_code=429, json=body)

    with pytest.raises(CrmUnavailable, match=r"used up its API calls of the day \(HTTP 429, found: RATE_LIMIT: You"):
        read(**SETTINGS)
    assert clock.slept == []


def test_an_outage_ends_as_try_later(read: Read, requests_mock: Mocker) -> None:
    """A page of HTML with 502 through all tries is for another time."""
    requests_mock.get(COMPANIES, status_code=502, text="<html>Bad gateway</html>")

    with pytest.raises(CrmUnavailable, match=r"HubSpot gave no proper answer .* in 6 tries \(last: HTTP 502\)"):
        read(**SETTINGS)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            refused(401, "INVALID_AUTHENTICATION", "Authentication credentials not found."),
            "HubSpot does not take the access token (HTTP 401, found: INVALID_AUTHENTICATION: Authentication",
        ),
        (
            refused(403, "MISSING_SCOPES", "This app hasn't been granted all required scopes to make this call."),
            "The HubSpot private app lacks the scope crm.objects.companies.read (HTTP 403, found: MISSING_SCOPES: This",
        ),
        (
            refused(400, "VALIDATION_ERROR", "no"),
            "HubSpot refused to list companies (HTTP 400, found: VALIDATION_ERROR",
        ),
        (
            {"status_code": 200, "text": "<html>"},
            "HubSpot refused to list companies (HTTP 200, found: no JSON of its API)",
        ),
    ],
)
def test_a_refusal_says_what_to_do(read: Read, requests_mock: Mocker, answer: dict[str, Any], sentence: str) -> None:
    """Token, scope and anything else are told apart."""
    requests_mock.get(COMPANIES, [answer])

    with pytest.raises(CrmFault) as fault:
        read(**SETTINGS)

    assert str(fault.value).startswith(sentence)


def test_a_page_that_names_itself_ends(read: Read, requests_mock: Mocker) -> None:
    """A walk that would go round for ever is given up."""
    requests_mock.get(COMPANIES, json=page(company(1, "Xero"), after="2"))

    with pytest.raises(CrmUnavailable, match="names the page just read as the next one"):
        read(**SETTINGS)


def test_no_message_holds_the_token(read: Read, requests_mock: Mocker) -> None:
    """Even where HubSpot repeats it."""
    requests_mock.get(COMPANIES, [refused(401, "INVALID_AUTHENTICATION", f"The token {TOKEN} is expired.")])

    with pytest.raises(CrmFault, match=r"The token \*\*\* is expired") as fault:
        read(**SETTINGS)
    assert TOKEN not in str(fault.value)
