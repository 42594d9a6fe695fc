"""A line of a journal entry that is refused, as far as it is known: a plan shows its amount all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """Xero's account where there is one, else RevRec's number and name; `amount` is debit positive, None if unreadable.

    `tags` are pairs of tracking category and option, of those that were found.
    """

    account_code: str
    account_name: str
    amount: Decimal | None
    description: str
    tags: tuple[tuple[str, str], ...]
