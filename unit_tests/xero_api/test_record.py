"""A model is read quickly where a page is plain, and exactly otherwise: both go by one definition and agree."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import field

from unit_tests.xero_api.test_models import INVOICE
from unit_tests.xero_api.test_unreadable import ABSURD, WHOLE, changed, paths
from xero_api import money
from xero_api.kinds import READ
from xero_api.models import CreditNote, Invoice, ManualJournal
from xero_api.record import Fault, Record, read_exactly, read_plain

if TYPE_CHECKING:
    from unit_tests.xero_api.test_unreadable import Path

LINE = {**WHOLE["LineItems"][0], "Quantity": Decimal("2.0")}
FULL = {
    **WHOLE,
    **dict.fromkeys(("AmountDue", "AmountPaid", "AmountCredited"), Decimal("0.0")),
    "LineItems": [LINE, LINE],
    "DateString": "2026-01-01T00:00:00",
    "DueDate": "2026-02-01",
    "CISDeduction": Decimal("0.00"),
    "CreditNoteID": "n-1",
    "RemainingCredit": Decimal("1.5"),
    "Allocations": [{"Amount": Decimal("1.00"), "Date": "2026-02-01", "Invoice": {"InvoiceID": "i-1"}}],
}
JOURNAL = {
    "ManualJournalID": "m-1",
    "Narration": "Release",
    "Date": "2026-01-31T00:00:00",
    "Status": "POSTED",
    "LineAmountTypes": "NoTax",
    "ShowOnCashBasisReports": True,
    "JournalLines": [
        {
            "LineAmount": Decimal("1.50"),
            "AccountID": "a-1",
            "AccountCode": "200",
            "Description": "order 1",
            "TaxType": "NONE",
            "TaxAmount": Decimal("0.00"),
            "Tracking": [{"Name": "Region", "Option": "North"}],
        }
    ],
}
RECORDS: list[tuple[type[Record], dict[str, Any]]] = [
    (Invoice, FULL | {"Type": "ACCREC"}),
    (CreditNote, FULL | {"Type": "ACCRECCREDIT"}),
    (ManualJournal, JOURNAL),
]
EDGES = [
    "0.0", "-0.00", "1e2", "0E-20", "999999999999999.999999999999", "1000000000000000.0", "1.0000000000000",
    "12345678901234.5", "NaN", "1", "true", "null", '""', '"1.50"', '"a\\u0000"', '"\\ud83d"', '"\\ud83d\\ude00"',
    '"2026-03-10T00:00:00"', '"soon"', '"1899-12-31"', '"2999-12-31"', '"/Date(1767182400000+1300)/"', "[]", "{}",
    "[null]",
]  # fmt: skip


def text_of(record: Any) -> str:  # noqa: ANN401 - a walk over JSON
    """Return a record as Xero would write it, every number with its digits."""
    if isinstance(record, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {text_of(value)}" for key, value in record.items()) + "}"
    if isinstance(record, list):
        return "[" + ", ".join(map(text_of, record)) + "]"
    return str(record) if isinstance(record, Decimal | Raw) else json.dumps(record)


class Raw(str):
    """JSON as it stands."""

    __slots__ = ()


@pytest.mark.parametrize(("model", "whole"), RECORDS)
@given(data=st.data())
def test_what_is_read_quickly_is_what_is_read_exactly(
    model: type[Record], whole: dict[str, Any], data: st.DataObject
) -> None:
    """Or is left to it: of whatever text Xero may send, in every field of the model."""
    change = st.tuples(st.sampled_from(list(paths(whole))), ABSURD | st.sampled_from(EDGES).map(Raw))
    changes: list[tuple[Path, object]] = data.draw(st.lists(change, max_size=3))
    record: Any = whole
    for path, value in changes:
        try:
            record = changed(record, path, value)
        except (KeyError, IndexError, TypeError):
            continue

    page = money.parsed(text_of(record).encode())
    quickly, exactly = read_plain(model, page.value) if page.plain else None, read_exactly(model, page.value)

    assert quickly is None or repr(quickly) == repr(exactly)
    if not changes:
        assert isinstance(quickly, model)


@pytest.mark.parametrize(("model", "whole"), RECORDS)
def test_each_field_alone_is_read_quickly_as_it_is_read_exactly(model: type[Record], whole: dict[str, Any]) -> None:
    """Missing, or as any text at the edge of what it may be; most of them are left to the exact reading."""
    quick = 0
    lines = "JournalLines" if model is ManualJournal else "LineItems"
    for path in [*paths(whole), (lines, 0, "Discount")]:
        for edge in (..., *map(Raw, EDGES)):
            if edge is ... and path[-1] == "Discount":
                continue
            page = money.parsed(text_of(changed(whole, path, edge)).encode())
            found = read_plain(model, page.value) if page.plain else None
            quick += found is not None
            assert found is None or repr(found) == repr(read_exactly(model, page.value)), (path, edge)
    assert quick > 100


@pytest.mark.parametrize(("model", "record"), RECORDS)
def test_a_whole_record_is_read_quickly(model: type[Record], record: dict[str, Any]) -> None:
    """Else the quick reading would be none."""
    page = money.parsed(text_of(record).encode())

    assert read_plain(model, page.value) == read_exactly(model, page.value)


def test_every_fault_is_told_in_the_order_of_the_model() -> None:
    """Each with its way, whatever stands in what Xero leaves out."""
    record = {
        **INVOICE, "Total": "1", "Contact": {"Name": ""}, "Payments": {}, "LineItems": [{"Tracking": [7]}, 8],
        "Reference": None,
    }  # fmt: skip

    assert read_exactly(Invoice, record) == [
        Fault("Contact.ContactID", "a value"),
        Fault("Contact.Name", "some text"),
        Fault("Total", "a number"),
        Fault("LineItems.0.Tracking.0", "an object"),
        Fault("LineItems.1", "an object"),
        Fault("Payments", "a list"),
    ]


def test_a_field_of_each_kind_can_be_read() -> None:
    """A kind without a reading is an error of the program, at the first record."""
    for kind in READ:
        model: Any = type("Made", (Record,), {"__annotations__": {"it": kind}, "it": field(name="It")}, frozen=True)
        assert read_exactly(model, {}) == [Fault("It", "a value")]


TWO_THREADS = """
import threading
from xero_api.record import Record, read_plain

reading, seen = threading.Event(), threading.Event()

def slowly():
    reading.set()
    seen.wait(60)
    return str

class Line(Record):
    description: "slowly()"

class Document(Record):
    lines: tuple[Line, ...]

def read():
    found.append(read_plain(Document, {"lines": [{"description": "Licence"}]}))

found = []
first, second = threading.Thread(target=read), threading.Thread(target=read)
first.start()
reading.wait(60)
# The second one meets a model of which the first one has learned a part.
second.start()
second.join(0.3)
seen.set()
first.join()
second.join()
assert [document.lines[0].description for document in found] == ["Licence"] * 2, found
"""


def test_two_threads_may_meet_a_model_at_the_same_time() -> None:
    """Organisations are read side by side: a model that one is learning is waited for, and the process lives."""
    ended = subprocess.run([sys.executable, "-c", TWO_THREADS], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stderr) == (0, "")
