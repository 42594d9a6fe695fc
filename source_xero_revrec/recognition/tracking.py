"""The tracking options that journals carry: those of the categories that fill custom fields, by their ids."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from source_xero_revrec.ledger.custom_fields import CustomField
    from source_xero_revrec.rules.recognition.line import Tracking as Options
    from xero_api.models import Tracking, TrackingCategory


class CarriedTracking:
    """Tells documents' and journals' lines apart by the same options, whatever these are called now.

    `fields` has the id of the category that fills each custom field's column, `options` the name of each option's id.
    """

    def __init__(self, categories: Iterable[TrackingCategory], custom_fields: Sequence[CustomField]) -> None:
        """Carry what the custom fields name, of these categories."""
        known = tuple(categories)
        self._categories = {category.name: category.category_id for category in known}
        self.fields = {field.column: self._categories[field.xero_tracking_category] for field in custom_fields}
        self.options = {option.option_id: option.name for category in known for option in category.options}
        self._carried = frozenset(self.fields.values())
        self._named: dict[tuple[str, str], str] = {}
        for category in known:
            for option in category.options:
                key = category.category_id, option.name
                # A name that two options have tells none of them.
                self._named[key] = "" if key in self._named else option.option_id
        self._remembered = lru_cache(maxsize=4_096)(self._of)

    def of(self, tracking: Iterable[Tracking]) -> Options:
        """Return category and option of what a line carries, by ids and sorted; what is not carried is left out.

        Xero leaves ids out on the lines of listed documents; an option that it does not know goes by its name.
        """
        return self._remembered(tuple(tracking))

    def _of(self, tracking: tuple[Tracking, ...]) -> Options:
        pairs = []
        for each in tracking:
            category = each.category_id or self._categories.get(each.category, "")
            if category in self._carried:
                pairs.append((category, each.option_id or self._named.get((category, each.option), "") or each.option))
        return tuple(sorted(pairs))
