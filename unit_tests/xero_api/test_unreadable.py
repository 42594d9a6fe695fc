"""What cannot be understood is named: the field, what was found, what is needed; nothing is guessed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit_tests.xero_api.made_records import made, written
from unit_tests.xero_api.test_models import CREDIT_NOTE, INVOICE
from xero_api import money
from xero_api.errors import WalkIncomplete
from xero_api.identity import identity
from xero_api.models import Account, Invoice, ManualJournal
from xero_api.unreadable import (
    UnreadableDocument,
    UnreadableField,
    read,
    read_credit_note,
    read_invoice,
    read_manual_journal,
    understood,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

LINE = {
    "LineItemID": "l-1",
    "Description": "Seats",
    "Quantity": 2,
    "UnitAmount": Decimal("50.0000"),
    "LineAmount": Decimal("100.00"),
    "TaxAmount": Decimal("15.00"),
    "ItemCode": "SEAT",
    "AccountCode": "200",
    "AccountID": "a-1",
    "Tracking": [{"Name": "Region", "Option": "North", "TrackingCategoryID": "t-1", "TrackingOptionID": "o-1"}],
}
WHOLE = {
    **INVOICE,
    "InvoiceNumber": "INV-1",
    "Reference": "Order 7",
    "CurrencyCode": "USD",
    "CurrencyRate": Decimal("0.61"),
    "FullyPaidOnDate": "/Date(1767225600000+0000)/",
    "LineItems": [LINE, LINE],
    "Payments": [{"PaymentID": "p-1", "Date": "/Date(1767225600000+0000)/", "Amount": Decimal("5.00")}],
    "CreditNotes": [{"CreditNoteID": "n-1", "AppliedAmount": Decimal("4.00")}],
    "Prepayments": [{"AppliedAmount": Decimal("3.00")}],
    "Overpayments": [],
}


def changed(record: Any, path: Path, value: Any) -> Any:  # noqa: ANN401 - a walk over JSON
    """Return a record of which one field is another value; an Ellipsis takes the field away."""
    key, *below = path
    copy = dict(record) if isinstance(record, dict) else list(record)
    if below:
        copy[key] = changed(copy[key], tuple(below), value)
    elif value is ...:
        del copy[key]
    else:
        copy[key] = value
    return copy


def paths(record: Any, above: Path = ()) -> Iterator[Path]:  # noqa: ANN401 - a walk over JSON
    """Yield the way to every field and list item, at any depth."""
    for key, value in record.items() if isinstance(record, dict) else enumerate(record):
        yield (*above, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*above, key))


def fault(path: str, value: object) -> UnreadableField:
    """Return what is found where the field of a whole invoice has this value."""
    steps = tuple(int(step) if step.isdecimal() else step for step in path.split("."))
    found = read_invoice(changed(WHOLE, steps, value))
    assert isinstance(found, UnreadableDocument)
    return found.faults[0]


@pytest.mark.parametrize(
    ("path", "value", "found", "needed"),
    [
        ("Date", ..., "nothing", "a value"),
        ("Date", None, "null", "a value"),
        ("Date", "/Date(253402300800000+0000)/", '"/Date(253402300800000+0000)/"', "a date from 1900 to 2999"),
        ("Date", "/Date(-62135596800000+0000)/", '"/Date(-62135596800000+0000)/"', "a date from 1900 to 2999"),
        ("Payments.0.Date", None, "null", "a value"),
        ("UpdatedDateUTC", "/Date(0)/", '"/Date(0)/"', "an instant from 2000 to 2999"),
        ("Status", "FROZEN", '"FROZEN"', "'DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID', 'VOIDED' or 'DELETED'"),
        ("Type", 7, "7", "'ACCREC', 'ACCPAY'"),
        ("Contact", ..., "nothing", "a value"),
        ("Contact.Name", "half \ud83d", r'"half \ud83d"', "whole characters"),
        ("Contact.Name", "", '""', "some text"),
        ("LineItems", [[None]], "[null]", "an object"),
        ("LineItems.1", None, "null", "an object"),
        ("LineItems.1.LineAmount", ..., "nothing", "a number"),
        ("LineItems.1.LineAmount", "100.00", '"100.00"', "a number"),
        ("LineItems.1.LineAmount", True, "true", "a number"),
        ("LineItems.1.LineAmount", Decimal("1E+400"), '"1E+400"', "a number below 10^15"),
        ("LineItems.1.LineAmount", 10**39, f"1{'0' * 39}", "a number below 10^15"),
        ("LineItems.1.LineAmount", float("nan"), "NaN", "a number"),
        ("LineItems.0.Tracking.0.Option", None, "null", "a value"),
        ("LineItems.0.Tracking.0.Option", ..., "nothing", "a value"),
        ("SubTotal", Decimal("0." + "1" * 40), f'"0.{"1" * 40}"', "a number of at most 12 decimal places"),
        ("InvoiceID", ..., "nothing", "a value"),
        ("CurrencyCode", 5, "5", "a valid string"),
    ],
)
def test_a_field_that_cannot_be_understood_is_told_with_what_it_holds(
    path: str, value: object, found: str, needed: str
) -> None:
    """Its way in the document, what Xero sent there, and what would be understood."""
    told = fault(path, value)

    assert (told.path.removesuffix(".LineItems"), told.found) == (path if found != "[null]" else "LineItems.0", found)
    assert told.needed.startswith(needed)
    assert str(told) == f"{told.path} is {told.found}, where {told.needed} is needed"


def test_what_can_be_read_of_the_header_is_kept() -> None:
    """Each part by itself; what cannot be read is nothing, never zero."""
    record = {**WHOLE, "SubTotal": Decimal("100.00"), "Contact": None}

    assert read_invoice(record) == UnreadableDocument(
        document_id="i-1",
        number="INV-1",
        type="ACCREC",
        status="AUTHORISED",
        currency="USD",
        date=date(2026, 1, 1),
        updated_at=datetime(2026, 1, 1, 13, 0, 0, 123000, tzinfo=UTC),
        sub_total=Decimal("100.00"),
        faults=(UnreadableField("Contact", "null", "a value"),),
    )
    nothing = read_credit_note([CREDIT_NOTE])
    assert isinstance(nothing, UnreadableDocument)
    assert (nothing.type, nothing.number, nothing.date, nothing.updated_at, nothing.sub_total) == (
        "ACCRECCREDIT", "", None, None, None,
    )  # fmt: skip
    assert nothing.faults[0].path == "the record"


@pytest.mark.parametrize(
    ("written", "needed"),
    [
        (None, "a value"),
        ("soon", "a date from 1900 to 2999"),
        ("/Date(253402300800000+0000)/", "a date from 1900 to 2999"),
        ("/Date(1767225600000+0000)/", "the day that DateString says"),
    ],
)
def test_the_printed_day_stands_in_for_no_date_and_for_no_other_day(written: str | None, needed: str) -> None:
    """Two texts that contradict each other are a guess, whichever of them is taken."""
    found = read_invoice({**INVOICE, "Date": written, "DateString": "2026-03-10T00:00:00"})

    assert isinstance(found, UnreadableDocument)
    assert [(each.path, each.needed) for each in found.faults] == [("Date", needed)]


@pytest.mark.parametrize("offset_hours", [-12, 0, 14])
def test_the_printed_day_goes_before_the_midnight_of_any_zone(offset_hours: int) -> None:
    """Old organisations write that one."""
    ms = 1_773_100_800_000 - offset_hours * 3_600_000
    found = read_invoice({**INVOICE, "Date": f"/Date({ms}+0000)/", "DateString": "2026-03-10T00:00:00"})

    assert isinstance(found, Invoice)
    assert found.date == date(2026, 3, 10)


def test_an_instant_that_cannot_be_read_has_a_twin() -> None:
    """Xero writes it as text, too; the document is held all the same."""
    record = {**WHOLE, "UpdatedDateUTC": None, "UpdatedDateUTCString": "2026-01-01T13:00:00Z"}

    found = read_invoice(record)

    assert isinstance(found, UnreadableDocument)
    assert found.updated_at == datetime(2026, 1, 1, 13, tzinfo=UTC)


EXACT = Context(prec=60, traps=[Inexact, InvalidOperation])
NOTHING = (None, "", [], Decimal(0))
ABSURD = st.one_of(
    st.none(),
    st.just(...),
    st.booleans(),
    st.integers(),
    st.sampled_from([Decimal("1E+400"), 10**39, float("nan"), Decimal("0." + "1" * 40)]),
    st.text(st.characters(codec=None)),
    st.sampled_from(["/Date(253402300800000)/", "/Date(-62135596800000)/", "/Date(x)/", "FROZEN", "\udead"]),
    st.just([]),
    st.just({}),
    st.just([[None]]),
)


@given(st.sampled_from(list(paths(WHOLE))), ABSURD)
def test_any_value_in_any_field_is_understood_as_it_stands_or_told(path: Path, value: object) -> None:
    """Never a crash; what is understood says of every field what Xero's JSON says of it, so nothing is made up."""
    record = changed(WHOLE, path, value)

    found = read_invoice(record)

    if isinstance(found, UnreadableDocument):
        assert found.faults
        assert found.document_id == ("i-1" if record.get("InvoiceID") == "i-1" else identity(record, "InvoiceID"))
        return
    kept = written(found)
    for leaf in filter(lambda each: isinstance(each, str | Decimal), (_value(kept, step) for step in paths(kept))):
        assert "\0" not in str(leaf).encode().decode()
        assert isinstance(leaf, str) or (abs(leaf) < 10**15 and leaf == leaf.quantize(Decimal("1E-12"), context=EXACT))
    for step in paths(kept):
        value, sent = _value(kept, step), _value(record, step)
        if sent is None:
            assert value in NOTHING
        elif not isinstance(value, dict | list) and not str(step[-1]).startswith(("Date", "UpdatedDate", "FullyPaid")):
            assert str(value) == str(sent)


def _value(record: Any, path: Path) -> Any:  # noqa: ANN401 - a walk over JSON
    """Return what stands there, None where nothing does."""
    for step in path:
        record = record.get(step) if isinstance(record, dict) else record[step]
    return record


def test_what_is_long_is_cut() -> None:
    """A table's cell is no place for a page."""
    assert fault("LineItems.0.LineAmount", "x" * 500).found == f'"{"x" * 79}...'


def test_null_is_what_xero_leaves_out_but_not_in_a_list() -> None:
    """A field that may be left out may be null; something that is null in a list was something."""
    whole = made(Invoice, INVOICE)
    for field in ("InvoiceNumber", "FullyPaidOnDate", "CreditNotes", "CurrencyRate"):
        assert understood(Invoice, {**INVOICE, field: None}) == whole
    for field in ("Payments", "CreditNotes"):
        assert isinstance(understood(Invoice, {**INVOICE, field: [None]}), tuple)


@pytest.mark.parametrize(
    ("fields", "place"),
    [({"Status": "OPEN"}, "Status"), ({"Date": "soon"}, "Date"), ({"JournalLines": [{}]}, "JournalLines.0.LineAmount")],
)
def test_a_journal_in_another_form_ends_the_reading(fields: dict[str, Any], place: str) -> None:
    """Nobody may post beside what he does not understand: the sentence has the kind, the id and the place."""
    journal = {"ManualJournalID": "m-1", "Date": "/Date(0)/", "Status": "POSTED", "JournalLines": []}
    assert isinstance(read_manual_journal(journal), ManualJournal)

    with pytest.raises(WalkIncomplete) as raised:
        read_manual_journal({**journal, **fields})

    assert f"Xero sent manual journal 'm-1' in a form that is not documented ({place}: " in str(raised.value)


def test_an_id_that_is_missing_is_told_as_none() -> None:
    """What Xero sent has nothing to name it by."""
    with pytest.raises(WalkIncomplete, match="account None"):
        read(Account, {"Name": "Sales", "Type": "REVENUE"}, "account", "AccountID")


def test_digits_of_any_length_are_parsed_and_told() -> None:
    """Five thousand of them are a number to nobody, and no reason not to read the page."""
    text = json.dumps(WHOLE, default=str).replace('"100.00"', "9" * 5000).replace('"15.00"', "15.00")
    found = read_invoice(money.parse(text.encode()))

    assert isinstance(found, UnreadableDocument)
    assert {each.path for each in found.faults} >= {"LineItems.0.LineAmount", "LineItems.1.LineAmount"}
