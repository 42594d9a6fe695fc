"""Streams hand out records and then the state that covers them, and go on from any such state."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from airbyte_cdk.models import (
    AirbyteMessage,
    FailureType,
    SyncMode,
    Type,
)
from airbyte_cdk.utils.traced_exception import AirbyteTracedException
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.streams.raw import RAW_STREAMS
from source_xero_revrec.streams.stream import COMPLETE, CollectionStream
from unit_tests.source_xero_revrec.made_organisation import FakeOrganisations
from unit_tests.source_xero_revrec.streams.reading import last_state, read, records
from unit_tests.xero_api.fake_xero import FakeXero, edited_by, guid
from xero_api import endpoints
from xero_api.errors import DayLimitReached, ScopeMissing, WalkIncomplete

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INVOICES, *_ = RAW_STREAMS
LOG = logging.getLogger("unit_tests.streams")


def company(count: int = 12) -> FakeXero:
    """Return a Xero with that many old invoices, five a page."""
    xero = FakeXero(endpoints.INVOICES)
    for number in range(count):
        xero.put(number, at=xero.now - timedelta(days=2, seconds=number * 7 % 11))
    return xero


def invoices(start: datetime | None = None, **clients: object) -> CollectionStream:
    """Return the stream of invoices over these organisations."""
    chosen = cast("Any", FakeOrganisations(**clients))
    return CollectionStream(INVOICES, chosen, LOG, several=len(clients) > 1, start=start)


def held(messages: list[AirbyteMessage]) -> dict[str, int]:
    """Return what a destination holds: the last version of each invoice."""
    return {data["InvoiceID"]: data["Version"] for data in records(messages)}


def until_it_fails(messages: Iterator[AirbyteMessage]) -> list[AirbyteMessage]:
    """Return the messages that came before the read failed."""
    out: list[AirbyteMessage] = []
    with pytest.raises(AirbyteTracedException):
        out.extend(messages)
    return out


@given(st.integers(0, 22), st.integers(0, 40), st.sampled_from([SyncMode.incremental, SyncMode.full_refresh]))
def test_a_state_never_covers_a_record_that_is_not_out(count: int, cut: int, mode: SyncMode) -> None:
    """Cut the messages anywhere: what is out, and a read from the last state that is out, make everything."""
    xero = company(count)
    out = list(read(invoices(demo=xero), mode))[:cut]

    rest = list(read(invoices(demo=xero), mode, last_state(out)))

    assert held(out + rest) == xero.versions()


EDITS = st.lists(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 40)), max_size=4), max_size=12)


@given(st.integers(0, 22), EDITS)
def test_a_full_refresh_hands_out_every_record_exactly_once(count: int, edits: list[list[tuple[int, int]]]) -> None:
    """No id comes twice and none is missing, whatever people add and edit between the pages."""
    xero = company(count)
    edited_by(xero, edits)

    found = [data["InvoiceID"] for data in records(list(read(invoices(demo=xero), SyncMode.full_refresh)))]

    assert sorted(found) == sorted(xero.records)


@given(st.integers(6, 22), st.data())
def test_a_resumed_full_refresh_does_not_read_finished_pages_again(count: int, data: st.DataObject) -> None:
    """From the state after any page the next call is the next page."""
    xero = company(count)
    messages = list(read(invoices(demo=xero), SyncMode.full_refresh))
    states = [position for position, message in enumerate(messages) if message.type is Type.STATE]
    cut = data.draw(st.sampled_from(states[: -(-count // 5)]))
    xero.asked.clear()

    rest = list(read(invoices(demo=xero), SyncMode.full_refresh, last_state(messages[: cut + 1])))

    assert xero.asked[0][0]["page"] == str(states.index(cut) + 2)
    assert len(records(messages[: cut + 1])) + len(records(rest)) == count


def test_the_state_of_a_page_tells_where_the_walk_stands() -> None:
    """One state a page, then the one from which the next sync begins."""
    messages = list(read(invoices(demo=company(12))))

    assert [message.type.name for message in messages] == (
        ["RECORD"] * 5 + ["STATE"] + ["RECORD"] * 5 + ["STATE"] + ["RECORD"] * 2 + ["STATE"] * 3
    )
    started = "2026-01-05T09:00:01.000+00:00"
    assert last_state(messages[:6]) == {"demo": {"started_at": started, "next_page": 2, "received": 5}}
    assert set(last_state(messages) or {}) == {"demo"}
    assert set((last_state(messages) or {})["demo"]) == {"modified_since"}


def test_an_incremental_sync_reads_what_changed() -> None:
    """The second sync asks for changes alone and hands out the changed invoice."""
    xero = company(12)
    first = list(read(invoices(demo=xero)))
    xero.now += timedelta(days=1)
    xero.put(3)
    xero.asked.clear()

    second = list(read(invoices(demo=xero), state=last_state(first)))

    assert held(second) == {guid(3): 2}
    assert len(xero.asked) == 1


def test_a_record_carries_its_organisation() -> None:
    """With several organisations each record tells whose it is, and each has its place in the state."""
    messages = list(read(invoices(one=company(3), other=company(4))))

    assert [data["tenant_id"] for data in records(messages)] == ["one"] * 3 + ["other"] * 4
    assert set(last_state(messages) or {}) == {"one", "other"}


@pytest.mark.parametrize(("mode", "times"), [(SyncMode.full_refresh, 1), (SyncMode.incremental, 2)])
def test_an_invoice_edited_behind_the_walk_comes_again_in_an_incremental_sync_alone(mode: SyncMode, times: int) -> None:
    """A full refresh has each key once; an incremental sync hands out the newer version as well."""
    xero = company(12)

    def edit_behind(_: int, asked: Mapping[str, str]) -> None:
        if asked["page"] == "3" and xero.records[guid(0)]["Version"] == 1:
            xero.put(0)

    xero.before_each = edit_behind

    messages = list(read(invoices(demo=xero), mode))

    assert [data["InvoiceID"] for data in records(messages)].count(guid(0)) == times


def test_a_full_refresh_ends_with_a_mark_that_it_is_complete() -> None:
    """A retry of the same job reads nothing again; the next job comes without the mark and reads all."""
    xero = company(7)
    first = list(read(invoices(demo=xero), SyncMode.full_refresh))
    xero.asked.clear()

    assert last_state(first) == COMPLETE
    assert list(read(invoices(demo=xero), SyncMode.full_refresh, last_state(first))) == []
    assert xero.asked == []
    assert len(records(list(read(invoices(demo=xero), SyncMode.full_refresh)))) == 7


def test_a_full_refresh_goes_on_with_the_organisation_that_is_missing() -> None:
    """When the second organisation fails, a retry does not read the first one again."""
    one, other = company(3), company(4)
    other.hidden = {guid(0)}
    out = until_it_fails(read(invoices(one=one, other=other), SyncMode.full_refresh))
    one.asked.clear()
    other.hidden = set()

    rest = list(read(invoices(one=one, other=other), SyncMode.full_refresh, last_state(out)))

    assert one.asked == []
    assert {data["tenant_id"] for data in records(rest)} == {"other"}
    assert held(out + rest) == one.versions() | other.versions()
    assert last_state(rest) == COMPLETE


def test_a_full_refresh_with_a_start_date_reads_every_organisation() -> None:
    """The place of one that is through says nothing about the next."""
    one, other = company(3), company(4)

    out = list(read(invoices(one.now - timedelta(days=9), one=one, other=other), SyncMode.full_refresh))

    assert held(out) == one.versions() | other.versions()


@pytest.mark.parametrize(
    "state",
    [
        {"UpdatedDateUTC": "2026-01-05T08:00:00"},
        {"demo": {"modified_since": "yesterday"}},
        {"demo": {"modified_since": 5}},
        {"demo": "2026-01-05"},
        {"demo": ["2026-01-05"]},
        {"demo": {"started_at": "2026-01-05T08:00:00", "next_page": "two"}},
        COMPLETE,
    ],
)
def test_an_unknown_state_starts_over_with_a_warning(state: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    """A state of another connector, or a broken one, never hides a record: all are read, and the log says why."""
    with caplog.at_level(logging.WARNING, logger=LOG.name):
        messages = list(read(invoices(demo=company(7)), state=state))

    assert len(records(messages)) == 7
    (warning,) = caplog.messages
    assert "state of stream invoices" in warning
    assert "The company demo: it is read from the beginning" in warning
    assert set(last_state(messages) or {}) == {"demo"}


def test_a_first_sync_warns_of_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """That an organisation has no place in the state yet is no fault, also after another one's was written."""
    with caplog.at_level(logging.WARNING, logger=LOG.name):
        messages = list(read(invoices(one=company(3), other=company(4))))
        list(read(invoices(one=company(3), other=company(4), third=company(2)), state=last_state(messages)))

    assert caplog.messages == []


def test_the_start_date_filters_a_first_sync_and_the_state_wins_later() -> None:
    """Only what changed since the start is read first; from then on the state tells."""
    xero = company(3)
    start = datetime(2026, 1, 5, tzinfo=UTC)
    xero.put(9, at=xero.now - timedelta(hours=1))

    first = list(read(invoices(start, demo=xero)))
    list(read(invoices(start, demo=xero), state=last_state(first)))

    assert held(first) == {guid(9): 1}
    assert [since for _, since in xero.asked] == [start, datetime(2026, 1, 5, 8, 59, 56, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DayLimitReached("The day is over."), FailureType.transient_error),
        (ScopeMissing("Add the scope."), FailureType.config_error),
        (WalkIncomplete("A row is missing."), FailureType.system_error),
    ],
)
def test_a_failure_in_mid_walk_leaves_a_state_to_go_on_from(error: Exception, kind: FailureType) -> None:
    """The pages before the failure are out with their state; the error is Airbyte's, its sentence ours."""
    xero = company(12)

    def fail_on_page_three(_: int, asked: Mapping[str, str]) -> None:
        if asked["page"] == "3":
            raise error

    xero.before_each = fail_on_page_three

    with pytest.raises(AirbyteTracedException) as raised:
        list(read(invoices(demo=xero)))
    out = until_it_fails(read(invoices(demo=xero)))
    xero.before_each = lambda number, params: None  # noqa: ARG005
    rest = list(read(invoices(demo=xero), state=last_state(out)))

    assert raised.value.failure_type is kind
    assert raised.value.message == str(error)
    assert len(records(rest)) == 2
    assert held(out + rest) == xero.versions()
