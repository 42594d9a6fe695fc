"""What Xero says of a page beside its records, and whether both can be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xero_api.identity import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

# No organisation has as many documents; a walk by a count beyond it would not end.
_MOST = 10**9
_FIELDS = ("page", "pageSize", "pageCount", "itemCount")


class Contradiction(Exception):
    """An answer of Xero cannot be true beside itself or beside the one before it; the message gives both numbers."""


class Short(Contradiction):
    """Xero handed out fewer records than it counts."""


class Moved(Short):
    """Somebody's edit moved records between pages; that it happens again proves nothing of Xero."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """The place of a page, records a page, pages and records in all, as Xero counts them."""

    page: int
    size: int
    pages: int
    items: int

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Pagination | None:
        """Return what an answer says, None where it says nothing; raises Contradiction where that makes no sense."""
        found = body.get("pagination")
        if found is None:
            return None
        numbers = [found.get(field) for field in _FIELDS] if isinstance(found, dict) else []
        counts = [number for number in numbers if type(number) is int and 0 <= number <= _MOST]
        if len(counts) != len(_FIELDS):
            raise Contradiction(f"its pagination makes no sense (found: {json_text(found)[:200]})")
        return cls(*counts)

    def prove(self, number: int, received: int, distinct: int) -> None:
        """Hold page `number`, in which so many records came, against the counts; raises Contradiction."""
        if self.page != number:
            raise Contradiction(f"page {number} was asked for and page {self.page} came")
        due = min(self.size, max(0, self.items - (number - 1) * self.size))
        if (received, distinct) != (due, due):
            kind = Short if distinct < due else Contradiction
            repeated = f" in a list of {received}" if distinct < received else ""
            raise kind(
                f"page {number} of {self.pages} holds {distinct} distinct records{repeated}, {due} expected of "
                f"{self.items} in all"
            )
        needed = -(-self.items // max(self.size, 1))
        if self.pages != needed and (self.items or self.pages > 1):
            raise Contradiction(f"{self.items} records in pages of {self.size} make {self.pages} pages")
