"""Text is UTF-8, or what its mark says, or what somebody said; bytes that are not are refused."""

from __future__ import annotations

import io

import pytest

from xero_connectors.tables.encoding import as_utf8
from xero_connectors.tables.row import TableFault

TEXT = "Café, 東京\n" * 3


@pytest.mark.parametrize("written", ["utf-16", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("said", ["", "windows-1252"])
def test_a_mark_decides(written: str, said: str) -> None:
    """Whatever was said."""
    file = as_utf8(io.BytesIO(TEXT.encode(written)), title="The file", encoding=said)

    file.seek(0)
    assert file.read().decode("utf-8-sig") == TEXT


def test_what_was_said_decides_where_there_is_no_mark() -> None:
    """Over the borders of the pieces in which it is read."""
    text = "é" + "東京" * 300_000
    file = as_utf8(io.BytesIO(text.encode("gb18030")), title="The file", encoding="gb18030")

    file.seek(0)
    assert file.read().decode() == text


def test_utf8_is_the_file_itself() -> None:
    """Nothing is copied."""
    file = io.BytesIO(TEXT.encode())

    assert as_utf8(file, title="The file") is file
    assert as_utf8(file, title="The file", encoding="utf-8") is file


@pytest.mark.parametrize("said", ["windows-1252", "iso-8859-1", "cp850", "mac-roman", "gb18030"])
def test_utf8_is_not_read_as_something_else(said: str) -> None:
    """Its letters would become others, and stay so in the ledger."""
    with pytest.raises(TableFault) as fault:
        as_utf8(io.BytesIO("a,b\nCafé,1\n".encode()), title="The file", encoding=said)
    assert fault.value.brief == f"is UTF-8, and not written in {said} (say so in `format`: encoding)"
    assert as_utf8(io.BytesIO(b"a,b\nCafe,1\n"), title="The file", encoding=said)


@pytest.mark.parametrize("said", ["iso-8859-1", "iso-8859-2", "iso-8859-15"])
def test_an_encoding_that_makes_control_characters_of_letters_is_the_wrong_one(said: str) -> None:
    """It is Windows' dash, of which ISO 8859 knows nothing."""
    with pytest.raises(TableFault, match="byte 0x96 is no letter"):
        as_utf8(io.BytesIO("Café \N{EN DASH} 1".encode("windows-1252")), title="The file", encoding=said)


@pytest.mark.parametrize(
    ("content", "said"), [(b"\x81", "windows-1252"), (b"\xff\xfea", ""), ("é".encode("latin-1"), "shift_jis")]
)
def test_bytes_that_an_encoding_does_not_have_are_refused(content: bytes, said: str) -> None:
    """Nothing is replaced by a question mark."""
    with pytest.raises(TableFault, match=r"The file is not written in .*Name the encoding"):
        as_utf8(io.BytesIO(content), title="The file", encoding=said)
