"""The processes that the benchmarks start and measure, and the sandbox that they talk to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BIN = Path(sys.executable).parent
SIGNING_IN = ("token", "connections", "authorize")


@dataclass(frozen=True)
class Run:
    """A finished process: wall seconds and peak memory in MB."""

    seconds: float
    megabytes: float


@contextmanager
def sandbox(invoices: int) -> Iterator[tuple[dict[str, Any], float]]:
    """Start a sandbox process; yields the source's configuration and the seconds that the start took."""
    command = [BIN / "xero-sandbox", "--port", "0", "--invoices", str(invoices), "--no-limits"]
    started = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _config_of(process), time.monotonic() - started
        finally:
            process.terminate()
            process.wait()


def _config_of(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    decoder = json.JSONDecoder()
    text = ""
    for line in process.stdout:
        text += line
        start = text.find("{")
        if start >= 0:
            try:
                config: dict[str, Any] = decoder.raw_decode(text[start:])[0]
            except ValueError:
                continue
            config["limits"] = {"calls_per_minute": 100_000, "concurrent_calls": 5}
            return config
    raise SystemExit(f"The sandbox printed no configuration: {text}")


def measured(command: list[str], given: Path = Path(os.devnull)) -> Run:
    """Run a command with a file as its input and its output thrown away; a failure ends the benchmark."""
    started = time.monotonic()
    with given.open("rb") as lines:
        process = subprocess.Popen(command, stdin=lines, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed with status {status}")
    return Run(time.monotonic() - started, usage.ru_maxrss / 1024)


def token(config: dict[str, Any], scope: str) -> str:
    """Return a fresh access token with a scope."""
    credentials = config["credentials"]
    form = (
        f"grant_type=client_credentials&scope={scope}"
        f"&client_id={credentials['client_id']}&client_secret={credentials['client_secret']}"
    )
    with urllib.request.urlopen(config["identity_url"] + "/connect/token", form.encode()) as answer:
        return str(json.load(answer)["access_token"])


def calls(config: dict[str, Any]) -> int:
    """Return how many Accounting API calls the sandbox has answered."""
    with urllib.request.urlopen(config["identity_url"] + "/sandbox/counters") as answer:
        counts = json.load(answer)["by_endpoint"]
    return sum(int(each["calls"]) for each in counts if each["endpoint"] not in SIGNING_IN)
