"""What is about to be posted, kept beside the receipts before it is: a sync that was killed tells the next one.

Xero's lists may not show yet what the killed one posted. The very same call may be sent again, since Xero remembers
calls; another call with some of its journals waits until the lists show them, or must show them. Two syncs at once that
keep their receipts in one folder wait for each other in the same way.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from destination_xero_journals.books.settling import YOUNG
from destination_xero_journals.posting.kept_lines import damaged, numbered_objects
from destination_xero_journals.posting.storage import INTENTS
from destination_xero_journals.waiting import journals

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from destination_xero_journals.books.held_journals import HeldJournals
    from destination_xero_journals.posting.poster import Poster, Task
    from destination_xero_journals.posting.storage import KeptFile, Storage
    from destination_xero_journals.waiting import Waiting

_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=1), timedelta(seconds=16)
# Those of the last minute count, and the file grows.
_MOST_READ = 1_000
_SHOWN = "another call posted it meanwhile"


class Intent(BaseModel):
    """A call that was about to be sent: its idempotency key, the marks of its journals, and when; UTC.

    Once the lists show what came of it, it has `ended`.
    """

    model_config = ConfigDict(frozen=True)

    tenant_id: str
    call: str
    journals: tuple[str, ...]
    made_at: datetime
    ended: bool = False


class Intents:
    """The intents of one organisation's syncs."""

    def __init__(self, storage: Storage, waiting: Waiting, tenant_id: str, warn: Callable[[str], object]) -> None:
        """Keep them in `storage`; `warn` is told of a line there that is passed over."""
        self._storage = storage
        self._waiting = waiting
        self._clock = waiting.clock
        self._tenant_id = tenant_id
        self._warn = warn
        self._noted: list[Intent] = []

    def settle(self, tasks: Sequence[Task], poster: Poster, held: HeldJournals) -> None:
        """Note that these new journals are about to be posted, and wait while another call may have posted some unseen.

        What Xero shows by then is left to the next sync. Raises what reading raises, and StorageFault.
        """
        mine: Intent | None = None
        pause = _FIRST_PAUSE
        while due := [task for task in tasks if task.open]:
            mine = mine or self._note(due, poster)
            doubtful = self._waited(due, mine, pause)
            if not doubtful:
                return
            pause = min(pause * 2, _LONGEST_PAUSE)
            held.read()
            for task in doubtful:
                task.left = _SHOWN if poster.sees(task) else ""
            if not all(task.open for task in due):
                self._append([mine.model_copy(update={"ended": True})])
                mine = None

    def _waited(self, due: Sequence[Task], mine: Intent, pause: timedelta) -> list[Task]:
        """Return the tasks whose journals another call may have posted, after a wait where there are any."""
        others = self._others(mine)
        marks = {mark for intent in others for mark in intent.journals}
        doubtful = [task for task in due if task.decision.journal.key.mark() in marks]
        if doubtful:
            why = f"Another sync was about to post {journals(task.entry for task in doubtful)} and has not ended"
            until = max(intent.made_at for intent in others) + YOUNG
            self._waiting.wait(why, pause, max(pause, until - self._clock.now()))
        return doubtful

    def end(self) -> None:
        """Note that the lists show what came of every call. Raises StorageFault."""
        self._append([each.model_copy(update={"ended": True}) for each in self._noted])

    def _note(self, due: Sequence[Task], poster: Poster) -> Intent:
        marks = tuple(task.decision.journal.key.mark() for task in due)
        made = Intent(tenant_id=self._tenant_id, call=poster.call(due), journals=marks, made_at=self._clock.now())
        self._append([made])
        self._noted.append(made)
        return made

    def _append(self, intents: Sequence[Intent]) -> None:
        lines = [each.model_dump_json().encode() for each in intents]
        self._storage.append(INTENTS, lines, self._shelf(self._clock.now()))

    def _recall(self, now: datetime) -> Iterator[KeptFile]:
        """Yield the files of the last minute at least: those of the hour before as well, where it has just ended."""
        if not self._storage.shelved:
            yield from self._storage.recall(INTENTS)
            return
        for shelf in dict.fromkeys((self._shelf(now - YOUNG), self._shelf(now))):
            yield from self._storage.recall(INTENTS, shelf)

    def _shelf(self, now: datetime) -> str:
        return f"{self._tenant_id}/{now:%Y-%m-%dT%H}"

    def _others(self, mine: Intent) -> Collection[Intent]:
        """Return the other calls that were noted less than a minute ago and before this one, and have not ended.

        Of two syncs that note at the same time, each sees the other's, and the later one waits.
        """
        now = self._clock.now()
        others: dict[str, Intent] = {}
        for intent in read_intents(self._recall(now), self._warn):
            before = (intent.made_at, intent.call) < (mine.made_at, mine.call) and now - intent.made_at < YOUNG
            if intent.ended:
                others.pop(intent.call, None)
            elif before and intent.call != mine.call and intent.tenant_id == self._tenant_id:
                others[intent.call] = intent
        return others.values()


def read_intents(files: Iterable[KeptFile], warn: Callable[[str], object]) -> Iterator[Intent]:
    """Yield the last of the intents that files hold; `warn` is told of one that a killed sync left torn.

    Raises StorageFault where another line is damaged.
    """
    numbered = ((file, *line) for file in files for line in enumerate(file.lines, start=1))
    for file, number, line in deque(numbered, _MOST_READ):
        for place, found in numbered_objects(file, [(number, line)], warn):
            try:
                yield Intent.model_validate(found)
            except ValidationError:
                raise damaged(file, place, "it is no call with its journals and its time") from None
