"""What a workspace of Airbyte lacks of what is wanted, part by part: made, changed, or left alone and said so."""

from __future__ import annotations

import json
import sys
from enum import Enum
from typing import TYPE_CHECKING, Any

from airbyte_workspace import Image, Row, SetupFailed, Side, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MASK = "**********"
"""What Airbyte shows in place of a secret; sent back, it leaves the secret as it is."""


class Setup:
    """Brings the workspace to what is wanted, and says of each part whether it was made, changed, or there already."""

    def __init__(self, airbyte: Workspace, *, dry_run: bool, send_secrets: bool) -> None:
        """Make and change nothing in a dry run; secrets that are there already are sent again only if wanted."""
        self._airbyte = airbyte
        self._dry_run = dry_run
        self._send_secrets = send_secrets

    def definition(self, side: Side, name: str, image: Image) -> str:
        """Register a connector, or move its registration to another tag; return its id, empty where it has none yet."""
        what = f"{side.kind} connector {image.repository}"
        found = _only([each for each in side.definitions() if each["dockerRepository"] == image.repository], what)
        if found is None:
            return self._made(what, f"at {image.tag}", lambda: side.define(name, image)["id"])
        identity = str(found["id"])
        if found["dockerImageTag"] == image.tag:
            say("unchanged", what, f"at {image.tag}")
        else:
            text = f"{found['dockerImageTag']} -> {image.tag}"
            self._changed(what, text, lambda: side.redefine(identity, found["name"], image))
        return identity

    def actor(self, side: Side, name: str, definition: str, wanted: Row) -> str:
        """Make a source or destination, or send its changed configuration; return its id."""
        what, key = f"{side.kind} {name}", f"{side.kind}Id"
        found = _only(
            [each for each in side.actors() if each["name"] == name and each["definitionId"] == definition], what
        )
        if found is None:
            return self._made(what, "", lambda: side.create(name, definition, wanted)[key])
        identity = str(found[key])
        held = found["configuration"]
        changed = sorted(_differing(held, wanted))
        if self._send_secrets:
            changed.append("secrets")
        if not changed:
            say("unchanged", what, "secrets are not compared")
            return identity
        # Xero replaces a refresh token at every use and Airbyte keeps the newest: the file's would end the connection.
        sent = wanted if self._send_secrets else _keeping(held, wanted, "refresh_token")
        self._changed(what, ", ".join(changed), lambda: side.replace(identity, name, sent))
        return identity

    def connection(self, source: str, destination: str, wanted: Row) -> None:
        """Make a connection, or change those of its settings that differ; pausing one in Airbyte's screens holds."""
        what = f"connection {wanted['name']}"
        ends = (source, destination)
        found = _only(
            [
                each
                for each in self._airbyte.connections()
                if (each["sourceId"], each["destinationId"]) == ends and each["name"] == wanted["name"]
            ],
            what,
        )
        if found is None:
            self._made(what, _described(wanted), lambda: self._airbyte.connect(source, destination, wanted))
            return
        differing = {
            field: value for field, value in wanted.items() if not _holds(found.get(_camel(field)), _plain(value))
        }
        if differing:
            text = ", ".join(_camel(field) for field in differing)
            self._changed(what, text, lambda: self._airbyte.change_connection(found["connectionId"], differing))
        else:
            say("unchanged", what, _described(wanted))

    def _made(self, what: str, text: str, make: Callable[[], object]) -> str:
        made = "" if self._dry_run else str(make())
        say("would make" if self._dry_run else "made", what, text)
        return made

    def _changed(self, what: str, text: str, change: Callable[[], object]) -> None:
        if not self._dry_run:
            change()
        say("would change" if self._dry_run else "changed", what, text)


def _differing(held: Any, wanted: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401 - a walk over JSON
    """Yield the paths at which two configurations differ as far as Airbyte shows them."""
    if isinstance(held, dict) and isinstance(wanted, dict):
        for key in held.keys() | wanted.keys():
            yield from _differing(held.get(key), wanted.get(key), f"{path}.{key}" if path else key)
    elif isinstance(held, list) and isinstance(wanted, list) and len(held) == len(wanted):
        for place, (ours, theirs) in enumerate(zip(held, wanted, strict=True)):
            yield from _differing(ours, theirs, f"{path}[{place}]")
    elif held != wanted and not (held == MASK and wanted is not None):
        yield path


def _keeping(held: Row, wanted: Row, secret: str) -> Row:
    """Return the configuration with the mask in place of a secret that Airbyte has already."""
    return {
        key: _keeping(held[key], value, secret)
        if isinstance(value, dict) and isinstance(held.get(key), dict)
        else MASK
        if key == secret and held.get(key) == MASK
        else value
        for key, value in wanted.items()
    }


def _holds(held: Any, wanted: Any) -> bool:  # noqa: ANN401 - a walk over JSON
    """Return whether everything that is wanted is there; what Airbyte fills in by itself may be there besides."""
    if isinstance(wanted, dict):
        return isinstance(held, dict) and all(_holds(held.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list):
        if not isinstance(held, list) or len(held) != len(wanted):
            return False
        # Airbyte sorts streams as it likes.
        return all(any(_holds(each, value) for each in held) for value in wanted)
    return bool(held == wanted)


def _plain(value: Any) -> Any:  # noqa: ANN401 - one of the SDK's models, an enumeration or text
    if isinstance(value, Enum):
        return value.value
    return json.loads(value.to_json()) if hasattr(value, "to_json") else value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _only(found: Sequence[Row], what: str) -> Row | None:
    if len(found) > 1:
        raise SetupFailed(f"There are {len(found)} of {what}: delete or rename the others in Airbyte.")
    return found[0] if found else None


def _described(settings: Row) -> str:
    streams = len(settings["configurations"].streams)
    cron = settings["schedule"].cron_expression
    when = f"at {cron}" if cron else "started by hand"
    return f"{streams} stream{'s' * (streams != 1)}, {when}" if streams else when


def say(did: str, what: str, text: str) -> None:
    """Print what was done with a part."""
    sys.stdout.write(f"{did:<12} {what}{f' ({text})' if text else ''}\n")
