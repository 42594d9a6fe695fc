"""The command `destination-xero-journals plan`: what would be posted, to read on the terminal and to sign in Excel."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from destination_xero_journals.commands.replay import record_messages, remarks
from destination_xero_journals.config import read_config
from destination_xero_journals.destination import DestinationXeroJournals
from destination_xero_journals.input.collection import Collection
from destination_xero_journals.input.collector import Collector
from destination_xero_journals.input.messages import MalformedInput, Output
from destination_xero_journals.input.streams import Stream
from destination_xero_journals.object_storage import storage
from destination_xero_journals.plan.preparation import Preparation
from destination_xero_journals.plan.store import Stage
from destination_xero_journals.plan.table import write_table
from destination_xero_journals.plan.workbook import write_plan
from destination_xero_journals.posting.evidence import Evidence
from destination_xero_journals.posting.storage import StorageFault
from revrec_journals.columns import Columns, ColumnSettings
from revrec_journals.file import UnreadableFile, entry_file
from revrec_journals.problem import refusal
from xero_api.clock import SystemClock
from xero_api.errors import XeroError
from xero_connectors.command_line import Parser, command_parser
from xero_connectors.config_fault import ConfigFault
from xero_connectors.exit_code import ExitCode, WrongUse
from xero_connectors.file_failure import writing_remedy
from xero_connectors.json_file import json_object
from xero_connectors.organisations import asked as asked_last
from xero_connectors.organisations import held_back
from xero_connectors.output_file import check_output
from xero_connectors.temporary import trouble
from xero_connectors.terminal.screen import Colour, Screen

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from xero_connectors.organisations import Organisation

_EPILOG = """\
for example:
  destination-xero-journals plan --config destination.json --input JournalEntries.csv --output plan.xlsx

The plan reads Xero and posts nothing. Give its fingerprint as plan_fingerprint in the configuration, and `post` and
`write` post only if what they would post is what the plan shows.
Exit code: 0 everything can be posted, 1 the plan could not be made, 2 the command line is wrong, 3 some entries cannot,
130 stopped by a signal.
"""


def main(arguments: list[str], save_config: Callable[[Mapping[str, Any]], None] | None = None) -> int:
    """Show the plan of a file of journal entries and return the exit code."""
    asked = _parser().parse_args(arguments)
    screen = Screen()
    try:
        return _plan(asked, save_config, screen)
    except WrongUse as fault:
        screen.say(str(fault), Colour.BAD)
        return ExitCode.WRONG_USE
    except (ConfigFault, MalformedInput, StorageFault, UnreadableFile, XeroError) as fault:
        screen.say(str(fault), Colour.BAD)
        return ExitCode.FAILED
    except KeyboardInterrupt:
        screen.say("Stopped by a signal; a plan posts nothing.")
        return ExitCode.INTERRUPTED
    except sqlite3.OperationalError as failure:
        screen.say(trouble(failure) or str(failure), Colour.BAD)
        return ExitCode.FAILED
    except OSError as failure:
        screen.say(
            f"{failure.filename or asked.output} cannot be written ({failure.strerror or failure}): "
            f"{writing_remedy(failure)}.",
            Colour.BAD,
        )
        return ExitCode.FAILED


def _plan(asked: argparse.Namespace, save_config: Callable[[Mapping[str, Any]], None] | None, screen: Screen) -> int:
    if asked.output:
        read = (asked.config, asked.input)
        check_output(asked.output, ".xlsx", "an Excel workbook", overwrite=asked.overwrite, read=read)
    raw = json_object(asked.config, "configuration")
    config = read_config(raw)
    clock = SystemClock()
    destination = DestinationXeroJournals(_Quiet(), keep_config=save_config or (lambda _: None))
    reached = destination.reach(config, raw)
    kept = storage(config.object_storage_config, sync_id="plan")
    evidence = Evidence(kept, clock, lambda text: screen.say(f"WARNING: {text}", Colour.DOUBTFUL))
    with evidence, Collection() as collection, ExitStack() as files:
        with screen.progress(
            waiting=lambda: held_back(reached.reached), asking=lambda: asked_last(reached.reached)
        ) as progress:
            progress.begins("Signing in to Xero")
            organisations = reached.all()
            made = Preparation(config.plan_settings(), organisations, progress=progress, remembered=evidence.remembered)
            preparation = files.enter_context(made)
            progress.begins(f"Reading {asked.input.name}", counted=lambda: collection.lines)
            said = collect_file(asked.input, config.column_settings(), organisations, collection, clock.now())
            for sentence in said:
                screen.say(sentence, Colour.DOUBTFUL)
            fingerprint = preparation.prepare(collection)
        write_table(sys.stdout, preparation.document(), fingerprint)
        if left_out := preparation.deleted_rows.sentence():
            screen.tell(left_out)
        if asked.output:
            with screen.progress() as progress:
                progress.begins(f"Writing {asked.output}")
                write_plan(asked.output, preparation.document(), fingerprint, clock.now(), overwrite=asked.overwrite)
            screen.tell(f"Wrote {asked.output}")
        return ExitCode.REFUSED if preparation.plan.count(Stage.REJECTED) else ExitCode.DONE


def collect_file(
    path: Path, settings: ColumnSettings, organisations: Sequence[Organisation], collection: Collection, now: datetime
) -> list[str]:
    """Collect the lines of a file, as `write` does those of `replay`, and return what should be known of the file.

    `now` is an aware instant.

    Raises UnreadableFile and MalformedInput, and ConfigFault where there is no line below a heading that is not right.
    """
    with entry_file(path, settings) as file:
        wrong = Columns(settings).heading_problems(file.columns, file.lines)
        if wrong:
            raise ConfigFault(refusal(str(path), wrong))
        collector = Collector(settings, organisations, [Stream(path.stem, columns=file.columns)])
        collector.collect(record_messages(file, path.stem, now), collection)
        return list(remarks(file, path))


def _parser() -> Parser:
    parser = command_parser(
        "destination-xero-journals",
        "plan",
        "Show what `write` would do in Xero with a file of journal entries.",
        _EPILOG,
    )
    parser.add_argument("--config", required=True, type=Path, metavar="FILE", help="the destination's configuration")
    parser.add_argument(
        "--input", required=True, type=Path, metavar="FILE", help="journal entries as CSV, Excel or JSON"
    )
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="an Excel file (.xlsx) with the whole plan, for a signature"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace the file of --output, if there is one")
    parser.add_argument(
        "--save-config", action="store_true", help="write a rotated refresh token back into the file after --config"
    )
    return parser


class _Quiet(Output):
    """No messages: standard output is for the table."""

    def line(self, message: bytes) -> None:
        """Drop a message of the protocol."""
