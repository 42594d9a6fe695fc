"""The sheets of a workbook as pictures of what they begin with, all columns, as LibreOffice shows them.

A sheet that is wider than a page of the documentation is drawn smaller; where it would be too small to read, what is on
the right stands below.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools import bitmap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.bitmap import Bitmap

_PDF = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
_LARGE, _SMALL = 84, 62
"""Dots per inch."""
_WIDTH, _HEIGHT, _GAP = 1240, 560, 14
_LEAST = 240
"""Dots of height that a strip of a wide sheet has at least: a heading and a few rows."""


def sheets(workbook: Path) -> list[str]:
    """Return the names of a workbook's sheets, hidden ones left out."""
    text = zipfile.ZipFile(workbook).read("xl/workbook.xml").decode()
    found = re.findall(r"<sheet ([^>]*)/>", text)
    return [re.findall(r'name="([^"]*)"', each)[0] for each in found if 'state="' not in each]


def pictures(workbook: Path) -> dict[str, bytes]:
    """Return a PNG of each sheet by its name; raises CalledProcessError where LibreOffice cannot."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        _run("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", _PDF,
             "--outdir", str(folder), str(workbook))  # fmt: skip
        pdf = folder / f"{workbook.stem}.pdf"
        return {name: _picture(pdf, page) for page, name in enumerate(sheets(workbook), start=1)}


def fitted(drawn: Bitmap) -> Bitmap:
    """Return a sheet within the width and height of a picture; what is too wide goes on below."""
    strips = list(_strips(drawn))
    height = max(_HEIGHT // len(strips), _LEAST)
    return bitmap.below([each.part(0, 0, each.width, each.clear_row(height)) for each in strips], _GAP)


def _strips(drawn: Bitmap) -> Iterator[Bitmap]:
    left = 0
    while left < drawn.width:
        rest = drawn.part(left, 0, drawn.width - left, _HEIGHT)
        width = rest.clear_column(_WIDTH)
        yield rest.part(0, 0, width, _HEIGHT)
        left += width


def _picture(pdf: Path, page: int) -> bytes:
    drawn = _drawn(pdf, page, _LARGE)
    if drawn.width > _WIDTH:
        drawn = _drawn(pdf, page, max(_SMALL, _LARGE * _WIDTH // drawn.width))
    return fitted(drawn).png()


def _drawn(pdf: Path, page: int, dots_per_inch: int) -> Bitmap:
    """Return a page at a resolution, down to the height of a picture and a little more."""
    picture = pdf.with_suffix("")
    _run("pdftoppm", "-singlefile", "-r", str(dots_per_inch), "-f", str(page), "-x", "0", "-y", "0", "-W", "20000",
         "-H", str(2 * _HEIGHT), str(pdf), str(picture))  # fmt: skip
    return bitmap.read(picture.with_suffix(".ppm").read_bytes())


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - as named here
