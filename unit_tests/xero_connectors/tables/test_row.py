"""A row tells whether something is in it, and an id is written as a person wrote it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xero_connectors.tables.row import Row, TableFault, Unusable, digits, refuse


@pytest.mark.parametrize(("cells", "blank"), [([], True), (["", " \t"], True), (["", "x"], False), (["0"], False)])
def test_a_row_is_blank_where_nothing_but_space_is_in_it(cells: list[str], *, blank: bool) -> None:
    """A nought is something."""
    assert Row("line 2", cells).is_blank() is blank


def test_a_cell_that_cannot_be_used_is_not_nothing() -> None:
    """What Excel made of an id must be told, and not skipped with its row."""
    assert not Row("row 2", ["", Unusable("is a date")]).is_blank()


def test_a_fault_is_raised_as_it_is() -> None:
    """With its place and its words, and without the error that led to it."""
    fault = TableFault("line 7 is no text. Save it as UTF-8.", place="line 7", brief="is no text")

    with pytest.raises(TableFault, match=r"^line 7 is no text\. Save it as UTF-8\.$") as raised:
        refuse(fault)

    assert raised.value is fault
    assert raised.value.__suppress_context__
    assert (fault.place, fault.brief) == ("line 7", "is no text")


@pytest.mark.parametrize(
    ("number", "written"),
    [("1001", "1001"), ("1001.0", "1001"), ("1E+3", "1000"), ("10.50", "10.5"), ("0.001", "0.001"), ("-7.00", "-7")],
)
def test_a_number_stands_as_a_person_wrote_it(number: str, written: str) -> None:
    """Excel keeps every id as a floating-point number."""
    assert digits(Decimal(number)) == written
