"""What the form says of a file becomes its layout, or is refused where nothing could be read by it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from revrec_journals.amounts import Notation
from revrec_journals.format import Column, Format
from revrec_journals.layout import REVREC, TextFile
from revrec_journals.ready_made import READY_MADE


def test_a_form_that_is_left_alone_is_revrecs_file() -> None:
    """Empty lists are what Airbyte's form sends of lists that nobody touched."""
    assert Format().layout() == REVREC
    assert Format(debit_words=[], credit_words=[], absent_columns=[], untaxed_words=[]).layout() == REVREC


@pytest.mark.parametrize("name", READY_MADE)
def test_a_ready_made_format_is_its_layout(name: str) -> None:
    """Each that is offered is there, and each that is there is offered."""
    assert Format.model_validate({"ready_made": name}).layout() == READY_MADE[name]


def test_fields_change_single_things() -> None:
    """The rest stays as it is ready-made."""
    layout = Format(
        ready_made="xero_import",
        dates="day_first",
        decimal_mark=",",
        thousands_separator=".",
        currency_sign="€",
        continued_rows="reject",
        journal_key="id",
        negative_amounts="other_side",
        finer_amounts="round",
        debit_words=[" Soll "],
        credit_words=["HABEN"],
        absent_columns=["Location"],
        ignored_columns=["Voided"],
        untaxed_words=["Free"],
        delimiter="tab",
        encoding="windows-1252",
        sheet="Jan",
        hidden_cells="read",
        deleted_by=["Status"],
    ).layout()

    assert (layout.dates, layout.notation) == ("day_first", Notation(",", ".", "€"))
    assert (layout.continued, layout.key_has_date) == (False, False)
    assert (layout.negative_is_other_side, layout.rounded) == (True, True)
    assert (layout.debit_words, layout.credit_words) == (("soll",), ("haben",))
    assert (layout.absent, layout.ignored, layout.untaxed) == (("Location",), ("Voided",), ("free",))
    assert layout.file == TextFile("\t", "windows-1252", "Jan", "read")
    assert layout.deleted_by == ("Status",)
    assert (layout.amounts, layout.tracking_named) == ("signed_amount", True)
    assert Format(amounts="two_accounts", delimiter="|").layout() == replace(
        REVREC, amounts="two_accounts", file=TextFile("|")
    )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"dates": "european"}, "dates 'european' is neither iso, day_first, month_first, month_end, nor a pattern"),
        ({"debit_words": ["D", "C"], "credit_words": ["c"]}, "debit_words and credit_words both have c"),
        ({"debit_words": ["Credit"]}, "debit_words and credit_words both have credit"),
        ({"thousands_separator": "."}, "decimal_mark and thousands_separator are the same"),
        ({"decimal_mark": ",", "thousands_separator": ","}, "decimal_mark and thousands_separator are the same"),
        ({"delimiter": "::"}, "delimiter is one character, or the word tab"),
        ({"delimiter": '"'}, "delimiter is one character, or the word tab"),
        ({"absent_columns": ["Amount"]}, "absent_columns names Amount, without which no line can be read"),
        ({"absent_columns": ["Journal Entry Id"]}, "which needs journal_key id_and_date"),
        ({"currency_sign": "1"}, "currency_sign"),
        ({"encoding": "rot13"}, "encoding"),
        ({"ready_made": "sage"}, "ready_made"),
        ({"date": "iso"}, "date\n"),
    ],
)
def test_what_nothing_could_be_read_by_is_refused(said: dict[str, Any], why: str) -> None:
    """Before a file is opened."""
    with pytest.raises(ValidationError) as fault:
        Format.model_validate(said)

    assert why in str(fault.value)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"delimiter": "\n"}, "delimiter is one character, or the word tab"),
        ({"delimiter": "\r"}, "delimiter is one character, or the word tab"),
        (
            {
                "absent_columns": [
                    "Transaction Date",
                    "Posting Type",
                    "Debit",
                    "Credit",
                    "Debit Account",
                    "Credit Account",
                ]
            },
            (
                "absent_columns names Credit, Credit Account, Debit, Debit Account, Posting Type, Transaction Date, "
                "without which no line can be read"
            ),
        ),
        (
            {"deleted_by": ["B", "A", "C"], "ignored_columns": ["A", "B"]},
            "deleted_by and ignored_columns both have A, B",
        ),
        (
            {"absent_columns": ["Journal Entry Id"]},
            "absent_columns names Journal Entry Id, which needs journal_key id_and_date",
        ),
        (
            {"debit_words": ["a", "b"], "credit_words": ["B", "A"], "delimiter": "::"},
            "debit_words and credit_words both have a, b; delimiter is one character, or the word tab",
        ),
    ],
)
def test_a_refusal_says_all_that_is_wrong_in_one_sentence(said: dict[str, Any], why: str) -> None:
    """And nothing else."""
    with pytest.raises(ValidationError) as fault:
        Format.model_validate(said)

    assert [each["msg"] for each in fault.value.errors()] == [f"Value error, {why}"]


def test_an_id_may_be_absent_where_the_date_is_the_key() -> None:
    """A journal a day."""
    layout = Format(journal_key="id_and_date", absent_columns=["Journal Entry Id"]).layout()

    assert layout.required == ("Transaction Date", "Posting Type", "Amount")


@pytest.mark.parametrize(
    "broken",
    [{"revrec_column": "Amount"}, {"revrec_column": "", "column": "a"}, {"revrec_column": "Amount", "colum": "a"}],
)
def test_a_column_says_both_names(broken: dict[str, str]) -> None:
    """Half of it, or a misspelt word, would change nothing, and nobody would know."""
    with pytest.raises(ValidationError):
        Column.model_validate(broken)
