"""The source as somebody watches it work: what it asks Xero, and for how long Xero's limits hold it back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from xero_connectors.organisations import asked, held_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xero_connectors.organisations import Organisation
    from xero_connectors.terminal.progress import Progress
    from xero_connectors.terminal.screen import Screen


class Reaching(Protocol):
    """What tells which organisations it reaches."""

    def reached(self) -> Sequence[Organisation]:
        """Return the organisations that are known to be reached by now."""


@contextmanager
def source_watched(source: Reaching, screen: Screen, *, drawn: bool = True) -> Iterator[Progress]:
    """Show on a screen how far the source is while the block runs; it begins with signing in."""
    with screen.progress(
        waiting=lambda: held_back(source.reached()), asking=lambda: asked(source.reached()), drawn=drawn
    ) as progress:
        progress.begins("Signing in to Xero")
        yield progress
