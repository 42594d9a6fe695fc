"""Each collection is walked once in a sync, and every stream that needs it reads the same pages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.streams.records import verbatim
from source_xero_revrec.streams.spool import Spool
from xero_api.paging import Page, Walk
from xero_api.progress import OVERLAP, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xero_api.endpoints import Endpoint
    from xero_connectors.organisations import Organisation


@dataclass
class _Shared:
    """One collection of one organisation: the pages met so far, without their records, which are on disk."""

    start: Progress
    pages: list[Page] = field(default_factory=list)
    spool: Spool | None = None
    complete: bool = False


class SharedWalks:
    """The walks of one sync; who joins says where it would begin, and the least advanced place is where all begin."""

    def __init__(self, concurrent: int) -> None:
        """Keep up to `concurrent` pages of a walk under way."""
        self._concurrent = concurrent
        self._places: dict[str, list[Callable[[Organisation], Progress]]] = defaultdict(list)
        self._of_all: set[str] = set()
        self._walks: dict[tuple[str, str], _Shared] = {}

    def join(self, endpoint: Endpoint, place: Callable[[Organisation], Progress], *, sales_only: bool = False) -> None:
        """Read a collection, or its sales documents alone, in this sync; `place` is asked once, before any page."""
        self._places[endpoint.path].append(place)
        if not sales_only:
            self._of_all.add(endpoint.path)

    def start(self, organisation: Organisation, endpoint: Endpoint) -> Progress:
        """Return where the walk over a collection begins."""
        return self._shared(organisation, endpoint).start

    def sales_only(self, endpoint: Endpoint) -> bool:
        """Tell whether nobody in this sync reads more of a collection than its sales documents."""
        return endpoint.path not in self._of_all

    def pages(
        self, organisation: Organisation, endpoint: Endpoint, number: Callable[[str], Any] = Decimal
    ) -> Iterator[Page]:
        """Hand out the pages of a collection; `number` reads the digits of an amount.

        The first to ask moves the walk on, the others read what it met; where it was broken off, the next one goes on
        from there. Raises what Walk raises.
        """
        shared = self._shared(organisation, endpoint)
        if shared.spool:
            for position, page in enumerate(shared.pages):
                yield _read(shared.spool, position, number, page)
        if shared.complete:
            return
        several = shared.spool is not None
        place = shared.pages[-1].progress if shared.pages else shared.start
        walk = Walk(organisation.client, endpoint, concurrent=self._concurrent, number=verbatim if several else number)
        for page in walk.pages(place):
            if shared.spool:
                shared.spool.append(page.records)
                shared.pages.append(replace(page, records=[]))
            yield page if shared.spool is None or number is verbatim else _read(shared.spool, -1, number, page)
        shared.complete = several

    def _shared(self, organisation: Organisation, endpoint: Endpoint) -> _Shared:
        key = (organisation.tenant_id, endpoint.path)
        if key not in self._walks:
            places = [place(organisation) for place in self._places[endpoint.path]]
            spool = Spool() if len(places) > 1 else None
            self._walks[key] = _Shared(least_advanced(places), spool=spool)
        return self._walks[key]


def _read(spool: Spool, position: int, number: Callable[[str], Any], page: Page) -> Page:
    found = spool.read(position, number)
    return replace(page, records=found.value, plain=found.plain)


def least_advanced(places: list[Progress]) -> Progress:
    """Return a place from which a walk meets everything that a walk from any of these places would meet.

    A walk that was broken off can be resumed for all when the others are on the same walk, or have finished one that
    began no earlier: what changed since its start is read again at its end. Else all begin anew, from the oldest.
    """
    broken_off = [place for place in places if place.started_at]
    for candidate in sorted(broken_off, key=lambda place: place.next_page):
        if all(_covers(candidate, place) for place in places):
            return candidate
    if len(set(places)) == 1:
        return places[0]
    since = [place.modified_since for place in places if place.modified_since]
    return Progress(modified_since=min(since) if len(since) == len(places) else None)


def _covers(candidate: Progress, place: Progress) -> bool:
    if place.started_at:
        same = (place.modified_since, place.started_at) == (candidate.modified_since, candidate.started_at)
        return same and place.next_page >= candidate.next_page
    began = candidate.started_at
    return began is not None and place.modified_since is not None and place.modified_since >= began - OVERLAP
