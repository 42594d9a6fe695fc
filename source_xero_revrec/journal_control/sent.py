"""The journal entries that were sent to Xero, read from where the configuration says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from revrec_journals.receipt import NoReceipt, read_receipts
from source_xero_revrec.journal_control.files import receipt_files
from source_xero_revrec.journal_control.settings import Receipts
from source_xero_revrec.journal_control.table import read_table
from source_xero_revrec.rules.journals.receipts import sent_by_receipts
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    import logging
    from collections.abc import Iterator, Sequence

    from revrec_journals.receipt import Receipt
    from source_xero_revrec.journal_control.settings import JournalControlSource
    from source_xero_revrec.ledger.custom_fields import CustomField
    from source_xero_revrec.rules.journals.balances import SentEntry
    from xero_connectors.organisations import Organisation


class Sent(Protocol):
    """All entries that were sent."""

    def entries(self, organisation: Organisation, base_currency: str) -> list[SentEntry]:
        """Return those of one organisation, whose base currency (ISO 4217) holds where an entry names none.

        Raises ConfigFault where the destination would refuse one.
        """


class _ByReceipts:
    def __init__(self, entries: dict[str, list[SentEntry]]) -> None:
        self._entries = entries

    def entries(self, organisation: Organisation, base_currency: str) -> list[SentEntry]:  # noqa: ARG002 - receipts name theirs
        return self._entries.get(organisation.tenant_id, [])


def read_sent(
    source: JournalControlSource,
    custom_fields: Sequence[CustomField],
    organisations: Sequence[Organisation],
    logger: logging.Logger,
) -> Sent:
    """Read what was sent to these organisations; raises ConfigFault where that cannot be done completely."""
    if isinstance(source, Receipts):
        return _ByReceipts(sent_by_receipts(_receipts(source.path, logger)))
    if len(organisations) > 1:
        raise ConfigFault(
            f"A table of journal entries tells no organisation, and {len(organisations)} are configured. Make a "
            f"connection for each, or read the receipts of destination-xero-journals."
        )
    return read_table(source, custom_fields)


def _receipts(address: str, logger: logging.Logger) -> Iterator[Receipt]:
    try:
        for title, lines in receipt_files(address):
            yield from read_receipts(lines, title, logger.warning)
    except NoReceipt as fault:
        raise ConfigFault(str(fault)) from None
