"""What supports a journal for an auditor: a note in its history, and a file attached to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import orjson

from xero_api import scopes
from xero_api.endpoints import MANUAL_JOURNALS
from xero_api.errors import XeroError
from xero_connectors.file_failure import reading_remedy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from destination_xero_journals.rules.journal import HeldJournal
    from xero_connectors.organisations import Organisation

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UnreadableSupport(Exception):
    """The supporting workbook cannot be read; the message says why."""


@dataclass(frozen=True)
class SupportingWorkbook:
    """The file that is attached to each journal."""

    name: str
    content: bytes


def supporting_workbook(path: Path | None) -> SupportingWorkbook | None:
    """Read the file, if there is one, before anything is posted; raises UnreadableSupport."""
    if path is None:
        return None
    try:
        return SupportingWorkbook(path.name, path.read_bytes())
    except OSError as failure:
        raise UnreadableSupport(
            f"supporting_workbook {path} cannot be read ({failure.strerror}): {reading_remedy(failure)}, or empty the "
            f"field. Nothing was posted."
        ) from None


class Attachments:
    """Notes and attachments of one organisation's journals."""

    def __init__(self, organisation: Organisation, *, note: bool, workbook: SupportingWorkbook | None) -> None:
        """Attach `workbook` to each journal; `note` asks for a note in its history."""
        self._organisation = organisation
        self._note = note
        self._workbook = workbook

    def attach(self, posted: HeldJournal, warn: Callable[[str], None]) -> None:
        """Write the note and attach the file; a failure goes to `warn`, since the journal itself is posted."""
        entry = posted.key.journal_entry_id
        if self._note:
            details = f"Posted from RevRec's journal entry {entry} by destination-xero-journals."
            body = orjson.dumps({"HistoryRecords": [{"Details": details}]})
            self._write(posted, "History", body, warn)
        if self._workbook:
            place = f"Attachments/{quote(self._workbook.name, safe='')}"
            scope = scopes.WRITE_ATTACHMENTS
            self._write(posted, place, self._workbook.content, warn, content_type=_SHEET, scope=scope)

    def _write(
        self,
        posted: HeldJournal,
        place: str,
        body: bytes,
        warn: Callable[[str], None],
        *,
        content_type: str = "application/json",
        scope: str = scopes.WRITE_MANUAL_JOURNALS,
    ) -> None:
        path = f"{MANUAL_JOURNALS.path}/{posted.manual_journal_id}/{place}"
        key = hashlib.sha256(path.encode() + b"\0" + body).hexdigest()
        try:
            self._organisation.client.write(
                "PUT", path, body, scope=scope, idempotency_key=key, content_type=content_type
            )
        except XeroError as failure:
            warn(
                f"Journal {posted.key.journal_entry_id} is posted, but its {place.partition('/')[0].lower()} could not "
                f"be written: {failure}"
            )
