"""The ids of tracking options, which Xero leaves out on the lines of documents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from xero_api.settings import read_tracking_categories

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_connectors.organisations import Organisation


class TrackingOptions:
    """Ids of one organisation's tracking options, archived ones too, read in one call when the first is asked for."""

    def __init__(self, organisation: Organisation) -> None:
        """Read nothing yet."""
        self._organisation = organisation
        # A cached_property would let the readers of all organisations wait for each other (Python 3.11 has one lock).
        self._ids = cache(self._read)

    def id_of(self, category_id: str, option: str) -> str:
        """Return the id of a category's option by its name; nothing where the name is none of it, or that of two."""
        return self._ids().get((category_id, option), "")

    def _read(self) -> Mapping[tuple[str, str], str]:
        ids: dict[tuple[str, str], str] = {}
        for category in read_tracking_categories(self._organisation.client):
            for option in category.options:
                key = category.category_id, option.name
                ids[key] = "" if key in ids else option.option_id
        return ids
