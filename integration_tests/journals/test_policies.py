"""What a sync does with journals that Xero holds already, policy by policy: Xero's books before and after."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.journals.syncs import balances, post, posted, refused, unchanged
from integration_tests.support.posting import amounts, entry, in_books, line

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

HUNDRED = [("200", Decimal("-100.00")), ("835", Decimal("100.00"))]
CHANGED = [("200", Decimal("-120.00")), ("835", Decimal("120.00"))]


# -- changed in RevRec after posting


def test_a_journal_that_revrec_changed_is_reported_and_left(xero: Sandbox) -> None:
    """With on_changed fail, the default, the books stay and the difference is named."""
    posted(xero)
    written = post(xero, entry(amount="120.00"))

    assert refused(written) == ["CHANGED"]
    assert "debit 100.00 on 835" in written.log("ERROR")[0]
    assert "debit 120.00 on 835" in written.log("ERROR")[0]
    assert [amounts(each) for each in in_books(xero)] == [HUNDRED]


def test_a_journal_that_revrec_changed_is_updated(xero: Sandbox) -> None:
    """With update the journal keeps its id and has RevRec's amounts; nothing is posted beside it."""
    before = posted(xero)
    written = post(xero, entry(amount="120.00"), on_changed="update")

    assert written.failure is None
    assert len(written.states()) == 1
    (after,) = in_books(xero)
    assert (after["ManualJournalID"], amounts(after)) == (before["ManualJournalID"], CHANGED)


def test_an_update_that_xero_stores_otherwise_is_written_back(xero: Sandbox) -> None:
    """The journal that was in the books stays there, as it was before."""
    before = posted(xero)
    xero.set_switches(journal_amount_places="0")
    written = post(xero, entry(amount="120.40"), on_changed="update")

    assert refused(written) == ["ALTERED_BY_XERO"]
    assert "written back as it was before" in written.log("ERROR")[0]
    (after,) = in_books(xero, "POSTED", "VOIDED")
    assert (after["ManualJournalID"], amounts(after)) == (before["ManualJournalID"], HUNDRED)


def test_an_update_that_cannot_be_written_back_is_said_to_stand(xero: Sandbox) -> None:
    """Where Xero alters the old journal too, a person is told to look at it; nothing is voided."""
    posted(xero)
    xero.set_switches(journal_tax_type="account_default")
    written = post(xero, entry(amount="120.00"), on_changed="update")

    assert refused(written) == ["ALTERED_BY_XERO"]
    assert "stands in the books like that" in written.log("ERROR")[0]
    assert "by hand" in written.log("ERROR")[0]
    assert len(in_books(xero, "POSTED", "VOIDED")) == len(in_books(xero)) == 1


def test_the_difference_is_posted_as_a_journal_of_its_own(xero: Sandbox) -> None:
    """With post_difference the first journal stays, and a second brings account by account what is missing."""
    before = posted(xero)
    written = post(xero, entry(amount="120.00"), on_changed="post_difference")

    assert written.failure is None
    first, second = in_books(xero)
    assert (first["ManualJournalID"], amounts(first)) == (before["ManualJournalID"], HUNDRED)
    assert second["Narration"].endswith("[RevRec JE-1 correction 1]")
    assert amounts(second) == [("200", Decimal("-20.00")), ("835", Decimal("20.00"))]


def test_differences_can_be_posted_twice_in_a_row_and_nothing_a_third_time(xero: Sandbox) -> None:
    """Each correction counts the earlier ones in, and the same input again posts nothing."""
    posted(xero)
    for amount in ("120.00", "90.00"):
        assert post(xero, entry(amount=amount), on_changed="post_difference").failure is None
    assert balances(xero) == {"835": Decimal("90.00"), "200": Decimal("-90.00")}
    again = post(xero, entry(amount="90.00"), on_changed="post_difference")

    assert unchanged(again)
    assert [each["Narration"].partition("[")[2] for each in in_books(xero)] == [
        "RevRec JE-1]",
        "RevRec JE-1 correction 1]",
        "RevRec JE-1 correction 2]",
    ]


def test_a_journal_with_corrections_is_not_updated_alone(xero: Sandbox) -> None:
    """After post_difference, update refuses: the journal and its corrections together are RevRec's."""
    posted(xero)
    post(xero, entry(amount="120.00"), on_changed="post_difference")
    written = post(xero, entry(amount="130.00"), on_changed="update")

    assert refused(written) == ["CHANGED"]
    assert balances(xero) == {"835": Decimal("120.00"), "200": Decimal("-120.00")}


def test_a_change_in_the_text_alone_cannot_be_corrected_by_an_amount(xero: Sandbox) -> None:
    """post_difference has nothing to post where only a description differs, and says so."""
    posted(xero)
    other = [{**row, "Description": "Another text"} for row in entry()]
    written = post(xero, other, on_changed="post_difference")

    assert refused(written) == ["CHANGED"]
    assert "no amount can correct" in written.log("ERROR")[0]
    assert len(in_books(xero)) == 1


@pytest.mark.parametrize("policy", ["fail", "update", "post_difference"])
def test_the_order_of_the_lines_is_no_change(xero: Sandbox, policy: str) -> None:
    """A journal whose lines come in another order is the same journal."""
    posted(xero)
    written = post(xero, entry()[::-1], on_changed=policy)

    assert unchanged(written)
    assert len(in_books(xero)) == 1


# -- edited by hand


def by_hand(xero: Sandbox, text: str = "By hand") -> None:
    """Let a person change a line's description."""
    (journal,) = in_books(xero)
    xero.act("edit_manual_journal_line", id=journal["ManualJournalID"], line=0, Description=text)


def descriptions(xero: Sandbox) -> list[str]:
    """Return the descriptions of the only journal's lines."""
    (journal,) = in_books(xero)
    return [each["Description"] for each in journal["JournalLines"]]


def test_an_edit_by_hand_is_reported(xero: Sandbox) -> None:
    """With fail the line is named, without the text, which may be about a person, and the work stays."""
    posted(xero)
    by_hand(xero)
    written = post(xero, entry())

    assert refused(written) == ["CHANGED"]
    assert "another description of debit 100.00 on 835" in written.log("ERROR")[0]
    assert not any("By hand" in text or "Debit of" in text for text in written.log())
    assert descriptions(xero) == ["By hand", "Credit of JE-1"]


def test_an_edit_by_hand_is_undone_each_time(xero: Sandbox) -> None:
    """With update the same edit made again within six minutes is undone again: no old answer is taken for a new one."""
    posted(xero)
    for _ in range(2):
        by_hand(xero)
        written = post(xero, entry(), on_changed="update")

        assert written.failure is None
        assert descriptions(xero) == ["Debit of JE-1", "Credit of JE-1"]


def test_an_account_moved_by_hand_is_corrected_by_the_difference(xero: Sandbox) -> None:
    """post_difference moves the amount back to RevRec's account and leaves the person's journal."""
    journal = posted(xero)
    xero.act("edit_manual_journal_line", id=journal["ManualJournalID"], line=1, AccountCode="260")
    written = post(xero, entry(), on_changed="post_difference")

    assert written.failure is None
    assert balances(xero) == {"835": Decimal("100.00"), "200": Decimal("-100.00")}
    assert len(in_books(xero)) == 2


def test_a_tax_type_changed_by_hand_is_a_change_beside_corrections_too(xero: Sandbox) -> None:
    """The sums by account agree, and the tax on them does not; another text is nobody's sum."""
    journal = posted(xero)
    assert post(xero, entry(amount="120.00"), on_changed="post_difference").failure is None
    xero.act("edit_manual_journal_line", id=journal["ManualJournalID"], line=1, Description="By hand")
    assert unchanged(post(xero, entry(amount="120.00"), on_changed="post_difference"))

    xero.act("edit_manual_journal_line", id=journal["ManualJournalID"], line=1, TaxType="OUTPUT2")
    assert refused(post(xero, entry(amount="120.00"))) == ["CHANGED"]


def test_a_date_changed_by_hand_is_a_change(xero: Sandbox) -> None:
    """A journal that a person moved to another month is reported, and moved back with update."""
    journal = posted(xero)
    xero.act("edit_manual_journal_header", id=journal["ManualJournalID"], date="2026-02-28")

    assert refused(post(xero, entry())) == ["CHANGED"]
    assert post(xero, entry(), on_changed="update").failure is None
    assert str(in_books(xero)[0]["Date"]) == "2026-01-31"


@pytest.mark.parametrize("narration", ["Reviewed by Jo [RevRec JE-1]", "Revenue [RevRec JE-1] - reviewed by Jo"])
def test_a_narration_rewritten_by_hand_around_the_key_is_no_change(xero: Sandbox, narration: str) -> None:
    """The key alone identifies a journal; the words before and after it belong to people."""
    journal = posted(xero)
    xero.act("edit_manual_journal_header", id=journal["ManualJournalID"], narration=narration)

    assert unchanged(post(xero, entry()))
    assert len(in_books(xero)) == 1


# -- copied and reversed by hand


@pytest.mark.parametrize("policy", ["fail", "update", "post_difference"])
def test_a_copy_made_by_hand_is_reported_whatever_the_policy(xero: Sandbox, policy: str) -> None:
    """Two journals with one key are never judged: which is RevRec's is for a person to say."""
    journal = posted(xero)
    xero.act("copy_manual_journal", id=journal["ManualJournalID"])
    written = post(xero, entry(), on_changed=policy)

    assert refused(written) == ["POSTED_TWICE"]
    assert len(in_books(xero)) == 2


def test_a_reversal_made_by_hand_does_not_count(xero: Sandbox) -> None:
    """`Reversal: ...` bears the key in its narration and is a journal of the person's own."""
    journal = posted(xero)
    xero.act("reverse_manual_journal", id=journal["ManualJournalID"], date="2026-02-01")
    written = post(xero, entry())

    assert unchanged(written)
    assert len(in_books(xero)) == 2


# -- archived after posting


def test_an_account_archived_after_posting_is_no_matter(xero: Sandbox) -> None:
    """What is in the books stays unchanged without a complaint, and a new journal on the account is refused."""
    posted(xero, entry())
    xero.act("archive_account", code="835")

    again = post(xero, entry())
    assert unchanged(again)
    assert refused(post(xero, entry("JE-2"))) == ["ACCOUNT_ARCHIVED"]
    assert len(in_books(xero)) == 1


def test_a_journal_with_a_line_of_no_amount_is_found_again(xero: Sandbox) -> None:
    """A line of 0.00 beside others is posted and compared like any other."""
    rows = [*entry(), line("JE-1", "Debit", "0.00", "260")]
    posted(xero, rows)
    again = post(xero, rows)

    assert unchanged(again)
