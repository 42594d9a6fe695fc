"""Writes to TrackingCategories and their options, one element a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.answers import api_exceptions, errors
from xero_sandbox.answers.errors import Answer, Refusal
from xero_sandbox.answers.wire import encode, envelope
from xero_sandbox.books import BooksError
from xero_sandbox.resources import request_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from xero_sandbox.books.records import Record
    from xero_sandbox.books.tracking import Tracking
    from xero_sandbox.resources.asked import Asked

_CATEGORIES = "TrackingCategories"
_OPTIONS = "Options"


def answer(asked: Asked) -> Answer:
    """Answer a write to a category or an option; what does not exist in Xero is 501.

    Options inside a category are ignored and saved nowhere, as people report of Xero.
    """
    writer = _Writer(asked)
    try:
        match asked.method, [part.lower() for part in asked.parts]:
            case "PUT", []:
                return writer.change(_CATEGORIES, writer.create_category)
            case "POST", [category]:
                writer.require_category(category, errors.not_found)
                return writer.change(_CATEGORIES, lambda sent: writer.update_category(category, sent))
            case "DELETE", [category]:
                writer.require_category(category, errors.not_found)
                return writer.answer(_CATEGORIES, lambda: writer.tracking.delete_category(category))
            case "PUT", [category, "options"]:
                writer.require_category(category, errors.server_error)
                return writer.change(_OPTIONS, lambda sent: writer.create_option(category, sent))
            case "POST", [category, "options", option]:
                writer.require_option(category, option)
                return writer.change(_OPTIONS, lambda sent: writer.update_option(category, option, sent))
            case "DELETE", [category, "options", option]:
                writer.require_option(category, option)
                return writer.answer(_OPTIONS, lambda: writer.tracking.delete_option(category, option))
    except Refusal as refusal:
        return refusal.answer
    return api_exceptions.not_implemented()


class _Writer:
    """Answers one request."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self.tracking: Tracking = asked.tenant.books.desk.tracking

    def require_category(self, category: str, missing: Callable[[], Answer]) -> None:
        if category not in self._asked.tenant.records(self._asked.endpoint):
            raise Refusal(missing())

    def require_option(self, category: str, option: str) -> None:
        """Refuse what does not exist: people report 500 for options of an unknown category."""
        self.require_category(category, errors.server_error)
        if self._option(category, option) is None:
            raise Refusal(errors.not_found())

    def change(self, array: str, change: Callable[[Record], Record]) -> Answer:
        sent = request_body.elements(self._asked.body, array)
        if len(sent) != 1:
            return api_exceptions.validation_error("Send one tracking category or option in a call.")
        echo: dict[str, object] = {key: value for key, value in sent[0].items() if isinstance(value, str)}
        return self.answer(array, lambda: change(sent[0]), echo)

    def answer(self, array: str, change: Callable[[], Record], echo: dict[str, object] | None = None) -> Answer:
        try:
            record = change()
        except BooksError as error:
            return api_exceptions.validation_error(error.message, echo)
        return Answer(200, encode(envelope(array, [record], self._asked.now, identifier=self._asked.identifier)))

    def create_category(self, sent: Record) -> Record:
        return self.tracking.create_category((request_body.text(sent, "Name") or "").strip())

    def update_category(self, category: str, sent: Record) -> Record:
        name, status = _name_or_status(sent)
        if name is not None:
            return self.tracking.rename_category(category, name.strip())
        if status == "ARCHIVED":
            return self.tracking.archive_category(category)
        return self.tracking.restore_category(category)

    def create_option(self, category: str, sent: Record) -> Record:
        return self.tracking.create_option(category, _option_name(request_body.text(sent, "Name") or ""))

    def update_option(self, category: str, option: str, sent: Record) -> Record:
        name, status = _name_or_status(sent)
        if name is not None:
            self.tracking.rename_option(category, option, _option_name(name))
        elif status == "ARCHIVED":
            self.tracking.archive_option(category, option)
        else:
            self.tracking.restore_option(category, option)
        return self._option(category, option) or {}

    def _option(self, category: str, option: str) -> Record | None:
        options: list[Record] = self.tracking.category(category)[_OPTIONS]
        return next((each for each in options if each["TrackingOptionID"] == option), None)


def _name_or_status(sent: Record) -> tuple[str | None, str | None]:
    """Return the one that is to change; Xero's documentation has no call for both, so both are refused (our choice)."""
    name, status = request_body.text(sent, "Name"), request_body.text(sent, "Status")
    if (name is None) == (status is None):
        raise BooksError("Send either the Name or the Status.")
    if status not in (None, "ACTIVE", "ARCHIVED"):
        raise BooksError(f"The status '{status}' is not ACTIVE or ARCHIVED.")
    return name, status


def _option_name(name: str) -> str:
    """Return the name without space before it; space after it is HTTP 500, as people report."""
    if name.strip() and name != name.rstrip():
        raise Refusal(errors.server_error())
    return name.strip()
