"""One question of `init`: its flag, what it asks, what may be answered, and what the answer does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xero_connectors.organisations import Organisation
    from xero_connectors.setting_up.detail import Detail

Config = dict[str, Any]


def _always(_: Mapping[str, Any], __: Mapping[str, str]) -> bool:
    return True


def pair(given: str, flag: str, example: str) -> tuple[str, str]:
    """Return the two names of an answer such as A=B; raises ConfigFault."""
    one, equals, other = (part.strip() for part in given.partition("="))
    if not (one and equals and other):
        raise ConfigFault(f"{flag} takes two names with = between them, such as {example}; found: {given[:60]!r}.")
    return one, other


@dataclass(frozen=True)
class Question:
    """A question; `flag` answers it on the command line.

    `apply` returns the configuration with an answer; raises ConfigFault where it cannot be understood. `applies` tells
    from the configuration and the answers so far whether it is asked at all. `default` is taken where nothing is
    typed, and where nobody can be asked; without it an answer is needed. `choices` are the only answers, with what
    each means; `hints` are rows of what Xero has. `several` is asked until nothing is typed. `details` are what an
    answer asks for besides, told from the configuration with the answer in it; all are proved together.
    """

    flag: str
    metavar: str
    text: str
    about: str
    apply: Callable[[Config, str], Config]
    default: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    applies: Callable[[Mapping[str, Any], Mapping[str, str]], bool] = _always
    hints: Callable[[Organisation], tuple[Sequence[str], Sequence[Sequence[str]]]] | None = None
    details: Callable[[Mapping[str, Any]], Sequence[Detail]] = lambda _: ()

    @property
    def name(self) -> str:
        """Return the flag's name as the parsed command line has it."""
        return self.flag.removeprefix("--").replace("-", "_")
