"""The web application: the identity service, the Accounting API and the controls on one address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from xero_sandbox.answers import errors
from xero_sandbox.answers.errors import JSON_TYPE, Answer
from xero_sandbox.answers.wire import encode_plain
from xero_sandbox.identity import consent
from xero_sandbox.identity.identity import TokenError
from xero_sandbox.web.accounting import Accounting
from xero_sandbox.web.controls import routes as control_routes
from xero_sandbox.web.screens import routes as screen_routes
from xero_sandbox.web.visitors import OwnVisitors

if TYPE_CHECKING:
    from starlette.requests import Request

    from xero_sandbox.service import Service

_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]
_SECRET_STORE = {"Cache-Control": "no-store"}


def application(service: Service, host: str) -> Starlette:
    """Return the web application over this state, for a server that listens on `host`."""
    doors = _Doors(service)
    accounting = Accounting(service)

    async def account(request: Request) -> Response:
        return await accounting(request)

    return Starlette(
        routes=[
            Route(consent.LANDING, doors.landing),
            Route("/connect/token", doors.token, methods=["POST"]),
            Route("/connect/revocation", doors.revocation, methods=["POST"]),
            *(
                Route(path, endpoint, methods=[method])
                for path in ("/identity/connect/authorize", "/connect/authorize")
                for method, endpoint in (("GET", doors.authorise_page), ("POST", doors.authorise_decision))
            ),
            # Xero does not mind the case, and its own SDK writes the capital.
            *(
                Route(f"/{name}{rest}", endpoint, methods=[method])
                for name in ("connections", "Connections")
                for rest, method, endpoint in (
                    ("", "GET", doors.connections),
                    ("/{connection}", "DELETE", doors.disconnect),
                )
            ),
            Route("/api.xro/2.0/{path:path}", account, methods=_METHODS),
            *control_routes(service),
            *screen_routes(service),
        ],
        middleware=[Middleware(OwnVisitors, host=host)],
    )


class _Doors:
    """Answers everything that is neither accounting nor control."""

    def __init__(self, service: Service) -> None:
        """Answer from this state."""
        self._service = service

    async def token(self, request: Request) -> Response:
        """Issue a token."""
        form, service = await _form(request), self._service
        with service.lock:
            failure, rule = service.strike("token", "POST")
            answer = failure or self._issued(form, request.headers.get("authorization", ""))
        return service.deliver(request, "token", answer, rule=rule)

    def _issued(self, form: dict[str, str], authorization: str) -> Answer:
        try:
            issued = self._service.identity.token(form, authorization)
        except TokenError as error:
            return errors.token_error(error.error, error.description)
        self._service.counters.tokens[form.get("grant_type", "")] += 1
        return Answer(200, encode_plain(issued), JSON_TYPE, _SECRET_STORE)

    async def revocation(self, request: Request) -> Response:
        """Revoke a token."""
        form, service = await _form(request), self._service
        with service.lock:
            try:
                service.identity.revoke(form, request.headers.get("authorization", ""))
                answer = Answer(200, b"")
            except TokenError as error:
                answer = errors.token_error(error.error, error.description)
        return service.deliver(request, "revocation", answer)

    async def authorise_page(self, request: Request) -> Response:
        """Show who asks for what."""
        service = self._service
        with service.lock:
            try:
                html = consent.page(service.identity, service.tenant_names(), dict(request.query_params))
                answer = Answer(200, html.encode(), errors.HTML_TYPE)
            except TokenError as error:
                answer = Answer(400, consent.error_page(error).encode(), errors.HTML_TYPE)
        return service.deliver(request, "authorize", answer)

    async def authorise_decision(self, request: Request) -> Response:
        """Send the browser back to the app."""
        form = parse_qsl((await request.body()).decode(), keep_blank_values=True)
        with self._service.lock:
            try:
                return RedirectResponse(consent.decide(self._service.identity, form), status_code=302)
            except TokenError as error:
                answer = Answer(400, consent.error_page(error).encode(), errors.HTML_TYPE)
        return self._service.deliver(request, "authorize", answer)

    async def landing(self, request: Request) -> Response:
        """Show the answer to an app that has no address of its own to be sent back to."""
        url = f"{request.url.scheme}://{request.url.netloc}"
        with self._service.lock:
            html = consent.landing(self._service.identity, dict(request.query_params), url)
        return self._service.deliver(request, "authorize", Answer(200, html.encode(), errors.HTML_TYPE))

    async def connections(self, request: Request) -> Response:
        """List the organisations that the token's app is connected to."""
        service = self._service
        with service.lock:
            failure, rule = service.strike("connections", "GET")
            grant, detail = service.identity.grant_of(request.headers.get("authorization", ""))
            if failure is not None:
                answer = failure
            elif grant is None:
                answer = errors.unauthorized(detail)
            else:
                event = request.query_params.get("authEventId", "")
                rows = [each for each in service.identity.connections(grant) if event in ("", each["authEventId"])]
                answer = Answer(200, encode_plain(rows))
        return service.deliver(request, "connections", answer, rule=rule)

    async def disconnect(self, request: Request) -> Response:
        """Remove a connection."""
        service = self._service
        with service.lock:
            failure, rule = service.strike("connections", "DELETE")
            grant, detail = service.identity.grant_of(request.headers.get("authorization", ""))
            if failure is not None:
                answer = failure
            elif grant is None:
                answer = errors.unauthorized(detail)
            elif service.identity.disconnect(grant, request.path_params["connection"]):
                answer = Answer(204, b"")
            else:
                answer = errors.not_found()
        return service.deliver(request, "connections", answer, rule=rule)


async def _form(request: Request) -> dict[str, str]:
    body = (await request.body()).decode(errors="replace")
    return dict(parse_qsl(body, keep_blank_values=True))
