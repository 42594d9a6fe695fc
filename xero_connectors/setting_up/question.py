"""One question of `init`: its flag, what it asks, what may be answered, and what the answer does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xero_connectors.organisations import Organisation

Config = dict[str, Any]


def _always(_: Mapping[str, Any], __: Mapping[str, str]) -> bool:
    return True


@dataclass(frozen=True)
class Question:
    """A question; `flag` answers it on the command line.

    `apply` returns the configuration with an answer; raises ConfigFault where it cannot be understood. `applies` tells
    from the configuration and the answers so far whether it is asked at all. `default` is taken where nothing is
    typed, and where nobody can be asked; without it an answer is needed. `choices` are the only answers, with what
    each means; `hints` are rows of what Xero has. `several` is asked until nothing is typed.
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

    @property
    def name(self) -> str:
        """Return the flag's name as the parsed command line has it."""
        return self.flag.removeprefix("--").replace("-", "_")
