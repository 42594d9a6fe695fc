"""The demo without RevRec: a company closes three months from Xero to Xero, while people work between the closes."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.demo.stage import FOLDER, aside, console, heading, query, say
from integration_tests.support.posting import COMMAND as DESTINATION
from integration_tests.support.posting import in_books
from integration_tests.support.scene import CONTRACT, STREAMS, credit, line, sell
from source_xero_revrec.recognition.streams import KEYS as RECOGNITION
from xero_sandbox import Sandbox

import airbyte  # isort: skip - after stage, which tells it to stay quiet
from airbyte.caches import DuckDBCache  # isort: skip
from airbyte.strategies import WriteStrategy  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEFERRED, SALES = "835", "200"
CLOSES = FOLDER / "closes"
DATABASE = FOLDER / "closes.duckdb"
HERE = {
    "recognised_by": "here",
    "deferred_account": DEFERRED,
    "sold_into": [{"deferred_account": DEFERRED, "revenue_account": SALES}],
    "evidence": str(CLOSES / "evidence"),
    "restate_limit": 5_000,
}
_YEAR = "Platform Pro 01/01/2026 - 31/12/2026"
_COLUMNS = (
    "opening",
    "billed",
    "credited",
    "released_from_opening",
    "released_from_billing",
    "prior_period",
    "voided",
    "other",
    "closing",
)


def close_three_months(source: Path) -> bool:
    """Close January to March 2026 one after another; return whether each month ties and each journal is there once."""
    shutil.rmtree(CLOSES, ignore_errors=True)
    CLOSES.mkdir(parents=True)
    DATABASE.unlink(missing_ok=True)
    with Sandbox(invoices=0) as xero:
        heading("16. Another company has no RevRec: it recognises its revenue here, from Xero to Xero")
        company = _Company(xero, source)
        closed = [company.close(period, work) for period, work in zip(_MONTHS, company.work(), strict=True)]
        keys = [each["Narration"].rpartition(" [")[2] for each in in_books(xero)]
        once = len(keys) == len(set(keys))
    say("journals", f"{len(keys)} in Xero, " + ("each once" if once else "SOME OF THEM TWICE"))
    return all(closed) and once


_MONTHS = ("2026-01", "2026-02", "2026-03")


class _Company:
    """Sells, changes its mind, and closes its months."""

    def __init__(self, xero: Sandbox, source: Path) -> None:
        self._xero, self._command = xero, source
        self._cache = DuckDBCache(db_path=DATABASE, schema_name="xero")
        self._wrong: dict[str, Any] = {}
        # PyAirbyte asks each connector for its form and its streams once.
        with aside():
            self._source = airbyte.get_source(
                "source-xero-revrec",
                local_executable=source,
                config=self._config(),
                streams=["journal_entries"],
                install_if_missing=False,
            )
            self._destination = airbyte.get_destination(
                "destination-xero-journals",
                local_executable=DESTINATION,
                config=xero.destination_config(),
                install_if_missing=False,
            )

    def work(self) -> tuple[Callable[[], None], ...]:
        """Return what people do before each close."""
        return self._january, self._february, self._march

    def close(self, period: str, work: Callable[[], None]) -> bool:
        """Let people work, decide, post straight from source to destination, and hold the ledger against it."""
        heading(f"{_SECTIONS[period]}. {period}: the close, and its entries straight into Xero through PyAirbyte")
        work()
        # A minute's calls are a minute's.
        self._xero.clock.advance(60)
        self._decide(period)
        with aside():
            self._source.set_config(self._config(closing={"closing": "through", "period": period}))
            self._source.select_streams("journal_entries")
            self._destination.write(
                self._source,
                cache=False,
                state_cache=False,
                write_strategy=WriteStrategy.APPEND,
                force_full_refresh=True,
            )
            self._xero.clock.advance(60)
            # All that the dbt package builds on.
            self._source.select_streams([*STREAMS[CONTRACT], "revenue_schedule", *RECOGNITION])
            self._source.read(cache=self._cache, force_full_refresh=True)
        return self._tied(period)

    def _config(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any answer of the form
        return self._xero.source_config(recognition={**HERE, **more})

    def _decide(self, period: str) -> None:
        """Show what the command says, as a controller runs it."""
        config = CLOSES / "config.json"
        config.write_text(json.dumps(self._config(), indent=2) + "\n")
        words = [self._command, "close", "--config", config, "--period", period, "--output", CLOSES / period]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        for said in filter(None, (done.stdout or done.stderr).splitlines()):
            console.print(f"  {said}", markup=False, soft_wrap=True)

    def _tied(self, period: str) -> bool:
        """Show the month's roll-forward, held against the sandbox's own Trial Balance."""
        names = ", ".join(f"{name}_home_amount" for name in _COLUMNS)
        ((*figures, status),) = query(
            self._cache,
            f"select {names}, tie_status from xero.deferred_revenue where period = '{period}' "
            f"and account_code = '{DEFERRED}'",
        )
        told = (f"{name.replace('_', ' ')} {amount:,.2f}" for name, amount in zip(_COLUMNS, figures, strict=True))
        say("roll", ", ".join(told))
        judge = self._balance(period)
        tied = status == "Ties" and Decimal(figures[-1]) == judge
        say("ties", f"{judge:,.2f} NZD in Xero's Trial Balance" if tied else f"NOT: Xero has {judge:,.2f} NZD")
        return tied

    def _balance(self, period: str) -> Decimal:
        year, month = map(int, period.split("-"))
        day = date(year, month + 1, 1) - timedelta(days=1)
        rows = (row for row in self._xero.books.trial_balance(day) if row["Code"] == DEFERRED)
        return sum((row["YTDCredit"] - row["YTDDebit"] for row in rows), Decimal(0))

    def _january(self) -> None:
        sell(self._xero, line("1200.00", _YEAR), line("300.00", "Set-up 15/01/2026 - 14/04/2026"), day=date(2026, 1, 5))
        sell(self._xero, line("600.00", "Support 01/01/2026 - 30/06/2026", DEFERRED), day=date(2026, 1, 8))
        self._wrong = sell(self._xero, line("480.00", _YEAR), day=date(2026, 1, 20))
        say("sold", "three invoices of 2,580.00, two into revenue, one straight into deferred revenue")

    def _february(self) -> None:
        late = sell(self._xero, line("120.00", _YEAR), day=date(2026, 1, 28))
        say("late", f"{late['InvoiceNumber']} over 120.00 arrives, dated in January")
        note = credit(self._xero, line("60.00", _YEAR), day=date(2026, 2, 10))
        say("credited", f"{note['CreditNoteNumber']} over 60.00, of the same year")
        self._xero.act("void", id=self._wrong["InvoiceID"])
        say("voided", f"{self._wrong['InvoiceNumber']} over 480.00")

    def _march(self) -> None:
        (journal,) = (each for each in in_books(self._xero) if "REV-2026-02-RELEASE]" in each["Narration"])
        lines = [
            {"AccountCode": each["AccountCode"], "LineAmount": f"{each['LineAmount'] + moved:.2f}", "TaxType": "NONE"}
            for each, moved in zip(journal["JournalLines"], _moved(journal["JournalLines"]), strict=True)
        ]
        self._xero.act("edit_manual_journal", id=journal["ManualJournalID"], lines=lines)
        say("edited", "REV-2026-02-RELEASE by hand: 25.00 less is released")


_SECTIONS = dict(zip(_MONTHS, (17, 18, 19), strict=True))


def _moved(lines: list[dict[str, Any]]) -> list[Decimal]:
    """Return what moves 25.00 from revenue back to the deferred account."""
    signs = {DEFERRED: Decimal(-25), SALES: Decimal(25)}
    left = dict(signs)
    return [left.pop(each["AccountCode"], Decimal(0)) for each in lines]
