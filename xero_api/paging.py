"""Complete walks: every record of a collection, proved against the number that Xero says it has.

Pages in id order: an edit moves nothing, and a new record shifts others to later pages only, so a walk may meet a
record twice but never misses one. Records that appear or change behind the walk carry a timestamp after its start: a
walk of several pages is followed by a walk over those, until one fits a page. The proof is twofold: every page is as
full as Xero's own `pagination` says, no fuller, and the distinct records are as many as its `itemCount`. A page that
contradicts its counts is asked for again, for somebody may have posted while Xero counted; a walk that came to a
contradiction is walked again. The same numbers twice, or other ones five times, are an error.
"""

from __future__ import annotations

from collections import Counter, deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xero_api import dates
from xero_api.endpoints import PAGE_SIZE, Endpoint, Order
from xero_api.errors import WalkIncomplete
from xero_api.identity import bears_no_id, compact, identity, json_text
from xero_api.met import Met
from xero_api.pagination import Contradiction, Moved, Pagination, Short
from xero_api.progress import InTheFuture, Progress
from xero_api.seconds import Seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xero_api.client import Answer, Client

Record = dict[str, Any]

# A collection of which more than a page changes while it is read is caught up with this often, the rest next time.
_FOLLOW_UPS = 10
# Three pages under way use up a minute's calls even at three seconds a page; more would only fill the memory.
_PAGES_AHEAD = 3
# Where pages come in any size, they are as large as memory takes easily.
_PAGE_BYTES = 4_000_000
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
# Counts and records are two looks of Xero's into books in which people work: the next answer has both at rest.
_ASKED_AT_MOST = 3
_WALKED_AT_MOST = 5


@dataclass(frozen=True)
class Page:
    """Records not handed out yet, where the walk stands after them, and Xero's time of the answer that held them.

    They are `plain` where the answer was (see `money.Parsed`).
    """

    records: list[Record]
    progress: Progress
    given_at: datetime
    plain: bool = False


@dataclass(frozen=True)
class _Listed:
    """An answer that holds a list, with what Xero says of it."""

    answer: Answer
    records: list[Record]
    counts: Pagination | None


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
        self._met = Met()
        self._met_before = Met()
        self._item_count: int | None = None

    def pages(self, progress: Progress) -> Iterator[Page]:
        """Hand out every record changed since `progress.modified_since`, going on where an earlier walk stopped.

        The last page's progress is where the next sync begins. Raises WalkIncomplete when Xero hands out fewer or more
        records than it counts, or does not count them where it is known to; and whatever the client raises.
        """
        found: list[str] = []
        while True:
            try:
                yield from self._proved(progress)
            except InTheFuture:
                progress = Progress(journal_number=progress.journal_number)
            except Contradiction as contradiction:
                found.append(str(contradiction))
                again = found.count(found[-1]) > 1 and not isinstance(contradiction, Moved)
                if again or len(found) == _WALKED_AT_MOST:
                    raise self._incomplete(contradiction, len(found)) from None
            else:
                return
            self._met_before.update(self._met)
            self._met = Met()
            progress = progress.from_the_start()

    def _incomplete(self, found: Contradiction, walks: int) -> WalkIncomplete:
        how = "came incomplete" if isinstance(found, Short) else "contradicted their own counts"
        often = "twice" if walks == 2 else f"twice, and in {walks - 2} more walks"
        return WalkIncomplete(
            f"Xero's {self._endpoint.path} {how} {often}: {found}. Nothing is skipped quietly: the next sync proves "
            f"the same records again. If this stays, report it to Xero with these numbers."
        )

    def _proved(self, progress: Progress) -> Iterator[Page]:
        last, pages = Page([], progress, _LONG_AGO), 0
        for page in self._once(progress):
            progress.require_past(page.given_at)
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
            raise Short(f"{received} distinct records received, {expected} expected")
        yield Page([], last.progress.finished(), last.given_at)

    @property
    def _can_follow_up(self) -> bool:
        return self._endpoint.order is Order.BY_ID and self._endpoint.modified_since

    def _once(self, progress: Progress) -> Iterator[Page]:
        match self._endpoint.order:
            case Order.WHOLE:
                listed = self._fetch({}, progress.modified_since, number=1)
                place = replace(progress, started_at=listed.answer.given_at)
                yield Page(self._new(listed.records), place, listed.answer.given_at, listed.answer.plain)
            case Order.BY_ID | Order.UNSORTED:
                yield from self._by_page(progress)
            case Order.BY_UPDATE:
                yield from self._by_update(progress)
            case Order.BY_NUMBER:
                yield from self._by_number(progress)

    def _by_page(self, progress: Progress) -> Iterator[Page]:
        for number, listed in self._in_order(progress.next_page, progress.modified_since):
            self._item_count = listed.counts.items if listed.counts else None
            met = len(self._met)
            new = self._new(listed.records)
            progress = replace(
                progress,
                started_at=progress.started_at or listed.answer.given_at,
                next_page=number + 1,
                received=progress.received + len(self._met) - met,
            )
            yield Page(new, progress, listed.answer.given_at, listed.answer.plain)

    def _by_update(self, progress: Progress) -> Iterator[Page]:
        """Ask for page 1 from the last second seen, and page on only while a whole page shares that second.

        A page is handed out once the answer after it proves, by Xero's count, that nothing up to there is missing.
        """
        at = Seconds(progress.modified_since)
        held: Page | None = None
        while True:
            listed = self._page(at.number, at.since, at.size)
            counts, records = _counted(listed, at.number), listed.records
            stamps = {key: self._stamped(record) for key, record in zip(self._keys(records), records, strict=True)}
            at.take(stamps, counts.items)
            given_at, plain = listed.answer.given_at, listed.answer.plain
            progress = replace(progress, modified_since=at.since, started_at=progress.started_at or given_at)
            if held:
                yield replace(held, records=self._new(held.records))
            if at.number >= counts.pages:
                break
            at.move_on(stamps, counts.items, _fitting(listed))
            held = Page(records, replace(progress, modified_since=at.since), given_at, plain)
        at.prove(counts.items)
        self._item_count = None
        yield Page(self._new(records), progress, given_at, plain)

    def _by_number(self, progress: Progress) -> Iterator[Page]:
        """Ask for the batch after the last number until one is empty: a short batch does not mean the end."""
        number = progress.journal_number
        while listed := self._fetch({"offset": str(number)}, None):
            if not listed.records:
                return
            before, number = number, max(map(_number, listed.records))
            if number <= before:
                raise Contradiction(f"after number {before} came nothing later than {number}")
            progress = Progress(journal_number=number)
            yield Page(self._new(listed.records), progress, listed.answer.given_at, listed.answer.plain)

    def _in_order(self, first: int, since: datetime | None) -> Iterator[tuple[int, _Listed]]:
        listed = self._page(first, since)
        yield first, listed
        if listed.counts:
            yield from self._ahead(first + 1, listed.counts, since)
        else:
            yield from self._until_empty(first, listed, since)

    def _until_empty(self, number: int, listed: _Listed, since: datetime | None) -> Iterator[tuple[int, _Listed]]:
        """Ask for pages that nobody counts; a record that moved may fill one page with what is known, never two."""
        known = 0
        while listed.records:
            met, number = len(self._met), number + 1
            listed = self._page(number, since)
            yield number, listed
            known = 0 if len(self._met) > met else known + 1
            if listed.records and known > 1:
                raise Contradiction(f"page {number} repeats what came before it")

    def _ahead(self, number: int, before: Pagination, since: datetime | None) -> Iterator[tuple[int, _Listed]]:
        """Ask for pages ahead, and hand them out as if each had been asked for after the one before it.

        Of two pages under way, Xero may read the later one first; a record that appears in between then moves another
        from page to page unseen. The count of the later page tells: it is smaller.
        """
        last, counted = before.pages, before.items
        if number > last:
            return
        under_way: deque[tuple[int, Future[_Listed]]] = deque()
        with ThreadPoolExecutor(self._pages_ahead, thread_name_prefix="xero-page") as pool:
            try:
                while number <= last or under_way:
                    while number <= last and len(under_way) < self._pages_ahead:
                        under_way.append((number, pool.submit(self._page, number, since)))
                        number += 1
                    oldest, future = under_way.popleft()
                    listed = future.result()
                    if _counted(listed, oldest).items < counted:
                        listed = self._page(oldest, since)
                    counts = _counted(listed, oldest)
                    if counts.items < counted:
                        raise Short(f"{counts.items} records counted on page {oldest}, {counted} before it")
                    last, counted = max(last, counts.pages), counts.items
                    yield oldest, listed
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _page(self, number: int, since: datetime | None, size: int = PAGE_SIZE) -> _Listed:
        """Return a page whose records are as many as its own counts say; raises Contradiction where they are not."""
        params = {"page": str(number)}
        if self._endpoint.sized:
            params["pageSize"] = str(size)
        if self._endpoint.order is Order.BY_ID:
            params["order"] = self._endpoint.id_field
        for _ in range(_ASKED_AT_MOST - 1):
            with suppress(Contradiction):
                return self._fetch(params, since, number=number, nameless=False)
        return self._fetch(params, since, number=number, nameless=self._endpoint.order is not Order.BY_UPDATE)

    def _fetch(
        self, params: dict[str, str], since: datetime | None, number: int = 0, *, nameless: bool = True
    ) -> _Listed:
        """Return an answer's list; without one, or with `nameless` records that it may not hold, a Contradiction."""
        answer = self._client.get(
            self._endpoint.path,
            scope=self._endpoint.scope,
            params={**self._endpoint.params, **params},
            modified_since=since if self._endpoint.modified_since else None,
            number=self._number,
        )
        records, counts = self._records(answer, nameless=nameless, whole=since is None), Pagination.of(answer.body)
        if counts:
            counts.prove(number, len(records), len(set(self._keys(records))))
        elif "pageSize" in params:
            # Whatever takes a page size is counted (Xero's developer documentation, paging).
            raise Contradiction(f"page {number} came with {len(records)} records and without pagination")
        return _Listed(answer, records, counts)

    def _records(self, answer: Answer, *, nameless: bool, whole: bool) -> list[Record]:
        records = answer.body.get(self._endpoint.records_field)
        if not isinstance(records, list) or (whole and self._endpoint.everywhere and not records):
            found = "an empty one" if records == [] else ", ".join(sorted(answer.body))
            raise Contradiction(f"an answer has no list {self._endpoint.records_field!r} (found: {found})")
        without = next((each for each in records if bears_no_id(identity(each, self._endpoint.id_field))), None)
        if without is not None and not nameless:
            raise Contradiction(f"a record has no {self._endpoint.id_field} (found: {json_text(without)[:80]})")
        return records

    def _stamped(self, record: Record) -> datetime:
        try:
            return dates.instant(record["UpdatedDateUTC"])
        except (KeyError, ValueError, TypeError):
            known = identity(record, self._endpoint.id_field)
            raise Contradiction(f"record {known} has no UpdatedDateUTC that can be read") from None

    def _new(self, records: list[Record]) -> list[Record]:
        new = []
        for key, record in zip(self._keys(records), records, strict=True):
            stamp = _stamp(record)
            known = self._met.put(key, stamp)
            if known is None and self._met_before:
                known = self._met_before.get(key)
            if known != stamp:
                new.append(record)
        return new

    def _keys(self, records: list[Record]) -> list[bytes]:
        """Return what each record of a page goes by; of those that bear no id, equal ones are counted."""
        keys = [compact(identity(record, self._endpoint.id_field)) for record in records]
        if len(set(keys)) < len(keys):
            seen: Counter[bytes] = Counter()
            for place, key in enumerate(keys):
                seen[key] += 1
                if seen[key] > 1 and bears_no_id(key.decode(errors="replace")):
                    keys[place] = key + b"%d" % seen[key]
        return keys


def _counted(listed: _Listed, number: int) -> Pagination:
    if listed.counts is None:
        raise Contradiction(f"page {number} came without pagination, and the one before it with it")
    return listed.counts


def _number(record: Any) -> int:  # noqa: ANN401 - JSON is any of its types
    found = record.get("JournalNumber") if isinstance(record, dict) else None
    if type(found) is not int:
        raise Contradiction(f"a journal has no JournalNumber (found: {json_text(record)[:80]})")
    return found


def _fitting(listed: _Listed) -> int:
    """Return how many records like these make a page that memory takes easily: a journal may have a thousand lines."""
    if not listed.records:
        return PAGE_SIZE
    return min(PAGE_SIZE, max(1, _PAGE_BYTES * len(listed.records) // max(listed.answer.size, 1)))


def _stamp(record: Record) -> int:
    # The text's hash tells a changed record from an unchanged one and is a fraction of its size.
    return hash(str(record.get("UpdatedDateUTC")) if isinstance(record, dict) else "") % 2**64
