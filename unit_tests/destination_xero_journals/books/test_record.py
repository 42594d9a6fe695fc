"""A manual journal of Xero's JSON that bears a key comes back as it was sent; any other is none of ours."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.books.record import as_held, held_journal
from destination_xero_journals.rules.journal import POSTED
from revrec_journals.key import JournalKey
from unit_tests.destination_xero_journals.made_xero import MadeXero, held
from unit_tests.destination_xero_journals.rules.made_entries import REVENUE, journal, journal_line, tag
from xero_api.errors import WalkIncomplete

if TYPE_CHECKING:
    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock


@pytest.fixture
def xero(requests_mock: Mocker, clock: FakeClock) -> MadeXero:
    """Give a test a Xero without journals."""
    return MadeXero(requests_mock, clock)


def test_a_journal_comes_back_with_every_line_as_it_was_sent(xero: MadeXero) -> None:
    """Amounts, accounts, texts and options; `stamp` tells this state of it from the next."""
    sent = journal(journal_line("100.10", REVENUE, "Zürich", tag()), journal_line("-100.10"), show_on_cash_basis=False)
    found = held(xero, sent)

    assert (found.key, found.date, found.narration, found.lines) == (sent.key, sent.date, sent.narration, sent.lines)
    assert (found.status, found.show_on_cash_basis) == (POSTED, False)
    assert found.stamp == xero.journals["mj-1"]["UpdatedDateUTC"]


def test_a_journal_without_a_key_is_none_of_ours() -> None:
    """Whatever else it says; where Xero sends no narration at all, nobody can say whose it is."""
    assert held_journal({"Narration": "Payroll"}) is None
    assert held_journal({"Narration": None}) is None
    with pytest.raises(WalkIncomplete, match="mj-1 without a narration"):
        held_journal({"ManualJournalID": "mj-1"})


def test_a_journal_comes_under_the_key_that_is_given_balanced_or_not() -> None:
    """Whatever its narration says; tax counts where the lines bear some."""
    record = {
        "ManualJournalID": "mj-1",
        "Narration": "By hand",
        "Date": "2026-01-31",
        "Status": POSTED,
        "JournalLines": [{"LineAmount": Decimal(115)}, {"LineAmount": Decimal(-100), "TaxAmount": Decimal(-15)}],
    }
    found = as_held(record, JournalKey("JE-7"))
    record["JournalLines"].pop()

    assert (found.key, found.balanced) == (JournalKey("JE-7"), True)
    assert not as_held(record, JournalKey("JE-7")).balanced
