"""The journal entries that were sent to Xero, read from where the configuration says."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Protocol

from pydantic import ValidationError

from revrec_journals.receipt import Receipt
from source_xero_revrec.journal_control.files import content, receipt_files
from source_xero_revrec.journal_control.settings import Receipts, Table
from source_xero_revrec.rules.identifiers import column_name
from source_xero_revrec.rules.journals.receipts import sent_by_receipts
from source_xero_revrec.rules.journals.table import REQUIRED, TableRules, sent_by_table
from xero_api import money
from xero_connectors.config_fault import ConfigFault
from xero_connectors.tables import delimited
from xero_connectors.tables.row import TableFault

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterator, Mapping, Sequence

    from source_xero_revrec.journal_control.settings import JournalControlSource
    from source_xero_revrec.options import RevrecOptions
    from source_xero_revrec.rules.journals.balances import SentEntry
    from source_xero_revrec.rules.journals.table import TableLine
    from xero_connectors.organisations import Organisation

_MOST_FAULTS = 10


class Sent(Protocol):
    """All entries that were sent."""

    def entries(self, tenant_id: str, base_currency: str) -> list[SentEntry]:
        """Return those of one organisation, whose base currency (ISO 4217) holds where an entry names none."""


class _ByReceipts:
    def __init__(self, entries: dict[str, list[SentEntry]]) -> None:
        self._entries = entries

    def entries(self, tenant_id: str, base_currency: str) -> list[SentEntry]:  # noqa: ARG002 - receipts name theirs
        return self._entries.get(tenant_id, [])


class _ByTable:
    def __init__(self, lines: list[TableLine]) -> None:
        self._lines = lines

    def entries(self, tenant_id: str, base_currency: str) -> list[SentEntry]:  # noqa: ARG002 - there is only one
        return sent_by_table(self._lines, base_currency)


def read_sent(
    source: JournalControlSource, options: RevrecOptions, organisations: Sequence[Organisation], logger: logging.Logger
) -> Sent:
    """Read what was sent to these organisations; raises ConfigFault where that cannot be done completely."""
    if isinstance(source, Receipts):
        return _ByReceipts(sent_by_receipts(_receipts(source.path, logger)))
    if len(organisations) > 1:
        raise ConfigFault(
            f"A table of journal entries tells no organisation, and {len(organisations)} are configured. Make a "
            f"connection for each, or read the receipts of destination-xero-journals."
        )
    rules = TableRules(
        {each.revrec_account: each.xero_account for each in source.account_mapping},
        [(column_name(each.revrec_field), each.xero_tracking_category) for each in options.custom_fields],
    )
    lines = list(rules.lines(_typed(source) if source.path is None else _csv(source.path)))
    if rules.faults:
        more = len(rules.faults) - _MOST_FAULTS
        told = "; ".join(rules.faults[:_MOST_FAULTS]) + (f"; and {more} more" if more > 0 else "")
        raise ConfigFault(f"The journal entries of {source.path or 'the configuration'} cannot be read: {told}.")
    return _ByTable(lines)


def _receipts(address: str, logger: logging.Logger) -> Iterator[Receipt]:
    for title, lines in receipt_files(address):
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                found = money.parse(line)
            except ValueError:
                # A destination that was killed leaves half a line; its entry shows as found without a receipt.
                logger.warning("%s, line %d is no whole receipt and is left out.", title, number)
                continue
            try:
                yield Receipt.model_validate(found)
            except ValidationError as invalid:
                places = {".".join(map(str, fault["loc"])) for fault in invalid.errors()}
                raise ConfigFault(
                    f"{title}, line {number} is no receipt of destination-xero-journals (wrong or missing: "
                    f"{', '.join(sorted(places)) or 'all of it'}). Give the file or folder of its receipts."
                ) from None


def _typed(source: Table) -> Iterator[tuple[str, Mapping[str, str]]]:
    for number, row in enumerate(source.rows, start=1):
        yield f"line {number}", {column_name(name): text for name, text in row.model_dump().items()}


def _csv(address: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    title = f"The file {address}"
    try:
        rows = delimited.rows(io.BytesIO(content(address)), title=title, fit=_fit)
        filled = ((row.place, [str(cell) for cell in row.cells]) for row in rows if not row.is_blank())
        _, heading = next(filled, ("", []))
        columns = [column_name(cell) for cell in heading]
        unclear = [name for name in REQUIRED if columns.count(name) != 1]
        if unclear:
            raise ConfigFault(
                f"{title} must have each of the columns {', '.join(unclear)} once (found: "
                f"{', '.join(heading)[:500] or 'nothing'}). Give RevRec's JournalEntries.csv."
            )
        for place, cells in filled:
            yield place, dict(zip(columns, cells, strict=False))
    except TableFault as fault:
        raise ConfigFault(str(fault)) from None


def _fit(headings: Sequence[str]) -> int:
    return sum(wanted in headings for wanted in ("Journal Entry Id", "Posting Type"))
