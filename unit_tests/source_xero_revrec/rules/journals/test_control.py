"""What was sent is held against what Xero has, and each thing that can go wrong has its own reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrec_journals.key import JournalKey
from source_xero_revrec.rules.journals.balances import Balances, FoundJournal, Position, SentEntry, balances
from source_xero_revrec.rules.journals.control import JournalControl, journal_control
from unit_tests.source_xero_revrec.rules.journals.made_journals import found, on, revenue, sent

AMOUNTS = st.decimals(-(10**9), 10**9, places=2)
PLACES = st.builds(
    Position,
    st.sampled_from(["2026-01", "2026-02"]),
    st.sampled_from(["200", "840"]),
    st.sampled_from(["", "Region=North", "Region=South"]),
    st.just("NZD"),
)
BALANCES = st.lists(st.tuples(PLACES, AMOUNTS), max_size=5).map(balances)
IDS = st.sampled_from(["JE-1", "JE-2", "JE-3"])
SENT = st.lists(st.builds(SentEntry, IDS, BALANCES), max_size=3, unique_by=lambda entry: entry.journal_entry_id)
FOUND = st.lists(
    st.builds(
        FoundJournal,
        st.uuids().map(str),
        st.builds(JournalKey, IDS, st.integers(0, 2)),
        st.sampled_from(["POSTED", "POSTED", "DRAFT", "VOIDED", "DELETED"]),
        BALANCES,
    ),
    max_size=6,
)


def net(several: list[Balances]) -> Decimal:
    """Return debits less credits of all of them."""
    return sum((balance.net for each in several for balance in each.values()), Decimal(0))


def by_account(rows: list[JournalControl]) -> dict[str, JournalControl]:
    """Return the rows of one month by account."""
    assert len({(row.period, row.account_code) for row in rows}) == len(rows)
    return {row.account_code: row for row in rows}


def statuses(rows: list[JournalControl]) -> set[tuple[str, str]]:
    """Return status and reason of all rows."""
    return {(row.status, row.reason) for row in rows}


@given(SENT, FOUND)
def test_the_differences_sum_to_what_was_found_less_what_was_sent(
    entries: list[SentEntry], journals: list[FoundJournal]
) -> None:
    """No amount is lost or counted twice on the way into the rows, whatever is wrong with the journals."""
    rows = journal_control(entries, journals)

    standing = [journal.balances for journal in journals if journal.stands]
    expected = [entry.balances for entry in entries]
    assert sum((row.difference for row in rows), Decimal(0)) == net(standing) - net(expected)
    assert all(
        row.difference == row.found_debit - row.found_credit - row.expected_debit + row.expected_credit for row in rows
    )


@given(SENT, FOUND)
def test_there_is_one_row_for_each_position_on_either_side(
    entries: list[SentEntry], journals: list[FoundJournal]
) -> None:
    """A row is there for all that was sent or stands in Xero, and for nothing else."""
    rows = journal_control(entries, journals)

    places = [Position(row.period, row.account_code, row.tracking, row.currency) for row in rows]
    held = {place for journal in journals if journal.stands for place in journal.balances}
    # What a correction explains is expected where it stands.
    assert len(places) == len(set(places))
    assert held <= set(places) <= held | {place for entry in entries for place in entry.balances}


@given(SENT, FOUND)
def test_a_row_that_ties_has_no_difference(entries: list[SentEntry], journals: list[FoundJournal]) -> None:
    """And one that does not tie names the entries that are to blame, even where they cancel each other out."""
    for row in journal_control(entries, journals):
        blamed = row.missing or row.unexpected or row.changed or row.posted_twice
        assert (row.status == "Does not tie") is bool(blamed)
        assert row.status == "Does not tie" or row.difference == 0
        assert bool(row.reason) is bool(row.proposed_fix)


@given(SENT)
def test_what_was_posted_as_it_was_sent_ties(entries: list[SentEntry]) -> None:
    """Nothing is to be done about any row."""
    posted = [found(entry.journal_entry_id, entry.balances) for entry in entries]

    assert statuses(journal_control(entries, posted)) <= {("Ties", "")}


def test_a_row_shows_both_sides() -> None:
    """Debits and credits are shown apart, and the sentence has the numbers."""
    rows = by_account(
        journal_control([sent(), sent("JE-2", revenue("50.00"))], [found(), found("JE-2", revenue("50"))])
    )

    assert rows["840"].row() == {
        "check": "J3",
        "period": "2026-01",
        "account_code": "840",
        "tracking": "",
        "currency": "NZD",
        "description": "Journal entries sent: 2, debit 150.00 and credit 0.00 NZD; found in Xero: 2, debit 150.00 and "
        "credit 0.00 NZD",
        "journals_expected": 2,
        "journals_found": 2,
        "expected_debit": Decimal("150.00"),
        "expected_credit": Decimal("0.00"),
        "found_debit": Decimal("150.00"),
        "found_credit": Decimal("0.00"),
        "difference": Decimal("0.00"),
        "missing": "",
        "unexpected": "",
        "changed": "",
        "posted_twice": "",
        "drafts": "",
        "status": "Ties",
        "severity": "info",
        "reason": "",
        "proposed_fix": "",
    }


def test_an_entry_that_is_not_in_xero_is_missing() -> None:
    """The debit is short by all of it."""
    rows = by_account(journal_control([sent(), sent("JE-2")], [found()]))

    assert statuses(list(rows.values())) == {("Does not tie", "MISSING")}
    assert (rows["840"].missing, rows["840"].difference) == ("JE-2", Decimal("-100.00"))
    assert (rows["840"].journals_expected, rows["840"].journals_found) == (2, 1)


@pytest.mark.parametrize("status", ["VOIDED", "DELETED", "ARCHIVED"])
def test_an_entry_whose_journal_was_ended_in_xero_is_missing_for_that_reason(status: str) -> None:
    """Voided, deleted or archived: it stands for nothing any more."""
    rows = journal_control([sent()], [found(status=status)])

    assert statuses(rows) == {("Does not tie", "VOIDED")}
    assert {row.missing for row in rows} == {"JE-1"}


def test_a_journal_that_was_voided_and_posted_again_ties() -> None:
    """The voided one is history."""
    rows = journal_control([sent()], [found(status="VOIDED", journal_id="first"), found(journal_id="second")])

    assert statuses(rows) == {("Ties", "")}


def test_a_journal_that_nobody_sent_is_unexpected() -> None:
    """It bears a key, and no receipt knows it."""
    rows = by_account(journal_control([], [found("JE-9")]))

    assert statuses(list(rows.values())) == {("Does not tie", "UNEXPECTED")}
    assert (rows["200"].unexpected, rows["200"].difference) == ("JE-9", Decimal("-100.00"))


def test_a_journal_of_an_entry_that_was_left_voided_is_unexpected() -> None:
    """Its receipt expects nothing."""
    assert statuses(journal_control([sent(posted={})], [found()])) == {("Does not tie", "UNEXPECTED")}
    assert journal_control([sent(posted={})], [found(status="VOIDED")]) == []


def test_a_copied_journal_is_posted_twice() -> None:
    """Both are counted, and the entry is named once."""
    rows = by_account(journal_control([sent()], [found(journal_id="first"), found(journal_id="copy")]))

    assert statuses(list(rows.values())) == {("Does not tie", "POSTED_TWICE")}
    assert (rows["840"].posted_twice, rows["840"].difference) == ("JE-1", Decimal("100.00"))
    assert (rows["840"].journals_expected, rows["840"].journals_found) == (1, 2)


def test_a_copy_that_waits_as_a_draft_is_posted_twice_too() -> None:
    """Approved by mistake, it would be in the ledger."""
    rows = journal_control([sent()], [found(journal_id="first"), found(journal_id="copy", status="DRAFT")])

    assert statuses(rows) == {("Does not tie", "POSTED_TWICE")}


def test_an_edited_amount_is_changed() -> None:
    """Both accounts show the difference."""
    rows = by_account(journal_control([sent()], [found(held=revenue("90.00"))]))

    assert statuses(list(rows.values())) == {("Does not tie", "CHANGED")}
    assert {row.changed for row in rows.values()} == {"JE-1"}
    assert (rows["840"].difference, rows["200"].difference) == (Decimal("-10.00"), Decimal("10.00"))


def test_an_edited_account_is_changed_on_both_accounts_alone() -> None:
    """The other side of the journal still ties."""
    held = balances([on("840", "100.00"), on("260", "-100.00")])
    rows = by_account(journal_control([sent()], [found(held=held)]))

    assert {account: row.status for account, row in rows.items()} == {
        "200": "Does not tie",
        "260": "Does not tie",
        "840": "Ties",
    }
    assert (rows["200"].difference, rows["260"].difference) == (Decimal("100.00"), Decimal("-100.00"))


def test_a_dropped_tracking_option_is_changed() -> None:
    """The region's row lacks what the row without a region has too much."""
    posted = revenue(tracking="Region=North")
    rows = journal_control([sent(posted=posted)], [found(held=revenue())])

    assert statuses(rows) == {("Does not tie", "CHANGED")}
    assert {(row.tracking, row.account_code): row.difference for row in rows} == {
        ("Region=North", "840"): Decimal("-100.00"),
        ("Region=North", "200"): Decimal("100.00"),
        ("", "840"): Decimal("100.00"),
        ("", "200"): Decimal("-100.00"),
    }


def test_what_differs_in_case_alone_is_the_same_account_and_option() -> None:
    """The destination finds Xero's option by RevRec's value in any case, and the row is spelled as Xero does."""
    posted = balances([on("840a", "100.00", tracking="region=NORTH"), on("200", "-100.00", tracking="region=NORTH")])
    held = balances([on("840A", "100.00", tracking="Region=North"), on("200", "-100.00", tracking="Region=North")])

    rows = journal_control([sent(posted=posted)], [found(held=held)])

    assert statuses(rows) == {("Ties", "")}
    assert {(row.account_code, row.tracking) for row in rows} == {("840A", "Region=North"), ("200", "Region=North")}


def test_a_journal_that_was_dated_into_another_month_is_changed() -> None:
    """Without a correction nothing explains the month."""
    rows = journal_control([sent()], [found(held=revenue(month="2026-02"))])

    assert statuses(rows) == {("Does not tie", "CHANGED")}
    assert {row.period for row in rows} == {"2026-01", "2026-02"}


def test_two_faults_that_cancel_each_other_out_do_not_tie() -> None:
    """One entry is missing and another of the same amount was never sent: the sum is right, the books are not."""
    rows = journal_control([sent()], [found("JE-9")])

    assert {row.difference for row in rows} == {Decimal("0.00")}
    assert statuses(rows) == {("Does not tie", "MISSING")}
    assert {(row.missing, row.unexpected) for row in rows} == {("JE-1", "JE-9")}


def test_a_correction_counts_to_its_entry() -> None:
    """An entry of a hundred that RevRec lowered to eighty ties, and is one journal entry."""
    back = balances([on("840", "-20.00"), on("200", "20.00")])
    rows = by_account(journal_control([sent(posted=revenue("80.00"))], [found(), found(held=back, correction=1)]))

    assert statuses(list(rows.values())) == {("Ties", "")}
    assert (rows["840"].found_debit, rows["840"].found_credit) == (Decimal("100.00"), Decimal("20.00"))
    assert (rows["840"].journals_expected, rows["840"].journals_found) == (1, 1)


@pytest.mark.parametrize("receipt_month", ["2026-01", "2026-03"])
def test_a_correction_in_an_open_month_is_explained(receipt_month: str) -> None:
    """January is locked, so the correction stands in March; together they are what was sent, wherever it was dated."""
    posted = revenue("80.00", month=receipt_month)
    back = balances([on("840", "-20.00", month="2026-03"), on("200", "20.00", month="2026-03")])
    rows = journal_control([sent(posted=posted)], [found(), found(held=back, correction=1)])

    assert statuses(rows) == {("Ties", "TIMING")}
    assert {row.difference for row in rows} == {Decimal("0.00")}
    assert {row.severity for row in rows} == {"info"}


def test_a_correction_whose_journal_was_voided_is_not_enough() -> None:
    """The difference alone is no journal entry."""
    back = balances([on("840", "-20.00"), on("200", "20.00")])
    journals = [found(status="VOIDED"), found(held=back, correction=1)]

    assert statuses(journal_control([sent(posted=revenue("80.00"))], journals)) == {("Does not tie", "VOIDED")}


def test_a_draft_counts_and_is_named() -> None:
    """The amounts tie, and a warning says that they are not in the ledger yet."""
    rows = journal_control([sent()], [found(status="DRAFT")])

    assert statuses(rows) == {("Ties", "DRAFT")}
    assert {(row.drafts, row.severity) for row in rows} == {("JE-1", "warning")}


def test_an_edit_that_moves_no_balance_is_no_difference() -> None:
    """A line that was split into a larger debit and a credit on the same account is the same in the ledger."""
    held = balances([on("840", "150.00"), on("840", "-50.00"), on("200", "-100.00")])

    assert statuses(journal_control([sent()], [found(held=held)])) == {("Ties", "")}


def test_the_gravest_reason_stands_in_the_row_and_every_entry_in_its_column() -> None:
    """Four things are wrong in one month."""
    entries = [sent(), sent("JE-2"), sent("JE-3"), sent("JE-5")]
    journals = [
        found("JE-2", revenue("1.00")),
        found("JE-3", journal_id="first"),
        found("JE-3", journal_id="copy"),
        found("JE-4"),
        found("JE-5", status="DRAFT"),
    ]
    row = by_account(journal_control(entries, journals))["840"]

    assert (row.reason, row.severity) == ("MISSING", "error")
    assert (row.missing, row.changed, row.posted_twice, row.unexpected, row.drafts) == (
        "JE-1",
        "JE-2",
        "JE-3",
        "JE-4",
        "JE-5",
    )


def test_a_row_names_a_hundred_entries_at_most() -> None:
    """A folder of receipts that is another company's makes no record of megabytes."""
    rows = journal_control([sent(f"JE-{number:04}") for number in range(250)], [])
    (hundred, *_) = journal_control([sent(f"JE-{number:04}") for number in range(100)], [])

    assert hundred.missing == ", ".join(f"JE-{number:04}" for number in range(100))

    assert rows[0].missing.startswith("JE-0000, JE-0001, ")
    assert rows[0].missing.endswith("JE-0099 and 150 more")
    assert rows[0].journals_expected == 250
