"""A company that closes its months from Xero to Xero: the source's entries go straight into the destination."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.posting import record, write_in_process
from integration_tests.support.reading import catalog, read_in_process, source_of
from source_xero_revrec.recognition.evidence import evidence
from source_xero_revrec.recognition.frozen_schedule import write_frozen
from source_xero_revrec.rules.recognition.months import month_from

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.posting import Written
    from integration_tests.support.reading import Reading
    from source_xero_revrec.source import SourceXeroRevrec
    from xero_sandbox import Sandbox

Row = dict[str, Any]
DEFERRED, SALES = "835", "200"
STREAMS = ("journal_entries", "deferred_revenue", "recognised_revenue")


class Closes:
    """One company's closes; `reading` and `written` are the latest ones."""

    def __init__(self, xero: Sandbox, **options: Any) -> None:  # noqa: ANN401 - any option
        """Recognise here, deferring on 835, which lines may be sold into as well."""
        self._xero = xero
        self._options = options
        way_back = {"deferred_account": DEFERRED, "revenue_account": SALES}
        self.here: Row = {"recognised_by": "here", "deferred_account": DEFERRED, "sold_into": [way_back]}
        self.reading: Reading
        self.source: SourceXeroRevrec
        self.written: Written

    def config(self, period: str = "") -> Row:
        """Return the source's configuration, closed through a month where one is given."""
        closing = {"closing": {"closing": "through", "period": period}} if period else {}
        return self._xero.source_config(recognition={**self.here, **closing}, **self._options)

    def read(self, period: str = "", *streams: str) -> Reading:
        """Read the streams of recognition, closed through a month where one is given."""
        selected = catalog(*(streams or STREAMS), mode="full_refresh")
        self.source = source_of(self._xero)
        self.reading = read_in_process(self._xero, self.config(period), selected, source=self.source)
        assert self.reading.failure is None, self.reading.errors() or self.reading.failure
        return self.reading

    def freeze(self, period: str, folder: Path) -> None:
        """Keep the schedule of the latest reading, as the command does when a month is closed."""
        (books,) = self.source.recognised
        month, made = month_from(period), folder / "made"
        write_frozen(made, books.recognised(), books.entries.done, month, books.ledger.at(month) or {})
        evidence(str(folder), books.facts.tenant_id).keep(month, made, posted=books.has_posted(month))

    def post(self, **options: Any) -> None:  # noqa: ANN401 - any option of the destination
        """Post the entries that were read, as they are."""
        fields = self._options.get("custom_fields", ())
        mapping = [{**field, "when_empty": "post_untagged"} for field in fields]
        config = self._xero.destination_config(tracking_mapping=mapping, **options)
        self.written = write_in_process(self._xero, config, map(record, self.reading.records("journal_entries")))
        assert self.written.failure is None, self.written.log()

    def close(self, period: str, **options: Any) -> None:  # noqa: ANN401 - any option of the destination
        """Close a month: read its entries and post them."""
        self.read(period)
        self.post(**options)

    def entries(self) -> dict[str, list[tuple[str, Decimal]]]:
        """Return what the latest reading gave to post: account and amount of each line, credits positive, by key."""
        found: dict[str, list[tuple[str, Decimal]]] = {}
        for line in self.reading.records("journal_entries"):
            if line["period_status"] == "Closed":
                amount = Decimal(str(line["amount"])) * (1 if line["posting_type"] == "Credit" else -1)
                found.setdefault(line["journal_entry_id"], []).append((line["account_number"], amount))
        return found

    def tie(self, period: str) -> Row:
        """Read again, and return the tied row of the deferred account at the end of a month."""
        rows = self.read(period).records("deferred_revenue")
        (row,) = (
            row for row in rows if (row["account_code"], row["period"]) == (DEFERRED, period) and "tie_status" in row
        )
        return row

    def balance(self, account: str, period: str) -> Decimal:
        """Return an account in the sandbox's own Trial Balance at the end of a month, credits positive."""
        year, month = map(int, period.split("-"))
        day = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        rows = (row for row in self._xero.books.trial_balance(day) if row["Code"] == account)
        return sum((row["YTDCredit"] - row["YTDDebit"] for row in rows), Decimal(0))
