"""What nobody sees of a sheet, or what only looks like a value, is read out of its XML."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from xero_connectors.tables.sheet_marks import SheetMarks, column_letters, sheet_marks

WORKBOOK = '<workbook xmlns="m" xmlns:r="{relation}"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>'
RELATIONS = '<Relationships xmlns="p"><Relationship Id="r1" Target="{target}"/></Relationships>'
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def marks(change: Any) -> SheetMarks:  # noqa: ANN401 - a function
    """Return the marks of a sheet of ten rows that somebody changed, behind another."""
    book = Workbook()
    sheet = book.create_sheet("Journals")
    for number in range(1, 11):
        sheet.append([number, f"text {number}", None])
    change(sheet)
    file = io.BytesIO()
    book.save(file)
    return sheet_marks(file, "Journals")


def hand_made(xml: str, *, relation: str = TRANSITIONAL, target: str = "worksheets/a.xml") -> SheetMarks:
    """Return the marks of a sheet's XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK.format(relation=relation))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(target=target))
        archive.writestr("xl/worksheets/a.xml", xml)
    return sheet_marks(file, "A")


def test_hidden_rows_and_columns_are_known() -> None:
    """One by one, or several in a row."""

    def hide(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's own
        for number in (2, 3, 7):
            sheet.row_dimensions[number].hidden = True
        sheet.column_dimensions["B"].hidden = True

    found = marks(hide)
    assert [number for number in range(1, 12) if found.row_is_hidden(number)] == [2, 3, 7]
    assert [number for number in range(1, 5) if found.column_is_hidden(number)] == [2]


def test_a_merged_cell_covers_all_but_the_first() -> None:
    """The first has the value."""
    (merged,) = marks(lambda sheet: sheet.merge_cells("B2:C4")).merged

    assert merged.name == "B2:C4"
    covered = [(row, column) for row in range(1, 6) for column in range(1, 5) if merged.covers(row, column)]
    assert covered == [(2, 3), (3, 2), (3, 3), (4, 2), (4, 3)]


def test_a_formula_without_a_result_is_known() -> None:
    """Excel writes one beside each formula; a program that computes nothing writes none."""
    assert marks(lambda sheet: sheet.append(["=A1+A2", "=B1"])).uncalculated == {11: "A11"}
    rows = '<row r="4"><c r="A4"><f>1+1</f><v>2</v></c><c r="B4"><f>1</f></c></row><row><c><f>2</f><v/></c></row>'
    assert hand_made(f"<worksheet><sheetData>{rows}</sheetData></worksheet>").uncalculated == {4: "B4", 5: ""}


@pytest.mark.parametrize("relation", [TRANSITIONAL, STRICT])
@pytest.mark.parametrize("target", ["worksheets/a.xml", "/xl/worksheets/a.xml"])
def test_other_programs_write_the_same_otherwise(relation: str, target: str) -> None:
    """With prefixes, without numbers of rows, with true for 1."""
    xml = '<x:worksheet xmlns:x="m"><x:cols><x:col min="2" max="3" hidden="true"/></x:cols><x:sheetData><x:row/>'
    xml += '<x:row hidden="1"/></x:sheetData></x:worksheet>'
    found = hand_made(xml, relation=relation, target=target)

    assert (found.row_is_hidden(1), found.row_is_hidden(2), found.column_is_hidden(3)) == (False, True, True)


def test_a_sheet_without_marks_has_none() -> None:
    """And one that is not there is told."""
    found = marks(lambda _: None)

    assert (found.merged, found.uncalculated, found.row_is_hidden(1), found.column_is_hidden(1)) == (
        [],
        {},
        False,
        False,
    )
    with pytest.raises(KeyError):
        hand_made("<worksheet/>", target="b.xml")


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_called_as_in_excel(number: int, letters: str) -> None:
    """There is no zero among the letters."""
    assert column_letters(number) == letters
