"""A row of the table of overrides says one thing, or why it says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.rules.overrides.override import Override, digest
from source_xero_revrec.rules.periods.service_period import DateOrder, ServicePeriod

if TYPE_CHECKING:
    from typing import Any

NZ, US, UNKNOWN = (DateOrder(first, (3, 31)) for first in (True, False, None))
SOLD = date(2026, 1, 15)
UNREAD = "has dates that are not understood"
FEBRUARY = date(2026, 2, 1), date(2026, 2, 28)


def row(**cells: Any) -> Override:  # noqa: ANN401
    """Return a row of the table."""
    return Override("row 2", **cells)


@pytest.mark.parametrize(
    ("start", "end", "order", "expected"),
    [
        ("2026-02-01", "2026-02-28", UNKNOWN, FEBRUARY),
        ("1 Feb 2026", "28 Feb 2026", UNKNOWN, FEBRUARY),
        ("01/02/2026", "28/02/2026", NZ, FEBRUARY),
        ("02/01/2026", "02/28/2026", US, FEBRUARY),
        ("Feb 2026", "Feb 2026", NZ, FEBRUARY),
        ("2026-02-01", "2026-02-01", NZ, (FEBRUARY[0], FEBRUARY[0])),
    ],
)
def test_dates_are_read_as_texts_are(start: str, end: str, order: DateOrder, expected: tuple[date, date]) -> None:
    """In the organisation's order; the last day is itself inside."""
    assert row(start=start, end=end).period(SOLD, order) == ServicePeriod(*expected, "override")


@pytest.mark.parametrize("treatment", ["at invoice date", "At_Invoice_Date", "  AT  INVOICE DATE", "invoice date"])
def test_a_treatment_is_known_however_it_is_spelled(treatment: str) -> None:
    """All of it on the document's day."""
    assert row(treatment=treatment).period(SOLD, NZ) == ServicePeriod(SOLD, SOLD, "override")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"start": "2026-02-01"}, "has a service start alone"),
        ({"end": "2026-02-01"}, "has a service end alone"),
        (
            {"start": "2026-02-01", "end": "2026-02-28", "treatment": "at invoice date"},
            "says both dates and a treatment",
        ),
        ({"treatment": "spread"}, 'has the treatment "spread", which is not known (known: at invoice date)'),
        ({"start": "46054", "end": "2026-02-28"}, 'has dates that are not understood: "46054" is not one date'),
        (
            {"start": "2026-02-30", "end": "2026-03-01"},
            f'{UNREAD}: "2026-02-30 - 2026-03-01" names a day that does not exist',
        ),
        (
            {"start": "2026-03-01", "end": "2026-02-01"},
            f'{UNREAD}: "2026-03-01 - 2026-02-01" ends (1 Feb 2026) before it starts (1 Mar 2026)',
        ),
        (
            {"start": "03/04/2026", "end": "05/04/2026", "order": UNKNOWN},
            (
                f'{UNREAD}: "03/04/2026 - 05/04/2026" is 3 Apr 2026 to 5 Apr 2026 with the day first, 4 Mar 2026 to 4 '
                "May 2026 with the month first"
            ),
        ),
        ({"spoiled": "the error #N/A"}, "has the error #N/A"),
    ],
)
def test_what_cannot_be_meant_says_why(cells: dict[str, Any], why: str) -> None:
    """Nothing is guessed, and nothing is filled in."""
    order = cells.pop("order", NZ)
    assert row(**cells).period(SOLD, order) == why


@pytest.mark.parametrize(("cells", "nothing"), [
    ({"line": "1", "document_id": "7"}, True),
    ({"start": "x"}, False), ({"end": "x"}, False), ({"treatment": "x"}, False), ({"spoiled": "x"}, False),
])  # fmt: skip
def test_a_row_that_nobody_filled_in_says_nothing(cells: dict[str, str], nothing: bool) -> None:  # noqa: FBT001
    """Recon Errors has many of them."""
    assert row(**cells).says_nothing is nothing


def test_a_document_is_called_by_its_id_where_there_is_one() -> None:
    """An id is in small letters however it was copied; a number is as Xero writes it."""
    assert row(document_id="AB-1", document_number="INV-7").document == "id ab-1"
    assert row(document_number="INV-7").document == "number INV-7"
    assert row().document == ""


@pytest.mark.parametrize(
    ("line", "product", "matches"),
    [
        ("2", "", True), ("2.0", "", True), ("02", "", True), ("2", "SEATS", True), ("", "SEATS", True), ("", "", True),
        ("1", "", False), ("22", "", False), ("2", "SETUP", False), ("", "seats", False), ("two", "", False),
    ],
)  # fmt: skip
def test_a_line_is_named_by_its_place_and_its_product(line: str, product: str, matches: bool) -> None:  # noqa: FBT001
    """Both have to fit where both are there."""
    assert row(line=line, product=product).names_line(2, "SEATS") is matches


def test_a_line_number_is_a_number() -> None:
    """What is none is no line at all, and is told apart from a line that is not there."""
    assert [row(line=line).line_is_readable for line in ("", "3", "3.0", "0", "1.5", "three")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_a_digest_changes_with_what_rows_say_alone() -> None:
    """Not with their order, nor with where they stand."""
    one, other = row(line="1", start="a"), row(line="2", start="a")

    assert digest([one, other]) == digest([replace(other, place="row 9"), one])
    assert digest([one]) != digest([replace(one, end="b")])
    assert digest([one, other]) == "efe1ab7e62f2"


def test_a_row_is_about_what_it_fills_in() -> None:
    """Every other cell is empty."""
    assert row() == Override(
        place="row 2", organisation="", document_id="", document_number="", line="", product="", start="", end="",
        treatment="", spoiled="",
    )  # fmt: skip
