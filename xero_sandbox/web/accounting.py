"""The Accounting API, `/api.xro/2.0`: from a request to Xero's answer."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from xero_sandbox.answers import errors
from xero_sandbox.answers.errors import Answer, Refusal
from xero_sandbox.answers.mangling import mangled
from xero_sandbox.endpoints import endpoint_named
from xero_sandbox.identity.clients import CUSTOM_CONNECTION
from xero_sandbox.identity.scopes import may_call, scoped, wanted_scope
from xero_sandbox.lists.query import Query
from xero_sandbox.resources.asked import ATTACHMENTS, Asked
from xero_sandbox.web import reading
from xero_sandbox.web.writing import Write, Writing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from xero_sandbox.endpoints import Endpoint
    from xero_sandbox.faults import Rule
    from xero_sandbox.identity.identity import Grant
    from xero_sandbox.service import Service
    from xero_sandbox.tenant import Tenant

UNKNOWN = "unknown"


class Accounting:
    """Answers for all organisations."""

    def __init__(self, service: Service) -> None:
        """Answer from this state."""
        self._service = service
        self._writing = Writing(service)

    async def __call__(self, request: Request) -> Response:
        """Answer one request: who asks, limits, faults, scope, and then the records."""
        service = self._service
        body = await request.body()
        endpoint, _ = _named(request)
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
            answer = errors.rate_limited(verdict.problem, verdict.retry_after, service.switches)
            return service.deliver(request, place, answer, headers=headers, tenant=tenant.tenant_id)

        def leave() -> None:
            service.limits.leave(tenant.tenant_id)

        try:
            await asyncio.sleep(service.latency)
            with service.lock:
                outcome, rule = self._outcome(request, body, grant, tenant, identifier)
            answer = outcome if isinstance(outcome, Answer) else await self._writing.answer(outcome, rule)
        except BaseException:
            leave()
            raise
        return service.deliver(request, place, answer, headers=headers, rule=rule, done=leave, tenant=tenant.tenant_id)

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

    def _outcome(
        self, request: Request, body: bytes, grant: Grant, tenant: Tenant, identifier: str
    ) -> tuple[Answer | Write, Rule | None]:
        """Return the answer, or the write that is to be answered, and the fault that strikes the way back."""
        service = self._service
        endpoint, parts = _named(request)
        needed = scoped(endpoint, parts) if endpoint else None
        write = request.method != "GET"
        scope = wanted_scope(needed, write=write) if needed else ""
        failure, rule = service.strike(endpoint.name if endpoint else UNKNOWN, request.method, tenant.tenant_id, scope)
        if failure is not None:
            return failure, rule
        if endpoint is None or needed is None:
            return errors.not_found(), rule
        parameters = {key.lower(): value for key, value in request.query_params.items()}
        query = Query(parameters, request.headers.get("if-modified-since"))
        asked = Asked(
            endpoint,
            parts,
            query,
            tenant,
            service.clock.now(),
            identifier,
            service.switches,
            request.method,
            body,
            request.headers.get("content-type", ""),
        )
        refusal = _refusal(request, grant, asked, needed)
        if refusal is None and write:
            return _write(request, grant, asked), rule
        return refusal or self._spoilt(asked, reading.answer(asked)), rule

    def _spoilt(self, asked: Asked, answer: Answer) -> Answer:
        manglings = self._service.faults.manglings(asked.endpoint.name, "GET", asked.tenant.tenant_id)
        if not manglings or answer.status != 200:
            return answer
        return replace(answer, body=mangled(answer.body, asked.endpoint.array, asked.endpoint.id_field, manglings))


def _named(request: Request) -> tuple[Endpoint | None, tuple[str, ...]]:
    """Return the endpoint that the path begins with, and what follows it."""
    name, *parts = [part for part in request.path_params["path"].split("/") if part] or [""]
    return endpoint_named(name), tuple(parts)


def _refusal(request: Request, grant: Grant, asked: Asked, needed: Endpoint) -> Answer | None:
    """Return the answer to a token without the scope, or to a client that does not take JSON; nothing otherwise."""
    if not may_call(grant.scopes, needed, write=asked.is_write):
        return errors.wrong_scope(wanted_scope(needed, write=asked.is_write), asked.switches)
    if "json" not in request.headers.get("accept", "").lower() and asked.below != ATTACHMENTS:
        return errors.json_only()
    return None


def _write(request: Request, grant: Grant, asked: Asked) -> Write:
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Write(asked, target, grant.client_id, request.headers.get("idempotency-key", ""))
