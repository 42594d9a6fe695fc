"""The configuration as a file of a command line, into which a rotated refresh token is written back."""

from __future__ import annotations

import json
import os
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xero_connectors.file_failure import writing_remedy
from xero_connectors.scratch import scratch_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SAVE_CONFIG = "--save-config"


def saver(arguments: list[str], silent: str = "") -> tuple[list[str], Callable[[Mapping[str, Any]], None] | None]:
    """Return the arguments without `--save-config`, and what writes into the file after `--config` if it was there.

    `silent` is as with `write_config`.
    """
    rest = [argument for argument in arguments if argument != SAVE_CONFIG]
    path = _after("--config", rest) if len(rest) < len(arguments) else None
    if path is None:
        return rest, None
    return rest, partial(write_config, path, silent=silent)


def _after(option: str, arguments: list[str]) -> Path | None:
    for position, argument in enumerate(arguments):
        if argument == option and position + 1 < len(arguments):
            return Path(arguments[position + 1])
        if argument.startswith(option + "="):
            return Path(argument.partition("=")[2])
    return None


def check_kept(path: Path, config: Mapping[str, Any]) -> None:
    """Raise ConfigFault where a refresh token rotates and the next one could not be written into the file."""
    credentials = config.get("credentials")
    if (
        isinstance(credentials, dict)
        and "refresh_token" in credentials
        and not os.access(path.resolve().parent, os.W_OK)
    ):
        from xero_connectors.config_fault import ConfigFault  # noqa: PLC0415 - start-up counts

        raise ConfigFault(
            f"The folder of {path} cannot be written to, and Xero's next refresh token has to be kept there, or "
            f"the connection would be lost. Move the configuration into a folder of yours."
        )


def write_config(path: Path, config: Mapping[str, Any], *, silent: str = "") -> None:
    """Keep a rotated refresh token in the configuration file; raises ConfigFault where it cannot be written.

    `silent` names the program where it prints no CONTROL message, which would have the token.
    """
    try:
        replace(path, config)
    except OSError as failure:
        from xero_connectors.config_fault import ConfigFault  # noqa: PLC0415 - start-up counts

        who, where = ("Xero", _xeros) if _is_xeros(path, config) else ("The CRM", _the_crms)
        raise ConfigFault(
            f"{who} replaced the refresh token, and the new one could not be written into {path} "
            f"({failure.strerror or failure}): {writing_remedy(failure)}. {where(path, silent)}"
        ) from None


def _is_xeros(path: Path, config: Mapping[str, Any]) -> bool:
    """Tell whether Xero's sign-in is what differs from the file; so it is where the file cannot be read."""
    try:
        before = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return True
    return not isinstance(before, dict) or before.get("credentials") != config.get("credentials")


def _xeros(path: Path, silent: str) -> str:
    if not silent:
        return (
            "It is in the last CONTROL message that was printed: put it into the file within 30 minutes, or sign in "
            "again."
        )
    return (
        f"It was printed nowhere, and is lost: sign in again with `{silent} sign-in --config {path}`. The one in the "
        f"file may still be taken for 30 minutes."
    )


def _the_crms(path: Path, silent: str) -> str:
    again = f"authorise the app in the CRM again, and put its refresh token into {path}"
    if not silent:
        return f"It is in the last CONTROL message that was printed: put it into the file, or {again}."
    return f"It was printed nowhere, and is lost: {again}."


def replace(path: Path, config: Mapping[str, Any]) -> None:
    """Write a configuration file, in place of one that is there, in one step and readable by its owner alone.

    Where the path is a link, the file that it leads to is replaced. Raises OSError where it cannot be written.
    """
    path = path.resolve()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=scratch_name(path.parent))
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(dict(config), file, indent=2)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
