"""The JSON of the sandbox is Xero's, to the letter."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit_tests.xero_sandbox.conftest import NOON, invoice
from xero_sandbox.answers.shapes import View, shape
from xero_sandbox.answers.wire import compressed, encode, envelope
from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.switches import Switches

DEFAULT = Switches()


def test_the_text_has_two_space_indent_crlf_and_escaped_slashes() -> None:
    """A body looks as in recorded traffic."""
    text = encode({"Url": "https://example.com/a", "Rows": [{"Name": "Ā/B"}]})

    expected = (
        '{\r\n  "Url": "https:\\/\\/example.com\\/a",\r\n  "Rows": [\r\n    {\r\n'
        '      "Name": "Ā\\/B"\r\n    }\r\n  ]\r\n}'
    )
    assert expected.encode() == text


def test_a_business_date_is_midnight_utc() -> None:
    """22 July 2019 is the number that Xero sent for it."""
    assert b'"\\/Date(1563753600000+0000)\\/"' in encode({"Date": date(2019, 7, 22)})


@pytest.mark.parametrize(("instant", "written"), [
    (datetime(2019, 3, 5, 18, 59, 6, 157000, tzinfo=UTC), "1551812346157+0000"),
    (datetime(1970, 1, 1, tzinfo=UTC), "0+0000"),
    (datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=UTC), "-1+0000"),
])  # fmt: skip
def test_an_instant_is_whole_milliseconds(instant: datetime, written: str) -> None:
    """Milliseconds are exact, before 1970 too."""
    assert f"Date({written})".encode() in encode({"UpdatedDateUTC": instant})


def test_the_envelope_has_no_offset_in_its_time() -> None:
    """DateTimeUTC differs from every other instant."""
    body = json.loads(encode(envelope("Invoices", [], NOON, pagination={"page": 1}, identifier="x")))

    expected = {
        "Id": "x",
        "Status": "OK",
        "ProviderName": "Xero Sandbox",
        "DateTimeUTC": "/Date(1772452800000)/",
        "pagination": {"page": 1},
        "Invoices": [],
    }
    assert expected == body


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_decimal_keeps_its_digits(number: Decimal) -> None:
    """Scale and value survive; no exponent is written."""
    written = json.loads(encode({"n": number}), parse_float=Decimal, parse_int=Decimal)["n"]

    assert number.as_tuple() == written.as_tuple()


@given(st.text())
def test_any_text_survives(text: str) -> None:
    """Line feeds, quotes, backslashes and slashes inside strings are read back as they were."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return
    assert text == json.loads(encode({"t": text}))["t"]


def test_a_type_that_xero_does_not_have_is_an_error() -> None:
    """Bytes in the books are a bug, not text."""
    with pytest.raises(TypeError):
        encode({"n": b"bytes"})


def test_gzip_of_a_body_is_the_same_every_time() -> None:
    """No time stamp hides in it."""
    assert compressed(b"body" * 99) == compressed(b"body" * 99)
    assert gzip.decompress(compressed(b"body" * 99)) == b"body" * 99


def _row(name: str, record: dict[str, Any], *, switches: Switches = DEFAULT, **view: bool) -> dict[str, Any]:
    return shape(ENDPOINTS[name], View(switches=switches, **view))(record)


def test_a_paged_invoice_shows_a_contact_of_id_and_name() -> None:
    """Mail address and addresses come with the single record alone."""
    contact = _row("Invoices", invoice(1))["Contact"]

    assert {"ContactID", "Name", "Addresses", "Phones", "ContactGroups", "ContactPersons",
            "HasValidationErrors"} == set(contact)  # fmt: skip
    assert contact["Addresses"] == []


def test_a_single_invoice_shows_everything() -> None:
    """The contact is whole, attachments are listed, tracking has its option id."""
    row = _row("Invoices", invoice(1), single=True)

    assert row["Contact"]["EmailAddress"] == "someone@example.com"
    assert row["Attachments"] == []
    assert row["LineItems"][0]["Tracking"][0]["TrackingOptionID"] == "0000"


def test_dates_have_string_twins() -> None:
    """Date, DueDate and UpdatedDateUTC come twice."""
    row = _row("Invoices", invoice(1))

    assert row["DateString"] == "2026-01-02T00:00:00"
    assert row["DueDateString"] == "2026-02-01T00:00:00"
    assert row["UpdatedDateUTCString"] == "2026-03-01T12:01:00Z"


def test_unit_amounts_have_two_places_unless_four_are_asked_for() -> None:
    """10.1250 is 10.13 without unitdp=4."""
    assert Decimal("10.13") == _row("Invoices", invoice(1))["LineItems"][0]["UnitAmount"]
    four = _row("Invoices", invoice(1), four_places=True)["LineItems"][0]["UnitAmount"]
    assert Decimal("10.1250") == four


def test_a_list_without_paging_has_empty_lines() -> None:
    """Xero leaves the lines out of unpaged lists."""
    assert _row("Invoices", invoice(1), lines=False)["LineItems"] == []


def test_a_summary_drops_what_xero_drops() -> None:
    """SummaryOnly leaves out Payments, HasAttachments and LineItems."""
    row = _row("Invoices", invoice(1), summary_only=True)

    assert set() == {"Payments", "HasAttachments", "LineItems", "CISDeduction"} & set(row)


def test_listed_tracking_has_an_option_id_only_by_switch() -> None:
    """Recorded lists lack TrackingOptionID."""
    assert "TrackingOptionID" not in _row("Invoices", invoice(1))["LineItems"][0]["Tracking"][0]
    line = _row("Invoices", invoice(1), switches=Switches(tracking_option_id_on_lines=True))["LineItems"][0]
    assert line["Tracking"][0]["TrackingOptionID"] == "0000"


@pytest.mark.parametrize(("texts", "total", "reconciled"), [(True, "5.00", "false"), (False, Decimal("5.00"), False)])
def test_a_payments_batch_has_texts_by_switch(texts: bool, total: object, reconciled: object) -> None:  # noqa: FBT001
    """Xero's example has texts; its schema has a number and a boolean."""
    payment = {"PaymentID": "p", "BatchPayment": {"TotalAmount": Decimal("5.00"), "IsReconciled": False}}
    batch = _row("Payments", payment, switches=Switches(batch_payment_texts=texts))["BatchPayment"]

    assert {"TotalAmount": total, "IsReconciled": reconciled} == batch


def test_shaping_leaves_the_books_alone() -> None:
    """No view changes a record."""
    record, same = invoice(1), invoice(1)
    for view in ({}, {"single": True}, {"lines": False}, {"summary_only": True}):
        _row("Invoices", record, **view)

    assert same == record


def test_an_organisation_was_created_without_offset() -> None:
    """CreatedDateUTC of an organisation is the other exception."""
    row = _row("Organisation", {"Name": "A", "CreatedDateUTC": NOON - timedelta(days=1)})

    assert row["CreatedDateUTC"] == "/Date(1772366400000)/"
