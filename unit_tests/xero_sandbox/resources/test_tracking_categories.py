"""Tracking categories and options, written as a client writes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_sandbox.resources.conftest import Asking, refusal, rows
from xero_sandbox.lists.selection import select

if TYPE_CHECKING:
    from xero_sandbox.books.records import Record

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def _category(asking: Asking, name: str = "Region") -> str:
    return str(
        rows(asking.tracking("PUT", "TrackingCategories", {"Name": name}), "TrackingCategories")[0][
            "TrackingCategoryID"
        ]
    )


def _option(asking: Asking, category: str, name: str = "North") -> str:
    answer = asking.tracking("PUT", f"TrackingCategories/{category}/Options", {"Name": name})
    return str(rows(answer, "Options")[0]["TrackingOptionID"])


def _books(asking: Asking) -> dict[str, Record]:
    return {each["Name"]: each for each in asking.books.collection("TrackingCategories").values()}


@pytest.mark.parametrize("body", [{"Name": "Region"}, {"TrackingCategories": [{"Name": "Region"}]}])
def test_a_category_is_created_from_a_bare_object_or_an_envelope(asking: Asking, body: object) -> None:
    """It is active and has no options."""
    (made,) = rows(asking.tracking("PUT", "TrackingCategories", body), "TrackingCategories")

    assert {k: made[k] for k in made if k != "TrackingCategoryID"} == {
        "Name": "Region",
        "Status": "ACTIVE",
        "Options": [],
    }
    assert made["TrackingCategoryID"] == _books(asking)["Region"]["TrackingCategoryID"]


def test_options_inside_a_new_category_are_lost(asking: Asking) -> None:
    """The answer is 200 and shows none, as people report."""
    body = {"Name": "Region", "Options": [{"Name": "North"}]}
    (made,) = rows(asking.tracking("PUT", "TrackingCategories", body), "TrackingCategories")

    assert made["Options"] == _books(asking)["Region"]["Options"] == []


def test_an_option_is_created_on_its_own(asking: Asking) -> None:
    """One bare option a call; the answer is an envelope of Options."""
    category = _category(asking)
    (made,) = rows(asking.tracking("PUT", f"TrackingCategories/{category}/Options", {"Name": " North"}), "Options")

    assert made.pop("TrackingOptionID") == _books(asking)["Region"]["Options"][0]["TrackingOptionID"]
    flags = {"HasValidationErrors": False, "IsDeleted": False, "IsArchived": False, "IsActive": True}
    assert made == {"Name": "North", "Status": "ACTIVE", **flags}


def test_a_hundred_and_one_options_are_possible(asking: Asking) -> None:
    """A hundred is what Xero recommends, not what it enforces."""
    category = _category(asking)
    for number in range(101):
        _option(asking, category, f"Option {number}")

    assert len(_books(asking)["Region"]["Options"]) == 101


def test_a_third_active_category_is_refused(asking: Asking) -> None:
    """Until one is archived."""
    first = _category(asking, "Region")
    _category(asking, "Product")
    message = "An organisation can have at most 2 active tracking categories."
    assert message == refusal(asking.tracking("PUT", "TrackingCategories", {"Name": "Team"}))

    rows(asking.tracking("POST", f"TrackingCategories/{first}", {"Status": "ARCHIVED"}), "TrackingCategories")
    _category(asking, "Team")
    assert message == refusal(asking.tracking("POST", f"TrackingCategories/{first}", {"Status": "ACTIVE"}))


def test_a_fifth_category_is_refused(asking: Asking) -> None:
    """Archived ones count."""
    for name in ("One", "Two", "Three", "Four"):
        category = _category(asking, name)
        asking.tracking("POST", f"TrackingCategories/{category}", {"Status": "ARCHIVED"})

    assert "at most 4 tracking categories" in refusal(asking.tracking("PUT", "TrackingCategories", {"Name": "Five"}))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"Name": "rEGION"}, "The tracking category 'rEGION' exists already."),
        ({"Name": " "}, "The name must be specified."),
        ({}, "The name must be specified."),
        ({"Name": "x" * 101}, "A name can have at most 100 characters, not 101."),
        ({"TrackingCategories": [{"Name": "A"}, {"Name": "B"}]}, "Send one tracking category or option in a call."),
    ],
)
def test_a_category_needs_a_new_name_of_a_hundred_characters(asking: Asking, body: object, message: str) -> None:
    """Names are compared without regard to case; nothing is saved."""
    _category(asking)

    assert message == refusal(asking.tracking("PUT", "TrackingCategories", body))
    assert list(_books(asking)) == ["Region"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("NORTH", "The tracking option 'NORTH' exists already in 'Region'."),
        ("", "The name must be specified."),
        ("x" * 101, "A name can have at most 100 characters, not 101."),
    ],
)
def test_an_option_needs_a_name_that_its_category_has_not(asking: Asking, name: str, message: str) -> None:
    """Not even archived, and whatever the case; a rename is held to the same."""
    category = _category(asking)
    north, south = _option(asking, category), _option(asking, category, "South")
    options = f"TrackingCategories/{category}/Options"
    asking.tracking("POST", f"{options}/{north}", {"Status": "ARCHIVED"})

    assert message == refusal(asking.tracking("PUT", options, {"Name": name}))
    assert message == refusal(asking.tracking("POST", f"{options}/{south}", {"Name": name}))
    assert [each["Name"] for each in _books(asking)["Region"]["Options"]] == ["North", "South"]


def test_two_categories_may_have_an_option_of_the_same_name(asking: Asking) -> None:
    """A name alone does not say which option is meant."""
    _option(asking, _category(asking, "Region"), "Other")
    _option(asking, _category(asking, "Product"), "Other")


def test_a_space_after_an_options_name_is_a_server_error(asking: Asking) -> None:
    """HTTP 500, as people report; nothing is saved."""
    category = _category(asking)

    assert asking.tracking("PUT", f"TrackingCategories/{category}/Options", {"Name": "North "}).status == 500
    assert _books(asking)["Region"]["Options"] == []


def test_an_option_of_an_unknown_category_is_a_server_error(asking: Asking) -> None:
    """HTTP 500, as people report, where a client would expect 404."""
    assert asking.tracking("PUT", f"TrackingCategories/{UNKNOWN}/Options", {"Name": "North"}).status == 500


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_an_unknown_category_or_option_is_not_found(asking: Asking, method: str) -> None:
    """404 for both."""
    category = _category(asking)

    for path in (UNKNOWN, f"{category}/Options/{UNKNOWN}"):
        assert asking.tracking(method, f"TrackingCategories/{path}", {"Name": "New"}).status == 404


def test_a_new_name_shows_on_the_lines_that_carry_it(asking: Asking) -> None:
    """Category and option of an old invoice's line are renamed; the invoice is not stamped."""
    category = _category(asking)
    option = _option(asking, category)
    invoice = asking.books.collection("Invoices")[asking.invoice(Tracking=[{"Name": "Region", "Option": "North"}])]
    stamp = invoice["UpdatedDateUTC"]
    asking.later()

    (renamed,) = rows(
        asking.tracking("POST", f"TrackingCategories/{category.upper()}", {"Name": "Area"}), "TrackingCategories"
    )
    (shown,) = rows(
        asking.tracking("POST", f"TrackingCategories/{category}/Options/{option}", {"Name": "Up"}), "Options"
    )

    assert (renamed["Name"], shown["Name"]) == ("Area", "Up")
    element = invoice["LineItems"][0]["Tracking"][0]
    assert (element["Name"], element["Option"], invoice["UpdatedDateUTC"]) == ("Area", "Up", stamp)


def test_a_name_may_change_its_case(asking: Asking) -> None:
    """It is no duplicate of itself."""
    category = _category(asking)
    option = _option(asking, category)

    rows(asking.tracking("POST", f"TrackingCategories/{category}", {"Name": "REGION"}), "TrackingCategories")
    rows(asking.tracking("POST", f"TrackingCategories/{category}/Options/{option}", {"Name": "NORTH"}), "Options")
    assert _books(asking)["REGION"]["Options"][0]["Name"] == "NORTH"


def test_an_option_is_archived_and_restored(asking: Asking) -> None:
    """The flags follow the status, and lists show it on demand alone."""
    category = _category(asking)
    path = f"TrackingCategories/{category}/Options/{_option(asking, category)}"

    (archived,) = rows(asking.tracking("POST", path, {"Status": "ARCHIVED"}), "Options")
    assert (archived["Status"], archived["IsArchived"], archived["IsActive"]) == ("ARCHIVED", True, False)
    (restored,) = rows(asking.tracking("POST", path, {"Status": "ACTIVE"}), "Options")
    assert (restored["Status"], restored["IsArchived"], restored["IsActive"]) == ("ACTIVE", False, True)


@pytest.mark.parametrize(
    "body", [{}, {"Name": "Area", "Status": "ARCHIVED"}, {"Status": "DELETED"}, {"Status": "archived"}]
)
def test_an_update_is_a_name_or_a_status(asking: Asking, body: object) -> None:
    """Neither, both, and other statuses are refused; nothing changes."""
    category = _category(asking)
    option = _option(asking, category)

    assert refusal(asking.tracking("POST", f"TrackingCategories/{category}", body))
    assert refusal(asking.tracking("POST", f"TrackingCategories/{category}/Options/{option}", body))
    region = _books(asking)["Region"]
    assert (region["Status"], region["Options"][0]["Status"]) == ("ACTIVE", "ACTIVE")


def test_what_no_line_carries_is_deleted(asking: Asking) -> None:
    """The answer shows it as DELETED for the last time."""
    category = _category(asking)
    option = _option(asking, category)

    (gone,) = rows(asking.tracking("DELETE", f"TrackingCategories/{category}/Options/{option}"), "Options")
    assert (gone["Status"], gone["IsDeleted"], gone["IsActive"]) == ("DELETED", True, False)
    assert _books(asking)["Region"]["Options"] == []
    (gone,) = rows(asking.tracking("DELETE", f"TrackingCategories/{category}"), "TrackingCategories")
    assert gone["Status"] == "DELETED"
    assert _books(asking) == {}


@pytest.mark.parametrize("document", ["invoice", "journal"])
def test_what_a_line_carries_can_only_be_archived(asking: Asking, document: str) -> None:
    """An invoice's line or a manual journal's keeps both option and category."""
    category = _category(asking)
    option = _option(asking, category)
    getattr(asking, document)(Tracking=[{"TrackingCategoryID": category, "TrackingOptionID": option}])

    for path in (category, f"{category}/Options/{option}"):
        message = refusal(asking.tracking("DELETE", f"TrackingCategories/{path}"))
        assert message.endswith("is in use and cannot be deleted. Archive it.")
    assert _books(asking)["Region"]["Options"][0]["Status"] == "ACTIVE"


def test_categories_in_the_order_of_their_ids_follow_a_deletion(asking: Asking) -> None:
    """A category that replaced a deleted one is in the list, the deleted one is not."""
    asked = asking.asked("TrackingCategories", order="TrackingCategoryID")

    def listed() -> list[str]:
        collection = asked.tenant.listing(asked.endpoint, asked.now)
        return [row["Name"] for row in select(asked.endpoint, collection, asked.query, asking.service.switches).rows]

    first = _category(asking, "Region")
    assert listed() == ["Region"]
    asking.tracking("DELETE", f"TrackingCategories/{first}")
    _category(asking, "Product")
    assert listed() == ["Product"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"Region"', b'{"Name": 5}', b'{"TrackingCategories": {}}'])
def test_a_body_of_another_shape_is_refused(asking: Asking, body: bytes) -> None:
    """400 with Xero's ErrorNumber 14."""
    answer = asking.tracking("PUT", "TrackingCategories", body)

    assert (answer.status, json.loads(answer.body)["ErrorNumber"]) == (400, 14)


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "TrackingCategories"), ("PUT", f"TrackingCategories/{UNKNOWN}"), ("PATCH", "TrackingCategories")],
)
def test_other_calls_do_not_exist(asking: Asking, method: str, path: str) -> None:
    """501, as Xero says of its own gaps."""
    assert asking.tracking(method, path, {"Name": "Region"}).status == 501
