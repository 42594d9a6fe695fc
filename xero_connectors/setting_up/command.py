"""The command `init` of either connector, from its questions to the configuration, which `check` has passed."""

from __future__ import annotations

import os
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xero_api import scopes
from xero_api.clock import SystemClock
from xero_api.errors import XeroError
from xero_connectors.command_line import command_parser
from xero_connectors.config_fault import ConfigFault
from xero_connectors.config_file import replace
from xero_connectors.exit_code import ExitCode, WrongUse
from xero_connectors.file_failure import writing_remedy
from xero_connectors.json_file import json_object
from xero_connectors.organisations import Organisations
from xero_connectors.other_connector import made_by
from xero_connectors.setting_up.comments import commented, uncommented
from xero_connectors.setting_up.fields import placed, placed_all, secret, typed
from xero_connectors.setting_up.interview import Interview, missing
from xero_connectors.signing_in import command as signing_in
from xero_connectors.signing_in.answer import NotSignedIn
from xero_connectors.signing_in.draft import Draft, sandbox_addresses
from xero_connectors.terminal.screen import Colour, Screen

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

    from xero_connectors.organisations import Organisation
    from xero_connectors.setting_up.question import Config, Question

    Keep = Callable[[Mapping[str, Any]], None]

_CREDENTIALS = "credentials."
SECRET = "XERO_CLIENT_SECRET"  # noqa: S105 - a name
CUSTOM, OAUTH = "custom_connection", "oauth"
_EPILOG = f"""\
What no flag answers is asked, where somebody is at the terminal; each answer is tried with Xero before the next one.
Secrets are typed without an echo, or read: --secret FIELD=env:NAME or FIELD=file:PATH, and the client secret from the
variable {SECRET}. The file is readable by you alone; keys in it that begin with // are comments.

for example, against the sandbox:
  {{name}} init --config {{file}} --sandbox http://localhost:8765 {{example}}

Exit code: 0 written, and check passes, 1 not, 2 the command line is wrong or an answer missing, 130 stopped.
"""


@dataclass(frozen=True)
class Setup:
    """A connector as `init` sees it.

    `prove` tries a whole configuration as `check` does and returns what is wrong, else nothing; it is given what keeps
    a rotated refresh token. `ending` writes what goes with the configuration, and returns the commands to try next.
    """

    program: signing_in.Program
    file: str
    example: str
    form: Callable[[], Mapping[str, Any]]
    questions: Sequence[Question]
    prove: Callable[[Config, Keep], str]
    ending: Callable[[argparse.Namespace, Config], Sequence[str]]
    options: Callable[[argparse.ArgumentParser], None] = lambda _: None


def main(
    setup: Setup, arguments: Sequence[str], person: signing_in.Person | None = None, screen: Screen | None = None
) -> int:
    """Ask, prove and write; returns the exit code."""
    asked = _parser(setup).parse_args(arguments)
    someone = person or signing_in.Person(sys.stdin, sys.stdout, sys.stderr)
    said = screen or Screen(someone.stdout, someone.stderr)
    try:
        return _Attempt(setup, asked, someone, said).made()
    except WrongUse as wrong:
        said.say(str(wrong), Colour.BAD)
        return ExitCode.WRONG_USE
    except (ConfigFault, XeroError) as fault:
        said.say(str(fault), Colour.BAD)
        return ExitCode.FAILED
    except OSError as failure:
        said.say(f"{asked.config} cannot be written ({failure.strerror}): {writing_remedy(failure)}.", Colour.BAD)
        return ExitCode.FAILED
    except KeyboardInterrupt:
        said.say("Stopped; no configuration was written by init.")
        return ExitCode.INTERRUPTED


class _Attempt:
    """One set-up: the configuration grows answer by answer."""

    def __init__(self, setup: Setup, asked: argparse.Namespace, person: signing_in.Person, screen: Screen) -> None:
        self._setup, self._asked, self._person, self._screen = setup, asked, person, screen
        self._path: Path = asked.config
        self._there = False
        self._credentials: dict[str, Any] = {}
        self._settings: list[tuple[str, Any]] = []

    def made(self) -> int:
        """Do all of it; returns the exit code."""
        config = self._signed_in(self._begun())
        if self._person.stdin.isatty() and not self._there:
            # Before anybody answers questions in vain.
            with self._screen.progress() as progress:
                progress.begins("Trying what the app may read")
                fault = self._setup.prove(self._current(config), self._keep)
            if fault:
                raise ConfigFault(f"Signing in works, and reading Xero does not. {fault}")
        interview = Interview(self._asked, self._person, self._screen, whole=self._whole, prove=self._proved)
        config = interview.hold(config, self._setup.questions, lambda: self._organisations(config))
        with self._screen.progress() as progress:
            progress.begins("Checking the whole configuration")
            fault = self._proved(config)
        if fault:
            raise ConfigFault(f"The configuration does not work, and was not written. {fault}")
        heading = f"{made_by(self._setup.program.name)} Keys that begin with // are comments: docs/the-form.md."
        config = self._whole(config)
        replace(self._path, commented(config, self._setup.form(), heading))
        self._screen.tell(f"Wrote {self._path}, which works.", Colour.GOOD)
        following = self._setup.ending(self._asked, config)
        self._screen.say("Next:")
        for each in following:
            self._screen.say(f"  {each}")
        return ExitCode.DONE

    def _begun(self) -> dict[str, Any]:
        """Return what the configuration begins with: the file that is replaced, addresses, and secrets."""
        self._check_file()
        self._there = self._path.exists()
        config = uncommented(json_object(self._path, "configuration")) if self._there else {}
        if self._asked.sandbox:
            config |= sandbox_addresses(self._asked.sandbox)
        form = self._setup.form()
        given = [*(secret(each, form) for each in self._asked.secret), *(typed(each, form) for each in self._asked.set)]
        config = placed_all(config, [each for each in given if each[0].startswith(_CREDENTIALS)])
        self._settings = [each for each in given if not each[0].startswith(_CREDENTIALS)]
        if not self._person.stdin.isatty():
            self._refuse_gaps(config)
        return config

    def _check_file(self) -> None:
        if os.path.lexists(self._path) and not self._asked.overwrite:
            raise ConfigFault(
                f"{self._path} exists, and was left as it is: choose another name, or add --overwrite, which keeps "
                f"what it says unless it is answered anew."
            )
        folder = self._path.resolve().parent
        if not folder.is_dir():
            raise ConfigFault(f"There is no folder {folder} for {self._path}. Make it, or name another.")

    def _refuse_gaps(self, config: Config) -> None:
        gaps = missing(self._asked, self._setup.questions, self._whole(config))
        credentials = config.get("credentials") or {}
        if not (self._asked.client_id or credentials.get("client_id")):
            gaps.insert(0, "--client-id ID (of your app at developer.xero.com)")
        if self._kind(config) == CUSTOM and not (credentials.get("client_secret") or os.environ.get(SECRET)):
            gaps.append(f"--secret credentials.client_secret=file:PATH, or the variable {SECRET}")
        if gaps:
            raise WrongUse(
                f"Nobody is at the terminal to be asked, and nothing was written. Give also: {'; '.join(gaps)}."
            )

    def _kind(self, config: Config) -> str:
        kept = (config.get("credentials") or {}).get("auth_type")
        return str(self._asked.sign_in or kept or CUSTOM)

    def _signed_in(self, config: Config) -> Config:
        """Return the configuration with credentials that reach Xero."""
        kept = config.get("credentials") or {}
        kind = self._asked.sign_in or kept.get("auth_type") or self._choose_kind()
        if kind == OAUTH:
            stays = kept.get("refresh_token") and self._asked.client_id in (None, kept.get("client_id"))
            return self._reached(config if stays else self._by_oauth(config))
        while True:
            whole = {**config, "credentials": self._custom({**kept, "auth_type": CUSTOM})}
            if self._asked.organisation:
                whole["organisations"] = list(self._asked.organisation)
            try:
                return self._reached(whole)
            except XeroError as refused:
                if not self._person.stdin.isatty():
                    raise
                self._screen.say(str(refused), Colour.BAD)
                self._asked.client_id, kept = None, {}

    def _choose_kind(self) -> str:
        if not self._person.stdin.isatty():
            return CUSTOM
        self._screen.say(f"  {CUSTOM:<24} simplest: one organisation, no token to keep")
        self._screen.say(f"  {OAUTH:<24} you allow it on Xero's page; several organisations")
        while (said := self._person.ask("How does it sign in to Xero?", CUSTOM)) not in (CUSTOM, OAUTH):
            self._screen.say(f"{said} is neither {CUSTOM} nor {OAUTH}.", Colour.BAD)
        return said

    def _custom(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        client_id = self._asked.client_id or kept.get("client_id") or self._person.ask("Client ID:", None)
        known = os.environ.get(SECRET, "").strip() or (
            kept.get("client_secret") if kept.get("client_id") in (None, client_id) else ""
        )
        # A secret of the environment that was refused is not tried for ever.
        client_secret = known if known and not self._credentials else self._person.typed_secret("Client secret: ")
        self._credentials = {"auth_type": CUSTOM, "client_id": client_id, "client_secret": client_secret}
        return self._credentials

    def _by_oauth(self, config: Config) -> Config:
        """Sign in on Xero's page; the file has the credentials from then on, since the token must not be lost."""
        kept = config.get("credentials") or {}
        client_id = self._asked.client_id or kept.get("client_id") or self._person.ask("Client ID:", None)
        draft = Draft(self._path, config, str(client_id), self._client_secret(), _addresses(config))
        settings, needed = self._setup.program.read(draft.whole(organisations=self._asked.organisation))
        try:
            signing_in.Attempt(self._setup.program, self._asked, draft, settings, self._person).made(needed)
        except NotSignedIn as failure:
            raise ConfigFault(str(failure)) from None
        saved = json_object(self._path, "configuration")
        self._credentials = dict(saved["credentials"])
        return {**config, **{name: saved[name] for name in ("credentials", "organisations") if name in saved}}

    def _client_secret(self) -> str | None:
        """Return the secret of an OAuth app that has one."""
        if not self._asked.with_secret:
            return None
        return os.environ.get(SECRET, "").strip() or self._person.secret()

    def _reached(self, config: Config) -> Config:
        for organisation in self._organisations(config):
            self._screen.say(f"Signed in to {organisation.name} ({organisation.tenant_id}).", Colour.GOOD)
        return config

    def _organisations(self, config: Config) -> list[Organisation]:
        whole = self._current(config)
        settings, _ = self._setup.program.read(whole)
        reached = Organisations(
            settings,
            clock=SystemClock(),
            randomness=random.Random(),  # noqa: S311 - jitter, not secrecy
            keep_refresh_token=lambda token: self._keep(placed(whole, "credentials.refresh_token", token)),
        )
        reached.expect([scopes.SETTINGS])
        return reached.all()

    def _proved(self, config: Config) -> str:
        return self._setup.prove(self._whole(config), self._keep)

    def _whole(self, config: Config) -> Config:
        """Return a configuration with what --set and --secret say on top of the answers."""
        return self._current(placed_all(config, self._settings))

    def _current(self, config: Config) -> Config:
        """Return a configuration with the credentials as they are by now: refresh tokens rotate."""
        return {**config, "credentials": self._credentials} if self._credentials else config

    def _keep(self, config: Mapping[str, Any]) -> None:
        self._credentials = dict(config["credentials"])
        replace(self._path, {**json_object(self._path, "configuration"), "credentials": self._credentials})


def _addresses(config: Config) -> dict[str, str]:
    return {name: config[name] for name in ("api_url", "identity_url") if name in config}


def _parser(setup: Setup) -> argparse.ArgumentParser:
    name = setup.program.name
    parser = command_parser(
        name,
        "init",
        "Write a configuration: ask what is not answered by flags, and prove each answer.",
        _EPILOG.format(name=name, file=setup.file, example=setup.example),
    )
    parser.add_argument("--config", required=True, type=Path, metavar="FILE", help="the configuration to make")
    parser.add_argument("--overwrite", action="store_true", help="begin with a file that is there, and replace it")
    parser.add_argument("--sandbox", metavar="URL", help="the sandbox at this address, in place of Xero")
    parser.add_argument("--sign-in", choices=(CUSTOM, OAUTH), help="how to sign in to Xero (custom_connection)")
    parser.add_argument("--client-id", metavar="ID", help="the client id of your app at developer.xero.com")
    parser.add_argument(
        "--with-secret", action="store_true", help="an OAuth app that has a client secret, which is then asked for"
    )
    signing_in.add_page_options(parser)
    for question in setup.questions:
        if question.several:
            parser.add_argument(
                question.flag, metavar=question.metavar, action="append", default=[], help=question.about
            )
        elif question.choices:
            parser.add_argument(question.flag, choices=tuple(question.choices), help=question.about)
        else:
            parser.add_argument(question.flag, metavar=question.metavar, help=question.about)
    setup.options(parser)
    parser.add_argument(
        "--set", action="append", default=[], metavar="FIELD=VALUE", help="any other field of the form by its place"
    )
    parser.add_argument(
        "--secret", action="append", default=[], metavar="FIELD=WHERE", help="a secret, from env:NAME or file:PATH"
    )
    return parser
