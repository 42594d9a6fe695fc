"""Pictures as dots: what is cut, put together and kept is what was there."""

from __future__ import annotations

import struct
import zlib

import pytest

from tools.bitmap import Bitmap, below, read

WHITE, BLACK, TINT = b"\xff\xff\xff", b"\x00\x00\x00", b"\xff\xf7\xce"


def made(*rows: str) -> Bitmap:
    """Return a picture of rows of letters: a blank is white, a point a tint, all else is black."""
    colours = {" ": WHITE, ".": TINT}
    return Bitmap(len(rows[0]), len(rows), b"".join(colours.get(letter, BLACK) for row in rows for letter in row))


def chunks(png: bytes) -> dict[bytes, bytes]:
    """Return the parts of a PNG by name, each with a sum that is right."""
    found, place = {}, 8
    while place < len(png):
        size, name = struct.unpack(">I4s", png[place : place + 8])
        data = png[place + 8 : place + 8 + size]
        assert struct.unpack(">I", png[place + 8 + size : place + 12 + size])[0] == zlib.crc32(name + data)
        found[name], place = data, place + 12 + size
    return found


def test_a_picture_is_read_as_pdftoppm_writes_it() -> None:
    """A line break among the dots is a shade like any other; another kind is refused."""
    assert read(b"P6\n2 1\n255\n\n\n\nabc") == Bitmap(2, 1, b"\n\n\nabc")
    with pytest.raises(ValueError, match="P6"):
        read(b"P5\n2 1\n255\nab")


def test_a_part_is_a_rectangle() -> None:
    """It ends where the picture ends."""
    assert made("ab c", " b..").part(1, 0, 2, 2) == made("b ", "b.")
    assert made("ab c", " b..").part(3, 1, 9, 9) == made(".")


def test_a_picture_is_cut_between_columns_and_not_between_words() -> None:
    """In the middle of the nearest gap of eight dots; where there is none, at the width that was asked for."""
    row = "xxxx xxxxxxxxxxxxx" + " " * 8 + "xx xxxx xx"

    assert made(row).clear_column(30) == 22
    assert made(row.replace(" " * 8, "." * 8)).clear_column(30) == 22
    assert made("x" * 40).clear_column(25) == 25
    assert made(row).clear_column(99) == len(row)


def test_a_picture_is_cut_between_rows() -> None:
    """Above the height that was asked for, or else below it."""
    assert made("x", "x", "x", " ", "x", "x").clear_row(5) == 4
    assert made(*"xxxxxxxxxx ").clear_row(4) == 4
    assert made("x", "x", "x", "x", "x", " ", "x", "x").clear_row(4) == 6
    assert made("x", "x").clear_row(4) == 2


def test_pictures_stand_one_below_the_other() -> None:
    """On white, as wide as the widest."""
    assert below([made("ab"), made("c")], 1) == made("ab", "  ", "c ")


def test_a_picture_of_few_colours_has_a_palette() -> None:
    """Black and white stay what they are."""
    found = chunks(made("x .", " xx").png())

    assert struct.unpack(">IIBBBBB", found[b"IHDR"]) == (3, 2, 8, 3, 0, 0, 0)
    assert found[b"PLTE"] == BLACK + b"\xff\xf7\xce" + WHITE
    assert zlib.decompress(found[b"IDAT"]) == b"\0\0\2\1" + b"\0\2\0\0"


def test_a_picture_of_many_colours_has_none() -> None:
    """Every dot has its own."""
    dots = bytes(part for number in range(600) for part in (number // 30 * 12, number % 30 * 8, 0))
    found = chunks(Bitmap(30, 20, dots).png())

    assert b"PLTE" not in found
    assert zlib.decompress(found[b"IDAT"])[:4] == b"\0" + dots[:3]
