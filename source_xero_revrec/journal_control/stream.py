"""The stream `journal_control`: journal entries sent, against the manual journals that Xero has."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import TYPE_CHECKING

from source_xero_revrec.journal_control.found import found_journals
from source_xero_revrec.journal_control.sent import read_sent
from source_xero_revrec.ledger.master_data import read_facts
from source_xero_revrec.rules.journals.control import journal_control
from source_xero_revrec.streams.records import verbatim
from source_xero_revrec.streams.stream import XeroStream
from xero_api import dates
from xero_api.endpoints import MANUAL_JOURNALS
from xero_api.progress import Progress
from xero_api.scopes import SETTINGS

if TYPE_CHECKING:
    import logging
    from collections.abc import Generator, Sequence

    from airbyte_cdk.models import ConfiguredAirbyteStream
    from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager

    from source_xero_revrec.journal_control.sent import Sent
    from source_xero_revrec.journal_control.settings import JournalControlSource
    from source_xero_revrec.ledger.custom_fields import CustomField
    from source_xero_revrec.streams.partitions import Told
    from source_xero_revrec.streams.walks import SharedWalks
    from xero_connectors.organisations import Organisation, Organisations

NAME = "journal_control"
KEY = ("tenant_id", "period", "account_code", "tracking", "currency")


class JournalControlStream(XeroStream):
    """One row for each month, account, set of tracking options and currency that either side has; read whole."""

    def __init__(
        self,
        source: JournalControlSource,
        custom_fields: Sequence[CustomField],
        organisations: Organisations,
        logger: logging.Logger,
    ) -> None:
        """Compare with what `source` says was sent; nothing is read yet."""
        super().__init__(NAME, organisations, logger, MANUAL_JOURNALS.scope, SETTINGS)
        self._source = source
        self._custom_fields = custom_fields
        self._once = threading.Lock()
        self._sent: Sent | None = None

    @property
    def primary_key(self) -> list[list[str]]:
        """Return the columns that tell rows apart in all organisations."""
        return [[column] for column in KEY]

    def select(self, configured_stream: ConfiguredAirbyteStream, walks: SharedWalks) -> None:
        """Take part in this sync, over all manual journals that there are."""
        super().select(configured_stream, walks)
        walks.join(MANUAL_JOURNALS, lambda _: Progress())

    def _read_sent(self) -> Sent:
        """Read what was sent, once for all organisations."""
        with self._once:
            if self._sent is None:
                self._sent = read_sent(self._source, self._custom_fields, self._organisations.all(), self._log)
            return self._sent

    def _read(self, organisation: Organisation, state_manager: ConnectorStateManager) -> Generator[Told]:
        if self._full_refresh and organisation.tenant_id in self._state:
            return
        facts = read_facts(organisation)
        sent = self._read_sent().entries(organisation, facts.base_currency)
        pages = self._walks.pages(organisation, MANUAL_JOURNALS)
        found = found_journals((journal for page in pages for journal in page.records), facts.base_currency)
        checked_at = dates.iso_instant(facts.read_at)
        for control in journal_control(sent, found):
            columns = {
                name: verbatim(f"{value:f}") if isinstance(value, Decimal) else value
                for name, value in control.row().items()
            }
            yield self._message({**columns, "checked_at": checked_at}, organisation.tenant_id)
        yield self._checkpoint(state_manager, organisation.tenant_id, {"checked_at": checked_at})
