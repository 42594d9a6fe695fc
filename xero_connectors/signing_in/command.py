"""The command `sign-in` of either connector, from its options to the saved configuration."""

from __future__ import annotations

import argparse
import random
import sys
import webbrowser
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import requests

from xero_api import scopes
from xero_api.auth import TokenEndpoint
from xero_api.authorisation import Authorisation, FirstToken
from xero_api.budget import Budget
from xero_api.client import Client
from xero_api.clock import SystemClock
from xero_api.errors import OrganisationUnreachable, XeroError
from xero_api.patience import Patience
from xero_api.transport import Transport
from xero_connectors.command_line import command_parser
from xero_connectors.config_fault import ConfigFault
from xero_connectors.exit_code import ExitCode, WrongUse
from xero_connectors.signing_in.answer import NotSignedIn
from xero_connectors.signing_in.choice import FLAG, choose, understood
from xero_connectors.signing_in.draft import Draft, open_draft
from xero_connectors.signing_in.listener import Listener, redirect_address
from xero_connectors.terminal.screen import Screen
from xero_connectors.terminal.text import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xero_api.client import ConnectedOrganisation
    from xero_connectors.connection import XeroConnection

PORT, WAIT = 8764, 300
KNOWN_SCOPES = sorted(value for name, value in vars(scopes).items() if name.isupper() and not name.startswith("_"))
_EPILOG = f"""\
The app at developer.xero.com is a mobile or desktop app (PKCE, no secret) or a web app (--secret), and has the redirect
address {redirect_address(PORT)}. The file is made, or credentials and organisations in it are replaced, readable
by you alone.
Exit code: 0 saved, 1 not signed in and nothing saved, 2 the command line is wrong, 130 stopped.
"""


@dataclass(frozen=True)
class Program:
    """A connector as signing in sees it: `read` checks a configuration and returns it with the scopes that it needs."""

    name: str
    read: Callable[[Mapping[str, Any]], tuple[XeroConnection, Sequence[str]]]


@dataclass(frozen=True)
class Person:
    """Who signs in: where they type and read, and how a browser is opened for them."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    browse: Callable[[str], object] = webbrowser.open

    def say(self, text: str) -> None:
        """Tell something that is not the result."""
        self.stderr.write(f"{harmless(text)}\n")
        self.stderr.flush()

    def secret(self) -> str:
        """Return the client secret: typed without an echo, or the first line of a pipe; raises ConfigFault for none."""
        return self.typed_secret("Client secret: ")

    def typed_secret(self, prompt: str) -> str:
        """Return the client secret as `secret` does, asked for in other words."""
        typed = self.hidden(prompt) if self.stdin.isatty() else self.stdin.readline().strip()
        if not typed:
            raise ConfigFault(
                "A client secret is needed, and no client secret came: type it, or pipe it in as one line."
            )
        return typed

    def hidden(self, prompt: str) -> str:
        """Return what is typed without an echo; raises ConfigFault at the end of the input."""
        try:
            return getpass(prompt).strip()
        except EOFError:
            raise ConfigFault(f"The input ended at the question: {prompt}Nothing was written.") from None

    def ask(self, question: str, default: str | None) -> str:
        """Return what is typed, else the default, else nothing; raises ConfigFault at the end of the input."""
        self.stderr.write(f"{question} [{default}] " if default else f"{question} ")
        self.stderr.flush()
        said = self.stdin.readline()
        if not said:
            raise ConfigFault(f"The input ended at the question: {question} Nothing was written.")
        return said.strip() or default or ""


def main(program: Program, arguments: Sequence[str], person: Person | None = None) -> int:
    """Sign in and return the exit code."""
    asked = _parser(program.name).parse_args(arguments)
    someone = person or Person(sys.stdin, sys.stdout, sys.stderr)
    try:
        secret = someone.secret() if asked.secret else None
        draft = open_draft(asked.config, client_id=asked.client_id, client_secret=secret, sandbox=asked.sandbox)
        settings, needed = program.read(draft.whole(organisations=asked.organisation))
    except WrongUse as wrong:
        someone.say(str(wrong))
        return ExitCode.WRONG_USE
    except ConfigFault as fault:
        someone.say(str(fault))
        return ExitCode.FAILED
    except KeyboardInterrupt:
        someone.say("Stopped; nothing was saved.")
        return ExitCode.INTERRUPTED
    try:
        chosen = Attempt(program, asked, draft, settings, someone).made([*needed, *asked.scope])
    except (NotSignedIn, XeroError) as failure:
        someone.say(str(failure))
        return ExitCode.FAILED
    except KeyboardInterrupt:
        someone.say("Stopped; nothing was saved.")
        return ExitCode.INTERRUPTED
    names = ", ".join(each.name for each in chosen)
    someone.stdout.write(harmless(f"Wrote {asked.config}, for {names}.\n"))
    someone.say(f"Try it with: {program.name} check --config {asked.config} --save-config")
    return ExitCode.DONE


@dataclass(frozen=True)
class Attempt:
    """One sign-in, all of whose settings were checked before; `asked` has what `add_page_options` adds."""

    program: Program
    asked: argparse.Namespace
    draft: Draft
    settings: XeroConnection
    someone: Person

    def made(self, needed: Sequence[str]) -> list[ConnectedOrganisation]:
        """Sign in, save the configuration and return the organisations that it is for."""
        transport = Transport(requests.Session())
        authorisation, code = self._consent(needed, transport)
        patience = Patience(SystemClock(), random.Random())  # noqa: S311 - jitter, not secrecy
        endpoint = TokenEndpoint(
            transport,
            patience,
            identity_url=self.settings.identity_url,
            client_id=self.draft.client_id,
            client_secret=self.draft.client_secret,
        )
        granted = authorisation.exchange(endpoint, code)
        lacking = sorted(set(authorisation.scopes) - granted.scopes) if granted.scopes else []
        if lacking:
            self.someone.say(f"Xero did not grant {', '.join(lacking)}: what needs it will be refused.")
        budget = Budget(patience.clock, organisation="Xero")
        client = Client(transport, FirstToken(granted.access_token), budget, patience, api_url=self.settings.api_url)
        by_flag, by_file = self.asked.organisation, self.settings.organisations
        chosen = choose(
            client.connections(scopes.SETTINGS),
            by_flag=by_flag,
            by_file=by_file,
            ask=self._ask if self.someone.stdin.isatty() else None,
        )
        # Names that somebody wrote into the file are theirs; what is written here are ids, which no renaming changes.
        ids = [] if by_file and not by_flag else [each.tenant_id for each in chosen]
        self.draft.save(granted.refresh_token, ids)
        return chosen

    def _consent(self, needed: Sequence[str], transport: Transport) -> tuple[Authorisation, str]:
        """Show Xero's page and wait for its answer; returns what was asked for, and the code."""
        with Listener(self.asked.port) as listener:
            has_secret = self.draft.client_secret is not None
            asked = Authorisation.new(self.draft.client_id, listener.redirect_uri, needed, has_secret=has_secret)
            asked.look(transport, self.settings.identity_url)
            listener.expect(asked.state)
            address = asked.address(self.settings.identity_url)
            self.someone.say(f"Open this address in a browser on this machine, and allow access:\n\n{address}\n")
            self.someone.say(f"Waiting for Xero's answer, {self.asked.wait} seconds at most; Ctrl-C ends it.")
            if not self.asked.no_browser:
                self.someone.browse(address)
            with Screen(self.someone.stdout, self.someone.stderr).progress() as progress:
                progress.begins("Waiting for Xero's answer", within=self.asked.wait)
                return asked, listener.code(self.asked.wait)

    def _ask(self, connected: list[ConnectedOrganisation]) -> list[ConnectedOrganisation]:
        """Let the person choose until what they chose can be used; raises NotSignedIn where they end the input."""
        self.someone.say("The app is connected to these organisations:\n")
        for number, each in enumerate(connected, 1):
            self.someone.say(f"  {number}  {each.name}  {each.tenant_id}")
        while True:
            self.someone.stderr.write("\nWhich? Numbers or names with commas between them, or all: ")
            self.someone.stderr.flush()
            said = self.someone.stdin.readline()
            if not said:
                raise NotSignedIn(f"No organisation was chosen, and nothing was saved. Sign in again, or use {FLAG}.")
            try:
                chosen = understood(said, connected)
                self.program.read(self.draft.whole(organisations=[each.tenant_id for each in chosen]))
            except (OrganisationUnreachable, ConfigFault) as fault:
                self.someone.say(str(fault))
            else:
                return chosen


def _parser(name: str) -> argparse.ArgumentParser:
    parser = command_parser(
        name,
        "sign-in",
        "Sign in to Xero in a browser, choose organisations, and save the configuration.",
        f"{_EPILOG}\nfor example:\n  {name} sign-in --config config.json --client-id 0123ABCD\n",
    )
    parser.add_argument(
        "--config", required=True, type=Path, metavar="FILE", help="the configuration (JSON), to make or to complete"
    )
    parser.add_argument("--client-id", metavar="ID", help="the app's client id; left out, the configuration's")
    parser.add_argument(
        "--secret",
        action="store_true",
        help="ask for the client secret, or read it from a pipe; left out, the configuration's, or PKCE without one",
    )
    add_page_options(parser)
    parser.add_argument(
        "--scope",
        action="append",
        default=[],
        choices=KNOWN_SCOPES,
        metavar="SCOPE",
        help=f"one more scope than the configuration needs, such as {scopes.JOURNALS}",
    )
    parser.add_argument("--sandbox", metavar="URL", help="sign in to the sandbox at this address, in place of Xero")
    return parser


def add_page_options(parser: argparse.ArgumentParser) -> None:
    """Add what is to be known of Xero's page and of the choice after it."""
    parser.add_argument(
        FLAG,
        action="append",
        default=[],
        metavar="NAME",
        help="an organisation's name or id; may be given several times",
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, and open no browser")
    parser.add_argument(
        "--port",
        type=_port,
        default=PORT,
        metavar="PORT",
        help="the port of the redirect address (default %(default)s)",
    )
    parser.add_argument(
        "--wait", type=_seconds, default=WAIT, metavar="SECONDS", help="how long to wait for Xero (default %(default)s)"
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a whole number up to 65535")
    return int(text)


def _seconds(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number of seconds, from 1 to 86400")
    return int(text)
