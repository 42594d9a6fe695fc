"""The whole close with real processes: three months, straight and through DuckDB, with faults and kills in between.

Each process is the connector's own command. After a kill it is started again, as a platform would.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from integration_tests.support.deferrals import DEFERRED, Deferrals, deferring_sandbox
from integration_tests.support.posting import COMMAND as DESTINATION
from integration_tests.support.posting import catalog as posting_catalog
from integration_tests.support.posting import in_books, record, state
from integration_tests.support.reading import COMMAND as SOURCE
from integration_tests.support.reading import catalog
from integration_tests.support.soaks import soak
from integration_tests.support.warehouse import Table, Warehouse
from revrec_journals.key import JournalKey
from source_xero_revrec.source import SourceXeroRevrec
from xero_sandbox.faults import DELIVERY_FAULTS, FAULTS

if TYPE_CHECKING:
    from datetime import date

    from xero_sandbox import Sandbox

Row = dict[str, Any]
MONTHS = 3
SEEDS_IN_SOAK = range(100, 200)
STREAMS = ("journal_entries", "deferred_revenue")
STRUCK = 0.1
"""One call in ten goes wrong."""
MOST_ATTEMPTS = 60
LIMIT = 120


class Loop:
    """One company, closed by processes that fail and are killed; `counts` tells how often."""

    def __init__(self, xero: Sandbox, chance: random.Random, folder: Path) -> None:
        """Work in a folder of its own."""
        self._xero, self._chance, self._folder = xero, chance, folder
        self.counts: Counter[str] = Counter()

    def close(self, period: str, *, warehouse: bool) -> None:
        """Read, by way of a warehouse or straight, and post, until both processes ended well."""
        for _ in range(MOST_ATTEMPTS):
            self.counts["attempts"] += 1
            self._strike()
            records = self.read(period, killed=self._killed())
            if records is not None:
                rows = [row for stream, row in records if stream == "journal_entries"]
                rows = self.through_duckdb(rows) if warehouse else rows
                if self._write(rows, killed=self._killed()):
                    self._xero.clear_faults()
                    self.counts["closes"] += 1
                    return
        raise AssertionError(f"{period} could not be closed in {MOST_ATTEMPTS} attempts")

    def config(self, period: str) -> Row:
        """Return the source's configuration, closed through a month."""
        return self._xero.source_config(
            recognition={
                "recognised_by": "here",
                "deferred_account": "835",
                "deferred_accounts": [{"of": "account", "code": "260", "deferred_account": "836"}],
                "sold_into": [
                    {"deferred_account": "835", "revenue_account": "200"},
                    {"deferred_account": "836", "revenue_account": "210"},
                ],
                "other_liabilities": ["855"],
                "closing": {"closing": "through", "period": period},
            }
        )

    def read(self, period: str, *, killed: float | None = None) -> list[tuple[str, Row]] | None:
        """Return stream and record of what the source's process printed, None where it did not end well."""
        config = self._file("source.json", self.config(period))
        chosen = self._file("catalog.json", catalog(*STREAMS, mode="full_refresh"))
        out = self._run([SOURCE, "read", "--config", config, "--catalog", chosen], None, killed)
        if out is None:
            return None
        messages = [orjson.loads(line) for line in out.splitlines()]
        return [(each["record"]["stream"], each["record"]["data"]) for each in messages if each["type"] == "RECORD"]

    def _write(self, rows: list[Row], *, killed: float | None) -> bool:
        config = self._file("destination.json", self._xero.destination_config(on_voided="post_again"))
        chosen = self._file("posting.json", posting_catalog())
        # A platform passes a state on although a month has no entries.
        given = b"".join(each + b"\n" for each in (*map(record, rows), state(0)))
        return self._run([DESTINATION, "write", "--config", config, "--catalog", chosen], given, killed) is not None

    def _run(self, words: list[str | Path], given: bytes | None, killed: float | None) -> bytes | None:
        """Return what a process printed, None where it failed or was killed after so many seconds."""
        input_path = self._folder / "input.jsonl"
        input_path.write_bytes(given or b"")
        with input_path.open("rb") as stdin, (self._folder / "out.jsonl").open("w+b") as out:
            process = subprocess.Popen(words, stdin=stdin, stdout=out, stderr=subprocess.DEVNULL)
            try:
                code = process.wait(killed or LIMIT)
            except subprocess.TimeoutExpired:
                assert killed is not None, f"{words[0]} did not end in {LIMIT} seconds"
                process.send_signal(signal.SIGKILL)
                process.wait()
                self.counts["kills"] += 1
                return None
            self.counts["failed"] += code != 0
            out.seek(0)
            return out.read() if code == 0 else None

    def _killed(self) -> float | None:
        return self._chance.uniform(0.5, 2.5) if self._chance.random() < 0.4 else None

    def _strike(self) -> None:
        """Let one call in ten go wrong, each way as often as the others, and as often the answer to a posting alone."""
        self._xero.clear_faults()
        settings: dict[str, Row] = {kind: {"delay": 0.05} for kind in ("slow", "late_commit")}
        settings |= {kind: {"retry_after": 1} for kind in FAULTS if kind.startswith("rate_")}
        for kinds, place in ((FAULTS, "*"), (DELIVERY_FAULTS, "ManualJournals")):
            for kind in kinds:
                seed = self._chance.randrange(1 << 30)
                self._xero.fault(kind, place, probability=STRUCK / len(kinds), seed=seed, **settings.get(kind, {}))

    def _file(self, name: str, content: Row) -> str:
        path = self._folder / name
        path.write_text(json.dumps(content, default=str), encoding="utf-8")
        return str(path)

    def through_duckdb(self, rows: list[Row]) -> list[Row]:
        """Return entries as a warehouse gives them back to a platform: lower case, nine decimals, texts."""
        streams = {stream.name: stream for stream in SourceXeroRevrec().streams(self.config("2024-01"))}
        table = Table.of(vars(streams["journal_entries"].as_airbyte_stream()))
        warehouse = Warehouse([table])
        warehouse.overwrite("xero", "journal_entries", rows)
        return [
            {name: value if value is None else str(value) for name, value in row.items()}
            for row in warehouse.rows("SELECT * FROM xero.journal_entries")
        ]


def trial(seed: int, folder: Path) -> Counter[str]:
    """Live three months and close each; returns what was done. Raises AssertionError where anything is wrong."""
    chance = random.Random(seed)
    with deferring_sandbox() as xero:
        history, loop = Deferrals(xero, seed, meddling=False), Loop(xero, chance, folder)
        for month in range(MONTHS):
            day = history.live_month(chance.randint(6, 11))
            loop.close(f"{day:%Y-%m}", warehouse=bool((seed + month) % 2))
            _prove(xero, loop, day)
            loop.counts["faults"] += sum(xero.faults.fired.values())
        return loop.counts


def _prove(xero: Sandbox, loop: Loop, day: date) -> None:
    """Hold the ledger against the schedule, and the journals against their keys, now that nothing goes wrong."""
    assert xero.wait_for_late_commits()
    keys = Counter(JournalKey.found_in(each["Narration"]) for each in in_books(xero, "POSTED", "DRAFT"))
    assert not [key for key, times in keys.items() if times > 1], "a journal is there twice"
    loop.counts["journals"] = len(keys)
    found = loop.read(f"{day:%Y-%m}")
    assert found is not None
    left = {
        row["journal_entry_id"]
        for stream, row in found
        if stream == "journal_entries"
        if row["period_status"] == "Closed"
    }
    assert not left, f"a second close adds {left}"
    judge = {row["Code"]: row["YTDCredit"] - row["YTDDebit"] for row in xero.books.trial_balance(day)}
    for account in DEFERRED:
        (tie,) = (
            row
            for stream, row in found
            if stream == "deferred_revenue"
            and (row["account_code"], row["period"]) == (account, f"{day:%Y-%m}")
            and "tie_status" in row
        )
        assert tie["tie_status"] == "Ties", tie
        assert Decimal(str(tie["ledger_home_balance"])) == judge.get(account, Decimal(0))
        loop.counts["ties"] += 1


def test_three_months_close_through_faults_and_kills(tmp_path: Path) -> None:
    """Straight and through DuckDB by turns: each journal is there once, and the ledger ties after each close."""
    counts = trial(1, tmp_path)

    assert (counts["closes"], counts["ties"]) == (MONTHS, MONTHS * len(DEFERRED))
    assert counts["journals"] >= MONTHS


def in_soak(seed: int) -> Counter[str]:
    """Live three months and close them, in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        return trial(seed, Path(folder))


@pytest.mark.soak
def test_a_hundred_companies_close_through_faults_and_kills() -> None:
    """Of three closes each; counts are printed."""
    counts = soak("whole loops of three closes", in_soak, SEEDS_IN_SOAK)

    assert counts["closes"] == MONTHS * len(SEEDS_IN_SOAK)
    assert all(counts[each] for each in ("kills", "faults", "failed"))
