"""`make bench`: the source against a bare loop over the same pages, as ratios measured in one run.

Two sandboxes without limits serve 10,000 and 100,000 invoices of 3 lines. The bare loop is requests and orjson and
nothing else: what the wire allows. The source reads the raw stream `invoices`, and all RevRec streams together. Speeds
compare within this run only; memory is the peak of the whole process.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from integration_tests.bench.processes import BIN, Run, calls, measured, sandbox, token
from integration_tests.support.reading import catalog

SMALL, LARGE, RUNS = 10_000, 100_000, 3
RAW = ("invoices",)
REVREC = ("customers", "products", "order_details", "billing_schedule", "recon_errors", "control_totals")
RAW_SPEED, REVREC_SPEED, MEMORY = 0.5, 0.5, 1.15

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


def read_command(folder: Path, config: dict[str, Any], streams: tuple[str, ...]) -> list[str]:
    """Write the files of a full refresh of these streams and return the command that reads them."""
    files = folder / "-".join(streams)
    files.mkdir(exist_ok=True)
    (files / "config.json").write_text(json.dumps(config))
    (files / "catalog.json").write_text(json.dumps(catalog(*streams, mode="full_refresh")))
    source = str(BIN / "source-xero-revrec")
    return [source, "read", "--config", str(files / "config.json"), "--catalog", str(files / "catalog.json")]


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


def bare_command(config: dict[str, Any]) -> list[str]:
    """Return the command of the bare loop with a fresh token."""
    return [sys.executable, "-c", BARE_LOOP, token(config, "accounting.invoices.read"), config["api_url"]]


def counted(command: list[str], config: dict[str, Any]) -> tuple[Run, int]:
    """Run a command and return what it took and how many calls it made."""
    before = calls(config)
    return measured(command), calls(config) - before


def main() -> None:
    """Measure and print; exits with 1 where a figure misses what is wanted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with sandbox(SMALL) as (config, _):
            small = [measured(read_command(folder, config, RAW)) for _ in range(RUNS)]
            small_revrec = [measured(read_command(folder, config, REVREC)) for _ in range(RUNS)]
        with sandbox(LARGE) as (config, started):
            print(f"the sandbox was ready with {LARGE:,} invoices after {started:.1f} s")
            command, revrec_command = (read_command(folder, config, streams) for streams in (RAW, REVREC))
            ours, bare, revrec = [], [], []
            for _ in range(RUNS):
                run, made = counted(command, config)
                ours.append(run)
                bare.append(measured(bare_command(config)))
                run, made_revrec = counted(revrec_command, config)
                revrec.append(run)
            _, made_together = counted(read_command(folder, config, (*REVREC, *RAW)), config)
            top, top_revrec = profile(command, folder), profile(revrec_command, folder)
    speed, floor, rows = (LARGE / median(run.seconds for run in runs) for runs in (ours, bare, revrec))
    few, many, few_revrec, many_revrec = (
        median(run.megabytes for run in runs) for runs in (small, ours, small_revrec, revrec)
    )
    print(f"calls: {made} raw, {made_revrec} RevRec, {made_together} both at once (floor: {math.ceil(LARGE / 1000)})")
    print(f"speed: raw {speed:,.0f} invoices/s, RevRec {rows:,.0f} invoices/s, bare loop {floor:,.0f} invoices/s")
    print(f"ratio of speed, raw to bare loop: {speed / floor:.2f} (at least {RAW_SPEED:.2f} wanted)")
    print(f"ratio of speed, RevRec to bare loop: {rows / floor:.2f} (at least {REVREC_SPEED:.2f} wanted)")
    flat = {"raw": (few, many), "RevRec": (few_revrec, many_revrec)}
    for what, (before, after) in flat.items():
        print(
            f"ratio of memory, {what}, {LARGE:,} to {SMALL:,} invoices: {after / before:.2f} = {after:.0f} MB / "
            f"{before:.0f} MB (at most {MEMORY:.2f} wanted)"
        )
    for what, frames in (("raw", top), ("RevRec", top_revrec)):
        print(f"where the CPU time goes, {what}:")
        for frame, share in frames:
            print(f"  {share:5.1%}  {frame}")
    too_slow = speed / floor < RAW_SPEED or rows / floor < REVREC_SPEED
    if too_slow or any(after / before > MEMORY for before, after in flat.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
