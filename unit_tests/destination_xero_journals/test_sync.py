"""One sync: everything is checked before the first write, and nothing is acknowledged before it is safe."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.posting.attachments import UnreadableSupport
from destination_xero_journals.posting.storage import StorageFault
from destination_xero_journals.sync import LeftOver, NotPosted, PlanNotApproved
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_input import entry, line, records, state
from unit_tests.destination_xero_journals.made_storage import Kept
from unit_tests.destination_xero_journals.made_sync import Ran, sync
from unit_tests.destination_xero_journals.made_xero import answer, cut, held, retired_in, stored, wanted
from xero_api.errors import OrganisationUnreachable, OutcomeUncertain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

REGION = [{"revrec_field": "Location", "xero_tracking_category": "Region"}]


@pytest.fixture
def company(requests_mock: Mocker, clock: FakeClock) -> MadeCompany:
    """Give a test an organisation without journals."""
    return MadeCompany(requests_mock, clock)


def names(company: MadeCompany, *statuses: str) -> list[str]:
    """Return the ids of the entries in the books, or of those of some statuses, sorted."""
    wanted = statuses or ("POSTED", "DRAFT")
    found = [each["Narration"] for each in company.journals.values() if each["Status"] in wanted]
    return sorted(re.findall(r"\[RevRec ([^\]]+)\]", " ".join(found)))


# -- the usual


def test_what_is_new_is_posted_and_acknowledged(company: MadeCompany) -> None:
    """Each line as it was sent, a receipt for each entry, and the log's words in their order."""
    kept = Kept()
    ran = sync(company, [*records(entry("JE-1"), entry("JE-2", "0.10")), state(1)], storage=kept)

    assert ran.failure is None
    assert ran.states == [state(1)]
    assert names(company) == ["JE-1", "JE-2"]
    assert [row["LineAmount"] for row in company.journals["mj-2"]["JournalLines"]] == [0.1, -0.1]
    assert [(each["journal_entry_id"], each["action"]) for each in kept.receipts] == [
        ("JE-1", "created"),
        ("JE-2", "created"),
    ]
    planned, fingerprint, accounts, begins, ended = ran.said("INFO")
    assert planned == "Ready to Post: 2 to create."
    assert re.fullmatch("Fingerprint [0-9a-f]{64}", fingerprint)
    assert accounts == (
        "To post to Demo Company, NZD: 2400 Deferred Revenue debit 100.10 and 4000 Subscription Revenue credit 100.10."
    )
    assert begins == "Posting 2 journal entries for January 2026 to Demo Company"
    assert ended == "Posted 2 of 2 journal entries for January 2026 to Demo Company: Success"


def test_the_same_input_again_writes_nothing(company: MadeCompany) -> None:
    """The second sync finds what the first one posted."""
    first, second = (sync(company, [*records(entry()), state(1)]) for _ in range(2))

    assert (first.failure, second.failure) == (None, None)
    assert second.states == [state(1)]
    assert len(company.calls) == 1
    assert second.said("INFO")[0].startswith("Ready to Post: 1 in Xero already.")


def test_an_input_without_a_line_acknowledges_its_states(company: MadeCompany, requests_mock: Mocker) -> None:
    """Xero need not be asked for it."""
    ran = sync(company, [state(1), state(2)])

    assert ran.states == [state(1), state(2)]
    assert requests_mock.call_count == 0
    assert ran.said("INFO")[0].startswith("Ready to Post: nothing.")


# -- batches


def test_many_journals_go_in_several_calls(company: MadeCompany) -> None:
    """Fifty in each, and one state at the end of all."""
    ran = sync(company, [*records(*(entry(f"JE-{number:03}") for number in range(101))), state(1)])

    assert [len(sent) for sent in company.sent] == [50, 50, 1]
    assert ran.said("INFO")[-1].startswith("Posted 101 of 101 journal entries ")
    assert ran.states == [state(1)]


# -- refused


def test_one_broken_entry_keeps_everything_out_of_the_books(company: MadeCompany) -> None:
    """With post_nothing: the reject is kept, a receipt of what would be done is given, no state goes out."""
    kept = Kept()
    messages = [*records(entry("JE-1")), state(1), *records([line("JE-2")]), state(2)]
    ran = sync(company, messages, storage=kept)

    assert str(ran.failure).startswith("1 journal entry cannot be posted, and nothing was posted. SINGLE_LINE: ")
    assert str(ran.failure).endswith(" All of them are in memory/rejects.jsonl.")
    assert ran.states == []
    assert company.calls == []
    assert [row["Journal Entry Id"] for row in kept.rejects] == ["JE-2"]
    assert [(each["journal_entry_id"], each["action"]) for each in kept.receipts] == [("JE-1", "would_create")]


def test_the_valid_are_posted_beside_a_reject_that_is_kept(company: MadeCompany) -> None:
    """With post_the_valid a state passes a refused entry once it is in the rejects."""
    kept = Kept()
    seen: list[tuple[int, list[str]]] = []
    ran = Ran(on_state=lambda: seen.append((len(kept.rejects), names(company))))
    messages = [*records([line("JE-1")]), state(1), *records(entry("JE-2")), state(2)]
    sync(company, messages, ran, kept, on_invalid="post_the_valid")

    assert ran.failure is None
    assert ran.codes() == ["SINGLE_LINE", "UNBALANCED"]
    assert seen == [(1, []), (1, ["JE-2"])]
    assert ran.states == [state(1), state(2)]
    assert ran.counts == [(0.0, 1.0), (2.0, 0.0)]


def test_what_xero_refuses_is_a_reject_and_fails_the_sync(company: MadeCompany) -> None:
    """With post_nothing, which is about what is known before; the sentence says how many were posted."""
    kept = Kept()

    def stores(made: dict[str, object]) -> dict[str, object]:
        wrong = "JE-2]" in str(made["Narration"])
        return made | {"Narration": "Lost"} if wrong else made

    company.stores = stores
    messages = [*records(entry("JE-1")), state(1), *records(entry("JE-2")), state(2)]
    ran = sync(company, messages, storage=kept)

    assert str(ran.failure).startswith("1 journal entry cannot be posted, and 1 journal entry was posted. ALTERED")
    assert ran.codes() == ["ALTERED_BY_XERO"]
    assert ran.states == [state(1), state(2)]
    assert {row["Journal Entry Id"] for row in kept.rejects} == {"JE-2"}
    assert [each["journal_entry_id"] for each in kept.receipts] == ["JE-1"]


def test_a_reject_that_cannot_be_kept_ends_the_sync_before_it_posts(company: MadeCompany) -> None:
    """Nothing is written, nothing is acknowledged."""
    kept = Kept()
    kept.full = True
    ran = Ran()
    with pytest.raises(StorageFault):
        sync(company, [*records(entry("JE-1"), [line("JE-2")]), state(1)], ran, kept, on_invalid="post_the_valid")

    assert company.calls == []
    assert ran.states == []


# -- held back, left to the next sync


def test_an_entry_of_an_open_period_holds_back_the_states_after_it(company: MadeCompany) -> None:
    """It comes again; what was before it stands."""
    waiting = entry("JE-2", **{"Period Status": "Open"})
    closed = {"Period Status": "Closed"}
    messages = [*records(entry("JE-1", **closed)), state(1), *records(waiting, entry("JE-3", **closed)), state(2)]
    ran = sync(company, messages)

    assert ran.failure is None
    assert ran.states == [state(1)]
    assert names(company) == ["JE-1", "JE-3"]
    (said,) = ran.said("WARN")
    assert said.startswith("Held back 1 journal entry for Demo Company: the period's status is Open, ")
    assert said.endswith(" The state stays before them, so that the next sync brings them again.")


def test_what_was_posted_since_the_plan_is_left_to_the_next_sync(company: MadeCompany) -> None:
    """Another sync posts JE-2 when the plan is made: it is not posted twice, no state passes it, and the sync fails."""

    def other(text: str) -> None:
        if text.startswith("Ready to Post"):
            sync(company, records(entry("JE-2")))

    ran = Ran(on_log=other)
    messages = [*records(entry("JE-1")), state(1), *records(entry("JE-2")), state(2)]
    sync(company, messages, ran)

    assert isinstance(ran.failure, LeftOver)
    assert str(ran.failure).startswith(
        "Not done yet: 1 journal entry (first JE-2); posted: 1 journal entry. Sync again"
    )
    assert ran.states == [state(1)]
    assert names(company) == ["JE-1", "JE-2"]
    assert ran.said("WARN") == [
        "Journal JE-2 in Demo Company is left to the next sync: it was changed since it was planned.",
        "Posted 1 of 2 journal entries for January 2026 to Demo Company: In Progress",
    ]
    again = sync(company, messages)
    assert (again.failure, again.states) == (None, [state(1), state(2)])


def test_drafts_of_one_entry_are_approved_sync_by_sync(company: MadeCompany) -> None:
    """The state waits until none is left, and a sync that leaves one fails."""
    difference = {"on_changed": "post_difference"}
    sync(company, records(entry()), status="DRAFT")
    sync(company, records(entry(amount="120.00")), status="DRAFT", **difference)
    assert names(company, "DRAFT") == ["JE-1", "JE-1 correction 1"]
    first, second = (sync(company, [*records(entry(amount="120.00")), state(1)], **difference) for _ in range(2))

    assert (first.states, second.states) == ([], [state(1)])
    assert isinstance(first.failure, LeftOver)
    assert second.failure is None
    assert {journal["Status"] for journal in company.journals.values()} == {"POSTED"}


# -- lists that leave something out


def left_out(company: MadeCompany, *identities: str) -> None:
    """Let the list leave journals out, and count the others alone; by their ids they are there."""
    company.shows = lambda identity: identity not in identities


@pytest.mark.parametrize("name", ["posted", "receipts"])
def test_a_list_that_leaves_out_what_was_posted_is_not_believed(
    company: MadeCompany, clock: FakeClock, name: str
) -> None:
    """What was kept of the earlier posting names the id, by which the journal is there: nothing is posted twice."""
    kept = Kept()
    sync(company, records(entry("JE-1"), entry("JE-2")), storage=kept)
    kept.lines = {each: lines if each == name else [] for each, lines in kept.lines.items()}
    left_out(company, "mj-1")
    clock.sleep(900)
    ran = sync(company, [*records(entry("JE-1"), entry("JE-2"), entry("JE-3")), state(1)], storage=kept)

    assert ran.failure is None
    assert ran.states == [state(1)]
    assert names(company) == ["JE-1", "JE-2", "JE-3"]
    assert [text for text in ran.said("WARN") if "leaves out a journal that was posted before" in text]


def test_what_a_list_leaves_out_once_is_seen_before_anything_is_posted(company: MadeCompany, clock: FakeClock) -> None:
    """Without any receipts: all of it is read again, and the journal is left to the next sync."""
    sync(company, records(entry("JE-1")))
    clock.sleep(900)
    company.lists = 0
    company.shows = lambda _: company.lists > 1
    ran = sync(company, [*records(entry("JE-1"), entry("JE-2")), state(1)])

    assert isinstance(ran.failure, LeftOver)
    assert ran.states == []
    assert names(company) == ["JE-1", "JE-2"]
    assert sync(company, [*records(entry("JE-1"), entry("JE-2")), state(1)]).states == [state(1)]


def test_a_difference_that_the_list_leaves_out_is_not_posted_again(company: MadeCompany) -> None:
    """A correction has an id of its own, which is kept beside its journal's."""
    kept = Kept()
    difference = {"on_changed": "post_difference"}
    sync(company, records(entry()), storage=kept)
    sync(company, records(entry(amount="120.00")), storage=kept, **difference)
    left_out(company, "mj-2")
    ran = sync(company, records(entry(amount="120.00")), storage=kept, **difference)

    assert ran.failure is None
    assert names(company) == ["JE-1", "JE-1 correction 1"]


@pytest.mark.parametrize(("gone", "codes"), [("VOIDED", ["VOIDED"]), ("deleted from the books", [])])
def test_what_is_gone_by_its_id_too_is_for_the_policy_to_say(company: MadeCompany, gone: str, codes: list[str]) -> None:
    """A voided journal is refused as one that the list shows; one that Xero does not know is posted."""
    kept = Kept()
    kept.append("posted", [b'{"tenant_id":"tenant-1","journal_entry_id":"JE-1","manual_journal_id":"mj-1"}'])
    if gone == "VOIDED":
        stored(company, wanted(), "POSTED")
        company.store({"ManualJournalID": "mj-1", "Status": "VOIDED"})
        left_out(company, "mj-1")
    ran = sync(company, records(entry()), storage=kept)

    assert ran.codes() == codes
    assert names(company) == ([] if codes else ["JE-1"])


@pytest.mark.parametrize("narration", ["Reversal: {}", "{} [RevRec JE-2]", "Revenue"])
def test_what_was_posted_and_bears_its_key_no_more_is_not_posted_again(company: MadeCompany, narration: str) -> None:
    """Its receipt names it, and by its id it stands."""
    kept = Kept()
    sync(company, records(entry()), storage=kept)
    (posted,) = company.journals.values()
    company.store({**posted, "Narration": narration.format(posted["Narration"])})
    ran = sync(company, records(entry()), storage=kept)

    assert ran.codes() == ["CONTRADICTED"]
    (said,) = ran.said("ERROR")
    assert "stands in Xero with a narration that does not bear its key" in said
    assert "Expected: [RevRec JE-1] as its last mark, and no 'Reversal: ' before it" in said
    assert len(company.journals) == 1


def test_nothing_is_remembered_where_nothing_is_posted(company: MadeCompany) -> None:
    """What was posted is not read, and no journal is looked up."""
    kept = Kept()
    sync(company, records(entry()), storage=kept)
    kept.recalled.clear()
    assert sync(company, records(entry()), storage=kept).failure is None

    assert kept.recalled == []


# -- when Xero fails


def test_what_a_call_that_failed_posted_all_the_same_is_counted(company: MadeCompany) -> None:
    """A look comes before anything is said, and what it shows is kept as posted."""
    kept = Kept()
    company.turns += [answer(401, done=True)] * 2
    with pytest.raises(OrganisationUnreachable) as failure:
        sync(company, [*records(entry("JE-1"), entry("JE-2")), state(1)], storage=kept)

    assert failure.value.__notes__ == [
        "By then Xero had confirmed 2 journal entries; the next sync looks into Xero before it posts anything."
    ]
    assert [each["manual_journal_id"] for each in kept.lines["posted"]] == ["mj-1", "mj-2"]


def test_what_was_posted_before_xero_failed_has_its_receipt(company: MadeCompany) -> None:
    """The next sync goes on; nothing is acknowledged without a last look."""
    kept, ran = Kept(), Ran()
    company.turns += [lambda _, do: do(), *[cut] * 6]
    messages = [*records(*(entry(f"JE-{number:02}") for number in range(51))), state(1)]
    with pytest.raises(OutcomeUncertain):
        sync(company, messages, ran, kept)

    assert ran.states == []
    assert sum(each["action"] == "created" for each in kept.receipts) == 50
    again = sync(company, messages)
    assert again.states == [state(1)]
    assert len(names(company)) == 51


def test_what_an_earlier_sync_did_not_come_to_void_is_voided_first(company: MadeCompany) -> None:
    """It bears the mark of what is taken back, with the proof; the log says so."""
    retired_in(company, wanted())
    ran = sync(company, [*records(entry()), state(1)])

    assert ran.states == [state(1)]
    assert [each["Status"] for each in company.journals.values()] == ["VOIDED", "POSTED"]
    assert "found wrong by an earlier sync" in ran.said("WARN")[0]


def test_what_only_says_that_it_was_taken_back_is_left_and_its_entry_refused(company: MadeCompany) -> None:
    """Whoever made it relies on it; other entries are posted beside it, with a warning."""
    stored(company, replace(wanted(), narration="Redone by hand, was [RevRec JE-1 taken back]"), "POSTED")
    other = sync(company, [*records(entry("JE-2")), state(1)])
    same = sync(company, [*records(entry("JE-1")), state(1)])

    assert (other.states, same.states) == ([state(1)], [])
    assert "mj-1 in Demo Company (POSTED, 2026-01-31) says that JE-1 was taken back" in other.said("WARN")[0]
    assert (same.codes(), same.said("WARN")) == (["TAKEN_BACK"], [])
    assert [each["Status"] for each in company.journals.values()] == ["POSTED", "POSTED"]


def test_what_is_there_twice_is_said_by_every_sync(company: MadeCompany) -> None:
    """Also by one whose input does not name the entry."""
    held(company, wanted())
    company.store({**company.journals["mj-1"], "ManualJournalID": "copy"})
    ran = sync(company, [*records(entry("JE-2")), state(1)])

    assert ran.states == [state(1)]
    assert "more than once: JE-1 (copy, mj-1)." in ran.said("WARN")[0]
    assert sync(company, records(entry("JE-1"))).said("WARN") == []


def test_what_somebody_did_after_posting_is_seen_by_the_last_look(company: MadeCompany) -> None:
    """A journal voided meanwhile is a reject, and the sync fails."""

    def void(text: str) -> None:
        if text.startswith("Posted "):
            company.store({"ManualJournalID": "mj-1", "Status": "VOIDED"})

    kept, ran = Kept(), Ran(on_log=void)
    sync(company, [*records(entry("JE-1"), entry("JE-2")), state(1)], ran, kept)

    assert ran.failure
    assert ran.codes() == ["VOIDED"]
    assert {row["Journal Entry Id"] for row in kept.rejects} == {"JE-1"}
    assert ran.states == [state(1)]


# -- dry run and approval


def test_a_dry_run_reads_and_says_and_writes_nothing(company: MadeCompany) -> None:
    """Not even an option; a receipt tells what would be done."""
    kept = Kept()
    rows = entry(Location="East")
    options = {"dry_run": True, "missing_option": "create", "tracking_mapping": REGION}
    ran = sync(company, [*records(rows), state(1)], storage=kept, **options)

    assert (company.calls, company.beside_keys, ran.states) == ([], [], [])
    assert [each["action"] for each in kept.receipts] == ["would_create"]
    assert ran.said("INFO")[-1] == "Dry run: nothing was posted, 1 journal entry would have been."


def test_only_the_approved_plan_is_posted(company: MadeCompany) -> None:
    """Its fingerprint is the one that a dry run shows; any other keeps everything out of the books."""
    shown = sync(company, records(entry()), dry_run=True).said("INFO")[1].removeprefix("Fingerprint ")
    ran = Ran()
    with pytest.raises(PlanNotApproved, match=f"\napproved {shown}$"):
        sync(company, [*records(entry(amount="100.01")), state(1)], ran, plan_fingerprint=shown)

    assert company.calls == []
    assert ran.states == []
    assert sync(company, records(entry()), plan_fingerprint=shown).failure is None
    assert names(company) == ["JE-1"]


# -- options, attachments, organisations


def test_missing_options_are_created_before_the_journals_that_bear_them(company: MadeCompany) -> None:
    """Once, whatever the number of lines; the journals name their ids."""
    options = {"missing_option": "create", "tracking_mapping": REGION}
    rows = [entry("JE-1", Location="East"), entry("JE-2", Location="North")]
    assert sync(company, records(*rows), **options).failure is None

    assert len(company.beside_keys) == 1
    tags = [
        row["Tracking"][0]["TrackingOptionID"]
        for journal in company.journals.values()
        for row in journal["JournalLines"]
    ]
    assert tags == ["option-East", "option-East", "option-north", "option-north"]


def test_a_workbook_is_attached_to_what_was_posted(company: MadeCompany, tmp_path: Path) -> None:
    """To each journal of this sync, and none that was there."""
    workbook = tmp_path / "close.xlsx"
    workbook.write_bytes(b"PK")
    sync(company, records(entry("JE-0")))
    support = {"supporting_workbook": str(workbook), "history_note": True}
    sync(company, records(entry("JE-0"), entry("JE-1")), **support)

    assert list(company.attached) == list(company.notes) == ["mj-2"]


def test_a_workbook_that_cannot_be_read_keeps_everything_out_of_the_books(company: MadeCompany, tmp_path: Path) -> None:
    """It is read before the first organisation gets a journal."""
    ran = Ran()
    with pytest.raises(UnreadableSupport):
        sync(company, [*records(entry()), state(1)], ran, supporting_workbook=str(tmp_path / "none.xlsx"))

    assert company.calls == []
    assert ran.states == []


def test_each_line_goes_to_its_organisation(requests_mock: Mocker, clock: FakeClock) -> None:
    """The same id in both is two journals, and an organisation without a line is not asked."""
    one, two, idle = (
        MadeCompany(requests_mock, clock, tenant=f"tenant-{name}", name=name, api=f"https://{name.lower()}.example")
        for name in ("One", "Two", "Idle")
    )
    rows = [entry("JE-1", "10.00", Entity="One"), entry("JE-1", "20.00", Entity="tenant-two")]
    ran = sync([one, two, idle], [*records(*rows), state(1)], organisation_column="Entity")

    assert ran.states == [state(1)]
    assert [each.journals["mj-1"]["JournalLines"][0]["LineAmount"] for each in (one, two)] == [10, 20]
    assert idle.asked == []


def test_a_line_for_nowhere_keeps_everything_out_of_every_organisation(requests_mock: Mocker, clock: FakeClock) -> None:
    """The message names the organisations that there are."""
    one = MadeCompany(requests_mock, clock, tenant="tenant-one", name="One")
    rows = [entry("JE-1", Entity="One"), entry("JE-2", Entity="Elsewhere")]
    ran = sync([one], records(*rows), organisation_column="Entity")

    assert isinstance(ran.failure, NotPosted)
    assert "Expected: One (tenant-one)." in str(ran.failure)
    assert one.calls == []


def test_an_organisation_that_fails_leaves_what_the_first_one_got(requests_mock: Mocker, clock: FakeClock) -> None:
    """The states before the failure stand, with the receipts of what was posted."""
    one, two = (
        MadeCompany(requests_mock, clock, tenant=f"tenant-{name}", name=name, api=f"https://{name.lower()}.example")
        for name in ("One", "Two")
    )
    two.turns += [cut] * 6
    kept, ran = Kept(), Ran()
    messages = [*records(entry("JE-1", Entity="One")), state(1), *records(entry("JE-2", Entity="Two")), state(2)]
    with pytest.raises(OutcomeUncertain):
        sync([one, two], messages, ran, kept, organisation_column="Entity")

    assert ran.states == [state(1)]
    assert [(each["journal_entry_id"], each["action"]) for each in kept.receipts] == [
        ("JE-1", "created"),
        ("JE-2", "would_create"),
    ]


def test_a_sync_that_fails_while_it_posts_tells_what_xero_confirmed(company: MadeCompany) -> None:
    """Whatever fails it: here receipts that cannot be kept any more. No state passes what has none."""

    class _Full(Kept):
        def append(self, name: str, lines: Iterable[bytes], shelf: str = "") -> str:
            if name == "receipts" and any(lines):
                raise StorageFault("The disk is full.")
            return super().append(name, lines, shelf)

    ran = Ran()
    with pytest.raises(StorageFault) as failure:
        sync(company, [*records(entry("JE-1"), entry("JE-2")), state(1)], ran, _Full())

    assert ran.states == []
    assert failure.value.__notes__ == [
        "By then Xero had confirmed 2 journal entries; the next sync looks into Xero before it posts anything."
    ]
