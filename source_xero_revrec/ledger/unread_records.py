"""Records that are no documents and cannot be understood: rows do without them, and findings name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.ledger.digest import digest
from source_xero_revrec.rules.checks.unreadable import finding
from xero_api.identity import bears_no_id, identity
from xero_api.master_data import AccountDetails, ContactDetails, ItemDetails
from xero_api.models import TrackingCategory
from xero_api.record import Record
from xero_api.unreadable import understood

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from source_xero_revrec.rules.checks.document import Finding

KINDS: dict[str, type[Record]] = {
    "Contact": ContactDetails,
    "Item": ItemDetails,
    "Account": AccountDetails,
    "TrackingCategory": TrackingCategory,
}
_SPELT = {"TrackingCategory": "Tracking category"}
_COSTS = {"TrackingCategory": "Rows of lines with one of its options name the option and do without its id."}


class UnreadRecords:
    """Takes out what cannot be understood, and knows from sync to sync what that was."""

    def __init__(self, remembered: dict[str, str]) -> None:
        """Keep in `remembered`, by id, the kind and the looks of each record that cannot be understood."""
        self._held = remembered
        self._before = {held: looks for held, looks in remembered.items() if looks.partition(":")[0] in KINDS}
        self._found: dict[str, Finding] = {}
        self._met: set[str] = set()
        self._whole: set[str] = set()

    @property
    def contacts(self) -> set[str]:
        """Return the contacts that are to be read again, whether or not Xero stamped a change."""
        return {held for held, looks in self._before.items() if looks.startswith("Contact:") and not bears_no_id(held)}

    def waits(self, kind: str) -> set[str]:
        """Return the records of a kind that could not be understood before."""
        return {held for held, looks in self._before.items() if looks.partition(":")[0] == kind}

    def mended(self, kind: str) -> bool:
        """Tell whether one of them was met and is understood."""
        return not self.waits(kind).isdisjoint(self._met - self._found.keys())

    def is_unread(self, known: str) -> bool:
        """Tell whether a record was met in this sync and cannot be understood."""
        return known in self._found

    def readable(self, kind: str, records: Iterable[Any], *, whole: bool = False) -> list[dict[str, Any]]:
        """Return the records of a kind that can be understood; `whole` tells that these are all of a kind."""
        kept = []
        for record in records:
            known, found = identity(record, f"{kind}ID"), understood(KINDS[kind], record)
            self._met.add(known)
            if isinstance(found, Record):
                self._held.pop(known, None)
                self._found.pop(known, None)
                kept.append(record)
            else:
                name = record.get("Name") if isinstance(record, dict) else None
                shown = name if isinstance(name, str) and name.isprintable() and name else f"with id {known}"
                self._found[known] = finding(f"{_SPELT.get(kind, kind)} {shown}", found, _COSTS.get(kind, ""))
                self._held[known] = f"{kind}:{digest(self._found[known].explanation.encode())}:"
        if whole:
            self._whole.add(kind)
        return kept

    def news(self) -> Iterator[tuple[str, str, Finding | None]]:
        """Yield id, kind and finding of what cannot be understood, and of what no longer is so, without a finding."""
        for known, found in self._found.items():
            if self._before.get(known) != self._held[known]:
                yield known, self._held[known].partition(":")[0], found
        for known, looks in self._before.items():
            kind = looks.partition(":")[0]
            if known not in self._found and (known in self._met or kind in self._whole or bears_no_id(known)):
                self._held.pop(known, None)
                yield known, kind, None
