"""Xero's manual journals that bear a key of ours: all of them, as they were read last."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from destination_xero_journals.books.record import held_journal
from destination_xero_journals.rules.journal import DELETED, DRAFT, POSTED, VOIDED
from destination_xero_journals.rules.request import element_bytes, journal_json
from destination_xero_journals.rules.retirement import retired
from revrec_journals.key import JournalKey
from unit_tests.destination_xero_journals.made_xero import MadeXero, held, retired_in, stored, wanted
from xero_api import dates, money
from xero_api.errors import WalkIncomplete

if TYPE_CHECKING:
    from collections.abc import Callable

    from requests_mock import Mocker

    from destination_xero_journals.rules.journal import Journal
    from unit_tests.conftest import FakeClock


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


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
    """And minutes before, by Xero's own clock, as a list may show a change late."""
    xero.held.read()
    xero.held.read()
    first, second = requests_mock.request_history

    assert "If-Modified-Since" not in first.headers
    assert second.headers["If-Modified-Since"] == "2026-01-05T08:49:55"


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
    due = retired_in(xero, wanted())

    assert xero.held.to_take_back() == [due]
    assert xero.held.given_up("JE-1") == {"mj-1"}
    assert (xero.held.of("JE-1"), xero.held.doubtful()) == ([], [])
    xero.store({"ManualJournalID": "mj-1", "Status": VOIDED})
    xero.held.read()
    assert xero.held.to_take_back() == []
    assert xero.held.given_up("JE-1") == {"mj-1"}
    assert xero.held.given_up("JE-2") == frozenset()


def test_what_only_says_that_it_was_taken_back_is_doubtful(xero: MadeXero) -> None:
    """A copy of what was, one made by hand, one that was edited: none of them is due."""
    retired_in(xero, wanted())
    xero.store({**xero.journals["mj-1"], "ManualJournalID": "copy"})
    xero.store({"ManualJournalID": "mj-1", "Date": "2026-02-01"})
    stored(xero, replace(wanted(), narration="Redone by hand, was [RevRec JE-2 taken back]"), POSTED)

    assert xero.held.to_take_back() == []
    assert sorted(each.manual_journal_id for each in xero.held.doubtful()) == ["copy", "mj-1", "mj-3"]
    assert [each.manual_journal_id for each in xero.held.doubtful("JE-2")] == ["mj-3"]
    assert xero.held.doubtful("JE-3") == []


def test_what_is_in_the_books_twice_is_known_by_its_entry(xero: MadeXero) -> None:
    """Corrections have keys of their own, and what was voided does not count."""
    held(xero, wanted("JE-1"))
    held(xero, wanted("JE-2"))
    stored(xero, replace(wanted("JE-2"), narration=f"x {JournalKey('JE-2', 1).mark()}"), POSTED)
    xero.store({**xero.journals["mj-1"], "ManualJournalID": "copy"})
    xero.held.read()

    assert xero.held.doubled() == {"JE-1": ["copy", "mj-1"]}
    xero.store({"ManualJournalID": "copy", "Status": VOIDED})
    xero.held.read()
    assert xero.held.doubled() == {}


# -- lists that show less than there is, or something else


def _part(*left: int) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return how a list shows only some lines of each journal."""
    return lambda journal: {**journal, "JournalLines": [journal["JournalLines"][number] for number in left]}


@pytest.mark.parametrize(
    "listed",
    [
        _part(),
        _part(0),
        lambda journal: {name: value for name, value in journal.items() if name != "JournalLines"},
        lambda journal: {**journal, "JournalLines": None},
    ],
)
def test_a_journal_listed_without_all_of_its_lines_is_looked_up_once(
    xero: MadeXero, requests_mock: Mocker, listed: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    """Debits that are not credits tell as well; the list does not take the lines away again."""
    xero.listed = listed
    stored(xero, wanted(), POSTED)
    calls = requests_mock.call_count
    (found,) = xero.held.of("JE-1")
    xero.held.read()

    assert found.lines == wanted().lines
    assert xero.held.of("JE-1") == [found]
    assert requests_mock.call_count == calls + 2


def test_what_has_no_lines_by_its_id_either_is_shown_as_it_is(xero: MadeXero, requests_mock: Mocker) -> None:
    """It is asked for once; a voided one, which counts nothing, never."""
    xero.store(_sent(wanted(), POSTED))
    for identity, status in (("mj-1", POSTED), ("mj-2", VOIDED)):
        xero.journals[identity] = {**xero.journals["mj-1"], "ManualJournalID": identity, "Status": status}
        xero.journals[identity]["JournalLines"] = []
    xero.held.read()
    calls = requests_mock.call_count

    for _ in range(2):
        assert [each.is_whole for each in xero.held.of("JE-1")] == [False, False]
    assert requests_mock.call_count == calls + 1


def test_taxed_lines_balance_with_their_tax(xero: MadeXero, requests_mock: Mocker) -> None:
    """A person may have edited a journal so: it is whole."""
    stored(xero, wanted(), POSTED)
    xero.journals["mj-1"]["JournalLines"] = [
        {"LineAmount": 115, "AccountCode": "2400"},
        {"LineAmount": -100, "TaxAmount": -15, "AccountCode": "4000"},
    ]
    xero.held.read()
    calls = requests_mock.call_count

    assert [each.is_whole for each in xero.held.of("JE-1")] == [True]
    assert requests_mock.call_count == calls


def test_sixty_journals_are_looked_up_at_most(xero: MadeXero, requests_mock: Mocker) -> None:
    """Each is a call, and Xero takes sixty a minute."""
    xero.listed = _part()
    for number in range(70):
        xero.store(_sent(wanted(f"JE-{number}"), POSTED))
    xero.held.read()
    calls = requests_mock.call_count
    whole = [xero.held.of(f"JE-{number}")[0].is_whole for number in range(70)]

    assert (whole.count(True), requests_mock.call_count - calls) == (60, 60)


def test_what_is_to_be_changed_is_looked_up_first(xero: MadeXero) -> None:
    """What a list says of its amounts may be wrong."""
    xero.listed = lambda journal: {
        **journal,
        "JournalLines": [{**line, "LineAmount": 2 * line["LineAmount"]} for line in journal["JournalLines"]],
    }
    doubled = held(xero, wanted())

    assert doubled.lines != wanted().lines
    assert xero.held.confirm("JE-1")
    assert [each.lines for each in xero.held.of("JE-1")] == [wanted().lines]
    assert not xero.held.confirm("JE-2")
    assert xero.held.contradiction("JE-1") == ""


def test_an_id_that_is_anothers_is_a_contradiction(xero: MadeXero) -> None:
    """The journal stays known as it was listed: else there would be room for one more."""
    for name in ("JE-1", "JE-2"):
        xero.store(_sent(wanted(name), POSTED))
    other = {"mj-1": "mj-2", "mj-2": "mj-1"}
    xero.listed = lambda journal: {**journal, "ManualJournalID": other[journal["ManualJournalID"]]}
    xero.held.read()

    assert xero.held.confirm("JE-1")
    assert xero.held.contradiction("JE-1") == (
        "mj-2 is listed under [RevRec JE-1], and by its id it bears [RevRec JE-2]"
    )
    assert [each.manual_journal_id for each in xero.held.of("JE-1")] == ["mj-2"]
    assert xero.held.contradiction("JE-2") == ""
    xero.journals.clear()
    assert xero.held.confirm("JE-2")
    assert xero.held.contradiction("JE-2").endswith("by its id it does not exist")


def test_after_a_contradiction_lists_are_not_believed_about_what_was_not_looked_up(xero: MadeXero) -> None:
    """Neither where there was no call left for it."""
    for number in range(62):
        xero.store(_sent(wanted(f"JE-{number:02}"), POSTED))
    xero.held.read()
    del xero.journals["mj-60"]
    for number in range(62):
        xero.held.confirm(f"JE-{number:02}")

    contradicted = [number for number in range(62) if xero.held.contradiction(f"JE-{number:02}")]
    assert contradicted == [59, 60, 61]


# -- lists that lie about what was voided


def _shown_as(status: str, *identities: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return how a list gives journals another status than they have."""
    return lambda journal: {**journal, **({"Status": status} if journal["ManualJournalID"] in identities else {})}


@pytest.mark.parametrize("status", [VOIDED, DELETED])
def test_what_a_list_wrongly_calls_gone_stands_once_it_was_looked_up(xero: MadeXero, status: str) -> None:
    """And stays so whatever the list says again of that same state; the two are a contradiction."""
    xero.listed = _shown_as(status, "mj-1")
    assert held(xero, wanted()).status == status
    assert xero.held.confirm_gone("JE-1")
    xero.held.read()

    assert [each.status for each in xero.held.of("JE-1")] == [POSTED]
    assert xero.held.contradiction("JE-1") == (
        f"mj-1 is listed as {status} under [RevRec JE-1], and by its id it is POSTED"
    )
    xero.listed = lambda journal: journal
    xero.store({"ManualJournalID": "mj-1", "Status": VOIDED})
    xero.held.read()
    assert [each.status for each in xero.held.of("JE-1")] == [VOIDED]


def test_what_is_gone_is_looked_up_once_and_nothing_else_is(xero: MadeXero, requests_mock: Mocker) -> None:
    """However many there are; what a list and its id both call gone is, also where the id is no longer known."""
    for number in range(70):
        xero.store({**_sent(wanted(), VOIDED), "ManualJournalID": f"mj-{number}"})
    xero.store(_sent(wanted("JE-2"), POSTED))
    xero.held.read()
    del xero.journals["mj-0"]
    calls = requests_mock.call_count

    assert xero.held.confirm_gone("JE-1")
    assert not xero.held.confirm_gone("JE-1")
    assert not xero.held.confirm_gone("JE-2")
    assert not xero.held.confirm_gone("JE-3")
    assert requests_mock.call_count == calls + 70
    assert (len(xero.held.of("JE-1")), xero.held.contradiction("JE-1")) == (70, "")


def test_what_a_list_wrongly_calls_posted_stays_as_it_is_shown(xero: MadeXero) -> None:
    """That it was voided would make room for one more; where it was voided after the list was made, it is believed."""
    for name in ("JE-1", "JE-2"):
        xero.store(_sent(wanted(name), POSTED))
    xero.held.read()
    xero.journals["mj-1"]["Status"] = VOIDED
    xero.store({"ManualJournalID": "mj-2", "Status": VOIDED})

    assert xero.held.confirm("JE-1")
    assert [each.status for each in xero.held.of("JE-1")] == [POSTED]
    assert xero.held.contradiction("JE-1") == "mj-1 is listed as POSTED under [RevRec JE-1], and by its id it is VOIDED"
    assert xero.held.confirm("JE-2")
    assert [each.status for each in xero.held.of("JE-2")] == [VOIDED]
    assert xero.held.contradiction("JE-2") == ""


def test_what_was_taken_back_and_is_wrongly_listed_as_voided_is_still_due(xero: MadeXero) -> None:
    """A sync that is to post it anew voids it first."""
    xero.listed = _shown_as(VOIDED, "mj-1")
    made = held(xero, wanted())
    marked = retired(replace(made, status=POSTED))
    assert marked is not None
    xero.store({"ManualJournalID": "mj-1", "Narration": marked.narration})
    xero.held.read()
    assert xero.held.to_take_back() == []
    xero.held.confirm_gone("JE-1")

    assert [each.manual_journal_id for each in xero.held.to_take_back()] == ["mj-1"]


def test_what_is_wrongly_listed_as_taken_back_is_seen_to_stand(xero: MadeXero) -> None:
    """That something was looked up is told, so that nothing is posted on what was believed before."""
    made = held(xero, wanted())
    marked = retired(replace(made, status=POSTED))
    assert marked is not None
    xero.listed = lambda journal: journal | {"Status": VOIDED, "Narration": marked.narration}
    xero.store({"ManualJournalID": "mj-1", "Date": "2026-01-31"})
    xero.held.read()
    assert not any(each.in_the_books for each in xero.held.of("JE-1"))

    assert xero.held.confirm_gone("JE-1")
    assert [each.in_the_books for each in xero.held.of("JE-1")] == [True]
    assert not xero.held.confirm_gone("JE-1")


# -- lists that lag


def test_a_list_that_lags_does_not_bring_back_what_was(xero: MadeXero) -> None:
    """An answer to a call shows a journal as it is later than the list does."""
    before = held(xero, wanted())
    old = dict(xero.journals["mj-1"])
    stored = orjson.dumps(xero.store({"ManualJournalID": "mj-1", "Date": "2026-02-01"}))
    changed = held_journal(money.parse(stored))
    assert changed is not None
    xero.held.keep(changed)
    now, xero.journals["mj-1"] = xero.journals["mj-1"], old
    xero.held.read()

    assert xero.held.of("JE-1") == [changed]
    assert [each.manual_journal_id for each in xero.held.unlisted()] == ["mj-1"]
    xero.held.keep(before)
    assert xero.held.of("JE-1") == [changed]
    xero.journals["mj-1"] = now
    xero.held.read()
    assert xero.held.unlisted() == []


def test_a_list_that_shows_what_was_answered_has_caught_up_whatever_its_stamp(xero: MadeXero) -> None:
    """Nothing says that an answer and a list write the same UpdatedDateUTC."""
    answered = held_journal(xero.store({**_element(), "Narration": "x [RevRec JE-1]"}))
    assert answered is not None
    xero.held.keep(replace(answered, stamp="2026-01-05T09:00:01.123"))
    assert [each.manual_journal_id for each in xero.held.unlisted()] == ["mj-1"]
    xero.held.read()

    assert xero.held.unlisted() == []


def test_a_journal_is_looked_up_by_its_id_whatever_the_lists_show(xero: MadeXero) -> None:
    """One that is not there is forgotten, and one without a key comes back under the one that is given."""
    xero.shows = lambda identity: False  # noqa: ARG005
    answered = held_journal(xero.store({**_element(), "Narration": "x [RevRec JE-1]"}))
    assert answered is not None
    xero.held.keep(answered)
    xero.held.keep(replace(answered, manual_journal_id="mj-9"))

    assert xero.held.look_up("mj-1") == answered
    assert xero.held.look_up("mj-9") is None
    assert xero.held.unlisted() == []
    assert xero.held.of("JE-1") == [answered]
    xero.store({"ManualJournalID": "mj-1", "Narration": "By hand"})
    found = xero.held.look_up("mj-1", JournalKey("JE-7"))
    assert found is not None
    assert found.key == JournalKey("JE-7")
    assert xero.held.of("JE-1") == []


def test_what_was_changed_lately_is_known_by_its_entry(xero: MadeXero) -> None:
    """What is voided is no sign that somebody posts."""
    for name in ("JE-1", "JE-2", "JE-3"):
        held(xero, wanted(name))
    xero.store({"ManualJournalID": "mj-3", "Status": VOIDED})
    xero.held.read()
    first, second = (dates.instant(xero.journals[each]["UpdatedDateUTC"]) for each in ("mj-1", "mj-2"))

    assert xero.held.changed_since(first) == {"JE-2": second}
    assert xero.held.changed_since(second) == {}
    assert xero.held.read_at is not None


def test_a_journal_in_another_form_stops_the_reading(xero: MadeXero) -> None:
    """Nothing is guessed about a journal of a status that nobody knows."""
    with pytest.raises(WalkIncomplete, match="manual journal 'mj-1' in a form that is not documented"):
        stored(xero, wanted(), "FROZEN")


def _sent(made: Journal, status: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(element_bytes(journal_json(made, status)))
    return found


def _element() -> dict[str, object]:
    return {
        "Narration": "x",
        "Date": "2026-01-31",
        "Status": POSTED,
        "JournalLines": [{"LineAmount": 1, "AccountCode": "2400"}, {"LineAmount": -1, "AccountCode": "4000"}],
    }
