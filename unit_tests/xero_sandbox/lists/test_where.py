"""The filter language of where=."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_sandbox.lists.where import WhereError, parse

RECORD: dict[str, Any] = {
    "Type": "ACCREC",
    "Status": "AUTHORISED",
    "Date": date(2020, 1, 15),
    "UpdatedDateUTC": datetime(2020, 1, 15, 10, 30, tzinfo=UTC),
    "AmountDue": Decimal("100.50"),
    "Total": Decimal("200.00"),
    "HasAttachments": True,
    "Reference": 'say "hi"',
    "Contact": {"ContactID": "abcdef00-0000-4000-8000-000000000000", "Name": "ABC Furniture"},
}


@pytest.mark.parametrize(
    "text",
    [
        'Type=="ACCREC"',
        'Type = "ACCREC"',
        '"ACCREC" == Type',
        'Type!="ACCPAY"',
        'Type<>"ACCPAY"',
        'Type=="ACCREC" AND Status=="AUTHORISED"',
        'Type=="ACCREC"&&Status=="AUTHORISED"',
        'Type=="ACCPAY" OR Status=="AUTHORISED"',
        'Type=="ACCPAY"||Status=="AUTHORISED"',
        'Type=="ACCPAY" and Type=="X" or Status=="AUTHORISED"',
        '(Type=="ACCPAY" OR Type=="ACCREC") AND AmountDue>0',
        "Date>=DateTime(2020, 01, 01)",
        "Date < DateTime(2020,2,1) && Date >= DateTime(2020,1,15)",
        "Date == DateTime(2020, 01, 15)",
        "Date < DateTime(2020, 01, 15, 0, 0, 1)",
        "DateTime(2020,1,1) < Date",
        "UpdatedDateUTC > DateTime(2020, 1, 15, 10, 29, 59)",
        'Contact.ContactID==guid("ABCDEF00-0000-4000-8000-000000000000")',
        'Contact.ContactID = Guid("abcdef00-0000-4000-8000-000000000000")',
        'Contact.Name.StartsWith("ABC")',
        'Contact.Name.Contains("Furn") AND Contact.Name.EndsWith("ture")',
        'Contact.Name.Contains("zz")==false',
        "AmountDue>=100.5",
        "AmountDue<=100.50 AND AmountDue>-1",
        "HasAttachments==true",
        "HasAttachments",
        "AmountDue < Total",
        "Date <= UpdatedDateUTC",
        "Contact!=null",
        "DueDate==null",
        r'Reference=="say \"hi\""',
    ],
)
def test_a_documented_form_matches(text: str) -> None:
    """Each form that Xero documents is understood."""
    assert parse(text).matches(RECORD)


@pytest.mark.parametrize(
    "text",
    [
        'Type=="accrec"',
        "Date>DateTime(2020,1,15)",
        "AmountDue<100.5",
        "HasAttachments==false",
        "DueDate!=null",
        "DueDate>DateTime(2000,1,1)",
        'Reference.StartsWith("x")',
        'Contact.Nothing.Here=="x"',
    ],
)
def test_a_condition_that_does_not_hold_does_not_match(text: str) -> None:
    """A missing value is smaller and greater than nothing."""
    assert not parse(text).matches(RECORD)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Type==",
        'Type=="A',
        'Type ~ "A"',
        "DateTime(2020,13,1)<Date",
        "Date>DateTime(2020)",
        "(Type==null",
        'Type=="A" Status=="B"',
        '"A"=="B"',
        "guid(1)==Type",
        "Contact.Name.Contains(Type)",
        "Contact.==1",
        "Contact.Name.Contains(5)",
        'Contact.Name.Contains("a", "b")',
        "5",
    ],
)
def test_what_cannot_be_understood_is_an_error(text: str) -> None:
    """The message goes into the QueryParseException."""
    with pytest.raises(WhereError):
        parse(text)


def test_types_that_cannot_be_compared_are_an_error() -> None:
    """A date is not a number."""
    with pytest.raises(WhereError, match="incompatible"):
        parse("Date > 5").matches(RECORD)


def test_the_fields_are_known() -> None:
    """So that an unknown property can be refused."""
    assert {"Type", "Contact", "Date"} == parse('Type=="A" && Contact.Name.Contains("x") || Date==null').fields


@given(st.text(max_size=40))
def test_any_text_is_a_filter_or_an_error(text: str) -> None:
    """Nothing but WhereError comes out of the parser."""
    with contextlib.suppress(WhereError):
        assert parse(text).fields is not None
