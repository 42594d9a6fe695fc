"""Lines of documents name their tracking options; the categories tell the ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.ledger.digest import digest
from source_xero_revrec.ledger.tracking_options import TrackingOptions
from source_xero_revrec.ledger.unread_records import UnreadRecords
from unit_tests.source_xero_revrec.ledger.made_ledger import reached
from unit_tests.xero_api.fake_xero import guid

if TYPE_CHECKING:
    from unit_tests.source_xero_revrec.fake_books import FakeBooks


@pytest.fixture
def options(books: FakeBooks) -> TrackingOptions:
    """Hand out the options of Region, two of which have one name, and of Team."""
    for number, name, found in ((1, "Region", ("North", "South", "South")), (2, "Team", ("North",))):
        books.category(
            number,
            name,
            Options=[
                {"TrackingOptionID": f"{name}-{option}-{place}", "Name": option} for place, option in enumerate(found)
            ],
        )
    (organisation,) = reached().all()
    return TrackingOptions(organisation, UnreadRecords({}))


def test_an_option_is_found_in_its_own_category(options: TrackingOptions) -> None:
    """The same name in another category is another option."""
    assert options.id_of(guid(1), "North") == "Region-North-0"
    assert options.id_of(guid(2), "North") == "Team-North-0"


@pytest.mark.parametrize("name", ["South", "West", "north"])
def test_a_name_that_is_no_option_or_two_has_no_id(options: TrackingOptions, name: str) -> None:
    """Nothing is guessed."""
    assert options.id_of(guid(1), name) == ""


def test_the_categories_are_read_once_and_only_where_a_line_is_tracked(
    books: FakeBooks, options: TrackingOptions
) -> None:
    """An organisation without tracking pays no call for it."""
    before = list(books.asked)
    options.id_of(guid(1), "North")
    options.id_of(guid(2), "North")

    assert books.asked[len(before) :] == ["TrackingCategories"]


def test_names_are_known_by_the_ids_of_options_of_some_categories(options: TrackingOptions) -> None:
    """Whatever the case of the category's name, as the form may have it."""
    found = options.names({" region"})

    assert found.keys() == {"Region-North-", "Region-South-"}
    assert found["Region-North-"] == digest(b"North")
    assert options.names(set()) == options.names({"Nowhere"}) == {}
