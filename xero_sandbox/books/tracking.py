"""Tracking categories and options, and the elements that lines carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store

MOST_ACTIVE = 2
MOST_CATEGORIES = 4
"""Archived ones included (Xero documentation)."""
LONGEST_NAME = 100
MOST_PER_LINE = 2


class Tracking:
    """The organisation's tracking; lines share one element per option, so a new name shows on all of them."""

    def __init__(self, store: Store) -> None:
        """Work on the records of this store."""
        self._store = store
        self._elements: dict[str, Record] = {}

    def create_category(self, name: str, options: Iterable[str] = ()) -> Record:
        """Add a category; a third active one and a fifth of any status are refused (the texts are ours)."""
        self._require_room()
        if len(self._categories()) >= MOST_CATEGORIES:
            raise BooksError("An organisation can have at most 4 tracking categories, archived ones included.")
        self._require_category_name(name)
        category: Record = {
            "Name": name,
            "Status": "ACTIVE",
            "TrackingCategoryID": self._store.new_id(),
            "Options": [],
        }
        self._store.add("TrackingCategories", category)
        for option in options:
            self.create_option(name, option)
        return category

    def create_option(self, category: str, name: str) -> Record:
        """Add an option to a category."""
        owner = self.category(category)
        _require_option_name(owner, name)
        option = {
            "TrackingOptionID": self._store.new_id(),
            "Name": name,
            "HasValidationErrors": False,
            **_state("ACTIVE"),
        }
        owner["Options"] = [*owner["Options"], option]
        self._store.changes += 1
        return option

    def rename_option(self, category: str, option: str, name: str) -> Record:
        """Give an option another name; documents show it and keep their UpdatedDateUTC."""
        owner = self.category(category)
        found = self._option(owner, option)
        _require_option_name(owner, name, besides=found)
        found["Name"] = name
        self._element(owner, found)["Option"] = name
        self._store.changes += 1
        return owner

    def archive_option(self, category: str, option: str) -> Record:
        """Archive an option; lines that carry it keep it."""
        owner = self.category(category)
        self._option(owner, option).update(_state("ARCHIVED"))
        self._store.changes += 1
        return owner

    def restore_option(self, category: str, option: str) -> Record:
        """Make an archived option active again."""
        owner = self.category(category)
        self._option(owner, option).update(_state("ACTIVE"))
        self._store.changes += 1
        return owner

    def delete_option(self, category: str, option: str) -> Record:
        """Delete an option that no line carries; returns what it was, as DELETED (the text is ours)."""
        owner = self.category(category)
        found = self._option(owner, option)
        if self._carried({found["TrackingOptionID"]}):
            raise BooksError(f"The tracking option '{found['Name']}' is in use and cannot be deleted. Archive it.")
        owner["Options"] = [each for each in owner["Options"] if each is not found]
        self._elements.pop(found["TrackingOptionID"], None)
        self._store.changes += 1
        return found | _state("DELETED")

    def rename_category(self, category: str, name: str) -> Record:
        """Give a category another name; documents show it and keep their UpdatedDateUTC."""
        owner = self.category(category)
        self._require_category_name(name, besides=owner)
        owner["Name"] = name
        for option in owner["Options"]:
            self._element(owner, option)["Name"] = name
        self._store.changes += 1
        return owner

    def archive_category(self, category: str) -> Record:
        """Archive a category; lines that carry it keep it."""
        owner = self.category(category)
        owner["Status"] = "ARCHIVED"
        self._store.changes += 1
        return owner

    def restore_category(self, category: str) -> Record:
        """Make an archived category active again; a third active one is refused."""
        owner = self.category(category)
        if owner["Status"] != "ACTIVE":
            self._require_room()
        owner["Status"] = "ACTIVE"
        self._store.changes += 1
        return owner

    def delete_category(self, category: str) -> Record:
        """Delete a category whose options no line carries; returns what it was, as DELETED (the text is ours)."""
        owner = self.category(category)
        if self._carried({option["TrackingOptionID"] for option in owner["Options"]}):
            raise BooksError(f"The tracking category '{owner['Name']}' is in use and cannot be deleted. Archive it.")
        del self._store.records["TrackingCategories"][owner["TrackingCategoryID"]]
        self._store.changes += 1
        return owner | {"Status": "DELETED"}

    def category(self, id_or_name: str) -> Record:
        """Return a category by id or exact name."""
        for category in self._store.records["TrackingCategories"].values():
            if id_or_name in (category["TrackingCategoryID"], category["Name"]):
                return category
        raise BooksError(f"There is no ACTIVE tracking category with the name '{id_or_name}'")

    def elements(self, given: Iterable[Record]) -> list[Record]:
        """Return a line's tracking from `{"Name", "Option"}` or the two ids; archived and unknown ones are refused."""
        elements = []
        for each in given:
            category = self.category(each.get("TrackingCategoryID") or each.get("Name", ""))
            option = self._option(category, each.get("TrackingOptionID") or each.get("Option", ""))
            if category["Status"] != "ACTIVE" or option["Status"] != "ACTIVE":
                element = self._element(category, option)
                raise BooksError(f"The tracking option '{element['Option']}' of '{element['Name']}' is not active.")
            elements.append(self._element(category, option))
        categories = {element["TrackingCategoryID"] for element in elements}
        if len(elements) > MOST_PER_LINE or len(categories) < len(elements):
            raise BooksError("A line can have one option of each of at most 2 tracking categories.")
        return elements

    def _categories(self) -> Collection[Record]:
        return self._store.records["TrackingCategories"].values()

    def _require_room(self) -> None:
        if sum(category["Status"] == "ACTIVE" for category in self._categories()) >= MOST_ACTIVE:
            raise BooksError("An organisation can have at most 2 active tracking categories.")

    def _require_category_name(self, name: str, besides: Record | None = None) -> None:
        _require_name(name)
        others = (category["Name"] for category in self._categories() if category is not besides)
        if name.lower() in map(str.lower, others):
            raise BooksError(f"The tracking category '{name}' exists already.")

    def _carried(self, option_ids: set[str]) -> bool:
        """Return whether a line of any document carries one of these options, whatever the document's status."""
        return any(
            element["TrackingOptionID"] in option_ids
            for records in self._store.records.values()
            for record in records.values()
            for line in (*record.get("LineItems", ()), *record.get("JournalLines", ()))
            for element in line.get("Tracking", ())
        )

    def _option(self, category: Record, id_or_name: str) -> Record:
        for option in category["Options"]:
            if id_or_name in (option["TrackingOptionID"], option["Name"]):
                found: Record = option
                return found
        raise BooksError(f"There is no tracking option '{id_or_name}' in '{category['Name']}'.")

    def _element(self, category: Record, option: Record) -> Record:
        identifier = option["TrackingOptionID"]
        if identifier not in self._elements:
            self._elements[identifier] = {
                "Name": category["Name"],
                "Option": option["Name"],
                "TrackingCategoryID": category["TrackingCategoryID"],
                "TrackingOptionID": identifier,
            }
        return self._elements[identifier]


def _require_name(name: str) -> None:
    if not name.strip():
        raise BooksError("The name must be specified.")
    if len(name) > LONGEST_NAME:
        raise BooksError(f"A name can have at most {LONGEST_NAME} characters, not {len(name)}.")


def _require_option_name(category: Record, name: str, besides: Record | None = None) -> None:
    _require_name(name)
    others = (option["Name"] for option in category["Options"] if option is not besides)
    if name.lower() in map(str.lower, others):
        raise BooksError(f"The tracking option '{name}' exists already in '{category['Name']}'.")


def _state(status: str) -> Record:
    return {
        "Status": status,
        "IsDeleted": status == "DELETED",
        "IsArchived": status == "ARCHIVED",
        "IsActive": status == "ACTIVE",
    }
