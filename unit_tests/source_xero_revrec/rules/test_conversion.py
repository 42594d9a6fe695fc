"""From a sales document to its entries: every cent of it, once, in the right bucket."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.options import RevrecOptions
from source_xero_revrec.rules.apportion import CENT, ZERO, apportion, to_cents
from source_xero_revrec.rules.conversion import Conversion
from source_xero_revrec.rules.credit_uses import credit_uses
from source_xero_revrec.rules.customer_match import CrmCustomer, CustomerMatch
from source_xero_revrec.rules.invoice_service import InvoiceService
from source_xero_revrec.rules.lines import billed, net, total_net
from source_xero_revrec.rules.outcome import Bucket, DocumentType, Outcome
from unit_tests.source_xero_revrec.rules.made_documents import amounts, credit_note, invoice
from xero_api.models import Allocation, CreditNote, Invoice, LineItem, Payment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BOOM = CrmCustomer("001-BOOM", "Boom FM")
SERVICES = {
    "id-A": InvoiceService({"200": (date(2026, 1, 1), date(2026, 12, 31))}, (date(2026, 1, 1), date(2026, 12, 31))),
    "id-B": InvoiceService({}, (date(2025, 7, 1), date(2025, 12, 31))),
    "id-C": InvoiceService({}, None),
}
KINDS = st.sampled_from(("Exclusive", "Inclusive", "NoTax"))


def conversion(customers: CustomerMatch | None = None, **options: Any) -> Conversion:  # noqa: ANN401
    """Return the rules of a company in New Zealand; left alone, its options are the form's."""
    return Conversion(
        RevrecOptions.model_validate(options), base_currency="NZD", country="NZ", year_end=(3, 31), customers=customers
    )


def convert(document: Invoice | CreditNote, *, rules: Conversion | None = None, **options: Any) -> Outcome:  # noqa: ANN401
    """Return what becomes of a document."""
    rules = rules or conversion(**options)
    return rules.invoice(document) if isinstance(document, Invoice) else rules.credit_note(document, SERVICES)


def item(amount: str | Decimal, tax: str | Decimal = "0.00", **fields: Any) -> LineItem:  # noqa: ANN401
    """Return a line on account 200."""
    return LineItem.model_validate({"line_amount": amount, "tax_amount": tax, "account_code": "200", **fields})


def applied(name: str, amount: str | Decimal, day: str = "2026-02-01") -> Allocation:
    """Return an allocation to the invoice of that name."""
    return Allocation.model_validate(
        {
            "AllocationID": f"allocation-{name}",
            "Amount": amount,
            "Date": day,
            "Invoice": {"InvoiceID": f"id-{name}", "InvoiceNumber": f"INV-{name}"},
        }
    )


def paid(amount: str | Decimal, day: str = "2026-02-03") -> Payment:
    """Return a payment or a refund."""
    return Payment.model_validate({"Amount": amount, "Date": day})


def total(parts: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of amounts that are all there."""
    return sum((part for part in parts if part is not None), ZERO)


@st.composite
def lines(draw: st.DrawFn) -> LineItem:
    """Draw a line: any amount and tax, with and without a quantity."""
    amount = draw(amounts)
    tax = (amount * draw(st.sampled_from((0, 5, 15, 20))) / 100).quantize(CENT)
    return item(amount, tax, quantity=draw(st.none() | st.decimals("-9999", "9999", places=4)))


@st.composite
def documents(draw: st.DrawFn, /, *, credit: bool | None = None, **fixed: Any) -> Invoice | CreditNote:  # noqa: ANN401
    """Draw an invoice or a credit note of any tax kind and currency, the latter used in any way."""
    fields: dict[str, Any] = {
        "line_amount_types": draw(KINDS),
        "status": draw(st.sampled_from(("AUTHORISED", "PAID"))),
        "currency": draw(st.sampled_from(("NZD", "USD"))),
        "currency_rate": draw(st.decimals("0.01", "200", places=6)),
        **fixed,
    }
    drawn = draw(st.lists(lines(), min_size=1, max_size=4))
    if not (draw(st.booleans()) if credit is None else credit):
        return invoice(*drawn, **fields)
    used = st.integers(0, 30_000).map(lambda cents: cents * CENT)
    if fields["status"] != "VOIDED":
        fields["allocations"] = tuple(applied(name, draw(used)) for name in draw(st.sampled_from(("", "A", "ABC"))))
        fields["payments"] = tuple(map(paid, draw(st.lists(used, max_size=2))))
        fields["remaining_credit"] = draw(used)
    return credit_note(*drawn, **fields)


@given(documents(credit=False))
def test_an_invoices_entries_are_its_lines_net_of_tax(document: Invoice) -> None:
    """One entry a line, and they add up to the lines without tax, whether amounts hold the tax or not."""
    entries = convert(document).entries

    assert [entry.amount for entry in entries] == [net(line, document.line_amount_types) for line in document.lines]
    assert total(entry.amount for entry in entries) == total_net(document)
    assert [entry.tax_amount for entry in entries] == [line.tax_amount for line in document.lines]


@given(documents(credit=True))
def test_a_credit_notes_entries_add_up_to_the_credit_note(note: CreditNote) -> None:
    """All uses together are minus its net, its tax is minus its tax, and each line is split to the cent."""
    entries = convert(note).entries

    assert total(entry.amount for entry in entries) == -total_net(note)
    assert total(entry.tax_amount for entry in entries) == -total(line.tax_amount for line in note.lines)
    for place, line in enumerate(note.lines, start=1):
        shares = [entry.amount for entry in entries if entry.line_number == place]
        assert total(shares) == -net(line, note.line_amount_types)


@given(documents(credit=True))
def test_a_credit_notes_uses_get_their_share_of_it(note: CreditNote) -> None:
    """What was applied to one invoice is, over all lines, that allocation's share to the cent."""
    uses = credit_uses(note)
    entries = convert(note).entries

    shares = apportion(-total_net(note), [use.amount for use in uses])
    for number, (use, share) in enumerate(zip(uses, shares, strict=True), start=1):
        mine = [entry for entry in entries if entry.item_number.endswith(f".{number}")]
        assert total(entry.amount for entry in mine) == share
        assert {(each.credit_use, each.reference_invoice_id, each.allocation_id) for each in mine} == {
            (use.kind, use.invoice_id, use.allocation_id)
        }


@given(documents())
def test_home_amounts_add_up_to_the_document_in_home_currency(document: Invoice | CreditNote) -> None:
    """At Xero's rate, rounded once; in home currency they are the amounts themselves."""
    outcome = convert(document)

    rate = document.currency_rate if document.currency == "USD" else None
    expected = to_cents(outcome.amount / rate) if rate else outcome.amount
    assert total(entry.home_amount for entry in outcome.entries) == expected
    if not rate:
        assert all(entry.home_amount == entry.amount for entry in outcome.entries)


@given(documents())
def test_what_revrec_multiplies_is_what_it_is_billed(document: Invoice | CreditNote) -> None:
    """Quantity times unit price is the amount of every entry, at cents."""
    for entry in convert(document).entries:
        assert to_cents(entry.quantity * entry.unit_price) == entry.amount


@given(documents(status="VOIDED"))
def test_a_voided_document_keeps_its_rows_at_nothing(document: Invoice | CreditNote) -> None:
    """Amount, tax, price and home amount are zero; what it was is in the original amount."""
    outcome = convert(document)

    sign = -1 if isinstance(document, CreditNote) else 1
    assert outcome.bucket is Bucket.EMITTED
    assert outcome.net == 0
    for entry in outcome.entries:
        assert not any((entry.amount, entry.tax_amount, entry.unit_price, entry.home_amount))
    assert total(entry.original_amount for entry in outcome.entries) == sign * total_net(document)


@given(
    documents() | documents(status="VOIDED") | documents(status="DRAFT"),
    st.booleans(),
    st.booleans(),
    st.sampled_from(([], ["200"], ["SHIPPING"])),
    st.sampled_from((None, "Boom FM", "Somebody else")),
)
def test_every_document_is_in_one_bucket_and_every_cent_accounted_for(
    document: Invoice | CreditNote,
    paid_only: bool,  # noqa: FBT001 - a drawn case
    discard: bool,  # noqa: FBT001 - a drawn case
    left_out: list[str],
    customer: str | None,
) -> None:
    """Under any options: rows and what the options leave out are the document, others give no rows and a reason."""
    rules = conversion(
        CustomerMatch([CrmCustomer("1", customer)]) if customer else None,
        paid_invoices_only=paid_only,
        discard_zero_lines=discard,
        excluded_products=left_out,
    )

    outcome = convert(document, rules=rules)

    sign = -1 if isinstance(document, CreditNote) else 1
    if outcome.bucket is Bucket.EMITTED:
        lined = ZERO if document.status == "VOIDED" else sign * total_net(document)
        assert outcome.amount + outcome.left_out == lined
    else:
        assert not outcome.entries
        assert outcome.reason
    assert outcome.net == billed(document)


@pytest.mark.parametrize(("kind", "amount"), [("Exclusive", "115.00"), ("Inclusive", "100.00"), ("NoTax", "115.00")])
def test_net_is_what_xeros_kinds_of_amounts_mean(kind: str, amount: str) -> None:
    """115.00 with 15.00 tax is 100.00 net where the amount holds its tax, and 115.00 where it does not."""
    (entry,) = convert(invoice(item("115.00", "15.00"), line_amount_types=kind)).entries

    assert amount == str(entry.amount)


def test_a_discounted_line_is_billed_after_its_discount() -> None:
    """10 at 12.50 less 20 % is 100.00: the unit price is after the discount, the list price before."""
    line = item("100.00", quantity="10", unit_amount="12.50")

    (entry,) = convert(invoice(line)).entries

    assert (entry.quantity, entry.unit_price, entry.list_price) == (Decimal(10), Decimal("10.0000"), Decimal("12.5000"))


def test_a_negative_line_is_an_adjustment() -> None:
    """It is kept as it is, with the invoice's date; the lines around it stay an invoice's."""
    entries = convert(invoice(item("100.00"), item("-30.00"), item("0.00"))).entries

    assert [entry.document_type for entry in entries] == [
        DocumentType.INVOICE,
        DocumentType.ADJUSTMENT,
        DocumentType.INVOICE,
    ]
    assert entries[1].billing_date == date(2026, 1, 15)


def test_a_line_of_text_gives_no_entry_and_keeps_its_place() -> None:
    """Rows are numbered as on the document, so the lines after a heading keep their numbers."""
    heading = LineItem(description="Services in January")

    entries = convert(invoice(heading, item("1.00"), heading, item("2.00"))).entries

    assert [(entry.item_number, entry.line_number) for entry in entries] == [("2", 2), ("4", 4)]


def test_lines_that_xero_recreated_keep_their_item_numbers() -> None:
    """A new LineItemID on the same line is no new order item."""
    before = convert(invoice(item("1.00", line_item_id="one"), item("2.00", line_item_id="two"))).entries
    after = convert(invoice(item("1.00", line_item_id="three"), item("2.00", line_item_id="four"))).entries

    assert [entry.item_number for entry in before] == [entry.item_number for entry in after] == ["1", "2"]


def test_a_credit_notes_entries_are_numbered_by_line_and_use() -> None:
    """Two lines applied to two invoices are four entries, each of which names its invoice."""
    note = credit_note(
        item("30.00"), item("10.00"), remaining_credit=ZERO, allocations=(applied("A", "30.00"), applied("B", "10.00"))
    )

    entries = convert(note).entries

    assert [(entry.item_number, entry.reference_invoice_number, str(entry.amount)) for entry in entries] == [
        ("1.1", "INV-A", "-22.50"),
        ("1.2", "INV-B", "-7.50"),
        ("2.1", "INV-A", "-7.50"),
        ("2.2", "INV-B", "-2.50"),
    ]
    assert {entry.document_type for entry in entries} == {DocumentType.CREDIT_MEMO}


def test_a_foreign_document_without_a_rate_has_no_home_amount() -> None:
    """Nothing is guessed; the check K2 says that the rate is missing."""
    (entry,) = convert(invoice(item("10.00"), currency="USD")).entries

    assert entry.home_amount is None


def test_a_credit_note_worth_nothing_owes_no_negative_zero() -> None:
    """-0.00 is no amount that an accountant writes."""
    assert str(convert(credit_note(item("0.00"))).net) == "0.00"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("DRAFT", "Draft in Xero"),
        ("SUBMITTED", "Waiting for approval in Xero"),
        ("DELETED", "Deleted in Xero"),
    ],
)
@pytest.mark.parametrize("make", [invoice, credit_note])
def test_what_was_never_approved_is_excluded(make: Any, status: str, reason: str) -> None:  # noqa: ANN401
    """It gives no rows, and says why."""
    outcome = convert(make(status=status))

    assert (outcome.bucket, outcome.reason, outcome.entries) == (Bucket.EXCLUDED, reason, ())


def test_an_invoice_before_the_conversion_date_is_excluded() -> None:
    """The conversion date itself is in."""
    before, on = (convert(invoice(), conversion_date=day) for day in ("2026-01-16", "2026-01-15"))

    assert (before.bucket, before.reason) == (Bucket.EXCLUDED, "Before the conversion date")
    assert on.bucket is Bucket.EMITTED


@pytest.mark.parametrize("make", [invoice, credit_note])
@pytest.mark.parametrize("status", ["AUTHORISED", "VOIDED"])
def test_with_paid_invoices_only_what_is_open_waits(make: Any, status: str) -> None:  # noqa: ANN401
    """Neither part payment nor voiding is being fully paid."""
    outcome = convert(make(status=status, payments=(paid("1.00"),)), paid_invoices_only=True)

    assert outcome.bucket is Bucket.EXCLUDED
    assert outcome.reason in {"Not fully paid", "Not fully used"}


@pytest.mark.parametrize(
    ("document", "day"),
    [
        (invoice(status="PAID", fully_paid_on="2026-03-09", payments=(paid("115.00"),)), date(2026, 3, 9)),
        (
            invoice(status="PAID", payments=(paid("15.00", "2026-02-03"), paid("100.00", "2026-01-31"))),
            date(2026, 2, 3),
        ),
        (invoice(status="PAID"), date(2026, 1, 15)),
        (
            credit_note(status="PAID", allocations=(applied("A", "46.00", "2026-04-01"),), payments=(paid("1.00"),)),
            date(2026, 4, 1),
        ),
    ],
)
def test_with_paid_invoices_only_the_billing_date_is_when_it_was_settled(
    document: Invoice | CreditNote, day: date
) -> None:
    """As Xero says, or else the last payment or allocation; without either it is the document's own date."""
    outcome = convert(document, paid_invoices_only=True)

    assert {outcome.billing_date, *(entry.billing_date for entry in outcome.entries)} == {day}


def test_the_conversion_date_looks_at_the_billing_date() -> None:
    """An old invoice that was paid after the conversion is billed after it."""
    document = invoice(status="PAID", fully_paid_on="2026-03-09")

    assert convert(document, paid_invoices_only=True, conversion_date="2026-03-01").bucket is Bucket.EMITTED


@pytest.mark.parametrize(
    ("line", "options", "product"),
    [
        ({"item_code": "SEATS"}, {}, ("SEATS", "item")),
        ({"item_code": "SEATS"}, {"product_code": "account"}, ("200", "account")),
        ({}, {}, ("200", "account")),
        ({"item_code": "Séats 12"}, {}, ("Seats-12", "item")),
        ({"item_code": "商品"}, {}, ("200", "account")),
        ({"account_code": "", "account_id": "ac-1"}, {}, ("ac-1", "account")),
    ],
)
def test_the_product_is_the_item_or_the_account(
    line: dict[str, str], options: dict[str, Any], product: tuple[str, str]
) -> None:
    """In RevRec's characters, and never empty; an account without a code is known by its id."""
    (entry,) = convert(invoice(item("1.00", **line)), **options).entries

    assert product == (entry.product_code, entry.product_rule)


def test_excluded_products_are_left_out_and_counted() -> None:
    """Their amount is told; codes may be written as in Xero."""
    document = invoice(item("10.00"), item("5.00", item_code="SHIP PING"), item("3.00", account_code="860"))

    outcome = convert(document, excluded_products=["SHIP PING", "860"])

    assert [str(entry.amount) for entry in outcome.entries] == ["10.00"]
    assert str(outcome.left_out) == "8.00"


def test_a_document_of_excluded_products_alone_is_excluded() -> None:
    """It is in the bucket that its rows are in: none."""
    outcome = convert(invoice(item("10.00")), excluded_products=["200"])

    assert (outcome.bucket, outcome.reason) == (Bucket.EXCLUDED, "The options leave out all of its lines")
    assert outcome.left_out == outcome.net == Decimal("10.00")


def test_zero_lines_are_discarded_where_wanted() -> None:
    """Left alone they give rows of zero; a voided document's lines are not zero lines."""
    document = invoice(item("0.00"), item("1.00"))

    assert len(convert(document).entries) == 2
    assert [entry.item_number for entry in convert(document, discard_zero_lines=True).entries] == ["2"]
    voided = invoice(item("1.00"), status="VOIDED")
    assert len(convert(voided, discard_zero_lines=True).entries) == 1


def test_custom_fields_are_filled_from_tracking() -> None:
    """Each has its column; a line without that category leaves it empty."""
    fields = [{"revrec_field": "Sales Region", "xero_tracking_category": "Region"}]
    tracked = item("1.00", tracking=[{"Name": "Region", "Option": "North"}, {"Name": "Team", "Option": "Blue"}])

    entries = convert(invoice(tracked, item("2.00")), custom_fields=fields).entries

    assert [entry.custom_fields for entry in entries] == [{"sales_region": "North"}, {"sales_region": None}]


def test_a_known_customer_is_the_crms() -> None:
    """The outcome carries the CRM's id."""
    outcome = convert(invoice(), rules=conversion(CustomerMatch([BOOM])))

    assert (outcome.bucket, outcome.customer) == (Bucket.EMITTED, BOOM)


@pytest.mark.parametrize("make", [invoice, credit_note])
def test_a_document_of_an_unknown_customer_is_pending(make: Any) -> None:  # noqa: ANN401
    """It waits with its amount and gives no rows."""
    outcome = convert(make(), rules=conversion(CustomerMatch([])))

    assert (outcome.bucket, outcome.entries, outcome.net) == (Bucket.PENDING, (), billed(make()))


def test_a_document_voided_while_pending_waits_no_more() -> None:
    """There is nothing to bill any more, whoever the customer is."""
    outcome = convert(invoice(status="VOIDED"), rules=conversion(CustomerMatch([])))

    assert outcome.bucket is Bucket.EXCLUDED
    assert "Voided" in outcome.reason


@pytest.mark.parametrize(
    ("treatment", "days"),
    [
        ("retrospective", [(date(2026, 1, 1), date(2026, 12, 31)), (date(2025, 7, 1), date(2025, 12, 31))]),
        ("prospective", [(date(2026, 1, 15), date(2026, 12, 31)), (date(2026, 1, 15), date(2026, 1, 15))]),
        ("point_in_time", [(date(2026, 1, 15), date(2026, 1, 15))] * 2),
    ],
)
def test_a_credit_note_is_treated_as_the_options_say(treatment: str, days: list[tuple[date, date]]) -> None:
    """The invoice's days, what is left of them from the credit note's date, or that date alone."""
    note = credit_note(item("40.00"), remaining_credit=ZERO, allocations=(applied("A", "20.00"), applied("B", "20.00")))

    entries = convert(note, credit_note_treatment=treatment).entries

    assert days == [(entry.period.start, entry.period.end) for entry in entries]
    assert {entry.period_rule for entry in entries} == {f"credit_note_{treatment}"}


def test_a_prospective_credit_never_begins_before_the_invoices_service() -> None:
    """A credit note written before the service begins takes effect when it does."""
    note = credit_note(item("40.00"), date="2025-12-01", remaining_credit=ZERO, allocations=(applied("A", "40.00"),))

    (entry,) = convert(note, credit_note_treatment="prospective").entries

    assert (entry.period.start, entry.period.end) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("uses", [{}, {"remaining_credit": ZERO, "allocations": (applied("C", "40.00"),)}])
def test_a_credit_note_of_an_unknown_service_says_its_own(uses: Mapping[str, Any]) -> None:
    """Where no invoice is known, or it states no service, the credit note's lines are read."""
    note = credit_note(item("40.00", description="Refund for Feb 2026"), **uses)

    (entry,) = convert(note).entries

    assert (entry.period.start, entry.period.end) == (date(2026, 2, 1), date(2026, 2, 28))
    assert entry.period_rule == "line_description"


def test_an_invoices_entries_are_known_whatever_its_bucket() -> None:
    """Credit notes refer to the service of invoices from before the conversion date, too."""
    rules = conversion(conversion_date="2030-01-01")
    document = invoice(item("1.00", description="Jan 2026"))

    assert rules.invoice(document).bucket is Bucket.EXCLUDED
    assert [entry.period.start for entry in rules.invoice_entries(document)] == [date(2026, 1, 1)]
