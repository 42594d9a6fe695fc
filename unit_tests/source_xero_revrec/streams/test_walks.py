"""A collection is walked once for all its readers, and none of them misses anything."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import orjson
import pytest
from airbyte_cdk.models import AirbyteStream, ConfiguredAirbyteStream, DestinationSyncMode, SyncMode, Type
from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager
from hypothesis import example, given
from hypothesis import strategies as st

from source_xero_revrec.streams.raw import RAW_STREAMS
from source_xero_revrec.streams.records import verbatim
from source_xero_revrec.streams.stream import CollectionStream
from source_xero_revrec.streams.walks import SharedWalks, least_advanced
from unit_tests.source_xero_revrec.made_organisation import organisation
from unit_tests.xero_api.fake_xero import FakeXero, edited_by, guid
from xero_api import money
from xero_api.client import Answer
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.errors import DayLimitReached, WalkIncomplete
from xero_api.paging import Page, Walk
from xero_api.progress import OVERLAP, Progress
from xero_connectors.organisations import Connected, Organisation

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping


Held = dict[str, int]

NUMBERS = st.sets(st.integers(0, 40), max_size=24)
# What people do before a call: (milliseconds that pass, whose record is created or edited).
EDITS = st.lists(st.tuples(st.sampled_from([0, 1, 400, 2000]), st.integers(0, 40)), max_size=3)
MORNING = datetime(2026, 1, 5, 9, tzinfo=UTC)


def company(numbers: Iterable[int] = range(12), xero: FakeXero | None = None) -> FakeXero:
    """Return a Xero whose invoices were last changed some days ago, five a page."""
    xero = xero or FakeXero(INVOICES)
    for number in numbers:
        xero.put(number, at=xero.now - timedelta(days=3, seconds=number * 7919 % 41))
    return xero


def versions(pages: Iterable[Page]) -> Held:
    """Return what a destination holds after these pages."""
    return {record["InvoiceID"]: record["Version"] for page in pages for record in page.records}


def walked(xero: FakeXero, place: Progress) -> list[Page]:
    """Return the pages of a walk from a place."""
    return list(Walk(xero, INVOICES, concurrent=1).pages(place))  # type: ignore[arg-type]


def joined(*places: Progress) -> SharedWalks:
    """Return walks that several join, each from its place."""
    walks = SharedWalks(1)
    for place in places:
        walks.join(INVOICES, lambda _, place=place: place)  # type: ignore[misc]
    return walks


def through_json(place: Progress) -> Progress:
    """Return a place as a state keeps it."""
    return Progress.from_json(orjson.loads(orjson.dumps(place.to_json())))


@given(st.data(), NUMBERS, st.lists(EDITS, max_size=24))
def test_from_the_least_advanced_place_nobody_misses_anything(
    data: st.DataObject, numbers: set[int], script: list[list[tuple[int, int]]]
) -> None:
    """Readers that stopped anywhere, of one walk or of several, hold everything after the walk they share."""
    xero = company(numbers)
    edited_by(xero, script)
    readers: list[tuple[Progress, Held]] = []
    for _ in range(data.draw(st.integers(1, 3))):
        place, held = data.draw(st.sampled_from([(Progress(), {}), *readers]))
        pages = walked(xero, place)
        for cut in data.draw(st.lists(st.integers(0, len(pages)), min_size=1, max_size=2)):
            stopped = pages[cut - 1].progress if cut else place
            readers.append((through_json(stopped), held | versions(pages[:cut])))
        xero.now += timedelta(minutes=5)
        for number in data.draw(st.lists(st.integers(0, 40), max_size=4)):
            xero.put(number)

    together = versions(walked(xero, least_advanced([place for place, _ in readers])))

    for _, held in readers:
        assert xero.versions() == held | together


BEGUN = Progress(modified_since=None, started_at=MORNING, next_page=4, received=3000)
DAY_AGO = MORNING - timedelta(days=1)


@pytest.mark.parametrize(
    ("places", "start"),
    [
        ([BEGUN], BEGUN),
        ([BEGUN, BEGUN], BEGUN),
        # the same walk, a page further back
        ([BEGUN, replace(BEGUN, next_page=3, received=2000)], replace(BEGUN, next_page=3, received=2000)),
        # finished a walk that began no earlier: its changes are read again at the end
        ([BEGUN, Progress(modified_since=MORNING - OVERLAP)], BEGUN),
        # finished one that began before
        ([BEGUN, Progress(modified_since=DAY_AGO)], Progress()),
        # never began
        ([BEGUN, Progress()], Progress()),
        # the walks of different syncs
        ([BEGUN, replace(BEGUN, started_at=DAY_AGO)], Progress()),
        ([Progress(modified_since=MORNING), Progress(modified_since=DAY_AGO)], Progress(modified_since=DAY_AGO)),
        ([Progress(modified_since=MORNING), Progress()], Progress()),
        (
            [replace(BEGUN, modified_since=DAY_AGO), Progress(modified_since=MORNING - timedelta(hours=1))],
            Progress(modified_since=DAY_AGO),
        ),
    ],
)
def test_a_broken_off_walk_is_resumed_only_where_all_are_served(places: list[Progress], start: Progress) -> None:
    """Else all begin anew, from the oldest that any of them needs; the order of the readers does not matter."""
    assert start == least_advanced(places)
    assert start == least_advanced(places[::-1])


def read(streams: Mapping[str, Mapping[str, Any]], company_of: Organisation) -> dict[str, list[tuple[str, int]]]:
    """Return what streams over Invoices hand out in one sync, each going on from its state."""

    class Found:
        """The organisations of the configuration."""

        @staticmethod
        def connected() -> Connected:
            return Connected([company_of], [])

    walks = SharedWalks(1)
    raw, *_ = RAW_STREAMS
    selected = []
    for name, state in streams.items():
        stream = CollectionStream(
            replace(raw, name=name), cast("Any", Found), logging.getLogger("unit_tests"), several=False, start=None
        )
        stream.state = dict(state)
        stream.select(incremental(name), walks)
        selected.append(stream)
    out: dict[str, list[tuple[str, int]]] = {}
    for stream in selected:
        messages = stream.messages(ConnectorStateManager(state=[]))
        out[stream.name] = [
            (message.record.data["InvoiceID"], message.record.data["Version"])
            for message in messages
            if message.type is Type.RECORD and message.record
        ]
    return out


def incremental(name: str) -> ConfiguredAirbyteStream:
    """Return the catalog's entry of a stream."""
    return ConfiguredAirbyteStream(
        stream=AirbyteStream(name=name, json_schema={}, supported_sync_modes=[SyncMode.incremental]),
        sync_mode=SyncMode.incremental,
        destination_sync_mode=DestinationSyncMode.append,
    )


@given(st.data(), NUMBERS)
def test_streams_with_different_states_get_at_least_what_each_would_get_alone(
    data: st.DataObject, numbers: set[int]
) -> None:
    """They share one walk; each gets all that is new to it, and nothing twice."""
    xero = company(numbers)
    states: dict[str, Progress] = {}
    for name in ("one", "other"):
        pages = walked(xero, data.draw(st.sampled_from([Progress(), *states.values()])))
        states[name] = pages[data.draw(st.integers(0, len(pages) - 1))].progress
        xero.now += timedelta(minutes=5)
        for number in data.draw(st.lists(st.integers(0, 40), max_size=6)):
            xero.put(number)
    saved = {name: {"tenant-1": place.to_json()} for name, place in states.items()}

    together = read(saved, organisation(xero))

    for name, state in saved.items():
        assert set(read({name: state}, organisation(xero))[name]) <= set(together[name])
        assert len(set(together[name])) == len(together[name])


@pytest.mark.parametrize("readers", [2, 3])
def test_pages_are_fetched_once_however_many_read_them(readers: int) -> None:
    """The second reader costs no call, and reads the same pages with the same places and times."""
    alone, shared = company(), company()
    walks = joined(*[Progress()] * readers)

    first, *others = (list(walks.pages(organisation(shared), INVOICES)) for _ in range(readers))
    walked(alone, Progress())

    assert shared.asked == alone.asked
    assert [first] * (readers - 1) == others
    assert versions(first) == shared.versions()


def test_a_single_reader_reads_straight_from_xero() -> None:
    """Nothing is kept on disk for nobody."""
    xero = company()

    pages = list(joined(Progress()).pages(organisation(xero), INVOICES))

    assert versions(pages) == xero.versions()
    assert len(pages[0].records) == 5


@pytest.mark.parametrize("stopped_after", [0, 1, 2, 3])
def test_the_next_reader_goes_on_where_the_first_was_broken_off(stopped_after: int) -> None:
    """A first reader that fails half way leaves the walk to the second; a page that it met is not fetched again."""
    xero = company()
    walks = joined(Progress(), Progress())
    broken_off = cast("Generator[Page, None, None]", walks.pages(organisation(xero), INVOICES))
    for _ in range(stopped_after):
        next(broken_off)
    broken_off.close()

    pages = list(walks.pages(organisation(xero), INVOICES))

    asked = [params["page"] for params, since in xero.asked if since is None]
    assert [asked.count(str(page)) for page in range(1, stopped_after + 1)] == [1] * stopped_after
    assert versions(pages) == xero.versions()
    assert pages[-1].progress.started_at is None


def test_a_walk_that_fails_fails_for_each_reader_after_what_it_met() -> None:
    """The second reader gets the pages that came, then Xero is asked again, and its own error."""
    xero = company()

    def no_more(_: int, params: Mapping[str, str]) -> None:
        if params["page"] == "2":
            raise DayLimitReached("The day is over.")

    xero.before_each = no_more
    walks = joined(Progress(), Progress())

    for _ in range(2):
        met: list[Page] = []
        with pytest.raises(DayLimitReached):
            met.extend(walks.pages(organisation(xero), INVOICES))
        assert len(versions(met)) == 5


def test_an_incomplete_walk_is_proved_again_for_the_next_reader() -> None:
    """Nobody takes the pages of a walk that came short for the whole."""
    xero = company()
    xero.hidden = {guid(7)}
    walks = joined(Progress(), Progress())

    for _ in range(2):
        with pytest.raises(WalkIncomplete):
            list(walks.pages(organisation(xero), INVOICES))


def test_organisations_and_collections_have_walks_of_their_own() -> None:
    """Two companies, or invoices and credit notes, never share a page."""
    one, other = company(range(3)), company(range(7))
    walks = joined(Progress(), Progress())
    walks.join(CREDIT_NOTES, lambda _: Progress(modified_since=MORNING))

    assert versions(walks.pages(organisation(one, "one"), INVOICES)) == one.versions()
    assert versions(walks.pages(organisation(other, "other"), INVOICES)) == other.versions()
    assert walks.start(organisation(one, "one"), CREDIT_NOTES) == Progress(modified_since=MORNING)


def test_a_walk_leaves_bills_out_where_nobody_reads_them() -> None:
    """One reader of everything is enough to have everything walked."""
    walks = SharedWalks(1)
    walks.join(INVOICES, lambda _: Progress(), sales_only=True)
    walks.join(CREDIT_NOTES, lambda _: Progress(), sales_only=True)
    walks.join(CREDIT_NOTES, lambda _: Progress())

    assert (walks.sales_only(INVOICES), walks.sales_only(CREDIT_NOTES)) == (True, False)


class WrittenXero(FakeXero):
    """A Xero whose answers are JSON texts, so that the digits of an amount are what its reader makes of them."""

    def get(self, path: str, *, scope: str, number: Any = None, **asked: Any) -> Answer:  # noqa: ANN401
        """Answer with the text parsed."""
        answer = super().get(path, scope=scope, **asked)
        text = re.sub(rb'"#([^"]+)"', rb"\1", orjson.dumps(answer.body))
        return Answer(money.parse(text, number), answer.given_at)


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=4), min_size=1, max_size=8))
@example([Decimal("1.0000"), Decimal("123456789012345678901234.5678"), Decimal("0.1000")])
def test_each_reader_reads_amounts_its_own_way_with_every_digit(amounts: list[Decimal]) -> None:
    """One as Decimal, the other verbatim, whichever comes first; no digit is lost or added on the way over the disk."""
    xero = company(range(len(amounts)), WrittenXero(INVOICES))
    for number, amount in enumerate(amounts):
        xero.records[guid(number)]["Total"] = f"#{amount:f}"
    readers: list[Any] = [Decimal, verbatim, Decimal]
    walks = joined(*[Progress()] * 3)

    def totals(number: Any) -> Iterator[str]:  # noqa: ANN401
        for page in walks.pages(organisation(xero), INVOICES, number):
            for record in page.records:
                yield f"{record['Total']:f}" if number is Decimal else orjson.dumps(record["Total"]).decode()

    for number in readers:
        assert list(totals(number)) == [f"{amount:f}" for amount in amounts]
