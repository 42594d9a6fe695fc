"""Tracking categories and options, and what lines carry of them."""

from __future__ import annotations

import pytest

from unit_tests.xero_sandbox.books.conftest import DAY, JOURNAL_LINES, UNTAXED, sale
from xero_sandbox.books import Books, BooksError
from xero_sandbox.books.tracking import LONGEST_NAME

NORTH = {"Name": "Region", "Option": "North"}


def test_lines_share_one_element_an_option(books: Books) -> None:
    """By name or by id, so that a new name of either shows on all of them."""
    tracking = books.desk.tracking
    (element,) = tracking.elements([NORTH])
    assert tracking.elements([{key: element[key] for key in ("TrackingCategoryID", "TrackingOptionID")}]) == [element]

    tracking.rename_category("Region", "Area")
    tracking.rename_option("Area", "North", "Te Tai Tokerau")
    assert (element["Name"], element["Option"]) == ("Area", "Te Tai Tokerau")


def test_a_line_has_one_option_of_each_of_two_categories(books: Books) -> None:
    """Two of one, or three, are refused."""
    books.person.create_tracking_category("Product", ["Gold"])
    gold = {"Name": "Product", "Option": "Gold"}
    tracking = books.desk.tracking
    assert len(tracking.elements([NORTH, gold])) == 2

    for given in ([NORTH, NORTH | {"Option": "South"}], [NORTH, gold, gold]):
        with pytest.raises(BooksError, match="at most 2 tracking categories"):
            tracking.elements(given)


@pytest.mark.parametrize("name", ["", " ", "x" * (LONGEST_NAME + 1), "north", "NORTH"])
def test_an_option_has_a_name_of_its_own(books: Books, name: str) -> None:
    """Of a hundred characters at most; another case is the same name."""
    with pytest.raises(BooksError):
        books.person.create_tracking_option("Region", name)


def test_there_are_two_active_categories_and_four_at_most(books: Books) -> None:
    """Archived ones make room for active ones, and count among the four."""
    tracking = books.desk.tracking
    tracking.create_category("B")
    with pytest.raises(BooksError, match="at most 2 active"):
        tracking.create_category("C")
    for name in ("C", "D"):
        tracking.archive_category("B" if name == "C" else "C")
        tracking.create_category(name)
    with pytest.raises(BooksError, match="at most 2 active"):
        tracking.restore_category("B")
    tracking.archive_category("D")

    with pytest.raises(BooksError, match="at most 4 tracking categories, archived ones included"):
        tracking.create_category("E")
    assert tracking.restore_category("B")["Status"] == "ACTIVE"
    assert tracking.restore_category("B")["Status"] == "ACTIVE"


def test_what_is_archived_stays_on_lines_and_goes_on_no_new_one(books: Books) -> None:
    """Option or category."""
    invoice = books.person.create_invoice("Ann", [UNTAXED | {"Tracking": [NORTH]}], DAY)
    tracking = books.desk.tracking
    tracking.archive_option("Region", "North")

    assert invoice["LineItems"][0]["Tracking"][0]["Option"] == "North"
    with pytest.raises(BooksError, match="'North' of 'Region' is not active"):
        tracking.elements([NORTH])
    assert tracking.restore_option("Region", "North")["Options"][0]["IsActive"]
    assert tracking.elements([NORTH])


def test_what_a_line_carries_cannot_be_deleted(books: Books) -> None:
    """Of a document or of a journal, whatever its status."""
    tracking = books.desk.tracking
    journal = books.person.create_manual_journal("n", JOURNAL_LINES, DAY)
    books.person.void(journal["ManualJournalID"])
    sale(books)

    with pytest.raises(BooksError, match="'North' is in use"):
        tracking.delete_option("Region", "North")
    with pytest.raises(BooksError, match="'Region' is in use"):
        tracking.delete_category("Region")
    assert tracking.delete_option("Region", "South")["Status"] == "DELETED"
    assert tracking.delete_category(tracking.create_category("B")["TrackingCategoryID"])["Status"] == "DELETED"


def test_what_is_not_there_is_said(books: Books) -> None:
    """In Xero's words for a category."""
    with pytest.raises(BooksError, match="There is no ACTIVE tracking category with the name 'Area'"):
        books.desk.tracking.category("Area")
    with pytest.raises(BooksError, match="no tracking option 'West' in 'Region'"):
        books.desk.tracking.archive_option("Region", "West")
    with pytest.raises(BooksError, match="tracking category 'region' exists already"):
        books.desk.tracking.create_category("region")
