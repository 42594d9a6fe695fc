"""The command `source-xero-revrec close`: one month, from its figures to the entries that close it."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from source_xero_revrec.close.book import CloseBook
from source_xero_revrec.close.entries_file import write_entries
from source_xero_revrec.close.figures import STREAMS, Figures
from source_xero_revrec.close.frozen_schedule import FrozenSchedule, frozen_name
from source_xero_revrec.close.summary import text
from source_xero_revrec.config import read_config
from source_xero_revrec.recognition.settings import Here
from source_xero_revrec.rules.identifiers import column_name
from source_xero_revrec.rules.recognition.months import last_day, month_from, period
from source_xero_revrec.rules.recognition.verdict import refusals
from source_xero_revrec.source import SourceXeroRevrec
from source_xero_revrec.watch import source_watched
from source_xero_revrec.workbook.intake import ConfigRefused, ReadFailed, offered, records
from source_xero_revrec.workbook.intake import written as as_sent
from xero_api import money
from xero_api.clock import Clock, SystemClock
from xero_connectors.command_line import Parser, command_parser
from xero_connectors.config_fault import ConfigFault
from xero_connectors.json_file import json_object
from xero_connectors.temporary import trouble
from xero_connectors.terminal.log import log_shown
from xero_connectors.terminal.screen import Colour, Screen

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence

    from source_xero_revrec.config import Config
    from xero_connectors.terminal.progress import Progress

CLOSED, FAILED, WRONG_USE, REFUSED = 0, 1, 2, 3
BOOK, ENTRIES = "close.xlsx", "JournalEntries.csv"

_EPILOG = """\
for example:
  source-xero-revrec close --config source.json --period 2026-01 --output january/

what it writes into --output:
  close.xlsx                    Summary to sign, Roll-forward, Tie, Entries, Schedule, Prior-period, Held, Waterfall
  JournalEntries.csv            what destination-xero-journals posts, unless the close is refused or all is in Xero
  RevenueSchedule-MONTH.csv.gz  the whole schedule as it is now, to be kept beside the receipts

Nothing is posted. Exit code: 0 may be closed, 1 failed, 2 the command line or configuration is wrong, 3 refused.
"""


class _Wrong(Exception):
    """The command line or the configuration cannot be used."""


def main(
    arguments: Sequence[str],
    *,
    keep_config: Callable[[Path, Mapping[str, Any]], None],
    clock: Clock | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Run the command and return its exit code; `keep_config` writes a rotated refresh token back into its file."""
    screen = Screen(stdout, stderr)
    asked = _parser().parse_args(arguments)
    try:
        return _run(asked, screen, keep_config, clock or SystemClock())
    except (_Wrong, ConfigFault, ConfigRefused) as failure:
        screen.say(str(failure), Colour.BAD)
        return WRONG_USE
    except ReadFailed as failure:
        screen.say(str(failure), Colour.BAD)
    except OSError as failure:
        screen.say(trouble(failure) or f"{asked.output} cannot be written: {failure}.", Colour.BAD)
    except KeyboardInterrupt:
        screen.say("Stopped; nothing was written.")
    return FAILED


def _run(
    asked: argparse.Namespace,
    screen: Screen,
    keep_config: Callable[[Path, Mapping[str, Any]], None],
    clock: Clock,
) -> int:
    month = _month(asked.period)
    written = json_object(asked.config, "configuration")
    config, here = _closed_through(written, asked, month, clock)
    made_at = clock.now()

    def keep(current: Mapping[str, Any]) -> None:
        config["credentials"] = current["credentials"]
        keep_config(asked.config, {**written, "credentials": current["credentials"]})

    asked.output.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".close-", dir=asked.output))
    try:
        frozen = frozen_name(asked.period)
        _free(asked, (BOOK, ENTRIES, frozen))
        first = here.cut_over.first_period if here.cut_over else ""
        figures = Figures(asked.period, first)
        book = CloseBook(scratch / BOOK, scratch, made_at)
        # A rotated refresh token is announced on standard output for Airbyte; here a person would see it.
        source = SourceXeroRevrec(save_config=keep, clock=clock)
        with (
            redirect_stdout(StringIO()),
            log_shown(screen),
            source_watched(source, screen) as progress,
        ):
            streams = _streams(source, config)
            with FrozenSchedule(scratch / frozen, streams.columns) as kept, closing(streams.records) as read:
                _gather(read, figures, book, kept, progress)
        found = refusals(
            figures.findings(is_over=last_day(month) < made_at.date()),
            held_limit=here.held_limit,
            restate_limit=here.restate_limit,
            preview=asked.preview,
        )
        book.close(figures, found, preview=asked.preview)
        fields = {column_name(each["revrec_field"]): each["revrec_field"] for each in config.get("custom_fields") or []}
        _deliver(asked.output, scratch, figures, postable=not found, custom_fields=fields)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    verdict, _, rest = text(figures, found, preview=asked.preview).rstrip("\n").partition("\n")
    screen.tell(verdict, Colour.BAD if found else Colour.GOOD)
    screen.tell(rest)
    if book.left_out:
        screen.say(f"Schedule has {book.left_out:,} rows more than an Excel sheet takes; {frozen} has them all.")
    return REFUSED if found else CLOSED


class _Streams(NamedTuple):
    """The columns of the schedule, and the records of all streams."""

    columns: Sequence[str]
    records: Generator[tuple[str, dict[str, Any]]]


def _streams(source: SourceXeroRevrec, config: Mapping[str, Any]) -> _Streams:
    streams = offered(source, config)
    chosen = [streams[name] for name in STREAMS if name in streams]
    return _Streams([*streams["revenue_schedule"].json_schema["properties"]], records(source, config, chosen))


def _gather(
    read: Iterable[tuple[str, dict[str, Any]]],
    figures: Figures,
    book: CloseBook,
    kept: FrozenSchedule,
    progress: Progress,
) -> None:
    """Put each record where it belongs."""
    progress.begins("Reading Xero")
    for stream, given in read:
        progress.advances(1)
        record = money.parse(as_sent(given))
        figures.add(stream, record)
        if stream == "revenue_schedule" and not record.get("withdrawn"):
            kept.add(record)
            if record["period"] == figures.period and not record.get("held_reason"):
                book.add_schedule(record)


def _deliver(
    folder: Path, scratch: Path, figures: Figures, *, postable: bool, custom_fields: Mapping[str, str]
) -> None:
    """Put the finished files into their folder; entries that were refused are in no file that could be posted."""
    frozen = frozen_name(figures.period)
    (scratch / BOOK).replace(folder / BOOK)
    for old in (ENTRIES, frozen):
        (folder / old).unlink(missing_ok=True)
    if not postable:
        return
    (scratch / frozen).replace(folder / frozen)
    if figures.entries:
        write_entries(scratch / ENTRIES, figures.entries, custom_fields)
        (scratch / ENTRIES).replace(folder / ENTRIES)


def _closed_through(
    written: Mapping[str, Any], asked: argparse.Namespace, month: int, clock: Clock
) -> tuple[dict[str, Any], Here]:
    """Return the configuration with this month as the last that is closed, or the one before it for a preview."""
    config: dict[str, Any] = {**written}
    if asked.organisation:
        config["organisations"] = [asked.organisation]
    chosen: Config = read_config(dict(config), clock.now().date())
    if not isinstance(chosen.recognition, Here):
        raise _Wrong("The configuration lets RevRec recognise revenue: say in `recognition` that it is done here.")
    through = period(month - 1 if asked.preview else month)
    config["recognition"] = {**written["recognition"], "closing": {"closing": "through", "period": through}}
    return config, chosen.recognition


def _month(text: str) -> int:
    try:
        return month_from(text)
    except ValueError as wrong:
        raise _Wrong(f"--period: {wrong}.") from None


def _free(asked: argparse.Namespace, names: Sequence[str]) -> None:
    there = [name for name in names if (asked.output / name).exists()]
    if there and not asked.overwrite:
        raise _Wrong(f"{asked.output} holds {', '.join(there)} already: use --overwrite to replace them.")


def _parser() -> Parser:
    parser = command_parser(
        "source-xero-revrec",
        "close",
        "Close a month from Xero to Xero: read every document and journal, say whether the month may be closed, and "
        "write the entries that close it. The form's `closing` is taken to be this month.",
        _EPILOG,
    )
    parser.add_argument(
        "--config", type=Path, required=True, metavar="FILE", help="the connector's configuration (JSON)"
    )
    parser.add_argument("--period", required=True, metavar="MONTH", help="the month to close, such as 2026-01")
    parser.add_argument("--output", type=Path, required=True, metavar="FOLDER", help="where the files go, see below")
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        help="the name or id of the organisation, where the configuration reads several",
    )
    parser.add_argument(
        "--preview", action="store_true", help="look at a month that is not over; its entries are held back"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace files of an earlier close in the folder")
    return parser
