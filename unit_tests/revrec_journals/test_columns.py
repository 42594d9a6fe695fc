"""RevRec's columns in any spelling."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrec_journals.columns import REVREC_COLUMNS, Columns, ColumnSettings
from revrec_journals.layout import REVREC, Layout
from revrec_journals.problem import Code, Problem
from unit_tests.revrec_journals.made_entries import the

if TYPE_CHECKING:
    from revrec_journals.recognised import Recognised

NEEDED = ("Transaction Date", "Journal Entry Id", "Account Number", "Posting Type", "Amount")


def recognised(*names: str, **settings: Any) -> Recognised:  # noqa: ANN401
    """Return what is made of these columns."""
    return Columns(ColumnSettings(**settings)).recognise(names)


@pytest.mark.parametrize(
    "spell",
    [
        lambda name: name,
        lambda name: name.lower().replace(" ", "_"),
        lambda name: name.upper().replace(" ", "_"),
        lambda name: name.replace(" ", ""),
        lambda name: name.lower().replace(" ", "-"),
        lambda name: f" {name} ",
        lambda name: f"\ufeff{name}",
    ],
)
def test_a_column_is_recognised_in_any_spelling_that_a_warehouse_makes_of_it(spell: Any) -> None:  # noqa: ANN401
    """Case, spaces, underscores, hyphens and a byte order mark do not matter."""
    found = recognised(*map(spell, REVREC_COLUMNS))

    assert found.columns == {name: spell(name) for name in REVREC_COLUMNS}
    assert found.problems == ()


@given(st.permutations(REVREC_COLUMNS), st.lists(st.text(min_size=1).map("other {}".format), max_size=3))
def test_columns_are_recognised_in_any_order_among_any_others(names: list[str], others: list[str]) -> None:
    """What nothing asks for is ignored."""
    assert recognised(*others, *names).columns == {name: name for name in REVREC_COLUMNS}


@pytest.mark.parametrize("name", REVREC.required)
def test_a_missing_column_is_named_with_those_that_are_there(name: str) -> None:
    """The message says which column, the finding what the input has instead."""
    others = [column for column in NEEDED if column != name]

    problem = the(recognised(*others).problems, Code.COLUMN_MISSING)

    assert name in problem.message
    assert problem.found == ", ".join(sorted(others))
    assert "`columns`" in problem.fix


def test_of_many_columns_forty_are_named() -> None:
    """A table of a warehouse may have hundreds."""
    others = [f"column {number:02}" for number in range(41)]

    assert the(recognised(*others, *NEEDED[:4]).problems, Code.COLUMN_MISSING).found == ", ".join(
        sorted((*others, *NEEDED[:4]))[:40]
    )


def test_all_missing_columns_are_reported_at_once() -> None:
    """An empty input lacks four columns and an account."""
    problems = recognised().problems

    assert {problem.found for problem in problems} == {"no column at all"}

    assert [problem.code for problem in problems] == [Code.COLUMN_MISSING] * 5
    assert "Account Number or Account Name" in problems[-1].message


def test_an_account_is_named_by_number_or_by_name() -> None:
    """Either column is enough."""
    by_name = ["Account Name" if name == "Account Number" else name for name in NEEDED]

    assert recognised(*NEEDED).problems == ()
    assert recognised(*by_name).problems == ()


def test_an_account_type_is_enough_where_accounts_are_mapped() -> None:
    """Without a mapping, a type leads to no account."""
    by_type = ["Account Type" if name == "Account Number" else name for name in NEEDED]

    assert recognised(*by_type, accounts_mapped=True).problems == ()
    the(recognised(*by_type).problems, Code.COLUMN_MISSING)


def test_a_mapping_by_product_needs_the_product_code() -> None:
    """Otherwise the lines would silently go to the account of all other products."""
    by_product = {"accounts_mapped": True, "products_mapped": True}

    assert "Product Code" in the(recognised(*NEEDED, **by_product).problems, Code.COLUMN_MISSING).message
    assert recognised(*NEEDED, "product_code", **by_product).problems == ()


def test_two_columns_for_one_of_revrecs_are_ambiguous() -> None:
    """Neither is taken, and both are named."""
    found = recognised(*(name for name in NEEDED if name != "Amount"), "AMOUNT", "amount")

    problem = the(found.problems, Code.COLUMN_AMBIGUOUS)
    assert problem.found == "AMOUNT, amount"
    assert "Amount" in problem.message


def test_of_two_columns_of_one_name_none_counts_until_somebody_says_which() -> None:
    """Neither is taken for the better spelling."""
    (problem,) = recognised(*NEEDED, "amount").problems

    assert (problem.code, problem.found) == (Code.COLUMN_AMBIGUOUS, "Amount, amount")
    for said in ("Amount", "amount"):
        found = recognised(*NEEDED, "amount", renamed=(("Amount", said),))
        assert (found.columns["Amount"], found.problems) == (said, ())


@pytest.mark.parametrize("name", ["currency_code", "Transaction Currency", "CCY"])
def test_a_currency_is_read_by_whatever_name_it_has(name: str) -> None:
    """Dollars are not posted as euros because of a heading; Currency itself counts alone, and none where said."""
    assert recognised(*NEEDED, name).columns["Currency"] == name
    assert recognised(*NEEDED, name, "Currency").columns["Currency"] == "Currency"
    assert "Currency" not in recognised(*NEEDED, name, layout=Layout(absent=("Currency",))).columns
    (problem,) = recognised(*NEEDED, "Currency Code", "Transaction Currency").problems
    assert problem.code == Code.COLUMN_AMBIGUOUS


def test_a_column_that_the_configuration_names_counts_before_revrecs_own() -> None:
    """`columns` says how the input calls it, in any spelling."""
    renamed = (("amount", "Home Amount"),)

    found = recognised(*NEEDED, "home_amount", renamed=renamed)

    assert found.columns["Amount"] == "home_amount"


def test_a_column_that_the_configuration_names_must_be_there() -> None:
    """RevRec's own is not taken in its stead, as it may hold something else."""
    renamed = (("Amount", "Home Amount"),)

    assert "Home Amount" in the(recognised(*NEEDED, renamed=renamed).problems, Code.COLUMN_MISSING).message


def test_the_configuration_names_one_column_once() -> None:
    """Two entries that differ are refused."""
    renamed = (("Amount", "A"), ("amount", "B"))

    found = recognised(*NEEDED, "A", "B", renamed=renamed)

    assert the(found.problems, Code.COLUMN_AMBIGUOUS).found == "A, B"
    assert "Amount" not in found.columns


def test_of_two_entries_that_mean_the_same_the_first_counts() -> None:
    """They differ in spelling alone, and the input may have a column for each."""
    renamed = (("Amount", "Home Amount"), ("amount", "home_amount"))

    assert recognised(*NEEDED, "home_amount", "Home Amount", renamed=renamed).columns["Amount"] == "Home Amount"


def test_the_configuration_names_columns_that_revrec_has() -> None:
    """A slip in `columns` is reported, not ignored."""
    renamed = (("Amuont", "A"),)

    problem = the(recognised(*NEEDED, "A", renamed=renamed, fields=("Amount",)).problems, Code.COLUMN_MISSING)

    assert "'Amuont'" in problem.message
    assert (problem.found, problem.expected) == ("Amuont", ", ".join((*REVREC_COLUMNS, "Narration", "Amount")))
    assert problem.fix == "Write 'Amount', or remove the entry"


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"renamed": (("Journal Number", "journal_no"),)}, ["Journal Number"]),
        ({"renamed": (("Location", "loc"),)}, ["Location"]),
        ({"renamed": (("Location", "loc"),), "fields": ("Location",)}, []),
        (
            {"renamed": (("Amount", "_airbyte_amount"),), "organisation": "_airbyte_entity"},
            ["_airbyte_amount", "_airbyte_entity"],
        ),
        ({"renamed": (("amount", "a"), ("POSTING_TYPE", "side"))}, []),
    ],
)
def test_settings_that_no_input_can_meet_are_known_before_one_comes(settings: dict[str, Any], found: list[str]) -> None:
    """So that a connection check can tell."""
    problems = Columns(ColumnSettings(**settings)).setting_problems()

    assert [problem.found for problem in problems] == found


def test_a_mapped_field_is_a_column_of_its_own_name_in_any_spelling() -> None:
    """Also where it is one of RevRec's columns, and also where `columns` renames it."""
    fields = ("Customer Name", "Account Type")

    found = recognised(*NEEDED, "customer_name", "Account Type", fields=fields)
    renamed = recognised(
        *NEEDED,
        "kunde",
        fields=fields[:1],
        renamed=(("Customer Name", "Kunde"),),
    )

    assert found.fields == {"Customer Name": "customer_name", "Account Type": "Account Type"}
    assert renamed.fields == {"Customer Name": "kunde"}
    assert (found.problems, renamed.problems) == ((), ())


def test_a_mapped_field_must_be_there() -> None:
    """No journal is posted untagged because a column was renamed."""
    assert "Location" in the(recognised(*NEEDED, fields=("Location",)).problems, Code.COLUMN_MISSING).message


def test_the_organisation_column_is_recognised_and_must_be_there() -> None:
    """Lines never go to some organisation because its column is missing."""
    assert recognised(*NEEDED, "entity", organisation="Entity").organisation == "entity"
    assert recognised(*NEEDED).organisation is None
    the(recognised(*NEEDED, organisation="Entity").problems, Code.COLUMN_MISSING)
    the(recognised(*NEEDED, "ENTITY", "entity", organisation="Entity").problems, Code.COLUMN_AMBIGUOUS)


def test_airbytes_own_columns_are_no_columns_of_revrecs() -> None:
    """They are ignored, whatever they are called."""
    assert recognised(*NEEDED, "_airbyte_raw_id", "_airbyte_amount").problems == ()


def test_the_same_columns_are_recognised_once() -> None:
    """A million lines come with the same keys."""
    columns = Columns(ColumnSettings())

    assert columns.recognise(dict.fromkeys(NEEDED)) is columns.recognise(dict.fromkeys(NEEDED))


def test_records_with_ever_other_columns_do_not_fill_the_memory() -> None:
    """A thousand are remembered; the next begins anew, and is still right."""
    columns = Columns(ColumnSettings())

    assert all(columns.recognise((*NEEDED, f"other {number}")).problems == () for number in range(1_000))
    assert len(columns._remembered) == 1_000
    assert columns.recognise((*NEEDED, "another")).problems == ()
    assert len(columns._remembered) == 1


def test_the_rule_needs_nothing_of_the_edge() -> None:
    """No form, no storage and no library of theirs is imported with it."""
    said = subprocess.run(
        [sys.executable, "-c", "import sys, revrec_journals.columns; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()

    ours = {name for name in said if name.startswith(("destination_xero_journals.", "xero_"))}
    assert {name for name in ours if not name.startswith("destination_xero_journals.rules")} == set()
    assert "pydantic" not in said


def test_marks_of_deletion_are_among_the_columns_that_nothing_reads() -> None:
    """What the configuration reads is a value whatever it is called, and Airbyte's own columns say nothing."""
    names = ("Journal Entry Id", "_fivetran_deleted", "_airbyte_deleted", "Is Deleted", "Customer Name")

    assert [mark.column for mark in recognised(*names).marks] == ["_fivetran_deleted", "Is Deleted"]
    assert [mark.column for mark in recognised(*names, fields=("Is Deleted",)).marks] == ["_fivetran_deleted"]


def test_a_heading_without_a_line_below_it_is_judged_itself() -> None:
    """Another file than RevRec's would pass for an empty month; with lines, each entry tells what it lacks."""
    columns = Columns(ColumnSettings())
    others = [name for name in NEEDED if name != "Amount"]

    assert "Amount" in the(columns.heading_problems(others, 0), Code.COLUMN_MISSING).message
    assert columns.heading_problems(NEEDED, 0) == ()
    assert columns.heading_problems(others, 1) == ()
    assert columns.heading_problems((), 0) == ()


def test_what_was_found_is_told_in_the_same_words_in_every_process() -> None:
    """Of two spellings elsewhere it is always the same one, though sets have another order in every process."""
    problems = Columns(ColumnSettings()).recognise((), frozenset({"Rate", "RATE", "rate", "_airbyte_id"})).problems

    assert {problem.found for problem in problems[:4]} == {"rate"}


IN_ANY_CASE = "in any case and with spaces, underscores or hyphens"
ADD = "Add the column to the input, or say in `columns` how the input calls it, or in `format` how it is laid out"
THERE = "Account Number, Amount, Journal Entry Id, Posting Type, Transaction Date"
KNOWN = ", ".join((*REVREC_COLUMNS, "Narration"))
STRANGE = "which is neither a column of RevRec's nor a field of `tracking_mapping`"


def missing(name: str, found: str = THERE, fix: str = ADD) -> Problem:
    """Return what is said of a column that is not there."""
    return Problem(
        Code.COLUMN_MISSING,
        f"The input has no column {name}",
        found=found,
        expected=f"{name}, {IN_ANY_CASE}",
        fix=fix,
    )


def ambiguous(name: str, found: str, fix: str) -> Problem:
    """Return what is said of a column that is there several times."""
    return Problem(
        Code.COLUMN_AMBIGUOUS,
        f"The input has several columns for {name}",
        found=found,
        expected=f"one column for {name}",
        fix=fix,
    )


@pytest.mark.parametrize(
    ("names", "settings", "said"),
    [
        (NEEDED[:4], {}, missing("Amount", "Account Number, Journal Entry Id, Posting Type, Transaction Date")),
        (
            [name for name in NEEDED if name != "Account Number"],
            {},
            missing("Account Number or Account Name", "Amount, Journal Entry Id, Posting Type, Transaction Date"),
        ),
        (NEEDED, {"renamed": (("Amount", "Home Amount"),)}, missing("Home Amount (Amount)")),
        (NEEDED, {"fields": ("Location",)}, missing("Location")),
        (NEEDED, {"organisation": "Entity"}, missing("Entity")),
        (NEEDED, {"layout": Layout(deleted_by=("Voided",))}, missing("Voided")),
        (
            (*NEEDED, "A", "B"),
            {"renamed": (("Amount", "A"), ("amount", "B"))},
            ambiguous("Amount", "A, B", "Leave one entry for it in `columns`"),
        ),
        (
            (*NEEDED, "Currency Code", "CCY"),
            {},
            ambiguous("Currency", "Currency Code, CCY", "Name the right one in `columns`"),
        ),
        (
            (*NEEDED, "amount"),
            {},
            ambiguous("Amount", "Amount, amount", "Rename one, or name the right one in `columns`, spelled exactly"),
        ),
        (
            (*NEEDED, "currency"),
            {"layout": Layout(absent=("Currency",))},
            Problem(
                Code.COLUMN_AMBIGUOUS,
                "The input has a column Currency, which `format` says is not there",
                found="Currency",
                expected="no column Currency",
                fix="Take it out of `absent_columns`, or out of the input",
            ),
        ),
        (
            (*NEEDED, "A"),
            {"renamed": (("Posting Tpye", "A"),)},
            Problem(
                Code.COLUMN_MISSING,
                f"`columns` names 'Posting Tpye', {STRANGE}",
                found="Posting Tpye",
                expected=KNOWN,
                fix="Write 'Posting Type', or remove the entry",
            ),
        ),
        (
            (*NEEDED, "A"),
            {"renamed": (("Xylophone", "A"),)},
            Problem(
                Code.COLUMN_MISSING,
                f"`columns` names 'Xylophone', {STRANGE}",
                found="Xylophone",
                expected=KNOWN,
                fix="Correct or remove the entry in `columns`",
            ),
        ),
    ],
)
def test_a_problem_says_what_was_found_what_would_be_right_and_what_to_do(
    names: tuple[str, ...], settings: dict[str, Any], said: Problem
) -> None:
    """Word for word, since people search for these sentences."""
    assert recognised(*names, **settings).problems == (said,)


def test_a_setting_that_names_airbytes_own_column_says_so() -> None:
    """It is never read."""
    assert Columns(ColumnSettings(organisation="_airbyte_entity")).setting_problems() == (
        Problem(
            Code.COLUMN_MISSING,
            "A setting names the column _airbyte_entity, which is Airbyte's own and never read",
            found="_airbyte_entity",
            expected="a column of the input",
            fix="Name the column that holds the value",
        ),
    )


def test_how_many_names_are_known_is_counted() -> None:
    """By whatever name the configuration gives them, fields and the organisation too."""
    columns = Columns(ColumnSettings(renamed=(("Amount", "Sum"),), fields=("Location",), organisation="Entity"))

    assert columns.known_among(["sum", "LOCATION", "entity", "Account Number", "Amount", "x", ""]) == 4
    assert columns.known_among([]) == 0


def test_what_is_left_alone_is_revrecs_own_layout() -> None:
    """Nothing is renamed, and nothing is mapped."""
    assert ColumnSettings() == ColumnSettings(
        renamed=(), fields=(), organisation=None, accounts_mapped=False, products_mapped=False, layout=REVREC
    )
