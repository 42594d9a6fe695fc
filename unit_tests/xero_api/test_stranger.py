"""Whose answer it is, told from status, kind and the beginning of the body."""

from __future__ import annotations

import pytest
from requests.structures import CaseInsensitiveDict

from xero_api.stranger import found, in_xeros_place, is_page, is_strangers, no_json
from xero_api.transport import Reply

URL = "https://api.xero.com/api.xro/2.0/Invoices"


def reply(status: int, body: str = "", kind: str = "", **headers: str) -> Reply:
    """Return an answer of a kind."""
    return Reply(status, CaseInsensitiveDict({"Content-Type": kind, **headers}), body.encode())


@pytest.mark.parametrize(
    ("answer", "is_so"),
    [
        (reply(401, "<html>"), True),
        (reply(403, "Denied", "text/html"), True),
        (reply(403, "\ufeff <!DOCTYPE HTML>"), True),
        (reply(404, "<p>none</p>", "text/html"), True),
        (reply(302), True),
        (reply(511), True),
        (reply(404, "The resource cannot be found", "text/html"), False),
        (reply(400, "<ApiException/>", "text/xml"), False),
        (reply(401, '{"Title": "Unauthorized"}', "application/json"), False),
        (reply(403), False),
        (reply(200, "<html>"), False),
        (reply(429, "<html>"), False),
        (reply(503, "<html>"), False),
    ],
)
def test_a_page_or_a_redirect_is_not_xeros(answer: Reply, *, is_so: bool) -> None:
    """What may pass at another try, and what Xero itself sends, is not called a stranger's."""
    assert is_strangers(answer) is is_so


def test_a_redirect_is_shown_by_its_host_alone() -> None:
    """A path and a query may hold a session, and an address a password."""
    answer = reply(307, kind="text/html\x00", Location="//user:not-a-real-pw@portal.example/not-a-real-session")

    assert found(answer, URL) == "HTTP 307, text/html, leading to https://portal.example"
    assert "https://api.xero.com does not answer as Xero does (found: HTTP 307" in in_xeros_place(
        answer, URL, "api_url"
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (reply(200, " "), "HTTP 200 with an empty body"),
        (reply(200, "<html>", "text/html"), "HTTP 200, text/html: a web page"),
        (reply(200, "{", "application/json"), "HTTP 200 with a body that is no JSON"),
    ],
)
def test_what_came_in_the_place_of_json_is_told(answer: Reply, said: str) -> None:
    """Nothing, a page, or a text that was cut."""
    assert no_json(answer, URL).startswith(said)
    assert is_page(answer) is ("page" in said)
