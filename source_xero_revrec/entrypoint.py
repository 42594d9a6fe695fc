"""Airbyte's entry point, with our own words for a configuration that cannot be used."""

from __future__ import annotations

import gc
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from airbyte_cdk import AirbyteEntrypoint
from airbyte_cdk.logger import PRINT_BUFFER
from airbyte_cdk.models import FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.config import read_config
from source_xero_revrec.source import SourceXeroRevrec
from source_xero_revrec.watch import source_watched
from xero_connectors.config_fault import ConfigFault
from xero_connectors.terminal.screen import Screen, is_pipe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from airbyte_cdk.models import AirbyteMessage, ConnectorSpecification


class Entrypoint(AirbyteEntrypoint):
    """The CDK's entry point, except that a faulty configuration is described without quoting its values."""

    @staticmethod
    def validate_connection(source_spec: ConnectorSpecification, config: Mapping[str, Any]) -> None:  # noqa: ARG004 - the CDK's
        """Check the configuration; raises AirbyteTracedException with every fault in one sentence.

        The CDK would print the offending part of the configuration, secrets included.
        """
        try:
            read_config(dict(config), datetime.now(UTC).date())
        except ConfigFault as fault:
            raise AirbyteTracedException(
                message=str(fault), internal_message="config", failure_type=FailureType.config_error
            ) from None


def launch(arguments: list[str], save_config: Callable[[Mapping[str, Any]], None] | None = None) -> None:
    """Run one command and print its messages, a line each; a reader that goes away ends the process quietly."""
    source = SourceXeroRevrec(save_config=save_config)
    entrypoint = Entrypoint(source)
    parsed = entrypoint.parse_args(arguments)
    # A page is a hundred thousand objects that live for a moment: looking among them for cycles costs a seventh of the
    # time and finds none.
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    # Standard output is the messages' alone; who sends them into a file may watch on standard error.
    watched = parsed.command == "read" and not (sys.stdout.isatty() or is_pipe(sys.stdout))
    screen = Screen()
    try:
        with PRINT_BUFFER, source_watched(source, screen, drawn=watched) as progress:
            progress.begins("Reading Xero")
            for message in entrypoint.run(parsed):
                sys.stdout.write(f"{message}\n")
                progress.advances(1)
    except AirbyteTracedException as failure:
        sys.stdout.write(f"{entrypoint.airbyte_message_to_string(_shown(failure))}\n")
        sys.exit(1)
    except BrokenPipeError:
        # Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)


def _shown(failure: AirbyteTracedException) -> AirbyteMessage:
    """Return a failure as a message; where in our code it came up is told only where that is what must be mended."""
    message = failure.as_sanitized_airbyte_message()
    if failure.failure_type is not FailureType.system_error and message.trace and message.trace.error:
        message.trace.error.stack_trace = None
    return message
