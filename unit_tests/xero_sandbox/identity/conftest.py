"""The token endpoint and the consent page, as apps and users meet them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

if TYPE_CHECKING:
    from unit_tests.xero_sandbox.conftest import Xero

REDIRECT = "http://localhost:9/callback?kept=yes"
WEB_APP = ("sandbox-web-app", "not-a-real-secret-either")


def ask(xero: Xero, auth: tuple[str, str] | None = None, **form: str) -> requests.Response:
    """Ask the token endpoint."""
    return requests.post(f"{xero.sandbox.identity_url}/connect/token", data=form, auth=auth, timeout=10)


def refresh(xero: Xero, token: str) -> requests.Response:
    """Exchange a refresh token, as the web app."""
    credentials = xero.sandbox.source_config(auth_type="oauth")["credentials"]
    auth = (credentials["client_id"], credentials["client_secret"])
    return ask(xero, auth, grant_type="refresh_token", refresh_token=token)


@pytest.fixture
def refresh_token(xero: Xero) -> str:
    """Return the refresh token of the printed config."""
    token: str = xero.sandbox.source_config(auth_type="oauth")["credentials"]["refresh_token"]
    return token


def query(client: str, scope: str = "offline_access accounting.settings.read", **more: str) -> dict[str, str]:
    """Return the parameters of an authorise request."""
    base = {"response_type": "code", "client_id": client, "redirect_uri": REDIRECT, "scope": scope, "state": "s&1"}
    return base | more


def click(xero: Xero, asked: dict[str, str], decision: str = "allow", *, organisations: int = 2) -> dict[str, str]:
    """Go through the consent page, and return what the redirect carries."""
    url = f"{xero.sandbox.identity_url}/identity/connect/authorize"
    page = requests.get(url, params=asked, timeout=10)
    assert page.status_code == 200, page.text
    fields = [(name, value.replace("&amp;", "&")) for name, value in re.findall(
        r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text)]  # fmt: skip
    boxes = re.findall(r'type="checkbox" name="organisation" value="([^"]*)"', page.text)
    form = [*fields, *(("organisation", each) for each in boxes[:organisations]), ("decision", decision)]
    answer = requests.post(url, data=form, allow_redirects=False, timeout=10)
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def through_the_page(xero: Xero, asked: dict[str, str], **more: str) -> requests.Response:
    """Go through the consent page, and exchange the code that comes of it."""
    code = click(xero, asked)["code"]
    secret = "" if asked["client_id"] == "sandbox-native-app" else "not-a-real-secret-either"
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT} | more
    if secret:
        return ask(xero, (asked["client_id"], secret), **form)
    return ask(xero, None, client_id=asked["client_id"], **form)
