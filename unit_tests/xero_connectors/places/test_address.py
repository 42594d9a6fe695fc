"""An address is taken apart as it stands, and refused where it would show a secret."""

from __future__ import annotations

import pytest

from xero_connectors.places.address import Address, AddressFault


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("s3://bucket/a/b", Address("s3", "", "bucket", None, "a/b")),
        ("S3://bucket", Address("s3", "", "bucket", None, "")),
        ("s3://bucket/a?b#c", Address("s3", "", "bucket", None, "a?b#c")),
        ("s3://bucket/100%25/a%20b", Address("s3", "", "bucket", None, "100%/a b")),
        ("sftp://jane%40firm@host:2222/a", Address("sftp", "jane@firm", "host", 2222, "a")),
    ],
)
def test_every_part_is_what_was_meant(text: str, parts: Address) -> None:
    """Percent signs are resolved; what elsewhere begins a query is part of a name."""
    assert Address.of(text, "") == parts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("s3:///a", "names no place: write it like s3://bucket/."),
        ("sftp://host:port/a", "is not an address that can be read: write it like s3://bucket/."),
        ("sftp://user:not-a-real-secret@host/a", "holds a password, which every user of this machine could see"),
    ],
)
def test_what_cannot_be_read_says_how_to_write_it(text: str, said: str) -> None:
    """And repeats nothing of it."""
    with pytest.raises(AddressFault) as fault:
        Address.of(text, "s3://bucket/")

    assert str(fault.value).startswith(said)
    assert "secret" not in str(fault.value)
