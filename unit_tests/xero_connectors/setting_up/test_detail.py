"""What a way of a choice needs besides, told from the form."""

from __future__ import annotations

from typing import Any

from xero_connectors.setting_up.detail import Detail, details

SIGN_IN = {
    "title": "Sign in",
    "oneOf": [
        {"title": "As an app", "properties": {"by": {"const": "app"}}, "required": ["by"]},
        {
            "title": "As a user",
            "properties": {"by": {"const": "user"}, "name": {"type": "string", "title": "Name"}},
            "required": ["by", "name"],
        },
    ],
}
FORM: dict[str, Any] = {
    "properties": {
        "store": {
            "title": "Store",
            "oneOf": [
                {
                    "title": "Far away",
                    "properties": {
                        "kind": {"const": "far", "order": 0},
                        "token": {"type": "string", "title": "Token", "airbyte_secret": True, "order": 3},
                        "sign_in": {**SIGN_IN, "order": 2},
                        "folder": {"type": "string", "default": "top", "order": 1},
                        "note": {"type": "string", "description": 'See <a href="https://x.example">there</a>.'},
                        "names": {"type": "array"},
                    },
                    "required": ["kind", "sign_in", "token"],
                },
            ],
        }
    }
}


def test_what_the_way_lacks_is_asked_for_in_the_forms_order() -> None:
    """What has a default is not, nor what is no text; a choice within comes before what it asks for."""
    first = details(FORM, "store", {"store": {"kind": "far"}})

    assert first == [
        Detail("store.note", "note", "See there (https://x.example).", needed=False),
        Detail("store.sign_in.by", "Sign in", choices={"app": "As an app", "user": "As a user"}),
        Detail("store.token", "Token", secret=True),
    ]
    chosen = {"kind": "far", "sign_in": {"by": "user"}, "token": "t", "note": ""}
    assert details(FORM, "store", {"store": chosen}) == [Detail("store.sign_in.name", "Name")]


def test_a_way_that_is_not_chosen_yet_is_asked_for_first() -> None:
    """By the words that the form takes."""
    for config in ({}, {"store": None}, {"store": {"kind": "near"}}):
        assert details(FORM, "store", config) == [Detail("store.kind", "Store", choices={"far": "Far away"})]


def test_a_gap_is_told_as_the_flag_that_fills_it() -> None:
    """No secret is taken from a command line."""
    assert Detail("store.note", "Note").gap == "--set store.note=VALUE"
    assert Detail("store.token", "Token", secret=True).gap == "--secret store.token=env:NAME or file:PATH"
