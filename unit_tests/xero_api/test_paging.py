"""A walk is complete: whatever people do meanwhile, wherever it stopped, and Xero's own count proves it."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unit_tests.xero_api.fake_xero import FakeXero, edited_by, guid
from xero_api import endpoints
from xero_api.errors import WalkIncomplete
from xero_api.paging import Walk
from xero_api.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from xero_api.client import Answer
    from xero_api.endpoints import Endpoint
    from xero_api.paging import Page, Record

# What people do before one call: (how much time passes in ms, whose record is created or edited).
EDITS = st.lists(st.tuples(st.sampled_from([0, 1, 400, 2000]), st.integers(0, 40)), max_size=4)
SCRIPT = st.lists(EDITS, max_size=12)
NUMBERS = st.sets(st.integers(0, 40), max_size=24)


def filled(endpoint: Endpoint, numbers: set[int], *, page_size: int = 5, counts: bool = True) -> FakeXero:
    """Return a Xero whose records were last changed some days ago, seconds apart, not in the order of their ids."""
    xero = FakeXero(endpoint, page_size=page_size, counts=counts)
    for number in numbers:
        xero.put(number, at=xero.now - timedelta(days=3, seconds=number * 7919 % 41))
    return xero


def walk(xero: FakeXero, *, concurrent: int = 1) -> Walk:
    """Return a walk over the fake's collection."""
    return Walk(xero, xero.endpoint, concurrent=concurrent)  # type: ignore[arg-type]


def records(pages: Iterator[Page]) -> list[Record]:
    """Return all records in the order in which they were handed out."""
    return [record for page in pages for record in page.records]


def last_versions(handed_out: list[Record], endpoint: Endpoint) -> dict[str, int]:
    """Return what a destination that keeps the last delivery of each id would hold."""
    return {record[endpoint.id_field]: record["Version"] for record in handed_out}


@pytest.mark.parametrize(("endpoint", "believed"), [(endpoints.ACCOUNTS, False), (endpoints.TAX_RATES, True)])
def test_an_empty_list_of_what_every_organisation_has_is_not_believed(endpoint: Endpoint, *, believed: bool) -> None:
    """Unless only what changed was asked for."""
    with nullcontext() if believed else pytest.raises(WalkIncomplete, match="found: an empty one"):
        assert records(walk(filled(endpoint, set())).pages(Progress())) == []
    changed_since = Progress(modified_since=filled(endpoint, set()).now)
    assert records(walk(filled(endpoint, set())).pages(changed_since)) == []


def identities(handed_out: list[Record], endpoint: Endpoint) -> list[str]:
    """Return the ids in order of number, as often as they were handed out."""
    return sorted(record[endpoint.id_field] for record in handed_out)


@given(NUMBERS, SCRIPT, st.sampled_from([1, 3]))
def test_edits_between_pages_in_id_order_leave_no_record_missing_and_none_stale(
    numbers: set[int], script: list[list[tuple[int, int]]], concurrent: int
) -> None:
    """After an incremental walk in id order a destination holds exactly what Xero holds, edits and inserts included."""
    xero = filled(endpoints.INVOICES, numbers)
    edited_by(xero, script)

    found = records(walk(xero, concurrent=concurrent).pages(Progress()))

    assert xero.versions() == last_versions(found, xero.endpoint)


@given(NUMBERS, SCRIPT)
def test_edits_between_pages_in_update_order_leave_no_record_missing_and_none_stale(
    numbers: set[int], script: list[list[tuple[int, int]]]
) -> None:
    """ManualJournals, which Xero pages in update order alone, arrive completely while people post and edit."""
    xero = filled(endpoints.MANUAL_JOURNALS, numbers)
    edited_by(xero, script)

    found = records(walk(xero).pages(Progress()))

    assert xero.versions() == last_versions(found, xero.endpoint)


@given(st.data(), NUMBERS, SCRIPT, st.sampled_from([endpoints.INVOICES, endpoints.MANUAL_JOURNALS]))
def test_a_walk_that_was_killed_goes_on_from_any_page_without_a_gap(
    data: st.DataObject, numbers: set[int], script: list[list[tuple[int, int]]], endpoint: Endpoint
) -> None:
    """Two walks, the second from the state of any page of the first, hold everything as it is now."""
    xero = filled(endpoint, numbers)
    edited_by(xero, script)
    pages = list(walk(xero).pages(Progress()))
    killed_after = data.draw(st.integers(0, len(pages) - 1))
    xero.now += timedelta(hours=2)
    for number in data.draw(NUMBERS):
        xero.put(number)

    saved = pages[killed_after].progress.to_json()
    first = records(iter(pages[: killed_after + 1]))
    second = records(walk(xero).pages(Progress.from_json(saved)))

    assert xero.versions() == last_versions(first + second, endpoint)


@given(st.data(), st.sets(st.integers(0, 40), min_size=1, max_size=24), SCRIPT)
@pytest.mark.parametrize("endpoint", [endpoints.INVOICES, endpoints.LINKED_TRANSACTIONS])
@pytest.mark.parametrize("fills_up", [False, True])
def test_a_hidden_row_fails_the_walk_loudly(
    fills_up: bool,  # noqa: FBT001 - a parametrised case
    endpoint: Endpoint,
    data: st.DataObject,
    numbers: set[int],
    script: list[list[tuple[int, int]]],
) -> None:
    """A row that Xero counts and does not hand out ends the walk with WalkIncomplete, never with a quiet gap."""
    xero = filled(endpoint, numbers)
    xero.hidden = {guid(data.draw(st.sampled_from(sorted(numbers))))}
    xero.fills_up = fills_up
    edited_by(xero, script)

    with pytest.raises(WalkIncomplete, match=f"{endpoint.path} came incomplete twice"):
        records(walk(xero, concurrent=2).pages(Progress()))


@given(st.data(), st.sets(st.integers(0, 40), min_size=1, max_size=24), st.booleans())
def test_a_hidden_journal_fails_the_walk_loudly(
    data: st.DataObject,
    numbers: set[int],
    fills_up: bool,  # noqa: FBT001 - a drawn case
) -> None:
    """In update order each answer's count proves the stretch before it, so a journal hidden anywhere is missed."""
    xero = filled(endpoints.MANUAL_JOURNALS, numbers)
    xero.hidden = {guid(data.draw(st.sampled_from(sorted(numbers))))}
    xero.fills_up = fills_up

    with pytest.raises(WalkIncomplete, match="ManualJournals came incomplete twice"):
        records(walk(xero).pages(Progress()))


@given(st.data(), st.sets(st.integers(0, 40), min_size=1, max_size=24))
@pytest.mark.parametrize("endpoint", [endpoints.INVOICES, endpoints.MANUAL_JOURNALS])
def test_a_row_hidden_once_is_found_by_the_second_try(
    endpoint: Endpoint, data: st.DataObject, numbers: set[int]
) -> None:
    """A walk that came short walks again, and what it had handed out before does not come twice."""
    xero = filled(endpoint, numbers)
    xero.hidden = {guid(data.draw(st.sampled_from(sorted(numbers))))}
    heals_at = data.draw(st.integers(2, 8))

    def heal(call: int, _: Mapping[str, str]) -> None:
        if call >= heals_at or any(asked["page"] == "1" and since is None for asked, since in xero.asked):
            xero.hidden = set()

    xero.before_each = heal

    found = records(walk(xero).pages(Progress()))

    assert sorted(xero.records) == identities(found, endpoint)


@given(
    st.dictionaries(st.integers(0, 40), st.sampled_from([0, 300, 999, 1000, 1500]), max_size=30),
    SCRIPT,
    st.sampled_from([2, 5]),
)
@example(dict.fromkeys(range(12), 0), [], 5)
@example(dict.fromkeys(range(12), 300) | {30: 1000, 31: 2000}, [[], [(0, 3)]], 5)
def test_pages_that_share_one_second_are_complete_or_the_walk_fails_loudly(
    offsets: dict[int, int], script: list[list[tuple[int, int]]], page_size: int
) -> None:
    """Where a bulk import gave whole pages one second, an edit among them cannot push a journal out of sight."""
    xero = FakeXero(endpoints.MANUAL_JOURNALS, page_size=page_size)
    imported_at = xero.now - timedelta(days=1)
    for number, milliseconds in offsets.items():
        xero.put(number, at=imported_at + timedelta(milliseconds=milliseconds))
    edited_by(xero, script)

    try:
        found = records(walk(xero).pages(Progress()))
    except WalkIncomplete:
        assert script, "without an edit the walk has no reason to fail"
        return

    assert xero.versions() == last_versions(found, xero.endpoint)


def test_a_journal_pushed_to_an_earlier_page_of_its_second_is_not_lost() -> None:
    """An edit between two pages of one second shifts a journal over the border; the walk notices and starts over."""
    xero = FakeXero(endpoints.MANUAL_JOURNALS, page_size=5)
    imported_at = xero.now - timedelta(days=1)
    for number in range(8):
        xero.put(number, at=imported_at)
    for number in range(8, 20):
        xero.put(number, at=imported_at + timedelta(seconds=number))

    def edit_the_first(_: int, asked: Mapping[str, str]) -> None:
        if asked["page"] == "2" and xero.records[guid(0)]["Version"] == 1:
            xero.put(0)

    xero.before_each = edit_the_first

    found = records(walk(xero).pages(Progress()))

    assert xero.versions() == last_versions(found, xero.endpoint)


def test_a_later_page_read_before_an_earlier_one_loses_nothing() -> None:
    """Pages are asked for together: when an invoice appears between two of them, the later page is asked for again."""
    xero = filled(endpoints.INVOICES, set(range(10, 28)))
    others_served = threading.Event()
    served: set[str] = set()

    def hold_page_two_back(_: int, asked: Mapping[str, str]) -> None:
        if asked["page"] == "2":
            assert others_served.wait(5)
            xero.put(0)

    xero.before_each = hold_page_two_back
    answered = xero.get

    def get(path: str, **asked: object) -> object:
        answer = answered(path, **asked)  # type: ignore[arg-type]
        served.add(asked["params"]["page"])  # type: ignore[index]
        if {"3", "4"} <= served:
            others_served.set()
        return answer

    xero.get = get  # type: ignore[method-assign, assignment]

    found = records(walk(xero, concurrent=3).pages(Progress()))

    assert xero.versions() == last_versions(found, xero.endpoint)
    asked_for = sorted(asked["page"] for asked, since in xero.asked if since is None)
    assert asked_for == ["1", "2", "3", "3", "4", "4"]


def test_page_two_is_asked_for_where_matatikas_tap_stops() -> None:
    """Peers' defect 1: the walk goes on past page 1 until Xero's own page count is reached."""
    xero = filled(endpoints.INVOICES, set(range(23)))

    found = records(walk(xero).pages(Progress()))

    assert len(found) == 23
    assert [asked["page"] for asked, since in xero.asked if since is None] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("endpoint", [endpoints.QUOTES, endpoints.LINKED_TRANSACTIONS])
@pytest.mark.parametrize("count", [0, 1, 5, 11])
def test_a_list_that_xero_need_not_count_is_read_until_a_page_is_empty(endpoint: Endpoint, count: int) -> None:
    """Where an answer has no `pagination`, a full page is never taken for the whole."""
    xero = filled(endpoint, set(range(count)), counts=False)

    found = records(walk(xero).pages(Progress()))

    assert sorted(xero.records) == sorted(set(identities(found, endpoint)))


def mangled(xero: FakeXero, mangle: Callable[[int, dict[str, Any]], None], *, calls: int | None = None) -> None:
    """Let something happen to the body of each answer, or of the first so many calls; it is given the page number."""
    answered, made = xero.get, [0]

    def get(*path: str, **asked: Any) -> Answer:  # noqa: ANN401 - as the client is called
        answer = answered(*path, **asked)
        made[0] += 1
        if calls is None or made[0] <= calls:
            mangle(int(asked["params"].get("page", 1)), answer.body)
        return answer

    xero.get = get  # type: ignore[method-assign]


def _count(**changes: int) -> Callable[[int, dict[str, Any]], None]:
    return lambda _, body: body["pagination"].update(
        {field: max(0, body["pagination"][field] + by) for field, by in changes.items()}
    )


def _list_of(body: dict[str, Any]) -> list[Record]:
    (found,) = [value for value in body.values() if isinstance(value, list)]
    return found


def id_of(record: Record) -> str:
    """Return the name of a record's id."""
    return next(name for name in record if name.endswith("ID"))


def _first_page_again(page: int, body: dict[str, Any]) -> None:
    if page > 1:
        body["pagination"]["page"] = 1


MANGLINGS: dict[str, Callable[[int, dict[str, Any]], None]] = {
    "no pagination": lambda _, body: body.pop("pagination"),
    "no pagination on later pages": lambda page, body: page > 1 and body.pop("pagination"),
    "count of nought": _count(itemCount=-1000),
    "everything counted as nought": _count(itemCount=-1000, pageCount=-1000),
    "one too few": _count(itemCount=-1),
    "one too many": _count(itemCount=1),
    "a page too many": _count(pageCount=1),
    "a page too few": _count(pageCount=-1),
    "another page": _first_page_again,
    "a record twice more": lambda _, body: _list_of(body).append(_list_of(body)[0]),
    "a record twice instead": lambda _, body: _list_of(body).__setitem__(-1, _list_of(body)[0]),
    "a record less": lambda _, body: _list_of(body).pop(),
    "a record without an id": lambda _, body: [each.pop(id_of(each)) for each in _list_of(body)[:1]],
    "no list": lambda _, body: body.update({name: None for name in list(body) if name != "pagination"}),
}


@pytest.mark.parametrize("mangling", MANGLINGS)
@pytest.mark.parametrize("endpoint", [endpoints.INVOICES, endpoints.MANUAL_JOURNALS])
@pytest.mark.parametrize("count", [5, 12])
def test_a_list_that_contradicts_itself_is_refused_by_name_unless_it_heals(
    endpoint: Endpoint, mangling: str, count: int
) -> None:
    """Whichever way: asked again, walked again, and then an error with the numbers; once alone does no harm."""
    again = {"no pagination on later pages", "another page"}
    always, once = (filled(endpoint, set(range(count))) for _ in range(2))
    mangled(always, MANGLINGS[mangling])
    mangled(once, MANGLINGS[mangling], calls=2)

    if mangling == "a record without an id" and endpoint is endpoints.INVOICES:
        # One bad record stops one record.
        assert len(records(walk(always).pages(Progress()))) == count
    elif mangling in again and (count == 5 or endpoint is endpoints.MANUAL_JOURNALS):
        # There is no later page to be mangled.
        assert sorted(always.records) == identities(records(walk(always).pages(Progress())), endpoint)
    else:
        with pytest.raises(WalkIncomplete, match=rf"Xero's {endpoint.path} .* twice"):
            records(walk(always).pages(Progress()))
    assert sorted(once.records) == sorted(set(identities(records(walk(once).pages(Progress())), endpoint)))


def test_counts_that_lag_behind_a_growing_list_do_not_end_the_walk() -> None:
    """Xero counts, then somebody posts, then Xero lists: the next answer is at rest."""
    xero = filled(endpoints.INVOICES, set(range(12)))
    calls = [0]

    def one_behind(_: int, body: dict[str, Any]) -> None:
        calls[0] += 1
        if calls[0] % 2:
            body["pagination"]["itemCount"] -= 1
            xero.put(100 + calls[0])

    mangled(xero, one_behind)
    found = records(walk(xero).pages(Progress()))

    assert set(xero.records) >= set(last_versions(found, xero.endpoint)) >= {guid(number) for number in range(12)}


def test_a_walk_that_meets_another_contradiction_each_time_is_walked_five_times() -> None:
    """Other numbers mean that people work, not that Xero lies; but not for ever."""
    xero = filled(endpoints.INVOICES, set(range(7)))
    counted = [100]

    def ever_more(_: int, body: dict[str, Any]) -> None:
        counted[0] += 1
        body["pagination"]["itemCount"] = counted[0]

    mangled(xero, ever_more)
    with pytest.raises(WalkIncomplete, match="twice, and in 3 more walks"):
        records(walk(xero).pages(Progress()))

    assert len(xero.asked) == 5 * 3


def test_a_list_that_nobody_counts_and_that_repeats_itself_is_refused() -> None:
    """A collection that ignores `page` would else never end, and what a repeated page stands for is not known."""
    xero = filled(endpoints.QUOTES, set(range(12)), counts=False)
    first = list(xero.records.values())[:5]
    mangled(xero, lambda _, body: body.update(Quotes=first))

    with pytest.raises(WalkIncomplete, match="page 3 repeats what came before it"):
        records(walk(xero).pages(Progress()))


def test_batches_that_do_not_get_on_are_refused() -> None:
    """Journals after a number, none of which is later."""
    xero = filled(endpoints.JOURNALS, {1, 2, 3})
    first = list(xero.records.values())
    mangled(xero, lambda _, body: body.update(Journals=first))

    with pytest.raises(WalkIncomplete, match="after number 3 came nothing later than 3"):
        records(walk(xero).pages(Progress()))


def test_a_record_without_a_time_is_named() -> None:
    """Where the walk goes by it."""
    xero = filled(endpoints.MANUAL_JOURNALS, {1})
    del xero.records[guid(1)]["UpdatedDateUTC"]
    xero._body = lambda asked, since: {  # type: ignore[method-assign]  # noqa: ARG005 - the fake sorts by it
        "ManualJournals": list(xero.records.values()),
        "pagination": {"page": 1, "pageSize": 5, "pageCount": 1, "itemCount": 1},
    }

    with pytest.raises(WalkIncomplete, match=f"record {guid(1)} has no UpdatedDateUTC"):
        records(walk(xero).pages(Progress()))


def test_page_size_is_what_xero_answers_not_what_was_asked_for() -> None:
    """Xero clamps page sizes; the walk counts with the size in the answer."""
    xero = filled(endpoints.CONTACTS, set(range(9)), page_size=2)

    found = records(walk(xero).pages(Progress()))

    assert len(found) == 9
    assert xero.asked[0][0]["pageSize"] == "1000"


def test_order_is_left_off_where_xero_would_ignore_paging() -> None:
    """ManualJournals are never given an order, Quotes never a page size."""
    journals, quotes = filled(endpoints.MANUAL_JOURNALS, {1}), filled(endpoints.QUOTES, {1})

    records(walk(journals).pages(Progress()))
    records(walk(quotes).pages(Progress()))

    assert "order" not in journals.asked[0][0]
    assert "pageSize" not in quotes.asked[0][0]


def test_a_collection_in_one_piece_is_asked_for_once() -> None:
    """Accounts have no pages: one call, and the next sync asks for what changed since."""
    xero = filled(endpoints.ACCOUNTS, set(range(30)))

    pages = list(walk(xero).pages(Progress()))

    assert len(records(iter(pages))) == 30
    assert len(xero.asked) == 1
    assert pages[-1].progress.modified_since == xero.now - timedelta(seconds=5)


def test_journals_are_read_until_a_batch_is_empty() -> None:
    """A short batch of general ledger journals does not mean the end; the state is the last number."""
    xero = filled(endpoints.JOURNALS, {1, 2, 3, 4, 5, 9, 12})

    pages = list(walk(xero).pages(Progress()))

    assert [asked["offset"] for asked, _ in xero.asked] == ["0", "5", "12"]
    assert pages[-1].progress.to_json() == {"journal_number": 12}
    assert records(walk(xero).pages(pages[-1].progress)) == []


def test_the_next_sync_begins_at_xeros_own_clock_less_an_overlap() -> None:
    """The cursor is Xero's time at the first answer of the walk, less five seconds, and never this machine's time."""
    xero = filled(endpoints.INVOICES, {1, 2})

    *_, last = walk(xero).pages(Progress())

    assert last.progress.to_json() == {"modified_since": "2026-01-05T08:59:56.000+00:00"}


def test_a_second_sync_without_changes_hands_out_nothing() -> None:
    """Days later nothing has changed: one call, no record."""
    xero = filled(endpoints.INVOICES, set(range(12)))
    *_, last = walk(xero).pages(Progress())
    xero.asked.clear()

    assert records(walk(xero).pages(last.progress)) == []
    assert len(xero.asked) == 1


def test_a_collection_that_keeps_changing_is_left_to_the_next_sync() -> None:
    """When more than a page changes during every follow-up, the walk ends, and its state covers the rest."""
    xero = filled(endpoints.INVOICES, set(range(12)))

    def edit_all(_: int, __: Mapping[str, str]) -> None:
        for number in range(12):
            xero.put(number)

    xero.before_each = edit_all
    pages = list(walk(xero).pages(Progress()))
    xero.before_each = lambda number, params: None  # noqa: ARG005

    second = records(walk(xero).pages(pages[-1].progress))

    assert xero.versions() == last_versions(records(iter(pages)) + second, xero.endpoint)


def test_an_answer_without_its_list_is_named() -> None:
    """An answer that lacks the collection is an error that tells what was found instead."""
    xero = filled(endpoints.INVOICES, {1})
    xero.endpoint = endpoints.Endpoint("Invoices", "InvoiceID", endpoints.INVOICES.scope, endpoints.Order.BY_ID)
    short = walk(xero)
    xero.endpoint = endpoints.Endpoint(
        "Invoices", "InvoiceID", endpoints.INVOICES.scope, endpoints.Order.BY_ID, envelope="Elements"
    )

    with pytest.raises(WalkIncomplete, match=r"no list 'Invoices' \(found: Elements, pagination\)"):
        records(short.pages(Progress()))


def test_a_second_of_many_records_is_read_in_larger_pages() -> None:
    """Where a walk begins in it, the small first page does not tell that there are more pages than needed."""
    xero = FakeXero(endpoints.MANUAL_JOURNALS, page_size=5)
    imported_at = xero.now - timedelta(days=1)
    for number in range(12):
        xero.put(number, at=imported_at)

    found = records(walk(xero).pages(Progress(modified_since=imported_at)))

    assert [(asked["page"], asked["pageSize"]) for asked, _ in xero.asked[:3]] == [
        ("1", "100"),
        ("1", "1000"),
        ("2", "1000"),
    ]
    assert xero.versions() == last_versions(found, xero.endpoint)


@pytest.mark.parametrize("endpoint", [endpoints.INVOICES, endpoints.MANUAL_JOURNALS])
def test_a_record_that_comes_twice_does_not_stand_in_for_another(endpoint: Endpoint) -> None:
    """Full pages alone prove nothing: the distinct records are counted."""
    xero = filled(endpoint, {1})
    xero.put(2, at=xero.now - timedelta(days=3, seconds=7919 % 41))
    answered = xero.get

    def twice(*path: str, **asked: Any) -> Answer:  # noqa: ANN401 - as the client is called
        answer = answered(*path, **asked)
        first = answer.body[endpoint.records_field][0]
        return replace(answer, body={**answer.body, endpoint.records_field: [first, first]})

    xero.get = twice  # type: ignore[method-assign]

    with pytest.raises(WalkIncomplete, match=r"1 distinct records .*2 expected"):
        records(walk(xero).pages(Progress()))


def test_a_count_that_shrinks_between_two_pages_makes_the_walk_begin_again() -> None:
    """A record that went may have moved another from page to page unseen."""
    xero = filled(endpoints.INVOICES, set(range(12)))

    def take_one_out(_: int, asked: Mapping[str, str]) -> None:
        if asked["page"] == "2":
            xero.records.pop(guid(0), None)

    xero.before_each = take_one_out

    found = records(walk(xero).pages(Progress()))

    assert [asked["page"] for asked, _ in xero.asked].count("1") > 1
    assert set(xero.versions()) <= set(last_versions(found, xero.endpoint))


def test_a_moment_in_the_future_stands_for_nothing() -> None:
    """By Xero's own clock: everything is handed out, and the next walk begins where this one did."""
    xero = filled(endpoints.INVOICES, {1, 2})
    ahead = Progress(modified_since=datetime(2100, 1, 1, tzinfo=UTC))

    pages = list(walk(xero).pages(ahead))

    assert len(records(iter(pages))) == 2
    assert pages[-1].progress.modified_since is not None
    assert pages[-1].progress.modified_since < pages[-1].given_at
