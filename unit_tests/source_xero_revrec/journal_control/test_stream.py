"""The stream of journal controls: a row for each position, one walk with the raw stream, a fault in a sentence."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import orjson
import pytest
from airbyte_cdk.models import (
    AirbyteMessageSerializer,
    ConfiguredAirbyteStream,
    DestinationSyncMode,
    FailureType,
    SyncMode,
    Type,
)
from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.journal_control.settings import Receipts
from source_xero_revrec.journal_control.stream import JournalControlStream
from source_xero_revrec.streams.raw import RAW_STREAMS
from source_xero_revrec.streams.stream import COMPLETE, CollectionStream, XeroStream
from source_xero_revrec.streams.walks import SharedWalks
from unit_tests.source_xero_revrec.made_organisation import organisation
from unit_tests.source_xero_revrec.rules.journals.test_receipts import receipt
from xero_api import money
from xero_api.client import Answer
from xero_connectors.organisations import Connected, Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from airbyte_cdk.models import AirbyteMessage


LOG = logging.getLogger("unit_tests.journal_control")
NOW = datetime(2026, 2, 3, 9, tzinfo=UTC)
(RAW,) = (raw for raw in RAW_STREAMS if raw.name == "manual_journals")


class Xero:
    """An organisation in NZD with manual journals of a hundred dollars in January; what it answers is JSON text."""

    def __init__(self, **narrations: str) -> None:
        """Hold a posted journal for each narration, by id."""
        self.asked: list[str] = []
        self._journals = [
            {
                "ManualJournalID": identity,
                "Narration": narration,
                "Date": "/Date(1769817600000+0000)/",
                "Status": "POSTED",
                "UpdatedDateUTC": f"/Date({1769817600000 + number}+0000)/",
                "JournalLines": [
                    {"LineAmount": 100.00, "AccountCode": "840"},
                    {
                        "LineAmount": -100.00,
                        "AccountCode": "200",
                        "Tracking": [
                            {"Name": "Region", "Option": "North"},
                            {"Name": "Product Line", "Option": "Platform"},
                        ],
                    },
                ],
            }
            for number, (identity, narration) in enumerate(narrations.items())
        ]

    def get(
        self,
        path: str,
        *,
        number: Callable[[str], Any] = Decimal,
        **_: object,
    ) -> Answer:
        """Answer with all of them, numbers read as the walk wants them."""
        self.asked.append(path)
        if path == "Organisation":
            return Answer(
                {"Organisations": [{"OrganisationID": "tenant-1", "Name": "Demo Company", "BaseCurrency": "NZD"}]}, NOW
            )
        counts = {"page": 1, "pageSize": 1000, "pageCount": 1, "itemCount": len(self._journals)}
        text = json.dumps({"pagination": counts, "ManualJournals": self._journals})
        return Answer(money.parse(text.encode(), number), NOW)


class Chosen:
    """The organisations of a configuration."""

    concurrent_calls = 1

    def __init__(self, **clients: Xero) -> None:
        """Name them by their ids."""
        self._found = [organisation(client, tenant_id) for tenant_id, client in clients.items()]

    def all(self) -> list[Organisation]:
        """Return them in order."""
        return self._found

    def connected(self) -> Connected:
        """Return them all: each is connected."""
        return Connected(self._found, [])


def control(path: Path, **clients: Xero) -> JournalControlStream:
    """Return the stream over these organisations."""
    source = Receipts(source="receipts", path=str(path))
    return JournalControlStream(source, [], cast("Any", Chosen(**clients)), LOG)


def read(*streams: XeroStream, state: Mapping[str, Any] | None = None) -> list[AirbyteMessage]:
    """Read streams one after the other in one sync."""
    walks, manager = SharedWalks(1), ConnectorStateManager(state=[])
    for stream in streams:
        stream.state = dict(state or {})
        stream.select(
            ConfiguredAirbyteStream(stream.as_airbyte_stream(), SyncMode.full_refresh, DestinationSyncMode.overwrite),
            walks,
        )
    return [message for stream in streams for message in stream.messages(manager)]


def rows(messages: Sequence[AirbyteMessage]) -> list[dict[str, Any]]:
    """Return the records as they are printed, fractions as Decimal."""
    printed = [orjson.dumps(AirbyteMessageSerializer.dump(each)) for each in messages if each.type is Type.RECORD]
    return [json.loads(line, parse_float=Decimal)["record"]["data"] for line in printed]


@pytest.fixture
def receipts(tmp_path: Path) -> Path:
    """Give a test the receipt of JE-1 in the organisation `demo`."""
    file = tmp_path / "receipts.jsonl"
    file.write_text(receipt().model_dump_json() + "\n")
    return file


def test_a_position_is_a_row_with_key_and_amounts(receipts: Path) -> None:
    """The row says which organisation, what was compared and when, with amounts as Xero writes them."""
    stream = control(receipts, demo=Xero(a="January [RevRec JE-1]", b="Depreciation"))

    messages = read(stream)
    sales, deferred = rows(messages)
    assert [sales[part] for (part,) in stream.primary_key] == [
        "demo",
        "2026-01",
        "200",
        "Product Line=Platform; Region=North",
        "NZD",
    ]
    assert (deferred["expected_debit"], deferred["found_debit"], deferred["status"]) == (100, 100, "Ties")
    assert b'"found_credit":100.00' in orjson.dumps(messages[0].record.data if messages[0].record else None)
    assert sales["checked_at"] == "2026-02-03T09:00:00.000+00:00"


def test_the_columns_are_those_of_the_schema(receipts: Path) -> None:
    """In the same order."""
    stream = control(receipts, demo=Xero(a="[RevRec JE-1]"))

    assert list(rows(read(stream))[0]) == list(stream.get_json_schema()["properties"])


def test_the_stream_is_read_whole(receipts: Path) -> None:
    """It has no cursor, and a retry of a job that read it reads nothing again."""
    stream = control(receipts, demo=Xero(a="[RevRec JE-1]"))

    assert stream.as_airbyte_stream().supported_sync_modes == [SyncMode.full_refresh]
    assert read(stream, state=COMPLETE) == []


def test_a_retry_goes_on_with_the_organisation_that_is_missing(receipts: Path) -> None:
    """No row of the first one comes twice."""
    one, other = Xero(a="[RevRec JE-1]"), Xero(b="[RevRec JE-9]")
    stream = control(receipts, demo=one, other=other)

    assert {row["tenant_id"] for row in rows(read(stream, state={"demo": {"checked_at": "before"}}))} == {"other"}
    assert one.asked == []


def test_receipts_of_one_organisation_say_nothing_about_another(receipts: Path) -> None:
    """What stands there was not sent there."""
    found = rows(read(control(receipts, other=Xero(a="[RevRec JE-1]"))))

    assert {(row["status"], row["unexpected"], row["missing"]) for row in found} == {("Does not tie", "JE-1", "")}


@pytest.mark.parametrize("first", ["raw", "control"])
def test_the_walk_is_shared_with_the_raw_stream(receipts: Path, first: str) -> None:
    """The journals are asked for once, whichever stream comes first, and both are complete."""
    xero = Xero(a="January [RevRec JE-1]", b="Depreciation")
    raw = CollectionStream(RAW, cast("Any", Chosen(demo=xero)), LOG, several=False, start=None)
    streams = [raw, control(receipts, demo=xero)]

    found = rows(read(*(streams if first == "raw" else reversed(streams))))
    journals = {row["ManualJournalID"]: row for row in found if "ManualJournalID" in row}
    assert xero.asked.count("ManualJournals") == 1
    assert {key: row.get("journal_entry_id") for key, row in journals.items()} == {"a": "JE-1", "b": None}
    assert {key: row.get("journal_correction") for key, row in journals.items()} == {"a": 0, "b": None}
    assert [row["status"] for row in found if "status" in row] == ["Ties", "Ties"]


def test_receipts_that_cannot_be_read_are_a_config_error(tmp_path: Path) -> None:
    """Before any journal is asked for."""
    xero = Xero(a="[RevRec JE-1]")

    with pytest.raises(AirbyteTracedException, match="There is no file") as raised:
        read(control(tmp_path / "absent.jsonl", demo=xero))
    assert raised.value.failure_type is FailureType.config_error
    assert "ManualJournals" not in xero.asked
