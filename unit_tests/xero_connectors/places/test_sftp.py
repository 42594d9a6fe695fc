"""An SFTP server is signed in to by the form's own secrets, and only if its host key is the one that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import asyncssh
import pytest

from unit_tests.xero_connectors.places.made_sftp import PASSWORD, USER, SftpServer, serving
from xero_connectors.places.reasons import Cause, PlaceFault
from xero_connectors.places.registry import folder
from xero_connectors.places.sftp import SftpFolder, SftpStorage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SftpServer]:
    """Run a server on a folder."""
    with serving(tmp_path / "server") as running:
        yield running


def public(key: asyncssh.SSHKey) -> str:
    """Return a host key as a form has it."""
    return key.export_public_key().decode().strip()


def place(server: SftpServer, **settings: str) -> SftpFolder:
    """Return the folder `imports` by its form."""
    given = {"host_key": public(server.host_key), "path": "/imports", **settings}
    form = {"storage_type": "SFTP", "host": "127.0.0.1", "port": server.port, "username": USER, **given}
    return SftpStorage.model_validate(form).place()


def fault(server: SftpServer, **settings: str) -> PlaceFault:
    """Return why the folder cannot be written."""
    with pytest.raises(PlaceFault) as raised:
        place(server, **settings).check("a")
    return raised.value


def test_a_password_signs_in(server: SftpServer) -> None:
    """The host key may stand as ssh-keyscan prints it, with the host in front."""
    place(server, password=PASSWORD).check("a")
    place(server, password=PASSWORD, host_key=f"[127.0.0.1]:2022 {public(server.host_key)} comment").check("a")


@pytest.mark.parametrize(
    ("kind", "written"), [("ssh-ed25519", "openssh"), ("ssh-rsa", "openssh"), ("ecdsa-sha2-nistp256", "pkcs1-pem")]
)
def test_a_private_key_signs_in(server: SftpServer, kind: str, written: str) -> None:
    """By its text, of any usual kind."""
    key = asyncssh.generate_private_key(kind)
    server.trusted.append(key.convert_to_public())

    place(server, private_key=key.export_private_key(written).decode()).check("a")


def test_a_wrong_password_is_refused_without_being_repeated(server: SftpServer) -> None:
    """The sentence names what could be wrong."""
    found = fault(server, password="not-the-password")

    assert found.cause is Cause.NOT_SIGNED_IN
    assert "not-the-password" not in str(found)


@pytest.mark.parametrize(
    "text", ["no key", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"]
)
def test_a_text_that_is_no_key_is_refused(server: SftpServer, text: str) -> None:
    """As a key that does not sign in."""
    assert fault(server, private_key=text).cause is Cause.NOT_SIGNED_IN


@pytest.mark.parametrize("known", ["another", "no key at all"])
def test_a_server_with_another_host_key_is_not_signed_in_to(server: SftpServer, known: str) -> None:
    """The password never leaves."""
    other = public(asyncssh.generate_private_key("ssh-ed25519")) if known == "another" else known

    assert fault(server, password=PASSWORD, host_key=other).cause in (Cause.OTHER_HOST_KEY, Cause.UNKNOWN_HOST_KEY)
    assert server.opened == []


def test_folders_below_the_place_are_made(server: SftpServer, tmp_path: Path) -> None:
    """Those of a sync are; the place's own must be there."""
    (tmp_path / "made").write_bytes(b"x")
    imports = place(server, password=PASSWORD)
    imports.check("sync/7/check.jsonl")
    assert [path.name for path in (server.folder / "imports").iterdir()] == []

    assert imports.create("sync/7/receipts-1.jsonl", tmp_path / "made")
    assert imports.names() == ["sync/7/receipts-1.jsonl"]
    assert fault(server, password=PASSWORD, path="/missing").cause is Cause.NO_FOLDER


def test_a_full_server_keeps_nothing_of_the_upload(server: SftpServer, tmp_path: Path) -> None:
    """Neither under the name nor under a hidden one."""
    (tmp_path / "made").write_bytes(b"x" * 100_000)
    server.room = 10
    with pytest.raises(PlaceFault) as raised:
        place(server, password=PASSWORD).create("a", tmp_path / "made")

    assert raised.value.cause is Cause.SHORT
    assert server.files() == []


def test_a_server_that_nobody_runs_is_told() -> None:
    """Nothing listens on port 1."""
    with pytest.raises(PlaceFault) as raised:
        folder("sftp://someone@127.0.0.1:1/a", {"SFTP_PASSWORD": PASSWORD}).names()

    assert (raised.value.cause, raised.value.passing) == (Cause.REFUSED, True)
