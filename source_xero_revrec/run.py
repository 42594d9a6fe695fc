"""The command `source-xero-revrec`: Airbyte's four commands, and what a command line needs besides."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SAVE_CONFIG = "--save-config"
_HELP = """\
usage: source-xero-revrec COMMAND [OPTIONS]

Xero's sales invoices and credit notes for RevRec.

Airbyte's commands, which print a JSON message a line:
  spec                                            the form of the configuration
  check     --config FILE                         whether the configuration reaches Xero
  discover  --config FILE                         the streams on offer
  read      --config FILE --catalog FILE [--state FILE]
                                                  the records
  with --save-config, a rotated refresh token is written back into the file after --config

For a person:
  workbook  --config FILE --output PLACE          the file that RevRec's bulk import takes
  views     --schema NAME [--mode MODE]           SQL of the views that show what is current in a warehouse

source-xero-revrec COMMAND --help tells more.
"""


def run() -> None:
    """Run the command line; `--save-config` writes a rotated refresh token back into the file after `--config`."""
    arguments = sys.argv[1:]
    if arguments in (["--help"], ["-h"]):
        sys.stdout.write(_HELP)
        return
    if arguments[:1] == ["workbook"]:
        from source_xero_revrec.workbook.command import main  # noqa: PLC0415 - Airbyte's commands need no workbook

        sys.exit(main(arguments[1:], keep_config=write_config))
    if arguments[:1] == ["views"]:
        from source_xero_revrec.views.command import main as print_views  # noqa: PLC0415 - as above

        sys.exit(print_views(arguments[1:]))
    save = SAVE_CONFIG in arguments
    arguments = [argument for argument in arguments if argument != SAVE_CONFIG]
    from source_xero_revrec.entrypoint import launch  # noqa: PLC0415 - `--help` and errors above need no CDK

    config_path = _after("--config", arguments) if save else None
    launch(arguments, save_config=None if config_path is None else lambda config: write_config(config_path, config))


def _after(option: str, arguments: list[str]) -> Path | None:
    for position, argument in enumerate(arguments):
        if argument == option and position + 1 < len(arguments):
            return Path(arguments[position + 1])
        if argument.startswith(option + "="):
            return Path(argument.partition("=")[2])
    return None


def write_config(path: Path, config: Mapping[str, Any]) -> None:
    """Replace a configuration file in one step, readable by its owner alone: it holds secrets."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
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


if __name__ == "__main__":
    run()
