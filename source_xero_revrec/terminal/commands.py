"""`spec`, `check`, `discover` and `read` for a person, with the exit codes that they have for a platform."""

from __future__ import annotations

import logging
from contextlib import contextmanager, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airbyte_cdk.models import Status
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.sign_in import PROGRAM
from source_xero_revrec.source import SourceXeroRevrec
from source_xero_revrec.spec import specification
from source_xero_revrec.terminal.reading import Reading
from source_xero_revrec.watch import source_watched
from xero_connectors.config_fault import ConfigFault
from xero_connectors.config_file import check_kept, write_config
from xero_connectors.exit_code import ExitCode
from xero_connectors.failures import config_fault
from xero_connectors.terminal.form import HEADINGS, fields
from xero_connectors.terminal.log import log_shown
from xero_connectors.terminal.screen import Colour, Screen

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from xero_api.clock import Clock
    from xero_connectors.terminal.progress import Progress

LOGGER = logging.getLogger("airbyte")
_STREAM = ("Stream", "Sync", "Columns", "Key")


def main(asked: argparse.Namespace, screen: Screen | None = None, clock: Clock | None = None) -> int:
    """Run one command and return the exit code.

    A rotated refresh token is written back into its file, since no message that a platform would keep is printed.
    """
    said = screen or Screen()
    try:
        match asked.command:
            case "spec":
                said.table(HEADINGS, [*fields(specification().connectionSpecification)])
                said.tell("--format json prints Airbyte's message; docs/the-form.md tells more of each field.")
                return ExitCode.DONE
            case "check":
                return _check(asked, said, clock)
            case "discover":
                return _discover(asked, said, clock)
            case _:
                return _read(asked, said, clock)
    except AirbyteTracedException as failure:
        said.say(failure.message or "The source failed.", Colour.BAD)
        return ExitCode.FAILED


def _check(asked: argparse.Namespace, screen: Screen, clock: Clock | None) -> int:
    config, source = _opened(asked, clock)
    with _watched(screen, source) as progress:
        progress.begins(f"Checking {asked.config}")
        answer = source.check(LOGGER, config)
    if answer.status is Status.SUCCEEDED:
        screen.tell(f"{asked.config} works.", Colour.GOOD)
    else:
        screen.tell(f"{asked.config} does not work. {answer.message}", Colour.BAD)
    return ExitCode.DONE


def _discover(asked: argparse.Namespace, screen: Screen, clock: Clock | None) -> int:
    config, source = _opened(asked, clock)
    streams = source.discover(LOGGER, config).streams
    rows = [
        (
            stream.name,
            "incremental" if len(stream.supported_sync_modes or ()) > 1 else "full refresh",
            len(stream.json_schema.get("properties", {})),
            ", ".join(".".join(part) for part in stream.source_defined_primary_key or ()),
        )
        for stream in streams
    ]
    screen.table(_STREAM, rows)
    screen.tell(f"{len(rows)} streams. --format json prints them with their columns, for a catalog.")
    return ExitCode.DONE


def _read(asked: argparse.Namespace, screen: Screen, clock: Clock | None) -> int:
    config, source = _opened(asked, clock)
    catalog, state = source.read_catalog(asked.catalog), source.read_state(asked.state)
    reading = Reading(screen, [each.stream.name for each in catalog.streams], debug=asked.debug)
    with _watched(screen, source) as progress:
        failed = reading.read(source.read(LOGGER, config, catalog, state), progress)
    reading.tell()
    screen.tell("Records and states were counted and not kept: send them on (> records.jsonl), or add --format json.")
    if failed:
        screen.say(failed, Colour.BAD)
    return ExitCode.FAILED if failed else ExitCode.DONE


def _opened(asked: argparse.Namespace, clock: Clock | None) -> tuple[dict[str, Any], SourceXeroRevrec]:
    path = Path(asked.config)
    config = SourceXeroRevrec.read_config(asked.config)
    try:
        check_kept(path, config)
    except ConfigFault as fault:
        raise config_fault(fault) from None
    return config, SourceXeroRevrec(save_config=partial(write_config, path, silent=PROGRAM.name), clock=clock)


@contextmanager
def _watched(screen: Screen, source: SourceXeroRevrec) -> Iterator[Progress]:
    """Show what the source does, and none of the messages that it prints by itself."""
    with redirect_stdout(StringIO()), log_shown(screen, logging.INFO), source_watched(source, screen) as progress:
        yield progress
