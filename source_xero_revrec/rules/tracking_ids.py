"""Tracking options of a line by their ids, so that a renamed option stays the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revrec_journals.by_name import ByName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xero_api.models import Tracking, TrackingCategory


class TrackingIds:
    """Knows the ids of an organisation's options: Xero leaves them out on the lines of listed invoices."""

    def __init__(self, categories: Iterable[TrackingCategory]) -> None:
        """Know these categories, archived ones included."""
        known = tuple(categories)
        self._options = {each.category_id: ByName(((o.name,), o.option_id) for o in each.options) for each in known}
        self._categories = ByName(((each.name,), each.category_id) for each in known)

    def of(self, tracking: Iterable[Tracking]) -> tuple[tuple[str, str], ...]:
        """Return category and option of each element, sorted: by ids, or as they are named where Xero knows neither."""
        return tuple(sorted(self._ids(each) for each in tracking))

    def _ids(self, element: Tracking) -> tuple[str, str]:
        category = element.category_id or _only(self._categories.matching(element.category)) or element.category
        if element.option_id:
            return category, element.option_id
        options = self._options.get(category)
        return category, (_only(options.matching(element.option)) if options else "") or element.option


def _only(found: list[str]) -> str:
    return found[0] if len(found) == 1 else ""
