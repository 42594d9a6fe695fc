"""Airbyte's entry point prints messages, a line each, and quotes no configuration."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from airbyte_cdk import AirbyteEntrypoint
from airbyte_cdk.models import (
    AirbyteMessage,
    AirbyteRecordMessage,
    AirbyteStateBlob,
    AirbyteStateMessage,
    AirbyteStateType,
    AirbyteStreamState,
    ConnectorSpecification,
    FailureType,
    StreamDescriptor,
    Type,
)
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.entrypoint import Entrypoint, launch
from source_xero_revrec.ledger.row_record import RowMessage
from unit_tests.source_xero_revrec.fake_books import FakeBooks
from unit_tests.source_xero_revrec.ledger.made_ledger import CREDENTIALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from requests_mock import Mocker

STATUS = Path("/proc/self/status")
HOLES = """
from pathlib import Path
from source_xero_revrec.entrypoint import give_back_what_is_large

def resident():
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0]) * 1024

give_back_what_is_large()
before = resident()
blocks = [bytearray(b"x" * 100_000) for _ in range(400)]
held = resident() - before
blocks[::2] = [None] * 200
print(held, resident() - before)
"""
FORM = ConnectorSpecification(connectionSpecification={})


@pytest.fixture(autouse=True)
def _same_memory() -> Iterator[None]:
    """Undo for other tests what a process of its own does to its memory."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def written(path: Path, **config: Any) -> str:  # noqa: ANN401
    """Write a configuration and return where it is."""
    path.write_text(json.dumps(config))
    return str(path)


def test_a_faulty_configuration_is_told_without_its_values() -> None:
    """The CDK would print the part that is wrong, secrets included."""
    with pytest.raises(AirbyteTracedException) as refused:
        Entrypoint.validate_connection(FORM, {"credentials": {**CREDENTIALS, "client_id": ""}})

    assert refused.value.failure_type is FailureType.config_error
    assert refused.value.message == "The configuration cannot be used: credentials.client_id must not be empty."
    assert "not-a-real-secret" not in f"{refused.value.message} {refused.value.internal_message}"
    assert refused.value.__cause__ is None


def test_a_sound_configuration_says_nothing() -> None:
    """The command goes on."""
    Entrypoint.validate_connection(FORM, {"credentials": CREDENTIALS})


def test_a_command_prints_a_message_a_line(
    requests_mock: Mocker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is JSON, and what the command found out is the last one."""
    FakeBooks(requests_mock)
    requests_mock.get("https://api.xero.com/api.xro/2.0/Payments", json={"Payments": []})

    launch(["check", "--config", written(tmp_path / "config.json", credentials=CREDENTIALS)])

    *_, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert last == {"type": "CONNECTION_STATUS", "connectionStatus": {"status": "SUCCEEDED"}}


class Told:
    """A source that tells what it was given to tell."""

    check_config_against_spec = False
    message_repository = None

    def __init__(self, *messages: AirbyteMessage) -> None:
        """Tell these messages."""
        self._messages = messages

    def read(self, *_: Any) -> Iterator[AirbyteMessage]:  # noqa: ANN401
        """Yield them."""
        yield from self._messages


def record(stream: str, number: int) -> AirbyteMessage:
    """Return a raw record, or the row that is its like."""
    data = {"id": number, "amount": orjson.Fragment("1.50"), "text": 'a\u2028\u00e9"/'}
    if number % 2:
        return RowMessage(stream, data | {"amount": Decimal("1.50")})
    return AirbyteMessage(type=Type.RECORD, record=AirbyteRecordMessage(stream=stream, data=data, emitted_at=7))


def state(stream: str) -> AirbyteMessage:
    """Return a state of a stream."""
    described = AirbyteStreamState(stream_descriptor=StreamDescriptor(name=stream), stream_state=AirbyteStateBlob())
    return AirbyteMessage(type=Type.STATE, state=AirbyteStateMessage(type=AirbyteStateType.STREAM, stream=described))


def test_records_are_printed_before_the_state_that_covers_them(capsys: pytest.CaptureFixture[str]) -> None:
    """However many there are between two states, in their order; each state tells how many of its stream."""
    told = [
        *(record("invoices", number) for number in range(205)),
        record("contacts", 1),
        state("invoices"),
        record("invoices", 205),
        state("contacts"),
        state("invoices"),
        record("contacts", 2),
    ]
    entrypoint = Entrypoint(Told(*told))  # type: ignore[arg-type]

    for message in entrypoint.read(FORM, {}, None, []):
        print(Entrypoint.airbyte_message_to_string(message))  # noqa: T201

    printed = [json.loads(line) for line in capsys.readouterr().out.rstrip("\n").split("\n")]
    names = [each.get("record", {}).get("stream") or each["type"] for each in printed]
    assert names == [*["invoices"] * 205, "contacts", "STATE", "invoices", "STATE", "STATE", "contacts"]
    assert [each["record"]["data"]["id"] for each in printed if "record" in each] == [*range(205), 1, 205, 2]
    counts = [each["state"]["sourceStats"]["recordCount"] for each in printed if "state" in each]
    assert counts == [205, 1, 1]


@pytest.mark.parametrize("number", [0, 1])
def test_a_record_is_printed_as_the_cdk_prints_it(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Byte for byte, the moment included."""
    message = record("invoices", number)

    assert list(Entrypoint(Told(message)).read(FORM, {}, None, [])) == []  # type: ignore[arg-type]

    assert capsys.readouterr().out == f"{AirbyteEntrypoint.airbyte_message_to_string(message)}\n"


def test_what_was_read_before_a_failure_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """A reader sees every record that came before."""

    class Failing(Told):
        def read(self, *_: Any) -> Iterator[AirbyteMessage]:  # noqa: ANN401
            yield from self._messages
            raise ValueError("gone")

    with pytest.raises(ValueError, match="gone"):
        list(Entrypoint(Failing(record("invoices", 1))).read(FORM, {}, None, []))  # type: ignore[arg-type]

    assert '"id":1' in capsys.readouterr().out


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells what a process holds")
def test_what_is_large_is_given_back_once_it_is_free() -> None:
    """Left alone, the C library would keep every hole between two blocks of a page's size."""
    done = subprocess.run([sys.executable, "-c", HOLES], capture_output=True, text=True, check=True)
    held, kept = map(int, done.stdout.split())

    assert held > 35_000_000
    assert kept < 0.6 * held
