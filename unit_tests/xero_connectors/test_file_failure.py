"""The remedy fits what the operating system said."""

from __future__ import annotations

import errno
import os

import pytest

from xero_connectors.file_failure import reading_remedy, writing_remedy


@pytest.mark.parametrize(
    ("number", "reading", "writing"),
    [
        (errno.ENOENT, "correct the path", "make the folder, or name another"),
        (errno.EISDIR, "name the file in it", "name a file in it"),
        (errno.ENOTDIR, "correct the path", "correct the path"),
        (errno.EACCES, "let this user read it", "let this user write there, or name another folder"),
        (errno.EPERM, "let this user read it", "let this user write there, or name another folder"),
        (errno.ENOSPC, "try again; if it goes on, use another disk", "make room there, or name another folder"),
        (errno.EDQUOT, "try again; if it goes on, use another disk", "make room there, or name another folder"),
        (errno.EROFS, "try again; if it goes on, use another disk", "name a folder that can be written to"),
        (errno.EIO, "try again; if it goes on, use another disk", "try again; if it goes on, use another disk"),
    ],
)
def test_each_failure_has_its_remedy(number: int, reading: str, writing: str) -> None:
    """A path is corrected only where it is wrong."""
    failure = OSError(number, os.strerror(number), "a.csv")

    assert (reading_remedy(failure), writing_remedy(failure)) == (reading, writing)


def test_a_failure_without_a_number_has_one_too() -> None:
    """As libraries raise them."""
    assert reading_remedy(OSError("gone")) == writing_remedy(OSError("gone"))
