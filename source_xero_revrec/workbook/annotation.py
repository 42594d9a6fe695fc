"""What the workbook adds to a record: a way to its document in Xero, and what a check's code means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from source_xero_revrec.rules.checks.catalogue import CATALOGUE
from source_xero_revrec.workbook.sheets import LINK, MEANING
from xero_api.screens import sales_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from source_xero_revrec.workbook.sheets import Sheet

_IDENTITY = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_IS_CREDIT_NOTE = {"Invoice": False, "Adjustment": False, "Credit Memo": True}

Record = dict[str, Any]


def additions(sheet: Sheet, screens: str, short_code: str) -> list[Callable[[Record], None]]:
    """Return what completes a record of a sheet; `screens` and `short_code` are those of `xero_api.screens`."""

    # A document's rows come one after the other.
    @lru_cache(maxsize=1)
    def address(kind: str, identity: str) -> str | None:
        credit_note = _IS_CREDIT_NOTE.get(kind)
        if credit_note is None or not _IDENTITY.fullmatch(identity):
            return None
        return sales_link(screens, short_code, identity, credit_note=credit_note)

    def link(record: Record) -> None:
        record[LINK] = address(str(record.get("document_type")), str(record.get("document_id")))

    wanted = {column.field for column in sheet.columns}
    return [add for name, add in ((LINK, link), (MEANING, _explain)) if name in wanted]


def _explain(record: Record) -> None:
    known = CATALOGUE.get(record.get("check") or "")
    record[MEANING] = known.title if known else None
