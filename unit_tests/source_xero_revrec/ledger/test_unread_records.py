"""Contacts, items and accounts that cannot be understood are taken out, named, and told when they are mended."""

from __future__ import annotations

from typing import Any

import pytest

from source_xero_revrec.ledger.unread_records import UnreadRecords

GOOD = {"AccountID": "a-1", "Code": "200", "Name": "Sales"}
BAD = {"AccountID": "a-2", "Code": 7, "Name": "Freight"}


def told(unread: UnreadRecords) -> list[tuple[str, str, str]]:
    """Return id, kind and field of the news; the field is empty where a record is mended or gone."""
    return [
        (known, kind, found.unreadable.path if found and found.unreadable else "")
        for known, kind, found in unread.news()
    ]


def test_what_cannot_be_understood_is_taken_out_and_told_once() -> None:
    """Until it looks otherwise, is mended, or is not among all of its kind any more."""
    held: dict[str, str] = {}
    first = UnreadRecords(held)
    assert first.readable("Account", [GOOD, BAD], whole=True) == [GOOD]
    assert (told(first), first.is_unread("a-2"), first.is_unread("a-1")) == ([("a-2", "Account", "Code")], True, False)

    same = UnreadRecords(held)
    same.readable("Account", [GOOD, BAD], whole=True)
    assert told(same) == []

    other = UnreadRecords(held)
    other.readable("Account", [GOOD, BAD | {"Code": [1]}], whole=True)
    assert told(other) == [("a-2", "Account", "Code")]

    unmet = UnreadRecords(held)
    assert told(unmet) == []
    mended = UnreadRecords(dict(held))
    mended.readable("Account", [GOOD, BAD | {"Code": "260"}])
    assert told(mended) == [("a-2", "Account", "")]
    gone = UnreadRecords(held)
    gone.readable("Account", [GOOD], whole=True)
    assert told(gone) == [("a-2", "Account", "")]
    assert held == {}


@pytest.mark.parametrize(
    ("kind", "record", "field"),
    [
        ("Contact", {"ContactID": "c", "Name": "Boom", "UpdatedDateUTC": "/Date(0)/"}, "UpdatedDateUTC"),
        ("Contact", {"ContactID": "c", "Name": "Boom", "UpdatedDateUTC": "2026-01-01", "Phones": [None]}, "Phones.0"),
        ("Item", {"ItemID": "i", "Code": "SEAT", "SalesDetails": {"UnitPrice": "much"}}, "SalesDetails.UnitPrice"),
        ("Item", {"ItemID": "i"}, "Code"),
        ("Account", {"Code": "200"}, "AccountID"),
        ("Account", None, "the record"),
    ],
)
def test_each_kind_has_the_fields_that_rows_need(kind: str, record: Any, field: str) -> None:  # noqa: ANN401
    """One without an id is known by its content."""
    unread = UnreadRecords({})

    assert unread.readable(kind, [record]) == []
    assert [(told_kind, path) for _, told_kind, path in told(unread)] == [(kind, field)]


def test_contacts_are_to_be_read_again_by_their_ids() -> None:
    """Items and accounts come whole in every sync, and what bears no id cannot be asked for."""
    held: dict[str, str] = {}
    first = UnreadRecords(held)
    first.readable("Contact", [{"ContactID": "c"}, {"Name": "x"}])
    first.readable("Item", [{"ItemID": "i"}])

    assert UnreadRecords(held).contacts == {"c"}


def test_what_waits_to_be_understood_is_known_by_its_kind() -> None:
    """It is mended once it was met and is understood; what is not there any more is not."""
    held = {"a-2": "Account:x:", "c-1": "Contact:y:"}
    unread = UnreadRecords(held)
    assert (unread.waits("Account"), unread.waits("Item"), unread.mended("Account")) == ({"a-2"}, set(), False)

    unread.readable("Account", [BAD], whole=True)
    assert not unread.mended("Account")
    unread.readable("Account", [BAD | {"Code": "260"}], whole=True)
    assert unread.mended("Account")
    assert not unread.mended("Contact")
