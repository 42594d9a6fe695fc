"""The command `source-xero-revrec`: Airbyte's four commands, and what a command line needs besides."""

from __future__ import annotations

import sys

from xero_connectors.command_line import INTERRUPTED, Command, parser
from xero_connectors.config_file import saver, write_config

_COMMANDS = (
    Command("spec", "print the form of the configuration"),
    Command("check", "prove that the configuration reaches Xero", ("--config",)),
    Command("discover", "print the streams on offer", ("--config",)),
    Command("read", "print the records of the catalog's streams, and states", ("--config", "--catalog"), ("--state",)),
)

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
  views     --schema NAME [--mode MODE] [--recognition]
                                                  SQL of the views that show what is current in a warehouse

source-xero-revrec COMMAND --help tells more.
"""


def run(given: list[str] | None = None) -> None:
    """Run the command line; `--save-config` writes a rotated refresh token back into the file after `--config`."""
    arguments = sys.argv[1:] if given is None else given
    try:
        _run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped by a signal.\n")
        sys.exit(INTERRUPTED)


def _run(arguments: list[str]) -> None:
    if arguments in (["--help"], ["-h"]):
        sys.stdout.write(_HELP)
        return
    if arguments[:1] == ["workbook"]:
        from source_xero_revrec.workbook.command import main  # noqa: PLC0415 - Airbyte's commands need no workbook

        sys.exit(main(arguments[1:], keep_config=write_config))
    if arguments[:1] == ["views"]:
        from source_xero_revrec.views.statements import main as print_views  # noqa: PLC0415 - as above

        sys.exit(print_views(arguments[1:]))
    parser("source-xero-revrec", _COMMANDS).parse_args(arguments)
    from source_xero_revrec.entrypoint import launch  # noqa: PLC0415 - `--help` and errors above need no CDK

    rest, save_config = saver(arguments)
    launch(rest, save_config=save_config)


if __name__ == "__main__":
    run()
