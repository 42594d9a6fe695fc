"""The page on which a user lets an app into organisations: `/identity/connect/authorize`."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from xero_sandbox.identity.clients import DEFAULT_WEB_APP, NATIVE_APP
from xero_sandbox.identity.identity import Identity, TokenError
from xero_sandbox.identity.scopes import EVERYDAY_SCOPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#222}"
    "button{font:inherit;padding:.5rem 1.5rem;margin-right:.5rem;border:1px solid #888;border-radius:4px}"
    "button[value=allow]{background:#1a6fd0;border-color:#1a6fd0;color:#fff}code,pre{font-size:.85em}"
    "pre{overflow:auto;padding:.6rem;border:1px solid #ccc}"
)
LANDING = "/landing"
"""The path of the page that shows the code, as the printed link has it."""
_FIELDS = ("client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "response_type")


def page(identity: Identity, tenants: Mapping[str, str], query: Mapping[str, str]) -> str:
    """Return the page of an authorise request. Raises TokenError when the app may not ask for this."""
    _check(identity, query)
    client, scopes = identity.authorisable(
        query.get("client_id", ""), query.get("redirect_uri", ""), query.get("scope", "")
    )
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(query[name])}">' for name in _FIELDS if name in query
    )
    boxes = "".join(
        f'<p><label><input type="checkbox" name="organisation" value="{escape(tenant)}" checked> '
        f"{escape(tenants[tenant])}</label></p>"
        for tenant in identity.organisations_of(client)
    )
    asked = "".join(f"<li><code>{escape(scope)}</code></li>" for scope in sorted(scopes))
    return _html(
        "Xero Sandbox",
        f"<h1>{escape(client.client_id)} wants access</h1>"
        f'<form method="post">{hidden}<h2>Organisations</h2>{boxes}<h2>Scopes</h2><ul>{asked}</ul>'
        '<button name="decision" value="allow">Allow access</button>'
        '<button name="decision" value="cancel">Cancel</button></form>'
        "<p>This is a sandbox on your own machine. Nothing here is Xero.</p>",
    )


def decide(identity: Identity, form: Sequence[tuple[str, str]]) -> str:
    """Return where the browser goes after Allow or Cancel. Raises TokenError."""
    query = dict(form)
    _check(identity, query)
    redirect_uri, state = query.get("redirect_uri", ""), query.get("state", "")
    client, scopes = identity.authorisable(query.get("client_id", ""), redirect_uri, query.get("scope", ""))
    chosen = [value for name, value in form if name == "organisation"]
    organisations = tuple(each for each in identity.organisations_of(client) if each in chosen)
    if query.get("decision") != "allow" or not organisations:
        return _redirect(redirect_uri, {"error": "access_denied"}, state)
    grant = identity.allow(client, scopes, organisations)
    code = identity.code_for(grant, redirect_uri, query.get("code_challenge", ""))
    return _redirect(redirect_uri, {"code": code, "scope": " ".join(sorted(scopes))}, state)


def printed_link(url: str) -> str:
    """Return the address of the page at which somebody lets the web app in, with all scopes that the connectors need.

    `url` is the sandbox's own; the page that is shown afterwards has the code.
    """
    query = {
        "response_type": "code",
        "client_id": DEFAULT_WEB_APP.client_id,
        "redirect_uri": f"{url}{LANDING}",
        "scope": " ".join(EVERYDAY_SCOPES),
        "state": "anything",
    }
    return f"{url}/identity/connect/authorize?{urlencode(query)}"


def landing(identity: Identity, query: Mapping[str, str], url: str) -> str:
    """Return the page that shows the answer to whoever has no app to be sent back to; `url` is the sandbox's own."""
    if not query.get("code"):
        found = escape(query.get("error", "no answer"))
        return _html("Xero Sandbox", f"<h1>No access</h1><p>The app was sent back with <code>{found}</code>.</p>")
    return _html(
        "Xero Sandbox",
        f"<h1>The app is let in</h1><p>Code: <code>{escape(query['code'])}</code></p>"
        f"<p>State: <code>{escape(query.get('state', ''))}</code></p>"
        f"<p>The code is good once and for {identity.code_lasts} seconds, at <code>/connect/token</code> with "
        "<code>grant_type=authorization_code</code> and this page's address as <code>redirect_uri</code>.</p>"
        + _configurations(identity, query["code"], url),
    )


def _configurations(identity: Identity, code: str, url: str) -> str:
    """Return a configuration for each connector, each with a refresh token of its own: one is good once."""
    shown = ""
    for name in ("source-xero-revrec", "destination-xero-journals"):
        beside = identity.refresh_token_beside(code)
        if beside is None:
            return ""
        client, token = beside
        secret = {"client_secret": client.client_secret} if client.client_secret else {}
        credentials = {"auth_type": "oauth", "client_id": client.client_id, **secret, "refresh_token": token}
        whole = {"credentials": credentials, "api_url": f"{url}/api.xro/2.0", "identity_url": url}
        shown += f"<h2>Configuration of {name}</h2><pre>{escape(json.dumps(whole, indent=2))}</pre>"
    return f"<p>Or without exchanging it: save one of these, and run the connector's <code>check</code>.</p>{shown}"


def error_page(error: TokenError) -> str:
    """Return the page that stops the user before a redirect, as Xero's does."""
    return _html("Error", f"<h1>Sorry, something went wrong</h1><p>{error.error}</p><p>{escape(error.description)}</p>")


def _check(identity: Identity, query: Mapping[str, str]) -> None:
    if query.get("response_type") != "code":
        raise TokenError("unsupported_response_type", "response_type must be code")
    client = identity.clients.get(query.get("client_id", ""))
    challenged = bool(query.get("code_challenge"))
    if client is not None and client.kind == NATIVE_APP and not challenged:
        raise TokenError("invalid_request", "code challenge required")
    if challenged and query.get("code_challenge_method") != "S256":
        raise TokenError("invalid_request", "code_challenge_method must be S256")


def _redirect(redirect_uri: str, answer: dict[str, str], state: str) -> str:
    parts = urlsplit(redirect_uri)
    query = [*parse_qsl(parts.query), *answer.items(), *([("state", state)] if state else [])]
    return urlunsplit(parts._replace(query=urlencode(query)))


def _html(title: str, body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title><style>{_STYLE}</style></head><body>{body}</body></html>"
