"""Identifiers keep to RevRec's characters, and two documents never become one order."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from source_xero_revrec.rules.identifiers import column_name, identifier, order_number, product_code

ID = "4b2df95c-1c9e-4c1a-9f0a-0123456789ab"
TAKEN = re.compile(r"[A-Za-z0-9_:.-]*")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("INV-0042", "INV-0042"),
        ("a_b:c.d-e", "a_b:c.d-e"),
        ("INV 42/7", "INV-42-7"),
        ("Müller & Söhne", "Muller-Sohne"),
        ("  #42!  ", "42"),
        ("-42-", "-42-"),
        ("商品", ""),
        ("", ""),
    ],
)
def test_an_identifier_has_revrecs_characters_alone(text: str, taken: str) -> None:
    """Accents are taken off, each run of other signs is one hyphen, and what RevRec takes is left alone."""
    assert taken == identifier(text)


@given(st.text(max_size=20))
def test_revrec_takes_every_identifier(text: str) -> None:
    """Whatever people type into Xero; and an identifier's identifier is itself."""
    made = identifier(text)

    assert TAKEN.fullmatch(made)
    assert made == identifier(made)


@pytest.mark.parametrize(
    ("number", "order"),
    [("INV-0042", "INV-0042"), ("INV 0042", "INV-0042.4b2df95c"), ("", ID), ("###", ID), ("INV-7 ", "INV-7.4b2df95c")],
)
def test_a_number_that_had_to_be_changed_says_whose_it_is(number: str, order: str) -> None:
    """The first part of the document's id follows; a document without a number is known by its id."""
    assert order == order_number(number, ID)


# No two ids share their first part: Xero's are random, and 32 bits tell a few numbers of one spelling apart.
IDS = st.lists(st.uuids(version=4).map(str), min_size=2, max_size=2, unique_by=lambda drawn: drawn[:8])
SPELLINGS = st.text("A1- /#é商", max_size=4)


@given(SPELLINGS, SPELLINGS, IDS)
def test_documents_with_different_numbers_are_different_orders(one: str, other: str, ids: list[str]) -> None:
    """INV 7, INV/7 and INV-7 are three orders, whatever the signs are that RevRec does not take."""
    orders = {order_number(one, ids[0]), order_number(other, ids[1])}

    assert len(orders) == 2 or (one == other and identifier(one) == one)


@given(st.text(max_size=12))
def test_revrec_takes_every_order_number(number: str) -> None:
    """An order number is never empty."""
    assert re.fullmatch(r"[A-Za-z0-9_:.-]+", order_number(number, ID))


@pytest.mark.parametrize(
    ("field", "column"), [("Location", "location"), ("Cost Centre", "cost_centre"), (" Region (EU) ", "region_eu")]
)
def test_a_field_is_a_column_in_snake_case(field: str, column: str) -> None:
    """Words are joined by underscores."""
    assert column == column_name(field)


@pytest.mark.parametrize(
    ("codes", "rule"),
    [
        (("SEAT/M", "SEAT M", "SEAT-M"), "item"),
        (("A B", "A-B"), "account"),
        (("Ä-1", "A-1"), "item"),
        (("商", "品"), "item"),
    ],
)
def test_codes_that_differ_in_refused_signs_alone_stay_different(codes: tuple[str, ...], rule: str) -> None:
    """In RevRec's characters; a code that RevRec takes is left alone."""
    made = [product_code(code, rule, shared=False) for code in codes]

    assert len(set(made)) == len(codes)
    assert all(TAKEN.fullmatch(each) for each in made)
    assert [each for each in codes if TAKEN.fullmatch(each)] == [each for each in made if each in codes]


def test_a_code_that_an_item_and_an_account_share_is_changed() -> None:
    """It is the same in each sync."""
    assert product_code("200", "item", shared=True) == product_code("200", "item", shared=True) != "200"


@given(st.sets(st.text(min_size=1, max_size=8), min_size=2, max_size=8))
def test_no_two_codes_become_one(codes: set[str]) -> None:
    """Whatever people type into Xero."""
    assert len({product_code(code, "item", shared=False) for code in codes}) == len(codes)
