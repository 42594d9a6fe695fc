"""From an entry to the journal that Xero is to hold: all rules at once, and every fault with its lines."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from destination_xero_journals.rules.request import MOST_BYTES, element_bytes, journal_json
from revrec_journals.problem import Code, Problem
from unit_tests.destination_xero_journals.rules.made_entries import (
    BOOKS,
    DEFERRED,
    NORTH,
    REVENUE,
    ROUNDING,
    account,
    assembled,
    books,
    category,
    journal,
    journal_line,
    mapped_field,
    tag,
    tracked,
)
from unit_tests.revrec_journals.made_entries import DAY, entry, line, the
from xero_api.models import TrackingOption

if TYPE_CHECKING:
    from destination_xero_journals.rules.assembly import Assembled
    from destination_xero_journals.rules.books import Books
    from revrec_journals.entry import Entry

ARCHIVED = account("4900", "Old Revenue", status="ARCHIVED")
BY_REGION = mapped_field("Location", "Region")


def rounded(entry: Entry, in_books: Books = BOOKS, account: str = "860", **settings: Any) -> Assembled:  # noqa: ANN401
    """Assemble an entry with a rounding account that takes five cents."""
    return assembled(entry, in_books, rounding=account, rounding_limit=Decimal("0.05"), **settings)


def test_a_right_entry_becomes_the_journal_it_asks_for() -> None:
    """Accounts by id and code, debit positive, RevRec's date, the key in the narration."""
    made = assembled(entry())

    assert made.journal == journal()
    assert (made.journal_entry_id, made.entry_lines, made.rounding) == ("JE-1", 2, Decimal("0.00"))
    assert (made.problems, made.write_problems) == ((), ())


def test_a_journal_keeps_its_date_in_a_locked_period() -> None:
    """Whether it may be written is another question: what is in Xero already is left in peace."""
    made = assembled(entry(), books(period_lock_date=DAY))

    assert made.journal is not None
    assert made.journal.date == DAY
    assert (made.problems, made.write_problems) == ((), ())


def test_lines_keep_their_order_texts_tags_and_amounts_of_nothing() -> None:
    """`lines` posts what RevRec has."""
    lines = (
        line("100.00", description="Order 7", fields={"Location": "north"}),
        line("0.00", description="Order 8", fields={"Location": "North"}),
        line("-100.00", account_number="4000", fields={"Location": "North"}),
    )

    made = assembled(entry(*lines), BOOKS, BY_REGION)

    assert made.journal is not None
    assert made.journal.lines == (
        journal_line("100.00", DEFERRED, "Order 7", tag()),
        journal_line("0.00", DEFERRED, "Order 8", tag()),
        journal_line("-100.00", REVENUE, "", tag()),
    )


def test_the_narration_and_the_cash_basis_are_as_configured() -> None:
    """The description is the first line's."""
    lines = (line("1.00", description="First"), line("-1.00", description="Second"))
    made = assembled(entry(*lines), narration="{organisation}: {description}", show_on_cash_basis=False)

    assert made.journal is not None
    assert made.journal.narration == "Demo Company: First [RevRec JE-1]"
    assert made.journal.show_on_cash_basis is False


def test_a_fault_names_the_journal_and_the_line() -> None:
    """With what was found, what would be right, and what to do."""
    made = assembled(entry(line("1.00"), line("-1.00", account_number="9999")))

    problem = the(made.problems, Code.ACCOUNT_UNKNOWN)
    assert problem.message.startswith("Journal JE-1, line 2: RevRec's Account Number 9999")
    assert problem.line == 2
    assert made.journal is None


def test_a_fault_that_many_lines_share_is_reported_once_with_all_of_them() -> None:
    """Ten thousand lines on one unknown account are one fault."""
    lines = [line("-1.00", account_number="9999", description=str(number)) for number in range(100)]

    problem = the(assembled(entry(line("100.00"), *lines)).problems, Code.ACCOUNT_UNKNOWN)

    assert problem.message.startswith("Journal JE-1, lines 2, 3, 4, 5, 6 and 95 more: ")
    assert problem.line == 2


def test_all_faults_of_all_rules_are_reported_at_once() -> None:
    """One run shows every problem (what users of RevRec's posters asked for)."""
    lines = (line("1.00", account_number="9999", fields={"Location": "West"}), line("-2.00", account_number="8888"))

    assert [problem.code for problem in assembled(entry(*lines), BOOKS, BY_REGION).problems] == [
        Code.UNBALANCED,
        Code.ACCOUNT_UNKNOWN,
        Code.OPTION_UNKNOWN,
        Code.ACCOUNT_UNKNOWN,
        Code.UNTAGGED,
    ]


def test_faults_come_back_where_lines_are_summed_too() -> None:
    """Each line may have several."""
    fields = (BY_REGION, mapped_field("Class", "Region"))
    lines = (line("1.00", fields={"Location": "West", "Class": "East"}), line("-1.00", account_number="4000"))

    made = assembled(entry(*lines), BOOKS, *fields, summed=True)

    assert made.journal is None
    assert [problem.code for problem in made.problems] == [Code.OPTION_UNKNOWN] * 2 + [Code.UNTAGGED] * 2


def test_lines_that_repeat_are_a_fault_unless_they_are_meant_so() -> None:
    """A table that was loaded twice looks the same; who knows better says so."""
    lines = (line("1.00"), line("-1.00", account_number="4000")) * 2

    the(assembled(entry(*lines)).problems, Code.LINES_REPEATED)
    assert assembled(entry(*lines), repetition_refused=False).problems == ()


def test_lines_repeat_by_the_account_that_they_go_to() -> None:
    """One load gives its number, and another its name; what Xero does not have is told by what the line calls it."""
    once = (line("1.00"), line("-1.00", account_number="4000"))
    by_name = (line("1.00", account_number="", account_name="Deferred Revenue"), once[1])
    unknown = (line("1.00", account_number="9998"), line("1.00", account_number="9999"))

    the(assembled(entry(*once, *by_name)).problems, Code.LINES_REPEATED)
    codes = [problem.code for problem in assembled(entry(*unknown, line("-2.00"), line("-2.00"))).problems]
    assert codes == [Code.UNBALANCED, Code.ACCOUNT_UNKNOWN, Code.ACCOUNT_UNKNOWN]


def test_an_id_that_no_narration_can_carry_is_a_fault() -> None:
    """Nothing is made of such an entry."""
    made = assembled(entry(journal_entry_id="x" * 201))

    the(made.problems, Code.KEY_UNUSABLE)
    assert made.journal is None


def test_an_archived_account_forbids_writing_and_not_the_journal() -> None:
    """Every sync brings all journals again, and those in Xero stay right."""
    made = assembled(entry(line("1.00"), line("-1.00", account_number="4900")), books(ARCHIVED))

    assert made.journal is not None
    assert made.journal.lines[1].account_id == ARCHIVED.account_id
    problem = the(made.write_problems, Code.ACCOUNT_ARCHIVED)
    assert problem.message.startswith("Journal JE-1, line 2: account 4900 Old Revenue")
    assert made.problems == ()


@pytest.mark.parametrize(
    ("archived", "code"),
    [
        (category("Region", TrackingOption(option_id="n", name="North", status="ARCHIVED")), Code.OPTION_ARCHIVED),
        (category("Region", NORTH, status="ARCHIVED"), Code.CATEGORY_ARCHIVED),
    ],
)
def test_archived_tracking_forbids_writing_and_not_the_journal(archived: Any, code: Code) -> None:  # noqa: ANN401
    """The tag is what it was when the journal was posted."""
    north = {"Location": "North"}
    lines = (line("1.00", fields=north), line("-1.00", account_number="4000", fields=north))

    made = assembled(entry(*lines), tracked(archived), BY_REGION)

    assert made.journal is not None
    assert made.journal.lines[0].tags == (tag(archived.options[0], archived),)
    assert "lines 1 and 2" in the(made.write_problems, code).message


@given(st.decimals(min_value="-0.05", max_value="0.05", places=2), st.booleans())
def test_a_rounding_line_brings_the_journal_into_balance(off: Decimal, summed: bool) -> None:  # noqa: FBT001
    """In a line of its own on the rounding account, untagged, and not summed away; none where none is needed."""
    lines = (line("100.00"), line(str(off - 100), account_number="4000"))

    made = rounded(entry(*lines), summed=summed)

    assert made.journal is not None
    assert sum(each.amount for each in made.journal.lines) == 0
    assert made.rounding == -off
    added = made.journal.lines[2:]
    assert added == ((journal_line(str(-off), ROUNDING, "Rounding of JE-1"),) if off else ())


def test_a_rounding_account_that_is_unknown_matters_only_where_it_is_needed() -> None:
    """A balanced journal needs none."""
    assert rounded(entry(), account="8888").problems == ()
    refused = rounded(entry(line("1.01"), line("-1.00")), account="8888")
    problem = the(refused.problems, Code.ACCOUNT_UNKNOWN)
    assert problem.message == "Journal JE-1: rounding has no account in Xero: Demo Company has none with '8888'"
    assert problem.line == 0
    assert (refused.journal, refused.rounding) == (None, Decimal("0.00"))


def test_an_archived_rounding_account_forbids_writing_alone() -> None:
    """As any other account."""
    made = rounded(entry(line("1.01"), line("-1.00")), books(ARCHIVED), account="4900")

    assert made.journal is not None
    problem = the(made.write_problems, Code.ACCOUNT_ARCHIVED)
    assert problem.message == "Journal JE-1: account 4900 Old Revenue of Demo Company is archived"
    assert problem.line == 0


def test_a_line_without_an_account_is_refused_by_its_reading_alone() -> None:
    """It has a fault of its own there, and is not looked up in Xero."""
    made = assembled(entry(line("1.00", account_number="", account_name=""), line("-1.00")))

    assert made.problems == ()
    assert made.journal is not None
    assert len(made.journal.lines) == 1


def test_an_aggregated_journal_has_one_line_for_each_account_and_tracking() -> None:
    """RevRec's lines are counted all the same."""
    lines = [line("1.00", description=str(number), fields={"Location": "North"}) for number in range(10)]
    credit = line("-10.00", account_number="4000", fields={"Location": "South"})

    made = assembled(entry(*lines, credit), BOOKS, BY_REGION, summed=True)

    assert made.journal is not None
    assert [(each.amount, each.description) for each in made.journal.lines] == [
        (Decimal("10.00"), "10 lines"),
        (Decimal("-10.00"), "1 line"),
    ]
    assert made.entry_lines == 11


def test_an_aggregated_journal_that_comes_to_nothing_has_no_lines() -> None:
    """The decision is not to post it."""
    made = assembled(entry(line("1.00", description="a"), line("-1.00", description="b")), summed=True)

    assert made.journal is not None
    assert made.journal.lines == ()


def test_a_journal_too_large_for_one_call_is_refused_with_the_remedy() -> None:
    """A journal cannot be split; summed by account, it is small."""
    lines = [line("1.00", description=f"{number} {'x' * 3_000}") for number in range(1_000)]
    whole = entry(*lines, line("-1000.00", account_number="4000"))

    made = assembled(whole)

    assert made.problems == (
        Problem(
            Code.JOURNAL_TOO_LARGE,
            "Journal JE-1 is too large for one call to Xero with its 1001 lines",
            found="3,093,156 bytes",
            expected="3,000,000 bytes at most",
            fix="Set aggregation to account_and_tracking, or have RevRec split the journal",
        ),
    )
    assert made.journal is None
    assert assembled(whole, summed=True).problems == ()


def test_a_journal_that_is_too_large_in_sums_cannot_be_summed_further() -> None:
    """The remedy is another one."""
    name = "R" * 3_000
    options = [str(number) for number in range(1_000)]
    lines = [line("1.00", fields={"Location": option}) for option in options]
    credit = line("-1000.00", account_number="4000", fields={"Location": options[0]})
    in_books = tracked(category(name, *options))

    made = assembled(entry(*lines, credit), in_books, mapped_field("Location", name), summed=True)

    problem = the(made.problems, Code.JOURNAL_TOO_LARGE)
    assert problem.fix == "Have RevRec split the journal, or map fewer fields to tracking categories"


def test_a_journal_as_large_as_one_call_takes_is_taken() -> None:
    """To the byte; its status is part of it."""
    lines = [line("1.00", description="x" * 3_000)] * 950
    small = assembled(entry(*lines, line("-950.00", account_number="4000")), status="DRAFT").journal
    assert small is not None
    room = MOST_BYTES - len(element_bytes(journal_json(small, "DRAFT")))

    def sized(extra: int) -> tuple[Problem, ...]:
        last = line("-950.00", account_number="4000", description="x" * (room + extra))
        return assembled(entry(*lines, last), status="DRAFT").problems

    assert sized(0) == ()
    the(sized(1), Code.JOURNAL_TOO_LARGE)


@pytest.mark.parametrize(
    ("tax_type", "refused"), [("OUTPUT2", True), ("NONE", False), ("BASEXCLUDED", False), ("", False)]
)
def test_a_blank_rate_is_that_of_the_account(tax_type: str, *, refused: bool) -> None:
    """Xero's import would take it; where rates are not read, no line has a blank one."""
    taxed = books(account("4100", "Consulting", tax_type=tax_type))
    lines = (line("10.00"), line("-10.00", account_number="4100", rate_is_blank=True))
    found = assembled(entry(*lines), taxed)

    assert [(each.code, each.line, each.found) for each in found.problems] == (
        [(Code.TAXED, 2, "OUTPUT2")] if refused else []
    )
    said = assembled(entry(*(structs.replace(each, rate_is_blank=False) for each in lines)), taxed)
    assert said.problems == ()
