"""Lines are safe when `append` returns, and never half there; what else a folder says of itself."""

from __future__ import annotations

import errno
import json
import os
import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_connectors.places.folder import Folder
from xero_connectors.places.reasons import PlaceFault

if TYPE_CHECKING:
    from collections.abc import Iterator

RECEIPTS, REJECTS = "receipts.jsonl", "rejects.jsonl"


def test_only_the_owner_can_read_what_is_made(tmp_path: Path) -> None:
    """Receipts and rejects show a company's books to whoever can open them."""
    usual = os.umask(0o022)
    try:
        paths = [Path(Folder(tmp_path / "kept").append(name, [b"{}"])) for name in (RECEIPTS, REJECTS)]
    finally:
        os.umask(usual)

    assert [path.stat().st_mode & 0o777 for path in paths] == [0o600, 0o600]


def test_without_a_line_nothing_is_made(tmp_path: Path) -> None:
    """Not even the folder."""
    assert Folder(tmp_path / "kept").append(REJECTS, []) == ""
    assert list(tmp_path.iterdir()) == []


@given(
    whole=st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=8), max_size=3), max_size=4), data=st.data()
)
def test_a_torn_last_line_is_cut_off_before_more_is_appended(
    tmp_path_factory: pytest.TempPathFactory, whole: list[dict[str, str]], data: st.DataObject
) -> None:
    """Wherever a kill cut the file, every line in it is whole afterwards, and whole lines are all still there."""
    folder = tmp_path_factory.mktemp("torn")
    lines = [json.dumps(line).encode() for line in whole]
    text = b"".join(line + b"\n" for line in lines)
    cut = data.draw(st.integers(0, len(text)))
    (folder / "receipts.jsonl").write_bytes(text[:cut])
    Folder(folder).append(RECEIPTS, [b'{"new":1}'])
    kept = (folder / "receipts.jsonl").read_bytes().splitlines()

    assert kept[-1] == b'{"new":1}'
    assert kept[:-1] == lines[: len(kept) - 1]
    assert len(kept) - 1 >= text[:cut].count(b"\n")


def test_a_line_that_an_editor_left_without_its_end_is_kept(tmp_path: Path) -> None:
    """A person who corrected the file loses nothing."""
    (tmp_path / "rejects.jsonl").write_bytes(b'{"a":1}\n{"b":2}')
    Folder(tmp_path).append(REJECTS, [b'{"c":3}'])

    assert (tmp_path / "rejects.jsonl").read_bytes() == b'{"a":1}\n{"b":2}\n{"c":3}\n'


def test_a_torn_line_longer_than_a_block_is_cut_off_whole(tmp_path: Path) -> None:
    """The start of the line is looked for as far back as it takes."""
    (tmp_path / "rejects.jsonl").write_bytes(b'{"a":1}\n' + b'{"b":"' + b"x" * 200_000)
    Folder(tmp_path).append(REJECTS, [b'{"c":3}'])

    assert (tmp_path / "rejects.jsonl").read_bytes() == b'{"a":1}\n{"c":3}\n'


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """Lines that were written already are taken back, so that none is there twice after the next try."""
    Folder(tmp_path).append(RECEIPTS, [b'{"a":1}'])

    def lines() -> Iterator[bytes]:
        yield from (b'{"b":"%0100000d"}' % number for number in range(5))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(PlaceFault, match="No space left on device"):
        Folder(tmp_path).append(RECEIPTS, lines())
    assert (tmp_path / "receipts.jsonl").read_bytes() == b'{"a":1}\n'


def test_a_file_that_may_grow_no_further_is_left_as_it_was(tmp_path: Path) -> None:
    """The machine itself refuses in the middle of a line, and takes none of it."""
    Folder(tmp_path).append(RECEIPTS, [b'{"a":1}'])
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_001, usual[1]))
    try:
        with pytest.raises(PlaceFault, match="File too large"):
            Folder(tmp_path).append(RECEIPTS, [b"1" * 250_000, b"2" * 250_000])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)

    assert (tmp_path / "receipts.jsonl").read_bytes() == b'{"a":1}\n'


def test_two_syncs_that_write_at_once_do_not_meet(tmp_path: Path) -> None:
    """The lines of each append stand together, and none is taken for torn."""

    def lines(sync: int) -> list[bytes]:
        return [b'{"sync":%d,"line":"%s"}' % (sync, b"x" * 20_000)] * 10

    def keep(sync: int) -> None:
        for _ in range(10):
            Folder(tmp_path).append(RECEIPTS, lines(sync))

    with ThreadPoolExecutor(4) as syncs:
        list(syncs.map(keep, range(4)))
    kept = (tmp_path / "receipts.jsonl").read_bytes().splitlines()

    assert len(kept) == 400
    assert all(kept[start : start + 10] == [kept[start]] * 10 for start in range(0, 400, 10))
    assert set(kept) == {line for sync in range(4) for line in lines(sync)}


def test_an_interrupted_append_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """Whatever goes wrong while the lines are made goes on to the caller."""

    def lines() -> Iterator[bytes]:
        yield b'{"a":1}'
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Folder(tmp_path).append(RECEIPTS, lines())
    assert (tmp_path / "receipts.jsonl").read_bytes() == b""


def test_append_makes_the_folders_that_are_missing(tmp_path: Path) -> None:
    """The check leaves none of them, the writing does."""
    folder = Folder(tmp_path / "a/b")
    folder.check_append([RECEIPTS])
    assert list(tmp_path.iterdir()) == []

    folder.append(RECEIPTS, [b"{}"])
    assert folder.names() == [RECEIPTS]


def test_a_file_in_a_folder_that_is_missing_is_refused_with_the_folder(tmp_path: Path) -> None:
    """Only what lines are appended to makes its folder."""
    with pytest.raises(PlaceFault) as fault:
        Folder(tmp_path / "missing").check("a.xlsx")

    assert str(fault.value) == (
        f"{tmp_path / 'missing/a.xlsx'} cannot be written: there is no folder {tmp_path / 'missing'}. Make it, or "
        f"correct the path."
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """Neither to write nor to read."""
    (tmp_path / "a.xlsx").mkdir()

    with pytest.raises(PlaceFault, match=r"cannot be written: Is a directory\. Give the file, not the folder"):
        Folder(tmp_path).check("a.xlsx")
    with pytest.raises(PlaceFault, match=r"cannot be read: Is a directory\. Give the file, not the folder"):
        list(Folder(tmp_path).read("a.xlsx"))


def test_a_file_from_another_disk_is_copied_first(tmp_path: Path) -> None:
    """It takes its name in one step even then."""
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has one file system")
    made = shared / f"made-{os.getpid()}"
    made.write_bytes(b"x")
    try:
        assert Folder(tmp_path).create("a", made)
    finally:
        made.unlink()

    assert (Folder(tmp_path).names(), b"".join(Folder(tmp_path).read("a"))) == (["a"], b"x")
