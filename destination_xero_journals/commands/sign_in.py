"""The command `destination-xero-journals sign-in`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from destination_xero_journals.config import read_config
from xero_connectors.signing_in import command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xero_connectors.connection import XeroConnection


def main(arguments: Sequence[str]) -> int:
    """Sign in for the destination and return the exit code."""
    return command.main(PROGRAM, arguments)


def _read(raw: Mapping[str, Any]) -> tuple[XeroConnection, Sequence[str]]:
    config = read_config(raw)
    return config, config.scopes()


PROGRAM = command.Program("destination-xero-journals", _read)
