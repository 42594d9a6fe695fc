"""Reading some way ahead in a thread of its own, so that several readers wait for their answers at the same time."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import closing
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

T = TypeVar("T")

# Messages are handed over in batches, since each handing over costs a change of threads.
_BATCH = 100
_AHEAD = 400


class _Stopped(Exception):
    """Nobody takes what is read any more."""


class Ahead(Generic[T]):
    """One reader in a thread, at most some hundred messages ahead of whoever takes them."""

    def __init__(self, read: Callable[[], Generator[T]]) -> None:
        """Begin to read; what is read comes by `messages` in its own order."""
        self._read = read
        self._moved = threading.Condition()
        self._batches: deque[list[T]] = deque()
        self._held = 0
        self._ended = self._stopped = False
        self._error: BaseException | None = None
        # A thread that waits for Xero must not keep a process that was told to end.
        threading.Thread(target=self._run, name="organisation", daemon=True).start()

    def messages(self) -> Iterator[T]:
        """Yield what was read, as it comes; raises what reading raised, after all that came before it."""
        while True:
            with self._moved:
                self._moved.wait_for(lambda: self._batches or self._ended)
                batch = self._batches.popleft() if self._batches else None
                self._held -= len(batch or ())
                self._moved.notify_all()
            if batch is None:
                break
            yield from batch
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """End reading at the next message; it is not waited for, since it may wait for an answer of Xero."""
        with self._moved:
            self._stopped = True
            self._batches.clear()
            self._moved.notify_all()

    def _run(self) -> None:
        try:
            with closing(self._read()) as read:
                self._take(read)
        except _Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is raised where messages are taken
            self._error = error
        with self._moved:
            self._ended = True
            self._moved.notify_all()

    def _take(self, read: Generator[T]) -> None:
        batch: list[T] = []
        try:
            for message in read:
                batch.append(message)
                # What is no record, a state above all, waits for no other message.
                if len(batch) == _BATCH or callable(message):
                    self._hand_over(batch)
                    batch = []
        finally:
            if batch:
                self._hand_over(batch)

    def _hand_over(self, batch: list[T]) -> None:
        with self._moved:
            self._moved.wait_for(lambda: self._held < _AHEAD or self._stopped)
            if self._stopped:
                raise _Stopped
            self._batches.append(batch)
            self._held += len(batch)
            self._moved.notify_all()


def side_by_side(readers: Sequence[Callable[[], Generator[T]]], at_once: int) -> Generator[Iterator[T]]:
    """Yield what each reader reads, in their order and each to be taken before the next; `at_once` read at a time.

    What comes is the same in the same order however long each of them takes. A reader that raises ends alone.
    """
    if at_once == 1 or len(readers) == 1:
        yield from (read() for read in readers)
        return
    waiting = deque(readers)
    under_way: deque[Ahead[T]] = deque()
    try:
        while waiting or under_way:
            while waiting and len(under_way) < at_once:
                under_way.append(Ahead(waiting.popleft()))
            yield under_way[0].messages()
            under_way.popleft()
    finally:
        for reader in under_way:
            reader.stop()
