"""A layout says which columns must be there."""

from __future__ import annotations

from revrec_journals.layout import REVREC, Layout


def test_what_must_be_there_follows_the_amounts() -> None:
    """A side of its own, the sign, or one of two columns."""
    assert REVREC.required == ("Transaction Date", "Journal Entry Id", "Posting Type", "Amount")
    assert Layout(amounts="signed_amount").required == ("Transaction Date", "Journal Entry Id", "Amount")
    assert Layout(amounts="debit_and_credit").required[2:] == ("Debit", "Credit")


def test_what_is_not_there_is_not_needed() -> None:
    """Somebody said so."""
    assert Layout(absent=("Journal Entry Id",)).required == ("Transaction Date", "Posting Type", "Amount")


def test_further_columns_are_read_where_the_layout_has_them() -> None:
    """A file of RevRec's that has such a column by chance means something else by it."""
    assert REVREC.further == ("Narration",)
    assert Layout(amounts="debit_and_credit").further == ("Debit", "Credit", "Narration")
    assert "Tax Rate" in Layout(untaxed=("none",)).further
    assert "Tracking Name 2" in Layout(tracking_named=True).further
