"""Questions are answered by flags or by a person, and no answer stands that does not prove."""

from __future__ import annotations

import argparse
from io import StringIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from xero_connectors.config_fault import ConfigFault
from xero_connectors.setting_up.detail import Detail, details
from xero_connectors.setting_up.interview import Interview, missing
from xero_connectors.setting_up.question import Question
from xero_connectors.signing_in.command import Person
from xero_connectors.terminal.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xero_connectors.organisations import Organisation


class Typed(StringIO):
    """What a person types at a terminal."""

    def isatty(self) -> bool:
        """Be a terminal."""
        return True


def add(config: dict[str, Any], said: str) -> dict[str, Any]:
    """Add an account to a list of them."""
    if not said.isdecimal():
        raise ConfigFault(f"{said} is no code.")
    return {**config, "accounts": [*config.get("accounts", ()), said]}


USE = Question("--use", "USE", "For?", "what for", lambda config, _: config, default="a", choices={"a": "A", "b": "B"})
CODE = Question(
    "--code",
    "CODE",
    "Code?",
    "the code",
    lambda config, said: {**config, "code": said},
    applies=lambda _, answers: answers["use"] == "b",
    hints=lambda _: (("Code",), [("200",)]),
)
ACCOUNT = Question("--account", "A", "Account?", "an account", add, several=True)
QUESTIONS = (USE, CODE, ACCOUNT)
DEMO = cast("Organisation", SimpleNamespace(name="Demo"))


class Typist(Person):
    """Somebody whose secrets are known beforehand: a terminal without an echo is none of a test's."""

    secrets: list[str]

    def hidden(self, prompt: str) -> str:
        """Type the next one."""
        self.stderr.write(prompt)
        return self.secrets.pop(0)


class Trial:
    """An interview about codes, of which Xero knows 200 and those with a 1 in front, and a shop with a right key."""

    def __init__(self, stdin: StringIO, secrets: Sequence[str] = (), **flags: Any) -> None:  # noqa: ANN401 - whatever is typed
        """Begin it."""
        self.err = StringIO()
        self.asked = argparse.Namespace(**{"use": None, "code": None, "account": [], "shop": None, **flags})
        screen = Screen(StringIO(), self.err, {})
        person = Typist(stdin, StringIO(), self.err)
        object.__setattr__(person, "secrets", [*secrets])
        self.interview = Interview(self.asked, person, screen, whole=lambda config: config, prove=self.prove)

    @staticmethod
    def prove(config: dict[str, Any]) -> str:
        """Know some codes."""
        wrong = [each for each in (config.get("code", "200"), *config.get("accounts", ())) if each[0] not in "12"]
        if (config.get("shop") or {}).get("key") == "wrong":
            return "The key does not fit."
        return f"Xero has no {wrong[0]}." if wrong else ""

    def hold(self, *questions: Question) -> dict[str, Any]:
        """Hold it."""
        return self.interview.hold({}, questions or QUESTIONS, lambda: [DEMO])


def test_a_person_is_asked_until_each_answer_proves() -> None:
    """What Xero has is shown; a list ends with an empty line; what is none of the choices is asked again."""
    trial = Trial(Typed("c\nb\n\n999\n200\n11\nx\n33\n12\n\n"))

    assert trial.hold() == {"code": "200", "accounts": ["11", "12"]}
    for said in (
        "c is none of a, b.",
        "In Demo:\n  Code\n  200\n",
        "This is needed",
        "no 999.",
        "x is no code.",
        "no 33.",
    ):
        assert said in trial.err.getvalue()


FORM = {
    "properties": {
        "shop": {
            "oneOf": [
                {
                    "title": "At home",
                    "properties": {"kind": {"const": "home"}, "street": {"type": "string", "title": "Street"}},
                    "required": ["kind", "street"],
                },
                {
                    "title": "Elsewhere",
                    "properties": {
                        "kind": {"const": "away"},
                        "key": {"type": "string", "title": "Key", "airbyte_secret": True},
                        "hint": {"type": "string", "title": "Hint", "description": "What else is known."},
                    },
                    "required": ["kind", "key"],
                },
            ]
        }
    }
}
SHOP = Question(
    "--shop",
    "SHOP",
    "Shop?",
    "which shop",
    lambda config, said: {**config, "shop": {"kind": said}},
    details=lambda config: details(FORM, "shop", config),
)


def test_an_answer_asks_for_its_details_and_all_are_proved_together(tmp_path: Path) -> None:
    """A secret is typed without an echo, or is where the answer says; what does not prove begins anew."""
    (tmp_path / "key").write_text("right\n")
    trial = Trial(
        Typed("away\nhint\naway\naway\n\n"), secrets=["", "wrong", "file:nowhere", f"file:{tmp_path / 'key'}"]
    )

    assert trial.hold(SHOP) == {"shop": {"kind": "away", "key": "right"}}
    for said in ("This is needed", "The key does not fit.", "the file nowhere cannot be read", "What else is known."):
        assert said in trial.err.getvalue()
    assert "right" not in trial.err.getvalue()


def test_a_way_that_there_is_not_is_asked_again() -> None:
    """With the ways that there are."""
    trial = Trial(Typed("market\nmarket\nhome\nstreet 1\n"))

    assert trial.hold(SHOP) == {"shop": {"kind": "home", "street": "street 1"}}
    assert "market is none of home, away." in trial.err.getvalue()


def test_details_that_flags_leave_out_are_named() -> None:
    """Where nobody can be asked: as the flags that give them."""
    asked = argparse.Namespace(shop="away")

    assert missing(asked, [SHOP], {}) == ["--secret shop.key=env:NAME or file:PATH (Key)"]
    given = {"shop": {"kind": "away", "key": "right"}}
    assert details(FORM, "shop", given) == [Detail("shop.hint", "Hint", "What else is known.", needed=False)]


def test_flags_answer_before_anybody_is_asked() -> None:
    """Where none is at the terminal, defaults stand for the rest, and a question that does not arise is left out."""
    trial = Trial(StringIO(), use="b", code="200", account=["11", "12"])
    assert trial.hold() == {"code": "200", "accounts": ["11", "12"]}
    assert trial.err.getvalue() == ""
    assert Trial(StringIO()).hold() == {}


def test_a_flag_that_does_not_prove_ends_it() -> None:
    """With the flag and the remedy, before a person is asked more; where nobody is, all is proved in the end."""
    with pytest.raises(ConfigFault, match="--account 11, 33: Xero has no 33"):
        Trial(Typed("a\n"), account=["11", "33"]).hold()
    assert Trial(StringIO(), account=["11", "33"]).hold() == {"accounts": ["11", "33"]}


def test_the_end_of_the_input_ends_it() -> None:
    """Nothing is guessed for the rest."""
    with pytest.raises(ConfigFault, match=r"The input ended at the question: Code\?"):
        Trial(Typed("b\n")).hold()


def test_what_nobody_can_be_asked_is_named() -> None:
    """Only questions that arise with what is given, and that have no default."""
    assert missing(Trial(StringIO(), use="b").asked, QUESTIONS, {}) == ["--code CODE (the code)"]
    assert missing(Trial(StringIO()).asked, QUESTIONS, {}) == []
