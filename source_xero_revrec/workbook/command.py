"""The command `source-xero-revrec workbook`: the file that RevRec imports, made in one go."""

from __future__ import annotations

import logging
import os
import signal
import sys
import textwrap
from contextlib import closing, contextmanager, redirect_stdout
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from source_xero_revrec.rules.identifiers import column_name
from source_xero_revrec.rules.periods.settings import DAY_AFTER
from source_xero_revrec.source import SourceXeroRevrec
from source_xero_revrec.watch import source_watched
from source_xero_revrec.workbook import delivery, sheets
from source_xero_revrec.workbook.book import Full, Look
from source_xero_revrec.workbook.configuration import choices
from source_xero_revrec.workbook.delivery import Undeliverable
from source_xero_revrec.workbook.finished_file import FinishedFile, finished_file
from source_xero_revrec.workbook.intake import ReadFailed, Source, offered, records
from source_xero_revrec.workbook.judgement import judged, tasks
from source_xero_revrec.workbook.origin import Origin
from source_xero_revrec.workbook.undated_lines import with_undated_lines
from xero_api.clock import Clock, SystemClock
from xero_api.screens import screens_of
from xero_connectors.command_line import Parser, command_parser
from xero_connectors.config_fault import ConfigFault
from xero_connectors.config_file import check_kept
from xero_connectors.exit_code import ExitCode, WrongUse
from xero_connectors.json_file import json_object
from xero_connectors.places.registry import REMOTE, WAYS, RemoteStorage
from xero_connectors.terminal.log import log_shown
from xero_connectors.terminal.screen import Colour, Screen

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from airbyte_cdk.models import AirbyteStream

    from source_xero_revrec.workbook.delivery import Target

ORGANISATIONS = "organisations"
INVOICE_EQUALS_CONTRACT, CUSTOMER_NAME_MAPPING = "Invoice Equals Contract", "Use Customer Name Mapping"

_EPILOG = """\
for example, a file, or a folder of dated ones as CSV:
  source-xero-revrec workbook --config source.json --output revrec.xlsx
  source-xero-revrec workbook --config source.json --output exports/ --zip

where --output may point to:
  revrec.xlsx, exports/
      a file, or a folder (the file's name then tells the time)
{places}

The file appears whole or not at all. Exit code: 0 written, 1 failed, 2 the command line is wrong, 130 stopped.
"""


def main(
    arguments: Sequence[str],
    *,
    keep_config: Callable[[Path, Mapping[str, Any]], None],
    open_source: Callable[[Callable[[Mapping[str, Any]], None]], Source] = lambda keep: SourceXeroRevrec(
        save_config=keep
    ),
    clock: Clock | None = None,
    environment: Mapping[str, str] = os.environ,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Run the command and return its exit code.

    `keep_config` writes a configuration back into its file: a refresh token rotates, and nobody else would keep it.
    """
    screen = Screen(stdout, stderr)
    asked = _parser().parse_args(arguments)
    try:
        with _ended_by_signal() as ending, log_shown(screen):
            _run(
                asked,
                screen,
                ending,
                keep_config=keep_config,
                open_source=open_source,
                made_at=(clock or SystemClock()).now(),
                environment=environment,
            )
    except WrongUse as failure:
        screen.say(f"{failure}", Colour.BAD)
        return ExitCode.WRONG_USE
    except (ConfigFault, ReadFailed, Undeliverable, Full) as failure:
        screen.say(f"{failure}", Colour.BAD)
        return ExitCode.FAILED
    except KeyboardInterrupt:
        screen.say("Stopped; nothing was written.")
        return ExitCode.INTERRUPTED
    return ExitCode.DONE


def _run(
    asked: argparse.Namespace,
    screen: Screen,
    ending: _Ending,
    *,
    keep_config: Callable[[Path, Mapping[str, Any]], None],
    open_source: Callable[[Callable[[Mapping[str, Any]], None]], Source],
    made_at: datetime,
    environment: Mapping[str, str],
) -> None:
    written = _read_config(asked.config)
    config = {**written, ORGANISATIONS: [asked.organisation]} if asked.organisation else dict(written)
    place = _place(asked, made_at, environment)

    def keep(current: Mapping[str, Any]) -> None:
        config["credentials"] = current["credentials"]
        keep_config(asked.config, {**written, "credentials": current["credentials"]})

    source = open_source(keep)
    # A rotated refresh token is announced on standard output for Airbyte; here a person would see it.
    with redirect_stdout(StringIO()), source_watched(source, screen) as progress:

        def shown(sheet: str, count: int) -> None:
            ending.heed()
            progress.reaches(sheet, count)

        streams = offered(source, config)
        planned = _planned(asked, config, streams)
        place.check()
        # Closed before standard output is the terminal's again: the source says something at its end.
        with (
            closing(records(source, config, [streams[sheet.stream] for sheet in planned])) as read,
            finished_file(
                read if asked.template_only else with_undated_lines(read),
                planned,
                _origin(source, config, streams, made_at),
                zipped=asked.zip,
                about=not asked.template_only,
                folder=place.scratch_folder(),
                progress=shown,
            ) as file,
        ):
            ending.heed()
            progress.begins(f"Writing {place.address}")
            place.deliver(file.path)
    _tell(screen, place.address, planned, file)


def _planned(
    asked: argparse.Namespace, config: Mapping[str, Any], streams: Mapping[str, AirbyteStream]
) -> Sequence[sheets.Sheet]:
    planned = sheets.plan(
        {name: stream.json_schema for name, stream in streams.items()},
        _custom_fields(config),
        template_only=asked.template_only,
        day_after=(config.get("service_periods") or {}).get("service_end", DAY_AFTER) == DAY_AFTER,
    )
    if not planned:
        raise ConfigFault("The configuration offers none of RevRec's streams, so there is nothing to write.")
    return planned


def _place(asked: argparse.Namespace, made_at: datetime, environment: Mapping[str, str]) -> Target:
    ending = ".zip" if asked.zip else ".xlsx"
    name = f"revrec-{made_at:%Y%m%dT%H%M%SZ}{ending}"
    place = delivery.target(asked.output, name, environment, overwrite=asked.overwrite)
    if not place.address.lower().endswith(ending):
        what = "a zip of CSV files" if asked.zip else "an Excel workbook (CSV files with --zip)"
        raise WrongUse(f"--output is {asked.output}, and what is written is {what}: let the name end in {ending}.")
    return place


def _origin(
    source: Source, config: Mapping[str, Any], streams: Mapping[str, AirbyteStream], made_at: datetime
) -> Origin:
    organisation = _organisation(source, config, streams)
    return Origin(
        organisation=str(organisation.get("Name", "")),
        base_currency=str(organisation.get("BaseCurrency", "")),
        mode=INVOICE_EQUALS_CONTRACT if "order_details" in streams else CUSTOMER_NAME_MAPPING,
        made_at=made_at,
        version=version("airbyte-xero-revrec"),
        choices=choices(config, source.spec(logging.getLogger("airbyte")).connectionSpecification),
        screens=screens_of(str(config.get("api_url") or "")),
        short_code=str(organisation.get("ShortCode") or ""),
    )


def _tell(screen: Screen, address: str, planned: Sequence[sheets.Sheet], file: FinishedFile) -> None:
    screen.tell(f"Wrote {address}")
    screen.table(("Sheet", "Rows"), [(sheet.name, file.contents.rows[sheet.stream]) for sheet in planned])
    for sentence in file.remarks:
        screen.say(sentence, Colour.DOUBTFUL)
    for name, count in file.contents.refused.items():
        screen.say(
            f"{sheets.title(name)}: {count:,} rows hold characters that RevRec refuses in identifiers, for example "
            f"{file.contents.refused_examples[name]}.",
            Colour.DOUBTFUL,
        )
    if any(sheet.stream == sheets.CONTROL_TOTALS for sheet in planned):
        look, verdict = judged(file.contents, tasks(file.contents))
        if look is Look.BAD:
            screen.say(f"{verdict} See About.", Colour.BAD)
        else:
            screen.tell(f"{verdict} See About.", Colour.GOOD if look is Look.GOOD else Colour.DOUBTFUL)


def _parser() -> Parser:
    parser = command_parser(
        "source-xero-revrec",
        "workbook",
        "Write what RevRec's bulk import takes: an Excel workbook or a zip of CSV files with all sales invoices and "
        "credit notes of one Xero organisation. It reads Xero from the beginning and keeps no state; a rotated refresh "
        "token is written back into the configuration.",
        _EPILOG.format(places="\n".join(map(_explained, REMOTE))),
    )
    parser.add_argument(
        "--config", type=Path, required=True, metavar="FILE", help="the connector's configuration (JSON)"
    )
    parser.add_argument("--output", required=True, metavar="PLACE", help=f"{WAYS}, see below")
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        help="the name or id of the organisation, where the configuration reads several",
    )
    parser.add_argument(
        "--template-only",
        action="store_true",
        help="only the sheets and columns of RevRec's template, without ours",
    )
    parser.add_argument("--zip", action="store_true", help="a zip with one CSV file for each sheet")
    parser.add_argument("--overwrite", action="store_true", help="replace a file of the same name")
    return parser


def _explained(place: type[RemoteStorage]) -> str:
    told = textwrap.fill(place.signing_in, 110, initial_indent=" " * 6, subsequent_indent=" " * 6)
    return f"  {place.example}revrec.xlsx\n{told}"


def _read_config(path: Path) -> dict[str, Any]:
    config = json_object(path, "configuration")
    check_kept(path, config)
    return config


def _custom_fields(config: Mapping[str, Any]) -> dict[str, str]:
    return {column_name(field["revrec_field"]): field["revrec_field"] for field in config.get("custom_fields") or []}


def _organisation(source: Source, config: Mapping[str, Any], streams: Mapping[str, AirbyteStream]) -> dict[str, Any]:
    found = [record for _, record in records(source, config, [streams[ORGANISATIONS]])]
    if len(found) > 1:
        names = ", ".join(str(organisation.get("Name")) for organisation in found)
        raise WrongUse(
            f"The configuration reads {len(found)} organisations ({names}), and a RevRec workbook holds one: choose it "
            f"with --organisation."
        )
    return found[0] if found else {}


class _Ending:
    """What a signal asks for: an end by KeyboardInterrupt, as Ctrl-C brings it."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self, *_: object) -> NoReturn:
        """Take the signal."""
        self._asked = True
        raise KeyboardInterrupt

    def heed(self) -> None:
        """End now if that was asked for: Python drops what is raised while an object is cleaned up."""
        if self._asked:
            raise KeyboardInterrupt

    def dropped(self, what: sys.UnraisableHookArgs) -> None:
        """Say nothing of an end that Python dropped, since it is heeded soon; everything else is reported."""
        if not (self._asked and what.exc_type is KeyboardInterrupt):
            sys.__unraisablehook__(what)


@contextmanager
def _ended_by_signal() -> Iterator[_Ending]:
    """Let SIGTERM end the command as Ctrl-C does, so that what was begun is taken away."""
    ending = _Ending()
    try:
        before = signal.signal(signal.SIGTERM, ending)
    except ValueError:
        # Only the main thread may; elsewhere whoever runs the thread decides.
        yield ending
        return
    reported, sys.unraisablehook = sys.unraisablehook, ending.dropped
    try:
        yield ending
    finally:
        sys.unraisablehook = reported
        signal.signal(signal.SIGTERM, before)
