"""Readers run side by side: what comes is in their order, within bounds, and ends when nobody takes it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from source_xero_revrec.streams.ahead import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

MANY = 10_000
PATIENCE = 30
"""Seconds after which a thread that should have moved has hung."""


def counting(name: str, count: int) -> Callable[[], Generator[str]]:
    """Return a reader of so many messages."""

    def read() -> Generator[str]:
        yield from (f"{name}{number}" for number in range(count))

    return read


@settings(max_examples=30)
@given(st.lists(st.integers(0, 700), max_size=6), st.integers(1, 4))
def test_what_comes_is_what_one_after_the_other_would_give(counts: list[int], at_once: int) -> None:
    """Whatever each reads and however many run at once."""
    readers = [counting(f"{place}-", count) for place, count in enumerate(counts)]

    told = [list(messages) for messages in side_by_side(readers, at_once)]

    assert told == [list(read()) for read in readers]


def test_readers_wait_at_the_same_time() -> None:
    """Each comes to the barrier only where all of them run; the last of them comes first."""
    barrier = threading.Barrier(4)

    def waiting(name: str) -> Callable[[], Generator[str]]:
        def read() -> Generator[str]:
            barrier.wait(PATIENCE)
            yield name

        return read

    told = [list(messages) for messages in side_by_side([waiting(name) for name in "abcd"], 4)]

    assert told == [["a"], ["b"], ["c"], ["d"]]


def test_no_more_than_are_allowed_run_at_once() -> None:
    """The third begins when the first has been taken."""
    begun: list[str] = []

    def noted(name: str) -> Callable[[], Generator[str]]:
        def read() -> Generator[str]:
            begun.append(name)
            yield name

        return read

    readers = side_by_side([noted(name) for name in "abc"], 2)
    first = list(next(readers))

    assert (first, "c" in begun) == (["a"], False)
    assert [list(messages) for messages in readers] == [["b"], ["c"]]


def test_a_reader_is_only_some_hundred_messages_ahead() -> None:
    """However much there is to read: memory is bounded."""
    read_so_far = [0]
    full = threading.Event()

    def endless() -> Generator[int]:
        for number in range(MANY):
            read_so_far[0] = number
            if number == 400:
                full.set()
            yield number

    readers = side_by_side([counting("a", 1), endless], 2)
    assert list(next(readers)) == ["a0"]
    assert full.wait(PATIENCE)

    assert read_so_far[0] <= 600
    assert list(next(readers)) == list(range(MANY))
    assert read_so_far[0] == MANY - 1


def test_what_a_reader_raises_comes_after_what_it_read_and_stops_no_other() -> None:
    """Its own messages are told, and so are those of the next."""

    def broken() -> Generator[str]:
        yield "b0"
        raise KeyError("Date")

    readers = side_by_side([counting("a", 1), broken, counting("c", 1)], 3)
    assert list(next(readers)) == ["a0"]
    second = next(readers)
    assert next(second) == "b0"
    with pytest.raises(KeyError):
        next(second)
    assert list(next(readers)) == ["c0"]


def test_when_nobody_takes_more_every_reader_ends_and_closes_what_it_opened() -> None:
    """Also one that waits because it is far enough ahead."""
    closed = [threading.Event() for _ in range(3)]

    def opening(place: int) -> Callable[[], Generator[int]]:
        def read() -> Generator[int]:
            try:
                yield from range(MANY)
            finally:
                closed[place].set()

        return read

    readers = side_by_side([opening(place) for place in range(3)], 3)
    assert next(next(readers)) == 0
    readers.close()

    assert all(event.wait(PATIENCE) for event in closed)
