"""An SFTP server of this machine."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import asyncssh

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USER, PASSWORD = "importer", "not-a-real-password"


class _Server(asyncssh.SSHServer):
    """Lets one user in by password or by any key in `keys`."""

    def __init__(self, keys: list[asyncssh.SSHKey]) -> None:
        """Trust these public keys."""
        self._keys = keys

    def password_auth_supported(self) -> bool:
        """Offer passwords."""
        return True

    def validate_password(self, username: str, password: str) -> bool:
        """Compare both."""
        return (username, password) == (USER, PASSWORD)

    def public_key_auth_supported(self) -> bool:
        """Offer keys."""
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        """Compare with the trusted keys."""
        return username == USER and key in self._keys


@dataclass
class SftpServer:
    """A running SFTP server: its folder, port and host key, the names that were opened, and what it refuses."""

    folder: Path
    port: int = 0
    host_key: asyncssh.SSHKey = field(default_factory=lambda: asyncssh.generate_private_key("ssh-ed25519"))
    trusted: list[asyncssh.SSHKey] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    room: int | None = None
    posix_rename: bool = True

    def address(self, path: str) -> str:
        """Return an address for --output."""
        return f"sftp://{USER}@127.0.0.1:{self.port}{path}"

    def known_hosts(self, folder: Path, key: asyncssh.SSHKey | None = None) -> dict[str, str]:
        """Return the environment of a user who knows the server, by this key or another."""
        public = (key or self.host_key).export_public_key().decode().strip()
        (folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {public}\n")
        return {"SFTP_KNOWN_HOSTS": str(folder / "known_hosts"), "SFTP_PASSWORD": PASSWORD}

    def files(self) -> list[str]:
        """Return what lies in the folder, at any depth."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())


@contextmanager
def serving(folder: Path) -> Iterator[SftpServer]:
    """Run an SFTP server on a folder; another library than the connector's wrote it."""
    (folder / "imports").mkdir(parents=True)
    server = SftpServer(folder)

    class Files(asyncssh.SFTPServer):
        def __init__(self, channel: asyncssh.SSHServerChannel[bytes]) -> None:
            super().__init__(channel, chroot=str(folder).encode())

        def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
            server.opened.append(path.decode())
            return super().open(path, pflags, attrs)

        def write(self, file_obj: object, offset: int, data: bytes) -> Any:  # noqa: ANN401 - as in asyncssh
            if server.room is not None and offset + len(data) > server.room:
                raise asyncssh.SFTPFailure("No space left on device")
            return super().write(file_obj, offset, data)

        def posix_rename(self, oldpath: bytes, newpath: bytes) -> Any:  # noqa: ANN401
            if not server.posix_rename:
                raise asyncssh.SFTPOpUnsupported("not here")
            return super().posix_rename(oldpath, newpath)

    loop = asyncio.new_event_loop()
    listening = threading.Event()

    async def listen() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=lambda: _Server(server.trusted),
            server_host_keys=[server.host_key],
            sftp_factory=Files,
        )

    def run() -> None:
        acceptor = loop.run_until_complete(listen())
        server.port = acceptor.get_port()
        listening.set()
        loop.run_forever()
        acceptor.close()
        loop.run_until_complete(acceptor.wait_closed())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert listening.wait(10)
    yield server
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
