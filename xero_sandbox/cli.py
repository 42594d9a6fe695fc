"""The command `xero-sandbox`."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn

from xero_sandbox.companies.contracts import CUSTOMERS
from xero_sandbox.faults import FAULTS
from xero_sandbox.switches import SwitchError, Switches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xero_sandbox.server import Sandbox

_ABOUT = "A local Xero: the Accounting and identity APIs over HTTP, in memory, with Xero's rules enforced."


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; returns 0, or 1 where the port is taken or the extra missing. Wrong arguments exit with 2."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        return _serve(parser, asked)
    except Exception as failure:
        if asked.debug:
            raise
        sys.stderr.write(
            f"xero-sandbox failed: {type(failure).__name__}: {failure}. Run it again with --debug for the traceback, "
            f"and report it.\n"
        )
        return 1


def _serve(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> int:
    try:
        switches = Switches().changed(**dict(_pair(text) for text in asked.switch))
    except SwitchError as error:
        parser.error(str(error))
    # Starlette and uvicorn are not needed for --help.
    try:
        from xero_sandbox.limits import Allowance  # noqa: PLC0415
        from xero_sandbox.server import PortTakenError, Sandbox  # noqa: PLC0415
    except ImportError as missing:
        sys.stderr.write(f"xero-sandbox: {missing.name} is missing: install airbyte-xero-revrec[sandbox].\n")
        return 1

    allowance = Allowance(asked.minute_limit, asked.day_limit, asked.concurrent_limit, asked.app_minute_limit)
    try:
        sandbox = Sandbox(
            invoices=asked.invoices,
            deferring=asked.deferring,
            organisations=asked.organisations,
            limits=False if asked.no_limits else allowance,
            seed=asked.seed,
            port=asked.port,
            host=asked.host,
            switches=switches,
            latency=asked.latency,
        )
    except PortTakenError as error:
        sys.stderr.write(f"xero-sandbox: {error.strerror}. Choose another --port.\n")
        return 1
    sys.stdout.write(f"{_greeting(sandbox)}\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        sandbox.serve()
    sys.stdout.write("xero-sandbox: stopped\n")
    return 0


class _Parser(argparse.ArgumentParser):
    """Refuses in one line with the option that may be meant, where argparse would print the whole usage."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - argparse's
        """Keep what was typed, so that a refusal can say what may be meant by it."""
        self._given = [*(sys.argv[1:] if args is None else args)]
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Refuse the command line, with exit code 2."""
        words = [word.partition("=")[0] for word in self._given if word.startswith("--")]
        near = [(word, get_close_matches(word, self._option_string_actions, n=1)) for word in words]
        meant = "".join(f" did you mean {like[0]}?" for word, like in near if like and like[0] != word)
        self.exit(2, f"{self.prog}: {message};{meant} {self.prog} --help tells more\n")


class _Version(argparse.Action):
    """Prints the version, which is looked for only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print the version, and end."""
        from importlib.metadata import version  # noqa: PLC0415

        sys.stdout.write(f"{parser.prog} {version('airbyte-xero-revrec')}\n")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="xero-sandbox",
        description=_ABOUT,
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version of the package and end")
    parser.add_argument("--debug", action="store_true", help="show the traceback of a failure of the sandbox's own")
    parser.add_argument("--host", default="127.0.0.1", help="address to bind (default %(default)s: this machine only)")
    parser.add_argument("--port", type=int, default=8765, help="port, 0 for a free one (default %(default)s)")
    company = parser.add_mutually_exclusive_group()
    company.add_argument(
        "--invoices",
        type=_whole,
        metavar="N",
        help="a company of N invoices, not the demo company; 0: no documents",
    )
    company.add_argument(
        "--deferring",
        type=_positive,
        nargs="?",
        const=CUSTOMERS,
        metavar="N",
        help="a company that sells services over time to N customers (%(const)s), not the demo company",
    )
    parser.add_argument("--organisations", type=_positive, default=1, metavar="N", help="how many (default 1)")
    parser.add_argument(
        "--seed", type=int, default=1, help="decides ids of further organisations, and what --deferring sells"
    )
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="least time that a call takes")
    parser.add_argument("--no-limits", action="store_true", help="lift the rate limits")
    limits = (
        ("minute", 60, "a minute, for each organisation"),
        ("day", 5000, "a day, for each organisation"),
        ("concurrent", 5, "at once, for each organisation"),
        ("app-minute", 10000, "a minute, for all organisations together"),
    )
    for name, default, text in limits:
        parser.add_argument(
            f"--{name}-limit",
            type=_positive,
            default=default,
            metavar="CALLS",
            help=f"calls {text} (default %(default)s)",
        )
    parser.add_argument("--switch", action="append", default=[], metavar="NAME=VALUE", help="set a switch, see below")
    return parser


def _epilog() -> str:
    lines = [
        "for example, the demo company, and a large one on a port of its own:",
        "  xero-sandbox",
        "  xero-sandbox --port 8766 --invoices 20000 --no-limits",
        "",
    ]
    lines += ["switches (what is not known of the real Xero; the default is the worst case for a client):"]
    for switch in Switches().listed():
        other = ", ".join(choice for choice in switch.choices if choice != switch.value)
        lines.append(f"  {switch.name}={switch.value or '(none)'}" + (f"  (or {other})" if other else ""))
        lines.append(f"      {switch.about}")
    lines += ["", 'faults (POST /sandbox/faults {"fault": NAME, "endpoint": ..., "count": ...}):']
    lines += [f"  {fault.name}: {fault.about}" for fault in FAULTS.values()]
    return "\n".join(lines)


def _positive(text: str) -> int:
    return _whole(text, 1)


def _whole(text: str, least: int = 0) -> int:
    if not text.isdecimal() or int(text) < least:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least}")
    return int(text)


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip(), value


def _greeting(sandbox: Sandbox) -> str:
    from xero_sandbox.identity.clients import DEFAULT_NATIVE_APP, DEFAULT_WEB_APP  # noqa: PLC0415
    from xero_sandbox.identity.consent import printed_link  # noqa: PLC0415

    names = ", ".join(f"{each['Name']} ({each['OrganisationID']})" for each in sandbox.organisations)
    parts = [
        f"Xero Sandbox on {sandbox.url}",
        f"organisations: {names}",
        "",
        "source config (custom connection):",
        json.dumps(sandbox.source_config(), indent=2),
        "",
        "source config (OAuth; the refresh token is good once, as Xero's are):",
        json.dumps(sandbox.source_config(auth_type="oauth"), indent=2),
        "",
        "destination config:",
        json.dumps(sandbox.destination_config(), indent=2),
        "",
        "signing in as a user, with a web app or with one that has no secret (PKCE):",
        f"sign-in --config FILE --client-id {DEFAULT_WEB_APP.client_id} --secret --sandbox {sandbox.url}",
        f"sign-in --config FILE --client-id {DEFAULT_NATIVE_APP.client_id} --sandbox {sandbox.url}",
        f"client secret of {DEFAULT_WEB_APP.client_id}: {DEFAULT_WEB_APP.client_secret}",
        "",
        "authorise page, which shows the code once you allow access:",
        printed_link(sandbox.url),
        "",
        f"to look at in a browser, books and calls: {sandbox.url}/",
        f"controls: {sandbox.url}/sandbox   stop: Ctrl-C",
    ]
    return "\n".join(parts)
