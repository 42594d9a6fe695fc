"""The page of which the pictures of the forms are taken: what is open, what is folded, what can be chosen."""

from __future__ import annotations

from html import unescape

import pytest

from tools.form_page import page
from unit_tests.test_forms import FORMS


@pytest.mark.parametrize("connector", FORMS)
def test_what_is_always_shown_is_open_and_the_rest_is_folded(connector: str) -> None:
    """Each field once: with its description, or as a title among the optional fields of its card."""
    form = FORMS[connector]
    shown = unescape(page(form))

    for name, field in form["properties"].items():
        is_open = name in form["required"] or bool(field.get("always_show"))
        assert (f'<div class="label">{field["title"]}' in shown) is is_open, name
        assert field["title"] in shown
    for card in form["groups"]:
        assert f"<h2>{card['title']}</h2>" in shown


def test_ways_stand_side_by_side_and_the_first_is_open() -> None:
    """Both ways to sign in are seen, and what the first one asks for."""
    shown = unescape(page(FORMS["source-xero-revrec"]))
    first, second = FORMS["source-xero-revrec"]["properties"]["credentials"]["oneOf"]

    assert shown.index(first["title"]) < shown.index("Client secret") < shown.index(second["title"])
    assert "Refresh token" not in shown


def test_a_long_choice_is_a_list() -> None:
    """Of the places of receipts only the first is seen."""
    shown = unescape(page(FORMS["destination-xero-journals"]))

    assert "Keep none beside the log" in shown
    assert "Keep them in an S3 bucket" not in shown
