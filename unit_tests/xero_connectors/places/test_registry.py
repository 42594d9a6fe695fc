"""An address leads to its place, and what is none says how to write one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from xero_connectors.places.address import AddressFault
from xero_connectors.places.registry import REMOTE, file, folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("s3://bucket", "s3://bucket"),
        ("s3://bucket/a/b/", "s3://bucket/a/b"),
        ("S3://bucket/a%20b", "s3://bucket/a b"),
        ("gs://bucket/a", "gs://bucket/a"),
        ("az://container/a", "az://container/a"),
        ("sftp://user@host/a/b/", "sftp://user@host:22/a/b"),
        ("sftp://user@host:2222/~/b", "sftp://user@host:2222/~/b"),
        ("/local/a", "/local/a"),
    ],
)
def test_a_folder_is_found_by_its_address(text: str, address: str) -> None:
    """The place says where it is as a person would write it."""
    assert folder(text, {}).address == address


@pytest.mark.parametrize(
    ("text", "address", "name"),
    [
        ("s3://bucket/a/b.jsonl", "s3://bucket/a", "b.jsonl"),
        ("s3://bucket/b%23.jsonl", "s3://bucket", "b#.jsonl"),
        ("s3://bucket/a/", "s3://bucket/a", ""),
        ("s3://bucket", "s3://bucket", ""),
        ("sftp://user@host/b.csv", "sftp://user@host:22", "b.csv"),
        ("/local/a/b.csv", "/local/a", "b.csv"),
        ("/local/a/", "/local/a", ""),
        ("b.csv", ".", "b.csv"),
    ],
)
def test_a_file_is_found_in_its_folder(text: str, address: str, name: str) -> None:
    """An address that ends in a slash has no file's name."""
    place, found = file(text, {})

    assert (place.address, found) == (address, name)


def test_a_folder_that_is_there_needs_no_slash(tmp_path: Path) -> None:
    """The machine can be asked."""
    place, name = file(str(tmp_path))

    assert (place.address, name) == (str(tmp_path), "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty, and files lie at a path, s3://, gs://, az:// or sftp://."),
        (" ", "is empty, and files lie at"),
        ("ftp://host/a", "begins with ftp://, and files lie at a path, s3://, gs://, az:// or sftp://."),
        ("s3:///a", "names no place: write it like s3://bucket/folder/."),
        ("sftp://host/a", "names no user: write sftp://user@host/folder/."),
        ("sftp://user@host:port/a", "is not an address that can be read: write it like sftp://user@host:22/folder/."),
        ("sftp://user:not-a-real-secret@host/a", "holds a password, which every user of this machine could see: "),
    ],
)
def test_what_is_no_address_is_the_rest_of_a_sentence(text: str, said: str) -> None:
    """Whoever asked says what it is an address of; nothing of it is quoted."""
    for opened in (folder, file):
        with pytest.raises(AddressFault) as fault:
            opened(text, {})
        assert str(fault.value).startswith(said)
        assert "secret" not in str(fault.value)


@pytest.mark.parametrize("kind", REMOTE)
def test_every_kind_explains_itself(kind: type) -> None:
    """Its form, its address and what signs in: what form, help and documentation show."""
    assert kind.example.startswith(f"{kind.scheme}://")  # type: ignore[attr-defined]
    assert kind.example.endswith("/")  # type: ignore[attr-defined]
    assert kind.signing_in  # type: ignore[attr-defined]
