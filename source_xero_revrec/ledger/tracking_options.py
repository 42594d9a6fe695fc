"""The ids of tracking options, which Xero leaves out on the lines of documents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from xero_api.endpoints import TRACKING_CATEGORIES
from xero_api.models import TrackingCategory
from xero_api.settings import tracking_records
from xero_api.unreadable import read

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        self._ids = cache(self._read)

    def id_of(self, category_id: str, option: str) -> str:
        """Return the id of a category's option by its name; nothing where the name is none of it, or that of two."""
        return self._ids().get((category_id, option), "")

    def _read(self) -> Mapping[tuple[str, str], str]:
        ids: dict[tuple[str, str], str] = {}
        records = self._unread.readable("TrackingCategory", tracking_records(self._organisation.client), whole=True)
        for record in records:
            category = read(TrackingCategory, record, "tracking category", TRACKING_CATEGORIES.id_field)
            for option in category.options:
                key = category.category_id, option.name
                ids[key] = "" if key in ids else option.option_id
        return ids
