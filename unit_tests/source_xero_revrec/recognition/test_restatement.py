"""What an entry makes up for, held against the schedule that was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.recognition.evidence import Evidence
from source_xero_revrec.recognition.frozen_schedule import write_frozen
from source_xero_revrec.recognition.restatement import restatements
from source_xero_revrec.rules.recognition.posted import Kind
from unit_tests.source_xero_revrec.recognition.made_xero import FakeXero, invoice, journal
from unit_tests.source_xero_revrec.recognition.test_reading import YEAR, read
from unit_tests.source_xero_revrec.rules.recognition.made_lines import month
from xero_connectors.places.folder import Folder

if TYPE_CHECKING:
    from pathlib import Path

    from source_xero_revrec.recognition.books import RecognisedBooks

POSTED = (
    journal("REV-2026-01-DEFERRAL", ("200", "1200.00"), ("835", "-1200.00")),
    journal("REV-2026-01-RELEASE", ("200", "-100.00"), ("835", "100.00")),
)


def kept(folder: Path, books: RecognisedBooks) -> Evidence:
    """Keep the books' schedule at the close of January."""
    path, january = folder / "made", month("2026-01")
    write_frozen(path, books.recognised(), books.entries.done, january, {})
    found = Evidence(Folder(folder))
    found.keep(january, path, posted=False)
    return found


def told(books: RecognisedBooks, evidence: Evidence | None) -> list[tuple[str, str, int]]:
    """Return reason, document or journal, and cents on the deferred account of each change of February."""
    found = [*restatements(books, evidence)]
    assert {each.month for each in found} <= {month("2026-02")}
    prior = [entry for entry in books.entries.journals if entry.kind is Kind.PRIOR]
    wanted = sum(line.amount for entry in prior for line in entry.lines if line.account == "835")
    assert sum(each.change.amount for each in found if each.change.place[0] == "835") == wanted
    return [
        (each.change.reason.value, each.change.document.number if each.change.document else each.change.key, cents)
        for each in found
        if each.change.place[0] == "835"
        for cents in (each.change.amount,)
    ]


def test_a_late_invoice_and_one_that_is_gone_are_told(tmp_path: Path) -> None:
    """By their numbers; what stayed as it was is not."""
    first, second, late = (invoice(number, "1200.00", YEAR) for number in (1, 2, 3))
    evidence = kept(tmp_path, read(FakeXero(first, second)))
    posted = (
        journal("REV-2026-01-DEFERRAL", ("200", "2400.00"), ("835", "-2400.00")),
        journal("REV-2026-01-RELEASE", ("200", "-200.00"), ("835", "200.00")),
    )
    assert told(read(FakeXero(first, late, journals=posted)), evidence) == [
        ("late_invoice", "INV-3", 110_000),
        ("withdrawn", "INV-2", -110_000),
    ]


def test_a_journal_that_differs_is_told_and_documents_are_not(tmp_path: Path) -> None:
    """By its key."""
    evidence = kept(tmp_path, read(FakeXero(invoice(1, "1200.00", YEAR))))
    edited = journal("REV-2026-01-RELEASE", ("200", "-60.00"), ("835", "60.00"))

    assert told(read(FakeXero(invoice(1, "1200.00", YEAR), journals=(POSTED[0], edited))), evidence) == [
        ("journal_edited", "REV-2026-01-RELEASE", -4_000)
    ]


def test_months_before_the_first_close_are_held_against_its_schedule(tmp_path: Path) -> None:
    """They were closed with it: what came since has its reason, and so has an entry that is gone since."""
    first, late = invoice(1, "1200.00", YEAR), invoice(2, "1200.00", YEAR)
    made_up = journal("REV-2026-02-PRIOR", ("200", "1100.00"), ("835", "-1100.00"))
    path, february = tmp_path / "made", month("2026-02")
    both = read(FakeXero(first, late, journals=(*POSTED, made_up)))
    write_frozen(path, both.recognised(), both.entries.done, february, {})
    evidence = Evidence(Folder(tmp_path))
    evidence.keep(february, path, posted=False)

    assert told(read(FakeXero(first, late, journals=POSTED)), evidence) == [
        ("journal_not_in_xero", "REV-2026-02-PRIOR", 110_000)
    ]
    assert told(read(FakeXero(first, invoice(3, "1200.00", YEAR), journals=POSTED)), evidence) == [
        ("late_invoice", "INV-3", 110_000),
        ("withdrawn", "INV-2", -110_000),
        ("journal_not_in_xero", "REV-2026-02-PRIOR", 110_000),
    ]


def test_what_the_journals_owed_when_the_schedule_was_kept_is_told_as_that(tmp_path: Path) -> None:
    """The schedule was kept for the first time after the posting, when a document had come already."""
    both = FakeXero(invoice(1, "1200.00", YEAR), invoice(2, "1200.00", YEAR), journals=POSTED)
    evidence = kept(tmp_path, read(both))

    assert told(read(both), evidence) == [("owed_at_the_close", "", 110_000)]


def test_without_a_kept_schedule_the_reason_says_so() -> None:
    """The amount is there all the same."""
    both = FakeXero(invoice(1, "1200.00", YEAR), invoice(2, "1200.00", YEAR), journals=POSTED)

    assert told(read(both), None) == [("no_frozen_schedule", "", 110_000)]


def test_changes_that_come_to_nothing_are_told_too(tmp_path: Path) -> None:
    """There is no entry, and a reader sees both sides."""
    first, late = invoice(1, "1200.00", YEAR), invoice(2, "1200.00", YEAR)
    evidence = kept(tmp_path, read(FakeXero(first)))
    books = read(FakeXero(late, journals=POSTED))

    assert not [entry for entry in books.entries.journals if entry.kind is Kind.PRIOR]
    assert told(books, evidence) == [("late_invoice", "INV-2", 110_000), ("withdrawn", "INV-1", -110_000)]


def test_what_was_before_the_cut_over_is_no_change(tmp_path: Path) -> None:
    """The ledger's own balance stands for it."""
    answers: dict[str, Any] = {"cut_over": {"first_period": "2026-02"}}
    evidence = kept(tmp_path, read(FakeXero(invoice(1, "1200.00", YEAR)), **answers))
    books = read(FakeXero(invoice(1, "1200.00", YEAR), invoice(2, "1200.00", YEAR)), **answers)

    assert told(books, evidence) == []
