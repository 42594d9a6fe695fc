"""One customer as its source spells it, not yet checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """An id and a name, either of which may be blank, and the place where a person finds them."""

    place: str
    customer_id: str
    name: str


class CrmSource(Protocol):
    """Anything that holds the CRM's customers.

    `title` names it in messages. `nameless_entries_match_nothing` is true of a CRM, whose users may save a record
    without a name, and false of a file, where a blank name is a slip.
    """

    @property
    def title(self) -> str:
        """Return what the source is called in messages."""

    @property
    def nameless_entries_match_nothing(self) -> bool:
        """Tell whether an entry without a name is left out rather than refused."""

    def entries(self) -> Iterator[Entry]:
        """Read every entry; raises CrmFault where that cannot be done completely."""


def digits(number: Decimal) -> str:
    """Write a number that stands for an id or a name the way a person wrote it: 1001, not 1001.0 or 1E+3."""
    return f"{number.to_integral_value():f}" if number == number.to_integral_value() else f"{number.normalize():f}"
