"""A document gives its records in each stream that is due to hear of it, and tells what it gives no more."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from msgspec import structs

import source_xero_revrec
from source_xero_revrec.ledger.contacts import ContactBook
from source_xero_revrec.ledger.emission import Emission
from source_xero_revrec.ledger.master_data import OrganisationFacts
from source_xero_revrec.ledger.state import LedgerState
from source_xero_revrec.ledger.streams import REVREC_STREAMS, RevrecStream
from source_xero_revrec.rules.customer_match import CrmCustomer, CustomerMatch
from source_xero_revrec.rules.outcome import Bucket, Outcome
from source_xero_revrec.rules.overrides.of_documents import OverrideFault
from source_xero_revrec.rules.periods.service_period import ServicePeriod
from source_xero_revrec.rules.products import Products
from source_xero_revrec.rules.rows import Rows
from unit_tests.source_xero_revrec.made_organisation import options
from unit_tests.source_xero_revrec.rules.made_documents import (
    credit_note,
    emitted,
    held,
    invoice,
    line,
    outcomes,
    with_item,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xero_api.models import Invoice

READ_AT = datetime(2026, 3, 2, 13, tzinfo=UTC)
BOOM = CrmCustomer("001-BOOM", "Boom F.M.")
NAMES = tuple(REVREC_STREAMS)
SCHEMAS = Path(source_xero_revrec.__file__).with_name("schemas")
# A document whose header is 1.00 more than its lines: check I2 says so.
WRONG = {"sub_total": Decimal("101.00"), "total": Decimal("116.00")}


class Sent:
    """The emission of one sync, and what it sent as a destination reads it."""

    def __init__(
        self,
        *streams: str,
        state: LedgerState | None = None,
        known: tuple[str, ...] = (),
        items: str = "Sales",
        unfinished_since: datetime | None = None,
    ) -> None:
        """Emit for streams; those `known` have rows in the warehouse."""
        self.state = state or LedgerState()
        self.contacts = ContactBook()
        self.streams = {name: RevrecStream(name, options().ledger_settings()) for name in streams or NAMES}
        self._emission = Emission(
            self.streams,
            facts=OrganisationFacts("tenant-1", "Demo Company", "NZD", "NZ", (3, 31), READ_AT),
            rows=Rows("tenant-1", "NZD", orders=True, custom_fields=()),
            state=self.state,
            products=Products(
                [],
                [{"AccountID": f"account-{code}", "Code": code, "Name": items} for code in ("200", "260")],
                tenant_id="tenant-1",
                base_currency="NZD",
            ),
            contacts=self.contacts,
            customers=CustomerMatch([BOOM]),
            personal_data=True,
            known=frozenset(known),
            unfinished_since=unfinished_since,
        )

    def of(
        self, outcome: Outcome, due: tuple[str, ...] = NAMES, *, again: bool = False
    ) -> dict[str, list[dict[str, Any]]]:
        """Return the rows that a document gives, by stream."""
        return _by_stream(self._emission.of(outcome, READ_AT, frozenset(due), again=again))

    def overrides(self, faults: dict[str, OverrideFault]) -> list[dict[str, Any]]:
        """Return what is told of the table of overrides."""
        return _by_stream(self._emission.overrides(faults, READ_AT)).get("recon_errors", [])

    def renamed_products(self) -> list[dict[str, Any]]:
        """Return the products that look different now."""
        return _by_stream(self._emission.renamed_products(READ_AT)).get("products", [])


def _by_stream(messages: Iterator[Any]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for message in messages:
        # As Airbyte writes and a careful destination reads it.
        row = json.loads(orjson.dumps(message.record.data), parse_float=Decimal)
        rows.setdefault(message.record.stream, []).append(row)
    return rows


def sold(document: Invoice | None = None) -> Outcome:
    """Return an invoice with a service period, so that no check speaks up."""
    return emitted(document or invoice(), period=ServicePeriod(date(2026, 1, 1), date(2026, 1, 31), "reference"))  # type: ignore[arg-type]


def served(outcome: Outcome) -> Outcome:
    """Return a drawn outcome whose items have a real service period."""
    period = ServicePeriod(None, None, "", "absent")
    return structs.replace(outcome, items=tuple(structs.replace(each, period=period) for each in outcome.items))


def test_a_document_gives_its_rows_in_every_stream() -> None:
    """Order, billing, customer and product; nothing waits and nothing is wrong."""
    sent = Sent()

    rows = sent.of(sold())

    assert {name: len(found) for name, found in rows.items()} == {
        "order_details": 1,
        "billing_schedule": 1,
        "customers": 1,
        "products": 1,
    }


def test_only_streams_that_are_selected_and_due_hear_of_it() -> None:
    """A stream that has read the document before is not told again."""
    sent = Sent("order_details", "billing_schedule", "customers")

    assert set(sent.of(sold(), due=("billing_schedule", "pending_data"))) == {"billing_schedule"}


@given(st.lists(outcomes(), max_size=4))
def test_no_amount_is_ever_a_float_and_every_record_fits_its_schema(documents: list[Outcome]) -> None:
    """Whatever the documents: read with Decimal, the records hold no float, and sums are those of the documents."""
    sent = Sent(known=NAMES)
    for outcome in map(served, documents):
        raw = list(sent._emission.of(outcome, READ_AT, frozenset(NAMES)))
        assert not any(isinstance(value, float) for message in raw for value in message.record.data.values())  # type: ignore[union-attr]
        rows = _by_stream(iter(raw))
        for name, found in rows.items():
            validator = Draft7Validator(json.loads(SCHEMAS.joinpath(f"{name}.json").read_text(encoding="utf-8")))
            for row in found:
                validator.validate(json.loads(json.dumps(row, default=float)))
        billed = sum(row["billing_amount"] for row in rows.get("billing_schedule", []))
        assert billed == outcome.amount


@pytest.mark.parametrize("outcome", [held(invoice(), Bucket.EXCLUDED), held(invoice(), Bucket.PENDING)])
def test_a_document_that_gives_nothing_any_more_withdraws_its_rows(outcome: Outcome) -> None:
    """Before the conversion date now, or its customer left the CRM: older rows must not count on."""
    rows = Sent(known=("order_details", "billing_schedule")).of(outcome)

    (order,), (billing,) = rows["order_details"], rows["billing_schedule"]
    assert (order["withdrawn"], billing["withdrawn"]) == (True, True)
    assert (order["order_number"], billing["billing_id"]) == ("INV-7", f"{outcome.document.document_id}:0")


def test_a_first_sync_withdraws_nothing() -> None:
    """The warehouse has no row that could be out of date; a stream that is new among others is a first one, too."""
    outcome = held(invoice(), Bucket.EXCLUDED)

    assert Sent().of(outcome) == {}
    assert set(Sent(known=("order_details",)).of(outcome)) == {"order_details"}


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED", "DELETED"])
def test_what_was_never_approved_withdraws_nothing(status: str) -> None:
    """It never had a row."""
    assert Sent(known=NAMES).of(held(invoice(status=status), Bucket.EXCLUDED)) == {}


def test_a_pending_document_waits_with_hints_and_is_cleared_once() -> None:
    """Its row comes again as Cleared when its customer is found, and then no more."""
    sent = Sent("pending_data")
    cleared = structs.replace(sold(), customer=BOOM, bucket=Bucket.EMITTED)

    (waiting,) = sent.of(held(invoice(), Bucket.PENDING))["pending_data"]
    next_sync = Sent("pending_data", state=sent.state)
    (found,) = next_sync.of(cleared)["pending_data"]

    assert (waiting["status"], waiting["hints"], waiting["document_id"]) == (
        "Pending",
        "Boom F.M.",
        found["document_id"],
    )
    assert (found["status"], found["customer_id"]) == ("Cleared", "001-BOOM")
    assert next_sync.of(cleared) == {}
    assert next_sync.state.pending == {}


def test_a_document_voided_while_pending_is_cleared() -> None:
    """With the reason for which nothing waits any more."""
    sent = Sent("pending_data")
    sent.of(held(invoice(), Bucket.PENDING))

    (row,) = sent.of(held(invoice(status="VOIDED"), Bucket.EXCLUDED))["pending_data"]

    assert (row["status"], row["reason"]) == ("Cleared", "told by the test")


def test_a_document_that_never_waited_is_not_cleared() -> None:
    """Also when another document of its contact waits."""
    sent = Sent("pending_data")
    sent.of(held(invoice(), Bucket.PENDING))
    other = invoice(document_id="e0000000-0000-4000-8000-000000000008", status="VOIDED")

    assert sent.of(held(other, Bucket.EXCLUDED)) == {}


def test_a_finding_is_open_until_it_holds_no_more_and_then_resolved_once() -> None:
    """With the same key, so that the warehouse's row changes from Open to Resolved."""
    sent = Sent("recon_errors")

    (found,) = sent.of(sold(invoice(**WRONG)))["recon_errors"]
    (again,) = sent.of(sold(invoice(**WRONG)))["recon_errors"]
    next_sync = Sent("recon_errors", state=sent.state)
    (resolved,) = next_sync.of(sold())["recon_errors"]

    assert found == again
    assert [found[name] for name in ("check", "status", "expected", "actual", "difference")] == [
        "I2",
        "Open",
        Decimal("101.00"),
        Decimal("100.00"),
        Decimal("-1.00"),
    ]
    assert [resolved.get(name) for name in ("check", "status", "severity", "expected")] == [
        "I2",
        "Resolved",
        "info",
        None,
    ]
    assert set(resolved) <= set(found)
    assert {found[key] == resolved[key] for key in ("tenant_id", "document_id", "check")} == {True}
    assert next_sync.of(sold()) == {}
    assert next_sync.state.findings == {}


def test_a_finding_on_a_document_that_was_excluded_is_resolved_with_the_reason() -> None:
    """Nothing is checked on what gives no rows."""
    sent = Sent("recon_errors")
    sent.of(sold(invoice(**WRONG)))

    (resolved,) = sent.of(held(invoice(**WRONG), Bucket.EXCLUDED))["recon_errors"]

    assert (resolved["status"], resolved["explanation"]) == ("Resolved", "told by the test")


def test_what_the_table_of_overrides_names_wrongly_is_told_once_and_resolved() -> None:
    """By the name in the table, since there is no document; and again where the reason is another."""
    sent = Sent()
    none, two = (OverrideFault(code, f"row 2: {code}") for code in ("NO_DOCUMENT", "SEVERAL_DOCUMENTS"))

    told = [sent.overrides(faults) for faults in ({"number INV-9": none}, {"number INV-9": none},
            {"number INV-9": two}, {}, {})]  # fmt: skip

    assert [
        [(row["document_id"], row["check"], row["status"], row.get("reason")) for row in rows] for rows in told
    ] == [
        [("number INV-9", "S3", "Open", "NO_DOCUMENT")],
        [],
        [("number INV-9", "S3", "Open", "SEVERAL_DOCUMENTS")],
        [("number INV-9", "S3", "Resolved", None)],
        [],
    ]
    assert told[0][0]["explanation"] == "Table of overrides: row 2: NO_DOCUMENT."


def test_the_table_of_overrides_is_told_of_where_findings_are_selected() -> None:
    """Other streams say nothing of it."""
    assert Sent("order_details").overrides({"number INV-9": OverrideFault("NO_DOCUMENT", "row 2")}) == []


def test_findings_have_the_columns_of_their_schema() -> None:
    """All of them."""
    (found,) = Sent("recon_errors").of(sold(invoice(**WRONG)))["recon_errors"]
    schema = json.loads(SCHEMAS.joinpath("recon_errors.json").read_text(encoding="utf-8"))

    assert sorted(set(schema["properties"]) - {"field", "found", "needed"}) == sorted(found)


def test_a_customer_is_sent_once_with_what_its_contact_says() -> None:
    """However many documents it has; `read_at` is when the contact was read."""
    sent = Sent("customers")
    contact = {"ContactID": invoice().contact.contact_id, "Name": "Boom FM", "EmailAddress": "hello@boom.example"}
    sent.contacts.enter([contact], READ_AT - timedelta(hours=1))

    (row,) = sent.of(sold())["customers"]

    assert (row["email"], row["read_at"]) == ("hello@boom.example", "2026-03-02T12:00:00.000+00:00")
    assert sent.of(emitted(credit_note())) == {}


def test_a_customer_whose_contact_was_not_read_has_its_name() -> None:
    """The document tells id and name."""
    (row,) = Sent("customers").of(sold())["customers"]

    assert (row["customer_name"], row.get("email"), row["read_at"]) == (
        "Boom FM",
        None,
        "2026-03-02T13:00:00.000+00:00",
    )


@pytest.mark.parametrize("bucket", [Bucket.PENDING, Bucket.EXCLUDED])
def test_a_document_without_rows_makes_no_customer(bucket: Bucket) -> None:
    """RevRec hears of a customer with its first row."""
    assert Sent("customers").of(held(invoice(), bucket)) == {}


def test_a_product_is_sent_with_its_first_row_and_when_it_looks_different() -> None:
    """Not again in the next sync, unless it was renamed in Xero meanwhile."""
    sent = Sent("products")
    document = sold(invoice(line("1.00"), line("2.00"), line("3.00")))

    (row,) = sent.of(document)["products"]
    same = Sent("products", state=sent.state)

    assert (row["product_code"], row["product_name"], row["read_at"]) == (
        "200",
        "Sales",
        "2026-03-02T13:00:00.000+00:00",
    )
    assert same.of(document) == {}
    assert same.renamed_products() == []
    (renamed,) = Sent("products", state=sent.state, items="Turnover").of(document)["products"]
    assert renamed["product_name"] == "Turnover"


def test_a_renamed_product_that_no_document_of_this_sync_uses_is_sent_too() -> None:
    """Rows of earlier syncs refer to it; a product that no row ever used is not sent."""
    sent = Sent("products")
    sent.of(with_item(sold(), 0, product_code="260", xero_product_code="260"))

    renamed = Sent("products", state=sent.state, items="Turnover").renamed_products()

    assert [(row["product_code"], row["product_name"]) for row in renamed] == [("260", "Turnover")]


@pytest.mark.parametrize(("year", "again"), [(2000, False), (2100, True)], ids=["changed since", "read again"])
def test_after_an_attempt_without_an_end_nothing_that_it_sent_is_left_standing(
    year: int,
    again: bool,  # noqa: FBT001
) -> None:
    """What the attempt called pending is cleared, and its findings are resolved, also without a stamp since."""
    sent = Sent("pending_data", "recon_errors", unfinished_since=datetime(year, 1, 1, tzinfo=UTC))

    rows = sent.of(sold(), again=again)

    assert [row["status"] for row in rows["pending_data"]] == ["Cleared"]
    assert {row["status"] for row in rows["recon_errors"]} == {"Resolved"}
    assert "I2" in {row["check"] for row in rows["recon_errors"]}


@pytest.mark.parametrize(("unfinished", "withdrawn"), [(READ_AT, [True]), (None, [])])
def test_after_an_attempt_without_an_end_a_draft_withdraws_the_rows_that_it_may_have_had(
    unfinished: datetime | None, withdrawn: list[bool]
) -> None:
    """Otherwise nothing is said of a draft, of which there are no rows."""
    sent = Sent("billing_schedule", known=("billing_schedule",), unfinished_since=unfinished)

    rows = sent.of(held(invoice(status="DRAFT"), Bucket.EXCLUDED), again=True).get("billing_schedule", [])

    assert [row["withdrawn"] for row in rows] == withdrawn
