"""A workspace of a self-managed Airbyte, through Airbyte's own SDK (`pip install airbyte-api`)."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests
from airbyte_api import AirbyteAPI, api, models
from airbyte_api.errors import SDKError

if TYPE_CHECKING:
    from collections.abc import Callable

Row = dict[str, Any]
PAGE = 100


class SetupFailed(Exception):
    """It cannot go on; the message says what to do."""


@dataclass(frozen=True)
class Image:
    """A connector's image: where it is, and its tag."""

    repository: str
    tag: str

    @staticmethod
    def of(text: str) -> Image:
        """Return the image that `registry/name:tag` names; raises ArgumentTypeError without a tag."""
        repository, _, tag = text.rpartition(":")
        if not repository or "/" in tag:
            raise argparse.ArgumentTypeError(f"{text} has no tag, such as {text}:0.1.0")
        return Image(repository, tag)


@dataclass(frozen=True)
class Side:
    """The API's calls for one kind of connector, which differ in nothing but their names."""

    kind: str
    definitions: Callable[[], list[Row]]
    define: Callable[[str, Image], Row]
    redefine: Callable[[str, str, Image], Row]
    actors: Callable[[], list[Row]]
    create: Callable[[str, str, Row], Row]
    replace: Callable[[str, str, Row], Row]


class Workspace:
    """One workspace; answers are the API's JSON, as the SDK's models have no place for a configuration of ours."""

    def __init__(self, url: str, workspace: str, client_id: str, client_secret: str) -> None:
        """Talk to the API at `url`, which ends in /v1; nothing is sent yet."""
        # The SDK would ask for a token at the root of the host, where a self-managed Airbyte has none.
        client = models.SchemeClientCredentials(client_id, client_secret, token_url=f"{url}/applications/token")
        self._api = AirbyteAPI(security=models.Security(client_credentials=client), server_url=url)
        self.identity = workspace

    def name(self) -> str:
        """Return the workspace's name; raises SetupFailed where address, credentials or workspace are wrong."""
        try:
            found = self._api.workspaces.get_workspace(api.GetWorkspaceRequest(workspace_id=self.identity))
        except SDKError as refused:
            raise SetupFailed(f"Airbyte does not show the workspace {self.identity}: {said(refused)}") from None
        except requests.RequestException as failure:
            raise SetupFailed(f"Airbyte cannot be reached: {type(failure).__name__}. Is --url right?") from None
        except Exception as failure:  # noqa: BLE001 - the SDK has no class of its own for a token that is refused
            raise SetupFailed(f"Airbyte gives no token for AIRBYTE_CLIENT_ID: {failure}.") from None
        return str(_json(found)["name"])

    def sources(self) -> Side:
        """Return the calls for sources."""
        calls, place = self._api.source_definitions, self.identity

        def replace(identity: str, name: str, configuration: Row) -> Row:
            put = models.SourcePutRequest(configuration=configuration, name=name)
            return _json(self._api.sources.put_source(api.PutSourceRequest(identity, put)))

        return Side(
            "source",
            lambda: _data(calls.list_source_definitions(api.ListSourceDefinitionsRequest(place))),
            lambda name, image: _json(
                calls.create_source_definition(api.CreateSourceDefinitionRequest(_definition(name, image), place))
            ),
            lambda identity, name, image: _json(
                calls.update_source_definition(
                    api.UpdateSourceDefinitionRequest(models.UpdateDefinitionRequest(image.tag, name), identity, place)
                )
            ),
            lambda: self._all(self._api.sources.list_sources, api.ListSourcesRequest),
            lambda name, definition, configuration: _json(
                self._api.sources.create_source(
                    models.SourceCreateRequest(configuration, name, place, definition_id=definition)
                )
            ),
            replace,
        )

    def destinations(self) -> Side:
        """Return the calls for destinations."""
        calls, place = self._api.destination_definitions, self.identity

        def replace(identity: str, name: str, configuration: Row) -> Row:
            put = models.DestinationPutRequest(configuration=configuration, name=name)
            return _json(self._api.destinations.put_destination(api.PutDestinationRequest(identity, put)))

        return Side(
            "destination",
            lambda: _data(calls.list_destination_definitions(api.ListDestinationDefinitionsRequest(place))),
            lambda name, image: _json(
                calls.create_destination_definition(
                    api.CreateDestinationDefinitionRequest(_definition(name, image), place)
                )
            ),
            lambda identity, name, image: _json(
                calls.update_destination_definition(
                    api.UpdateDestinationDefinitionRequest(
                        models.UpdateDefinitionRequest(image.tag, name), identity, place
                    )
                )
            ),
            lambda: self._all(self._api.destinations.list_destinations, api.ListDestinationsRequest),
            lambda name, definition, configuration: _json(
                self._api.destinations.create_destination(
                    models.DestinationCreateRequest(configuration, name, place, definition_id=definition)
                )
            ),
            replace,
        )

    def connections(self) -> list[Row]:
        """Return every connection of the workspace."""
        return self._all(self._api.connections.list_connections, api.ListConnectionsRequest)

    def connect(self, source: str, destination: str, settings: Row) -> str:
        """Make a connection and return its id."""
        request = models.ConnectionCreateRequest(destination, source, **settings)
        return str(_json(self._api.connections.create_connection(request))["connectionId"])

    def change_connection(self, identity: str, settings: Row) -> None:
        """Change some settings of a connection."""
        request = models.ConnectionPatchRequest(**settings)
        _json(self._api.connections.patch_connection(api.PatchConnectionRequest(request, identity)))

    def streams(self, source: str, destination: str) -> list[Row]:
        """Return what a source offers a destination, each stream with its sync modes."""
        found = self._api.streams.get_stream_properties(api.GetStreamPropertiesRequest(source, destination))
        offered: list[Row] = found.raw_response.json()
        return offered

    def _all(self, call: Callable[[Any], Any], request: type) -> list[Row]:
        found: list[Row] = []
        while True:
            page = _data(call(request(limit=PAGE, offset=len(found), workspace_ids=[self.identity])))
            found += page
            if len(page) < PAGE:
                return found


def _definition(name: str, image: Image) -> models.CreateDefinitionRequest:
    return models.CreateDefinitionRequest(docker_image_tag=image.tag, docker_repository=image.repository, name=name)


def _json(answer: Any) -> Row:  # noqa: ANN401 - any answer of the SDK
    found: Row = answer.raw_response.json()
    return found


def _data(answer: Any) -> list[Row]:  # noqa: ANN401 - any list of the SDK
    found: list[Row] = _json(answer)["data"]
    return found


def said(refused: SDKError) -> str:
    """Return what Airbyte says of a refused request, without a body that may quote the configuration."""
    try:
        body = json.loads(refused.body)
        text = body.get("detail") or body.get("message") or body.get("title") or ""
    except (ValueError, AttributeError):
        text = ""
    return f"HTTP {refused.status_code}" + (f", {text}" if text else "")
