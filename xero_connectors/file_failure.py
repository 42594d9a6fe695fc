"""What a person can do about a file that the operating system does not let be read or written."""

from __future__ import annotations

import errno

_READING = {
    errno.ENOENT: "correct the path",
    errno.EISDIR: "name the file in it",
    errno.ENOTDIR: "correct the path",
    errno.EACCES: "let this user read it",
    errno.EPERM: "let this user read it",
}
_WRITING = {
    errno.ENOENT: "make the folder, or name another",
    errno.EISDIR: "name a file in it",
    errno.ENOTDIR: "correct the path",
    errno.EACCES: "let this user write there, or name another folder",
    errno.EPERM: "let this user write there, or name another folder",
    errno.EROFS: "name a folder that can be written to",
    errno.ENOSPC: "make room there, or name another folder",
    errno.EDQUOT: "make room there, or name another folder",
}
_OTHERWISE = "try again; if it goes on, use another disk"


def reading_remedy(failure: OSError) -> str:
    """Return what to do about a file that cannot be read, as the end of a sentence."""
    return _READING.get(failure.errno or 0, _OTHERWISE)


def writing_remedy(failure: OSError) -> str:
    """Return what to do about a file that cannot be written, as the end of a sentence."""
    return _WRITING.get(failure.errno or 0, _OTHERWISE)
