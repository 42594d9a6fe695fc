"""`/{endpoint}/{id}/History`: what happened to a document, and notes on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.answers import api_exceptions, errors
from xero_sandbox.answers.errors import Answer, Refusal
from xero_sandbox.answers.wire import encode, envelope, instant_without_offset
from xero_sandbox.books import BooksError
from xero_sandbox.books.store import DATED
from xero_sandbox.resources import request_body

if TYPE_CHECKING:
    from datetime import datetime

    from xero_sandbox.books.history import History
    from xero_sandbox.books.records import Record
    from xero_sandbox.resources.asked import Asked

_ARRAY = "HistoryRecords"


def answer(asked: Asked) -> Answer:
    """Answer GET (the latest first) or PUT of an invoice's, credit note's or manual journal's history.

    Other endpoints and methods are 501. A PUT with a note that is refused saves none of its notes.
    """
    if asked.endpoint.name not in DATED or asked.method not in ("GET", "PUT") or len(asked.parts) != 2:
        return api_exceptions.not_implemented()
    identifier = asked.parts[0].lower()
    if identifier not in asked.tenant.records(asked.endpoint):
        return errors.not_found()
    history = asked.tenant.books.desk.history
    if asked.method == "GET":
        rows = [record | {"DateUTCString": _seconds(record["DateUTC"])} for record in history.of(identifier)]
    else:
        try:
            rows = _written(history, identifier, asked.body)
        except Refusal as refusal:
            return refusal.answer
    return Answer(200, encode(envelope(_ARRAY, rows, asked.now, identifier=asked.identifier)))


def _written(history: History, identifier: str, body: bytes) -> list[Record]:
    notes = [request_body.text(element, "Details") or "" for element in request_body.elements(body, _ARRAY)]
    for details in notes or [""]:
        try:
            history.require_note(details)
        except BooksError as error:
            raise Refusal(api_exceptions.validation_error(error.message, {"Details": details})) from None
    return [_saved(history.note(identifier, details)) for details in notes]


def _saved(note: Record) -> Record:
    """Return a new note as the PUT shows it: fewer fields than the GET, DateUTC without an offset."""
    return {
        "DateUTCString": _seconds(note["DateUTC"]),
        "DateUTC": instant_without_offset(note["DateUTC"]),
        "Details": note["Details"],
        "ValidationErrors": [],
    }


def _seconds(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%S}"
