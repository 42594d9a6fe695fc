"""The command `destination-xero-journals`: Airbyte's commands, and what a person needs besides."""

from __future__ import annotations

import sys

from xero_connectors.command_line import started
from xero_connectors.config_file import saver
from xero_connectors.terminal.screen import starting

_NAME = "destination-xero-journals"
_HELP = """\
usage: destination-xero-journals COMMAND [OPTIONS]

RevRec's journal entries into Xero as manual journals, exactly once.

Airbyte's commands, which print a JSON message a line, or speak to a person on a terminal (--format says which):
  spec                                            the form of the configuration
  check     --config FILE                         whether configuration, accounts and tracking fit Xero
  discover  --config FILE                         what can be written, for data activation
  write     --config FILE --catalog FILE          post the records that come on standard input
  with --save-config, a rotated refresh token is written back into the file after --config

For a person:
  init      --config FILE [--sandbox URL]         ask questions, prove the answers, and write the configuration
  sign-in   --config FILE [--client-id ID]        sign in to Xero in a browser, and save the configuration
  plan      --config FILE --input FILE [--output plan.xlsx] [--overwrite]
                                                  what would be posted, to read and to sign; posts nothing
  post      FILE --config FILE [--stream NAME]    post a CSV, an Excel file, JSON or rejects, after all checks
  replay    FILE [--stream NAME] [--catalog-only] a CSV or a rejects file as records for `write`

for example, a file of journal entries from the first look to the books:
  destination-xero-journals check --config destination.json
  destination-xero-journals plan --config destination.json --input JournalEntries.csv --output plan.xlsx
  destination-xero-journals post JournalEntries.csv --config destination.json

--version prints the version. --debug after a command shows the traceback of a failure that is not yours.
destination-xero-journals COMMAND --help tells more.
"""


def run(given: list[str] | None = None) -> None:
    """Run the command line, and end the process with its exit code."""
    started(_NAME, _HELP, sys.argv[1:] if given is None else given, _run)


def _run(arguments: list[str]) -> None:
    if arguments[:1] == ["replay"]:
        from destination_xero_journals.commands.replay import main as print_records  # noqa: PLC0415 - start-up counts

        sys.exit(print_records(arguments[1:]))
    if arguments[:1] in (["post"], ["plan"]):
        starting(sys.stderr, arguments)
    if arguments[:1] == ["post"]:
        from destination_xero_journals.commands.post import main as post  # noqa: PLC0415 - start-up counts

        sys.exit(post(arguments[1:]))
    if arguments[:1] == ["init"]:
        from destination_xero_journals.commands.init import main as init  # noqa: PLC0415 - start-up counts

        sys.exit(init(arguments[1:]))
    if arguments[:1] == ["sign-in"]:
        from destination_xero_journals.commands.sign_in import main as sign_in  # noqa: PLC0415 - start-up counts

        sys.exit(sign_in(arguments[1:]))
    if arguments[:1] == ["plan"]:
        from destination_xero_journals.commands.plan import main as show_plan  # noqa: PLC0415 - start-up counts

        rest, save_config = saver(arguments, silent=_NAME)
        sys.exit(show_plan(rest[1:], save_config))
    from destination_xero_journals.commands.airbyte import main  # noqa: PLC0415 - start-up counts

    rest, save_config = saver(arguments)
    sys.exit(main(rest, save_config))


if __name__ == "__main__":
    run()
