"""The command `source-xero-revrec`: Airbyte's four commands, and what a command line needs besides."""

from __future__ import annotations

import enum
import linecache
import sys
from functools import partial
from importlib.util import find_spec, module_from_spec

from xero_connectors.command_line import Command, for_a_person, parser, started, without_format
from xero_connectors.config_file import saver, write_config
from xero_connectors.terminal.screen import starting

_NAME = "source-xero-revrec"
_COMMANDS = (
    Command("spec", "print the form of the configuration"),
    Command("check", "prove that the configuration reaches Xero", ("--config",), example="check --config source.json"),
    Command("discover", "print the streams on offer", ("--config",), example="discover --config source.json"),
    Command(
        "read",
        "print the records of the catalog's streams, and states",
        ("--config", "--catalog"),
        ("--state",),
        example="read --config source.json --catalog catalog.json --state states.json > records.jsonl",
    ),
)

_HELP = """\
usage: source-xero-revrec COMMAND [OPTIONS]

Xero's sales invoices and credit notes for RevRec.

Airbyte's commands, which print a JSON message a line, or speak to a person on a terminal (--format says which):
  spec                                            the form of the configuration
  check     --config FILE                         whether the configuration reaches Xero
  discover  --config FILE                         the streams on offer
  read      --config FILE --catalog FILE [--state FILE]
                                                  the records
  with --save-config, a rotated refresh token is written back into the file after --config

For a person:
  init      --config FILE [--sandbox URL]         ask questions, prove the answers, and write the configuration
  sign-in   --config FILE [--client-id ID]        sign in to Xero in a browser, and save the configuration
  workbook  --config FILE --output PLACE          the file that RevRec's bulk import takes
  close     --config FILE --period MONTH --output FOLDER
                                                  a month's verdict, entries and workbook, where revenue is recognised
                                                  here
  views     --schema NAME [--mode MODE] [--recognition]
                                                  SQL of the views that show what is current in a warehouse

for example, the file for RevRec's bulk import, and the SQL for a warehouse:
  source-xero-revrec check --config source.json
  source-xero-revrec workbook --config source.json --output revrec.xlsx
  source-xero-revrec views --schema xero > views.sql

--version prints the version. --debug after a command shows the traceback of a failure that is not yours.
source-xero-revrec COMMAND --help tells more.
"""


def run(given: list[str] | None = None) -> None:
    """Run the command line; `--save-config` writes a rotated refresh token back into the file after `--config`."""
    started(_NAME, _HELP, sys.argv[1:] if given is None else given, _run)


def load_cdk() -> None:
    """Import what a command needs of Airbyte's CDK, at half the cost of all of it.

    The package itself imports everything, connectors that are made of manifests foremost: it does so once something is
    asked of it by name, and each of its modules is there without. For the descriptions in a schema that nobody asks
    for, each class of a message is looked up in the source of its module and of `enum`, parsed anew for each. Where
    Python finds no source, they are left out.
    """
    _leave_the_package_for_later("airbyte_cdk")
    messages = find_spec("airbyte_protocol_dataclasses.models.airbyte_protocol")
    files = [file for file in (enum.__file__, messages and messages.origin) if file]
    for file in files:
        linecache.cache[file] = (0, None, [], file)
    import airbyte_cdk.entrypoint  # noqa: F401, PLC0415 - start-up counts

    for file in files:
        linecache.cache.pop(file, None)


def _leave_the_package_for_later(name: str) -> None:
    spec = None if name in sys.modules else find_spec(name)
    if spec is None or spec.loader is None:
        return
    package, run_it = module_from_spec(spec), spec.loader.exec_module

    def whole(asked: str) -> object:
        # A module of its own that is being imported has no name in it yet.
        if module := sys.modules.get(f"{name}.{asked}"):
            return module
        vars(package).pop("__getattr__", None)
        run_it(package)
        return getattr(package, asked)

    vars(package)["__getattr__"] = whole
    sys.modules[name] = package


def _run(arguments: list[str]) -> None:
    if arguments[:1] == ["workbook"]:
        starting(sys.stderr, arguments)
        load_cdk()
        from source_xero_revrec.workbook.command import main  # noqa: PLC0415 - Airbyte's commands need no workbook

        sys.exit(main(arguments[1:], keep_config=partial(write_config, silent=_NAME)))
    if arguments[:1] == ["close"]:
        starting(sys.stderr, arguments)
        load_cdk()
        from source_xero_revrec.close.command import main as close  # noqa: PLC0415 - as above

        sys.exit(close(arguments[1:], keep_config=partial(write_config, silent=_NAME)))
    if arguments[:1] == ["views"]:
        from source_xero_revrec.views.statements import main as print_views  # noqa: PLC0415 - as above

        sys.exit(print_views(arguments[1:]))
    if arguments[:1] == ["init"]:
        load_cdk()
        from source_xero_revrec.set_up import main as init  # noqa: PLC0415 - as above

        sys.exit(init(arguments[1:]))
    if arguments[:1] == ["sign-in"]:
        from source_xero_revrec.sign_in import main as sign_in  # noqa: PLC0415 - as above

        sys.exit(sign_in(arguments[1:]))
    asked = parser(_NAME, _COMMANDS).parse_args(arguments)
    if for_a_person(asked):
        starting(sys.stderr, arguments)
        load_cdk()
        from source_xero_revrec.terminal.commands import main as told  # noqa: PLC0415 - as above

        sys.exit(told(asked))
    load_cdk()
    from source_xero_revrec.entrypoint import launch  # noqa: PLC0415 - `--help` and errors above need no CDK

    rest, save_config = saver(without_format(arguments))
    launch(rest, save_config=save_config)


if __name__ == "__main__":
    run()
