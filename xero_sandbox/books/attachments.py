"""Files attached to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from xero_sandbox.books.records import BooksError

if TYPE_CHECKING:
    from xero_sandbox.books.history import History
    from xero_sandbox.books.records import Record
    from xero_sandbox.books.store import Store

MOST_FILES = 10
"""Files of one document (Xero documentation)."""

_REFUSED = '<>:"/\\|?*\0+'
_API = "https://api.xero.com/api.xro/2.0"
_URL_NAMES = {"ManualJournals": "manualjournal"}
"""How an attachment's Url names its endpoint where that is not the endpoint's own name."""


class Attachments:
    """Attachments of documents: what the document shows of them, and their bytes."""

    def __init__(self, store: Store, history: History) -> None:
        """Work on the records of this store."""
        self._store = store
        self._history = history
        self._contents: dict[str, bytes] = {}

    def attach(
        self,
        endpoint: str,
        identifier: str,
        file_name: str,
        content: bytes,
        *,
        mime_type: str,
        online: bool | None,
    ) -> Record:
        """Attach a file to a document; one of the same name is replaced and keeps its AttachmentID (our choice).

        `online` shows the file with the online invoice, and is None where a document cannot be online. Whether the
        document is stamped is a switch. The texts are ours.
        """
        document = self._store.records[endpoint][identifier]
        files: list[Record] = document.get("Attachments", [])
        replaced = next((each for each in files if each["FileName"].lower() == file_name.lower()), None)
        _require_usable(file_name, content)
        if replaced is None and len(files) >= MOST_FILES:
            raise BooksError(f"A document can have at most {MOST_FILES} attachments.")
        attachment: Record = {
            "AttachmentID": replaced["AttachmentID"] if replaced else self._store.new_id(),
            "FileName": file_name,
            "Url": f"{_API}/{_URL_NAMES.get(endpoint, endpoint)}/{identifier}/Attachments/{quote(file_name)}",
            "MimeType": mime_type,
            "ContentLength": len(content),
        }
        if online is not None:
            attachment["IncludeOnline"] = online
        # Documents may share one empty list, so a list is never changed in place.
        if replaced is None:
            document["Attachments"] = [*files, attachment]
        else:
            document["Attachments"] = [attachment if each is replaced else each for each in files]
        document["HasAttachments"] = True
        self._contents[attachment["AttachmentID"]] = content
        self._store.changes += 1
        if self._store.switches.attachment_bumps_document and "UpdatedDateUTC" in document:
            self._store.touch(document)
        self._history.happened(identifier, "Attached a file", f"Attached the file {file_name} through the Xero API")
        return attachment

    def of(self, endpoint: str, identifier: str) -> list[Record]:
        """Return a document's attachments in the order they were made."""
        files: list[Record] = self._store.records[endpoint][identifier].get("Attachments", [])
        return files

    def content(self, attachment: Record) -> bytes:
        """Return the bytes of an attachment."""
        return self._contents[attachment["AttachmentID"]]


def _require_usable(file_name: str, content: bytes) -> None:
    if any(character in _REFUSED for character in file_name):
        raise BooksError(f"The file name '{file_name}' contains a character that is not allowed.")
    if not content:
        raise BooksError(f"The file '{file_name}' is empty.")
