"""The ids of tracking options, which Xero leaves out on the lines of documents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from source_xero_revrec.ledger.digest import digest
from source_xero_revrec.ledger.state import short
from xero_api.endpoints import TRACKING_CATEGORIES
from xero_api.models import TrackingCategory
from xero_api.settings import tracking_records
from xero_api.unreadable import read

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from source_xero_revrec.ledger.unread_records import UnreadRecords
    from xero_connectors.organisations import Organisation


class TrackingOptions:
    """Ids of one organisation's tracking options, archived ones too, read in one call when the first is asked for.

    A category that cannot be understood costs the ids of its own options alone: one of two of the same name might be
    the one that cannot be read.
    """

    def __init__(self, organisation: Organisation, unread: UnreadRecords) -> None:
        """Read nothing yet; `unread` is told which categories cannot be understood."""
        self._organisation = organisation
        self._unread = unread
        # A cached_property would let the readers of all organisations wait for each other (Python 3.11 has one lock).
        self.categories = cache(self._read)
        self._ids = cache(self._by_name)

    def names(self, categories: Collection[str]) -> dict[str, str]:
        """Return a digest of the name of each option of some categories, whatever the case of theirs, by its id."""
        wanted = {name.strip().casefold() for name in categories}
        return {
            short(option.option_id): digest(option.name.encode())
            for category in (self.categories() if wanted else ())
            if category.name.strip().casefold() in wanted
            for option in category.options
        }

    def id_of(self, category_id: str, option: str) -> str:
        """Return the id of a category's option by its name; nothing where the name is none of it, or that of two."""
        return self._ids().get((category_id, option), "")

    def _read(self) -> list[TrackingCategory]:
        records = self._unread.readable("TrackingCategory", tracking_records(self._organisation.client), whole=True)
        return [read(TrackingCategory, each, "tracking category", TRACKING_CATEGORIES.id_field) for each in records]

    def _by_name(self) -> Mapping[tuple[str, str], str]:
        ids: dict[tuple[str, str], str] = {}
        for category in self.categories():
            for option in category.options:
                key = category.category_id, option.name
                ids[key] = "" if key in ids else option.option_id
        return ids
