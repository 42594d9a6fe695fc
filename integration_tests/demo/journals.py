"""RevRec's journal entries on their way: from the export into DuckDB, and from there through the destination."""

from __future__ import annotations

import logging
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from integration_tests.demo import export
from integration_tests.demo.stage import FOLDER, aside, progress, query, say
from integration_tests.support.posting import COMMAND

import airbyte  # isort: skip - after stage, which tells it to stay quiet
from airbyte.exceptions import AirbyteConnectorWriteError  # isort: skip
from airbyte.strategies import WriteStrategy  # isort: skip

if TYPE_CHECKING:
    from airbyte.caches import DuckDBCache
    from airbyte.results import ReadResult

    from xero_sandbox import Sandbox

JOURNAL_ENTRIES = Path(__file__).with_name("JournalEntries.csv")
RECEIPTS = FOLDER / "journals"
SCHEMA = "revrec"
TABLE = f"{SCHEMA}.{export.STREAM}"
DESTINATION = "destination-xero-journals"
CALLED_OTHERWISE = {"East": "Eastside"}
"""RevRec's Locations that are called otherwise in Xero."""
TRACKING = [
    {
        "revrec_field": "Location",
        "xero_tracking_category": "Region",
        "values": [{"revrec_value": ours, "xero_option": theirs} for ours, theirs in CALLED_OTHERWISE.items()],
    },
    {"revrec_field": "Class", "xero_tracking_category": "Product Line"},
]


class Heard(logging.Handler):
    """Keeps what a connector says, as PyAirbyte logs it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line; of a failure PyAirbyte logs its sentence twice and the message of the protocol, too."""
        line = record.getMessage().strip()
        if not line.startswith("{") and line not in self.lines[-1:]:
            self.lines.append(line)


def land(cache: DuckDBCache) -> ReadResult:
    """Load RevRec's export into DuckDB and show what arrived."""
    with aside():
        source = airbyte.get_source(
            "source-revrec-export",
            local_executable=_executable(),
            config={"path": str(JOURNAL_ENTRIES)},
            streams=[export.STREAM],
            install_if_missing=False,
        )
        result = source.read(cache=cache, force_full_refresh=True)
    ((lines, entries, periods, kind),) = query(
        cache,
        "select count(*), count(distinct journal_entry_id), string_agg(distinct period_status), "
        f"any_value(typeof(amount)) from {TABLE}",
    )
    say("journals", f"{entries} entries, {lines} lines, Period Status {periods}, Amount as {kind}")
    shown = query(
        cache,
        "select journal_entry_id, posting_type, amount::decimal(18, 2), account_number, location, class, description "
        f"from {TABLE} order by journal_entry_id, description, posting_type desc limit 2",
    )
    for entry, side, amount, account, *rest in shown:
        say("line", f"{entry}: {side} {amount:,.2f} on {account}, {', '.join(rest)}")
    return result


def post(xero: Sandbox, journals: ReadResult, **options: Any) -> tuple[list[str], bool]:  # noqa: ANN401 - any option
    """Send the table to Xero with PyAirbyte; show and return what the destination says, and whether it succeeded."""
    config = xero.destination_config(
        tracking_mapping=TRACKING,
        object_storage_config={"storage_type": "Local", "path": str(RECEIPTS)},
        **options,
    )
    heard = Heard()
    succeeded = True
    with progress(xero), aside():
        destination = airbyte.get_destination(
            DESTINATION, local_executable=COMMAND, config=config, install_if_missing=False
        )
        log = logging.getLogger(f"airbyte.{DESTINATION}")
        log.addHandler(heard)
        try:
            # A table that is read whole would be written by overwrite, and nothing in a ledger is overwritten.
            destination.write(journals, write_strategy=WriteStrategy.APPEND)
        except AirbyteConnectorWriteError:
            succeeded = False
        finally:
            log.removeHandler(heard)
    for place, line in enumerate(heard.lines):
        # The sentence that a sync fails with quotes its first problem, which is a line of its own.
        quoted = next((each for each in heard.lines[:place] if each in line), None)
        say("log", line.replace(quoted, "(see above)") if quoted else line)
    return heard.lines, succeeded


def _executable() -> Path:
    """Return the export's source as a command, as PyAirbyte starts connectors."""
    command = FOLDER.absolute() / "source-revrec-export"
    words = shlex.join([sys.executable, str(Path(export.__file__).absolute())])
    command.write_text(f'#!/bin/sh\nexec {words} "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return command
