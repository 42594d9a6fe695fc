"""Where a command is can be read at any moment, and is shown by itself."""

from __future__ import annotations

import threading

import pytest

from xero_connectors.terminal.progress import Progress


@pytest.mark.parametrize(
    ("total", "done", "waits", "expected"),
    [
        (0, 0, 0.0, "Posting."),
        (0, 1_200, 0.0, "Posting: 1,200 so far."),
        (5_000, 0, 0.0, "Posting: 0 of 5,000."),
        (
            5_000,
            1_200,
            41.7,
            "Posting: 1,200 of 5,000. Xero's limit of calls holds the next one back for 42 more seconds.",
        ),
        (0, 0, 7.0, "Posting. Xero's limit of calls holds the next one back for 7 more seconds."),
    ],
)
def test_a_sentence_says_what_how_much_and_what_is_waited_for(
    total: int, done: int, waits: float, expected: str
) -> None:
    """What is not known is left out."""
    progress = Progress(waiting=lambda: waits)
    progress.begins("Posting", total)
    progress.advances(done)

    assert progress.sentence() == expected


def test_every_thousandth_is_shown_at_once() -> None:
    """However many come at a time, and in each phase anew."""
    shown: list[int] = []
    progress = Progress(lambda each: shown.append(each.done))

    progress.begins("Posting", 2_500)
    for _ in range(50):
        progress.advances(50)
    progress.begins("Looking")
    progress.advances(999)
    progress.advances(1)

    assert shown == [1_000, 2_000, 1_000]


def test_another_thing_begins_when_it_is_reached() -> None:
    """What is counted elsewhere is only noted; its speed is told once a second is over."""
    time = [10.0]
    progress = Progress(seconds=lambda: time[0])
    progress.reaches("Reading", 5)
    time[0] = 10.5
    assert (progress.done, progress.rate) == (5, 0)
    time[0] = 12.0
    progress.reaches("Reading", 600)
    assert (progress.elapsed, progress.rate) == (2.0, 300)
    progress.reaches("Sorting", 0)

    assert (progress.what, progress.done, progress.elapsed) == ("Sorting", 0, 0.0)


def test_somebody_else_may_count() -> None:
    """What is collected counts itself."""
    lines: list[int] = []
    progress = Progress()

    progress.begins("Reading lines", counted=lambda: len(lines))
    lines.append(1)

    assert progress.sentence() == "Reading lines: 1 so far."


def test_it_is_shown_while_the_command_waits() -> None:
    """A thread of its own shows it, again and again, until the block ends."""
    shown, before = threading.Semaphore(0), threading.active_count()
    progress = Progress(lambda _: shown.release())
    progress.begins("Reading lines")

    with progress.shown(0.001):
        assert shown.acquire(timeout=10)
        assert shown.acquire(timeout=10)

    assert threading.active_count() == before


def test_it_is_silent_while_somebody_else_says_what_is_waited_for() -> None:
    """The same line over and over would say nothing of the wait."""
    shown, beat = [], threading.Semaphore(0)
    progress = Progress(lambda _: (shown.append(1), beat.release()))
    progress.begins("Posting journals")

    with progress.shown(0.001):
        with progress.paused():
            before = len(shown)
            assert not beat.acquire(timeout=0.05) or len(shown) <= before + 1
        while beat.acquire(blocking=False):
            pass
        assert beat.acquire(timeout=10)


def test_a_reader_that_is_gone_ends_it_without_a_word(recwarn: pytest.WarningsRecorder) -> None:
    """The command itself meets the broken pipe."""
    tried = threading.Event()

    def show(_: Progress) -> None:
        tried.set()
        raise BrokenPipeError

    progress = Progress(show)
    progress.begins("Reading lines")

    with progress.shown(0.001):
        assert tried.wait(10)

    assert not recwarn.list
