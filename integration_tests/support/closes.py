"""A company that closes its months from Xero to Xero: the source's entries go straight into the destination."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.posting import record, write_in_process
from integration_tests.support.reading import catalog, read_in_process

if TYPE_CHECKING:
    from integration_tests.support.posting import Written
    from integration_tests.support.reading import Reading
    from xero_sandbox import Sandbox

Row = dict[str, Any]
DEFERRED, SALES = "835", "200"
STREAMS = ("journal_entries", "deferred_revenue")


class Closes:
    """One company's closes; `reading` is what the latest one read."""

    def __init__(self, xero: Sandbox, **options: Any) -> None:  # noqa: ANN401 - any option
        """Recognise here, deferring on 835."""
        self._xero = xero
        self._options = options
        self.here: Row = {"recognised_by": "here", "deferred_account": DEFERRED}
        self.reading: Reading
        self.written: Written

    def config(self, period: str = "", **changed: Any) -> Row:  # noqa: ANN401 - any answer
        """Return the source's configuration, closed through a month where one is given."""
        closing = {"closing": {"closing": "through", "period": period}} if period else {}
        return self._xero.source_config(recognition={**self.here, **closing, **changed}, **self._options)

    def read(self, period: str = "", *streams: str, **changed: Any) -> Reading:  # noqa: ANN401 - any answer
        """Read the streams of recognition, closed through a month where one is given."""
        selected = catalog(*(streams or STREAMS), mode="full_refresh")
        self.reading = read_in_process(self._xero, self.config(period, **changed), selected)
        assert self.reading.failure is None, self.reading.errors() or self.reading.failure
        return self.reading

    def close(self, period: str, **changed: Any) -> list[Row]:  # noqa: ANN401 - any answer
        """Close a month: read the entries and post them; returns the lines that were given as Closed."""
        self.read(period, **changed)
        return self.post()

    def post(self, **options: Any) -> list[Row]:  # noqa: ANN401 - any option of the destination
        """Post what was read, as it is; returns the lines that were given as Closed."""
        lines = self.reading.records("journal_entries")
        mapping = [
            {"revrec_field": field["revrec_field"], "xero_tracking_category": field["xero_tracking_category"]}
            for field in self._options.get("custom_fields", ())
        ]
        tracked = {"tracking_mapping": mapping} if mapping else {}
        config = self._xero.destination_config(**tracked, **options)
        self.written = write_in_process(self._xero, config, map(record, lines))
        assert self.written.failure is None, self.written.log()
        return [line for line in lines if line["period_status"] == "Closed"]

    def ties(self, period: str) -> list[Row]:
        """Read again and return the tied rows of a month."""
        self.read(period)
        rows = self.reading.records("deferred_revenue")
        return [row for row in rows if row["period"] == period and "tie_status" in row]

    def balance(self, account: str, day: date) -> Decimal:
        """Return an account in Xero's Trial Balance at the end of a day, credits positive."""
        config = self._xero.source_config(trial_balance_dates=[day.isoformat()])
        del config
        raise NotImplementedError


def month_end(period: str) -> date:
    """Return the last day of a month."""
    year, month = map(int, period.split("-"))
    return date(year + month // 12, month % 12 + 1, 1).replace(day=1) if False else date.fromordinal(
        date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
    )
