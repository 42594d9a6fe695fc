"""Answers of a CRM are read with exact numbers, and quoted without what must stay secret."""

from __future__ import annotations

from decimal import Decimal

import pytest

from source_xero_revrec.crm.answers import json_of, passes, text_of, without_secrets
from xero_api.transport import Reply


def reply(status: int = 200, content: bytes = b"") -> Reply:
    """Return an answer."""
    return Reply(status, {}, content)


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, False), (400, False), (404, False), (408, True), (429, True), (500, True), (503, True)],
)
def test_trouble_that_passes_is_known_by_its_status(status: int, expected: bool) -> None:  # noqa: FBT001 - a table
    """What is refused stays refused."""
    assert passes(reply(status)) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b'{"id": 1001.50}', {"id": Decimal("1001.50")}), (b"[]", []), (b"<html>", None), (b"", None), (b'{"id"', None)],
)
def test_a_body_that_is_no_json_is_nothing(content: bytes, expected: object) -> None:
    """An error page and a cut answer; numbers keep their digits."""
    assert json_of(reply(content=content)) == expected


def test_secrets_are_blotted_out_of_what_others_say() -> None:
    """Every occurrence goes, an empty secret blots nothing, and a long text is cut to one line."""
    said = "Token not-a-real-token is\nnot valid: not-a-real-token. " + "x" * 400

    told = without_secrets(said, ["not-a-real-token", None, ""])

    assert told.startswith("Token *** is not valid: ***. xxx")
    assert len(told) == 300


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Boom FM", "Boom FM"),
        (None, ""),
        (Decimal("1001.0"), "1001"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1.50"), "1.5"),
        (7, "7"),
    ],
)
def test_an_id_or_name_is_read_as_a_person_wrote_it(value: object, expected: str) -> None:
    """A number that stands for an id has no decimals that it was not given."""
    assert text_of(value) == expected
