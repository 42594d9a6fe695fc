"""Airbyte's four commands: arguments in, messages out, and every failure as a message that says what to do."""

from __future__ import annotations

import gc
import sys
import time
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from destination_xero_journals.input.messages import MalformedInput, Output, SourceIncomplete
from xero_api.errors import AccessRefused, TryLater, XeroError
from xero_connectors.command_line import Command, for_a_person, parser
from xero_connectors.config_fault import ConfigFault
from xero_connectors.config_file import check_kept, write_config
from xero_connectors.exit_code import ExitCode
from xero_connectors.json_file import json_object
from xero_connectors.terminal.screen import starting

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Mapping

    KeepConfig = Callable[[Mapping[str, Any]], None]

_COMMANDS = (
    Command("spec", "print the form of the configuration"),
    Command(
        "check",
        "prove that configuration, accounts and tracking fit Xero",
        ("--config",),
        example="check --config destination.json",
    ),
    Command(
        "discover",
        "print what can be written, for data activation",
        ("--config",),
        example="discover --config destination.json",
    ),
    Command(
        "write",
        "post the records that come on standard input",
        ("--config", "--catalog"),
        example="write --config destination.json --catalog journals.json < records.jsonl",
    ),
)


def main(
    arguments: list[str],
    save_config: KeepConfig | None = None,
    *,
    output: Output | None = None,
    lines: Iterable[bytes] | None = None,
) -> int:
    """Run one command; `lines` is the input of `write`, standard input unless told otherwise. Returns the exit code."""
    parsed = parser("destination-xero-journals", _COMMANDS).parse_args(arguments)
    given = sys.stdin.buffer if lines is None else lines
    if output or not for_a_person(parsed):
        said = output or Output()
        return answered(said, lambda: _command(parsed, save_config, said, given))
    from destination_xero_journals.commands.sentences import Sentences  # noqa: PLC0415 - start-up counts

    starting(sys.stderr, arguments)
    told = Sentences(debug=parsed.debug)
    return answered(told, lambda: _for_a_person(parsed, told, given))


def answered(said: Output, work: Callable[[], int]) -> int:
    """Do a command's work and return its exit code; whatever ends it early is said as messages."""
    try:
        return work()
    except KeyboardInterrupt as stop:
        said.log("FATAL", f"Stopped by a signal. {_notes(stop) or 'Nothing was posted.'}")
        return ExitCode.INTERRUPTED
    except Exception as failure:  # noqa: BLE001 - whatever happens, the platform is told
        failed(said, failure)
        return ExitCode.FAILED


def _for_a_person(parsed: argparse.Namespace, output: Output, lines: Iterable[bytes]) -> int:
    """Do a command's work; a rotated refresh token goes into its file, since no message that holds it is printed."""
    if parsed.command == "spec":
        return _command(parsed, None, output, lines)
    path = Path(parsed.config)
    check_kept(path, json_object(path, "configuration"))
    if parsed.command == "write" and sys.stdin.isatty():
        output.log(
            "WARN", "Nothing is piped in: messages are read from the keyboard until Ctrl-D. `post` takes a file."
        )
    return _command(parsed, partial(write_config, path, silent="destination-xero-journals"), output, lines)


def _command(parsed: argparse.Namespace, save_config: KeepConfig | None, output: Output, lines: Iterable[bytes]) -> int:
    if parsed.command == "spec":
        from destination_xero_journals.spec import specification  # noqa: PLC0415 - only here

        output.message("SPEC", spec=specification())
        return ExitCode.DONE
    from destination_xero_journals.config import read_config  # noqa: PLC0415 - start-up counts

    if parsed.command == "discover":
        from destination_xero_journals.commands.catalog import destination_catalog  # noqa: PLC0415 - only here

        options = read_config(json_object(Path(parsed.config), "configuration"))
        output.message("DESTINATION_CATALOG", destination_catalog=destination_catalog(options))
        return ExitCode.DONE
    from destination_xero_journals.destination import DestinationXeroJournals  # noqa: PLC0415 - start-up counts

    destination = DestinationXeroJournals(output, keep_config=save_config or _keep_nothing)
    config = json_object(Path(parsed.config), "configuration")
    if parsed.command == "check":
        fault = destination.check(config)
        status = {"status": "FAILED", "message": fault} if fault else {"status": "SUCCEEDED"}
        output.message("CONNECTION_STATUS", connectionStatus=status)
        return ExitCode.DONE
    # What is imported stays, and is not looked through again for cycles.
    gc.freeze()
    destination.write(config, json_object(Path(parsed.catalog), "catalog"), lines)
    return ExitCode.DONE


def _keep_nothing(_: Mapping[str, Any]) -> None:
    """Keep a configuration nowhere: the platform does, by the CONTROL message."""


def failed(output: Output, failure: Exception) -> None:
    """Tell the platform what failed, whose it is to mend, and what to do."""
    kind, text = _kind(failure)
    text = " ".join(filter(None, (text, _notes(failure))))
    # Some programs show the internal message alone.
    internal = f"{type(failure).__name__}: {text}"
    error: dict[str, Any] = {"message": text, "internal_message": internal, "failure_type": kind}
    if kind == "system_error" and not isinstance(failure, XeroError):
        # Where in our code, without the values: these may be anybody's.
        frames = traceback.extract_tb(failure.__traceback__)
        error["stack_trace"] = "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    output.log("FATAL", text)
    trace = {"type": "ERROR", "emitted_at": time.time_ns() // 1_000_000, "error": error}
    output.message("TRACE", trace=trace)


def _notes(failure: BaseException) -> str:
    """Return what was noted on the way up, such as what was posted by then."""
    return " ".join(getattr(failure, "__notes__", ()))


def _kind(failure: Exception) -> tuple[str, str]:
    """Return Airbyte's kind of failure, and the sentence that the user reads."""
    from destination_xero_journals.posting.attachments import UnreadableSupport  # noqa: PLC0415 - where something failed
    from destination_xero_journals.posting.storage import StorageFault  # noqa: PLC0415 - as above
    from destination_xero_journals.sync import LeftOver, NotPosted, PlanNotApproved  # noqa: PLC0415 - as above
    from xero_connectors.temporary import trouble  # noqa: PLC0415 - as above

    if isinstance(
        failure, ConfigFault | AccessRefused | NotPosted | PlanNotApproved | StorageFault | UnreadableSupport
    ):
        return "config_error", str(failure)
    if isinstance(failure, TryLater | SourceIncomplete | LeftOver):
        return "transient_error", str(failure)
    if isinstance(failure, MalformedInput | XeroError):
        return "system_error", str(failure)
    if disk := trouble(failure):
        return "config_error", disk
    return "system_error", (
        f"{type(failure).__name__} in destination-xero-journals. What was acknowledged is posted; the next sync looks "
        f"into Xero before it posts anything. Please report this with the stack trace."
    )
