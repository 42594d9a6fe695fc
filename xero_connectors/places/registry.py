"""Where the file goes: a folder, an S3 bucket or an SFTP server."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from source_xero_revrec.workbook.target import Undeliverable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from source_xero_revrec.workbook.target import Target


class UnknownTarget(ValueError):
    """The output is not an address that anything can be delivered to; the message says what to write."""


def target(output: str, name: str, environment: Mapping[str, str], *, overwrite: bool) -> Target:
    """Return the place that `output` names; `name` is the file's name where `output` is a folder.

    A folder ends in a slash or exists as one. An existing file is replaced only with `overwrite`. Credentials come from
    `environment` and the usual places (AWS's chain, the SSH agent). Raises UnknownTarget.
    """
    scheme = output.partition("://")[0].lower() if "://" in output else ""
    if scheme == "s3":
        from source_xero_revrec.workbook.s3 import S3Object  # noqa: PLC0415 - an optional library

        bucket, key = _parts(output, "s3://bucket/folder/revrec.xlsx")[1:]
        return S3Object(bucket, key + name if not key or key.endswith("/") else key, overwrite=overwrite)
    if scheme == "sftp":
        from source_xero_revrec.workbook.sftp import SftpFile, SftpSettings  # noqa: PLC0415 - an optional library

        user, host, remote = _parts(output, "sftp://user@host:22/folder/revrec.xlsx")
        if not user:
            raise UnknownTarget("--output names no user: write sftp://user@host/folder/revrec.xlsx.")
        return SftpFile(
            user,
            host,
            urlsplit(output).port or 22,
            PurePosixPath(f"/{remote}{name}" if not remote or remote.endswith("/") else f"/{remote}"),
            SftpSettings.of(environment),
            overwrite=overwrite,
        )
    if scheme:
        raise UnknownTarget(f"--output begins with {scheme}://, and files go to a path, to s3:// or to sftp://.")
    path = Path(output)
    folder = path.is_dir() or output.endswith(("/", os.sep))
    return LocalFile(path / name if folder else path, overwrite=overwrite)


def _parts(output: str, example: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(output)
        host, user = parts.hostname or "", parts.username or ""
        _ = parts.port
    except ValueError:
        raise UnknownTarget(f"--output is not an address that can be read: write it like {example}.") from None
    if parts.password is not None:
        raise UnknownTarget(
            "--output holds a password, which every user of this machine could see: put it into the variable "
            "SFTP_PASSWORD instead."
        )
    if not host:
        raise UnknownTarget(f"--output names no place: write it like {example}.")
    return unquote(user), host, unquote(parts.path.lstrip("/"))


class LocalFile:
    """A file on this machine; it takes its name in one step when it is complete."""

    def __init__(self, path: Path, *, overwrite: bool) -> None:
        """Deliver to `path`."""
        self._path = path
        self._overwrite = overwrite
        self.address = str(path)

    def check(self) -> None:
        """Write and remove an empty file beside the target."""
        if self._path.is_dir():
            raise Undeliverable(f"{self._path} is a folder, not a file.")
        if self._path.exists() and not self._overwrite:
            raise Undeliverable(f"{self._path} exists already: use --overwrite to replace it.")
        try:
            with tempfile.NamedTemporaryFile(dir=self._path.parent, prefix=f".{self._path.name}."):
                pass
        except OSError as failure:
            raise Undeliverable(f"{self._path} cannot be written: {failure.strerror or failure}.") from None

    def scratch_folder(self) -> Path | None:
        """Return the target's own folder, from which renaming is one step."""
        return self._path.parent

    def deliver(self, made: Path) -> None:
        """Rename the finished file."""
        try:
            with made.open("rb") as finished:
                os.fsync(finished.fileno())
            if self._path.exists() and not self._overwrite:
                raise Undeliverable(f"{self._path} was made by somebody else meanwhile, and is left as it is.")
            made.replace(self._path)
        except OSError as failure:
            raise Undeliverable(f"{self._path} cannot be written: {failure.strerror or failure}.") from None
