"""Rows of the streams that are read whole."""

from __future__ import annotations

import logging
from typing import Any, cast

import orjson
import pytest
from airbyte_cdk.models import AirbyteMessageSerializer, ConfiguredAirbyteStream, DestinationSyncMode, SyncMode, Type
from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager

from source_xero_revrec.recognition.streams import (
    DEFERRED_REVENUE,
    JOURNAL_ENTRIES,
    RECOGNISED_REVENUE,
    RecognitionStream,
    WholeReading,
)
from source_xero_revrec.streams.stream import COMPLETE
from source_xero_revrec.streams.walks import SharedWalks
from unit_tests.source_xero_revrec.made_organisation import FakeOrganisations, options
from unit_tests.source_xero_revrec.recognition.made_xero import CHART, FakeXero, account, here, invoice
from unit_tests.source_xero_revrec.recognition.test_reading import YEAR, FixedClock

BOTH = JOURNAL_ENTRIES, DEFERRED_REVENUE
LOG = logging.getLogger("unit_tests.recognition")


def streams(xero: FakeXero, *names: str) -> list[RecognitionStream]:
    """Return streams of one configuration, entries and roll-forward unless said otherwise."""
    chosen = here()
    field = {"revrec_field": "Location", "xero_tracking_category": "Region"}
    settings = options(recognition=chosen.model_dump(exclude_none=True), custom_fields=[field]).ledger_settings()
    organisations = cast("Any", FakeOrganisations(one=xero))
    shared = WholeReading(settings, chosen, organisations, cast("Any", FixedClock()))
    return [RecognitionStream(name, shared, organisations, LOG) for name in names or BOTH]


def read(found: list[RecognitionStream], *, state: Any = None) -> list[list[dict[str, Any]]]:  # noqa: ANN401
    """Read streams in one sync and return the records of each."""
    walks = SharedWalks(1)
    manager = ConnectorStateManager(state=[])
    for stream in found:
        stream.state = state or {}
        stream.select(
            ConfiguredAirbyteStream(stream.as_airbyte_stream(), SyncMode.full_refresh, DestinationSyncMode.overwrite),
            walks,
        )
    return [
        [
            orjson.loads(orjson.dumps(AirbyteMessageSerializer.dump(message)["record"]["data"]))
            for message in stream.messages(manager)
            if message.type == Type.RECORD
        ]
        for stream in found
    ]


def test_both_streams_come_from_one_reading() -> None:
    """Documents, journals and accounts are asked for once."""
    xero = FakeXero(invoice(1, "1200.00", YEAR))
    entries, balances = read(streams(xero))

    assert (len(entries), len(balances)) == (8, 3)
    for path in ("Invoices", "CreditNotes", "ManualJournals", "Accounts"):
        assert xero.asked.count(path) == 1


def test_an_entry_is_written_in_revrecs_columns() -> None:
    """As destination-xero-journals takes it, with the organisation beside."""
    (entries, _) = read(streams(FakeXero(invoice(1, "1200.00", YEAR))))
    first, second, *_ = entries

    assert (first["journal_entry_id"], first["account_number"], first["posting_type"], first["amount"]) == (
        "REV-2026-01-DEFERRAL", "200", "Debit", 1200.0
    )  # fmt: skip
    assert (first["account_type"], second["account_type"]) == ("Contra Revenue", "Deferred Revenue")
    assert (first["transaction_date"], first["period_status"]) == ("2026-01-31", "Closed")
    assert (first["currency"], first["tenant_id"], first["organisation"]) == ("NZD", "one", "Demo Company")
    assert {row["period_status"] for row in entries if row["period"] > "2026-01"} == {"Open"}


def test_the_tie_stands_beside_the_roll_forward() -> None:
    """In the months that were asked for, whatever it says."""
    (_, balances) = read(streams(FakeXero(invoice(1, "1200.00", YEAR), balance="0.00")))
    january, february, march = balances

    assert (january["closing_home_amount"], january["ledger_home_balance"], january["tie_status"]) == (
        1100.0,
        0.0,
        "Ties",
    )
    assert january["journals_not_posted_home_amount"] == -1100.0
    assert february["tie_status"] == "Ties"
    assert "tie_status" not in march
    assert [row["is_closed"] for row in balances] == [True, False, False]


def test_accounts_of_the_form_are_told_from_others() -> None:
    """What else a document was sold into has a row, and says how much it is."""
    sold = {**invoice(2, "50.00", YEAR)["LineItems"][0], "AccountCode": "840"}
    xero = FakeXero(invoice(1, "1200.00", YEAR), invoice(2, "50.00", YEAR, LineItems=[sold]))
    xero.records["Accounts"] = [*CHART, account("840", "Deposits", "LIABILITY")]
    (_, balances) = read(streams(xero))

    assert {(row["account_code"], row["in_form"]) for row in balances} == {("835", True), ("840", False)}
    deposits = [row for row in balances if row["account_code"] == "840"]
    assert {(row["lines_without_a_schedule_home_amount"], "tie_status" in row) for row in deposits} == {(50.0, False)}


def test_a_revenue_account_has_its_months_and_their_tie() -> None:
    """Held against the movement of the month; there is no opening balance in it."""
    (months,) = read(streams(FakeXero(invoice(1, "1200.00", YEAR)), RECOGNISED_REVENUE))
    january, _, march = months

    assert (january["account_code"], january["account_name"], january["is_closed"]) == ("200", "Sales", True)
    assert (january["recognised_home_amount"], january["revenue_home_amount"]) == (100.0, 100.0)
    assert (january["ledger_home_movement"], january["journals_not_posted_home_amount"]) == (1200.0, 1100.0)
    assert (january["tie_status"], "opening_balance_home_amount" in january) == ("Ties", False)
    assert "tie_status" not in march


def test_a_custom_field_is_a_column_of_the_entries() -> None:
    """The tracking option that a journal's line carries."""
    entries, balances = streams(FakeXero())

    assert "location" in entries.get_json_schema()["properties"]
    assert "location" not in balances.get_json_schema()["properties"]
    assert entries.primary_key == [["tenant_id"], ["journal_entry_id"], ["journal_line_number"]]
    assert entries.as_airbyte_stream().supported_sync_modes == [SyncMode.full_refresh]


def test_a_finished_refresh_is_not_read_again() -> None:
    """A retry of the same job goes on with the other streams."""
    xero = FakeXero(invoice(1, "1200.00", YEAR))

    assert read(streams(xero), state=COMPLETE) == [[], []]
    assert xero.asked == []


def test_what_joined_no_sync_is_not_read() -> None:
    """A mistake in the program is told as one."""
    shared = WholeReading(
        options().ledger_settings(), here(), cast("Any", FakeOrganisations()), cast("Any", FixedClock())
    )

    with pytest.raises(TypeError):
        shared.of(cast("Any", None))
