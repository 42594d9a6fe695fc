"""The tracking that a request asks for on a line, held against the organisation's categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.tracking import MOST_PER_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xero_sandbox.books.records import Record
    from xero_sandbox.switches import Switches

_DROP, _REFUSE = "drop", "refuse"


class LineTracking:
    """Finds active categories and options by id or name; what is not found is dropped or refused (a switch)."""

    def __init__(self, categories: Iterable[Record], switches: Switches) -> None:
        """Know the active categories and options of this moment."""
        self._unknown = switches.unknown_tracking_option
        self._any_case = switches.tracking_name_case == "ignored"
        self._categories: dict[str, tuple[str, dict[str, str]]] = {}
        for category in categories:
            if category["Status"] != "ACTIVE":
                continue
            options = {
                key: option["TrackingOptionID"]
                for option in category["Options"]
                if option["Status"] == "ACTIVE"
                for key in (option["TrackingOptionID"], self._name(option["Name"]))
            }
            found = (category["TrackingCategoryID"], options)
            self._categories |= dict.fromkeys((category["TrackingCategoryID"], self._name(category["Name"])), found)

    def resolved(self, sent: Sequence[Record]) -> tuple[list[Record], list[str], list[str]]:
        """Return the two ids of each element that is known, warnings, and errors.

        Ids go before names. Of two elements of one category the last wins (seen in the field); more than two elements
        are refused (Xero documentation). The words are ours, but for a category that is not active.
        """
        if len(sent) > MOST_PER_LINE:
            return [], [], [f"A line can have at most {MOST_PER_LINE} tracking categories."]
        chosen: dict[str, str] = {}
        warnings: list[str] = []
        errors: list[str] = []
        for element in sent:
            category, options = self._categories.get(self._key(element, "TrackingCategoryID", "Name"), ("", {}))
            option = options.get(self._key(element, "TrackingOptionID", "Option"))
            if option is not None:
                chosen.pop(category, None)
                chosen[category] = option
            elif self._unknown == _REFUSE:
                errors.append(_problem(element, known=bool(category)))
            elif self._unknown != _DROP:
                warnings.append(f"Tracking has been removed. {_problem(element, known=bool(category))}")
        found = [{"TrackingCategoryID": key, "TrackingOptionID": option} for key, option in chosen.items()]
        return found, warnings, errors

    def _key(self, element: Record, identifier: str, name: str) -> str:
        return (element.get(identifier) or "").lower() or self._name(element.get(name) or "")

    def _name(self, name: str) -> str:
        return name.casefold() if self._any_case else name


def _problem(element: Record, *, known: bool) -> str:
    category = element.get("Name") or element.get("TrackingCategoryID") or ""
    if not known:
        return f"There is no ACTIVE tracking category with the name '{category}'"
    option = element.get("Option") or element.get("TrackingOptionID") or ""
    return f"There is no ACTIVE tracking option '{option}' in the tracking category '{category}'"
