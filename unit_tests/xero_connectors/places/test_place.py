"""Every kind of place does the same with files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_connectors.places.place import lines
from xero_connectors.places.reasons import Cause, PlaceFault

if TYPE_CHECKING:
    from pathlib import Path

    from xero_connectors.places.place import Place


def made(tmp_path: Path, content: bytes) -> Path:
    """Return a finished file."""
    path = tmp_path / "made"
    path.write_bytes(content)
    return path


def read(place: Place, name: str) -> bytes:
    """Return what a file of a place holds."""
    return b"".join(place.read(name))


def test_a_file_is_created_once(place: Place, tmp_path: Path) -> None:
    """The second is refused, and the first is what it was."""
    assert place.create("c.txt", made(tmp_path, b"first"))
    assert not place.create("c.txt", made(tmp_path, b"second"))
    assert (place.names(), read(place, "c.txt")) == (["c.txt"], b"first")


def test_an_empty_file_is_a_file(place: Place, tmp_path: Path) -> None:
    """It exists, and there is nothing in it."""
    assert place.create("c.txt", made(tmp_path, b""))
    assert (place.exists("c.txt"), read(place, "c.txt")) == (True, b"")


@pytest.mark.parametrize("size", [3, 12_000_000], ids=["small", "in parts"])
def test_a_file_is_replaced_whole(place: Place, tmp_path: Path, size: int) -> None:
    """Whether one was there or not."""
    place.replace("c.bin", made(tmp_path, b"older, and longer than the next"))
    place.replace("c.bin", made(tmp_path, b"xyz" * (size // 3)))

    assert read(place, "c.bin") == b"xyz" * (size // 3)
    assert place.names() == ["c.bin"]


def test_a_large_file_is_created_whole(place: Place, tmp_path: Path) -> None:
    """In one request, since a condition holds for one."""
    place.create("c.bin", made(tmp_path, b"xyz" * 4_000_000))

    assert read(place, "c.bin") == b"xyz" * 4_000_000


def test_a_check_leaves_nothing(place: Place) -> None:
    """Neither a file nor half of one."""
    place.check("c.txt")

    assert (place.names(), place.exists("c.txt")) == ([], False)


def test_a_check_touches_no_file_that_is_there(place: Place, tmp_path: Path) -> None:
    """It is still what it was."""
    place.create("c.txt", made(tmp_path, b"first"))
    place.check("c.txt")

    assert read(place, "c.txt") == b"first"


def test_names_may_hold_what_people_write(place: Place, tmp_path: Path) -> None:
    """Blanks, letters beyond ASCII, signs that mean something in an address."""
    name = "Mai 2026 (Köln) 50% #1+2.jsonl"
    place.create(name, made(tmp_path, b"x"))

    assert (place.names(), read(place, name), place.exists(name)) == ([name], b"x", True)


def test_a_file_that_is_not_there_is_a_fault_with_its_address(place: Place) -> None:
    """The remedy is about the address."""
    with pytest.raises(PlaceFault) as fault:
        read(place, "absent.txt")

    assert fault.value.address == f"{place.address}/absent.txt"
    assert fault.value.cause is Cause.NO_FILE
    assert str(fault.value).startswith(f"{place.address}/absent.txt cannot be read: ")
    assert str(fault.value).endswith("Check the address.")


@given(pieces=st.lists(st.binary(max_size=5) | st.sampled_from([b"\n", b"a\n", b"\r\n", b"\n\n"]), max_size=8))
def test_lines_are_those_of_the_whole(pieces: list[bytes]) -> None:
    """Wherever a store cuts what it hands out."""
    whole = b"".join(pieces)

    assert list(lines(pieces)) == [line for line in whole.split(b"\n")[:-1] for line in [line + b"\n"]] + (
        [whole.rpartition(b"\n")[2]] if whole.rpartition(b"\n")[2] else []
    )
