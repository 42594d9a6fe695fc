"""What was posted is kept by entry and month, and recalled before anything is posted anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.input.collection import CollectedEntry
from destination_xero_journals.plan.store import PlannedEntry
from destination_xero_journals.posting.postings import Postings
from destination_xero_journals.posting.storage import POSTED, RECEIPTS
from unit_tests.destination_xero_journals.made_storage import Kept
from unit_tests.destination_xero_journals.made_xero import wanted
from unit_tests.destination_xero_journals.rules.made_decisions import held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unit_tests.conftest import FakeClock

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


class Places:
    """One place, and the postings of any sync that keeps them there."""

    def __init__(self, clock: FakeClock, *, shelved: bool) -> None:
        """Keep nothing yet."""
        self.kept = Kept()
        self.kept.shelved = shelved
        self._clock = clock

    def postings(self, tenant: str = "tenant-1") -> Postings:
        """Return those of another sync."""
        return Postings(self.kept, self._clock, tenant)

    def post(self, name: str, identity: str, day: date = JANUARY, tenant: str = "tenant-1") -> None:
        """Let a sync post a journal."""
        posted = replace(held(wanted(name)), manual_journal_id=identity)
        entry = PlannedEntry(CollectedEntry(tenant, name, 1), "Demo Company", 2, revrec_date=day, posted=posted)
        self.postings(tenant).keep([entry])


@pytest.fixture(params=[True, False], ids=["shelves", "one file"])
def places(clock: FakeClock, request: pytest.FixtureRequest) -> Places:
    """Give a test a place of either kind."""
    return Places(clock, shelved=request.param)


def test_another_spelling_of_an_id_is_remembered_as_well(places: Places) -> None:
    """Otherwise a respelled entry would be posted beside its own journal while lists lag."""
    places.post("JE-00700300", "mj-1")

    assert places.postings().ids("je-00700300 ", JANUARY) == ["mj-1"]
    assert places.postings().ids("JE-00700301", JANUARY) == []


def test_every_journal_of_an_entry_is_remembered(places: Places) -> None:
    """Also one that was posted anew, or a correction; of other entries and organisations none."""
    places.post("JE-1", "mj-1")
    places.post("JE-1", "mj-2")
    places.post("JE-2", "mj-3")
    places.post("JE-1", "mj-4", tenant="tenant-2")

    assert places.postings().ids("JE-1", JANUARY) == ["mj-1", "mj-2"]
    assert places.postings("tenant-2").ids("JE-1", JANUARY) == ["mj-4"]
    assert places.postings().ids("JE-9", JANUARY) == []


def test_what_was_not_posted_is_not_kept(places: Places) -> None:
    """An entry that Xero refused, or that could not be read."""
    entry = CollectedEntry("tenant-1", "JE-1", 1)
    places.postings().keep([PlannedEntry(entry, "Demo Company", 2, revrec_date=JANUARY)])

    assert places.kept.lines[POSTED] == []


def test_a_month_is_read_once_and_only_when_it_is_asked_for(clock: FakeClock) -> None:
    """However many entries there are, other months stay unread."""
    places = Places(clock, shelved=True)
    places.post("JE-1", "mj-1")
    places.post("JE-2", "mj-2", FEBRUARY)
    postings = places.postings()
    assert places.kept.recalled == []

    assert [postings.ids(name, JANUARY) for name in ("JE-1", "JE-1", "JE-2")] == [["mj-1"], ["mj-1"], []]
    assert places.kept.recalled == [(POSTED, "tenant-1/2026-01")]
    assert postings.ids("JE-2", FEBRUARY) == ["mj-2"]


def test_one_file_is_read_once_with_the_receipts_beside_it(clock: FakeClock) -> None:
    """An entry whose date moved to another month is found there; receipts name ids too, where there are any."""
    places = Places(clock, shelved=False)
    places.post("JE-1", "mj-1")
    receipt = {"journal_entry_id": "JE-2", "tenant_id": "tenant-1"}
    places.kept.lines[RECEIPTS] = [receipt | {"manual_journal_id": identity} for identity in ("mj-2", "")]
    postings = places.postings()

    assert postings.ids("JE-1", FEBRUARY) == ["mj-1"]
    assert postings.ids("JE-2", JANUARY) == ["mj-2"]
    assert places.kept.recalled == [(POSTED, ""), (RECEIPTS, "")]


def test_a_line_that_names_no_journal_is_passed_over(clock: FakeClock) -> None:
    """A process was killed while it wrote it, or somebody else did."""

    class _Torn(Kept):
        def recall(self, name: str, shelf: str = "") -> Iterator[bytes]:
            yield b'{"tenant_id":"tenant-1","journal_'
            yield from (b"7", b"[]", b"{}", b'{"tenant_id":"tenant-1","journal_entry_id":1,"manual_journal_id":2}')
            yield from super().recall(name, shelf)

    places = Places(clock, shelved=False)
    places.kept = _Torn()
    places.post("JE-1", "mj-1")
    postings = places.postings()

    assert postings.ids("JE-1", JANUARY) == ["mj-1"]
    postings.close()
