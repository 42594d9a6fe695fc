"""How far a walk over one collection of one organisation has come: what the state of a sync is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from xero_api import dates

if TYPE_CHECKING:
    from collections.abc import Mapping

# Xero stamps a change a moment before others can read it; asking again for the last seconds costs nothing.
OVERLAP = timedelta(seconds=5)


class InTheFuture(Exception):
    """A place lies after Xero's own time, so that it would hide what is changed until then."""


@dataclass(frozen=True)
class Progress:
    """A place in a walk; instants are UTC and come from Xero's own clock.

    `modified_since` filters the walk (None: everything), `started_at` is set while a walk is under way, `next_page` and
    `received` (distinct records so far) tell where; `journal_number` is the last one of a walk by number.
    """

    modified_since: datetime | None = None
    started_at: datetime | None = None
    next_page: int = 1
    received: int = 0
    journal_number: int = 0

    def is_ahead_of(self, given_at: datetime) -> bool:
        """Tell whether the place lies in the future of an answer of Xero's."""
        return self.modified_since is not None and given_at < self.modified_since

    def require_past(self, given_at: datetime) -> None:
        """Raise InTheFuture where the place lies in the future of an answer of Xero's."""
        if self.is_ahead_of(given_at):
            raise InTheFuture

    def from_the_start(self) -> Progress:
        """Return the same walk at its first page."""
        return replace(self, started_at=None, next_page=1, received=0)

    def finished(self) -> Progress:
        """Return where the next sync begins after this walk came to its end."""
        since = self.started_at - OVERLAP if self.started_at else self.modified_since
        return Progress(modified_since=since, journal_number=self.journal_number)

    def to_json(self) -> dict[str, Any]:
        """Return the part of a state that stands for this place; unset fields are left out."""
        fields: dict[str, Any] = {}
        if self.modified_since:
            fields["modified_since"] = dates.iso_instant(self.modified_since)
        if self.started_at:
            fields["started_at"] = dates.iso_instant(self.started_at)
            fields["next_page"] = self.next_page
            fields["received"] = self.received
        if self.journal_number:
            fields["journal_number"] = self.journal_number
        return fields

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Progress:
        """Read what `to_json` wrote; raises ValueError or TypeError where it is something else."""
        since, started = fields.get("modified_since"), fields.get("started_at")
        return cls(
            modified_since=dates.instant(since) if since else None,
            started_at=dates.instant(started) if started else None,
            next_page=int(fields.get("next_page", 1)),
            received=int(fields.get("received", 0)),
            journal_number=int(fields.get("journal_number", 0)),
        )
