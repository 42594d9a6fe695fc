"""From one of Xero's sales documents to what becomes of it in RevRec."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from source_xero_revrec.rules.adjustments import dated_by_the_others
from source_xero_revrec.rules.apportion import apportion_lines, apportion_taxes, convert
from source_xero_revrec.rules.chart import NO_CHART
from source_xero_revrec.rules.credit_treatment import CreditTreatment
from source_xero_revrec.rules.credit_uses import credit_uses
from source_xero_revrec.rules.identifiers import column_name, order_number, product_code
from source_xero_revrec.rules.lines import billed, booked, net
from source_xero_revrec.rules.outcome import Bucket, DocumentType, OrderItem, Outcome, Unread
from source_xero_revrec.rules.overrides.of_documents import NO_WORD, Line
from source_xero_revrec.rules.overrides.override import RULE as OVERRIDE
from source_xero_revrec.rules.periods.product_rules import ProductRules
from source_xero_revrec.rules.periods.service_period import PeriodRules
from source_xero_revrec.rules.pieces import ONE, split
from source_xero_revrec.rules.prices import list_price, priced
from xero_api.models import Invoice
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from source_xero_revrec.rules.chart import Chart
    from source_xero_revrec.rules.customer_match import CrmCustomer, CustomerMatch
    from source_xero_revrec.rules.invoice_service import InvoiceService
    from source_xero_revrec.rules.overrides.of_documents import Overrides, Word
    from source_xero_revrec.rules.periods.settings import ServicePeriods
    from xero_api.models import CreditNote, LineItem, Tracking
    from xero_api.unreadable import UnreadableDocument

_EXCLUDED = {
    "DRAFT": "Draft in Xero",
    "SUBMITTED": "Waiting for approval in Xero",
    "DELETED": "Deleted in Xero",
}


@dataclass(frozen=True, slots=True)
class ConversionSettings:
    """What a configuration says about documents and their rows.

    Documents billed before `conversion_date` give none. `custom_fields` pairs RevRec's fields with the tracking
    categories that fill them. `excluded_products` are codes whose lines give no rows, as Xero has them or as they are
    on the rows.
    """

    periods: ServicePeriods
    conversion_date: date | None = None
    paid_invoices_only: bool = False
    custom_fields: tuple[tuple[str, str], ...] = ()
    credit_note_treatment: str = "retrospective"
    product_code: str = "item_or_account"
    excluded_products: tuple[str, ...] = ()
    discard_zero_lines: bool = False


def no_id(category_id: str, option: str) -> str:  # noqa: ARG001 - as whoever knows ids is asked
    """Know no id of any tracking option."""
    return ""


class Conversion:
    """The rules of one configuration for one organisation."""

    def __init__(
        self,
        settings: ConversionSettings,
        *,
        base_currency: str,
        country: str,
        year_end: tuple[int, int],
        customers: CustomerMatch | None = None,
        chart: Chart = NO_CHART,
        option_id: Callable[[str, str], str] = no_id,
        overrides: Overrides | None = None,
    ) -> None:
        """Convert for an organisation; `customers` are the CRM's, None where invoices are contracts.

        `option_id` gives the id of a tracking option by the id of its category and its name, or nothing. `overrides`
        are a person's word on service periods, which wins over every rule.
        """
        self._settings = settings
        self._base_currency = base_currency
        self._periods = PeriodRules(settings.periods, country=country, year_end=year_end)
        self._customers = customers
        self._chart = chart
        self._option_id = option_id
        self._product_rules = ProductRules(settings.periods.product_rules)
        self._overrides = overrides
        # Lines repeat their tracking.
        self._tracked = lru_cache(maxsize=4096)(self._with_ids)
        self._left_out = frozenset(settings.excluded_products)
        self._leaves_out = bool(self._left_out) or settings.discard_zero_lines
        self._account_codes = chart.codes
        self._fields = {column_name(revrec_field): category for revrec_field, category in settings.custom_fields}

    def invoice(self, invoice: Invoice) -> Outcome:
        """Return what becomes of a sales invoice: a row for each line, net of tax, in the invoice's currency."""
        return self._outcome(invoice, self._invoice_items)

    def credit_note(self, note: CreditNote, services: Mapping[str, InvoiceService]) -> Outcome:
        """Return what becomes of a credit note: negative rows, one set for each of its uses.

        `services` are those of the invoices that it was applied to, by InvoiceID; the treatment of the configuration
        decides what they mean for the rows' service dates.
        """
        return self._outcome(note, lambda _, day: self._credit_items(note, services, day))

    def unread(self, document: UnreadableDocument) -> Unread:
        """Return what becomes of a document that cannot be understood: held, unless it would give no rows anyway."""
        reason = _EXCLUDED.get(document.status, "")
        if self._settings.paid_invoices_only and document.status == "AUTHORISED":
            reason = "Not fully paid" if document.type == "ACCREC" else "Not fully used"
        first = self._settings.conversion_date
        if first and document.date and document.date < first and not self._settings.paid_invoices_only:
            reason = reason or "Before the conversion date"
        return Unread(document, Bucket.EXCLUDED if reason else Bucket.HELD, reason)

    def invoice_items(self, invoice: Invoice) -> list[OrderItem]:
        """Return an invoice's items whatever bucket it is in, for the credit notes that refer to it."""
        return self._invoice_items(invoice, invoice.date)

    def _outcome(
        self, document: Invoice | CreditNote, items_of: Callable[[Invoice | CreditNote, date], list[OrderItem]]
    ) -> Outcome:
        reason, customer = self._exclusion(document), None
        if reason:
            return _header(document, Bucket.EXCLUDED, reason)
        if self._customers is not None:
            match = self._customers.match(document.contact.name)
            customer = match.customer
            if customer is None and document.status == "VOIDED":
                return _header(document, Bucket.EXCLUDED, "Voided in Xero, and its customer is in no CRM record")
            if customer is None:
                return _header(document, Bucket.PENDING, match.reason)
        return self._sorted(document, customer, items_of(document, self._billing_date(document)))

    def _sorted(
        self, document: Invoice | CreditNote, customer: CrmCustomer | None, every: Sequence[OrderItem]
    ) -> Outcome:
        """Tell the items that give rows from those that the options leave out."""
        dropped: tuple[OrderItem, ...] = ()
        kept = tuple(every)
        if self._leaves_out:
            dropped = tuple([item for item in every if self._is_left_out(item)])
            out = {id(item) for item in dropped}
            kept = tuple([item for item in every if id(item) not in out])
        left_out = sum([item.amount for item in dropped], ZERO)
        reason = "The options leave out all of its lines" if every and not kept else ""
        return _header(
            document,
            Bucket.EXCLUDED if reason else Bucket.EMITTED,
            reason,
            customer=customer,
            items=kept,
            left_out=left_out,
            left_out_items=dropped,
            override_faults=() if reason else self._word(document, every).faults,
        )

    def _word(self, document: Invoice | CreditNote, items: Sequence[OrderItem]) -> Word:
        if self._overrides is None or not self._overrides.are_about(document.document_id):
            return NO_WORD
        lines = dict.fromkeys(Line(item.line_number, item.product_code) for item in items)
        return self._overrides.of(document.document_id, document.date, list(lines))

    def _worded(self, document: Invoice | CreditNote, items: list[OrderItem]) -> list[OrderItem]:
        """Return items, of which those that a person has decided on have the periods that were given."""
        periods = self._word(document, items).periods
        if not periods:
            return items
        return [
            replace(item, period=periods[item.line_number], period_rule=OVERRIDE)
            if item.line_number in periods
            else item
            for item in items
        ]

    def _exclusion(self, document: Invoice | CreditNote) -> str:
        if document.status in _EXCLUDED:
            return _EXCLUDED[document.status]
        if self._settings.paid_invoices_only and document.status != "PAID":
            return "Not fully paid" if isinstance(document, Invoice) else "Not fully used"
        if self._settings.conversion_date and self._billing_date(document) < self._settings.conversion_date:
            return "Before the conversion date"
        return ""

    def _billing_date(self, document: Invoice | CreditNote) -> date:
        if document.status != "PAID" or not self._settings.paid_invoices_only:
            return document.date
        if document.fully_paid_on:
            return document.fully_paid_on
        uses = [payment.date for payment in document.payments]
        if not isinstance(document, Invoice):
            uses += [allocation.date for allocation in document.allocations if not allocation.is_deleted]
        return max(uses, default=document.date)

    def _is_left_out(self, item: OrderItem) -> bool:
        if self._settings.discard_zero_lines and not item.original_amount:
            return True
        rule, code = item.product_rule, item.xero_product_code
        # A code that an item and an account share names the account alone.
        return item.product_code in self._left_out or (code in self._left_out and not self._is_shared(rule, code))

    def _invoice_items(self, document: Invoice | CreditNote, day: date) -> list[OrderItem]:
        lines = booked(document)
        nets = [net(line, document.line_amount_types) for _, line in lines]
        taxes = [line.tax_amount for _, line in lines]
        homes = self._home(document, nets)
        items = [
            self._item(document, place, line, day, (nets[index], taxes[index], homes[index]))
            for index, (place, line) in enumerate(lines)
        ]
        items = self._worded(document, items)
        return dated_by_the_others(items) if any(item.original_amount < 0 for item in items) else items

    def _credit_items(self, note: CreditNote, services: Mapping[str, InvoiceService], day: date) -> list[OrderItem]:
        treatment = CreditTreatment(self._settings.credit_note_treatment, services)
        items: list[OrderItem] = []
        for each in (*_written_before(note, services), note):
            items = [
                piece
                for item in self._worded(each, list(self._shares(each, day)))
                for piece in split(item, treatment.pieces(item, item.reference_invoice_id, each.date))
            ]
        return items

    def _shares(self, note: CreditNote, day: date) -> Iterator[OrderItem]:
        """Yield each line's share in each use of a credit note, with the service dates of its own."""
        uses = credit_uses(note)
        lines = booked(note)
        weights = [use.amount for use in uses]
        nets = apportion_lines([-net(line, note.line_amount_types) for _, line in lines], weights)
        taxes = apportion_taxes([-line.tax_amount for _, line in lines], nets, weights)
        homes = iter(self._home(note, [share for shares in nets for share in shares]))
        for index, (place, line) in enumerate(lines):
            for number, use in enumerate(uses, start=1):
                amounts = (nets[index][number - 1], taxes[index][number - 1], next(homes))
                share = replace(
                    self._item(note, place, line, day, amounts),
                    item_number=f"{place}.{number}",
                    document_type=DocumentType.CREDIT_MEMO,
                    reference_invoice_id=use.invoice_id,
                    reference_invoice_number=use.invoice_number,
                    allocation_id=use.allocation_id,
                    credit_use=use.kind,
                )
                if len(uses) > 1:
                    # The pieces were credited once, whichever invoices the credit was spread over.
                    share = replace(share, quantity=ONE, unit_price=share.amount, list_price=share.original_amount)
                yield share

    def _item(
        self,
        document: Invoice | CreditNote,
        place: int,
        line: LineItem,
        day: date,
        amounts: tuple[Decimal, Decimal, Decimal | None],
    ) -> OrderItem:
        amount, tax, home = amounts
        voided = document.status == "VOIDED"
        code, xero_code, rule = self._product(line)
        quantity, unit_price = priced(amount, line.quantity)
        tracking, identified = self._tracked(line.tracking)
        account = self._chart.of(line)
        period = self._product_rules.decide(code, account.code, document.date) or self._periods.decide(
            description=line.description,
            reference=document.reference,
            tracking=tracking,
            item_code=line.item_code,
            invoice_date=document.date,
        )
        return OrderItem(
            item_number=str(place),
            line_number=place,
            line=line,
            document_type=DocumentType.INVOICE if amount >= 0 else DocumentType.ADJUSTMENT,
            product_code=code,
            xero_product_code=xero_code,
            product_rule=rule,
            billing_date=day,
            amount=ZERO if voided else amount,
            original_amount=amount,
            tax_amount=ZERO if voided else tax,
            quantity=quantity,
            unit_price=ZERO if voided else unit_price,
            list_price=list_price(line, net(line, document.line_amount_types), quantity).copy_sign(amount),
            home_amount=ZERO if voided and home is not None else home,
            period=period,
            period_rule=period.rule,
            custom_fields={column: tracking.get(category) for column, category in self._fields.items()},
            account=account,
            tracking=identified,
        )

    def _product(self, line: LineItem) -> tuple[str, str, str]:
        """Return the product of a line: its code in RevRec, its code in Xero, and the rule that gave it."""
        if line.item_code and self._settings.product_code == "item_or_account":
            code, rule = line.item_code, "item"
        else:
            code, rule = line.account_code or line.account_id, "account"
        return product_code(code, rule, shared=self._is_shared(rule, code)), code, rule

    def _is_shared(self, rule: str, code: str) -> bool:
        # Accounts with entries are never deleted, items are: what an item is called must not hang on other items.
        return rule == "item" and code in self._account_codes

    def _with_ids(self, tracking: tuple[Tracking, ...]) -> tuple[dict[str, str], tuple[Tracking, ...]]:
        """Return the options of a line by category, and its tracking with the ids of the options."""
        known = [
            each if each.option_id else replace(each, option_id=self._option_id(each.category_id, each.option))
            for each in tracking
        ]
        return {each.category: each.option for each in known}, tuple(known)

    def _home(self, document: Invoice | CreditNote, amounts: list[Decimal]) -> list[Decimal] | list[None]:
        if document.currency == self._base_currency:
            return amounts
        if not document.currency_rate:
            return [None] * len(amounts)
        return convert(amounts, document.currency_rate)


def _header(document: Invoice | CreditNote, bucket: Bucket, reason: str, **made: Any) -> Outcome:  # noqa: ANN401 - Outcome's
    number = order_number(document.number, document.document_id)
    return Outcome(document, bucket, reason, net=billed(document), order_number=number, **made)


def _written_before(note: CreditNote, services: Mapping[str, InvoiceService]) -> list[CreditNote]:
    """Return the credit notes that took something off the same invoices before this one did."""
    others = {
        other.document_id: other
        for use in credit_uses(note)
        if use.invoice_id in services
        for other in services[use.invoice_id].credits
        if (other.date, other.document_id) < (note.date, note.document_id)
    }
    return sorted(others.values(), key=lambda other: (other.date, other.document_id))
