"""Control totals are counted with the walk over all documents, and then month by month as these change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import requests_mock
from airbyte_cdk.models import FailureType, Type
from hypothesis import given, settings
from hypothesis import strategies as st

from unit_tests.source_xero_revrec.fake_books import LONG_AGO, NOON, TENANT, FakeBooks, dated
from unit_tests.source_xero_revrec.ledger.made_ledger import rows_of, states_of, sync, until_it_fails
from unit_tests.source_xero_revrec.made_organisation import mapping
from xero_api.errors import DayLimitReached

if TYPE_CHECKING:
    from collections.abc import Iterable

    from airbyte_cdk.models import AirbyteMessage

OLD = {"UpdatedDateUTC": dated(LONG_AGO)}
JANUARY, FEBRUARY = date(2026, 1, 15), date(2026, 2, 15)
COUNTS = ['Invoices Type=="ACCREC"', 'CreditNotes Type=="ACCRECCREDIT"']
LEDGER = ["Reports/TrialBalance date=2026-03-02", "Prepayments", "Overpayments"]
OF_JANUARY = " AND Date>=DateTime(2026, 01, 01) AND Date<DateTime(2026, 02, 01)"

Totals = dict[tuple[str, str], dict[str, Any]]


def totals_of(messages: Iterable[AirbyteMessage]) -> Totals:
    """Return the control totals by check and period, as the warehouse has them after all of the messages."""
    return {(row["check"], row["period"]): row for row in rows_of(messages, "control_totals")}


def amounts(totals: Totals, check: str = "B2") -> dict[str, Decimal]:
    """Return what the rows of each month add up to."""
    return {period: row["actual_amount"] for (code, period), row in totals.items() if code == check}


@pytest.fixture
def two_months(books: FakeBooks) -> FakeBooks:
    """Hand out books with two invoices in January and one in February."""
    for number, day in ((11, JANUARY), (12, JANUARY), (13, FEBRUARY)):
        books.invoice(number, day=day, **OLD)
    books.debtors = Decimal("300.00")
    return books


def test_a_first_walk_counts_along(two_months: FakeBooks) -> None:
    """Beside the pages, Xero's own counts and the ledger are asked, and everything ties."""
    totals = totals_of(sync("control_totals"))

    assert amounts(totals) == {"2026-01": Decimal("200.00"), "2026-02": Decimal("100.00")}
    assert totals["B1", ""]["actual_count"] == 3
    assert {row["status"] for row in totals.values()} == {"Ties", "Information"}
    assert two_months.asked[3:] == [*[COUNTS[0]] * 3, COUNTS[1], *COUNTS, *LEDGER]


def test_without_a_change_nothing_is_counted_anew(two_months: FakeBooks) -> None:
    """The tallies are in the state: one look at each collection tells that they hold, and no total is sent again."""
    first = list(sync("control_totals"))
    two_months.asked.clear()

    second = list(sync("control_totals", states=states_of(first)))

    assert two_months.asked[3:] == [*COUNTS, *LEDGER[:1]]
    assert rows_of(second, "control_totals") == []


def test_a_collection_that_changed_is_walked_although_the_latest_change_hides_others(two_months: FakeBooks) -> None:
    """A timestamp that lies in the future is the latest one for good, and stands for nothing that came after it."""
    two_months.invoice(14, day=FEBRUARY, UpdatedDateUTC=dated(NOON + timedelta(days=9)))
    states = states_of(sync("control_totals"))

    two_months.invoice(11, "150.00", day=JANUARY)
    totals = totals_of(sync("control_totals", states=states))

    assert amounts(totals)["2026-01"] == Decimal("250.00")


def test_an_order_that_xero_ignores_proves_nothing(two_months: FakeBooks) -> None:
    """The latest change must be the very one that was met, else the changes are walked over."""
    two_months.invoice(13, day=FEBRUARY, UpdatedDateUTC=dated(LONG_AGO + timedelta(days=1)))
    states = states_of(sync("control_totals"))
    two_months.ordered = False

    two_months.invoice(12, "150.00", day=JANUARY)
    totals = totals_of(sync("control_totals", states=states))

    assert amounts(totals)["2026-01"] == Decimal("250.00")


def test_only_totals_that_differ_are_sent(two_months: FakeBooks) -> None:
    """Of a month that changed each check whose figures did, and Accounts Receivable; nothing of other months."""
    first = list(sync("control_totals"))

    two_months.invoice(11, "150.00", day=JANUARY)
    two_months.debtors = Decimal("350.00")
    second = list(sync("control_totals", states=states_of(first)))

    sent = {(row["check"], row["period"]) for row in rows_of(second, "control_totals")}
    assert sent == {("A1", ""), ("B1", "2026-01"), ("B2", "2026-01"), ("S2", "2026-01")}


def test_after_an_attempt_that_was_broken_off_all_totals_are_sent(two_months: FakeBooks) -> None:
    """The warehouse may hold some of that attempt, which may be other than those remembered."""
    first = list(sync("control_totals"))
    two_months.invoice(11, "150.00", day=JANUARY)
    broken = []
    for message in sync("control_totals", states=states_of(first)):
        broken.append(message)
        if message.record:
            break
    two_months.invoice(11, "100.00", day=JANUARY)

    last = list(sync("control_totals", states=states_of(broken, states_of(first))))

    assert totals_of(first).keys() == totals_of(last).keys()
    assert amounts(totals_of(last)) == amounts(totals_of(first))


def test_a_month_that_changed_is_counted_anew(two_months: FakeBooks) -> None:
    """What its documents were before is not remembered; other months are left as they are."""
    states = states_of(sync("control_totals"))

    two_months.invoice(11, "150.00", day=JANUARY)
    two_months.debtors = Decimal("350.00")
    two_months.asked.clear()
    totals = totals_of(sync("control_totals", states=states))

    assert amounts(totals) == {"2026-01": Decimal("250.00")}
    assert [asked for asked in two_months.asked if "Date" in asked] == [each + OF_JANUARY for each in COUNTS]
    assert totals["A1", ""]["status"] == "Ties"


def test_where_months_take_more_calls_than_all_documents_all_are_counted(two_months: FakeBooks) -> None:
    """Both months changed, and all documents are two pages."""
    states = states_of(sync("control_totals"))

    two_months.invoice(11, "150.00", day=JANUARY)
    two_months.invoice(13, "150.00", day=FEBRUARY)
    two_months.asked.clear()
    totals = totals_of(sync("control_totals", states=states))

    assert amounts(totals) == {"2026-01": Decimal("250.00"), "2026-02": Decimal("150.00")}
    assert [asked for asked in two_months.asked if "Date" in asked] == []


def test_a_document_that_left_its_month_shows_in_the_count_of_all(two_months: FakeBooks) -> None:
    """Xero counts fewer than the months do together, so that all are counted; the month that is empty says so."""
    states = states_of(sync("control_totals"))

    two_months.invoice(13, day=JANUARY)
    totals = totals_of(sync("control_totals", states=states))

    assert amounts(totals)["2026-01"] == Decimal("300.00")
    assert (totals["B1", "2026-02"]["actual_count"], totals["B1", "2026-02"]["status"]) == (0, "Ties")


def test_a_walk_that_was_broken_off_is_counted_on(two_months: FakeBooks) -> None:
    """The state after a page has the tallies of all pages before it."""

    def fail_on_the_second_page(asked: str) -> None:
        if asked == COUNTS[0] and two_months.asked.count(asked) == 2:
            raise DayLimitReached("The day is over.")

    two_months.before = fail_on_the_second_page
    first, _ = until_it_fails(sync("control_totals"))
    two_months.before = lambda asked: None  # noqa: ARG005
    assert list(states_of(first)["control_totals"][TENANT]["tally"]) == ["2026-01"]

    two_months.asked.clear()
    totals = totals_of(sync("control_totals", states=states_of(first)))

    assert amounts(totals) == {"2026-01": Decimal("200.00"), "2026-02": Decimal("100.00")}
    assert [asked for asked in two_months.asked if "Date" in asked] == []


def test_a_document_that_changes_while_it_is_walked_over_is_counted_once(two_months: FakeBooks) -> None:
    """It may have been counted on an earlier page as it was."""

    def edit(asked: str) -> None:
        if asked == COUNTS[0] and two_months.asked.count(asked) == 2:
            two_months.invoice(11, "150.00", day=JANUARY)

    two_months.before = edit
    totals = totals_of(sync("control_totals"))

    assert amounts(totals)["2026-01"] == Decimal("250.00")
    assert totals["B1", ""]["actual_count"] == 3


def test_totals_that_were_counted_up_to_another_place_are_counted_anew(two_months: FakeBooks) -> None:
    """The stream was left out of a sync in which the others went on."""
    first = states_of(sync("billing_schedule", "control_totals"))
    two_months.invoice(11, "150.00", day=JANUARY)
    second = states_of(sync("billing_schedule", states={"billing_schedule": first["billing_schedule"]}), first)

    two_months.asked.clear()
    totals = totals_of(sync("billing_schedule", "control_totals", states=second))

    assert amounts(totals) == {"2026-01": Decimal("250.00")}
    assert [asked for asked in two_months.asked if "Date" in asked] == []


def test_totals_that_are_asked_for_later_are_counted_on_their_own(two_months: FakeBooks) -> None:  # noqa: ARG001
    """The other streams are not walked over again for them."""
    states = states_of(sync("billing_schedule"))

    out = list(sync("billing_schedule", "control_totals", states=states))

    assert amounts(totals_of(out)) == {"2026-01": Decimal("200.00"), "2026-02": Decimal("100.00")}
    assert rows_of(out, "billing_schedule") == []


def test_numbers_that_are_shared_are_told_in_the_sync_that_meets_them(two_months: FakeBooks) -> None:
    """In one over everything and in one over changes; how many documents are numbered is right in both."""
    first = list(sync("control_totals"))
    two_months.credit_note(14, CreditNoteNumber="INV-11")
    second = list(sync("control_totals", states=states_of(first)))

    assert (totals_of(first)["K1", ""]["reason"], totals_of(first)["K1", ""]["expected_count"]) == ("", 3)
    for told in (totals_of(second), totals_of(sync("control_totals"))):
        assert (told["K1", ""]["status"], told["K1", ""]["reason"]) == ("Ties", "DUPLICATE")
        assert told["K1", ""]["expected_count"] == 4
        assert "INV-11" in told["K1", ""]["description"]


def test_pending_documents_are_told_where_there_can_be_any(two_months: FakeBooks) -> None:  # noqa: ARG001
    """Where invoices are contracts no check speaks of customers that are missing."""
    assert not [key for key in totals_of(sync("control_totals")) if key[0] == "P1"]

    waiting = totals_of(sync("control_totals", chosen=mapping()))["P1", ""]

    assert (waiting["pending_count"], waiting["pending_amount"]) == (3, Decimal("300.00"))


@pytest.mark.parametrize(
    ("start", "refused", "reason"),
    [(datetime(2026, 1, 1, tzinfo=UTC), set(), "START_DATE"), (None, {"Reports"}, "NOT_GRANTED")],
)
def test_where_the_ledger_cannot_be_held_against_the_documents_the_reason_is_told(
    two_months: FakeBooks, start: datetime | None, refused: set[str], reason: str
) -> None:
    """A part of the documents cannot tie to the balance of all, and a scope may not have been granted."""
    two_months.refused = refused

    totals = totals_of(sync("control_totals", start=start))

    assert (totals["A1", ""]["status"], totals["A1", ""]["reason"]) == ("Information", reason)
    assert totals["B1", ""]["status"] == "Ties"


def test_a_ledger_that_cannot_be_read_is_told_after_everything_else(two_months: FakeBooks) -> None:
    """The totals and the last state are out before the sync fails."""

    def fail_at_the_report(asked: str) -> None:
        if asked.startswith("Reports"):
            raise DayLimitReached("The day is over.")

    two_months.before = fail_at_the_report

    out, failure = until_it_fails(sync("control_totals"))

    assert (totals_of(out)["A1", ""]["status"], totals_of(out)["A1", ""]["reason"]) == ("Information", "NOT_READ")
    assert totals_of(out)["B1", ""]["status"] == "Ties"
    assert failure.failure_type is FailureType.transient_error
    assert out[-1].type is Type.STATE


def test_advances_lower_what_debtors_owe(two_months: FakeBooks) -> None:
    """A customer's prepayment and overpayment are in Debtors, a supplier's are not."""
    two_months.advance("Prepayments", 31, "RECEIVE-PREPAYMENT", "30.00")
    two_months.advance("Overpayments", 32, "RECEIVE-OVERPAYMENT", "20.00")
    two_months.advance("Prepayments", 33, "SPEND-PREPAYMENT", "99.00")
    two_months.debtors = Decimal("250.00")

    assert totals_of(sync("control_totals"))["A1", ""]["status"] == "Ties"


def test_a_balance_of_a_later_day_is_asked_where_documents_lie_ahead(two_months: FakeBooks) -> None:
    """An invoice that is dated next month is in Debtors from that day on."""
    two_months.invoice(14, day=date(2026, 4, 1), **OLD)

    list(sync("control_totals"))

    assert "Reports/TrialBalance date=2026-04-01" in two_months.asked


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.integers(11, 15), st.sampled_from([JANUARY, FEBRUARY, date(2026, 3, 1)]), st.integers(1, 900)),
        min_size=1,
        max_size=8,
    ),
    st.integers(0, 8),
)
def test_totals_are_those_of_the_books_however_they_came_to_be(
    sales: list[tuple[int, date, int]], before_the_first_sync: int
) -> None:
    """Sell, change amounts and dates, sync in between: in the end each month is the sum of its documents."""
    with requests_mock.Mocker() as mocker:
        books = FakeBooks(mocker, page_size=2)
        for number, day, cents in sales[:before_the_first_sync]:
            books.invoice(number, f"{cents}.00", day=day, **OLD)
        first = list(sync("control_totals"))
        for number, day, cents in sales[before_the_first_sync:]:
            books.invoice(number, f"{cents}.00", day=day)

        totals = totals_of([*first, *sync("control_totals", states=states_of(first))])

    truth: dict[str, Decimal] = {}
    for record in books.records["Invoices"].values():
        period = f"{datetime.fromtimestamp(int(record['Date'][6:-7]) / 1000, UTC):%Y-%m}"
        truth[period] = truth.get(period, Decimal(0)) + record["Total"]
    assert {period: amount for period, amount in amounts(totals).items() if amount} == truth
    assert totals["B1", ""]["actual_count"] == len(books.records["Invoices"])


def test_the_state_has_a_tally_for_each_month(two_months: FakeBooks) -> None:  # noqa: ARG001
    """It grows with months, not with documents, and no other stream's state has it."""
    states = states_of(sync("control_totals", "billing_schedule"))

    assert list(states["control_totals"][TENANT]["tally"]) == ["2026-01", "2026-02"]
    assert "tally" not in states["billing_schedule"][TENANT]
