"""Tokens: asked for sparingly, renewed in time, kept before use, and never shown."""

from __future__ import annotations

import base64
import traceback
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
import requests

from xero_api import scopes
from xero_api.auth import ClientCredentials, RotatingRefreshToken, Token, TokenEndpoint
from xero_api.errors import CredentialsRefused, ScopeMissing, WayBlocked, XeroError, XeroUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock
    from xero_api.patience import Patience
    from xero_api.transport import Transport

URL = "https://identity.xero.com/connect/token"
SECRET = "not-a-real-secret"
REFRESH = "not-a-real-refresh-token"


def granted(token: str = "not-a-real-token", **fields: object) -> dict[str, object]:
    """Return Xero's answer to a grant."""
    return {"json": {"access_token": token, "expires_in": 1800, "token_type": "Bearer", **fields}}


def refused(error: str, status: int = 400) -> dict[str, object]:
    """Return Xero's refusal of a grant."""
    return {"json": {"error": error}, "status_code": status}


def forms(requests_mock: Mocker) -> list[dict[str, str]]:
    """Return the forms that were posted."""
    return [
        {name: value for name, (value,) in parse_qs(request.text).items()} for request in requests_mock.request_history
    ]


@pytest.fixture
def endpoint(transport: Transport, patience: Patience) -> TokenEndpoint:
    """Hand out Xero's token endpoint as seen by an app with a secret."""
    return TokenEndpoint(
        transport,
        patience,
        identity_url="https://identity.xero.com/",
        client_id="client-1",
        client_secret=SECRET,
    )


@pytest.fixture
def custom(endpoint: TokenEndpoint, patience: Patience) -> ClientCredentials:
    """Hand out the credentials of a custom connection."""
    return ClientCredentials(endpoint, patience)


@pytest.fixture
def kept() -> list[str]:
    """Hand out the place where rotated refresh tokens are kept."""
    return []


@pytest.fixture
def rotating(endpoint: TokenEndpoint, patience: Patience, kept: list[str]) -> RotatingRefreshToken:
    """Hand out the credentials of an app that a user authorised."""
    return RotatingRefreshToken(endpoint, patience, refresh_token=REFRESH, keep=kept.append)


def test_the_app_proves_itself_in_the_authorization_header(custom: ClientCredentials, requests_mock: Mocker) -> None:
    """Client id and secret go into HTTP Basic, not into the form."""
    requests_mock.post(URL, **granted())

    custom.bearer(scopes.INVOICES)

    expected = base64.b64encode(f"client-1:{SECRET}".encode()).decode()
    assert requests_mock.last_request.headers["Authorization"] == f"Basic {expected}"
    assert SECRET not in requests_mock.last_request.text


def test_an_app_without_a_secret_names_itself_in_the_form(
    transport: Transport, patience: Patience, requests_mock: Mocker
) -> None:
    """A PKCE app sends its client id in the body and no Authorization header."""
    requests_mock.post(URL, **granted())
    public = TokenEndpoint(
        transport, patience, identity_url="https://identity.xero.com", client_id="client-1", client_secret=None
    )

    RotatingRefreshToken(public, patience, refresh_token=REFRESH, keep=print).bearer(scopes.INVOICES)

    assert forms(requests_mock)[0]["client_id"] == "client-1"
    assert "Authorization" not in requests_mock.last_request.headers


def asked(requests_mock: Mocker) -> list[str | None]:
    """Return the scopes that each request named, None where it named none."""
    return [form.get("scope") for form in forms(requests_mock)]


def test_one_token_covers_all_scopes_that_are_expected(custom: ClientCredentials, requests_mock: Mocker) -> None:
    """A sync signs in once, however many scopes it needs; one that nobody expected is asked for when it is needed."""
    requests_mock.post(URL, **granted())
    custom.expect([scopes.SETTINGS, scopes.INVOICES])

    for scope in (scopes.SETTINGS, scopes.INVOICES, scopes.SETTINGS, scopes.PAYMENTS, scopes.INVOICES):
        custom.bearer(scope)

    assert asked(requests_mock) == [
        "accounting.invoices.read accounting.settings.read",
        "accounting.invoices.read accounting.payments.read accounting.settings.read",
    ]
    assert {form["grant_type"] for form in forms(requests_mock)} == {"client_credentials"}


def test_a_connection_that_takes_no_scopes_is_asked_without(custom: ClientCredentials, requests_mock: Mocker) -> None:
    """The token covers all that the connection has, and what works is remembered, also when the token is renewed."""
    requests_mock.post(URL, [refused("invalid_scope"), granted("first"), granted("second")])
    custom.expect([scopes.INVOICES])

    for scope in (scopes.INVOICES, scopes.SETTINGS, scopes.TRIAL_BALANCE):
        assert custom.bearer(scope) == "first"
    custom.renew("first")

    assert custom.bearer(scopes.SETTINGS) == "second"
    assert asked(requests_mock) == ["accounting.invoices.read", None, None]


def test_broad_scopes_are_tried_where_neither_granular_ones_nor_none_are_taken(
    custom: ClientCredentials, requests_mock: Mocker
) -> None:
    """An app of before 2026 works, and once it is known to be old the broad scopes are asked for first."""
    requests_mock.post(URL, [refused("invalid_scope"), refused("invalid_scope"), granted(), granted(), granted()])

    for scope in (scopes.INVOICES, scopes.PAYMENTS, scopes.SETTINGS):
        custom.bearer(scope)

    assert asked(requests_mock) == [
        "accounting.invoices.read",
        None,
        "accounting.transactions.read",
        "accounting.transactions.read",
        "accounting.settings.read accounting.transactions.read",
    ]


def test_a_scope_that_the_app_lacks_stops_only_what_needs_it(custom: ClientCredentials, requests_mock: Mocker) -> None:
    """Where the whole set is refused, what is needed now is asked for alone; no request is sent twice."""
    requests_mock.post(URL, **refused("invalid_scope"))
    only_what_it_has = _names(frozenset({scopes.SETTINGS, scopes.INVOICES}))
    requests_mock.post(URL, additional_matcher=only_what_it_has, **granted())
    custom.expect([scopes.SETTINGS, scopes.INVOICES, scopes.TRIAL_BALANCE])

    custom.bearer(scopes.SETTINGS)
    custom.bearer(scopes.INVOICES)
    with pytest.raises(ScopeMissing, match=r"scope accounting\.reports\.trialbalance\.read\. Add it"):
        custom.bearer(scopes.TRIAL_BALANCE)
    custom.bearer(scopes.INVOICES)

    sent = asked(requests_mock)
    assert len(sent) == len(set(sent))


def _names(these: frozenset[str]) -> Callable[[Any], bool]:
    """Match a token request that names some of these scopes and no other."""
    return lambda request: {*parse_qs(request.text).get("scope", ["none"])[0].split()} <= these


@pytest.mark.parametrize("error", ["invalid_client", "unauthorized_client"])
def test_a_wrong_app_is_not_called_a_dead_refresh_token(
    rotating: RotatingRefreshToken, requests_mock: Mocker, error: str
) -> None:
    """The remedy of a wrong client secret is the secret, not to sign in again."""
    requests_mock.post(URL, **refused(error))

    with pytest.raises(CredentialsRefused, match=rf"client id and client secret \(found: {error}\)") as raised:
        rotating.bearer(scopes.SETTINGS)

    assert "60 days" not in str(raised.value)


@pytest.mark.parametrize("answer", [refused("invalid_client"), refused("invalid_client", 401)])
def test_a_wrong_secret_is_told_at_once(
    custom: ClientCredentials, requests_mock: Mocker, clock: FakeClock, answer: dict[str, object]
) -> None:
    """A refused client is not retried, and the sentence says where to copy the secret from."""
    requests_mock.post(URL, **answer)

    with pytest.raises(CredentialsRefused, match=r"invalid_client.*developer\.xero\.com"):
        custom.bearer(scopes.SETTINGS)

    assert requests_mock.call_count == 1
    assert clock.slept == []


def test_a_token_is_asked_for_again_before_it_dies(
    custom: ClientCredentials, requests_mock: Mocker, clock: FakeClock
) -> None:
    """Two minutes before Xero's 30 are over the next call brings its own token."""
    requests_mock.post(URL, [granted("first"), granted("second")])

    assert custom.bearer(scopes.SETTINGS) == "first"
    clock.elapsed = 28 * 60 - 1
    assert custom.bearer(scopes.SETTINGS) == "first"
    clock.elapsed = 28 * 60
    assert custom.bearer(scopes.SETTINGS) == "second"


def test_renewing_replaces_only_the_token_that_was_refused(custom: ClientCredentials, requests_mock: Mocker) -> None:
    """Of several threads with the same dead token only the first causes a new one."""
    requests_mock.post(URL, [granted("first"), granted("second"), granted("third")])
    dead = custom.bearer(scopes.SETTINGS)

    custom.renew(dead)
    fresh = custom.bearer(scopes.SETTINGS)
    custom.renew(dead)

    assert fresh == "second" == custom.bearer(scopes.SETTINGS)


def test_a_rotated_refresh_token_is_kept_before_its_access_token_is_used(
    endpoint: TokenEndpoint, patience: Patience, requests_mock: Mocker
) -> None:
    """When keeping fails, no access token is handed out, so nothing is spent that was not kept."""
    requests_mock.post(URL, **granted(refresh_token="not-a-real-second"))

    def disk_full(_: str) -> None:
        raise OSError("disk full")

    rotating = RotatingRefreshToken(endpoint, patience, refresh_token=REFRESH, keep=disk_full)

    for _ in range(2):
        with pytest.raises(OSError, match="disk full"):
            rotating.bearer(scopes.SETTINGS)
    assert [form["refresh_token"] for form in forms(requests_mock)] == [REFRESH, REFRESH]


@pytest.mark.parametrize("kind", ["custom", "rotating"])
def test_a_token_that_just_took_a_refused_ones_place_is_not_replaced_too(
    kind: str, request: pytest.FixtureRequest, requests_mock: Mocker, clock: FakeClock
) -> None:
    """Twenty organisations that refuse it do not ask for twenty more; a minute later it may have been withdrawn."""
    auth: ClientCredentials | RotatingRefreshToken = request.getfixturevalue(kind)
    requests_mock.post(URL, [granted("first"), granted("second"), granted("third")])

    auth.renew(auth.bearer(scopes.SETTINGS))
    for _ in range(20):
        auth.renew(auth.bearer(scopes.SETTINGS))
    assert auth.bearer(scopes.SETTINGS) == "second"

    clock.sleep(60)
    auth.renew("second")
    assert auth.bearer(scopes.SETTINGS) == "third"


def test_each_refresh_uses_the_newest_refresh_token(
    rotating: RotatingRefreshToken, kept: list[str], requests_mock: Mocker, clock: FakeClock
) -> None:
    """The old refresh token is never used again once a new one has arrived."""
    requests_mock.post(
        URL,
        [granted("a", refresh_token="not-a-real-second"), granted("b", refresh_token="not-a-real-third"), granted("c")],
    )

    for _ in range(3):
        rotating.renew(rotating.bearer(scopes.SETTINGS))
        clock.sleep(60)

    assert [form["refresh_token"] for form in forms(requests_mock)] == [
        REFRESH,
        "not-a-real-second",
        "not-a-real-third",
    ]
    assert kept == ["not-a-real-second", "not-a-real-third"]


def test_a_lost_answer_is_asked_for_again_with_the_old_token(
    rotating: RotatingRefreshToken, kept: list[str], requests_mock: Mocker
) -> None:
    """Xero may have rotated the token of an answer that got lost; it takes the old one for another 30 minutes."""
    requests_mock.post(
        URL, [{"exc": requests.ConnectionError}, {"text": "{"}, granted("b", refresh_token="not-a-real-second")]
    )

    assert rotating.bearer(scopes.SETTINGS) == "b"
    assert [form["refresh_token"] for form in forms(requests_mock)] == [REFRESH] * 3
    assert kept == ["not-a-real-second"]


@pytest.mark.parametrize(
    "answer",
    [
        {"status_code": 500, "json": {"error": "server_error"}},
        {"status_code": 503, "text": "<html>maintenance</html>"},
        {"status_code": 429, "json": {"error": "slow_down"}},
        {"status_code": 200, "text": "<html>sign in</html>"},
        {"status_code": 200, "json": ["odd"]},
        {"status_code": 200, "json": {"access_token": None}},
        {"status_code": 200, "json": {"access_token": "two\nlines", "expires_in": 1800}},
        {"status_code": 400, "json": {"error": "temporarily_unavailable"}},
        {"status_code": 400, "json": {"access_token": None, "error": "server_error"}},
    ],
)
def test_an_identity_server_in_trouble_is_not_taken_for_a_refusal(
    rotating: RotatingRefreshToken, requests_mock: Mocker, answer: dict[str, object]
) -> None:
    """Trouble at Xero's side is retried a bounded number of times and then says that nothing needs mending."""
    requests_mock.post(URL, **answer)

    with pytest.raises(XeroUnavailable, match=r"in 6 tries .*Nothing needs mending in the app"):
        rotating.bearer(scopes.SETTINGS)

    assert requests_mock.call_count == 6


@pytest.mark.parametrize(
    ("expires_in", "seconds"),
    [("600", 600), (1800.5, 1800.5), (None, 1800), ("soon", 1800), (-1, 1800), (1e30, 1800)],
)
def test_a_token_lives_half_an_hour_where_xero_says_nothing_that_can_be(
    custom: ClientCredentials, requests_mock: Mocker, clock: FakeClock, expires_in: object, seconds: float
) -> None:
    """It is used until two minutes before its end, whatever the answer says instead of seconds."""
    requests_mock.post(URL, [granted("first", expires_in=expires_in), granted("second")])

    assert custom.bearer(scopes.SETTINGS) == "first"
    clock.elapsed = seconds - 121
    assert custom.bearer(scopes.SETTINGS) == "first"
    clock.elapsed = seconds - 120
    assert custom.bearer(scopes.SETTINGS) == "second"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status_code": 400, "json": {"error": None}}, "found: HTTP 400"),
        ({"exc": requests.exceptions.SSLError}, r"^https://identity\.xero\.com cannot be reached"),
        (
            {"status_code": 404, "text": "<html>"},
            r"identity\.xero\.com does not answer as Xero does \(found: HTTP 404\)",
        ),
        ({"status_code": 302, "headers": {"Location": "https://login.example"}}, "found: HTTP 302.*`identity_url`"),
        ({"status_code": 401, "text": "Unauthorized"}, r"identity\.xero\.com does not .* \(found: HTTP 401\)"),
    ],
)
def test_an_identity_server_that_is_none_is_told_at_once(
    custom: ClientCredentials, requests_mock: Mocker, answer: dict[str, object], said: str
) -> None:
    """A wrong address, or whatever stands in the way, is not tried six times and called Xero's trouble."""
    requests_mock.post(URL, **answer)

    with pytest.raises(WayBlocked, match=said):
        custom.bearer(scopes.SETTINGS)

    assert requests_mock.call_count == 1


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({"status_code": 401, "json": {"Title": "Unauthorized", "Status": 401}}, "HTTP 401"),
        ({"status_code": 401, "text": "Unauthorized"}, "HTTP 401"),
        ({"status_code": 404, "text": "Not Found"}, "HTTP 404"),
        ({"status_code": 404, "text": "<html>", "headers": {"Content-Type": "text/html"}}, "HTTP 404, text/html"),
        ({"status_code": 405, "text": ""}, "HTTP 405"),
    ],
)
def test_a_wrong_address_of_the_identity_server_is_not_called_a_wrong_secret(
    transport: Transport, patience: Patience, requests_mock: Mocker, answer: dict[str, object], found: str
) -> None:
    """An identity server says why it refuses an app; what says nothing of the kind is none."""
    wrong = TokenEndpoint(
        transport, patience, identity_url="https://api.example/api.xro/2.0", client_id="client-1", client_secret=SECRET
    )
    requests_mock.post("https://api.example/api.xro/2.0/connect/token", **answer)

    with pytest.raises(WayBlocked) as blocked:
        ClientCredentials(wrong, patience).bearer(scopes.SETTINGS)

    assert str(blocked.value) == (
        f"`identity_url` names a place where no identity server is (found: {found} for "
        f"https://api.example/api.xro/2.0/connect/token). It has to look like https://identity.xero.com: correct it, "
        f"or take it out for Xero's own."
    )
    assert requests_mock.call_count == 1


def test_a_dead_refresh_token_says_why_it_may_be_dead(rotating: RotatingRefreshToken, requests_mock: Mocker) -> None:
    """The sentence names both usual causes: 60 days without use, and a second program with the same token."""
    requests_mock.post(URL, **refused("invalid_grant"))

    with pytest.raises(CredentialsRefused, match=r"invalid_grant.*60 days.*another program"):
        rotating.bearer(scopes.SETTINGS)

    assert requests_mock.call_count == 1


def test_an_access_token_is_used_until_two_minutes_before_it_dies(
    rotating: RotatingRefreshToken, requests_mock: Mocker, clock: FakeClock
) -> None:
    """A refresh token is spent once in 28 minutes, not once a call."""
    requests_mock.post(URL, [granted("a", refresh_token="not-a-real-second"), granted("b")])

    assert {rotating.bearer(scope) for scope in (scopes.SETTINGS, scopes.INVOICES)} == {"a"}
    clock.elapsed = 28 * 60
    assert rotating.bearer(scopes.SETTINGS) == "b"


@pytest.mark.parametrize(
    "answers",
    [
        [refused("invalid_client", 401)],
        [refused("invalid_grant")],
        [refused("invalid_scope")],
        [{"exc": requests.ConnectionError(f"refused {SECRET} {REFRESH}")}],
        [{"status_code": 500, "text": f"echo of {SECRET} {REFRESH}"}],
    ],
)
def test_no_secret_is_in_any_repr_or_error(
    custom: ClientCredentials, rotating: RotatingRefreshToken, requests_mock: Mocker, answers: list[dict[str, object]]
) -> None:
    """Neither the text of an error, its whole traceback, nor the repr of anything holds a secret or a token."""
    shown = [repr(custom), str(custom), repr(rotating), repr(vars(custom)), repr(custom._endpoint)]
    requests_mock.post(URL, answers)

    for credentials in (custom, rotating):
        with pytest.raises(XeroError) as raised:
            credentials.bearer(scopes.SETTINGS)
        shown += [str(raised.value), repr(raised.value), "".join(traceback.format_exception(raised.value))]

    for text in shown:
        assert SECRET not in text
        assert REFRESH not in text
        assert base64.b64encode(f"client-1:{SECRET}".encode()).decode() not in text


def test_a_token_does_not_show_its_value(clock: FakeClock) -> None:
    """The repr of a token tells when it dies, not what it is."""
    token = Token("not-a-real-token", clock.now())

    assert "not-a-real-token" not in repr(token)
    assert "2026" in repr(token)


def test_scopes_without_a_broad_pair_stay_as_they_are() -> None:
    """Contacts and settings have one scope for old and new apps."""
    assert scopes.broad(scopes.CONTACTS) == scopes.CONTACTS
    assert scopes.broad(scopes.TRIAL_BALANCE) == "accounting.reports.read"


def test_a_scope_that_the_user_was_not_asked_for_is_found_by_signing_in(
    rotating: RotatingRefreshToken, requests_mock: Mocker
) -> None:
    """Xero names the scopes beside the token; where it names none, nothing is known against any."""
    requests_mock.post(URL, **granted(scope="offline_access accounting.manualjournals.read"))
    rotating.prove(scopes.MANUAL_JOURNALS)
    with pytest.raises(
        ScopeMissing, match=r"not asked for the scope accounting.manualjournals \(granted: ac.*Sign in "
    ):
        rotating.prove(scopes.WRITE_MANUAL_JOURNALS)

    requests_mock.post(URL, **granted("another"))
    rotating.renew("not-a-real-token")
    rotating.prove(scopes.WRITE_MANUAL_JOURNALS)


def test_a_custom_connection_proves_the_scopes_that_it_may_not_name(
    custom: ClientCredentials, requests_mock: Mocker
) -> None:
    """Where naming scopes is refused, the answer to a request without them says what there is."""
    requests_mock.post(URL, [refused("invalid_scope"), granted(scope="accounting.settings.read")])
    custom.prove(scopes.SETTINGS)
    with pytest.raises(ScopeMissing, match=r"does not have the scope accounting.manualjournals\. Add it"):
        custom.prove(scopes.WRITE_MANUAL_JOURNALS)
