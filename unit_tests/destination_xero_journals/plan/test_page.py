"""Sections share a page: whole rows, and how many more there are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from destination_xero_journals.plan.page import Section, page


def section(rows: int, *, rank: int = 0, least: int = 4, more: int = 0, height: int = 1) -> Section:
    """Return a section of rows that are all of one height."""
    made = [[f"row {number}"] * height for number in range(rows)]
    return Section(["Heading"], "rows", rank, least, made, more, ["Ending"])


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3), st.integers(0, 3), st.integers(1, 4)), max_size=12),
    st.integers(3, 80),
)
def test_a_page_is_never_longer_than_asked(found: list[tuple[int, int, int, int]], most: int) -> None:
    """However many rows there are, and however high; and no row is lost uncounted."""
    sections = [section(rows, rank=rank, more=more, height=height, least=5) for rows, rank, more, height in found]
    lines = list(page(sections, most))

    assert len(lines) <= most
    counted = sum(int(line.split()[2]) for line in lines if "more row" in line)
    shown = sum(lines.count(f"row {number}") for number in range(40))
    heights = {height for _, _, _, height in found}
    if len(heights) == 1 and not any("more tables" in line for line in lines):
        assert shown // heights.pop() + counted == sum(rows + more for rows, _, more, _ in found)


def test_what_one_leaves_over_goes_to_the_first_in_rank() -> None:
    """The others have their least."""
    lines = list(page([section(20, rank=1), section(20, rank=0)], 19))

    assert lines[:4] == ["", "Heading", "  … and 20 more rows: the file of --output has all of them", "Ending"]
    assert lines[4:6] == ["", "Heading"]
    assert lines[-3:] == ["row 10", "  … and 9 more rows: the file of --output has all of them", "Ending"]


def test_what_fits_is_shown_whole() -> None:
    """Without a word about more."""
    assert list(page([section(2)], 9)) == ["", "Heading", "row 0", "row 1", "Ending"]
    assert list(page([], 9)) == []


def test_one_more_is_no_plural() -> None:
    """As people write."""
    assert "  … and 1 more row: the file of --output has all of them" in list(page([section(0, more=1)], 9))
