"""`/sandbox/...`: the sandbox's own controls, never part of Xero's paths, without authentication."""

from __future__ import annotations

import inspect
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import Response
from starlette.routing import Route

from xero_sandbox.books import BooksError
from xero_sandbox.faults import FAULTS, FaultError
from xero_sandbox.switches import SwitchError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import date, datetime

    from starlette.requests import Request

    from xero_sandbox.service import Service
    from xero_sandbox.tenant import Tenant

    Handler = Callable[[Request], Awaitable[Response]]


class ControlError(ValueError):
    """A control request that makes no sense; the message says what is allowed."""


def perform(service: Service, action: str, organisation: str | None = None, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401
    """Let a person do something in Xero's screens and return the record that it touched.

    `organisation` is a tenant id or a name, the first organisation when absent. Raises ControlError for an unknown
    action, organisation or argument, and BooksError for what Xero itself refuses.
    """
    tenant = tenant_named(service, organisation)
    actions = actions_of(tenant.books.person)
    if action not in actions:
        raise ControlError(f"there is no action {action!r}; the actions are {', '.join(actions)}")
    method = actions[action]
    try:
        inspect.signature(method).bind(**arguments)
    except TypeError as error:
        raise ControlError(f"{action}: {error}; it takes {inspect.signature(method)}") from None
    with service.lock:
        record: dict[str, Any] = method(**arguments)
        tenant.note_changes()
    return record


def actions_of(person: object) -> dict[str, Callable[..., Any]]:
    """Return what a person (or the class of persons) can do: every public method by name, sorted."""
    found = {name: getattr(person, name) for name in dir(person) if not name.startswith("_")}
    return {name: method for name, method in found.items() if callable(method)}


def tenant_named(service: Service, organisation: str | None) -> Tenant:
    """Return an organisation by tenant id or name; the first one for None. Raises ControlError."""
    if organisation is None:
        return next(iter(service.tenants.values()))
    for tenant in service.tenants.values():
        if organisation in (tenant.tenant_id, tenant.name):
            return tenant
    known = ", ".join(service.tenant_names().values())
    raise ControlError(f"there is no organisation {organisation!r}; the organisations are {known}")


def routes(service: Service) -> list[Route]:
    """Return the routes of the controls."""
    controls: dict[str, dict[str, Callable[[dict[str, Any]], Any]]] = {
        "reset": {"POST": lambda _: _reset(service)},
        "clock": {"GET": lambda _: _time(service), "POST": lambda body: _advance(service, body)},
        "faults": {
            "GET": lambda _: _faults(service),
            "POST": lambda body: service.faults.add(**body).as_dict(),
            "DELETE": lambda _: _clear_faults(service),
        },
        "act": {"POST": lambda body: _act(service, body)},
        "counters": {"GET": lambda _: _counters(service)},
        "books": {"GET": lambda _: _books(service)},
        "switches": {
            "GET": lambda _: service.switches.as_dict(),
            "POST": lambda body: service.set_switches(body).as_dict(),
        },
        "help": {"GET": lambda _: _help(service, names)},
    }
    names = {f"/sandbox/{name}": list(methods) for name, methods in controls.items()}
    made = [
        Route(f"/sandbox/{name}", _handler(service, methods), methods=list(methods))
        for name, methods in controls.items()
    ]

    async def unknown(_: Request) -> Response:
        return _json({"error": "there is no such control", "controls": names}, 404)

    anything = Route("/sandbox/{path:path}", unknown, methods=["GET", "POST", "DELETE"])
    return [*made, Route("/sandbox", unknown), anything]


def _handler(service: Service, methods: dict[str, Callable[[dict[str, Any]], Any]]) -> Handler:
    async def handle(request: Request) -> Response:
        # Starlette answers HEAD wherever GET is allowed.
        method = methods["GET" if request.method == "HEAD" else request.method]
        try:
            body = orjson.loads(await request.body() or b"{}")
        except orjson.JSONDecodeError as error:
            return _json({"error": f"the body is not JSON: {error}"}, 400)
        if not isinstance(body, dict):
            return _json({"error": "the body must be a JSON object"}, 400)
        try:
            with service.lock:
                return _json(method(body))
        except (BooksError, ControlError, FaultError, SwitchError) as error:
            return _json({"error": str(error)}, 400)
        except Exception as error:  # noqa: BLE001 - an action may choke on arguments of the wrong type in any way
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)

    return handle


def _json(body: object, status: int = 200) -> Response:
    text = orjson.dumps(body, default=_plain, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z) + b"\n"
    return Response(text, status_code=status, media_type="application/json")


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(type(value).__name__)


def _help(service: Service, names: dict[str, list[str]]) -> dict[str, Any]:
    """Return everything that can be asked of the sandbox itself."""
    person = next(iter(service.tenants.values())).books.person
    return {
        "controls": names,
        "actions": {
            name: {"takes": str(inspect.signature(method)), "about": inspect.getdoc(method)}
            for name, method in actions_of(person).items()
        },
        "faults": {fault.name: fault.about for fault in FAULTS.values()},
        "switches": {
            switch.name: {"value": switch.value, "choices": switch.choices, "about": switch.about}
            for switch in service.switches.listed()
        },
    }


def _reset(service: Service) -> dict[str, Any]:
    service.reset()
    return {"reset": True}


def _time(service: Service) -> dict[str, datetime]:
    return {"now": service.clock.now()}


def _advance(service: Service, body: dict[str, Any]) -> dict[str, datetime]:
    seconds = body.get("advance_seconds")
    if set(body) != {"advance_seconds"} or not isinstance(seconds, int | float) or isinstance(seconds, bool):
        raise ControlError('the body is {"advance_seconds": <a number, not negative>}')
    try:
        return {"now": service.clock.advance(seconds)}
    except ValueError as error:
        raise ControlError(str(error)) from None


def _faults(service: Service) -> dict[str, Any]:
    return {"rules": [rule.as_dict() for rule in service.faults.rules], "fired": service.faults.fired}


def _clear_faults(service: Service) -> dict[str, Any]:
    service.faults.clear()
    return _faults(service)


def _act(service: Service, body: dict[str, Any]) -> dict[str, Any]:
    action = body.pop("action", None)
    if not isinstance(action, str):
        message = 'the body is {"action": <name>, "organisation": <tenant id or name, optional>, ...arguments}'
        raise ControlError(message)
    return perform(service, action, body.pop("organisation", None), **body)


def _counters(service: Service) -> dict[str, Any]:
    refused = dict(service.limits.refused)
    return service.counters.as_dict() | {"refused_by_limits": refused, "faults_fired": dict(service.faults.fired)}


def _books(service: Service) -> list[dict[str, Any]]:
    on: date = service.clock.now().date()
    return [
        {
            "tenantId": tenant.tenant_id,
            "name": tenant.name,
            "control_totals": tenant.books.control_totals(),
            "trial_balance": tenant.books.trial_balance(on),
        }
        for tenant in service.tenants.values()
    ]
