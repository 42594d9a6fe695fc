"""What every source of the CRM's customers can do, and what can go wrong with it.

    CrmFault            the user can mend it in the CRM, in the file or in the config
    └── CrmUnavailable  nothing to mend: the same reading works another time

Every message says what is wrong, where, what was found and what to do. None holds a token or a secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    KeepToken = Callable[[str], None]


class CrmFault(Exception):
    """The CRM's customers cannot be read, or cannot be told apart."""


class CrmUnavailable(CrmFault):
    """The CRM, or the way to it, kept failing through all retries, or its allowance is used up for now."""


@dataclass(frozen=True, slots=True)
class CrmRecord:
    """A customer as its source spells it, unchecked: an id and a name, either of which may be blank.

    `place` is where a person finds it.
    """

    place: str
    customer_id: str
    name: str


class CrmSource(Protocol):
    """Anything that holds the CRM's customers.

    `title` names it in messages. `nameless_records_match_nothing` is true of a CRM and of its files, whose users may
    save a record without a name, and false of a list in the form, where a blank name is a slip.
    """

    @property
    def title(self) -> str:
        """Return what the source is called in messages."""

    @property
    def nameless_records_match_nothing(self) -> bool:
        """Tell whether a record without a name is left out rather than refused."""

    def records(self) -> Iterator[CrmRecord]:
        """Read every customer; raises CrmFault where that cannot be done completely."""
