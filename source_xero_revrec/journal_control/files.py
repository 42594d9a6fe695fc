"""Files of receipts and journal entries: a path, a folder, or an address in S3."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RECEIPTS = "receipts"
_LINES = ".jsonl"
_S3 = "s3://"
_REMEDY = "Check the path; in Airbyte it is one inside the connector's container, so it must lie in a mounted folder."


def receipt_files(address: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield each file of receipts, in the order of the names, as its name and its lines.

    Raises ConfigFault where there is none, or where one cannot be read.
    """
    if address.startswith(_S3):
        from source_xero_revrec.journal_control.s3 import S3Files  # noqa: PLC0415 - an optional library

        yield from S3Files(address).matching(is_receipts, _LINES)
        return
    place = Path(address)
    files = [file for file in place.rglob(f"*{_LINES}") if is_receipts(file.name)] if place.is_dir() else [place]
    if not files:
        raise ConfigFault(f"The folder {place.absolute()} holds no {RECEIPTS}*{_LINES}. {_REMEDY}")
    for file in sorted(files):
        yield str(file), _lines(file)


def content(address: str) -> bytes:
    """Return what a file holds; raises ConfigFault where it cannot be read."""
    if address.startswith(_S3):
        from source_xero_revrec.journal_control.s3 import S3Files  # noqa: PLC0415 - as above

        return S3Files(address).content()
    return b"".join(_lines(Path(address)))


def is_receipts(name: str) -> bool:
    """Tell whether a file of this name holds receipts."""
    return name.startswith(RECEIPTS) and name.endswith(_LINES)


def _lines(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as opened:
            yield from opened
    except FileNotFoundError:
        raise ConfigFault(f"There is no file {file.absolute()}. {_REMEDY}") from None
    except OSError as error:
        raise ConfigFault(f"{file.absolute()} cannot be read ({type(error).__name__}). {_REMEDY}") from None
