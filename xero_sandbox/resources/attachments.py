"""`/{endpoint}/{id}/Attachments`: files on documents, as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_sandbox.answers import api_exceptions, errors
from xero_sandbox.answers.errors import Answer
from xero_sandbox.answers.wire import encode, envelope
from xero_sandbox.books import BooksError

if TYPE_CHECKING:
    from xero_sandbox.books.records import Record
    from xero_sandbox.resources.asked import Asked

_ARRAY = "Attachments"
_ATTACHABLE = (
    "Accounts",
    "BankTransactions",
    "BankTransfers",
    "Contacts",
    "CreditNotes",
    "Invoices",
    "ManualJournals",
    "PurchaseOrders",
    "Quotes",
    "RepeatingInvoices",
)
_ONLINE = ("CreditNotes", "Invoices")
"""Endpoints whose attachments can be shown with the online document."""

_BYTES = "application/octet-stream"


def answer(asked: Asked) -> Answer:
    """Answer the list of a document's attachments, one of them as bytes, or a new one.

    PUT and POST do the same: a file of that name is replaced (Xero documentation). MimeType is the request's
    Content-Type.
    """
    if asked.endpoint.name not in _ATTACHABLE:
        return api_exceptions.not_implemented()
    identifier = asked.parts[0].lower()
    if identifier not in asked.tenant.records(asked.endpoint):
        return errors.not_found()
    match asked.method, asked.parts[2:]:
        case "GET", ():
            return _listed(asked, asked.tenant.books.desk.attachments.of(asked.endpoint.name, identifier))
        case "GET", (key,):
            return _content(asked, identifier, key)
        case (("PUT" | "POST"), (file_name,)):
            return _attached(asked, file_name)
    return api_exceptions.not_implemented()


def _listed(asked: Asked, rows: list[Record]) -> Answer:
    return Answer(200, encode(envelope(_ARRAY, rows, asked.now, identifier=asked.identifier)))


def _content(asked: Asked, identifier: str, key: str) -> Answer:
    """Answer with the bytes of the attachment of this AttachmentID or FileName."""
    attachments = asked.tenant.books.desk.attachments
    for attachment in attachments.of(asked.endpoint.name, identifier):
        if key.lower() in (attachment["AttachmentID"], attachment["FileName"].lower()):
            return Answer(200, attachments.content(attachment), attachment["MimeType"])
    return errors.not_found()


def _attached(asked: Asked, file_name: str) -> Answer:
    endpoint, most = asked.endpoint.name, asked.switches.largest_attachment
    online = asked.query.flag("includeonline") if endpoint in _ONLINE else None
    echo: dict[str, object] = {"FileName": file_name}
    if len(asked.body) > most:
        return api_exceptions.validation_error(f"The file '{file_name}' has more than {most} bytes.", echo)
    try:
        attachment = asked.tenant.books.desk.attachments.attach(
            endpoint,
            asked.parts[0].lower(),
            file_name,
            asked.body,
            mime_type=asked.content_type.partition(";")[0].strip() or _BYTES,
            online=online,
        )
    except BooksError as error:
        return api_exceptions.validation_error(error.message, echo)
    return _listed(asked, [attachment])
