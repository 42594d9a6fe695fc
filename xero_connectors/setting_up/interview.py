"""Answers to the questions of `init`: from flags, or else from a person, asked again until they are proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_connectors.config_fault import ConfigFault
from xero_connectors.exit_code import WrongUse
from xero_connectors.setting_up.fields import ENV, FILE, kept_elsewhere, placed
from xero_connectors.terminal.screen import Colour

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xero_connectors.organisations import Organisation
    from xero_connectors.setting_up.detail import Detail
    from xero_connectors.setting_up.question import Config, Question
    from xero_connectors.signing_in.command import Person
from xero_connectors.terminal.screen import Screen


class Interview:
    """Questions one after the other; `prove` tries a configuration and returns what is wrong with it, or nothing."""

    def __init__(
        self,
        asked: argparse.Namespace,
        person: Person,
        screen: Screen,
        *,
        whole: Callable[[Config], Config],
        prove: Callable[[Config], str],
    ) -> None:
        """Take answers from the command line first; a person is asked only at a terminal.

        `whole` adds to a configuration what the command line says besides.
        """
        self._asked, self._person, self._screen = asked, person, screen
        self._whole, self._prove = whole, prove
        self.answers: dict[str, str] = {}

    def hold(
        self, config: Config, questions: Iterable[Question], organisations: Callable[[], Sequence[Organisation]]
    ) -> Config:
        """Return the configuration with every answer in it.

        Raises WrongUse where an answer of the command line cannot be understood, and ConfigFault where it does not
        work, and where a person ends the input.
        """
        for question in questions:
            if question.applies(self._whole(config), self.answers):
                config = self._answered(config, question, organisations)
        return config

    def _answered(
        self, config: Config, question: Question, organisations: Callable[[], Sequence[Organisation]]
    ) -> Config:
        given = getattr(self._asked, question.name)
        if given not in (None, []):
            return self._from_flags(config, question, given if isinstance(given, list) else [given])
        if not self._person.stdin.isatty():
            self.answers[question.name] = str(question.default)
            return question.apply(config, question.default) if question.default else config
        self._introduce(question, organisations)
        while said := self._typed(question):
            proved = self._tried(config, question, said)
            if proved is None:
                continue
            config = proved
            if not question.several:
                return config
        return config

    def _from_flags(self, config: Config, question: Question, given: Sequence[str]) -> Config:
        answered = config
        for each in given:
            answered = applied(question, answered, each)
        self.answers[question.name] = given[-1]
        if self._person.stdin.isatty():
            answered = self._completed(answered, question)
        # Where nobody is asked anything, all flags are proved together in the end, which takes fewer calls.
        if answered != config and self._person.stdin.isatty() and (fault := self._prove(answered)):
            raise ConfigFault(f"{question.flag} {', '.join(given)}: {fault}")
        return answered

    def _introduce(self, question: Question, organisations: Callable[[], Sequence[Organisation]]) -> None:
        self._screen.say("")
        if question.hints:
            for organisation in organisations():
                headings, rows = question.hints(organisation)
                self._screen.say(f"In {organisation.name}:")
                self._screen.listed(headings, rows)
        self._offer(question.choices)

    def _typed(self, question: Question) -> str:
        """Return what a person typed, or else the default; empty where they type nothing and nothing is needed."""
        while True:
            said = self._person.ask(question.text, question.default)
            if question.choices and said and said not in question.choices:
                self._screen.say(f"{said} is none of {', '.join(question.choices)}.", Colour.BAD)
            elif said or question.default is not None or question.several:
                self.answers[question.name] = said
                return said
            else:
                self._screen.say("This is needed; Ctrl-C ends it.", Colour.BAD)

    def _tried(self, config: Config, question: Question, said: str) -> Config | None:
        try:
            tried = self._completed(question.apply(config, said), question)
            fault = self._prove(tried) if tried != config else ""
        except (ConfigFault, WrongUse) as wrong:
            fault = str(wrong)
        if fault:
            self._screen.say(fault, Colour.BAD)
            return None
        return tried

    def _completed(self, config: Config, question: Question) -> Config:
        """Return a configuration with what an answer asks for besides, each typed once."""
        typed: set[str] = set()
        while left := [each for each in question.details(self._whole(config)) if each.place not in typed]:
            detail = left[0]
            typed.add(detail.place)
            if said := self._detail(detail):
                config = placed(config, detail.place, said)
        return config

    def _detail(self, detail: Detail) -> str:
        """Return what a person says of a detail, empty where they leave out what is not needed."""
        self._offer(detail.choices)
        if detail.about:
            self._screen.say(f"  {detail.about}")
        while True:
            said = self._person.hidden(f"{detail.prompt} ") if detail.secret else self._person.ask(detail.prompt, None)
            if fault := detail.fault(said):
                self._screen.say(fault, Colour.BAD)
            elif detail.secret and said.startswith((ENV, FILE)):
                return kept_elsewhere(detail.title, said)
            else:
                return said

    def _offer(self, choices: Mapping[str, str]) -> None:
        for word, meaning in choices.items():
            self._screen.say(f"  {word:<24} {meaning}")


def missing(asked: argparse.Namespace, questions: Iterable[Question], config: Config) -> list[str]:
    """Return the flags that must be given where nobody can be asked, as far as the flags tell which questions come.

    Raises WrongUse for a flag that cannot be understood.
    """
    given = {each.name: getattr(asked, each.name) or each.default or "" for each in questions}
    gaps = []
    for each in questions:
        if each.several or not each.applies(config, given):
            continue
        if not given[each.name]:
            gaps += [f"{each.flag} {each.metavar} ({each.about})"] if each.default is None else []
            continue
        config = applied(each, config, given[each.name])
        gaps += [f"{detail.gap} ({detail.title})" for detail in each.details(config) if detail.needed]
    return gaps


def applied(question: Question, config: Config, said: str) -> Config:
    """Return a configuration with what a flag answers; raises WrongUse where it cannot be understood."""
    try:
        return question.apply(config, said)
    except ConfigFault as wrong:
        raise WrongUse(str(wrong)) from None
