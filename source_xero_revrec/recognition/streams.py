"""The streams of recognition that are read whole: journal entries, what they make up for, and what ties to Xero."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from source_xero_revrec.recognition.evidence import evidence
from source_xero_revrec.recognition.reading import RecognitionReading
from source_xero_revrec.recognition.restatement import restatements
from source_xero_revrec.rules.recognition.change_row import change_row
from source_xero_revrec.rules.recognition.rows import amount, journal_rows, revenue_row, roll_forward_row
from source_xero_revrec.rules.recognition.tie import Difference
from source_xero_revrec.streams.records import verbatim
from source_xero_revrec.streams.stream import XeroStream
from xero_api import dates, scopes

if TYPE_CHECKING:
    import logging
    from collections.abc import Container, Generator, Iterator, Mapping, Sequence

    from airbyte_cdk.models import ConfiguredAirbyteStream
    from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager

    from source_xero_revrec.ledger.settings import LedgerSettings
    from source_xero_revrec.recognition.books import RecognisedBooks
    from source_xero_revrec.recognition.evidence import Evidence
    from source_xero_revrec.recognition.settings import Here
    from source_xero_revrec.rules.recognition.roll_forward import RollForward
    from source_xero_revrec.rules.recognition.rows import Row
    from source_xero_revrec.rules.recognition.tie import Tie
    from source_xero_revrec.streams.partitions import Told
    from source_xero_revrec.streams.walks import SharedWalks
    from xero_api.clock import Clock
    from xero_connectors.organisations import Organisation, Organisations

JOURNAL_ENTRIES, DEFERRED_REVENUE = "journal_entries", "deferred_revenue"
RECOGNISED_REVENUE, RECOGNITION_CHANGES = "recognised_revenue", "recognition_changes"
KEYS: Mapping[str, tuple[str, ...]] = {
    JOURNAL_ENTRIES: ("tenant_id", "journal_entry_id", "journal_line_number"),
    DEFERRED_REVENUE: ("tenant_id", "account_code", "currency", "period"),
    RECOGNISED_REVENUE: ("tenant_id", "account_code", "period"),
    RECOGNITION_CHANGES: ("tenant_id", "journal_entry_id", "change_number"),
}
SCOPES = (scopes.INVOICES, scopes.SETTINGS, scopes.MANUAL_JOURNALS, scopes.TRIAL_BALANCE)


class WholeReading:
    """The one reading of a sync, made when the first of the streams that share it is selected."""

    def __init__(self, settings: LedgerSettings, here: Here, organisations: Organisations, clock: Clock) -> None:
        """Read for the form's answers; nothing is read yet."""
        self._settings = settings
        self._here = here
        self._organisations = organisations
        self._clock = clock
        self._reading: RecognitionReading | None = None

    def join(self, walks: SharedWalks) -> None:
        """Take part in a sync."""
        if self._reading is None:
            self._reading = RecognitionReading(self._settings, self._here, self._organisations, walks, self._clock)

    @property
    def found(self) -> Sequence[RecognisedBooks]:
        """Return what was found in the organisations that were read."""
        return self._reading.found if self._reading else ()

    def of(self, organisation: Organisation) -> RecognisedBooks:
        """Return what was found in an organisation."""
        if self._reading is None:
            raise TypeError("WholeReading has joined no sync")
        return self._reading.of(organisation)

    def evidence(self, tenant_id: str) -> Evidence | None:
        """Return the frozen schedules of an organisation, None where the form names no place for them."""
        return evidence(self._here.evidence, tenant_id) if self._here.evidence else None

    @property
    def custom_fields(self) -> Sequence[tuple[str, str]]:
        """Return the column of each custom field and the category that fills it."""
        return [(field.column, field.xero_tracking_category) for field in self._settings.custom_fields]


class RecognitionStream(XeroStream):
    """A stream that is read whole in every sync, from sums that all documents have gone into."""

    def __init__(self, name: str, shared: WholeReading, organisations: Organisations, logger: logging.Logger) -> None:
        """Take the stream's rows from what is read once for all such streams."""
        super().__init__(name, organisations, logger, *SCOPES)
        self._shared = shared

    @property
    def primary_key(self) -> list[list[str]]:
        """Return the columns that tell rows apart in all organisations."""
        return [[column] for column in KEYS[self._name]]

    def get_json_schema(self) -> Mapping[str, Any]:  # type: ignore[override] # the CDK's is cached
        """Return the columns, the custom fields of the tracking that entries carry among them."""
        schema = dict(super().get_json_schema())
        if self._name in (JOURNAL_ENTRIES, RECOGNITION_CHANGES):
            schema["properties"] = schema["properties"] | {
                column: {
                    "type": ["null", "string"],
                    "description": f"The option of the tracking category {category}.",
                }
                for column, category in self._shared.custom_fields
            }
        return schema

    def select(self, configured_stream: ConfiguredAirbyteStream, walks: SharedWalks) -> None:
        """Take part in this sync, over all documents and manual journals that there are."""
        super().select(configured_stream, walks)
        self._shared.join(walks)

    def _read(self, organisation: Organisation, state_manager: ConnectorStateManager) -> Generator[Told]:
        if organisation.tenant_id in self._state:
            return
        found = self._shared.of(organisation)
        read_at = dates.iso_instant(found.facts.read_at)
        for row in self._rows_of(found):
            written = {name: _written(value) for name, value in row.items() if value is not None}
            yield self._message({**written, "recognised_at": read_at}, organisation.tenant_id)
        yield self._checkpoint(state_manager, organisation.tenant_id, {"recognised_at": read_at})

    def _rows_of(self, found: RecognisedBooks) -> Iterator[Row]:
        if self._name == JOURNAL_ENTRIES:
            return _journal_entries(found)
        if self._name == RECOGNITION_CHANGES:
            return _recognition_changes(found, self._shared.evidence(found.facts.tenant_id))
        if self._name == RECOGNISED_REVENUE:
            return _recognised_revenue(found)
        return _deferred_revenue(found)


def recognition_streams(
    shared: WholeReading, organisations: Organisations, logger: logging.Logger
) -> list[RecognitionStream]:
    """Return the streams that take their rows from one reading."""
    return [RecognitionStream(name, shared, organisations, logger) for name in KEYS]


def _written(value: Any) -> Any:  # noqa: ANN401 - a cell
    if isinstance(value, Decimal):
        return verbatim(f"{value:f}")
    return value.isoformat() if hasattr(value, "isoformat") else value


def _journal_entries(found: RecognisedBooks) -> Iterator[Row]:
    for entry in found.entries.journals:
        for row in journal_rows(
            entry,
            accounts=found.accounts,
            fields=found.tracking.fields,
            options=found.tracking.options,
            currency=found.facts.base_currency,
        ):
            yield {"organisation": found.facts.name, **row}


def _recognition_changes(found: RecognisedBooks, kept: Evidence | None) -> Iterator[Row]:
    numbers: Counter[int] = Counter()
    for month, change in restatements(found, kept):
        numbers[month] += 1
        row = change_row(
            month,
            change,
            accounts=found.accounts,
            fields=found.tracking.fields,
            options=found.tracking.options,
            currency=found.facts.base_currency,
        )
        yield {"organisation": found.facts.name, "change_number": numbers[month], **row}


def _deferred_revenue(found: RecognisedBooks) -> Iterator[Row]:
    ties = {(each.account, each.month): each for each in found.ties.deferred}
    base, listed = found.facts.base_currency, frozenset(found.rules.deferred_accounts)
    tied = listed | found.entries.accounts
    for each in found.roll_forward:
        held = ties.get((each.account, each.month)) if each.currency == base else None
        yield {
            **roll_forward_row(each),
            **_about(found, each.account, each.month),
            "in_form": each.account in listed,
            **({"schedule_home_balance": amount(held.schedule), **_tie(held, "balance")} if held else {}),
            **(_on_the_account(found, each) if each.account not in tied and each.currency == base else {}),
        }


def _on_the_account(found: RecognisedBooks, row: RollForward) -> Row:
    """Return what stands on an account that is not tied, since it may hold anything."""
    return {f"{Difference.WITHOUT_SCHEDULE.value}_home_amount": amount(found.without_schedule(row.account, row.month))}


def _recognised_revenue(found: RecognisedBooks) -> Iterator[Row]:
    ties = {(each.account, each.month): each for each in found.ties.revenue}
    for each in found.revenue:
        held = ties.get((each.account, each.month))
        yield {
            **revenue_row(each),
            **_about(found, each.account, each.month),
            **(_tie(held, "movement", besides={Difference.OPENING}) if held else {}),
        }


def _about(found: RecognisedBooks, account: str, month: int) -> Row:
    return {
        "account_name": found.accounts.get(account, ("", ""))[0] or None,
        "home_currency": found.facts.base_currency,
        "is_closed": found.closing.is_closed(month) or month < found.closing.given_from,
    }


def _tie(held: Tie, what: str, besides: Container[Difference] = ()) -> Row:
    names = (name for name in Difference if name not in besides)
    return {
        f"ledger_home_{what}": amount(held.ledger),
        **{f"{name.value}_home_amount": amount(held.named.get(name, 0)) for name in names},
        "unnamed_home_amount": amount(held.unnamed),
        "tie_status": "Ties" if held.ties else "Does not tie",
    }
