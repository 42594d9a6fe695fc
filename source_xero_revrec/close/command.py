"""The command `source-xero-revrec close`: one month, from its figures to the entries that close it."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from source_xero_revrec.close.book import CloseBook
from source_xero_revrec.close.entries_file import write_entries
from source_xero_revrec.close.figures import STREAMS, Figures
from source_xero_revrec.close.notes import is_shut, notes
from source_xero_revrec.close.output import BOOK, ENTRIES, Output
from source_xero_revrec.close.summary import text
from source_xero_revrec.config import read_config
from source_xero_revrec.recognition.evidence import evidence, make_folder
from source_xero_revrec.recognition.frozen_schedule import write_frozen
from source_xero_revrec.recognition.settings import Here
from source_xero_revrec.rules.identifiers import column_name
from source_xero_revrec.rules.recognition.months import is_of_books, last_day, month_from, period
from source_xero_revrec.rules.recognition.verdict import refusals
from source_xero_revrec.source import SourceXeroRevrec
from source_xero_revrec.watch import source_watched
from source_xero_revrec.workbook.intake import ReadFailed, offered, records
from source_xero_revrec.workbook.intake import written as as_sent
from xero_api import money
from xero_api.clock import Clock, SystemClock
from xero_connectors.command_line import Parser, command_parser
from xero_connectors.config_fault import ConfigFault
from xero_connectors.exit_code import ExitCode, WrongUse
from xero_connectors.file_failure import writing_remedy
from xero_connectors.json_file import json_object
from xero_connectors.places.reasons import PlaceFault
from xero_connectors.places.registry import WAYS
from xero_connectors.temporary import trouble
from xero_connectors.terminal.log import log_shown
from xero_connectors.terminal.screen import Colour, Screen

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from airbyte_cdk.models import AirbyteStream

    from source_xero_revrec.config import Config
    from source_xero_revrec.recognition.books import RecognisedBooks
    from source_xero_revrec.recognition.closed_ledger import Moved
    from source_xero_revrec.recognition.evidence import Kept
    from xero_connectors.terminal.progress import Progress

_EPILOG = """\
for example:
  source-xero-revrec close --config source.json --period 2026-01 --output january/

what it writes into --output:
  close.xlsx                    Summary to sign, Roll-forward, Tie, Entries, Schedule, Prior-period, Held, Waterfall
  JournalEntries.csv            what destination-xero-journals posts, unless the close is refused or all is in Xero
  RevenueSchedule-MONTH.csv.gz  the whole schedule as it is now, and what each journal has done; once the month's
                                journals are in Xero it stays as it is. A copy goes to the form's `evidence`

Nothing is posted. Exit code: 0 may be closed, 1 failed, 2 the command line is wrong, 3 refused,
130 stopped.
"""


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
    except WrongUse as failure:
        screen.say(str(failure), Colour.BAD)
        return ExitCode.WRONG_USE
    except (ConfigFault, ReadFailed, PlaceFault) as failure:
        screen.say(str(failure), Colour.BAD)
    except OSError as failure:
        screen.say(trouble(failure) or _unwritable(asked.output, failure), Colour.BAD)
    except KeyboardInterrupt:
        screen.say("Stopped; nothing was written.")
        return ExitCode.INTERRUPTED
    return ExitCode.FAILED


def _unwritable(output: str, failure: OSError) -> str:
    return f"{output} cannot be written ({failure.strerror or failure}): {writing_remedy(failure)}."


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

    output = Output(asked.output, month)
    if (taken := output.taken()) and not asked.overwrite:
        raise ConfigFault(f"{asked.output} holds {', '.join(taken)} already: use --overwrite to replace them.")
    scratch = Path(tempfile.mkdtemp(prefix=".close-", dir=output.scratch_folder()))
    try:
        figures = Figures(asked.period, here.cut_over.first_period if here.cut_over else "")
        book = CloseBook(scratch / BOOK, scratch, made_at)
        books = _read(SourceXeroRevrec(save_config=keep, clock=clock), config, figures, book, screen)
        figures.notes = [*notes(figures, books, _moved(books, here, month))]
        found = refusals(
            figures.findings(is_over=last_day(month) < made_at.date()),
            held_limit=here.held_limit,
            restate_limit=here.restate_limit,
            preview=asked.preview,
            accepted=asked.accept_settings,
        )
        fields = {column_name(each["revrec_field"]): each["revrec_field"] for each in config.get("custom_fields") or []}
        book.close(figures, found, preview=asked.preview, custom_fields=fields)
        entries = [] if found else figures.entries
        write_entries(scratch / ENTRIES, entries, fields)
        kept = [] if found or asked.preview else _freeze(output, scratch, books, here, month)
        output.deliver(scratch, entries=bool(entries))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    verdict, _, rest = text(figures, found, preview=asked.preview).partition("\n")
    screen.tell(verdict, Colour.BAD if found else Colour.GOOD)
    screen.tell((rest + "".join(map(_told, kept))).rstrip("\n"))
    if book.left_out:
        screen.say(f"Schedule has {book.left_out:,} rows more than an Excel sheet takes; the one that is kept has all.")
    return ExitCode.REFUSED if found else ExitCode.DONE


def _read(
    source: SourceXeroRevrec, config: Mapping[str, Any], figures: Figures, book: CloseBook, screen: Screen
) -> RecognisedBooks:
    """Gather the figures, and return what was found in the one organisation."""
    # A rotated refresh token is announced on standard output for Airbyte; here a person would see it.
    with redirect_stdout(StringIO()), log_shown(screen), source_watched(source, screen) as progress:
        streams = offered(source, config)
        _prove_one_organisation(source, config, streams["organisations"])
        chosen = [streams[name] for name in STREAMS if name in streams]
        with closing(records(source, config, chosen)) as read:
            _gather(read, figures, progress)
        (books,) = source.recognised
        progress.begins("Listing the schedule")
        _list(books, figures, book)
    return books


def _gather(read: Iterable[tuple[str, dict[str, Any]]], figures: Figures, progress: Progress) -> None:
    progress.begins("Reading Xero")
    for stream, given in read:
        progress.advances(1)
        figures.add(stream, money.parse(as_sent(given)))


def _list(books: RecognisedBooks, figures: Figures, book: CloseBook) -> None:
    """Take the schedule from what the entries are made of: there each document stands once, as it was read last."""
    figures.organisation, figures.currency = books.facts.name, books.facts.base_currency
    figures.take(books.positions)
    for row in books.listed(month_from(figures.period)):
        if "held_reason" in row:
            figures.hold(row)
        else:
            book.add_schedule(row)
    figures.shut = is_shut(books, month_from(figures.period))


def _moved(books: RecognisedBooks, here: Here, month: int) -> dict[int, list[Moved]]:
    """Return what Xero's ledger has otherwise than at the close of the month before, or of a posted month itself."""
    if not here.evidence:
        return {}
    kept = evidence(here.evidence, books.facts.tenant_id)
    closed = [month - 1, month] if books.has_posted(month) else [month - 1]
    return {each: books.ledger.moved(each, kept.ledger(each)) for each in closed}


def _prove_one_organisation(source: SourceXeroRevrec, config: Mapping[str, Any], stream: AirbyteStream) -> None:
    names = [str(organisation.get("Name")) for _, organisation in records(source, config, [stream])]
    if len(names) > 1:
        raise WrongUse(
            f"The configuration reads {len(names)} organisations ({', '.join(names)}), and a close is of one: choose "
            f"it with --organisation."
        )


def _freeze(output: Output, scratch: Path, books: RecognisedBooks, here: Here, month: int) -> list[Kept]:
    """Keep the schedule that the entries were made of."""
    made = scratch / "schedule"
    write_frozen(made, books.recognised(), books.entries.done, month, books.ledger.at(month) or {})
    if here.evidence:
        make_folder(here.evidence)
    others = [evidence(here.evidence, books.facts.tenant_id)] if here.evidence else []
    return output.freeze(made, others, posted=books.has_posted(month))


def _told(kept: Kept) -> str:
    if kept.is_given:
        return f"  Schedule kept: {kept.address}\n"
    return f"  Schedule kept at the first close, whose entries are in Xero: {kept.address}\n"


def _closed_through(
    written: Mapping[str, Any], asked: argparse.Namespace, month: int, clock: Clock
) -> tuple[dict[str, Any], Here]:
    """Return the configuration with this month as the last that is closed, or the one before it for a preview."""
    config: dict[str, Any] = {**written}
    if asked.organisation:
        config["organisations"] = [asked.organisation]
    chosen: Config = read_config(dict(config), clock.now().date())
    if not isinstance(chosen.recognition, Here):
        raise ConfigFault("The configuration lets RevRec recognise revenue: say in `recognition` that it is done here.")
    through = period(month - 1 if asked.preview else month)
    config["recognition"] = {**written["recognition"], "closing": {"closing": "through", "period": through}}
    return config, chosen.recognition


def _month(text: str) -> int:
    try:
        month = month_from(text)
    except ValueError as wrong:
        raise WrongUse(f"--period: {wrong}.") from None
    if not is_of_books(month):
        raise WrongUse(f"--period: no books have a month {text}; write it as 2026-01.")
    return month


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
    parser.add_argument("--output", required=True, metavar="PLACE", help=f"the folder where the files go: {WAYS}")
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        help="the name or id of the organisation, where the configuration reads several",
    )
    parser.add_argument(
        "--preview", action="store_true", help="look at a month that is not over; its entries are held back"
    )
    parser.add_argument(
        "--accept-settings",
        action="store_true",
        help="confirm that the form recognises lines of closed months otherwise from now on",
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="replace an earlier close's workbook and entries in the folder"
    )
    return parser
