"""How far the RevRec streams have come in one organisation, and what they must remember from sync to sync."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_type_hints

from msgspec import ValidationError, convert

from source_xero_revrec.ledger.digest import digest
from source_xero_revrec.ledger.streams import REVREC_STREAMS
from xero_api.endpoints import CREDIT_NOTES, INVOICES
from xero_api.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_api.endpoints import Endpoint

UNDER_WAY = "under_way"
OF_TABLE = "overrides: "
"""How what is found on a row of the table of overrides begins among the findings."""
_ALL = (
    "open_credit_notes",
    "credited",
    "crm",
    "account_codes",
    "year",
    "options",
    "heard",
    "held",
    "overrides",
    "settings",
    "shared_numbers",
)

BEGINNING = Progress()
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Places:
    """Where the walks over documents and contacts stand; `sales_only`: they leave bills and suppliers' credits out."""

    invoices: Progress = BEGINNING
    credit_notes: Progress = BEGINNING
    contacts: Progress = BEGINNING
    sales_only: bool = False

    @property
    def latest(self) -> datetime | None:
        """Return the latest moment up to which anything was read, None before the first."""
        moments = [
            moment
            for place in (self.invoices, self.credit_notes, self.contacts)
            for moment in (place.modified_since, place.started_at)
            if moment
        ]
        return max(moments, default=None)

    def moved(self, endpoint: Endpoint, progress: Progress) -> Places:
        """Return the places after the walk over Invoices or CreditNotes has come to `progress`."""
        if endpoint is INVOICES:
            return replace(self, invoices=progress)
        return replace(self, credit_notes=progress)

    def of(self, endpoint: Endpoint) -> Progress:
        """Return where the walk over Invoices or CreditNotes stands."""
        return self.invoices if endpoint is INVOICES else self.credit_notes


@dataclass(frozen=True)
class StreamPlaces:
    """Where the selected streams stood before a sync.

    `saved` tells how far each of them came, None: it has no rows yet. `begin` is where the walks of this sync begin,
    `beginning` where those of a first sync do. `resend` says that every stream hears of every document again.
    """

    saved: Mapping[str, Places | None]
    begin: Places = Places()
    beginning: Places = Places()
    resend: bool = False

    @cached_property
    def streams(self) -> frozenset[str]:
        """Return all of the streams."""
        return frozenset(self.saved)

    @property
    def known(self) -> frozenset[str]:
        """Return the streams that have rows in the warehouse."""
        return frozenset(name for name, places in self.saved.items() if places)

    @property
    def any_ended(self) -> bool:
        """Tell whether any stream was read to the end in an earlier sync: contacts have no place before that."""
        return any(places.contacts.modified_since for places in self.saved.values() if places)

    @cached_property
    def known_since(self) -> datetime | None:
        """Return the moment up to which the warehouse knows what timestamps hide, None before the first rows."""
        moments = [
            places.contacts.modified_since or places.invoices.started_at or places.invoices.modified_since
            for places in self.saved.values()
            if places
        ]
        return min((moment.replace(microsecond=0) for moment in moments if moment), default=None)

    def due(self, endpoint: Endpoint, updated_at: datetime | None) -> frozenset[str]:
        """Return the streams that have not heard of one of Invoices or CreditNotes since it was updated.

        All are due to hear of one that does not say when that was.
        """
        if self.resend or updated_at is None or updated_at >= self._heard_by_any[endpoint.path]:
            return self.streams
        heard = self._heard[endpoint.path]
        return frozenset(name for name, second in heard.items() if second is None or updated_at >= second)

    @cached_property
    def _heard_by_any(self) -> Mapping[str, datetime]:
        """The second up to which the stream that stands furthest on has heard of each collection."""
        return {
            path: max((second for second in heard.values() if second), default=_LONG_AGO)
            for path, heard in self._heard.items()
        }

    @cached_property
    def _heard(self) -> Mapping[str, Mapping[str, datetime | None]]:
        """The second up to which each stream has heard of each collection; None where it has heard of nothing."""
        return {
            endpoint.path: {name: _second(saved.of(endpoint)) if saved else None for name, saved in self.saved.items()}
            for endpoint in (INVOICES, CREDIT_NOTES)
        }


@dataclass
class LedgerState:
    """The state of the RevRec streams of one organisation.

    `open_credit_notes` holds what each credit note looked like that is not used up, or was refunded, since its use may
    leave its timestamp alone; `credited` stands for the credit notes that each invoice bore, and its contact, since one
    that was taken from it is named by nothing; `account_codes` are those of all accounts, which an item on the rows
    must not bear, with their classes; `year` is the financial year and what else an organisation says of itself;
    `options` has digests of the names of tracking options on the rows, by `short`; `crm` stands for the CRM's customers
    that documents were held against; `heard` has digests of documents and contacts that the next walks meet again
    because they look back some seconds; `held` has the documents that cannot be understood, as `HeldDocuments` knows
    them; `overrides` holds what the table of overrides said of each document that it names, and the ids of what bore
    the name; `settings` stands for what the form said of rows when all of them were sent; `shared_numbers` has the
    documents whose number another bears; `pending` holds the documents that wait for a customer, and `findings` the
    checks that are open, both by `short`; `products` what each product sent looked like; `customers` the contacts that
    were sent, by a digest of their ids, each with the id of its customer in the CRM; `tally` the running control
    totals, `sent` digests of those that were sent, `sent_documents` what was sent of each document, `stale` those whose
    rows are not what Xero shows, `searched` the difference of A1 for which all documents were counted, `newest` the
    latest timestamp met in each collection, and `advances` the open ones with what they were read for. `under_way` is
    the moment (UTC) at which the first attempt began that did not come to its end: a destination may hold rows of it
    that no state covers.
    """

    places: Places = field(default_factory=Places)
    open_credit_notes: dict[str, str] = field(default_factory=dict)
    credited: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    pending: dict[str, int] = field(default_factory=dict)
    crm: str = ""
    account_codes: dict[str, int | str] = field(default_factory=dict)
    year: str = ""
    options: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, list[str]] = field(default_factory=dict)
    settings: str = ""
    shared_numbers: dict[str, list[Any]] = field(default_factory=dict)
    heard: dict[str, str] = field(default_factory=dict)
    findings: dict[str, list[str]] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    customers: dict[str, str] = field(default_factory=dict)
    tally: dict[str, Any] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    sent_documents: dict[str, Any] = field(default_factory=dict)
    stale: dict[str, str] = field(default_factory=dict)
    searched: str = ""
    newest: dict[str, str] = field(default_factory=dict)
    advances: dict[str, Any] = field(default_factory=dict)
    under_way: str = ""

    def to_json(self, stream: str) -> dict[str, Any]:
        """Return what a stream's state says about this organisation."""
        fields: dict[str, Any] = {
            "invoices": self.places.invoices.to_json(),
            "credit_notes": self.places.credit_notes.to_json(),
            "contacts": self.places.contacts.to_json(),
        }
        if self.places.sales_only:
            fields["sales_only"] = True
        if self.under_way:
            fields[UNDER_WAY] = self.under_way
        for name in remembered(stream):
            value = getattr(self, name)
            if value:
                fields[name] = value.copy() if isinstance(value, dict) else value
        return fields


_KINDS = {name: kind for name, kind in get_type_hints(LedgerState).items() if name != "places"}


def _second(place: Progress) -> datetime | None:
    return place.modified_since.replace(microsecond=0) if place.modified_since else None


def short(document_id: str) -> str:
    """Return the first part of a document's id, which is random: it tells documents apart at a third of the size."""
    return document_id[:13]


def sent_key(contact_id: str) -> str:
    """Return by what `customers` knows a contact."""
    return digest(contact_id.encode())


def read_places(fields: Mapping[str, Any]) -> Places | None:
    """Return the places of a saved state, None where it is nothing that this connector wrote."""
    try:
        for name in fields.keys() & _KINDS.keys():
            convert(fields[name], _KINDS[name])
        invoices, credit_notes, contacts = (
            Progress.from_json(fields[name]) for name in ("invoices", "credit_notes", "contacts")
        )
    except (ValidationError, KeyError, ValueError, TypeError, AttributeError):
        return None
    return Places(invoices, credit_notes, contacts, sales_only=bool(fields.get("sales_only")))


def remembered(stream: str) -> tuple[str, ...]:
    """Return the names of what the state of a stream remembers."""
    return (*_ALL, *REVREC_STREAMS[stream].remembers)
