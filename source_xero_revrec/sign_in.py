"""The command `source-xero-revrec sign-in`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from source_xero_revrec.config import CONSENT_SCOPES, read_config
from xero_connectors.signing_in import command

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xero_connectors.connection import XeroConnection


def main(arguments: Sequence[str]) -> int:
    """Sign in for the source and return the exit code."""
    return command.main(PROGRAM, arguments)


def _read(raw: Mapping[str, Any]) -> tuple[XeroConnection, Sequence[str]]:
    return read_config(dict(raw), datetime.now(UTC).date()), CONSENT_SCOPES


PROGRAM = command.Program("source-xero-revrec", _read)
