"""What a connection over SSH says has one cause; signing in itself is tried with the places that use it."""

from __future__ import annotations

import errno
from pathlib import Path

import paramiko
import pytest
from paramiko.hostkeys import InvalidHostKey
from paramiko.ssh_exception import NoValidConnectionsError

from xero_connectors.places.reasons import Cause, Trouble
from xero_connectors.places.ssh import Server, SignIn, of_ssh

KEY = paramiko.ECDSAKey.generate()


def server(trusted: Path | str) -> Server:
    """Return a server by the keys that are trusted."""
    return Server("importer", "127.0.0.1", 22, SignIn(None, None, None, None, trusted))


@pytest.mark.parametrize(
    ("failure", "cause"),
    [
        (paramiko.BadHostKeyException("127.0.0.1", KEY, KEY), Cause.OTHER_HOST_KEY),
        (InvalidHostKey("a line", ValueError()), Cause.UNKNOWN_HOST_KEY),
        (paramiko.SSHException("Server '127.0.0.1' not found in known_hosts"), Cause.UNKNOWN_HOST_KEY),
        (paramiko.PasswordRequiredException("encrypted"), Cause.LOCKED_KEY),
        (paramiko.AuthenticationException("failed"), Cause.NOT_SIGNED_IN),
        (paramiko.SSHException("No existing session."), Cause.UNREACHABLE),
        (EOFError(), Cause.UNREACHABLE),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), Cause.REFUSED),
        (NoValidConnectionsError({("127.0.0.1", 22): ConnectionRefusedError(errno.ECONNREFUSED, "x")}), Cause.REFUSED),
    ],
)
def test_an_error_of_the_connection_has_its_cause(failure: Exception, cause: Cause) -> None:
    """Of several addresses that were tried, the first one tells."""
    trouble = of_ssh(failure, "host_key")

    assert trouble is not None
    assert trouble.cause is cause


def test_where_the_trusted_keys_stand_is_told_with_an_unknown_one() -> None:
    """In a file, or in the form."""
    assert of_ssh(InvalidHostKey("a line", ValueError()), server(Path("/keys/known_hosts")).trusted) == Trouble(
        Cause.UNKNOWN_HOST_KEY, "/keys/known_hosts"
    )
    assert server("ssh-ed25519 AAAA").trusted == "host_key"


def test_what_the_connection_said_is_told_in_one_line() -> None:
    """Without its full stop, and by its kind where it said nothing."""
    said = of_ssh(paramiko.SSHException("Error reading\n SSH protocol banner."), "")
    silent = of_ssh(EOFError(), "")

    assert (said, silent) == (
        Trouble(Cause.UNREACHABLE, "Error reading SSH protocol banner"),
        Trouble(Cause.UNREACHABLE, "EOFError"),
    )


def test_an_error_of_our_own_is_no_trouble_of_the_connection() -> None:
    """It is raised as what it is."""
    assert of_ssh(KeyError("x"), "") is None
