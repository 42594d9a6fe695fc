"""A sync as a person watches it: which stream is being read, how many records came, and what became of each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from airbyte_cdk.models import AirbyteStreamStatus, TraceType, Type
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from xero_connectors.terminal.screen import Colour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from airbyte_cdk.models import AirbyteMessage, AirbyteTraceMessage

    from xero_connectors.terminal.progress import Progress
    from xero_connectors.terminal.screen import Screen

HEADINGS = ("Stream", "Records", "What became of it")
_WORDS = {
    AirbyteStreamStatus.STARTED: "being read",
    AirbyteStreamStatus.RUNNING: "being read",
    AirbyteStreamStatus.COMPLETE: "complete",
    AirbyteStreamStatus.INCOMPLETE: "not complete",
}
_UNTOUCHED = "not begun"


class Reading:
    """The messages of one sync, counted by stream."""

    def __init__(
        self,
        screen: Screen,
        streams: Sequence[str],
        *,
        debug: bool = False,
        aside: bool = False,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nothing of the streams; with `debug`, failures are shown with where they came up.

        With `aside`, the table goes to standard error, since standard output has the messages themselves.
        """
        self._screen = screen
        self._table, self._sentence = (screen.listed, screen.say) if aside else (screen.table, screen.tell)
        self._records = dict.fromkeys(streams, 0)
        self._became = dict.fromkeys(streams, _UNTOUCHED)
        self._debug = debug
        self._seconds = seconds
        self._states = 0
        self._took: float = 0

    def read(self, messages: Iterable[AirbyteMessage], progress: Progress) -> str:
        """Take all messages; returns what is said of the sync as a whole where it failed, else nothing."""
        try:
            for _ in self.passing(messages, progress):
                pass
        except AirbyteTracedException as failure:
            return failure.message or "The sync failed."
        return ""

    def passing(self, messages: Iterable[AirbyteMessage], progress: Progress) -> Iterator[AirbyteMessage]:
        """Take all messages and hand each on."""
        begun = self._seconds()
        try:
            for message in messages:
                self._take(message, progress)
                yield message
        finally:
            self._took = self._seconds() - begun

    def tell(self) -> None:
        """Write the table of streams, and what all of them are together."""
        self._table(HEADINGS, [(name, count, self._became[name]) for name, count in self._records.items()])
        total = sum(self._records.values())
        speed = f", {total / self._took:,.0f} a second" if total and self._took >= 1 else ""
        complete = sum(became == _WORDS[AirbyteStreamStatus.COMPLETE] for became in self._became.values())
        self._sentence(
            f"{complete} of {len(self._became)} streams complete, {total:,} records in {self._took:.1f} s{speed}, "
            f"{self._states:,} states.",
            Colour.GOOD if complete == len(self._became) else Colour.BAD,
        )

    def _take(self, message: AirbyteMessage, progress: Progress) -> None:
        if message.type == Type.RECORD and message.record:
            name = message.record.stream
            self._records[name] = self._records.get(name, 0) + 1
            progress.reaches(f"Reading {name}", self._records[name])
        elif message.type == Type.STATE:
            self._states += 1
        elif message.type == Type.TRACE and message.trace:
            self._trace(message.trace, progress)

    def _trace(self, trace: AirbyteTraceMessage, progress: Progress) -> None:
        if trace.type == TraceType.STREAM_STATUS and trace.stream_status:
            name = trace.stream_status.stream_descriptor.name
            self._became[name] = _WORDS[trace.stream_status.status]
            if trace.stream_status.status is AirbyteStreamStatus.STARTED:
                progress.reaches(f"Reading {name}", 0)
        elif trace.type == TraceType.ERROR and trace.error:
            self._screen.say(trace.error.message, Colour.BAD)
            if self._debug and trace.error.stack_trace:
                self._screen.say(trace.error.stack_trace)
