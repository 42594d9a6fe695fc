"""Airbyte's messages, a JSON line each: those that come in, and those that go out."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from xero_api import money
from xero_connectors.config_fault import ConfigFault
from xero_connectors.tables.json_names import NamedTwice, check_names
from xero_connectors.terminal.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


_KINDS = frozenset({"RECORD", "STATE", "TRACE"})
_EVERY = 5
"""Seconds between two lines of the log that say where a sync is."""
_MOST_SHOWN = 60
_FAILURES = ("system_error", "config_error", "transient_error")
_REMEDY = "A file of journal entries goes through `destination-xero-journals replay FILE`, whose output `write` takes."


class MalformedInput(Exception):
    """A line of the input is no message that can be taken; the text names the line and quotes none of its values."""


class Record(NamedTuple):
    """A record's message: its stream, its columns (numbers as Decimal), the line as it came and the line's number.

    `namespace` is empty where the stream has none; `number` counts the lines of the input from 1.
    """

    stream: str
    namespace: str
    data: Mapping[str, Any]
    line: bytes
    number: int


@dataclass(frozen=True, slots=True)
class State:
    """A state's message as it came, byte for byte; `stream` and `namespace` are empty where it is not of one stream."""

    line: bytes
    stream: str = ""
    namespace: str = ""


@dataclass(frozen=True, slots=True)
class StreamStatus:
    """How far the source says that a stream is: STARTED, RUNNING, COMPLETE or INCOMPLETE."""

    stream: str
    namespace: str
    status: str


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """The source's word that it failed, and what it calls that; `stream` is empty where it names none."""

    stream: str
    namespace: str
    called: str


class SourceIncomplete(Exception):
    """The source did not come to the end of a stream, so that a journal entry may lack lines."""


def incoming(lines: Iterable[bytes]) -> Iterator[Record | State | StreamStatus | SourceFailure]:
    """Hand out records, states, the status of streams and failures; every other message is left out, whatever it holds.

    Raises MalformedInput, and ConfigFault where already the first line is no message, as a file's is, or where none
    comes. Nothing of a line ever reaches a log: a source's CONTROL message, which some programs pass
    on, holds its secrets.
    """
    first = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        message = _parsed(line, number, first=first)
        first = False
        match message.get("type"):
            case "RECORD":
                record = message.get("record")
                if not isinstance(record, dict) or not isinstance(record.get("data"), dict):
                    raise _malformed(number, line, "a RECORD without data")
                _check_names(number, line, message)
                stream, namespace = str(record.get("stream", "")), str(record.get("namespace") or "")
                yield Record(stream, namespace, record["data"], line, number)
            case "STATE":
                yield _state(message.get("state"), line.rstrip(b"\r\n"))
            case "TRACE":
                yield from _told(message.get("trace"))
            case str(kind):
                _check_spelling(number, line, kind)
            case _:
                raise _malformed(number, line, "JSON without a type")
    if first:
        raise ConfigFault(
            f"Standard input ended without a single message: the command before the pipe failed, or nothing was piped "
            f"in. Nothing was posted. See what that command said. {_REMEDY}"
        )


def _check_names(number: int, line: bytes, message: dict[str, Any]) -> None:
    try:
        check_names(line, message)
    except NamedTwice as twice:
        raise MalformedInput(
            f"Line {number} of the input is a RECORD with two values under the name {str(twice)[:_MOST_SHOWN]!r}, so "
            f"that nobody can say which is meant. Nothing was posted. Send each name once."
        ) from None


def _check_spelling(number: int, line: bytes, kind: str) -> None:
    """Refuse a message that would be left out for its spelling alone."""
    if kind.strip().upper() in _KINDS:
        raise _malformed(number, line, "a type that is spelled otherwise")


def _state(state: object, line: bytes) -> State:
    match state:
        case {"stream": {"stream_descriptor": {"name": str(name)} as descriptor}}:
            return State(line, name, str(descriptor.get("namespace") or ""))
        case _:
            return State(line)


def _told(trace: object) -> Iterator[StreamStatus | SourceFailure]:
    match trace:
        case {"stream_status": {"stream_descriptor": {"name": str(name)} as descriptor, "status": str(status)}}:
            yield StreamStatus(name, str(descriptor.get("namespace") or ""), status)
        case {"stream_status": {"status": "COMPLETE"}}:
            pass
        case {"stream_status": _}:
            yield SourceFailure("", "", "a status that cannot be read")
        case {"error": error}:
            yield _failure(error if isinstance(error, dict) else {})
        case {"type": str(kind)} if kind.strip().upper() == "ERROR":
            yield _failure({})


def _failure(error: Mapping[str, Any]) -> SourceFailure:
    """Return a failure without its text, which is the source's to show, and may hold anything."""
    named = error.get("stream_descriptor")
    descriptor = named if isinstance(named, dict) else {}
    called = error.get("failure_type")
    return SourceFailure(
        str(descriptor.get("name") or ""),
        str(descriptor.get("namespace") or ""),
        called if called in _FAILURES else "an error",
    )


def _parsed(line: bytes, number: int, *, first: bool) -> dict[str, Any]:
    try:
        message = money.parse(line, Decimal)
    except (ValueError, RecursionError):
        message = None
    # A line that begins like a message and is none was cut on its way.
    if first and not line.lstrip().startswith(b"{"):
        raise _no_messages("no JSON object, as in CSV or Excel")
    if first and isinstance(message, dict) and "type" not in message:
        raise _no_messages("JSON without a type, as in JSON Lines")
    if not isinstance(message, dict):
        raise _malformed(number, line, "no JSON object")
    return message


def _no_messages(kind: str) -> ConfigFault:
    return ConfigFault(
        f"Standard input is no stream of Airbyte's messages: its first line is {kind} (not shown, since it may hold "
        f"secrets). Nothing was posted. {_REMEDY}"
    )


def _malformed(number: int, line: bytes, found: str) -> MalformedInput:
    return MalformedInput(
        f"Line {number} of the input is no message of Airbyte's protocol (found: {found}, {len(line.rstrip())} bytes, "
        f"not shown since it may hold secrets). Nothing was posted. Send one JSON message a line."
    )


class Output:
    """Where messages go; each is flushed, since the platform acts on it."""

    def line(self, message: bytes) -> None:
        """Write a message as it is."""
        # One write call, so that no other program's line gets between a message and its end.
        sys.stdout.buffer.write(message + b"\n")
        sys.stdout.buffer.flush()

    def message(self, kind: str, **content: object) -> None:
        """Write a message of a kind, for example LOG with its `log`."""
        self.line(orjson.dumps({"type": kind, **content}))

    def log(self, level: str, text: str) -> None:
        """Write a line of the log: INFO, WARN or ERROR."""
        self.message("LOG", log={"level": level, "message": text})

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
        """Show a table to a person; a platform has the log."""

    @contextmanager
    def progress(self, *, waiting: Callable[[], float], asking: Callable[[], str]) -> Iterator[Progress]:  # noqa: ARG002 - a person's
        """Hand out a progress that says in the log where a sync is, every few seconds while the block runs."""
        progress = Progress(lambda each: self.log("INFO", each.sentence()), waiting=waiting)
        with progress.shown(_EVERY):
            yield progress
