"""The sheets of a workbook as pictures of their upper left corners, as LibreOffice shows them."""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

_PDF = 'pdf:calc_pdf_Export:{"SinglePageSheets":{"type":"boolean","value":"true"}}'
_DOTS_PER_INCH, _WIDTH, _HEIGHT = 60, 880, 400


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
        _run("pdftoppm", "-png", "-r", str(_DOTS_PER_INCH), "-x", "0", "-y", "0", "-W", str(_WIDTH), "-H", str(_HEIGHT),
             str(folder / f"{workbook.stem}.pdf"), str(folder / "page"))  # fmt: skip
        pages = sorted(folder.glob("page-*.png"), key=lambda page: int(page.stem.rpartition("-")[2]))
        return dict(zip(sheets(workbook), (page.read_bytes() for page in pages), strict=True))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - as named here
