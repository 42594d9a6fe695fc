"""Manual journals as they are wanted and held: where a line stands, what counts, and what it comes to."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from destination_xero_journals.rules.journal import HeldJournal, Journal, PostingLine, Tag
from revrec_journals.key import JournalKey
from unit_tests.destination_xero_journals.rules.made_entries import (
    DEFERRED,
    REVENUE,
    SOUTH,
    category,
    held,
    journal,
    journal_line,
    tag,
)

TEAM = category("Team", "A")
LINE = journal_line("100.00", DEFERRED, "Order 7", tag())
TEXTS = st.text(st.characters(codec=None), max_size=5)
LINES = st.builds(
    PostingLine, TEXTS, TEXTS, st.decimals(allow_nan=False), TEXTS, st.sampled_from([(), (tag(),)]), TEXTS, TEXTS
)


@pytest.mark.parametrize(
    ("tax_type", "taxed"), [("", False), ("NONE", False), ("BASEXCLUDED", False), ("OUTPUT2", True)]
)
def test_no_tax_has_several_names(tax_type: str, taxed: bool) -> None:  # noqa: FBT001
    """And stands in one place under all of them."""
    line = structs.replace(LINE, tax_type=tax_type)

    assert line.taxed is taxed
    assert (line.place == LINE.place) is not taxed


def test_a_place_is_an_account_by_id_with_options_by_name_and_a_tax() -> None:
    """Neither the order of the options nor their ids, the amount or the text matter."""
    both = structs.replace(LINE, tags=(tag(), tag(TEAM.options[0], TEAM)))
    other = PostingLine(
        "id-2400", "renamed", Decimal("-1.00"), "x", (Tag("", "", "Team", "A"), Tag("", "", "Region", "North"))
    )

    assert both.place == other.place == ("id-2400", (("Region", "North"), ("Team", "A")), "NONE")
    assert structs.replace(LINE, tax_type="OUTPUT2").place == ("id-2400", (("Region", "North"),), "OUTPUT2")
    assert (
        len(
            {
                LINE.place,
                both.place,
                structs.replace(LINE, tags=(tag(SOUTH),)).place,
                journal_line("1.00", REVENUE).place,
            }
        )
        == 4
    )


def test_a_line_has_no_text_no_tags_and_no_tax_unless_it_is_said() -> None:
    """Revenue recognition bears no tax."""
    line = PostingLine("id-2400", "2400", Decimal("1.00"))

    assert (line.description, line.tags, line.tax_type) == ("", (), "NONE")


def test_the_name_of_an_account_tells_no_lines_apart() -> None:
    """It is for people, and may have been looked up or not; nobody has looked it up before."""
    assert structs.replace(LINE, account_name="Deferred Revenue") == structs.replace(LINE, account_name="")
    assert hash(structs.replace(LINE, account_name="Deferred Revenue")) == hash(LINE)
    assert LINE.account_name == ""
    assert structs.replace(LINE, tax_type="OUTPUT2") != LINE


@given(st.lists(LINES), st.booleans())
def test_a_journal_that_was_put_by_comes_back_digit_by_digit(lines: list[PostingLine], shown: bool) -> None:  # noqa: FBT001
    """Whatever its texts hold, half a character included, and whether it has lines or none."""
    wanted = replace(journal(), lines=tuple(lines), show_on_cash_basis=shown)

    for made in (wanted, held(wanted)):
        again = pickle.loads(pickle.dumps(made))
        assert again == made
        assert [*map(structs.astuple, again.lines)] == [*map(structs.astuple, made.lines)]
        assert [str(line.amount) for line in again.lines] == [str(line.amount) for line in made.lines]


def test_tags_are_ordered_by_category() -> None:
    """So that two lines with the same options bear them in one order."""
    assert Tag("a", "2", "B", "y") < Tag("b", "1", "A", "x")


@pytest.mark.parametrize(
    ("amounts", "total"),
    [(["100.00", "0.00", "-60.00", "-40.00"], "100.00"), (["1.00", "-0.40", "-0.60"], "1.00"), ([], "0.00")],
)
def test_a_journal_comes_to_the_sum_of_its_debits(amounts: list[str], total: str) -> None:
    """Which its credits equal; nought has its cents too."""
    made = replace(journal(), lines=tuple(map(journal_line, amounts)))

    assert str(made.total) == total


def test_a_journal_shows_on_cash_basis_unless_it_is_said() -> None:
    """As Xero does by itself; what Xero holds has no stamp before it was read."""
    key = JournalKey("JE-1")

    assert Journal(key, date(2026, 1, 31), "x", ()).show_on_cash_basis
    there = HeldJournal("mj-1", key, "POSTED", date(2026, 1, 31), "x", ())
    assert there.show_on_cash_basis
    assert there.stamp == ""


@pytest.mark.parametrize(
    ("status", "counts"),
    [("DRAFT", True), ("POSTED", True), ("VOIDED", False), ("DELETED", False), ("ARCHIVED", False)],
)
def test_a_journal_that_is_posted_or_waits_for_approval_is_in_the_books(status: str, counts: bool) -> None:  # noqa: FBT001
    """Everything else was taken out of them."""
    assert held(journal(), status=status).in_the_books is counts
