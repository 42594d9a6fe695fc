"""RevRec's streams are read together, and their states never claim what is not out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import requests_mock
from airbyte_cdk.models import AirbyteMessage, FailureType, SyncMode, Type
from hypothesis import given, settings
from hypothesis import strategies as st

from source_xero_revrec.ledger.streams import REVREC_STREAMS
from unit_tests.source_xero_revrec.fake_books import LONG_AGO, TENANT, FakeBooks, dated
from unit_tests.source_xero_revrec.ledger.made_ledger import current, rows_of, states_of, sync, until_it_fails
from unit_tests.source_xero_revrec.made_organisation import mapping, options
from unit_tests.xero_api.fake_xero import guid
from xero_api.errors import DayLimitReached

if TYPE_CHECKING:
    from source_xero_revrec.options import RevrecOptions

OLD = {"UpdatedDateUTC": dated(LONG_AGO)}
OFFERED = [name for name in REVREC_STREAMS if name != "pending_data"]


def sold(books: FakeBooks, count: int) -> None:
    """Sell that many things of a hundred dollars, a month ago."""
    for number in range(11, 11 + count):
        books.invoice(number, **OLD)


def test_one_walk_over_the_documents_gives_the_rows_of_all_streams(books: FakeBooks) -> None:
    """Each page is asked for once, whatever is selected; then the control totals ask what they compare with."""
    sold(books, 3)

    out = list(sync("order_details", "billing_schedule"))

    assert {name: len(rows_of(out, name)) for name in OFFERED} == {
        **dict.fromkeys(OFFERED, 0),
        "order_details": 3,
        "billing_schedule": 3,
    }
    assert books.asked == [
        "Organisation",
        "Accounts",
        "Contacts",
        'Invoices Type=="ACCREC"',
        'Invoices Type=="ACCREC"',
        'Invoices Type=="ACCREC"',
        'CreditNotes Type=="ACCRECCREDIT"',
    ]


def test_a_first_sync_tells_its_place_after_each_page(books: FakeBooks) -> None:
    """Every stream gets a state before the first document, after each page, and in the end."""
    sold(books, 3)

    out = [message for message in sync() if message.type is Type.STATE]

    first, *_, last = (states_of([each])["billing_schedule"][TENANT] for each in _of(out, "billing_schedule"))
    assert (first["under_way"], first["invoices"], "under_way" in last) == ("2026-03-02T12:00:01.000+00:00", {}, False)
    places = [
        states_of([each])["order_details"][TENANT]["invoices"].get("next_page") for each in _of(out, "order_details")
    ]
    assert places[:3] == [None, 2, 3]
    assert places[-1] is None


def _of(states: list[AirbyteMessage], name: str) -> list[AirbyteMessage]:
    return [state for state in states if name in states_of([state])]


def test_a_second_sync_sends_what_changed(books: FakeBooks) -> None:
    """A changed invoice comes again as a whole, others do not."""
    sold(books, 3)
    states = states_of(sync())

    books.invoice(12, "250.00")
    out = list(sync(states=states))

    assert [row["billing_amount"] for row in rows_of(out, "billing_schedule")] == [Decimal("250.00")]
    assert rows_of(out, "customers")[0]["customer_name"] == "Contact 1"


@settings(max_examples=25)
@given(st.integers(0, 60), st.integers(0, 6), st.lists(st.integers(11, 17), max_size=3))
def test_what_is_out_and_a_sync_from_the_last_state_make_everything(cut: int, count: int, edited: list[int]) -> None:
    """Cut a sync anywhere, let people edit, and go on: the warehouse bills what Xero has, to the cent."""
    with requests_mock.Mocker() as mocker:
        books = FakeBooks(mocker, page_size=2)
        sold(books, count)
        first = list(sync())[:cut]
        for number in edited:
            books.invoice(number, "7.00")

        second = list(sync(states=states_of(first)))

    truth = {record["InvoiceNumber"]: record["Total"] for record in books.records["Invoices"].values()}
    assert current(rows_of([*first, *second], "billing_schedule")) == truth


def test_a_full_refresh_ends_with_airbytes_mark_and_is_not_read_again(books: FakeBooks) -> None:
    """A retry of the same job finds the mark and asks Xero for nothing."""
    sold(books, 1)
    states = states_of(sync("billing_schedule", mode=SyncMode.full_refresh))
    assert states == {"billing_schedule": {"__ab_full_refresh_sync_complete": True}}

    books.asked.clear()

    assert list(sync("billing_schedule", states=states, mode=SyncMode.full_refresh)) == []
    assert books.asked == []


def test_a_stream_that_is_new_is_given_everything_and_the_others_nothing_twice(books: FakeBooks) -> None:
    """The walk begins anew for it; who has heard of a document is not told again."""
    sold(books, 3)
    states = states_of(sync("billing_schedule"))

    out = list(sync("billing_schedule", "order_details", states=states))

    assert len(rows_of(out, "order_details")) == 3
    assert rows_of(out, "billing_schedule") == []


def test_a_start_date_leaves_out_what_did_not_change_since(books: FakeBooks) -> None:
    """Xero itself is asked for less."""
    sold(books, 1)
    books.invoice(12)

    out = list(sync("billing_schedule", start=datetime(2026, 3, 1, tzinfo=UTC)))

    assert [row["document_number"] for row in rows_of(out, "billing_schedule")] == ["INV-12"]


def test_documents_wait_for_a_customer_of_the_crm_and_are_billed_when_there_is_one(books: FakeBooks) -> None:
    """Renaming the contact touches no document; the row that waited is sent again as cleared."""
    books.invoice(11, **OLD)
    out = list(sync(chosen=mapping()))
    (waiting,) = rows_of(out, "pending_data")
    assert (waiting["status"], rows_of(out, "billing_schedule")) == ("Pending", [])

    books.contact(1, "Boom FM")
    books.change("Invoices", 11, quietly=True, Contact={"ContactID": waiting["contact_id"], "Name": "Boom FM"})
    out = list(sync(states=states_of(out), chosen=mapping()))

    assert [row["status"] for row in rows_of(out, "pending_data")] == ["Cleared"]
    assert [row["customer_id"] for row in rows_of(out, "billing_schedule")] == ["001"]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (
            options(custom_fields=[{"revrec_field": "Location", "xero_tracking_category": "Region"}]),
            "Demo Company has no such tracking category (found: none)",
        ),
        (
            options(mode={"mode": "customer_name_mapping", "crm": {"source": "list", "customers": []}}),
            "The CRM list in the configuration holds no customer",
        ),
    ],
)
def test_what_the_user_can_mend_is_told_in_one_sentence(books: FakeBooks, chosen: RevrecOptions, sentence: str) -> None:
    """A custom field that nothing fills, and a CRM without customers, are faults of the configuration."""
    sold(books, 1)

    out, failure = until_it_fails(sync(chosen=chosen))

    assert sentence in str(failure.message)
    assert failure.failure_type is FailureType.config_error
    assert [message for message in out if message.record] == []


def test_a_failure_of_xero_leaves_states_to_go_on_from(books: FakeBooks) -> None:
    """What was out before is not sent again in vain, and what was not is there afterwards."""
    sold(books, 5)

    def fail_on_the_third_page(asked: str) -> None:
        if asked.startswith("Invoices") and sum(each == asked for each in books.asked) == 3:
            raise DayLimitReached("The day is over.")

    books.before = fail_on_the_third_page
    first, failure = until_it_fails(sync("billing_schedule"))
    books.before = lambda asked: None  # noqa: ARG005
    second = list(sync("billing_schedule", states=states_of(first)))

    assert (failure.message, failure.failure_type) == ("The day is over.", FailureType.transient_error)
    assert len(rows_of(first, "billing_schedule")) == 4
    assert set(current(rows_of([*first, *second], "billing_schedule"))) == {f"INV-{n}" for n in range(11, 16)}


def test_an_attempt_that_was_broken_off_is_remembered(books: FakeBooks) -> None:
    """A destination may hold rows that no state covers: one that waited is cleared although no state knows of it."""
    books.invoice(11, **OLD)
    first = []
    for message in sync(chosen=mapping()):
        first.append(message)
        if message.record and message.record.stream == "pending_data":
            break

    books.contact(1, "Boom FM")
    books.change("Invoices", 11, Contact={"ContactID": guid(1), "Name": "Boom FM"})
    out = list(sync(states=states_of(first), chosen=mapping()))

    assert [row["status"] for row in rows_of([*first, *out], "pending_data")] == ["Pending", "Cleared"]


def test_a_changed_setting_sends_every_document_again_until_that_was_done(books: FakeBooks) -> None:
    """An attempt that breaks off leaves the old settings in the states: the next one begins anew."""
    sold(books, 3)
    states = states_of(sync("billing_schedule"))
    books.now += timedelta(days=1)
    assert rows_of(sync("billing_schedule", states=states), "billing_schedule") == []

    by_account = options(product_code="account")
    cut = list(sync("billing_schedule", states=states, chosen=by_account))[:3]
    whole = list(sync("billing_schedule", states=states_of(cut, states), chosen=by_account))
    idle = sync("billing_schedule", states=states_of(whole, states), chosen=by_account)

    assert len(rows_of(cut, "billing_schedule")) == 2
    assert len(rows_of(whole, "billing_schedule")) == 3
    assert rows_of(idle, "billing_schedule") == []


def test_control_totals_are_those_of_the_clocks_day(books: FakeBooks) -> None:
    """They are one row for each check, period and currency, at Xero's own time."""
    books.invoice(11, day=date(2026, 1, 15), **OLD)
    books.debtors = Decimal("100.00")

    totals = rows_of(list(sync("control_totals")), "control_totals")

    assert {row["status"] for row in totals} == {"Ties", "Information"}
    assert "Reports/TrialBalance date=2026-03-02" in books.asked
    assert all(row["reconciled_at"] > "2026-03-02T12:00:00" for row in totals)
