"""A folder of an SFTP server whose host key is known."""

from __future__ import annotations

import secrets
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from xero_connectors.places.address import AddressFault
from xero_connectors.places.place import address
from xero_connectors.places.reasons import Cause, PlaceFault, Terms, Trouble
from xero_connectors.places.ssh import PORT, Server, SignIn, of_ssh

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import paramiko

    from xero_connectors.places.address import Address

_PIECE = 1 << 16
_TERMS = Terms(
    to_read="read", to_write="write", credentials="its own (SFTP_PASSWORD, SFTP_KEY_FILE, or the SSH agent's key)"
)


class SftpStorage(BaseModel):
    """A folder of an SFTP server."""

    model_config = ConfigDict(title="Keep them on an SFTP server", extra="forbid")
    scheme: ClassVar[str] = "sftp"
    example: ClassVar[str] = "sftp://user@host:22/folder/"
    signing_in: ClassVar[str] = (
        "SSH agent, SFTP_KEY_FILE with SFTP_KEY_PASSPHRASE, or SFTP_PASSWORD; the host must be in ~/.ssh/known_hosts "
        "or in the file that SFTP_KNOWN_HOSTS names; /~/folder is below the user's home"
    )

    storage_type: Literal["SFTP"] = Field(json_schema_extra={"order": 0})
    host: str = Field(
        title="Host",
        description="The server's name.",
        min_length=1,
        examples=["files.example.com"],
        json_schema_extra={"order": 1},
    )
    port: int = Field(PORT, title="Port", description="22 by default.", ge=1, le=65_535, json_schema_extra={"order": 2})
    username: str = Field(
        title="User", description="Who signs in.", min_length=1, examples=["revrec"], json_schema_extra={"order": 3}
    )
    host_key: str = Field(
        title="Host key",
        description="The server's public key as ssh-keyscan prints it, compared with what the server's owner says. No "
        "other server is signed in to.",
        min_length=1,
        examples=["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI..."],
        json_schema_extra={"order": 4},
    )
    password: str | None = Field(
        None,
        title="Password",
        description="The user's password. If empty, the private key below signs in.",
        repr=False,
        json_schema_extra={"order": 5, "airbyte_secret": True},
    )
    private_key: str | None = Field(
        None,
        title="Private key",
        description="The user's private key, whole, without a passphrase. If empty, the password above signs in.",
        repr=False,
        json_schema_extra={"order": 6, "airbyte_secret": True, "multiline": True},
    )
    path: str = Field(
        "/~/",
        title="Folder on the server",
        description="The folder that holds a folder of each sync; /~/folder is below the user's home. By default, it "
        "is the user's home.",
        examples=["/revrec/journals"],
        json_schema_extra={"order": 7},
    )

    @classmethod
    def named(cls, address: Address) -> dict[str, Any]:
        """Return the fields that an address says; raises AddressFault for one without a user."""
        if not address.user:
            raise AddressFault("names no user: write sftp://user@host/folder/.")
        where = {"storage_type": "SFTP", "host": address.host, "username": address.user}
        port = {"port": address.port} if address.port else {}
        return {**where, **port, **({"path": f"/{address.path}"} if address.path else {})}

    @classmethod
    def at(cls, address: Address, environment: Mapping[str, str]) -> _Known:
        """Take the server from an address and what signs in from the environment; raises AddressFault."""
        user = str(cls.named(address)["username"])
        known = environment.get("SFTP_KNOWN_HOSTS", "~/.ssh/known_hosts")
        signs_in = SignIn(
            environment.get("SFTP_PASSWORD"),
            environment.get("SFTP_KEY_FILE"),
            environment.get("SFTP_KEY_PASSPHRASE"),
            None,
            Path(known).expanduser(),
        )
        return _Known(Server(user, address.host, address.port or PORT, signs_in), f"/{address.path}")

    def place(self) -> SftpFolder:
        """Return the folder on the server."""
        signs_in = SignIn(self.password, None, None, self.private_key, self.host_key)
        return SftpFolder(Server(self.username, self.host, self.port, signs_in), self.path)


@dataclass(frozen=True)
class _Known:
    """A folder of a server that an address and the environment name."""

    server: Server
    path: str

    def place(self) -> SftpFolder:
        """Return the folder on the server."""
        return SftpFolder(self.server, self.path)


class SftpFolder:
    """Files of a server: uploaded under a hidden name, renamed when complete, so that no import takes half of one."""

    def __init__(self, server: Server, path: str) -> None:
        """Use an absolute path, or one below the user's home where it begins with `/~/`."""
        self._server = server
        whole = PurePosixPath("/" + path.lstrip("/"))
        self._path = whole.relative_to("/~") if whole.is_relative_to("/~") else whole
        self.address = f"sftp://{server.user}@{server.host}:{server.port}{str(whole).rstrip('/')}"

    def check(self, name: str) -> None:
        """Sign in, write an empty hidden file beside the one that is meant and remove it, and what folder it took."""
        with self._connected(name, writing=True) as server:
            made = _make(server, self._file(name).parent, self._path)
            trial = self._hidden(name)
            server.open(trial, "w").close()
            server.remove(trial)
            for folder in reversed(made):
                server.rmdir(folder)

    def exists(self, name: str) -> bool:
        """Tell whether anything on the server has this name."""
        with self._connected(name, writing=False) as server:
            return _stat(server, str(self._file(name))) is not None

    def names(self) -> list[str]:
        """Return the names of all files below the folder, hidden ones not: those are uploads."""
        with self._connected("", writing=False) as server:
            return sorted(_below(server, str(self._path), ""))

    def read(self, name: str) -> Iterator[bytes]:
        """Yield what a file holds."""
        with self._connected(name, writing=False) as server, server.open(str(self._file(name)), "rb") as file:
            file.prefetch()
            while piece := file.read(_PIECE):
                yield piece

    def create(self, name: str, made: Path) -> bool:
        """Upload the file and give it its name, which SFTP's own rename refuses where it is taken."""
        with self._connected(name, writing=True) as server:
            _make(server, self._file(name).parent, self._path)
            path = str(self._file(name))
            with self._uploaded(server, name, made) as part:
                if _stat(server, path) is not None:
                    return False
                try:
                    server.rename(part, path)
                except OSError:
                    if _stat(server, path) is not None:
                        return False
                    raise
        return True

    def replace(self, name: str, made: Path) -> None:
        """Upload the file and give it its name, in one step where the server can."""
        with self._connected(name, writing=True) as server:
            path = str(self._file(name))
            with self._uploaded(server, name, made) as part:
                try:
                    server.posix_rename(part, path)
                except OSError:
                    # A server without OpenSSH's extension cannot replace in one step.
                    with suppress(FileNotFoundError):
                        server.remove(path)
                    server.rename(part, path)

    def scratch_folder(self) -> Path | None:
        """Return None: any folder will do."""
        return None

    def _file(self, name: str) -> PurePosixPath:
        return self._path / name

    def _hidden(self, name: str) -> str:
        path = self._file(name)
        return str(path.with_name(f".{path.name}.{secrets.token_hex(4)}.part"))

    @contextmanager
    def _uploaded(self, server: paramiko.SFTPClient, name: str, made: Path) -> Iterator[str]:
        """Upload under a hidden name, which is gone at the end unless it was renamed."""
        part = self._hidden(name)
        try:
            server.put(str(made), part, confirm=False)
            sent, arrived = made.stat().st_size, server.stat(part).st_size or 0
            if arrived != sent:
                raise _Short(f"{arrived:,} of {sent:,}")
            yield part
        finally:
            with suppress(Exception):
                server.remove(part)

    @contextmanager
    def _connected(self, name: str, *, writing: bool) -> Iterator[paramiko.SFTPClient]:
        try:
            with self._server.connected() as server:
                yield server
        except Exception as failure:
            trouble = self._trouble(failure, name, writing=writing)
            if trouble is None:
                raise
            told = address(self.address, name)
            raise PlaceFault(told, trouble, _TERMS, writing=writing) from None

    def _trouble(self, failure: Exception, name: str, *, writing: bool) -> Trouble | None:
        folder = self._file(name).parent if name else self._path
        if isinstance(failure, ImportError):
            return Trouble(Cause.NO_LIBRARY, "paramiko")
        if isinstance(failure, _Short):
            return Trouble(Cause.SHORT, str(failure))
        if isinstance(failure, FileNotFoundError):
            if writing or not name:
                return Trouble(Cause.NO_FOLDER, f"{folder} on the server")
            return Trouble(Cause.NO_FILE)
        if isinstance(failure, PermissionError):
            return Trouble(Cause.NOT_PERMITTED, f"the user {self._server.user} may not do this in {folder}")
        return of_ssh(failure, self._server.trusted)


class _Short(Exception):
    """Less arrived than was sent."""


def _stat(server: paramiko.SFTPClient, path: str) -> paramiko.SFTPAttributes | None:
    try:
        return server.stat(path)
    except FileNotFoundError:
        return None


def _make(server: paramiko.SFTPClient, folder: PurePosixPath, top: PurePosixPath) -> list[str]:
    """Make the folders below `top` that are missing and return them, the outermost first."""
    missing = [each for each in (folder, *folder.parents) if each.is_relative_to(top) and each != top]
    made = [str(each) for each in reversed(missing) if _stat(server, str(each)) is None]
    for each in made:
        server.mkdir(each)
    return made


def _below(server: paramiko.SFTPClient, folder: str, name: str) -> Iterator[str]:
    for found in server.listdir_attr(folder):
        if found.filename.startswith("."):
            continue
        path, inner = f"{folder}/{found.filename}", f"{name}{found.filename}"
        if stat.S_ISDIR(found.st_mode or 0):
            yield from _below(server, path, f"{inner}/")
        else:
            yield inner
