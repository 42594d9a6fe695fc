"""The pages that a person looks at in a browser, at the addresses that links into Xero have, and lists beside them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from xero_sandbox.identity import consent
from xero_sandbox.identity.clients import DEFAULT_CUSTOM_CONNECTION
from xero_sandbox.screens import calls, contacts, manual_journals, reports, sales
from xero_sandbox.screens.front import front
from xero_sandbox.screens.markup import tag
from xero_sandbox.screens.page import (
    HEADERS,
    STYLE,
    STYLE_PATH,
    NotThereError,
    Screen,
    UnusableError,
    View,
    document,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from xero_sandbox.service import Service

    List = Callable[[View], Screen]
    One = Callable[[View, Any], Screen]


def routes(service: Service) -> list[Route]:
    """Return the routes of the pages; all of them only look."""
    made = _Screens(service)
    lists: dict[str, List] = {
        contacts.PATH: contacts.contacts,
        manual_journals.PATH: manual_journals.manual_journals,
        reports.JOURNAL_REPORT: reports.journal_report,
        reports.TRIAL_BALANCE: reports.trial_balance,
        calls.PATH: partial(calls.calls, service=service),
        **{kind.path: partial(sales.documents, kind=kind) for kind in sales.KINDS},
    }
    return [
        Route("/", made.front),
        Route(STYLE_PATH, _style),
        *(Route(path, made.list_of(each)) for path, each in lists.items()),
        Route(contacts.SCREEN, made.record("contactID", contacts.contact, contacts.one)),
        Route(manual_journals.SCREEN, made.record("invoiceID", manual_journals.manual_journal, manual_journals.one)),
        *(route for kind in sales.KINDS for route in made.document_of(kind)),
    ]


class _Screens:
    """Makes pages of the service's state as it is now."""

    def __init__(self, service: Service) -> None:
        """Look at this state."""
        self._service = service

    async def front(self, request: Request) -> Response:
        """Show what there is."""
        url = f"{request.url.scheme}://{request.url.netloc}"
        return self._answer(
            request, lambda view: (front(view, url, consent.printed_link(url), _configurations(url)), view)
        )

    def list_of(self, made: List) -> Callable[[Request], Any]:
        """Return what answers with a page of an organisation."""

        async def answer(request: Request) -> Response:
            return self._answer(request, lambda view: (made(view), view))

        return answer

    def record(self, parameter: str, find: Callable[..., Any], one: One) -> Callable[[Request], Any]:
        """Return what answers with the page of a record, in whichever organisation it is."""

        async def answer(request: Request) -> Response:
            # Xero's own screens do not mind the case of a parameter's name.
            asked = {name.lower(): value for name, value in request.query_params.items()}

            def made(view: View) -> tuple[Screen, View]:
                tenant, found = find(view.tenants, asked.get(parameter.lower(), ""))
                there = replace(view, tenant=tenant)
                return one(there, found), there

            return self._answer(request, made)

        return answer

    def document_of(self, kind: sales.Kind) -> list[Route]:
        """Return the routes of a kind's documents: sales, and what was bought."""
        answer = self.record(
            kind.parameter,
            lambda tenants, identity: sales.document(tenants, kind, identity),
            lambda view, found: sales.one(view, kind, found),
        )
        return [Route(path, answer) for path in (kind.screen, kind.screen.replace("Receivable", "Payable"))]

    def _answer(self, request: Request, made: Callable[[View], tuple[Screen, View]]) -> Response:
        service = self._service
        query = dict(request.query_params)
        with service.lock:
            tenants = list(service.tenants.values())
            wanted = query.get("organisation", "")
            tenant = service.tenants.get(wanted) or tenants[0]
            view = View(tenants, tenant, query, service.clock.now())
            status = 200
            try:
                screen, view = made(view)
            except NotThereError as error:
                screen, status = _told("Not here", error), 404
            except UnusableError as error:
                screen, status = _told("This cannot be shown", error), 400
            if wanted not in ("", tenant.tenant_id):
                screen, status = _told("Not here", "There is no organisation with this id."), 404
            return HTMLResponse(document(screen, view), status, headers=HEADERS)


async def _style(_: Request) -> Response:
    return PlainTextResponse(STYLE, media_type="text/css", headers={**HEADERS, "Cache-Control": "max-age=60"})


def _told(title: str, error: object) -> Screen:
    return Screen(title, tag("p", str(error)))


def _configurations(url: str) -> Mapping[str, str]:
    """Return a configuration for each connector: the default custom connection's, which both can have at once."""
    credentials = {
        "auth_type": "custom_connection",
        "client_id": DEFAULT_CUSTOM_CONNECTION.client_id,
        "client_secret": DEFAULT_CUSTOM_CONNECTION.client_secret,
    }
    text = json.dumps({"credentials": credentials, "api_url": f"{url}/api.xro/2.0", "identity_url": url}, indent=2)
    return {"source-xero-revrec, and of destination-xero-journals": text}
