"""The Accounting API, `/api.xro/2.0`: from a request to Xero's answer."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from xero_sandbox import errors
from xero_sandbox.absences import absent
from xero_sandbox.clients import CUSTOM_CONNECTION
from xero_sandbox.endpoints import Endpoint, endpoint_named
from xero_sandbox.errors import Answer, Refusal
from xero_sandbox.query import Query, QueryError, select
from xero_sandbox.reports import trial_balance_report
from xero_sandbox.scopes import may_call, wanted_scope
from xero_sandbox.shapes import View, shape
from xero_sandbox.wire import encode, envelope

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from xero_sandbox.identity import Grant
    from xero_sandbox.service import Service
    from xero_sandbox.tenant import Tenant

    Record = dict[str, Any]

UNKNOWN = "unknown"
_JOURNALS_PER_CALL = 100
_PARTIAL_JOURNALS = 97


@dataclass(frozen=True, slots=True)
class Asked:
    """An authorised request."""

    endpoint: Endpoint
    parts: tuple[str, ...]
    """What follows the endpoint in the path."""
    query: Query
    tenant: Tenant
    now: datetime
    identifier: str
    """Xero-Correlation-Id, which is the envelope's Id too."""


class Accounting:
    """Answers for all organisations."""

    def __init__(self, service: Service) -> None:
        """Answer from this state."""
        self._service = service

    async def __call__(self, request: Request) -> Response:
        """Answer one request: who asks, limits, faults, scope, and then the records."""
        service = self._service
        await request.body()
        name, *rest = [part for part in request.path_params["path"].split("/") if part] or [""]
        endpoint = endpoint_named(name)
        place = endpoint.name if endpoint else UNKNOWN
        identifier = str(uuid.uuid4())
        headers = {"Xero-Correlation-Id": identifier}
        with service.lock:
            now = service.clock.now()
            try:
                grant, tenant = self._caller(request)
            except Refusal as refusal:
                return service.deliver(request, place, refusal.answer, headers=headers)
            verdict = service.limits.enter(tenant.tenant_id, grant.client_id, now)
        headers |= verdict.headers
        if verdict.problem:
            answer = errors.rate_limited(verdict.problem, verdict.retry_after, service.switches.rate_limit_body)
            return service.deliver(request, place, answer, headers=headers)

        def leave() -> None:
            service.limits.leave(tenant.tenant_id)

        try:
            await asyncio.sleep(service.latency)
            with service.lock:
                write = request.method != "GET"
                scope = wanted_scope(endpoint, write=write) if endpoint else ""
                failure, rule = service.strike(place, request.method, tenant.tenant_id, scope)
                if failure is not None:
                    answer = failure
                elif endpoint is None:
                    answer = errors.not_found()
                else:
                    parameters = {key.lower(): value for key, value in request.query_params.items()}
                    query = Query(parameters, request.headers.get("if-modified-since"))
                    asked = Asked(endpoint, tuple(rest), query, tenant, service.clock.now(), identifier)
                    answer = self._answer(request, grant, asked)
        except BaseException:
            leave()
            raise
        return service.deliver(request, place, answer, headers=headers, rule=rule, done=leave)

    def _caller(self, request: Request) -> tuple[Grant, Tenant]:
        service = self._service
        grant, detail = service.identity.grant_of(request.headers.get("authorization", ""))
        if grant is None:
            raise Refusal(errors.unauthorized(detail))
        wanted = request.headers.get("xero-tenant-id", "").strip().lower()
        custom = service.identity.clients[grant.client_id].kind == CUSTOM_CONNECTION
        if not wanted and custom and not service.switches.custom_connection_needs_tenant_header:
            wanted = grant.organisations[0]
        if wanted not in service.identity.connected(grant) or wanted not in service.tenants:
            raise Refusal(errors.forbidden_organisation())
        return grant, service.tenants[wanted]

    def _answer(self, request: Request, grant: Grant, asked: Asked) -> Answer:
        switches = self._service.switches
        write = request.method != "GET"
        if not may_call(grant.scopes, asked.endpoint, write=write):
            scope = wanted_scope(asked.endpoint, write=write)
            return errors.wrong_scope(int(switches.scope_refusal), switches.scope_refusal_word, scope)
        if write:
            return errors.not_implemented()
        if "json" not in request.headers.get("accept", "").lower():
            return errors.json_only()
        try:
            return Answer(200, encode(self._read(asked)))
        except QueryError as error:
            return errors.query_error(str(error))
        except Refusal as refusal:
            return refusal.answer

    def _read(self, asked: Asked) -> Record:
        endpoint = asked.endpoint
        if endpoint.name == "Reports":
            return self._report(asked)
        if len(asked.parts) > 1:
            raise Refusal(errors.not_implemented())
        if endpoint.name == "Journals":
            return self._journals(asked)
        if asked.parts:
            return self._single(asked)
        selection = select(endpoint, asked.tenant.collection(endpoint), asked.query, self._service.switches)
        row = shape(endpoint, selection.view, asked.tenant.base_currency)
        rows = [row(record) for record in selection.rows]
        if endpoint.name == "TrackingCategories" and not asked.query.flag("includearchived"):
            rows = [_active_options(category) for category in rows]
        return envelope(endpoint.array, rows, asked.now, pagination=selection.pagination, identifier=asked.identifier)

    def _single(self, asked: Asked) -> Record:
        endpoint, switches = asked.endpoint, self._service.switches
        record = asked.tenant.single(endpoint, asked.parts[0])
        lost = absent(endpoint, asked.tenant.records(endpoint), switches.lose_record)
        if record is None or str(record[endpoint.id_field]).lower() in lost:
            raise Refusal(errors.not_found())
        view = View(
            single=True,
            four_places=asked.query.text("unitdp") == "4",
            batch_texts=switches.batch_payment_texts,
            base_currency_rate=switches.base_currency_rate,
        )
        return _one(asked, shape(endpoint, view, asked.tenant.base_currency)(record))

    def _journals(self, asked: Asked) -> Record:
        books = asked.tenant.books
        if asked.parts:
            wanted = asked.parts[0].lower()
            for journal in books.journals():
                if wanted in (journal["JournalID"], str(journal["JournalNumber"])):
                    return _one(asked, journal)
            raise Refusal(errors.not_found())
        offset = asked.query.number("offset") or 0
        since = asked.query.instant_since(self._service.switches)
        # "a partial page does not necessarily indicate the end": the first call is full, the others are not.
        partial = offset > 0 and self._service.switches.journals_partial_pages
        size = _PARTIAL_JOURNALS if partial else _JOURNALS_PER_CALL
        if since is None:
            rows = books.journals(offset, size)
        else:
            rows = [journal for journal in books.journals(offset) if journal["CreatedDateUTC"] >= since][:size]
        return envelope("Journals", rows, asked.now, identifier=asked.identifier)

    def _report(self, asked: Asked) -> Record:
        if [part.lower() for part in asked.parts] != ["trialbalance"]:
            raise Refusal(errors.not_implemented())
        text = asked.query.text("date")
        try:
            day = date.fromisoformat(text) if text else asked.now.date()
        except ValueError:
            raise QueryError(f"The value '{text}' is not valid for date.") from None
        rows = asked.tenant.books.trial_balance(day)
        return _one(asked, trial_balance_report(rows, asked.tenant.name, day, asked.now))


def _one(asked: Asked, record: Record) -> Record:
    return envelope(asked.endpoint.array, [record], asked.now, identifier=asked.identifier)


def _active_options(category: Record) -> Record:
    options = [option for option in category.get("Options", []) if option.get("Status") != "ARCHIVED"]
    return category | {"Options": options}
