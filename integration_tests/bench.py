"""`make bench`: the source against a bare loop over the same pages, as ratios measured in one run.

Two sandboxes without limits serve 10,000 and 100,000 invoices. The bare loop is requests and orjson and nothing else:
what the wire allows. Speeds compare within this run only; memory is the peak of the whole process.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL, LARGE, RUNS = 10_000, 100_000, 3
BIN = Path(sys.executable).parent

BARE_LOOP = """
import sys, requests, orjson
token, url, page, session = sys.argv[1], sys.argv[2], 1, requests.Session()
headers = {"Authorization": "Bearer " + token, "Accept": "application/json"}
with open("/dev/null", "wb") as out:
    while True:
        query = {"page": page, "pageSize": 1000, "order": "InvoiceID"}
        body = orjson.loads(session.get(url + "/Invoices", params=query, headers=headers).content)
        for invoice in body["Invoices"]:
            out.write(orjson.dumps(invoice) + b"\\n")
        if page >= body["pagination"]["pageCount"]:
            break
        page += 1
"""


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


def measured(command: list[str]) -> Run:
    """Run a command to its end with its output thrown away; a failure ends the benchmark."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed with status {status}")
    return Run(time.monotonic() - started, usage.ru_maxrss / 1024)


def read_command(folder: Path, config: dict[str, Any]) -> list[str]:
    """Write the files of a full refresh of `invoices` and return the command that reads it."""
    (folder / "config.json").write_text(json.dumps(config))
    stream = {"name": "invoices", "json_schema": {}, "supported_sync_modes": ["full_refresh", "incremental"]}
    selected = {"stream": stream, "sync_mode": "full_refresh", "destination_sync_mode": "overwrite"}
    (folder / "catalog.json").write_text(json.dumps({"streams": [selected]}))
    source = str(BIN / "source-xero-revrec")
    return [source, "read", "--config", str(folder / "config.json"), "--catalog", str(folder / "catalog.json")]


def bare_command(config: dict[str, Any]) -> list[str]:
    """Return the command of the bare loop with a fresh token."""
    credentials = config["credentials"]
    form = (
        f"grant_type=client_credentials&scope=accounting.invoices.read"
        f"&client_id={credentials['client_id']}&client_secret={credentials['client_secret']}"
    )
    with urllib.request.urlopen(config["identity_url"] + "/connect/token", form.encode()) as answer:
        token = json.load(answer)["access_token"]
    return [sys.executable, "-c", BARE_LOOP, token, config["api_url"]]


def calls(config: dict[str, Any]) -> int:
    """Return how many Accounting API calls the sandbox has answered."""
    with urllib.request.urlopen(config["identity_url"] + "/sandbox/counters") as answer:
        return int(json.load(answer)["calls"])


def profile(command: list[str], folder: Path) -> list[tuple[str, float]]:
    """Return the five functions in which the read spends most of its own CPU time, with their share."""
    samples = folder / "samples.txt"
    recorder = [str(BIN / "py-spy"), "record", "--format", "raw", "--rate", "200", "-o", str(samples), "--", *command]
    subprocess.run(recorder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    own: Counter[str] = Counter()
    for line in samples.read_text().splitlines():
        stack, _, count = line.rpartition(" ")
        own[stack.rsplit(";", 1)[-1]] += int(count)
    total = sum(own.values())
    return [(frame, count / total) for frame, count in own.most_common(5)]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with sandbox(SMALL) as (config, _):
            small = measured(read_command(folder, config))
            print(f"{SMALL:>9,} invoices: peak memory {small.megabytes:.0f} MB")
        with sandbox(LARGE) as (config, started):
            print(f"the sandbox was ready with {LARGE:,} invoices after {started:.1f} s")
            command = read_command(folder, config)
            ours, bare = [], []
            before = calls(config)
            ours.append(measured(command))
            made = calls(config) - before
            bare.append(measured(bare_command(config)))
            for _ in range(RUNS - 1):
                ours.append(measured(command))
                bare.append(measured(bare_command(config)))
            top = profile(command, folder)
        speed, floor = (LARGE / median(run.seconds for run in runs) for runs in (ours, bare))
        memory = median(run.megabytes for run in ours)
        print(f"{LARGE:>9,} invoices: peak memory {memory:.0f} MB, {made} calls (floor: {math.ceil(LARGE / 1000)})")
        print(f"speed: source {speed:,.0f} invoices/s, bare loop {floor:,.0f} invoices/s")
        print(f"ratio of speed, source to bare loop: {speed / floor:.2f} (at least 0.50 wanted)")
        print(f"ratio of memory, {LARGE:,} to {SMALL:,} invoices: {memory / small.megabytes:.2f} (at most 1.30 wanted)")
        print("where the CPU time goes:")
        for frame, share in top:
            print(f"  {share:5.1%}  {frame}")
    if speed / floor < 0.5 or memory / small.megabytes > 1.3:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
