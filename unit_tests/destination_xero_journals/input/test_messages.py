"""Airbyte's messages: what comes in is taken whole or refused unseen, and what goes out is one line a message."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.input.messages import (
    MalformedInput,
    Output,
    Record,
    SourceFailure,
    State,
    StreamStatus,
    incoming,
)
from xero_connectors.config_fault import ConfigFault


def taken(*lines: bytes) -> list[Record | State | StreamStatus | SourceFailure]:
    """Return what is taken of an input."""
    return list(incoming(lines))


def status(**descriptor: Any) -> bytes:  # noqa: ANN401 - any field
    """Return a stream's status."""
    trace = {"type": "STREAM_STATUS", "stream_status": {"stream_descriptor": descriptor, "status": "COMPLETE"}}
    return json.dumps({"type": "TRACE", "trace": trace}).encode()


def test_a_record_keeps_its_digits_its_line_and_its_number() -> None:
    """Amounts are Decimal as they were written; blank lines count, so that the number is that of an editor."""
    line = b'{"type":"RECORD","record":{"stream":"entries","namespace":"north","data":{"Amount":10.50,"n":1e2}}}\n'
    (record,) = taken(b"\n", b"  \r\n", line)

    assert record == Record("entries", "north", {"Amount": Decimal("10.50"), "n": Decimal("1E+2")}, line, 3)


@pytest.mark.parametrize(
    "line",
    [
        b'{"type":"RECORD","record":{"stream":"s","data":{"Amount":10,"Amount":20}}}',
        b'{"type":"RECORD","record":{"stream":"s","data":{"Amount" : 10, "Amount" : 20}}}\n',
        b'{"type":"RECORD","record":{"stream":"s","data":{"a":[{"Amount":10,"Amount":"b\\":c"}]}}}\r\n',
        b'{"type":"RECORD","record":{"stream":"s","data":{"Amount":1}},"record":{"stream":"s","data":{"Amount":2}}}',
    ],
)
def test_a_record_with_two_values_under_one_name_is_refused(line: bytes) -> None:
    """A reader would silently keep the last; in files it is refused as well."""
    name = "record" if line.count(b"record") > 1 else "Amount"
    with pytest.raises(
        MalformedInput, match=f"^Line 2 of the input is a RECORD with two values under the name '{name}'"
    ):
        taken(b'{"type":"LOG","log":{"level":"INFO","level":"INFO"}}', line)


def test_a_stream_without_a_namespace_has_an_empty_one() -> None:
    """Null and absent are alike, for records and for statuses."""
    without = b'{"type":"RECORD","record":{"stream":"entries","data":{}}}'
    null = b'{"type":"RECORD","record":{"stream":"entries","namespace":null,"data":{}}}'

    assert [record.namespace for record in taken(without, null) if isinstance(record, Record)] == ["", ""]
    assert taken(status(name="entries"), status(name="entries", namespace=None)) == [
        StreamStatus("entries", "", "COMPLETE"),
        StreamStatus("entries", "", "COMPLETE"),
    ]
    assert taken(status(name="entries", namespace="north")) == [StreamStatus("entries", "north", "COMPLETE")]


@pytest.mark.parametrize(
    ("trace", "failure"),
    [
        (
            {
                "type": "ERROR",
                "error": {
                    "message": "secret",
                    "failure_type": "config_error",
                    "stream_descriptor": {"name": "entries", "namespace": "north"},
                },
            },
            SourceFailure("entries", "north", "config_error"),
        ),
        (
            {"type": "ERROR", "error": {"message": "secret", "failure_type": "secret"}},
            SourceFailure("", "", "an error"),
        ),
        ({"type": "ERROR", "error": {"stream_descriptor": None}}, SourceFailure("", "", "an error")),
        ({"error": "secret"}, SourceFailure("", "", "an error")),
        ({"type": "ERROR"}, SourceFailure("", "", "an error")),
        ({"type": "error "}, SourceFailure("", "", "an error")),
        (
            {"type": "STREAM_STATUS", "stream_status": {"status": "INCOMPLETE"}},
            SourceFailure("", "", "a status that cannot be read"),
        ),
    ],
)
def test_a_failure_of_the_source_is_taken_without_its_words(trace: dict[str, Any], failure: SourceFailure) -> None:
    """Which may hold a secret; a status that cannot be read may be that of a failure."""
    assert taken(json.dumps({"type": "TRACE", "trace": trace}).encode()) == [failure]


@pytest.mark.parametrize(
    "trace", [None, [], {}, {"type": "STREAM_STATUS"}, {"type": "ESTIMATE", "estimate": {}}, {"type": "ANALYTICS"}]
)
def test_any_other_trace_says_nothing_of_a_failure(trace: Any) -> None:  # noqa: ANN401 - any value of JSON
    """It is left out."""
    assert taken(json.dumps({"type": "TRACE", "trace": trace}).encode()) == []


def test_a_state_is_kept_byte_for_byte() -> None:
    """Only the end of the line goes; spaces are the platform's own."""
    assert taken(b' {"state": 1.0,"type":"STATE"} \r\n') == [State(b' {"state": 1.0,"type":"STATE"} ')]


@pytest.mark.parametrize(
    "line",
    [
        b'{"type":"LOG","log":{"level":"INFO","message":"hello"}}',
        b'{"type":"CONTROL","control":{"connectorConfig":{"config":{"secret":"hidden"}}}}',
        b'{"type":"TRACE","trace":{"type":"ESTIMATE"}}',
        b'{"type":"TRACE","trace":{"stream_status":{"status":"COMPLETE"}}}',
        b'{"type":"TRACE"}',
        b'{"type":"SOMETHING_NEW"}',
    ],
)
def test_other_messages_are_left_out(line: bytes) -> None:
    """Whatever they hold, and of kinds that are yet to be invented."""
    assert taken(line) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b"hidden", "no JSON object"),
        (b'{"type":"RECORD","record":{"stream":"entries","data":{"hidden":', "no JSON object"),
        (b'["hidden"]', "no JSON object"),
        (b"[" * 100_000 + b"hidden", "no JSON object"),
        (b'{"hidden":"\xff"}', "no JSON object"),
        (b'{"hidden":1}', "JSON without a type"),
        (b'{"type":{"hidden":1}}', "JSON without a type"),
        (b'{"type":"RECORD"}', "a RECORD without data"),
        (b'{"type":"record","record":{"stream":"entries","data":{}}}', "a type that is spelled otherwise"),
        (b'{"type":" State","state":{}}', "a type that is spelled otherwise"),
        (b'{"type":"RECORD","record":{"stream":"entries","data":["hidden"]}}', "a RECORD without data"),
    ],
    ids=range(11),
)
def test_a_line_that_is_no_message_is_refused_unseen(line: bytes, found: str) -> None:
    """The error tells the line's number and length and quotes nothing, since it may hold secrets."""
    with pytest.raises(MalformedInput) as refused:
        taken(b'{"type":"LOG"}', line + b"\n")

    assert str(refused.value).startswith("Line 2 of the input is no message of Airbyte's protocol ")
    assert f"(found: {found}, {len(line)} bytes, " in str(refused.value)
    assert "hidden" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


class _Pipe(io.BytesIO):
    """Counts the calls, and remembers what had arrived when it was last flushed."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[bytes] = []
        self.arrived = b""

    def write(self, content: Any) -> int:  # noqa: ANN401 - any bytes
        self.calls.append(bytes(content))
        return super().write(content)

    def flush(self) -> None:
        self.arrived = self.getvalue()


def test_a_message_goes_out_whole_and_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One write call for the message with its end, and a flush behind it."""
    pipe = _Pipe()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(pipe))
    output = Output()
    output.log("WARN", "Zürich")
    output.line(b'{"type": "STATE"}')

    assert pipe.calls == ['{"type":"LOG","log":{"level":"WARN","message":"Zürich"}}\n'.encode(), b'{"type": "STATE"}\n']
    assert pipe.arrived == b"".join(pipe.calls)


# -- an input that is none

LOG = b'{"type":"LOG","log":{"level":"INFO","message":"hello"}}'


@pytest.mark.parametrize(
    "lines",
    [
        [b"Transaction Date,Journal Entry Id,hidden", b"2026-01-31,JE-1,1"],
        [b"\xef\xbb\xbfTransaction Date;Journal Entry Id;hidden"],
        [b"", b"PK\x03\x04hidden"],
        [b'["hidden"]'],
        [b'{"transaction_date": "2026-01-31", "hidden": 1}'],
    ],
)
def test_a_file_on_standard_input_is_told_with_the_command_that_reads_it(lines: list[bytes]) -> None:
    """CSV, Excel and JSON alike, and nothing of it is shown."""
    with pytest.raises(ConfigFault, match=r"destination-xero-journals replay FILE") as refused:
        taken(*lines)

    assert "no stream of Airbyte's messages" in str(refused.value)
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize("lines", [[], [b""], [b"\n", b"  \r\n"]])
def test_an_input_without_a_message_is_no_empty_month(lines: list[bytes]) -> None:
    """The command before the pipe has failed, and a sync of nothing would look like success."""
    with pytest.raises(ConfigFault, match="ended without a single message"):
        taken(*lines)


def test_an_input_of_other_messages_alone_is_empty() -> None:
    """A source that has nothing to say still speaks."""
    assert taken(LOG) == []


def test_a_line_that_is_no_message_between_others_is_named() -> None:
    """The input was one of messages until then."""
    with pytest.raises(MalformedInput, match=r"^Line 2 "):
        taken(LOG, b"Transaction Date,Amount")


@given(st.binary())
def test_nothing_but_messages_is_ever_taken(line: bytes) -> None:
    """Whatever arrives on standard input."""
    with suppress(ConfigFault, MalformedInput):
        assert all(isinstance(each, Record | State | StreamStatus) for each in taken(line))


def test_a_state_of_a_stream_says_which() -> None:
    """Others are about all of them."""
    descriptor = b'{"stream_descriptor":{"name":"entries","namespace":"north"}}'
    of_one = b'{"type":"STATE","state":{"type":"STREAM","stream":' + descriptor + b"}}"
    of_all = b'{"type":"STATE","state":{"type":"GLOBAL","global":{}}}'

    assert taken(of_one, of_all) == [State(of_one, "entries", "north"), State(of_all)]
