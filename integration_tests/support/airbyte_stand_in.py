"""A stand-in for Airbyte's API, as far as `examples/airbyte_setup.py` needs it; it keeps what it is sent.

It masks secrets, and holds every body against the SDK's models. A masked secret in a PUT leaves the stored one as it
is, as Airbyte's server does.
"""

from __future__ import annotations

import json
import threading
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType

Row = dict[str, Any]
ROOT = "/api/public/v1"
MASK = "**********"
SECRETS = {"client_secret", "refresh_token", "access_token"}
CLIENT_ID, CLIENT_SECRET, TOKEN = "an-application", "not-a-real-secret", "not-a-real-token"
WORKSPACE = "9f1f6a4e-0000-4000-8000-000000000001"


class Refusal(Exception):
    """A request that Airbyte would not take: HTTP status and what it says."""


@dataclass
class Airbyte:
    """One workspace; a source offers the streams that are set in `offers` under its definition's image or its id."""

    offers: dict[str, list[Row]] = field(default_factory=dict)
    definitions: dict[str, dict[str, Row]] = field(default_factory=lambda: {"sources": {}, "destinations": {}})
    actors: dict[str, dict[str, Row]] = field(default_factory=lambda: {"sources": {}, "destinations": {}})
    connections: dict[str, Row] = field(default_factory=dict)
    writes: list[str] = field(default_factory=list)
    """Every request that changed something: method and path."""
    url: str = ""

    def place(self, kind: str, name: str, definition: str = "another") -> str:
        """Put a source or destination in, as one that was there before; `kind` is sources or destinations."""
        return str(self._keep(kind, {"name": name, "definitionId": definition, "configuration": {"host": "db"}}))

    def the(self, kind: str, name: str) -> Row:
        """Return the only source or destination of a name, with its secrets."""
        (found,) = [each for each in self.actors[kind].values() if each["name"] == name]
        return found

    def connection(self, name: str) -> Row:
        """Return the only connection of a name."""
        (found,) = [each for each in self.connections.values() if each["name"] == name]
        return found

    def answer(self, method: str, path: str, query: Mapping[str, list[str]], body: Row) -> Row | list[Row]:
        """Answer a request; raises Refusal."""
        match path.strip("/").split("/"):
            case ["workspaces", workspace, *rest]:
                if workspace != WORKSPACE:
                    raise Refusal(404, "Could not find a resource for: workspace")
                return self._workspace(method, rest, body)
            case ["streams"]:
                return self._streams(query["sourceId"][0], query["destinationId"][0])
            case ["connections", *identity]:
                return self._connections(method, identity, query, body)
            case [("sources" | "destinations") as kind, *identity]:
                return self._actors(method, kind, identity, query, body)
        raise Refusal(404, f"{method} {path}")

    def _workspace(self, method: str, rest: list[str], body: Row) -> Row:
        match [method, *rest]:
            case ["GET"]:
                return {"workspaceId": WORKSPACE, "name": "Accounts", "dataResidency": "auto", "notifications": {}}
            case ["GET", "definitions", kind]:
                return _checked(_models().DefinitionsResponse, {"data": list(self.definitions[kind].values())})
            case ["POST", "definitions", kind]:
                made = {**_checked(_models().CreateDefinitionRequest, body), "id": str(uuid.uuid4())}
                self.definitions[kind][made["id"]] = made
                return made
            case ["PUT", "definitions", kind, identity]:
                self.definitions[kind][identity] |= _checked(_models().UpdateDefinitionRequest, body)
                return self.definitions[kind][identity]
        raise Refusal(404, f"{method} {rest}")

    def _actors(self, method: str, kind: str, identity: list[str], query: Mapping[str, list[str]], body: Row) -> Row:
        of_sources = kind == "sources"
        if method == "GET":
            return {"data": [_masked(each) for each in _page(list(self.actors[kind].values()), query)]}
        if method == "POST":
            made = _checked(_models().SourceCreateRequest if of_sources else _models().DestinationCreateRequest, body)
            if made["workspaceId"] != WORKSPACE or made["definitionId"] not in self.definitions[kind]:
                raise Refusal(422, "there is no such definition in the workspace")
            return _masked(self.actors[kind][self._keep(kind, made)])
        held = self.actors[kind][identity[0]]
        sent = _checked(_models().SourcePutRequest if of_sources else _models().DestinationPutRequest, body)
        held |= {**sent, "configuration": _kept(held["configuration"], sent["configuration"])}
        return _masked(held)

    def _connections(self, method: str, identity: list[str], query: Mapping[str, list[str]], body: Row) -> Row:
        if method == "GET":
            return {"data": _page(list(self.connections.values()), query)}
        if method == "POST":
            return self._connect(_checked(_models().ConnectionCreateRequest, body))
        self.connections[identity[0]] |= _checked(_models().ConnectionPatchRequest, body)
        return self.connections[identity[0]]

    def _keep(self, kind: str, actor: Row) -> str:
        identity = str(uuid.uuid4())
        single = kind.removesuffix("s")
        given = {f"{single}Id": identity, f"{single}Type": "custom", "workspaceId": WORKSPACE, "createdAt": 1}
        self.actors[kind][identity] = given | actor
        return identity

    def _streams(self, source: str, destination: str) -> list[Row]:
        if destination not in self.actors["destinations"]:
            raise Refusal(404, "Could not find a resource for: destination")
        definition = self.definitions["sources"].get(self.actors["sources"][source]["definitionId"])
        offered = self.offers[definition["dockerRepository"] if definition else source]
        return [_checked(_models().StreamProperties, each) for each in offered]

    def _connect(self, connection: Row) -> Row:
        if connection["sourceId"] not in self.actors["sources"]:
            raise Refusal(404, "Could not find a resource for: source")
        if connection["destinationId"] not in self.actors["destinations"]:
            raise Refusal(404, "Could not find a resource for: destination")
        identity = str(uuid.uuid4())
        # Airbyte fills in what it knows of each stream.
        streams = [{"primaryKey": [["tenant_id"]], **each} for each in connection["configurations"]["streams"]]
        made = {"status": "active", "tags": [], "createdAt": 1, "workspaceId": WORKSPACE} | connection
        made |= {"connectionId": identity, "configurations": {"streams": streams[::-1]}}
        self.connections[identity] = made
        return _checked(_models().ConnectionResponse, made)


@contextmanager
def airbyte() -> Iterator[Airbyte]:
    """Serve an empty workspace on 127.0.0.1 until the end of the block."""
    kept = Airbyte()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(kept))
    kept.url = f"http://127.0.0.1:{server.server_port}{ROOT}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(kept: Airbyte) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            url = urlsplit(self.path)
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            try:
                path = url.path.removeprefix(ROOT)
                if path == "/applications/token":
                    answer: object = _token(content)
                else:
                    _signed_in(self.headers["Authorization"])
                    answer = kept.answer(self.command, path, parse_qs(url.query), json.loads(content or b"{}"))
                    if self.command != "GET":
                        kept.writes.append(f"{self.command} {path}")
                status = 200
            except Refusal as refused:
                status, text = refused.args
                answer = {"status": status, "title": "refused", "detail": text}
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        do_GET = do_POST = do_PUT = do_PATCH = _do  # noqa: N815 - the names that http.server looks for

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    return Handler


def _token(content: bytes) -> Row:
    form = {key: values[0] for key, values in parse_qs(content.decode()).items()}
    if (form["client_id"], form["client_secret"]) != (CLIENT_ID, CLIENT_SECRET):
        raise Refusal(401, "Unauthorized")
    return {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 180}


def _signed_in(header: str | None) -> None:
    if header != f"Bearer {TOKEN}":
        raise Refusal(401, "Unauthorized")


@cache
def _models() -> ModuleType:
    from airbyte_api import models  # noqa: PLC0415 - it takes seconds, and one process of the tests alone needs it

    return models


def _checked(model: Any, body: Row) -> Row:  # noqa: ANN401 - any of the SDK's models
    """Return a body that the SDK's model reads and writes again as it was; raises Refusal for anything else.

    A configuration is checked to be an object alone: the SDK's models know no connector but Airbyte's own.
    """
    given = {**body, "configuration": {}} if "configuration" in body else body
    try:
        again = json.loads(model.from_dict(given).to_json())
    except (KeyError, ValueError, TypeError) as wrong:
        raise Refusal(400, f"no {model.__name__}: {wrong!r}") from wrong
    lost = {key: value for key, value in given.items() if key != "configuration" and again.get(key) != value}
    if lost or not isinstance(body.get("configuration", {}), dict):
        raise Refusal(400, f"{model.__name__} does not hold {lost}")
    return body


def _page(rows: list[Row], query: Mapping[str, list[str]]) -> list[Row]:
    assert query["workspaceIds"] == [WORKSPACE]
    limit, offset = (int(query[name][0]) for name in ("limit", "offset"))
    return rows[offset : offset + limit]


def _masked(actor: Row) -> Row:
    return {**actor, "configuration": _walk(actor["configuration"], lambda _: MASK)}


def _walk(node: Any, secret: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - a walk over JSON
    if isinstance(node, list):
        return [_walk(each, secret) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: secret(value) if key in SECRETS else _walk(value, secret) for key, value in node.items()}


def _kept(held: Any, sent: Any) -> Any:  # noqa: ANN401 - a walk over JSON
    """Return what is sent, with the secrets that are there where the mask is sent."""
    if not isinstance(sent, dict):
        return sent
    before = held if isinstance(held, dict) else {}
    return {
        key: before[key] if key in SECRETS and value == MASK else _kept(before.get(key), value)
        for key, value in sent.items()
    }
