"""The command `destination-xero-journals post`: a file of journal entries into Xero, in one process."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from destination_xero_journals.commands.airbyte import answered
from destination_xero_journals.commands.replay import configured_catalog, record_messages, remarks
from destination_xero_journals.commands.sentences import Sentences
from xero_api.clock import Clock, SystemClock
from xero_connectors.command_line import Parser, command_parser
from xero_connectors.config_fault import ConfigFault
from xero_connectors.config_file import check_kept, write_config
from xero_connectors.exit_code import ExitCode
from xero_connectors.json_file import json_object

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from destination_xero_journals.input.messages import Output

_EPILOG = """\
It does what `replay FILE | write` does: the whole file is read and checked before anything is posted, each journal is
posted once however often the command runs, and nothing is posted of a file that cannot be read. A rotated refresh token
is written back into the file after --config.

for example, a first look, and the posting:
  destination-xero-journals plan --config destination.json --input JournalEntries.csv
  destination-xero-journals post JournalEntries.csv --config destination.json

Exit code: 0 every journal is in Xero, or left out as the options say, 1 not, and the last line says why, 2 the command
line is wrong, 130 stopped by a signal.
"""


def main(arguments: Sequence[str], *, output: Output | None = None, clock: Clock | None = None) -> int:
    """Post a file and return the exit code."""
    asked = _parser().parse_args(arguments)
    said = output or Sentences(debug=asked.debug)
    return answered(said, partial(_post, asked, said, clock or SystemClock()))


def _post(asked: argparse.Namespace, said: Output, clock: Clock) -> int:
    from destination_xero_journals.config import read_config  # noqa: PLC0415 - `--help` needs none of these
    from destination_xero_journals.destination import DestinationXeroJournals  # noqa: PLC0415 - as above
    from revrec_journals.file import UnreadableFile, entry_file  # noqa: PLC0415 - as above

    raw: dict[str, Any] = json_object(asked.config, "configuration")
    settings = read_config(raw).column_settings()
    check_kept(asked.config, raw)
    keep = partial(write_config, asked.config, silent="destination-xero-journals")
    destination = DestinationXeroJournals(said, keep_config=keep, clock=clock)
    stream = asked.stream or asked.file.stem
    try:
        with entry_file(asked.file, settings) as file:
            for sentence in remarks(file, asked.file):
                said.log("INFO", sentence)
            catalog = configured_catalog(stream, file.columns)
            destination.write(raw, catalog, record_messages(file, stream, clock.now()))
    except UnreadableFile as fault:
        raise ConfigFault(str(fault)) from None
    return ExitCode.DONE


def _parser() -> Parser:
    parser = command_parser(
        "destination-xero-journals", "post", "Post a file of journal entries into Xero as manual journals.", _EPILOG
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="journal entries as CSV, Excel or JSON, or a rejects file (.jsonl)"
    )
    parser.add_argument("--config", required=True, type=Path, metavar="FILE", help="the destination's configuration")
    parser.add_argument("--stream", metavar="NAME", help="the stream that the lines belong to (the file's name)")
    return parser
