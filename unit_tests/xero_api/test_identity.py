"""What a record goes by, and how it is written down."""

from __future__ import annotations

from decimal import Decimal

import pytest

from unit_tests.xero_api.fake_xero import guid
from xero_api.identity import bears_no_id, compact, identity, json_text
from xero_api.money import parse
from xero_api.nesting import TOO_DEEP


def test_a_record_without_an_id_is_known_by_its_content() -> None:
    """The same content has the same id, in any order of fields; a proper id is kept."""
    one, same = identity({"A": 1, "B": None}, "ID"), identity({"B": None, "A": 1}, "ID")

    assert one == same != identity({"A": 2}, "ID")
    assert bears_no_id(one)
    assert (identity({"ID": "i-1"}, "ID"), bears_no_id("i-1")) == ("i-1", False)
    assert all(bears_no_id(identity(each, "ID")) for each in (None, [], {"ID": 7}, {"ID": ""}, {"ID": "\ud83d"}))


def test_values_are_shown_as_json_that_anybody_can_write_down() -> None:
    """Half a character as its escape, an amount with its digits."""
    assert json_text({"Name": "Zoë \ud83d", "Total": Decimal("1.10")}) == r'{"Name": "Zoë \ud83d", "Total": "1.10"}'


def test_what_is_nested_too_deep_is_shown_as_far_as_it_goes() -> None:
    """And known by that."""
    deep: list[object] = []
    for _ in range(990):
        deep = [deep]

    assert TOO_DEEP in json_text(deep)
    assert bears_no_id(identity(deep, "InvoiceID"))


def test_an_id_is_remembered_in_few_bytes_whatever_it_is() -> None:
    """A GUID in sixteen, in either case; a tax rate by its name."""
    assert compact(guid(7).upper()) == compact(guid(7)) == bytes(15) + b"\x07"
    assert compact("20% (VAT on Income)") == b"20% (VAT on Income)"


@pytest.mark.parametrize("digits", ["9" * 19, f"-{'9' * 30}", "9" * 4300, "9" * 4301, "1e400", f"{'9' * 20}.5"])
def test_a_number_is_written_in_one_way_however_its_page_was_read(digits: str) -> None:
    """Where Python's own reader takes a page, for half a character somewhere, a long whole number is a Decimal."""
    quick, lenient = (parse(f'{{"Total": {digits}, "Name": "{name}"}}'.encode()) for name in ("Boom", r"\ud83d"))

    assert json_text(quick["Total"]) == json_text(lenient["Total"])
