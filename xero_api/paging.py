"""Complete walks: every record of a collection, proved against the number that Xero says it has.

Pages in id order: an edit moves nothing, and a new record shifts others to later pages only, so a walk may meet a
record twice but never misses one. Records that appear or change behind the walk carry a timestamp after its start: a
walk of several pages is followed by a walk over those, until one fits a page. The proof is twofold: every page is as
full as Xero's own `pagination` says, and the distinct records are as many as its `itemCount`. A short walk is walked
once more; still short is an error.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xero_api import dates
from xero_api.endpoints import PAGE_SIZE, Endpoint, Order
from xero_api.errors import WalkIncomplete
from xero_api.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from xero_api.client import Answer, Client

Record = dict[str, Any]

# A collection of which more than a page changes while it is read is caught up with this often, the rest next time.
_FOLLOW_UPS = 10
# Three pages under way use up a minute's calls even at three seconds a page; more would only fill the memory.
_PAGES_AHEAD = 3
# What is walked by update comes in pages of any size: a small one first tells how large the records are.
_FIRST_PAGE = 100
_PAGE_BYTES = 4_000_000
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """Records not handed out yet, where the walk stands after them, and Xero's time of the answer that held them."""

    records: list[Record]
    progress: Progress
    given_at: datetime


class _Short(Exception):
    """Xero handed out fewer records than it counts."""


class _Seconds:
    """Where a walk by update stands: on a page of so many records, since a second. The counts are Xero's, if any."""

    def __init__(self, since: datetime | None) -> None:
        self.since, self.number, self.size = since, 1, _FIRST_PAGE
        self._expected = 0
        self._within: dict[bytes, datetime] = {}
        self._tied: dict[bytes, datetime] = {}

    def take(self, stamps: Mapping[bytes, datetime], counted: int | None) -> None:
        """Take in the records of a page with their timestamps; raises _Short where one may have been missed."""
        if counted is not None and counted < self._expected:
            raise _Short(f"{counted} records since {self.since}, {self._expected} expected")
        if any(self._tied.get(key, stamp) != stamp for key, stamp in stamps.items()):
            # Its edit may have moved a record of its second to a page that had been read already.
            raise _Short("a record changed while the pages of its second were read")
        self._within.update(stamps)

    def move_on(self, stamps: Mapping[bytes, datetime], counted: int | None, fitting: int) -> None:
        """Go to the last second of the page, or within it to a larger page (`fitting` records) or the next one."""
        last = max(stamps.values()).replace(microsecond=0)
        self._expected = counted or 0
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

    def prove(self, counted: int | None) -> None:
        """Raise _Short where fewer records were seen since the last second than Xero counts."""
        if counted is not None and len(self._within) < counted:
            raise _Short(f"{len(self._within)} distinct records since {self.since}, {counted} expected")


class Walk:
    """One sync's reading of one collection of one organisation."""

    def __init__(
        self,
        client: Client,
        endpoint: Endpoint,
        *,
        concurrent: int = 5,
        number: Callable[[str], Any] = Decimal,
    ) -> None:
        """Keep up to `concurrent` pages under way; `number` reads the digits of an amount."""
        self._client = client
        self._endpoint = endpoint
        self._pages_ahead = min(concurrent, _PAGES_AHEAD)
        self._number = number
        self._met: dict[bytes, int] = {}
        self._met_before: dict[bytes, int] = {}
        self._item_count: int | None = None

    def pages(self, progress: Progress) -> Iterator[Page]:
        """Hand out every record changed since `progress.modified_since`, going on where an earlier walk stopped.

        The last page's progress is where the next sync begins. Raises WalkIncomplete when Xero hands out fewer records
        than it counts, and whatever the client raises.
        """
        try:
            yield from self._proved(progress)
        except _Short:
            self._met_before, self._met = self._met, {}
            try:
                yield from self._proved(progress.from_the_start())
            except _Short as short:
                message = (
                    f"Xero's {self._endpoint.path} came incomplete twice: {short}. Nothing is skipped quietly: the "
                    f"next sync proves the same records again. If this stays, report it to Xero with these numbers."
                )
                raise WalkIncomplete(message) from None

    def _proved(self, progress: Progress) -> Iterator[Page]:
        last, pages = Page([], progress, _LONG_AGO), 0
        for page in self._once(progress):
            yield page
            last, pages = page, pages + 1
        place = last.progress
        expected = self._item_count
        behind = pages > 1 or progress.started_at is not None
        follow_ups = 0
        while behind and self._can_follow_up and follow_ups < _FOLLOW_UPS:
            pages, follow_ups = 0, follow_ups + 1
            for page in self._once(last.progress.finished()):
                yield replace(page, progress=place)
                last, pages = page, pages + 1
            behind = pages > 1
        received = progress.received + len(self._met)
        if expected is not None and received < expected:
            raise _Short(f"{received} distinct records received, {expected} expected")
        yield Page([], last.progress.finished(), last.given_at)

    @property
    def _can_follow_up(self) -> bool:
        return self._endpoint.order is Order.BY_ID and self._endpoint.modified_since

    def _once(self, progress: Progress) -> Iterator[Page]:
        match self._endpoint.order:
            case Order.WHOLE:
                answer = self._fetch({}, progress.modified_since)
                place = replace(progress, started_at=answer.given_at)
                yield Page(self._new(self._records(answer)), place, answer.given_at)
            case Order.BY_ID | Order.UNSORTED:
                yield from self._by_page(progress)
            case Order.BY_UPDATE:
                yield from self._by_update(progress)
            case Order.BY_NUMBER:
                yield from self._by_number(progress)

    def _by_page(self, progress: Progress) -> Iterator[Page]:
        for number, answer in self._in_order(progress.next_page, progress.modified_since):
            records = self._records(answer)
            self._prove(number, records, answer)
            met = len(self._met)
            new = self._new(records)
            progress = replace(
                progress,
                started_at=progress.started_at or answer.given_at,
                next_page=number + 1,
                received=progress.received + len(self._met) - met,
            )
            yield Page(new, progress, answer.given_at)

    def _by_update(self, progress: Progress) -> Iterator[Page]:
        """Ask for page 1 from the last second seen, and page on only while a whole page shares that second.

        A page is handed out once the answer after it proves, by Xero's count, that nothing up to there is missing.
        """
        at = _Seconds(progress.modified_since)
        held: Page | None = None
        while True:
            answer = self._page(at.number, at.since, at.size)
            records = self._records(answer)
            self._prove(at.number, records, answer)
            stamps = {self._key(record): dates.instant(record["UpdatedDateUTC"]) for record in records}
            at.take(stamps, self._item_count)
            progress = replace(progress, modified_since=at.since, started_at=progress.started_at or answer.given_at)
            if held:
                yield replace(held, records=self._new(held.records))
            if at.number >= self._page_count(answer) and (self._item_count is not None or not records):
                break
            at.move_on(stamps, self._item_count, _fitting(answer, records))
            held = Page(records, replace(progress, modified_since=at.since), answer.given_at)
        at.prove(self._item_count)
        self._item_count = None
        yield Page(self._new(records), progress, answer.given_at)

    def _by_number(self, progress: Progress) -> Iterator[Page]:
        """Ask for the batch after the last number until one is empty: a short batch does not mean the end."""
        number = progress.journal_number
        while True:
            answer = self._fetch({"offset": str(number)}, None)
            records = self._records(answer)
            if not records:
                return
            number = max(record["JournalNumber"] for record in records)
            progress = Progress(journal_number=number)
            yield Page(self._new(records), progress, answer.given_at)

    def _in_order(self, first: int, since: datetime | None) -> Iterator[tuple[int, Answer]]:
        answer = self._page(first, since)
        yield first, answer
        if "pagination" not in answer.body:
            number, seen = first, -1
            # A page that brings nothing new is the end, too: else a collection that ignores `page` would never end.
            while self._records(answer) and len(self._met) > seen:
                number, seen = number + 1, len(self._met)
                answer = self._page(number, since)
                yield number, answer
            return
        yield from self._ahead(first + 1, answer, since)

    def _ahead(self, number: int, before: Answer, since: datetime | None) -> Iterator[tuple[int, Answer]]:
        """Ask for pages ahead, and hand them out as if each had been asked for after the one before it.

        Of two pages under way, Xero may read the later one first; a record that appears in between then moves another
        from page to page unseen. The count of the later page tells: it is smaller.
        """
        last, counted = self._page_count(before), _item_count(before)
        if number > last:
            return
        under_way: deque[tuple[int, Future[Answer]]] = deque()
        with ThreadPoolExecutor(self._pages_ahead, thread_name_prefix="xero-page") as pool:
            try:
                while number <= last or under_way:
                    while number <= last and len(under_way) < self._pages_ahead:
                        under_way.append((number, pool.submit(self._page, number, since)))
                        number += 1
                    oldest, future = under_way.popleft()
                    answer = future.result()
                    if _item_count(answer) < counted:
                        answer = self._page(oldest, since)
                    if _item_count(answer) < counted:
                        raise _Short(f"{_item_count(answer)} records counted on page {oldest}, {counted} before it")
                    last, counted = max(last, self._page_count(answer)), _item_count(answer)
                    yield oldest, answer
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _page(self, number: int, since: datetime | None, size: int = PAGE_SIZE) -> Answer:
        params = {"page": str(number)}
        if self._endpoint.sized:
            params["pageSize"] = str(size)
        if self._endpoint.order is Order.BY_ID:
            params["order"] = self._endpoint.id_field
        return self._fetch(params, since)

    def _fetch(self, params: dict[str, str], since: datetime | None) -> Answer:
        return self._client.get(
            self._endpoint.path,
            scope=self._endpoint.scope,
            params={**self._endpoint.params, **params},
            modified_since=since if self._endpoint.modified_since else None,
            number=self._number,
        )

    def _records(self, answer: Answer) -> list[Record]:
        try:
            records: list[Record] = answer.body[self._endpoint.records_field]
        except KeyError:
            found = ", ".join(sorted(answer.body))
            raise WalkIncomplete(
                f"Xero's answer to {self._endpoint.path} has no list {self._endpoint.records_field!r} (found: {found})."
            ) from None
        return records

    def _prove(self, number: int, records: list[Record], answer: Answer) -> None:
        pagination = answer.body.get("pagination")
        if pagination is None:
            self._item_count = None
            return
        self._item_count = pagination["itemCount"]
        size = pagination["pageSize"]
        due = min(size, max(0, pagination["itemCount"] - (number - 1) * size))
        if len(records) < due:
            raise _Short(
                f"page {number} of {pagination['pageCount']} holds {len(records)} records, {due} expected of "
                f"{pagination['itemCount']} in all"
            )

    @staticmethod
    def _page_count(answer: Answer) -> int:
        return int(answer.body.get("pagination", {}).get("pageCount", 1))

    def _new(self, records: list[Record]) -> list[Record]:
        new = []
        for record in records:
            key, stamp = self._key(record), _stamp(record)
            known = self._met.get(key, self._met_before.get(key))
            self._met[key] = stamp
            if known != stamp:
                new.append(record)
        return new

    def _key(self, record: Record) -> bytes:
        return compact(record[self._endpoint.id_field])


def compact(identity: str) -> bytes:
    """Return a GUID in its 16 bytes, any other id as text: a walk remembers every one of them."""
    try:
        return bytes.fromhex(identity.replace("-", ""))
    except ValueError:
        return identity.encode()


def _fitting(answer: Answer, records: list[Record]) -> int:
    """Return how many records like these make a page that memory takes easily: a journal may have a thousand lines."""
    return min(PAGE_SIZE, max(1, _PAGE_BYTES * len(records) // max(answer.size, 1))) if records else PAGE_SIZE


def _item_count(answer: Answer) -> int:
    return int(answer.body.get("pagination", {}).get("itemCount", 0))


def _stamp(record: Record) -> int:
    # The text's hash tells a changed record from an unchanged one and is a fraction of its size in memory.
    return hash(record.get("UpdatedDateUTC"))
