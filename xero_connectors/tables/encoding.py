"""The letters of a text file: UTF-8, what a mark at the beginning says, or what somebody said."""

from __future__ import annotations

import codecs
import re
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from xero_connectors.tables.row import TableFault

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""The longer marks first: that of UTF-32 begins with that of UTF-16."""
_AT_ONCE = 1 << 20
_CONTROLS = re.compile("[\x80-\x9f]")
"""Control characters that no file has, and that ISO 8859 makes of Windows' quotation marks and dashes."""
_IN_MEMORY = 1 << 24


def as_utf8(file: BinaryIO, *, title: str, encoding: str = "") -> BinaryIO:
    """Return a text file in UTF-8: the file itself, or a temporary copy of one that is written otherwise.

    A mark at the beginning decides, and without one `encoding`, which is UTF-8 where it is empty. Raises TableFault for
    bytes that the other encoding does not have, for text that is UTF-8 all the same (it would be read as `CafÃ©`), and
    for control characters that only a wrong encoding makes; UTF-8 is proved by who reads it.
    """
    file.seek(0)
    beginning = file.read(4)
    written = next((name for mark, name in _MARKS.items() if beginning.startswith(mark)), encoding)
    if written in ("", "utf-8"):
        return file
    if written == encoding and _is_utf8(file):
        raise TableFault(
            f"{title} is said to be written in {written}, and its letters are UTF-8. Leave the encoding empty.",
            place="the text",
            brief=f"is UTF-8, and not written in {written} (say so in `format`: encoding)",
        )
    copy = cast("BinaryIO", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - whoever reads it keeps it
    file.seek(0)
    try:
        copy.writelines(_readable(text, title, written).encode() for text in codecs.iterdecode(_pieces(file), written))
    except UnicodeError as error:
        copy.close()
        reason = error.reason if isinstance(error, UnicodeDecodeError) else error
        raise TableFault(
            f"{title} is not written in {written} ({reason}). Name the encoding with which it was saved, or save it "
            f"as UTF-8.",
            place="the text",
            brief=f"is not written in {written}",
            remedy="Say in `format` with which encoding it was saved, or save it as UTF-8.",
        ) from None
    return copy


def _is_utf8(file: BinaryIO) -> bool:
    """Tell whether letters beyond ASCII are there and all are UTF-8, which no other encoding makes by chance."""
    beyond = False
    file.seek(0)
    try:
        for text in codecs.iterdecode(_pieces(file), "utf-8"):
            beyond = beyond or not text.isascii()
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return beyond


def _readable(text: str, title: str, written: str) -> str:
    if not text.isascii() and (found := _CONTROLS.search(text)):
        raise TableFault(
            f"{title} is said to be written in {written}, in which byte 0x{ord(found[0]):02X} is no letter. Windows' "
            f"own encodings have letters there: say windows-1252 if it comes from Excel.",
            place="the text",
            brief=f"has byte 0x{ord(found[0]):02X}, which is no letter in {written} (Excel's CSV: windows-1252)",
        )
    return text


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_AT_ONCE):
        yield piece
