"""Made-up changes are told apart: those that break, those that add, and those that nobody notices."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit_tests.releases.changes import (
    Change,
    Kind,
    catalog_changes,
    form_changes,
    offer_changes,
    specification_changes,
)
from unit_tests.releases.version import faults, needed, parsed

FORM: dict[str, Any] = {
    "type": "object",
    "required": ["credentials"],
    "properties": {
        "credentials": {
            "type": "object",
            "oneOf": [
                {
                    "title": "Sign in as an app",
                    "type": "object",
                    "required": ["way", "client_id"],
                    "properties": {
                        "way": {"const": "app"},
                        "client_id": {"type": "string", "minLength": 1},
                    },
                },
                {"title": "Sign in as a user", "type": "object", "properties": {"way": {"const": "user"}}},
            ],
        },
        "start_date": {"type": "string", "format": "date", "title": "Start date", "description": "The first day."},
        "status": {"type": "string", "enum": ["POSTED", "DRAFT"], "default": "POSTED"},
        "calls": {"type": "integer", "minimum": 1, "maximum": 60},
        "fields": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
    },
}
STREAM: dict[str, Any] = {
    "name": "orders",
    "supported_sync_modes": ["full_refresh", "incremental"],
    "source_defined_primary_key": [["tenant_id"], ["id"]],
    "default_cursor_field": ["updated_at"],
    "is_resumable": True,
    "json_schema": {
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "amount": {"type": ["null", "number"], "description": "Net of tax."},
            "day": {"type": ["null", "string"], "format": "date"},
            "lines": {"type": "array", "items": {"type": "object", "properties": {"code": {"type": "string"}}}},
        },
    },
}
GONE = object()


def changed(document: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy with another value at a path, or without what is there."""
    made = copy.deepcopy(document)
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    node: Any = made
    for step in way:
        node = node[step]
    if value is GONE:
        del node[last]
    else:
        node[last] = value
    return made


@pytest.mark.parametrize(
    ("path", "value", "kind", "name"),
    [
        ("properties/status", GONE, Kind.MAJOR, "status"),
        ("properties/status/type", "integer", Kind.MAJOR, "status"),
        ("properties/status/enum", ["POSTED"], Kind.MAJOR, "status"),
        ("properties/status/enum", ["POSTED", "DRAFT", "NONE"], Kind.MINOR, "status"),
        ("properties/status/enum", GONE, Kind.MINOR, "status"),
        ("properties/status/default", "DRAFT", Kind.MAJOR, "status"),
        ("properties/status/default", GONE, Kind.MAJOR, "status"),
        ("properties/fields/default", ["name"], Kind.MINOR, "fields"),
        ("properties/start_date/default", "2026-01-01", Kind.MAJOR, "start_date"),
        ("dependencies", {"calls": ["status"]}, Kind.MAJOR, "calls"),
        ("properties/start_date/enum", ["2026-01-01"], Kind.MAJOR, "start_date"),
        ("properties/start_date/pattern", "^[0-9]+$", Kind.MAJOR, "start_date"),
        ("properties/start_date/format", GONE, Kind.MINOR, "start_date"),
        ("properties/start_date/airbyte_secret", True, Kind.MINOR, "start_date"),
        ("required", ["credentials", "start_date"], Kind.MAJOR, "start_date"),
        ("required", [], Kind.MINOR, "credentials"),
        ("properties/calls/type", "number", Kind.MINOR, "calls"),
        ("properties/calls/minimum", 2, Kind.MAJOR, "calls"),
        ("properties/calls/minimum", 0, Kind.MINOR, "calls"),
        ("properties/calls/maximum", 50, Kind.MAJOR, "calls"),
        ("properties/calls/maximum", GONE, Kind.MINOR, "calls"),
        ("properties/fields/minItems", 1, Kind.MAJOR, "fields"),
        ("properties/fields/uniqueItems", True, Kind.MAJOR, "fields"),
        ("properties/fields/items/properties/name", GONE, Kind.MAJOR, "name"),
        ("properties/fields/items/properties/value", {"type": "string"}, Kind.MINOR, "value"),
        ("properties/new", {"type": "string"}, Kind.MINOR, "new"),
        ("properties/credentials/oneOf/1", GONE, Kind.MAJOR, "user"),
        ("properties/credentials/oneOf/0/properties/client_id", GONE, Kind.MAJOR, "client_id"),
        ("properties/credentials/oneOf/0/properties/client_id/minLength", GONE, Kind.MINOR, "client_id"),
        ("properties/credentials/oneOf/1/additionalProperties", False, Kind.MAJOR, "user"),
        ("properties/credentials/oneOf", [], Kind.MAJOR, "credentials"),
    ],
)
def test_a_change_of_a_form_is_of_a_kind(path: str, value: object, kind: Kind, name: str) -> None:
    """What a saved configuration may no longer be, or may no longer mean, breaks; what it may be besides adds."""
    (change,) = form_changes(FORM, changed(FORM, path, value))

    assert (change.kind, change.name) == (kind, name)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("properties/start_date/title", "From"),
        ("properties/start_date/description", "The day that reading begins on."),
        ("properties/start_date/examples", ["2026-01-01"]),
        ("properties/start_date/order", 7),
        ("properties/start_date/group", "advanced"),
        ("properties/credentials/oneOf/0/title", "Sign in with an app"),
        ("properties/credentials/oneOf/0/description", "No token to keep."),
    ],
)
def test_texts_for_people_may_change_in_any_version(path: str, value: object) -> None:
    """Wording, examples, order and groups are no change of a form."""
    assert list(form_changes(FORM, changed(FORM, path, value))) == []


def test_a_new_required_option_breaks() -> None:
    """No saved configuration has it; that it may not be left out is said once."""
    new = changed(changed(FORM, "properties/key", {"type": "string"}), "required", ["credentials", "key"])

    assert [change.kind for change in form_changes(FORM, new)] == [Kind.MAJOR]


def test_a_renamed_option_breaks_and_adds() -> None:
    """A new name is an option that is gone and one that is new."""
    new = changed(changed(FORM, "properties/status", GONE), "properties/state", FORM["properties"]["status"])

    assert sorted((change.kind, change.name) for change in form_changes(FORM, new)) == [
        (Kind.MINOR, "state"),
        (Kind.MAJOR, "status"),
    ]


def test_reordered_alternatives_are_no_change() -> None:
    """Alternatives are told apart by their constants and not by where they stand."""
    turned = changed(FORM, "properties/credentials/oneOf", FORM["properties"]["credentials"]["oneOf"][::-1])

    assert list(form_changes(FORM, turned)) == []


def test_a_lost_sync_mode_breaks_and_another_scope_adds() -> None:
    """What a specification says beside its form counts as well."""
    consent = {"oauth_config_specification": {"oauth_connector_input_specification": {"scope": "offline_access"}}}
    old = {
        "connectionSpecification": FORM,
        "supported_destination_sync_modes": ["append", "append_dedup"],
        "advanced_auth": {"predicate_value": "oauth", **consent},
    }
    new = changed(old, "supported_destination_sync_modes", ["append"])
    new = changed(
        new,
        "advanced_auth/oauth_config_specification/oauth_connector_input_specification/scope",
        "offline_access accounting.settings",
    )
    new = changed(new, "advanced_auth/predicate_value", "user")

    assert sorted((change.kind, change.name) for change in specification_changes(old, new)) == [
        (Kind.MINOR, "accounting.settings"),
        (Kind.MAJOR, "append_dedup"),
        (Kind.MAJOR, "predicate_value"),
    ]


@pytest.mark.parametrize(
    ("path", "value", "kind", "name"),
    [
        ("source_defined_primary_key", [["id"]], Kind.MAJOR, "orders"),
        ("default_cursor_field", ["day"], Kind.MAJOR, "orders"),
        ("supported_sync_modes", ["full_refresh"], Kind.MAJOR, "orders"),
        ("supported_sync_modes", ["full_refresh", "incremental", "other"], Kind.MINOR, "orders"),
        ("is_resumable", False, Kind.MAJOR, "orders"),
        ("json_schema/properties/amount", GONE, Kind.MAJOR, "amount"),
        ("json_schema/properties/tax", {"type": "number"}, Kind.MINOR, "tax"),
        ("json_schema/properties/amount/type", ["null", "string"], Kind.MAJOR, "amount"),
        ("json_schema/properties/amount/type", "number", Kind.MINOR, "amount"),
        ("json_schema/properties/id/type", ["null", "string"], Kind.MINOR, "id"),
        ("json_schema/properties/day/format", "date-time", Kind.MAJOR, "day"),
        ("json_schema/properties/day/airbyte_type", "timestamp_with_timezone", Kind.MAJOR, "day"),
        ("json_schema/properties/lines/items/properties/code", GONE, Kind.MAJOR, "code"),
        ("json_schema/properties/lines/items/properties/rate", {"type": "number"}, Kind.MINOR, "rate"),
    ],
)
def test_a_change_of_a_stream_is_of_a_kind(path: str, value: object, kind: Kind, name: str) -> None:
    """What a query over the table may no longer find breaks; what it may find besides adds."""
    (change,) = catalog_changes([STREAM], [changed(STREAM, path, value)])

    assert (change.kind, change.name) == (kind, name)


def test_a_renamed_stream_breaks_and_adds() -> None:
    """A new name is a stream that is gone and one that is new."""
    renamed = changed(STREAM, "name", "sales_orders")

    assert sorted((change.kind, change.name) for change in catalog_changes([STREAM], [renamed])) == [
        (Kind.MINOR, "sales_orders"),
        (Kind.MAJOR, "orders"),
    ]


def test_another_description_of_a_column_is_no_change() -> None:
    """Texts of a catalog may change in any version."""
    assert list(catalog_changes([STREAM], [changed(STREAM, "json_schema/properties/amount/description", "Net.")])) == []


def test_what_a_destination_takes_is_compared_as_a_form() -> None:
    """A column that becomes required breaks a mapping, as another matching key does; another one adds."""
    old = {
        "object_name": "journals",
        "sync_mode": "append",
        "matching_keys": [["id"]],
        "json_schema": {"required": ["id"], "properties": {"id": {"type": "string"}, "note": {"type": "string"}}},
    }

    def kinds(new: list[dict[str, Any]]) -> list[Kind]:
        return [change.kind for change in offer_changes([old], new)]

    assert kinds([changed(old, "json_schema/required", ["id", "note"])]) == [Kind.MAJOR]
    assert kinds([changed(old, "json_schema/properties/amount", {"type": "number"})]) == [Kind.MINOR]
    assert kinds([changed(old, "matching_keys", [["note"]])]) == [Kind.MAJOR]
    assert kinds([]) == [Kind.MAJOR]
    assert kinds([old, {**old, "sync_mode": "append_dedup"}]) == [Kind.MINOR]


ADDED = Change(Kind.MINOR, "orders.tax", "tax", "the column is new")
BROKEN = Change(Kind.MAJOR, "orders.amount", "amount", "the column is gone")
NEWS = "## [Unreleased]\n\n- The column `orders.tax` is new, `amount` is gone.\n\n## [1.2.3]\n\n- `orders`\n"


@pytest.mark.parametrize(
    ("changes", "declared", "said"),
    [
        ([], "1.2.3", True),
        ([], "1.2.2", False),
        ([ADDED], "1.2.4", False),
        ([ADDED], "1.3.0", True),
        ([ADDED, BROKEN], "1.3.0", False),
        ([ADDED, BROKEN], "2.0.0", True),
    ],
)
def test_a_change_takes_a_version_of_its_kind(changes: list[Change], declared: str, *, said: bool) -> None:
    """An addition takes a minor version, a break a major one, and no change none."""
    assert (faults(changes, released="1.2.3", declared=declared, changelog=NEWS) == []) is said


def test_a_change_that_the_changelog_does_not_name_is_a_fault() -> None:
    """What stands below the released version, or outside of backquotes, tells of no change."""
    silent = NEWS.replace("`orders.tax`", "tax") + "- `tax`\n"

    assert faults([ADDED], released="1.2.3", declared="1.3.0", changelog=silent) == [
        "CHANGELOG.md does not name `tax`: orders.tax: the column is new (minor)."
    ]


def test_a_changelog_without_the_released_version_is_a_fault() -> None:
    """Nothing can be told from it of what came later."""
    (fault,) = faults([ADDED], released="1.2.3", declared="1.3.0", changelog="## [Unreleased]\n- `tax`\n")

    assert "no section [1.2.3]" in fault


@given(st.tuples(*[st.integers(0, 99)] * 3), st.sampled_from(Kind))
def test_the_version_that_a_change_takes_is_the_next_one_of_its_kind(version: tuple[int, int, int], kind: Kind) -> None:
    """It is never lower than the released one, and higher where anything was added or broken."""
    lowest = needed(version, kind)

    assert lowest >= version
    assert (lowest > version) is (kind is not Kind.PATCH)
    assert parsed(".".join(map(str, lowest))) == lowest


@given(st.sampled_from(sorted(FORM["properties"])), st.sampled_from(sorted(FORM["properties"])))
def test_what_one_way_adds_the_other_way_breaks(first: str, second: str) -> None:
    """Options that are taken out break, and the same options put back add."""
    without = {**FORM, "required": [], "properties": dict(FORM["properties"])}
    full = {**without, "properties": dict(FORM["properties"])}
    for option in {first, second}:
        del without["properties"][option]

    assert {change.kind for change in form_changes(full, without)} == {Kind.MAJOR}
    assert {change.kind for change in form_changes(without, full)} == {Kind.MINOR}
