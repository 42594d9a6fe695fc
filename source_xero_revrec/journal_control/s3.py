"""Objects in an S3 bucket, or in a store that speaks S3 (AWS_ENDPOINT_URL_S3)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from xero_connectors.config_fault import ConfigFault

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    raise ConfigFault("Reading from S3 needs the library boto3: install airbyte-xero-revrec[delivery].") from None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_REASONS = {
    "NoSuchBucket": "there is no such bucket",
    "NoSuchKey": "there is no such object",
    "AccessDenied": "access is denied to these credentials (s3:GetObject and s3:ListBucket are needed)",
}
_TRIES = 3


class S3Files:
    """What lies at an address: one object, or all that lie under it as in a folder."""

    def __init__(self, address: str) -> None:
        """Read from `s3://bucket/key`; credentials, region and endpoint come from AWS's own chain."""
        self._address = address
        self._bucket, _, self._key = address.partition("://")[2].partition("/")
        if not self._bucket:
            raise ConfigFault(f"{address} names no bucket: write s3://bucket/folder.")
        settings = Config(connect_timeout=10, read_timeout=60, retries={"mode": "standard", "max_attempts": _TRIES})
        with self._readable():
            self._client: Any = boto3.Session().client("s3", config=settings)

    def matching(self, wanted: Callable[[str], bool], ending: str) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield name and lines of the object with this ending, or of each under the address whose name is wanted."""
        keys = [self._key] if self._key.endswith(ending) else self._listed(wanted)
        if not keys:
            raise ConfigFault(f"There are no receipts under {self._address}. Check the address.")
        for key in keys:
            yield f"s3://{self._bucket}/{key}", self._lines(key)

    def content(self) -> bytes:
        """Return what the object holds."""
        with self._readable():
            body: bytes = self._client.get_object(Bucket=self._bucket, Key=self._key)["Body"].read()
            return body

    def _listed(self, wanted: Callable[[str], bool]) -> list[str]:
        folder = self._key.rstrip("/") + "/" if self._key else ""
        with self._readable():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=folder)
            keys = [found["Key"] for page in pages for found in page.get("Contents", ())]
        return sorted(key for key in keys if wanted(key.rpartition("/")[2]))

    def _lines(self, key: str) -> Iterator[bytes]:
        with self._readable():
            yield from self._client.get_object(Bucket=self._bucket, Key=key)["Body"].iter_lines()

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except ClientError as failure:
            code = str(failure.response["Error"]["Code"])
            reason = _REASONS.get(code, f"S3 answered {code}")
            raise ConfigFault(f"{self._address} cannot be read: {reason}.") from None
        except (BotoCoreError, ValueError) as failure:
            reason = " ".join(str(failure).split()).rstrip(".")
            raise ConfigFault(f"{self._address} cannot be read: {reason}.") from None
