"""A file on an SFTP server whose host key is known."""

from __future__ import annotations

import secrets
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from source_xero_revrec.workbook.target import Undeliverable

try:
    import paramiko
except ImportError:
    raise Undeliverable("Delivery by SFTP needs the library paramiko: install airbyte-xero-revrec[delivery].") from None

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SECONDS_TO_CONNECT = 15
_SECONDS_WITHOUT_ANSWER = 60


@dataclass(frozen=True)
class SftpSettings:
    """How to sign in, and whom to trust."""

    password: str | None
    key_file: str | None
    key_passphrase: str | None
    known_hosts: Path

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> SftpSettings:
        """Read SFTP_PASSWORD, SFTP_KEY_FILE, SFTP_KEY_PASSPHRASE and SFTP_KNOWN_HOSTS (~/.ssh/known_hosts)."""
        return cls(
            environment.get("SFTP_PASSWORD"),
            environment.get("SFTP_KEY_FILE"),
            environment.get("SFTP_KEY_PASSPHRASE"),
            Path(environment.get("SFTP_KNOWN_HOSTS", "~/.ssh/known_hosts")).expanduser(),
        )


class SftpFile:
    """A file on a server: uploaded under a hidden name, renamed when complete, so that no import takes half of it."""

    def __init__(
        self, user: str, host: str, port: int, path: PurePosixPath, settings: SftpSettings, *, overwrite: bool
    ) -> None:
        """Deliver to an absolute path, or below the user's home where it begins with `/~/`."""
        self._user = user
        self._host = host
        self._port = port
        self._path = path.relative_to("/~") if path.is_relative_to("/~") else path
        self._settings = settings
        self._overwrite = overwrite
        self.address = f"sftp://{user}@{host}:{port}{path}"

    def check(self) -> None:
        """Sign in, write an empty hidden file beside the target and remove it."""
        with self._server() as server:
            if not self._overwrite and self._exists(server):
                raise Undeliverable(f"{self.address} exists already: use --overwrite to replace it.")
            trial = self._hidden_name()
            server.open(trial, "w").close()
            server.remove(trial)

    def scratch_folder(self) -> Path | None:
        """Return None: any folder will do."""
        return None

    def deliver(self, made: Path) -> None:
        """Upload the file, compare its size, and give it its name."""
        with self._server() as server:
            part = self._hidden_name()
            try:
                _upload(server, made, part)
                self._rename(server, part)
            except BaseException:
                with suppress(OSError, paramiko.SSHException):
                    server.remove(part)
                raise

    def _rename(self, server: paramiko.SFTPClient, part: str) -> None:
        if not self._overwrite:
            # SFTP's own rename refuses to replace a file.
            server.rename(part, str(self._path))
            return
        try:
            server.posix_rename(part, str(self._path))
        except OSError:
            # A server without OpenSSH's extension cannot replace in one step.
            with suppress(FileNotFoundError):
                server.remove(str(self._path))
            server.rename(part, str(self._path))

    def _exists(self, server: paramiko.SFTPClient) -> bool:
        try:
            server.stat(str(self._path))
        except FileNotFoundError:
            return False
        return True

    def _hidden_name(self) -> str:
        return str(self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}.part"))

    @contextmanager
    def _server(self) -> Iterator[paramiko.SFTPClient]:
        settings = self._settings
        with paramiko.SSHClient() as connection:
            connection.set_missing_host_key_policy(paramiko.RejectPolicy())
            try:
                if settings.known_hosts.exists():
                    connection.load_host_keys(str(settings.known_hosts))
                connection.connect(
                    self._host,
                    self._port,
                    self._user,
                    password=settings.password,
                    key_filename=settings.key_file,
                    passphrase=settings.key_passphrase,
                    timeout=_SECONDS_TO_CONNECT,
                    banner_timeout=_SECONDS_TO_CONNECT,
                    auth_timeout=_SECONDS_TO_CONNECT,
                )
                with connection.open_sftp() as server:
                    channel = server.get_channel()
                    if channel is not None:
                        channel.settimeout(_SECONDS_WITHOUT_ANSWER)
                    yield server
            except (paramiko.SSHException, OSError, EOFError) as failure:
                raise Undeliverable(f"{self.address} cannot be written: {self._reason(failure)}.") from None

    def _reason(self, failure: Exception) -> str:
        if isinstance(failure, paramiko.BadHostKeyException):
            return f"the server's host key is not the one in {self._settings.known_hosts}; find out why before going on"
        if isinstance(failure, paramiko.AuthenticationException):
            return "the server refuses this user's key or password (SFTP_PASSWORD, SFTP_KEY_FILE, or the SSH agent)"
        if isinstance(failure, paramiko.SSHException) and "known_hosts" in str(failure):
            return (
                f"the server's host key is not in {self._settings.known_hosts}; add it once you have compared it "
                f"(SFTP_KNOWN_HOSTS names another file)"
            )
        if isinstance(failure, paramiko.PasswordRequiredException):
            return "the key needs a passphrase (SFTP_KEY_PASSPHRASE)"
        if isinstance(failure, FileNotFoundError):
            return f"there is no folder {self._path.parent} on the server"
        if isinstance(failure, PermissionError):
            return f"the user {self._user} may not write to {self._path.parent}"
        return " ".join(str(failure).split()).rstrip(".") or type(failure).__name__


def _upload(server: paramiko.SFTPClient, made: Path, part: str) -> None:
    server.put(str(made), part, confirm=False)
    sent, arrived = made.stat().st_size, server.stat(part).st_size
    if arrived != sent:
        raise OSError(f"only {arrived or 0:,} of {sent:,} bytes arrived; the server's disk may be full")
