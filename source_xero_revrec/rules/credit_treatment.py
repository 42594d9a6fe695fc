"""Which service dates a credit note's lines have: those of what they credit, as the options treat it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from source_xero_revrec.rules.apportion import share_of
from source_xero_revrec.rules.invoice_service import line_key, share_from
from source_xero_revrec.rules.overrides.override import RULE as OVERRIDE
from source_xero_revrec.rules.periods.service_period import ServicePeriod
from source_xero_revrec.rules.periods.writings.calendar_dates import written
from source_xero_revrec.rules.pieces import Piece
from xero_api.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from source_xero_revrec.rules.invoice_service import InvoiceService, LineKey, ServiceLine, Span
    from source_xero_revrec.rules.outcome import OrderItem


@dataclass(frozen=True, slots=True)
class _Spread:
    """What an earlier credit took off the service of certain lines, from when on."""

    keys: frozenset[LineKey]
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
        own = [Piece(item.original_amount, item.period, item.period_rule)]
        if item.period_rule == OVERRIDE:
            return own
        if self._treatment == "point_in_time":
            return [self._at(day, item.original_amount)]
        lines = self._credited(item, invoice_id)
        spans = list(dict.fromkeys(line.span for line in lines))
        if len(spans) > 1 and not item.period.start:
            note = f"The invoice's lines that it may credit name different periods: {_told(spans)}."
            return [Piece(item.original_amount, ServicePeriod(None, None, self._rule, "ambiguous", note), self._rule)]
        if len(spans) != 1 or spans[0] is None:
            return own
        if self._treatment == "prospective":
            return self._prospective(item, invoice_id, lines, spans[0], day)
        return [Piece(item.original_amount, ServicePeriod(*spans[0], self._rule), self._rule)]

    def _credited(self, item: OrderItem, invoice_id: str) -> tuple[ServiceLine, ...]:
        """Return the lines that a credit may be for; all of the invoice's where it tells nothing by itself."""
        service = self._services.get(invoice_id)
        if service is None:
            return ()
        lines = service.of(line_key(item))
        return lines if lines or item.period.start else service.lines

    def _prospective(
        self, item: OrderItem, invoice_id: str, lines: Iterable[ServiceLine], span: Span, day: date
    ) -> list[Piece]:
        """Spread over the days to come at most what the invoice has left of its service; the excess counts at once."""
        start, end = max(day, span[0]), span[1]
        if start > end:
            return [self._at(day, item.original_amount)]
        keys = frozenset(line.key for line in lines)
        billed = sum((line.amount for line in lines), ZERO)
        taken = [each for each in self._spread[invoice_id] if each.keys & keys]
        left = _left(billed, span, start) - sum((_left(each.amount, each.span, start) for each in taken), ZERO)
        credited = -item.original_amount
        spread = min(credited, max(left, ZERO))
        pieces = []
        if spread or not credited:
            self._spread[invoice_id].append(_Spread(keys, spread, (start, end)))
            pieces.append(Piece(-spread, ServicePeriod(start, end, self._rule), self._rule))
        if spread != credited:
            pieces.append(self._at(day, spread - credited))
        return pieces

    def _at(self, day: date, amount: Decimal) -> Piece:
        return Piece(amount, ServicePeriod(day, day, self._rule), self._rule)


def _left(amount: Decimal, span: Span, day: date) -> Decimal:
    """Return what of an amount is for service on or after a day, to the cent."""
    return share_of(amount, share_from(span, day))


def _told(spans: list[Span | None]) -> str:
    first, second = ("none" if span is None else " to ".join(map(written, span)) for span in spans[:2])
    return f"{first}, and {second}"
