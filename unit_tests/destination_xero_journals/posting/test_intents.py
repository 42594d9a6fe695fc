"""What a sync was about to post is known to the next one, which waits where it would send another call for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson
import pytest

from destination_xero_journals.posting.intents import Intents, read_intents
from destination_xero_journals.posting.storage import INTENTS, KeptFile, StorageFault
from destination_xero_journals.rules.journal import POSTED
from destination_xero_journals.rules.request import journal_json
from destination_xero_journals.waiting import Waiting
from unit_tests.destination_xero_journals.made_storage import Kept
from unit_tests.destination_xero_journals.made_xero import MadeXero, created, wanted

if TYPE_CHECKING:
    from requests_mock import Mocker

    from destination_xero_journals.posting.poster import Task
    from unit_tests.conftest import FakeClock


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


@dataclass
class Syncs:
    """Syncs that keep their intents in one place, one after the other or at once."""

    xero: MadeXero
    clock: FakeClock
    kept: Kept = field(default_factory=Kept)
    said: list[str] = field(default_factory=list)

    def intents(self, tenant: str = "tenant-1") -> Intents:
        """Return the intents of another sync."""
        return Intents(self.kept, Waiting(self.clock, self.said.append), tenant, self.said.append)

    def settled(self, *names: str, intents: Intents | None = None) -> list[Task]:
        """Let a sync say what it is about to post; its clock moves by a millisecond, as no two syncs note at once."""
        self.clock.elapsed += 0.001
        tasks = [self.xero.poster.task(decision) for decision in created(*names)]
        (intents or self.intents()).settle(tasks, self.xero.poster, self.xero.held)
        return tasks

    def show(self, *names: str) -> None:
        """Let Xero's lists show journals from now on."""
        for name in names:
            self.xero.store(orjson.loads(orjson.dumps(journal_json(wanted(name), POSTED))))


@pytest.fixture(params=[True, False], ids=["shelves", "one file"])
def syncs(xero: MadeXero, clock: FakeClock, request: pytest.FixtureRequest) -> Syncs:
    """Give a test a place of either kind without intents."""
    made = Syncs(xero, clock)
    made.kept.shelved = request.param
    return made


def left(tasks: list[Task]) -> list[str]:
    """Return the entries that are left to the next sync."""
    return [task.entry for task in tasks if task.left]


def test_what_is_about_to_be_posted_is_kept_first(syncs: Syncs) -> None:
    """With the key of the call, and not a second is lost."""
    tasks = syncs.settled("JE-1", "JE-2")

    (noted,) = syncs.kept.lines[INTENTS]
    assert noted["journals"] == ["[RevRec JE-1]", "[RevRec JE-2]"]
    assert noted["call"] == syncs.xero.poster.call(tasks)
    assert (noted["tenant_id"], noted["ended"]) == ("tenant-1", False)
    assert syncs.clock.slept == []


def test_the_very_same_call_is_sent_again_at_once(syncs: Syncs) -> None:
    """Xero remembers it."""
    syncs.settled("JE-1", "JE-2")

    assert left(syncs.settled("JE-1", "JE-2")) == []
    assert syncs.clock.slept == []


def test_another_call_with_the_same_journal_waits_until_it_shows(syncs: Syncs) -> None:
    """Then the journal is left to the next sync, and the others are noted as a call of their own."""
    syncs.settled("JE-1", "JE-2")
    syncs.xero.on_list = lambda: syncs.show("JE-2") if syncs.xero.lists == 3 else None
    tasks = syncs.settled("JE-2", "JE-3")

    assert left(tasks) == ["JE-2"]
    assert syncs.clock.slept == [1, 2, 4]
    assert syncs.kept.lines[INTENTS][-1]["journals"] == ["[RevRec JE-3]"]
    assert syncs.said[:2] == [
        f"Another sync was about to post 1 journal (JE-2) and has not ended: Xero is read again in {seconds} s, and "
        f"waited for until 09:01:00 UTC at the latest."
        for seconds in (1, 2)
    ]


def test_what_never_shows_is_posted_after_a_minute(syncs: Syncs) -> None:
    """The call did not arrive."""
    syncs.settled("JE-1", "JE-2")

    assert left(syncs.settled("JE-2")) == []
    assert syncs.clock.slept == [1, 2, 4, 8, 16, 16, 16]


def test_a_call_that_came_to_its_end_is_waited_for_no_more(syncs: Syncs) -> None:
    """The lists showed what it posted; so is one of another organisation, and of other journals."""
    intents = syncs.intents()
    syncs.settled("JE-1", "JE-2", intents=intents)
    intents.end()
    syncs.settled("JE-2", "JE-3", intents=syncs.intents("tenant-2"))
    syncs.settled("JE-4")

    assert left(syncs.settled("JE-2", "JE-3")) == []
    assert syncs.clock.slept == []


def test_of_two_at_once_the_later_one_waits(syncs: Syncs) -> None:
    """Each has noted before it looks, so that one of them sees the other."""
    first = syncs.intents()
    syncs.settled("JE-1", "JE-2", intents=first)
    syncs.settled("JE-2", "JE-3")
    waited = len(syncs.clock.slept)
    assert waited
    syncs.settled("JE-1", "JE-2", intents=first)

    assert len(syncs.clock.slept) == waited


@pytest.mark.parametrize(
    ("minutes", "read"), [(0, ["tenant-1/2026-01-05T09"]), (60, ["tenant-1/2026-01-05T09", "tenant-1/2026-01-05T10"])]
)
def test_a_call_of_the_last_minute_is_found_on_its_shelf(
    xero: MadeXero, clock: FakeClock, minutes: int, read: list[str]
) -> None:
    """The hour before is read too where it has just ended, and no other."""
    syncs = Syncs(xero, clock)
    syncs.kept.shelved = True
    clock.elapsed += max(0, minutes * 60 - 30)
    syncs.settled("JE-1", "JE-2")
    clock.elapsed += 40
    syncs.xero.on_list = lambda: syncs.show("JE-2") if syncs.xero.lists == 1 else None

    assert left(syncs.settled("JE-2")) == ["JE-2"]
    assert list(dict.fromkeys(shelf for _, shelf in syncs.kept.recalled))[-len(read) :] == read


def test_where_everything_shows_nothing_is_noted(syncs: Syncs) -> None:
    """There is no call left to send."""
    syncs.settled("JE-1", "JE-2")
    syncs.xero.on_list = lambda: syncs.show("JE-2") if syncs.xero.lists == 1 else None
    assert left(syncs.settled("JE-2")) == ["JE-2"]
    *_, last = syncs.kept.lines[INTENTS]

    assert (last["journals"], last["ended"]) == (["[RevRec JE-2]"], True)
    assert syncs.settled() == []


WHOLE = b'{"tenant_id":"t","call":"c","journals":[],"made_at":"2026-01-05T09:00:00Z"}\n'


def test_a_torn_last_line_is_passed_over_with_a_warning() -> None:
    """A process was killed while it wrote; the last thousand lines of all files count."""
    said: list[str] = []
    torn = KeptFile("intents.jsonl", [WHOLE, b"\n", WHOLE, b'{"tenant_id":"t"'], appended=True)

    assert len([*read_intents([torn], said.append)]) == 2
    assert [text.partition(",")[0] for text in said] == ["The last line of intents.jsonl is cut off"]
    assert len([*read_intents([KeptFile("1", [WHOLE] * 900), KeptFile("2", [WHOLE] * 900)], print)]) == 1_000


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"tenant_id":"t"', "it is no JSON"),
        (b"7\n", "it is no JSON object"),
        (b'{"tenant_id":"t"}\n', "it is no call with its journals and its time"),
        (WHOLE.replace(b"2026", b"20x6"), "it is no call with its journals and its time"),
        (WHOLE.replace(b'"call":"c"', b'"call":"c","call":"d"'), "it names 'call' more than once"),
    ],
)
def test_a_damaged_line_is_refused_with_its_place(line: bytes, why: str) -> None:
    """It may tell of a call that is on its way: in a file that came there whole, also the last one."""
    with pytest.raises(StorageFault, match=f"^intents/1.jsonl is damaged in line 2: {why}"):
        [*read_intents([KeptFile("intents/1.jsonl", [WHOLE, line])], print)]
