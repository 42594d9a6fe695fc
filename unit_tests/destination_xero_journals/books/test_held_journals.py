"""Xero's manual journals that bear a key of ours: all of them, as they were read last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.books.held_journals import held_journal
from destination_xero_journals.rules.journal import DRAFT, POSTED, VOIDED
from revrec_journals.key import JournalKey
from unit_tests.destination_xero_journals.made_xero import MadeXero, held, stored, wanted
from unit_tests.destination_xero_journals.rules.made_entries import REVENUE, journal, journal_line, tag
from xero_api.errors import WalkIncomplete

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


def test_a_journal_comes_back_with_every_line_as_it_was_sent(xero: MadeXero) -> None:
    """Amounts, accounts, texts and options; `stamp` tells this state of it from the next."""
    sent = journal(journal_line("100.10", REVENUE, "Zürich", tag()), journal_line("-100.10"), show_on_cash_basis=False)
    found = held(xero, sent)

    assert (found.key, found.date, found.narration, found.lines) == (sent.key, sent.date, sent.narration, sent.lines)
    assert (found.status, found.show_on_cash_basis) == (POSTED, False)
    assert found.stamp == xero.journals["mj-1"]["UpdatedDateUTC"]


def test_journals_of_an_entry_are_its_own_alone(xero: MadeXero) -> None:
    """Corrections and voided ones count, other entries and people's own journals do not."""
    first, other = wanted("JE-1"), wanted("JE-10")
    correction = replace(first, key=JournalKey("JE-1", 1), narration=f"Revenue {JournalKey('JE-1', 1).mark()}")
    for each, status in ((first, VOIDED), (other, POSTED), (correction, DRAFT)):
        stored(xero, each, status)
    stored(xero, replace(first, narration="A person's own [JE-1]"), POSTED)

    assert [(each.manual_journal_id, each.key, each.status) for each in xero.held.of("JE-1")] == [
        ("mj-1", JournalKey("JE-1"), VOIDED),
        ("mj-3", JournalKey("JE-1", 1), DRAFT),
    ]
    assert [each.manual_journal_id for each in xero.held.of("JE-10")] == ["mj-2"]


def test_journals_under_another_spelling_of_an_id_are_found(xero: MadeXero) -> None:
    """But not those of the very id, nor of another."""
    for name in ("700300", "00700300", "700300.0", "700301"):
        stored(xero, wanted(name), POSTED)

    assert [each.key.journal_entry_id for each in xero.held.spelled_otherwise("00700300")] == ["700300", "700300.0"]
    assert xero.held.spelled_otherwise("700302") == []


def test_the_second_reading_asks_for_what_changed_since_the_first(xero: MadeXero, requests_mock: Mocker) -> None:
    """With a few seconds of overlap, by Xero's own clock."""
    xero.held.read()
    xero.held.read()
    first, second = requests_mock.request_history

    assert "If-Modified-Since" not in first.headers
    assert second.headers["If-Modified-Since"] == "2026-01-05T08:59:55"


def test_an_edit_replaces_what_was_read_before(xero: MadeXero) -> None:
    """A journal is known once, in its last state."""
    before = held(xero, wanted(amount="100.00"))
    xero.store({"ManualJournalID": before.manual_journal_id, "Date": "2026-02-01"})
    xero.held.read()

    (after,) = xero.held.of("JE-1")
    assert str(after.date) == "2026-02-01"
    assert after.stamp != before.stamp


def test_a_journal_whose_key_a_person_took_out_is_forgotten(xero: MadeXero) -> None:
    """It is a journal of their own from then on."""
    held(xero, wanted())
    xero.store({"ManualJournalID": "mj-1", "Narration": "Accrual, by hand"})
    xero.held.read()

    assert xero.held.of("JE-1") == []


def test_an_answer_of_xeros_is_kept_like_a_reading(xero: MadeXero) -> None:
    """What was just posted is known without another call."""
    found = held_journal({**xero.store(_element()), "Narration": f"Revenue {JournalKey('JE-7').mark()}"})
    assert found is not None
    xero.held.keep(found)

    assert xero.held.of("JE-7") == [found]


def test_a_journal_that_was_taken_back_and_still_stands_is_due(xero: MadeXero) -> None:
    """Until it is voided; that it was ever taken back is remembered, since posting it anew is another call."""
    retired = replace(wanted(), narration=f"Revenue {JournalKey('JE-1').taken_back_mark()}")
    stored(xero, retired, POSTED)

    assert list(xero.held.taken_back) == ["mj-1"]
    assert xero.held.given_up("JE-1") == {"mj-1"}
    assert xero.held.of("JE-1") == []
    xero.store({"ManualJournalID": "mj-1", "Status": VOIDED})
    xero.held.read()
    assert xero.held.taken_back == {}
    assert xero.held.given_up("JE-1") == {"mj-1"}
    assert xero.held.given_up("JE-2") == frozenset()


def test_a_journal_in_another_form_stops_the_reading(xero: MadeXero) -> None:
    """Nothing is guessed about a journal of a status that nobody knows."""
    with pytest.raises(WalkIncomplete, match="manual journal 'mj-1' in a form that is not documented"):
        stored(xero, wanted(), "FROZEN")


def test_a_journal_without_a_key_is_none_of_ours() -> None:
    """Whatever else it says, and where Xero sends no narration at all."""
    assert held_journal({"Narration": "Payroll"}) is None
    assert held_journal({"ManualJournalID": "mj-1"}) is None
    assert held_journal({"Narration": None}) is None


def _element() -> dict[str, object]:
    return {
        "Narration": "x",
        "Date": "2026-01-31",
        "Status": POSTED,
        "JournalLines": [{"LineAmount": 1, "AccountCode": "2400"}],
    }
