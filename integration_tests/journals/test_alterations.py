"""Whatever Xero drops or changes while it saves a journal is noticed; what this sync surely wrote is taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.syncs import (
    REGION,
    SENDING,
    balances,
    codes,
    kept,
    post,
    post_while,
    receipts,
    rejects,
)
from integration_tests.support.posting import (
    amounts,
    entry,
    finished,
    in_books,
    line,
    records,
    state,
    write,
    write_in_process,
)
from revrec_journals.key import JournalKey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xero_sandbox import Sandbox

    Row = dict[str, Any]

TAGGED: Row = {"tracking_mapping": [REGION]}
THREE = [*entry("JE-1", Location="North"), *entry("JE-2", Location="South"), *entry("JE-3", Location="North")]
"""Of these, the second alone bears South."""


def archive_south(xero: Sandbox) -> Callable[[], object]:
    """Return the act of archiving the option South."""
    return lambda: xero.act("archive_tracking_option", category="Region", option="South")


def remove_account(xero: Sandbox, code: str) -> Callable[[], object]:
    """Return the act of deleting an account for good, as Xero allows where nothing was posted to it."""

    def remove() -> None:
        with xero.service.lock:
            accounts = xero.books.store.records["Accounts"]
            del accounts[xero.books.store.account(code)["AccountID"]]
            xero.books.store.changes += 1

    return remove


def in_xero(xero: Sandbox) -> dict[str, list[str]]:
    """Return the statuses in which Xero holds each journal entry, those of what was taken back included."""
    found: dict[str, list[str]] = {}
    for journal in in_books(xero, "POSTED", "DRAFT", "VOIDED", "DELETED"):
        narration = journal["Narration"]
        key = JournalKey.found_in(narration) or JournalKey.taken_back_in(narration)
        assert key
        found.setdefault(key.journal_entry_id, []).append(journal["Status"])
    return found


def found_in(folder: Path, code: str) -> list[str]:
    """Return what the rejects of a folder found of a code, a text for each line."""
    problems = [problem for row in rejects(folder) for problem in row["_reject"]["problems"]]
    return [problem["found"] for problem in problems if problem["code"] == code]


# -- each thing that Xero changes


@pytest.mark.parametrize("switch", ["drop", "drop_with_warning"])
@pytest.mark.parametrize(("status", "taken_back"), [("POSTED", "VOIDED"), ("DRAFT", "DELETED")])
def test_a_dropped_tracking_option_is_noticed(
    xero: Sandbox, tmp_path: Path, switch: str, status: str, taken_back: str
) -> None:
    """An option archived after the check: its journal is voided or deleted and rejected, and the others stay."""
    xero.set_switches(unknown_tracking_option=switch)
    options = {**TAGGED, "status": status, "object_storage_config": kept(tmp_path)}
    written = post_while(xero, SENDING, archive_south(xero), *THREE, **options)

    assert written.failure is not None
    assert codes(written) == ["ALTERED_BY_XERO"]
    assert in_xero(xero) == {"JE-1": [status], "JE-2": [taken_back], "JE-3": [status]}
    (first, second) = found_in(tmp_path, "ALTERED_BY_XERO")
    assert first == second
    assert "debit 100.00 on 835 where debit 100.00 on 835 (Region South) is wanted" in first
    assert [row["Location"] for row in rejects(tmp_path)] == ["South", "South"]
    assert sorted(each["journal_entry_id"] for each in receipts(tmp_path)) == ["JE-1", "JE-3"]
    assert any("Posted 2 of 3 journal entries for January 2026" in text and "Failed" in text for text in written.log())


def test_a_tracking_option_that_xero_refuses_is_rejected_with_its_words(xero: Sandbox, tmp_path: Path) -> None:
    """Where Xero refuses instead of dropping, its own text is in the reject, and nothing has to be taken back."""
    xero.set_switches(unknown_tracking_option="refuse")
    written = post_while(xero, SENDING, archive_south(xero), *THREE, **TAGGED, object_storage_config=kept(tmp_path))

    assert codes(written) == ["REFUSED_BY_XERO"]
    assert in_xero(xero) == {"JE-1": ["POSTED"], "JE-3": ["POSTED"]}
    assert "There is no ACTIVE tracking option" in found_in(tmp_path, "REFUSED_BY_XERO")[0]


def test_a_line_dropped_with_its_account_is_noticed(xero: Sandbox, tmp_path: Path) -> None:
    """Where the rest still balances, Xero saves the journal with a warning; without two of its lines it is another."""
    rows = [*entry(), line(amount="5.00", account="260"), line(side="Credit", amount="5.00", account="260")]
    written = post_while(xero, SENDING, remove_account(xero, "260"), *rows, object_storage_config=kept(tmp_path))

    assert codes(written) == ["ALTERED_BY_XERO"]
    assert in_xero(xero) == {"JE-1": ["VOIDED"]}
    assert balances(xero) == {}
    assert "no line debit 5.00 on 260" in found_in(tmp_path, "ALTERED_BY_XERO")[0]
    assert len(rejects(tmp_path)) == 4


def test_a_line_dropped_out_of_balance_is_refused_by_xero(xero: Sandbox, tmp_path: Path) -> None:
    """Without the line the journal does not balance, and Xero's own sentence comes back."""
    rows = [line("JE-3"), *(line("JE-3", "Credit", "50.00", account) for account in ("200", "260"))]
    rows += [*entry("JE-1"), *entry("JE-2")]
    written = post_while(xero, SENDING, remove_account(xero, "260"), *rows, object_storage_config=kept(tmp_path))

    assert codes(written) == ["REFUSED_BY_XERO"]
    assert in_xero(xero) == {"JE-1": ["POSTED"], "JE-2": ["POSTED"]}
    assert "must equal total credits" in found_in(tmp_path, "REFUSED_BY_XERO")[0]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda xero: xero.act("archive_account", code="260"), "archived"),
        (lambda xero: xero.act("close_period", date="2026-01-31"), "period lock date"),
    ],
    ids=["archived account", "locked period"],
)
def test_what_changed_after_the_check_is_refused_by_xero_itself(
    xero: Sandbox, act: Callable[[Sandbox], object], words: str
) -> None:
    """An account archived or a period locked between check and post: Xero's words, once, and nothing in the books."""
    rows = [line(), line(side="Credit", account="260")]
    written = post_while(xero, SENDING, lambda: act(xero), *rows)

    assert codes(written) == ["REFUSED_BY_XERO"]
    assert words in written.log("ERROR")[0]
    assert written.states() == []
    assert in_xero(xero) == {}


def test_a_changed_tax_type_is_noticed(xero: Sandbox, tmp_path: Path) -> None:
    """Tax on a revenue line, which nobody asked for, takes the journal back."""
    xero.set_switches(journal_tax_type="account_default")
    written = post(xero, entry(), object_storage_config=kept(tmp_path))

    assert codes(written) == ["ALTERED_BY_XERO"]
    assert in_xero(xero) == {"JE-1": ["VOIDED"]}
    assert "tax OUTPUT2" in found_in(tmp_path, "ALTERED_BY_XERO")[0]


def test_a_rounded_amount_is_noticed(xero: Sandbox, tmp_path: Path) -> None:
    """Cents that Xero rounds away on both sides are missed line by line; whole amounts are as they were sent."""
    xero.set_switches(journal_amount_places="0")
    written = post(xero, entry("JE-1", "100.40"), entry("JE-2", "100.00"), object_storage_config=kept(tmp_path))

    assert codes(written) == ["ALTERED_BY_XERO"]
    assert in_xero(xero) == {"JE-1": ["VOIDED"], "JE-2": ["POSTED"]}
    assert "debit 100 on 835" in found_in(tmp_path, "ALTERED_BY_XERO")[0].replace("100.00", "100")
    assert [amounts(each) for each in in_books(xero)] == [[("200", Decimal(-100)), ("835", Decimal(100))]]


# -- however the answer comes


@pytest.mark.parametrize("kind", ["lost_answer", "applied_error", "reset", "truncated_json"])
def test_an_alteration_is_reported_where_the_answer_was_lost(xero: Sandbox, kind: str) -> None:
    """What is found in Xero may be another sync's: it is compared like an answer, and left as it is."""
    xero.set_switches(journal_tax_type="account_default")
    xero.fault(kind, "ManualJournals", method="PUT", count=1)
    written = post(xero, entry("JE-1"), entry("JE-2"))

    assert codes(written) == ["CHANGED"] * 2
    assert written.states() == []
    assert in_xero(xero) == {"JE-1": ["POSTED"], "JE-2": ["POSTED"]}


@pytest.mark.parametrize("kind", ["lost_answer", "applied_error", "reset", "server_error", "unavailable"])
def test_a_journal_is_taken_back_although_the_call_fails(xero: Sandbox, kind: str) -> None:
    """Taking back is repeated until Xero has done it."""
    xero.set_switches(journal_tax_type="account_default")
    rule = xero.fault(kind, "ManualJournals", method="POST", count=2)
    written = post(xero, entry())

    assert codes(written) == ["ALTERED_BY_XERO"]
    assert in_xero(xero) == {"JE-1": ["VOIDED"]}
    assert rule.fired


def test_a_journal_that_cannot_be_taken_back_ends_the_sync(xero: Sandbox) -> None:
    """Where Xero does not void it, nothing is acknowledged, and the next sync meets the journal as changed."""
    xero.set_switches(journal_tax_type="account_default")
    xero.fault("server_error", "ManualJournals", method="POST")
    written = post(xero, entry())

    assert written.failure is not None
    assert written.states() == []
    assert in_xero(xero) == {"JE-1": ["POSTED"]}
    xero.clear_faults()
    xero.set_switches(journal_tax_type="as_sent")
    assert codes(post(xero, entry())) == ["CHANGED"]
    assert post(xero, entry(), on_changed="update").failure is None
    assert in_xero(xero) == {"JE-1": ["POSTED"]}


# -- what is acknowledged, and what comes next


def test_without_a_place_for_rejects_no_state_passes_an_altered_journal(xero: Sandbox) -> None:
    """The log alone is no durable record: the state waits, so that the next sync brings the journal again."""
    xero.set_switches(journal_amount_places="0")
    messages = [*records(entry("JE-1")), state(1), *records(entry("JE-2", "10.40")), state(2)]
    written = write_in_process(xero, xero.destination_config(), messages)

    assert codes(written) == ["ALTERED_BY_XERO"]
    assert written.states() == [state(1)]


def test_with_a_place_for_rejects_the_state_passes_and_the_sync_still_fails(xero: Sandbox, tmp_path: Path) -> None:
    """The journal is recorded and acknowledged, and with post_nothing somebody is called to it."""
    xero.set_switches(journal_amount_places="0")
    messages = [*records(entry("JE-1")), state(1), *records(entry("JE-2", "10.40")), state(2)]
    config = xero.destination_config(object_storage_config=kept(tmp_path))
    written = write_in_process(xero, config, messages)

    assert written.states() == [state(1), state(2)]
    assert "cannot be posted" in written.error()["message"]
    assert [row["Journal Entry Id"] for row in rejects(tmp_path)] == ["JE-2", "JE-2"]


def test_an_altered_journal_ends_the_command_with_1(xero: Sandbox, tmp_path: Path) -> None:
    """A real process says what is wrong and fails."""
    xero.set_switches(journal_tax_type="account_default")
    process = write(tmp_path, xero.destination_config(), [*records(entry()), state(1)])
    written = finished(process)

    assert process.returncode == 1
    assert codes(written) == ["ALTERED_BY_XERO"]
    assert written.error()["failure_type"] == "config_error"
    assert in_xero(xero) == {"JE-1": ["VOIDED"]}


def test_the_valid_ones_of_several_batches_stay(xero: Sandbox, tmp_path: Path) -> None:
    """Of 120 journals in three calls the altered ones alone are taken back, each in its place."""
    xero.set_switches(journal_amount_places="0")
    journals = [entry(f"JE-{place:03}", "10.40" if place % 40 == 7 else "10.00") for place in range(120)]
    written = post(xero, *journals, on_invalid="post_the_valid", object_storage_config=kept(tmp_path))

    assert written.failure is None
    altered = ["JE-007", "JE-047", "JE-087"]
    assert [name for name, status in sorted(in_xero(xero).items()) if status == ["VOIDED"]] == altered
    assert balances(xero) == {"835": Decimal("1170.00"), "200": Decimal("-1170.00")}
    assert sorted({row["Journal Entry Id"] for row in rejects(tmp_path)}) == altered
    assert len(receipts(tmp_path)) == 117


def test_once_xero_keeps_what_it_is_sent_the_rejected_are_posted(xero: Sandbox, tmp_path: Path) -> None:
    """The cause mended, what was taken back is posted anew: nobody voided it, so that on_voided does not matter."""
    keeping: Row = {"object_storage_config": kept(tmp_path)}
    post_while(xero, SENDING, archive_south(xero), *THREE, **TAGGED, **keeping)
    moved = [row | {"Location": "Eastside"} if row["Location"] == "South" else row for row in THREE]
    written = post(xero, moved, **TAGGED)

    assert written.failure is None, written.log("ERROR")
    assert in_xero(xero) == {"JE-1": ["POSTED"], "JE-2": ["VOIDED", "POSTED"], "JE-3": ["POSTED"]}
