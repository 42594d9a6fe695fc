"""After posting, one more look into Xero: each journal that was written is there, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.syncs import SENT, Meanwhile, balances, codes, kept, post, rejects
from integration_tests.support.posting import entry, in_books, line, records, state, write_in_process

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.posting import Written
    from xero_sandbox import Sandbox


def post_and(xero: Sandbox, act: str, folder: Path, **options: Any) -> Written:  # noqa: ANN401 - any option
    """Post three journals, and let a person act on each of the first two as soon as they are there.

    A copy is edited, as nobody makes one to leave it as it is.
    """

    def acted() -> None:
        for journal in in_books(xero)[:2]:
            made = xero.act(act, id=journal["ManualJournalID"])
            if act == "copy_manual_journal":
                xero.act("edit_manual_journal_line", id=made["ManualJournalID"], line=0, Description="By hand")

    config = xero.destination_config(object_storage_config=kept(folder), **options)
    messages = [*records(*(entry(f"JE-{number}") for number in (1, 2, 3))), state(1)]
    return write_in_process(xero, config, messages, heard=Meanwhile(SENT, acted))


@pytest.mark.parametrize(("act", "code"), [("copy_manual_journal", "POSTED_TWICE"), ("void", "VOIDED")])
def test_what_somebody_did_while_the_sync_posted_is_reported(
    xero: Sandbox, tmp_path: Path, act: str, code: str
) -> None:
    """A copy made or a journal voided meanwhile: each one is in the log and in the rejects, and the sync fails."""
    written = post_and(xero, act, tmp_path)

    assert written.failure is not None
    assert codes(written) == [code] * 2
    assert sorted({row["Journal Entry Id"] for row in rejects(tmp_path)}) == ["JE-1", "JE-2"]
    assert {problem["code"] for row in rejects(tmp_path) for problem in row["_reject"]["problems"]} == {code}


def test_it_is_said_with_post_the_valid_too(xero: Sandbox, tmp_path: Path) -> None:
    """Where refused journals do not fail the sync, the log and the rejects still name them."""
    written = post_and(xero, "copy_manual_journal", tmp_path, on_invalid="post_the_valid")

    assert written.failure is None
    assert codes(written) == ["POSTED_TWICE"] * 2
    assert len(rejects(tmp_path)) == 4


def test_two_hundred_journals_take_few_calls(xero: Sandbox) -> None:
    """At most ceil(M / 50) + 8 calls, the last look included, and the next sync needs no more than eight."""
    journals = [entry(f"JE-{number:03}") for number in range(201)]
    first, second = (post(xero, *journals) for _ in range(2))

    assert first.failure is None
    assert len(in_books(xero)) == 201
    assert first.calls <= 5 + 8
    assert second.calls <= 8


def test_a_journal_whose_sums_are_nothing_is_not_posted(xero: Sandbox) -> None:
    """Summed by account it moves nothing: no journal, no complaint, and the state is acknowledged."""
    rows = [line(side="Debit", amount="10.00"), line(side="Credit", amount="10.00")]
    written = post(xero, rows, aggregation="account_and_tracking")

    assert written.failure is None
    assert len(written.states()) == 1
    assert in_books(xero) == []


def test_a_journal_of_repeated_lines_is_posted_where_it_is_meant(xero: Sandbox) -> None:
    """With repeated_lines post every line counts as often as it came."""
    rows = entry() * 3
    assert codes(post(xero, rows)) == ["LINES_REPEATED"]
    assert post(xero, rows, repeated_lines="post").failure is None

    assert {code: str(amount) for code, amount in balances(xero).items()} == {"835": "300.00", "200": "-300.00"}
