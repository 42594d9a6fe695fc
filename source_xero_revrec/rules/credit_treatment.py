"""Which service dates a credit note's lines have: those of what they credit, as the options treat it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from source_xero_revrec.rules.apportion import share_of
from source_xero_revrec.rules.invoice_service import line_key, share_within, stated
from source_xero_revrec.rules.overrides.override import RULE as OVERRIDE
from source_xero_revrec.rules.periods.claims import shown
from source_xero_revrec.rules.periods.service_period import ServicePeriod
from source_xero_revrec.rules.pieces import Piece
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from source_xero_revrec.rules.invoice_service import InvoiceService, LineKey, ServiceLine, Span
    from source_xero_revrec.rules.outcome import OrderItem


@dataclass(frozen=True, slots=True)
class _Spread:
    """What an earlier credit took off the service of an account and product, over which days."""

    key: LineKey
    amount: Decimal
    span: Span


class CreditTreatment:
    """The treatment of credits in the order in which they were written: each leaves less to be credited later."""

    def __init__(self, treatment: str, services: Mapping[str, InvoiceService]) -> None:
        """Treat credits of the invoices whose `services` are known, by InvoiceID."""
        self._treatment = treatment
        self._rule = f"credit_note_{treatment}"
        self._services = services
        self._spread: defaultdict[str, list[_Spread]] = defaultdict(list)

    def pieces(self, item: OrderItem, invoice_id: str, day: date) -> list[Piece]:
        """Return a credit's parts with their dates; `day` is the credit note's date.

        A person's word wins. Else a line takes the dates of the invoice's lines of its account and product. Where
        these do not agree, or the invoice has none, it needs a period of its own; only an invoice of one single period
        speaks for other lines too.
        """
        if item.period_rule == OVERRIDE:
            return self._own(item, invoice_id)
        if self._treatment == "point_in_time":
            return [self._at(day, item.original_amount)]
        lines = self._credited(item, invoice_id)
        spans = list(dict.fromkeys(line.span for line in lines))
        if len(spans) > 1:
            return self._of_several_periods(item, invoice_id, lines, spans, day)
        span = spans[0] if spans else None
        return self._of_one_period(item, invoice_id, lines, span, day) if span else self._own(item, invoice_id)

    def _own(self, item: OrderItem, invoice_id: str) -> list[Piece]:
        self._take(item, invoice_id, -item.original_amount, stated(item))
        return [Piece(item.original_amount, item.period, item.period_rule)]

    def _of_several_periods(
        self, item: OrderItem, invoice_id: str, lines: Sequence[ServiceLine], spans: Sequence[Span | None], day: date
    ) -> list[Piece]:
        """Return a credit's parts where it may be for lines of different periods: its own one says for which."""
        told = stated(item)
        if not told:
            several = ", and ".join(shown(span) if span else "none" for span in spans[:2])
            note = f"The invoice's lines that it may credit name different periods: {several}."
            return [Piece(item.original_amount, ServicePeriod(None, None, self._rule, "ambiguous", note), self._rule)]
        if self._treatment == "retrospective" or None in spans:
            return self._own(item, invoice_id)
        meant = [line for line in lines if line.span == told] or lines
        return self._capped(item, invoice_id, meant, told, day=day, rule=item.period_rule)

    def _of_one_period(
        self, item: OrderItem, invoice_id: str, lines: Sequence[ServiceLine], span: Span, day: date
    ) -> list[Piece]:
        """Return a credit's parts where all lines that it may credit have one and the same period."""
        if self._treatment == "retrospective":
            return [Piece(item.original_amount, ServicePeriod(*span, self._rule), self._rule)]
        if day > span[1]:
            return [self._at(day, item.original_amount)]
        return self._capped(item, invoice_id, lines, (max(day, span[0]), span[1]), day=day)

    def _credited(self, item: OrderItem, invoice_id: str) -> tuple[ServiceLine, ...]:
        """Return the lines that a credit may be for; all of the invoice's where it tells nothing by itself."""
        service = self._services.get(invoice_id)
        if service is None:
            return ()
        lines = service.of(line_key(item))
        return lines if lines or item.period.start else service.lines

    def _capped(
        self, item: OrderItem, invoice_id: str, lines: Sequence[ServiceLine], span: Span, *, day: date, rule: str = ""
    ) -> list[Piece]:
        """Spread over some days at most what the invoice has left of its service there; the excess counts at once."""
        credited = -item.original_amount
        spread = min(credited, self._left(invoice_id, lines, span))
        pieces = []
        if spread or not credited:
            self._take(item, invoice_id, spread, span)
            rule = rule or self._rule
            pieces.append(Piece(-spread, ServicePeriod(*span, rule), rule))
        if spread != credited:
            pieces.append(self._at(day, spread - credited))
        return pieces

    def _take(self, item: OrderItem, invoice_id: str, amount: Decimal, span: Span | None) -> None:
        if span:
            self._spread[invoice_id].append(_Spread(line_key(item), amount, span))

    def _left(self, invoice_id: str, lines: Sequence[ServiceLine], window: Span) -> Decimal:
        """Return what is left within some days of the lines that a credit may be for, and of the invoice as a whole."""
        service, taken = self._services[invoice_id], self._spread[invoice_id]
        keys = {line.key for line in lines}
        of_lines = sum((_within(line, window) for line in lines), ZERO)
        off_lines = sum((_within(each, window) for each in taken if each.key in keys), ZERO)
        of_all = sum((_within(line, window) for line in (*service.lines, *service.deductions)), ZERO)
        off_all = sum((_within(each, window) for each in taken), ZERO)
        return max(min(of_lines - off_lines, of_all - off_all), ZERO)

    def _at(self, day: date, amount: Decimal) -> Piece:
        return Piece(amount, ServicePeriod(day, day, self._rule), self._rule)


def _within(each: ServiceLine | _Spread, window: Span) -> Decimal:
    """Return what of an amount is for service within some days, to the cent; all of it where its days are not known."""
    return share_of(each.amount, share_within(each.span, window)) if each.span else each.amount
