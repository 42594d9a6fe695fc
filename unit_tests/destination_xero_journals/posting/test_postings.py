"""What was posted is kept by entry and month, and recalled before anything is posted anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.input.collection import CollectedEntry
from destination_xero_journals.plan.store import PlannedEntry
from destination_xero_journals.posting.postings import Postings
from destination_xero_journals.posting.storage import POSTED, RECEIPTS, Appended, KeptFile, StorageFault
from unit_tests.destination_xero_journals.made_storage import Kept
from unit_tests.destination_xero_journals.made_xero import wanted
from unit_tests.destination_xero_journals.rules.made_decisions import held
from xero_connectors.places.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unit_tests.conftest import FakeClock

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)


class Damaged(Kept):
    """Keeps lines after one that is there already."""

    def __init__(self, line: bytes) -> None:
        """Begin with `line`."""
        super().__init__()
        self._line = line

    def recall(self, name: str, shelf: str = "") -> Sequence[KeptFile]:
        """Return the line, and what was kept since."""
        (file,) = super().recall(name, shelf)
        return [KeptFile(file.address, [self._line, *file.lines])]


class Places:
    """One place, and the postings of any sync that keeps them there."""

    def __init__(self, clock: FakeClock, *, shelved: bool) -> None:
        """Keep nothing yet."""
        self.kept = Kept()
        self.kept.shelved = shelved
        self._clock = clock
        self.said: list[str] = []

    def postings(self, tenant: str = "tenant-1") -> Postings:
        """Return those of another sync."""
        return Postings(self.kept, self._clock, tenant, self.said.append)

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


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"tenant_id":"tenant-1","journal_', "it is no JSON"),
        (b"\x00\x00\x00", "it is no JSON"),
        (b'{"tenant_id":"t","journal_entry_id":"JE-\xff","manual_journal_id":"mj"}', "it is no JSON"),
        (b"7", "it is no JSON object"),
        (b"[]", "it is no JSON object"),
        (b"{}", "it names no journal by tenant_id, journal_entry_id, manual_journal_id"),
        (b'{"tenant_id":"tenant-1","journal_entry_id":1,"manual_journal_id":2}', "it names no journal by"),
        (
            b'{"tenant_id":"t","journal_entry_id":"JE-1","manual_journal_id":"a","manual_journal_id":"b"}',
            "it names 'manual_journal_id' more than once",
        ),
    ],
)
def test_a_damaged_line_is_refused_with_its_place(clock: FakeClock, line: bytes, why: str) -> None:
    """What it said was posted is not known: with late lists, it would be posted once more."""
    places = Places(clock, shelved=False)
    places.kept = Damaged(line + b"\n")
    places.post("JE-1", "mj-1")

    with pytest.raises(
        StorageFault, match=r"^memory/posted\.jsonl is damaged in line 1: .* so that the sync stops\."
    ) as fault:
        places.postings().ids("JE-1", JANUARY)
    assert why in str(fault.value)


def test_a_blank_line_is_passed_over(clock: FakeClock) -> None:
    """An editor left it; nothing was in it."""
    places = Places(clock, shelved=False)
    places.kept = Damaged(b" \n")
    places.post("JE-1", "mj-1")
    postings = places.postings()

    assert postings.ids("JE-1", JANUARY) == ["mj-1"]
    postings.close()
    assert places.said == []


@pytest.mark.parametrize("torn", [b'{"tenant_id":"tenant-1","journal_', b"\x00\x00"])
def test_a_torn_last_line_is_passed_over_with_a_warning(clock: FakeClock, tmp_path: Path, torn: bytes) -> None:
    """A process was killed while it wrote it, and Xero was asked before that: nothing more is known."""
    kept = Appended(Folder(tmp_path))
    whole = b'{"tenant_id":"tenant-1","journal_entry_id":"JE-1","manual_journal_id":"mj-1"}\n'
    (tmp_path / "posted.jsonl").write_bytes(whole + torn)
    said: list[str] = []

    assert Postings(kept, clock, "tenant-1", said.append).ids("JE-1", JANUARY) == ["mj-1"]
    (warning,) = said
    assert warning.startswith(f"The last line of {tmp_path / 'posted.jsonl'} is cut off")
