"""A connection to an SSH server whose host key is known."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xero_connectors.places.reasons import Cause, Trouble, of_system

if TYPE_CHECKING:
    from collections.abc import Iterator

    import paramiko

PORT = 22
_SECONDS_TO_CONNECT = 15
_SECONDS_WITHOUT_ANSWER = 60


@dataclass(frozen=True)
class SignIn:
    """How to sign in, and whom to trust: the keys in a file, or one key by its text."""

    password: str | None
    key_file: str | None
    key_passphrase: str | None
    private_key: str | None
    trusted: Path | str


@dataclass(frozen=True)
class Server:
    """A server and how to sign in."""

    user: str
    host: str
    port: int
    signs_in: SignIn

    @contextmanager
    def connected(self) -> Iterator[paramiko.SFTPClient]:
        """Hand out a connection; raises paramiko's errors, OSError and ImportError."""
        import paramiko  # noqa: PLC0415 - an optional library

        with paramiko.SSHClient() as connection:
            connection.set_missing_host_key_policy(paramiko.RejectPolicy())
            self._trust(connection)
            connection.connect(
                self.host,
                self.port,
                self.user,
                password=self.signs_in.password,
                key_filename=self.signs_in.key_file,
                passphrase=self.signs_in.key_passphrase,
                pkey=_private_key(self.signs_in.private_key),
                # A form's secrets are all that there is; a terminal's user has an agent and keys of their own.
                allow_agent=isinstance(self.signs_in.trusted, Path),
                look_for_keys=isinstance(self.signs_in.trusted, Path),
                timeout=_SECONDS_TO_CONNECT,
                banner_timeout=_SECONDS_TO_CONNECT,
                auth_timeout=_SECONDS_TO_CONNECT,
            )
            with connection.open_sftp() as server:
                channel = server.get_channel()
                if channel is not None:
                    channel.settimeout(_SECONDS_WITHOUT_ANSWER)
                yield server

    @property
    def trusted(self) -> str:
        """Return where the trusted keys stand, for messages."""
        return str(self.signs_in.trusted) if isinstance(self.signs_in.trusted, Path) else "host_key"

    def _trust(self, connection: paramiko.SSHClient) -> None:
        trusted = self.signs_in.trusted
        if isinstance(trusted, Path):
            if trusted.exists():
                connection.load_host_keys(str(trusted))
            return
        from paramiko.hostkeys import HostKeyEntry  # noqa: PLC0415 - an optional library

        name = self.host if self.port == PORT else f"[{self.host}]:{self.port}"
        # Of a line such as ssh-keyscan's, the two words at the end are the key.
        kind = trusted.find("ssh-") if "ssh-" in trusted else trusted.find("ecdsa-")
        entry = HostKeyEntry.from_line(f"{name} {trusted[max(kind, 0) :].strip()}")
        if entry is not None and entry.key is not None:
            connection.get_host_keys().add(name, entry.key.get_name(), entry.key)


def of_ssh(failure: Exception, trusted: str) -> Trouble | None:
    """Return what an error of the connection tells, None of any other error; `trusted` is where the keys stand."""
    import paramiko  # noqa: PLC0415 - an optional library
    from paramiko.hostkeys import InvalidHostKey  # noqa: PLC0415 - as above
    from paramiko.ssh_exception import NoValidConnectionsError  # noqa: PLC0415 - as above

    if isinstance(failure, NoValidConnectionsError):
        failure = next(iter(failure.errors.values()))
    if isinstance(failure, OSError):
        return of_system(failure)
    match failure:
        case InvalidHostKey():
            return Trouble(Cause.UNKNOWN_HOST_KEY, trusted)
        case paramiko.BadHostKeyException():
            return Trouble(Cause.OTHER_HOST_KEY, trusted)
        case paramiko.PasswordRequiredException():
            return Trouble(Cause.LOCKED_KEY)
        case paramiko.AuthenticationException():
            return Trouble(Cause.NOT_SIGNED_IN)
        case paramiko.SSHException() if "known_hosts" in str(failure):
            return Trouble(Cause.UNKNOWN_HOST_KEY, trusted)
        case paramiko.SSHException() | EOFError():
            return Trouble(Cause.UNREACHABLE, " ".join(str(failure).split()).rstrip(".") or type(failure).__name__)
    return None


def _private_key(text: str | None) -> Any:  # noqa: ANN401 - of an optional library
    if not text:
        return None
    import paramiko  # noqa: PLC0415 - an optional library

    for kind in (paramiko.Ed25519Key, paramiko.RSAKey, paramiko.ECDSAKey):
        try:
            return kind.from_private_key(io.StringIO(text.strip() + "\n"))
        except paramiko.PasswordRequiredException:
            raise
        except (paramiko.SSHException, ValueError):
            continue
    raise paramiko.AuthenticationException
