"""The seconds of a walk in the order of updates: what was seen of each, held against what Xero counts since then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_api.pagination import Contradiction, Moved, Short

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# Pages come in any size here: a small one first tells how large the records are.
_FIRST_PAGE = 100


class Seconds:
    """Where a walk by update stands: on a page of so many records, since a second. The counts are Xero's."""

    def __init__(self, since: datetime | None) -> None:
        """Begin at a second, or at the beginning."""
        self.since, self.number, self.size = since, 1, _FIRST_PAGE
        self._expected = 0
        self._within: dict[bytes, datetime] = {}
        self._tied: dict[bytes, datetime] = {}
        self._on_pages: dict[bytes, datetime] = {}

    def take(self, stamps: Mapping[bytes, datetime], counted: int) -> None:
        """Take in the records of a page with their timestamps; raises Contradiction where one may have been missed."""
        if counted < self._expected:
            raise Short(f"{counted} records since {self.since}, {self._expected} expected")
        if self.number == 1:
            self._on_pages = {}
        seen = (self._tied, self._on_pages)
        if any(each.get(key, stamp) != stamp for each in seen for key, stamp in stamps.items()):
            # Its edit may have moved a record of its second to a page that had been read already.
            raise Moved("a record changed while the pages of its second were read")
        self._on_pages.update(stamps)
        self._within.update(stamps)
        if len(self._within) > counted:
            raise Contradiction(f"{len(self._within)} distinct records since {self.since}, {counted} expected")

    def move_on(self, stamps: Mapping[bytes, datetime], counted: int, fitting: int) -> None:
        """Go to the last second of the page, or within it to a larger page (`fitting` records) or the next one."""
        last = max(stamps.values()).replace(microsecond=0)
        self._expected = counted
        if self.since is None or last > self.since.replace(microsecond=0):
            before = {key: stamp for key, stamp in self._within.items() if stamp < last}
            if self.number > 1:
                self._tied.update(before)
            self._expected -= len(before)
            self._within = {key: stamp for key, stamp in self._within.items() if stamp >= last}
            self.since, self.number, self.size = last, 1, fitting
        elif self.number == 1 and fitting > self.size:
            self.size = fitting
        else:
            self.number += 1

    def prove(self, counted: int) -> None:
        """Raise Short where fewer records were seen since the last second than Xero counts."""
        if len(self._within) < counted:
            raise Short(f"{len(self._within)} distinct records since {self.since}, {counted} expected")
