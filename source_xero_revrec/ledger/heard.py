"""Documents and contacts that a walk meets once more only because it looks back some seconds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from source_xero_revrec.ledger.digest import digest
from source_xero_revrec.ledger.state import short
from source_xero_revrec.streams.spool import exact
from xero_api.progress import OVERLAP

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from typing import Any

    from source_xero_revrec.ledger.state import LedgerState
    from xero_api.progress import Progress


# All documents of a walk are held against the same moment.
@lru_cache(maxsize=16)
def _next_begins(started_at: datetime) -> datetime:
    return (started_at - OVERLAP).replace(microsecond=0)


class Heard:
    """Tells what is in every digit as it was when all streams heard of it; what is older is not met again."""

    def __init__(self, state: LedgerState) -> None:
        """Begin with what the sync before remembered; the state is left as it is until `settle`."""
        self._state = state
        self._before: Mapping[str, str] = state.heard
        self._now: dict[str, str] = {}

    def again(
        self, identity: str, updated_at: datetime, place: Progress, record: Callable[[], dict[str, Any] | None]
    ) -> bool:
        """Tell whether a record was heard of before just as it is, and remember it where the next sync meets it again.

        `place` is where the walk stands that met it; the `record` is asked for only where it matters.
        """
        key = short(identity)
        met_again = place.started_at is not None and updated_at >= _next_begins(place.started_at)
        if not met_again and key not in self._before:
            return False
        looks = digest(exact(record(), default=str))
        if met_again:
            self._now[key] = looks
        return self._before.get(key) == looks

    def settle(self) -> None:
        """Keep what was met in the state: every stream has heard of it."""
        self._state.heard = self._now
