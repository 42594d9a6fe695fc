"""Receipts and rejects are kept where the configuration says."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from destination_xero_journals.object_storage import NoStorage, storage
from destination_xero_journals.posting.storage import INTENTS, POSTED, RECEIPTS, REJECTS, Storage, StorageFault
from unit_tests.xero_connectors.places.made_sftp import PASSWORD, USER, serving
from unit_tests.xero_connectors.places.made_stores import BUCKET, azure, google
from xero_connectors.places.az import AzureStorage
from xero_connectors.places.folder import LocalStorage
from xero_connectors.places.gs import GcsStorage
from xero_connectors.places.sftp import SftpStorage

if TYPE_CHECKING:
    from pathlib import Path


def local(path: Path) -> LocalStorage:
    """Return the settings of a folder."""
    return LocalStorage(storage_type="Local", path=str(path))


def kept(path: Path) -> Storage:
    """Return a storage in a folder."""
    return storage(local(path), sync_id="1")


def test_lines_are_appended_to_a_file_named_after_them(tmp_path: Path) -> None:
    """What two syncs wrote stands in one file, a line each, and the address is the file's."""
    folder = storage(local(tmp_path / "kept"), sync_id="1")

    assert folder.append(RECEIPTS, [b'{"a":1}', b'{"a":2}\n']) == str(tmp_path / "kept/receipts.jsonl")
    assert storage(local(tmp_path / "kept"), sync_id="2").append(REJECTS, [b'{"b":1}'])
    storage(local(tmp_path / "kept"), sync_id="2").append(RECEIPTS, [b'{"a":3}'])
    assert (tmp_path / "kept/receipts.jsonl").read_bytes() == b'{"a":1}\n{"a":2}\n{"a":3}\n'
    assert (tmp_path / "kept/rejects.jsonl").read_bytes() == b'{"b":1}\n'


def recalled(place: Storage, name: str, shelf: str = "") -> list[bytes]:
    """Return all lines that a storage recalls."""
    return [line for file in place.recall(name, shelf) for line in file.lines]


def test_a_folder_recalls_what_any_sync_appended(tmp_path: Path) -> None:
    """Nothing before the first."""
    assert recalled(kept(tmp_path), INTENTS) == []
    kept(tmp_path).append(INTENTS, [b'{"a":1}'])
    storage(local(tmp_path), sync_id="2").append(INTENTS, [b'{"a":2}'])

    assert recalled(kept(tmp_path), INTENTS) == [b'{"a":1}\n', b'{"a":2}\n']


@pytest.mark.parametrize(
    ("kind", "why"),
    [("folder", "a folder stands where the file should be. Move it"), ("link", "there is no such file.")],
)
def test_what_cannot_be_recalled_is_one_sentence(tmp_path: Path, kind: str, why: str) -> None:
    """Where a folder stands in the place of the file, or a link that leads nowhere: not as if nothing was posted."""
    path = tmp_path / "posted.jsonl"
    path.mkdir() if kind == "folder" else path.symlink_to(tmp_path / "gone")

    with pytest.raises(StorageFault) as fault:
        recalled(kept(tmp_path), POSTED)
    said = str(fault.value)
    assert said.startswith(f"What was posted before cannot be read from {path}: {why}")
    assert said.endswith(" Nothing is posted without.")


def test_nowhere_takes_everything_and_keeps_nothing() -> None:
    """The log alone has it."""
    nowhere = storage(NoStorage(), sync_id="1")
    nowhere.check()

    assert nowhere.append(REJECTS, [b"{}"]) == ""
    assert recalled(nowhere, REJECTS) == []
    assert nowhere.description == "the log alone"


@pytest.mark.parametrize("made_before", [True, False])
def test_a_check_leaves_nothing(tmp_path: Path, *, made_before: bool) -> None:
    """Neither a file nor the folder that had to be made for it."""
    if made_before:
        kept(tmp_path / "a/b").append(RECEIPTS, [b"{}"])
    before = sorted(tmp_path.rglob("*"))
    kept(tmp_path / "a/b").check()

    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """It names the place, the reason and the remedy, for the check as for the writing."""
    (tmp_path / "file").write_text("notes")
    folder = kept(tmp_path / "file/kept")
    said = (
        f"Receipts and rejects cannot be written to {tmp_path / 'file/kept'}: Not a directory. Correct the path: a "
        f"file stands where a folder should."
    )

    with pytest.raises(StorageFault) as checked:
        folder.check()
    with pytest.raises(StorageFault) as appended:
        folder.append(RECEIPTS, [b"{}"])
    assert (str(checked.value), str(appended.value)) == (said, said)


def test_a_folder_in_the_place_of_the_file_is_found_by_the_check(tmp_path: Path) -> None:
    """The check opens what is appended to later."""
    (tmp_path / "rejects.jsonl").mkdir()

    with pytest.raises(StorageFault, match=rf"{tmp_path / 'rejects.jsonl'}: a folder stands where the file should be"):
        kept(tmp_path).check()


def everywhere(
    kind: str, running: ExitStack, environment: pytest.MonkeyPatch, folder: Path
) -> tuple[GcsStorage | AzureStorage | SftpStorage, str]:
    """Run a place and return its form, with the address of a sync's folder."""
    match kind:
        case "GCS":
            running.enter_context(google(environment))
            return GcsStorage(storage_type="GCS", gcs_bucket_name=BUCKET, bucket_path="a"), f"gs://{BUCKET}/a/7"
        case "Azure":
            running.enter_context(azure(environment))
            account = {"azure_blob_storage_account_name": "accounting", "azure_blob_storage_container_name": BUCKET}
            return (
                AzureStorage.model_validate({"storage_type": "Azure", "bucket_path": "a", **account}),
                f"az://{BUCKET}/a/7",
            )
    server = running.enter_context(serving(folder))
    settings = {"host": "127.0.0.1", "port": server.port, "username": USER, "password": PASSWORD, "path": "/imports"}
    host_key = server.host_key.export_public_key().decode()
    return (
        SftpStorage.model_validate({"storage_type": "SFTP", "host_key": host_key, **settings}),
        f"sftp://{USER}@127.0.0.1:{server.port}/imports/7",
    )


@pytest.mark.parametrize("kind", ["GCS", "Azure", "SFTP"])
def test_elsewhere_each_append_is_a_file_of_its_own(kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Numbered, and never over what an earlier attempt of the same sync has written."""
    with ExitStack() as running:
        settings, address = everywhere(kind, running, monkeypatch, tmp_path / "server")
        first, again = storage(settings, sync_id="7"), storage(settings, sync_id="7")
        first.check()

        assert first.description == address
        assert first.append(RECEIPTS, [b'{"a":1}', b'{"a":2}\n']) == f"{address}/receipts-1.jsonl"
        assert first.append(RECEIPTS, []) == ""
        assert again.append(RECEIPTS, [b'{"a":3}']) == f"{address}/receipts-2.jsonl"
        place = settings.place()
        assert [(name, b"".join(place.read(name))) for name in place.names()] == [
            ("7/receipts-1.jsonl", b'{"a":1}\n{"a":2}\n'),
            ("7/receipts-2.jsonl", b'{"a":3}\n'),
        ]
