"""What Xero holds against what is wanted: line for line, whatever the order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from destination_xero_journals.rules.aggregation import aggregate
from destination_xero_journals.rules.comparison import (
    alterations,
    described,
    differ_in_text_alone,
    differences,
    remaining,
)
from destination_xero_journals.rules.journal import DRAFT, POSTED, PostingLine, Tag
from revrec_journals.key import JournalKey
from unit_tests.destination_xero_journals.rules.made_entries import (
    DEFERRED,
    REVENUE,
    SOUTH,
    account,
    category,
    held,
    journal,
    journal_line,
    tag,
)

LINES = st.lists(
    st.builds(
        lambda amount, account, tags, text: journal_line(str(amount), account, text, *tags),
        st.decimals(min_value=-100, max_value=100, places=2),
        st.sampled_from([DEFERRED, REVENUE]),
        st.sampled_from([(), (tag(),), (tag(SOUTH),)]),
        st.sampled_from(["", "Order 7"]),
    ),
    min_size=1,
    max_size=12,
)
WANTED = journal(journal_line("100.00", DEFERRED, "Order 7", tag()), journal_line("-100.00", REVENUE, "Order 7"))


@given(LINES, st.randoms(use_true_random=False))
def test_lines_in_another_order_are_no_difference(lines: list[PostingLine], randomness: object) -> None:
    """Xero gives lines new ids and no order."""
    shuffled = list(lines)
    randomness.shuffle(shuffled)  # type: ignore[attr-defined]

    assert differences(journal(*lines), held(journal(*shuffled))) == ()
    assert alterations(journal(*lines), POSTED, held(journal(*shuffled))) == ()


@given(LINES, LINES)
def test_journals_of_other_lines_differ(wanted: list[PostingLine], there: list[PostingLine]) -> None:
    """A line that is there once too often is a difference, too."""
    same = sorted(map(repr, wanted)) == sorted(map(repr, there))

    assert (differences(journal(*wanted), held(journal(*there))) == ()) is same


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"amount": Decimal("100.01")}, "debit 100.01 on 2400"),
        ({"account_id": "id-9", "account_code": "900"}, "no line debit 100.00 on 2400"),
        ({"tags": ()}, "debit 100.00 on 2400 where debit 100.00 on 2400 (Region North) is wanted"),
        ({"tags": (tag(SOUTH),)}, "Region South"),
        ({"tax_type": "OUTPUT2"}, "tax OUTPUT2"),
        ({"description": "Order 8"}, "another description of debit 100.00 on 2400 (Region North)"),
    ],
)
def test_whatever_is_changed_or_dropped_on_a_line_is_seen(change: dict[str, object], said: str) -> None:
    """By hand in Xero, or by Xero itself: account, amount, option, tax type, text."""
    changed = held(WANTED, lines=(structs.replace(WANTED.lines[0], **change), WANTED.lines[1]))  # type: ignore[arg-type]

    assert said in "; ".join(differences(WANTED, changed))
    assert said in "; ".join(alterations(WANTED, POSTED, changed))


def test_a_line_that_is_missing_and_one_that_is_not_wanted_are_named() -> None:
    """Each in a sentence."""
    other = journal_line("5.00", account("77", "Other"))

    assert differences(WANTED, held(WANTED, lines=WANTED.lines[:1])) == ("no line credit 100.00 on 4000",)
    assert differences(WANTED, held(WANTED, lines=(*WANTED.lines, other))) == ("debit 5.00 on 77, which is not wanted",)


@pytest.mark.parametrize("there", ["Order  7", " Order 7\n"])
def test_white_space_of_a_description_is_no_difference(there: str) -> None:
    """Xero normalises it."""
    lines = (structs.replace(WANTED.lines[0], description=there), WANTED.lines[1])

    assert differences(WANTED, held(WANTED, lines=lines)) == ()


def test_words_are_told_apart_by_white_space() -> None:
    """Only how much of it there is does not matter."""
    lines = (structs.replace(WANTED.lines[0], description="Order7"), WANTED.lines[1])

    assert differences(WANTED, held(WANTED, lines=lines)) == (
        "another description of debit 100.00 on 2400 (Region North)",
    )


def test_what_is_not_wanted_is_told_in_xeros_order() -> None:
    """Of equal lines the last one is the one too many."""
    others = [journal_line(amount, account("77", "Other")) for amount in ("5.00", "6.00")]
    there = (WANTED.lines[0], *others, *WANTED.lines)

    assert differences(WANTED, held(WANTED, lines=there)) == (
        "debit 5.00 on 77, which is not wanted",
        "debit 6.00 on 77, which is not wanted",
        "debit 100.00 on 2400 (Region North), which is not wanted",
    )


@pytest.mark.parametrize(
    ("count", "said", "last"),
    [
        (5, 5, "no line debit 1.00 on 2400"),
        (6, 6, "and 1 more differences"),
        (100, 6, "and 95 more differences"),
    ],
)
def test_of_many_differences_the_first_five_are_said(count: int, said: int, last: str) -> None:
    """A journal of ten thousand lines makes no message of ten thousand sentences."""
    lines = [journal_line("1.00", DEFERRED, str(number)) for number in range(count)]

    found = differences(journal(*lines), held(journal(*lines), lines=()))

    assert len(found) == said
    assert found[-1] == last


def test_a_line_that_is_there_once_too_often_or_too_rarely_is_said_once() -> None:
    """Its equals are not in question."""
    three, two = journal(*[WANTED.lines[0]] * 3), journal(*[WANTED.lines[0]] * 2)

    assert differences(three, held(two)) == ("no line debit 100.00 on 2400 (Region North)",)
    assert differences(two, held(three)) == ("debit 100.00 on 2400 (Region North), which is not wanted",)


def test_a_changed_line_is_paired_with_one_of_its_amount_before_others_of_its_account() -> None:
    """So that a text that was edited is called one, whatever else was changed on the account."""
    wanted = journal(journal_line("5.00", DEFERRED, "a"), journal_line("1.00", DEFERRED, "b"))
    there = journal(
        journal_line("1.00", DEFERRED, "c"), journal_line("9.00", DEFERRED, "d"), journal_line("1.00", DEFERRED, "e")
    )

    assert differences(wanted, held(there)) == (
        "debit 1.00 on 2400 where debit 5.00 on 2400 is wanted",
        "another description of debit 1.00 on 2400",
        "debit 9.00 on 2400, which is not wanted",
    )


def test_what_else_xero_changed_on_a_journal_that_was_sent_is_said() -> None:
    """Date, status, key and the mark for reports on cash basis."""
    stored = held(WANTED, status=DRAFT, date=date(2026, 2, 1), key=JournalKey("JE-2"), show_on_cash_basis=False)

    assert alterations(WANTED, POSTED, stored) == (
        "the date is 2026-02-01, and 2026-01-31 was sent",
        "the status is DRAFT, and POSTED was sent",
        "the narration does not bear the journal's key any more",
        "ShowOnCashBasisReports is false, and the opposite was sent",
    )


@given(LINES, LINES, LINES)
def test_a_correction_brings_xero_to_what_is_wanted(
    wanted: list[PostingLine], there: list[PostingLine], before: list[PostingLine]
) -> None:
    """Whatever was corrected before; and then nothing is left to correct."""
    target, first, second = journal(*wanted), held(journal(*there)), held(journal(*before))
    due = remaining(target, [first, second])
    corrected = held(journal(*due)) if due else None

    all_corrections = [each for each in (second, corrected) if each]
    assert differences(target, first, all_corrections) == ()
    assert remaining(target, [first, *all_corrections]) == ()
    assert all(line.amount for line in due)


def test_a_correction_says_what_it_corrects() -> None:
    """On the account and options of the first line in each place, without a tax."""
    (line,) = remaining(WANTED, [held(journal(WANTED.lines[1]))])

    assert line == structs.replace(WANTED.lines[0], description="Correction of JE-1")


def test_with_corrections_sums_are_compared() -> None:
    """No line of one journal stands for a line of another."""
    correction = held(journal(journal_line("-1.00", DEFERRED, "", tag()), journal_line("1.00", REVENUE)))

    assert differences(WANTED, held(WANTED), [correction]) == (
        "99.00 on 2400 (Region North) in all, and 100.00 is wanted",
        "-99.00 on 4000 in all, and -100.00 is wanted",
    )


def test_with_corrections_a_changed_tax_type_is_seen() -> None:
    """It moves the amount to another place, although the account is the same."""
    correction = held(journal(journal_line("0.00", DEFERRED), journal_line("0.00", REVENUE)))
    taxed = held(WANTED, lines=(WANTED.lines[0], structs.replace(WANTED.lines[1], tax_type="OUTPUT2")))

    assert differences(WANTED, held(WANTED), [correction]) == ()
    assert len(differences(WANTED, taxed, [correction])) == 2


@pytest.mark.parametrize("untaxed", ["", "NONE", "BASEXCLUDED"])
def test_no_tax_has_several_names(untaxed: str) -> None:
    """Australia's is one of them."""
    lines = tuple(structs.replace(line, tax_type=untaxed) for line in WANTED.lines)

    assert differences(WANTED, held(WANTED, lines=lines)) == ()
    assert alterations(WANTED, POSTED, held(WANTED, lines=lines)) == ()
    assert "tax" not in described(lines[0])


def test_options_are_compared_by_name() -> None:
    """Xero's answers need not give their ids."""
    lines = (structs.replace(WANTED.lines[0], tags=(Tag("", "", "Region", "North"),)), WANTED.lines[1])

    assert differences(WANTED, held(WANTED, lines=lines)) == ()
    assert remaining(WANTED, [held(WANTED, lines=lines)]) == ()


@given(LINES)
def test_summed_lines_agree_with_those_that_they_were_summed_of(lines: list[PostingLine]) -> None:
    """Either way, so that aggregation may be chosen later; a cent more does not agree."""
    sums = aggregate(lines)
    assume(sums)
    whole, summed = journal(*lines), journal(*sums)
    cent = journal(*lines, journal_line("0.01", account("77", "Other")))

    assert differences(whole, held(summed)) == differences(summed, held(whole)) == ()
    assert differences(cent, held(summed))
    assert differences(summed, held(cent))


def test_a_text_that_looks_summed_hides_no_line() -> None:
    """Two lines of one account are nobody's sums, whatever they are called."""
    pair = (journal_line("60.00", DEFERRED, "2 lines"), journal_line("40.00", DEFERRED, "2 lines"))
    other = (structs.replace(pair[0], amount=Decimal("50.00")), structs.replace(pair[1], amount=Decimal("50.00")))
    more = (journal_line("-50.00", REVENUE, "a"), journal_line("-50.00", REVENUE, "b"))

    assert differences(journal(*pair, *more), held(journal(*other, *more)))


@given(LINES)
def test_texts_alone_differ_where_every_amount_is_in_its_place(lines: list[PostingLine]) -> None:
    """Whatever the order; not where a line has another amount or account."""
    renamed = tuple(structs.replace(line, description=f"not {line.description}") for line in reversed(lines))
    dearer = (structs.replace(renamed[0], amount=renamed[0].amount + 1), *renamed[1:])

    assert differ_in_text_alone(journal(*lines), held(journal(*renamed)))
    assert not differ_in_text_alone(journal(*lines), held(journal(*dearer)))


def test_no_message_quotes_a_description() -> None:
    """It may be about a person."""
    named = tuple(structs.replace(line, description="Jane Roe, 4 Elm St") for line in WANTED.lines)
    said = "; ".join(
        (*differences(WANTED, held(WANTED, lines=named)), *alterations(WANTED, POSTED, held(WANTED, lines=named[:1])))
    )

    assert "another description" in said
    assert "Jane" not in said
    assert "Order 7" not in said


def test_a_line_is_described_as_people_read_it() -> None:
    """An account without a code by its id, and no description: it may be about a person."""
    line = structs.replace(journal_line("-1.50", REVENUE, "x" * 50, tag()), account_code="", tax_type="NONE")

    assert described(line) == "credit 1.50 on id-4000 (Region North)"
    assert described(structs.replace(line, tax_type="OUTPUT2")) == "credit 1.50 on id-4000 (Region North) tax OUTPUT2"
    team = category("Team", "A")
    assert described(journal_line("1.00", REVENUE, "", tag(), tag(team.options[0], team))) == (
        "debit 1.00 on 4000 (Region North, Team A)"
    )


@pytest.mark.parametrize(
    ("amount", "said"),
    [("0.00", "debit 0.00"), ("0.50", "debit 0.50"), ("-0.50", "credit 0.50"), ("-1.00", "credit 1.00")],
)
def test_the_side_of_a_line_is_its_sign(amount: str, said: str) -> None:
    """Nought is no credit."""
    assert described(journal_line(amount)) == f"{said} on 2400"
