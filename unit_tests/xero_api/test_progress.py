"""A walk's place survives being written and read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_api.progress import Progress

MOMENTS = st.none() | st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - hypothesis adds UTC
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)


@given(MOMENTS, MOMENTS, st.integers(1, 9999), st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_place_reads_back_from_json(
    since: datetime | None, started: datetime | None, page: int, received: int, journal: int
) -> None:
    """What a walk needs to go on comes back unchanged through JSON text."""
    place = Progress(since, started, page if started else 1, received if started else 0, journal)

    assert place == Progress.from_json(json.loads(json.dumps(place.to_json())))


def test_the_place_after_a_walk_is_its_start_less_the_overlap() -> None:
    """Records that Xero stamped just before the walk and showed just after are asked for again."""
    started = datetime(2026, 1, 5, 9, tzinfo=UTC)

    assert Progress(None, started, 7, 6000).finished() == Progress(started - timedelta(seconds=5))


def test_a_walk_that_never_started_keeps_its_filter() -> None:
    """Without an answer nothing is skipped by the next sync."""
    since = datetime(2026, 1, 1, tzinfo=UTC)

    assert Progress(since).finished() == Progress(since)


@pytest.mark.parametrize(
    "fields",
    [
        {"modified_since": "yesterday"},
        {"modified_since": 20260101},
        {"started_at": "/Date(99999999999999999)/"},
        {"started_at": "2026-01-01T00:00:00", "next_page": None},
        {"next_page": "two"},
        {"journal_number": [1]},
    ],
)
def test_what_is_no_place_is_refused(fields: dict[str, Any]) -> None:
    """A state of another shape raises, so that the caller starts over and does not guess."""
    with pytest.raises((ValueError, TypeError)):
        Progress.from_json(fields)
