"""Reading from a sandbox: in a process, as Airbyte does, or in this one with a clock that moves instead of waiting."""

from __future__ import annotations

import json
import logging
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import requests
from airbyte_cdk.models import AirbyteMessageSerializer, ConfiguredAirbyteCatalogSerializer
from airbyte_cdk.models import AirbyteStateMessageSerializer as StateSerializer

from source_xero_revrec.source import SourceXeroRevrec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from xero_sandbox import Sandbox
    from xero_sandbox.counters import Counters

UNHEARD = logging.getLogger("unheard")
UNHEARD.setLevel(logging.CRITICAL)
COMMAND = Path(sys.executable).with_name("source-xero-revrec")


class SandboxTime:
    """The connector's clock in a test: sleeping lets the sandbox's time pass and costs none of ours."""

    def __init__(self, xero: Sandbox) -> None:
        """Run with the sandbox's clock."""
        self._xero = xero
        self._slept = 0.0
        self._lock = threading.Lock()
        self.pauses: list[float] = []

    def now(self) -> datetime:
        """Return the sandbox's time."""
        return self._xero.clock.now()

    def monotonic(self) -> float:
        """Return real seconds and the slept ones."""
        return time.monotonic() + self._slept

    def sleep(self, seconds: float) -> None:
        """Advance the sandbox."""
        with self._lock:
            self._slept += seconds
            self.pauses.append(seconds)
            self._xero.clock.advance(seconds)


@dataclass
class Reading:
    """What a read printed, in order, as parsed messages."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    failure: Exception | None = None

    def records(self, stream: str) -> list[dict[str, Any]]:
        """Return the records of a stream in the order of arrival."""
        return [m["record"]["data"] for m in self.messages if m["type"] == "RECORD" and m["record"]["stream"] == stream]

    def states(self) -> list[dict[str, Any]]:
        """Return the last state of each stream, as Airbyte keeps them."""
        last = {
            m["state"]["stream"]["stream_descriptor"]["name"]: m["state"] for m in self.messages if m["type"] == "STATE"
        }
        return list(last.values())

    def statuses(self) -> dict[str, str]:
        """Return the last status of each stream."""
        return {
            m["trace"]["stream_status"]["stream_descriptor"]["name"]: m["trace"]["stream_status"]["status"]
            for m in self.messages
            if m["type"] == "TRACE" and m["trace"]["type"] == "STREAM_STATUS"
        }

    def errors(self) -> list[dict[str, Any]]:
        """Return the errors that Airbyte shows."""
        return [m["trace"]["error"] for m in self.messages if m["type"] == "TRACE" and m["trace"]["type"] == "ERROR"]


def counted(xero: Sandbox) -> Counters:
    """Return what the sandbox counted, once every call that was answered is in it.

    The sandbox counts a call in the same turn of its loop in which it hands out the last byte, so whoever has read an
    answer may look before it is counted. One more question, which is no call, is answered in a later turn.
    """
    requests.get(f"{xero.url}/sandbox/counters", timeout=60).raise_for_status()
    return xero.counters


def api_calls(xero: Sandbox) -> int:
    """Return how many calls counted against Xero's limits so far, the latest one included."""
    counters = counted(xero)
    return counters.count() - sum(counters.count(place) for place in ("token", "connections", "authorize"))


def catalog(*streams: str, mode: str = "incremental") -> dict[str, Any]:
    """Return a configured catalog of streams."""
    return {
        "streams": [
            {
                "stream": {"name": name, "json_schema": {}, "supported_sync_modes": ["full_refresh", "incremental"]},
                "sync_mode": mode,
                "destination_sync_mode": "append_dedup" if mode == "incremental" else "overwrite",
            }
            for name in streams
        ]
    }


def source_of(xero: Sandbox, *, seed: int = 0, clock: SandboxTime | None = None) -> SourceXeroRevrec:
    """Return a source of this process whose pauses let the sandbox's time pass."""
    return SourceXeroRevrec(clock=clock or SandboxTime(xero), randomness=random.Random(seed))


def read_in_process(
    xero: Sandbox,
    config: Mapping[str, Any],
    selected: dict[str, Any],
    states: list[dict[str, Any]] | None = None,
    *,
    seed: int = 0,
    clock: SandboxTime | None = None,
    source: SourceXeroRevrec | None = None,
    on_message: Callable[[dict[str, Any]], bool] = lambda _: True,
) -> Reading:
    """Read over real HTTP without a process; `on_message` returns False to stop as a kill would."""
    source = source or source_of(xero, seed=seed, clock=clock)
    reading = Reading()
    messages = source.read(
        UNHEARD,
        dict(config),
        ConfiguredAirbyteCatalogSerializer.load(selected),
        [StateSerializer.load(state) for state in states or []],
    )
    try:
        for message in messages:
            parsed = orjson.loads(orjson.dumps(AirbyteMessageSerializer.dump(message)))
            reading.messages.append(parsed)
            if not on_message(parsed):
                messages.close()
                break
    except Exception as failure:  # noqa: BLE001 - whatever ends the sync is what the test looks at
        reading.failure = failure
    return reading


class Connector:
    """The connector as Airbyte runs it: a process with files."""

    def __init__(self, folder: Path) -> None:
        """Keep the files in a folder."""
        self.folder = folder

    def write(self, name: str, content: dict[str, Any] | list[dict[str, Any]]) -> str:
        """Write a JSON file and return its path."""
        path = self.folder / name
        path.write_text(json.dumps(content))
        return str(path)

    def run(self, *arguments: str, timeout: float = 120) -> tuple[int, list[dict[str, Any]], str]:
        """Run a command; returns exit code, messages and everything that was printed."""
        done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, timeout=timeout, check=False)
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stdout + done.stderr
