"""Records of Xero's that cannot be understood: which field, what was found there, and what was needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from xero_api.errors import WalkIncomplete
from xero_api.identity import identity, json_text, shortened
from xero_api.kinds import document_day, stamp
from xero_api.models import CreditNote, Invoice, ManualJournal
from xero_api.money import amount
from xero_api.record import Record, read_exactly, read_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime
    from decimal import Decimal

Found = TypeVar("Found", bound=Record)
Read = TypeVar("Read")

_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class UnreadableField:
    """A field that cannot be understood; `path` has names, and places in lists from 0, between dots.

    `found` is JSON, cut where it is long, or `nothing`.
    """

    path: str
    found: str
    needed: str

    def __str__(self) -> str:
        """Say all three in a sentence without an end."""
        return f"{self.path} is {self.found}, where {self.needed} is needed"


@dataclass(frozen=True, slots=True)
class UnreadableDocument:
    """A sales document that cannot be understood; of its header what can be read by itself, else None or empty.

    One that bears no id has one made of its content in its place. `sub_total` is net of tax, in `currency`, unsigned.
    """

    document_id: str
    number: str
    type: str
    status: str
    currency: str
    date: date | None
    updated_at: datetime | None
    sub_total: Decimal | None
    faults: tuple[UnreadableField, ...]


def read_invoice(record: object, *, plain: bool = False) -> Invoice | UnreadableDocument:
    """Return an invoice of Xero's JSON, parsed with Decimal, or what of it cannot be understood.

    `plain` tells that it is from a page of plain texts and amounts (see `money.parsed`).
    """
    found = (read_plain(Invoice, record) if plain else None) or understood(Invoice, record)
    return found if isinstance(found, Invoice) else _unreadable(record, "ACCREC", "Invoice", found)


def read_credit_note(record: object, *, plain: bool = False) -> CreditNote | UnreadableDocument:
    """Return a credit note of Xero's JSON as `read_invoice` does an invoice."""
    found = (read_plain(CreditNote, record) if plain else None) or understood(CreditNote, record)
    return found if isinstance(found, CreditNote) else _unreadable(record, "ACCRECCREDIT", "CreditNote", found)


def read_manual_journal(record: dict[str, Any], *, plain: bool = False) -> ManualJournal:
    """Return a manual journal of Xero's JSON, parsed with Decimal; raises WalkIncomplete where it is not one.

    `plain` is as for `read_invoice`.
    """
    found = read_plain(ManualJournal, record) if plain else None
    return found or read(ManualJournal, record, "manual journal", "ManualJournalID")


def read(model: type[Found], record: object, kind: str, id_field: str) -> Found:
    """Return a record of Xero's JSON, parsed with Decimal; raises WalkIncomplete where it is not a `kind`."""
    found = understood(model, record)
    if isinstance(found, Record):
        return found
    faults = "; ".join(f"{fault.path}: {fault.needed} is needed" for fault in found)
    known = record.get(id_field) if isinstance(record, dict) else record
    named = shortened(repr(known) if known is None or isinstance(known, str) else json_text(known))
    raise WalkIncomplete(
        f"Xero sent {kind} {named} in a form that is not documented ({faults}). Nothing is guessed; "
        f"report this with the text."
    )


def understood(model: type[Found], record: object) -> Found | tuple[UnreadableField, ...]:
    """Return a record of Xero's JSON, parsed with Decimal, or the fields that keep it from being one."""
    found = read_exactly(model, record)
    if not isinstance(found, list):
        return found
    return tuple(
        UnreadableField(
            fault.path or "the record", _at(record, fault.path.split(".") if fault.path else []), fault.needed
        )
        for fault in found
    )


def _unreadable(record: object, kind: str, name: str, faults: tuple[UnreadableField, ...]) -> UnreadableDocument:
    fields: Mapping[str, Any] = record if isinstance(record, dict) else {}
    return UnreadableDocument(
        document_id=identity(record, f"{name}ID"),
        number=_text(fields.get(f"{name}Number")),
        type=kind,
        status=_text(fields.get("Status")),
        currency=_text(fields.get("CurrencyCode")),
        date=_tried(document_day, fields.get("Date")),
        updated_at=_tried(stamp, fields.get("UpdatedDateUTC")) or _tried(stamp, fields.get("UpdatedDateUTCString")),
        sub_total=_tried(amount, fields.get("SubTotal")),
        faults=faults,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) and value.isprintable() else ""


def _tried(read_it: Callable[[object], Read], value: object) -> Read | None:
    try:
        return read_it(value)
    except ValueError:
        return None


def _at(node: Any, path: Sequence[str]) -> str:  # noqa: ANN401 - a walk over JSON
    for name in path:
        if isinstance(node, list) and name.isdecimal() and int(name) < len(node):
            node = node[int(name)]
        elif isinstance(node, dict) and name in node:
            node = node[name]
        else:
            return _NOTHING
    return shortened(json_text(node))
