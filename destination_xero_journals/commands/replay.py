"""The command `destination-xero-journals replay`: a file of journal entry lines as Airbyte's messages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from revrec_journals.columns import ColumnSettings
from revrec_journals.file import UnreadableFile, entry_file
from xero_api.clock import Clock, SystemClock
from xero_connectors.command_line import Parser, command_parser
from xero_connectors.config_fault import ConfigFault
from xero_connectors.exact_json import exact_json
from xero_connectors.exit_code import ExitCode
from xero_connectors.terminal.screen import Colour, Screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from revrec_journals.file import EntryFile
    from xero_connectors.terminal.progress import Progress

_EPILOG = """\
for example, with RevRec's file or with rejects that were corrected:
  set -o pipefail
  destination-xero-journals replay JournalEntries.csv --catalog-only > catalog.json
  destination-xero-journals replay JournalEntries.csv \\
    | destination-xero-journals write --config config.json --catalog catalog.json

With a file that is not as RevRec writes it, say in `columns` and `format` of the configuration how it is, and give the
configuration to replay too: --config destination.json

Nothing is printed unless the whole file can be read. Of a journal entry that was refused in several syncs, the lines
of the last refusal alone are printed. Exit code: 0 printed, 1 the file cannot be read, 2 the command line is wrong,
130 stopped by a signal.
"""


def main(
    arguments: Sequence[str],
    *,
    clock: Clock | None = None,
    stdout: BinaryIO | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Print a file as RECORD messages and return the exit code."""
    out, err = stdout or sys.stdout.buffer, stderr or sys.stderr
    screen = Screen(stderr=err)
    asked = _parser().parse_args(arguments)
    stream = asked.stream or asked.file.stem
    try:
        with (
            screen.progress(drawn=not out.isatty()) as progress,
            entry_file(asked.file, _settings(asked.config)) as file,
        ):
            if asked.catalog_only:
                out.write(exact_json(configured_catalog(stream, file.columns)) + b"\n")
            else:
                progress.begins(f"Printing {asked.file.name}", file.lines)
                out.writelines(_counted(record_messages(file, stream, (clock or SystemClock()).now()), progress))
                for sentence in remarks(file, asked.file):
                    screen.say(sentence, Colour.DOUBTFUL)
        out.flush()
    except (ConfigFault, UnreadableFile) as fault:
        screen.say(str(fault), Colour.BAD)
        return ExitCode.FAILED
    except KeyboardInterrupt:
        screen.say("Stopped by a signal: the records end before the file does.")
        return ExitCode.INTERRUPTED
    return ExitCode.DONE


def _counted(messages: Iterable[bytes], progress: Progress) -> Iterator[bytes]:
    for message in messages:
        yield message
        progress.advances(1)


def remarks(file: EntryFile, path: Path) -> Iterator[str]:
    """Yield what should be known of a file that was read: that it has no line, and what was left out."""
    if not file.lines:
        yield f"WARNING: {path} holds no line of a journal entry, so that there is nothing to post."
    if file.left_out.sentence():
        yield f"Left out of {path}: {file.left_out.sentence()}."
    if file.older:
        yield f"{file.older:,} lines of {path} were refused again later and left out."


def _settings(config: Path | None) -> ColumnSettings:
    if config is None:
        return ColumnSettings()
    from destination_xero_journals.config import read_config  # noqa: PLC0415 - start-up counts
    from xero_connectors.json_file import json_object  # noqa: PLC0415 - as above

    return read_config(json_object(config, "configuration")).column_settings()


def configured_catalog(stream: str, columns: Sequence[str]) -> dict[str, Any]:
    """Return Airbyte's configured catalog for one stream of journal entry lines, appended."""
    return {
        "streams": [
            {
                "stream": {
                    "name": stream,
                    "json_schema": {"type": "object", "properties": {column: {} for column in columns}},
                    "supported_sync_modes": ["full_refresh"],
                },
                "sync_mode": "full_refresh",
                "destination_sync_mode": "append",
            }
        ]
    }


def record_messages(file: EntryFile, stream: str, emitted_at: datetime) -> Iterator[bytes]:
    """Yield the lines of a file as messages of a stream, a line each; `emitted_at` is an aware instant."""
    instant = int(emitted_at.timestamp() * 1000)
    # Without COMPLETE the reader knows that the end of its input is not the end of the file.
    yield _status(stream, "STARTED", instant)
    head = b'{"type":"RECORD","record":{"stream":' + exact_json(stream) + b',"data":'
    tail = b',"emitted_at":' + str(instant).encode() + b"}}\n"
    for line in file:
        yield head + exact_json(line) + tail
    yield _status(stream, "COMPLETE", instant)


def _status(stream: str, status: str, instant: int) -> bytes:
    trace = {
        "type": "STREAM_STATUS",
        "emitted_at": instant,
        "stream_status": {"stream_descriptor": {"name": stream}, "status": status},
    }
    return exact_json({"type": "TRACE", "trace": trace}) + b"\n"


def _parser() -> Parser:
    parser = command_parser(
        "destination-xero-journals",
        "replay",
        "Print the lines of a file as Airbyte's RECORD messages, for the command `write`; `post` does both in one.",
        _EPILOG,
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a rejects file (.jsonl), or journal entries as CSV, Excel or JSON"
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="the destination's configuration, whose columns and format are used"
    )
    parser.add_argument("--stream", metavar="NAME", help="the stream that the lines belong to (the file's name)")
    parser.add_argument(
        "--catalog-only", action="store_true", help="print the configured catalog for --catalog of `write` instead"
    )
    return parser
