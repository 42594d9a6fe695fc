"""Pictures as dots: cut where nothing is written, put one below the other, and kept as small PNG files."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIGHT = 225
"""A dot of the background has this much of one colour at least, tinted or not; letters and lines have less."""
_DOT = 3
"""Bytes: red, green, blue."""
_SEARCHED = 0.4
"""How much of a picture is given up at most for an edge at which nothing is cut in two."""
_GAP = 8
"""Dots between two columns of a table, more than between two words."""
_SHADES = bytes(shade & 0xF8 | shade >> 5 for shade in range(256))
"""A shade as one of 32; black and white stay."""
_MOST_COLOURS = 256


@dataclass(frozen=True)
class Bitmap:
    """A picture, its dots from the upper left, three bytes each."""

    width: int
    height: int
    dots: bytes

    def part(self, left: int, top: int, width: int, height: int) -> Bitmap:
        """Return a rectangle of it, which ends where it ends."""
        width, height = min(width, self.width - left), min(height, self.height - top)
        rows = (self.row(top + row)[left * _DOT : (left + width) * _DOT] for row in range(height))
        return Bitmap(width, height, b"".join(rows))

    def clear_column(self, most: int) -> int:
        """Return the largest width of at most `most` whose edge is in a gap; `most` where there is none near."""
        if most >= self.width:
            return self.width
        shades, clear = self._shades(), 0
        for column in range(min(most + _GAP // 2, self.width), int(most * (1 - _SEARCHED)), -1):
            clear = clear + 1 if min(shades[column - 1 :: self.width]) >= _LIGHT else 0
            if clear == _GAP:
                return column + _GAP // 2 - 1
        return most

    def clear_row(self, most: int) -> int:
        """Return the height nearest below `most`, or else above it, whose edge cuts nothing; `most` without one."""
        if most >= self.height:
            return self.height
        shades = self._shades()
        lower = range(most, int(most * (1 - _SEARCHED)), -1)
        higher = range(most, min(2 * most, self.height) + 1)
        clear = (row for row in (*lower, *higher) if min(shades[(row - 1) * self.width : row * self.width]) >= _LIGHT)
        return next(clear, most)

    def png(self) -> bytes:
        """Return it as PNG, in fewer shades, and with a palette where its colours are few."""
        shades = self.dots.translate(_SHADES)
        dots = list(zip(shades[0::_DOT], shades[1::_DOT], shades[2::_DOT], strict=True))
        colours = sorted(set(dots))
        if len(colours) > _MOST_COLOURS:
            return _png(self, 2, [self.row(row) for row in range(self.height)])
        place = {colour: number for number, colour in enumerate(colours)}
        numbers = bytes(map(place.__getitem__, dots))
        rows = [numbers[row * self.width : (row + 1) * self.width] for row in range(self.height)]
        return _png(self, 3, rows, bytes(part for colour in colours for part in colour))

    def _shades(self) -> bytes:
        """Return of each dot how much it has of its strongest colour."""
        return bytes(map(max, self.dots[0::_DOT], self.dots[1::_DOT], self.dots[2::_DOT]))

    def row(self, row: int) -> bytes:
        """Return the dots of a row."""
        return self.dots[row * self.width * _DOT : (row + 1) * self.width * _DOT]


def read(ppm: bytes) -> Bitmap:
    """Return a picture from what pdftoppm writes (PPM, P6, 255)."""
    kind, size, shades, dots = ppm.split(b"\n", 3)
    if (kind, shades) != (b"P6", b"255"):
        raise ValueError("This is no PPM of the kind P6 with 255 shades")
    width, height = map(int, size.split())
    return Bitmap(width, height, dots)


def below(pictures: Sequence[Bitmap], gap: int) -> Bitmap:
    """Return pictures one below the other, as wide as the widest, with white between."""
    width = max(each.width for each in pictures)
    rows: list[bytes] = []
    for each in pictures:
        if rows:
            rows.append(b"\xff" * width * _DOT * gap)
        rows += [each.row(row) + b"\xff" * (width - each.width) * _DOT for row in range(each.height)]
    joined = b"".join(rows)
    return Bitmap(width, len(joined) // (width * _DOT), joined)


def _png(picture: Bitmap, kind: int, rows: Sequence[bytes], palette: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", picture.width, picture.height, 8, kind, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = [(b"IHDR", head), *([(b"PLTE", palette)] if palette else []), (b"IDAT", packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
