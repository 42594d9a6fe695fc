"""Amounts that cancel each other out hide no journal that is missing, or in Xero twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from source_xero_revrec.rules.journals.balances import Balances, FoundJournal, SentEntry, balances
from source_xero_revrec.rules.journals.control import journal_control
from unit_tests.source_xero_revrec.rules.journals.made_journals import found, on, revenue, sent

WASH = balances([on("840", "100.00"), on("840", "-100.00")])
"""A debit and a credit of a hundred dollars on one account."""


def verdicts(entries: list[SentEntry], journals: list[FoundJournal]) -> set[tuple[str, str, Decimal]]:
    """Return status, reason and difference of all rows."""
    return {(row.status, row.reason, row.difference) for row in journal_control(entries, journals)}


def test_an_entry_without_effect_on_any_account_ties_when_it_is_there() -> None:
    """Its debit and its credit are shown, and the difference is nothing."""
    (row,) = journal_control([sent(posted=WASH)], [found(held=WASH)])

    assert (row.status, row.found_debit, row.found_credit) == ("Ties", Decimal("100.00"), Decimal("100.00"))


def test_an_entry_without_effect_on_any_account_is_missing_all_the_same() -> None:
    """No difference shows it, its id does."""
    (row,) = journal_control([sent(posted=WASH)], [])

    assert (row.status, row.reason, row.missing, row.difference) == ("Does not tie", "MISSING", "JE-1", Decimal(0))


@pytest.mark.parametrize(
    ("posted", "held"),
    [(WASH, WASH), (revenue("100.00"), revenue("50.00"))],
    ids=["a line that nets to nothing", "two halves"],
)
def test_a_copy_is_posted_twice_even_if_the_sum_is_right(posted: Balances, held: Balances) -> None:
    """Each key stands once in Xero: a copy and its original that make up the entry's amount are two journals."""
    journals = [found(held=held, journal_id="first"), found(held=held, journal_id="copy")]

    assert verdicts([sent(posted=posted)], journals) == {("Does not tie", "POSTED_TWICE", Decimal(0))}


def test_a_correction_that_was_copied_is_posted_twice() -> None:
    """Also where an edit of the entry's own journal makes up for it."""
    back = balances([on("840", "-10.00"), on("200", "10.00")])
    journals = [
        found(),
        found(held=back, correction=1, journal_id="first"),
        found(held=back, correction=1, journal_id="copy"),
    ]

    assert verdicts([sent(posted=revenue("80.00"))], journals) == {("Does not tie", "POSTED_TWICE", Decimal(0))}


def test_a_correction_never_stands_for_a_voided_journal() -> None:
    """Whatever its amount is; the destination asks for a decision there, too."""
    journals = [found(status="VOIDED"), found(correction=1)]

    assert verdicts([sent()], journals) == {("Does not tie", "VOIDED", Decimal(0))}
