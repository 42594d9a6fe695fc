"""A file in an S3 bucket, or in a store that speaks S3 (AWS_ENDPOINT_URL_S3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from source_xero_revrec.workbook.target import Undeliverable

try:
    import boto3
    from boto3.exceptions import Boto3Error
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    raise Undeliverable("Delivery to S3 needs the library boto3: install airbyte-xero-revrec[delivery].") from None

if TYPE_CHECKING:
    from pathlib import Path

_REASONS = {
    "NoSuchBucket": "there is no such bucket",
    "404": "there is no such bucket",
    "AccessDenied": "access is denied to these credentials (s3:PutObject is needed)",
    "403": "access is denied to these credentials (s3:PutObject is needed)",
    "InvalidAccessKeyId": "the access key is not known there",
    "SignatureDoesNotMatch": "the secret key is not the access key's",
    "ExpiredToken": "the session token has expired",
}
_TRIES = 3


class S3Object:
    """An object in a bucket; S3 shows it when it is complete, never before."""

    def __init__(self, bucket: str, key: str, *, overwrite: bool) -> None:
        """Deliver to `key`; credentials, region and endpoint come from AWS's own chain."""
        self._bucket = bucket
        self._key = key
        self._overwrite = overwrite
        self.address = f"s3://{bucket}/{key}"

    def check(self) -> None:
        """Begin an upload and abort it, which takes the right to write and leaves nothing."""
        try:
            client = self._client()
            if not self._overwrite and self._exists(client):
                raise Undeliverable(f"{self.address} exists already: use --overwrite to replace it.")
            upload = client.create_multipart_upload(Bucket=self._bucket, Key=self._key)
            client.abort_multipart_upload(Bucket=self._bucket, Key=self._key, UploadId=upload["UploadId"])
        except (BotoCoreError, ClientError, ValueError) as failure:
            raise self._undeliverable(failure) from None

    def scratch_folder(self) -> Path | None:
        """Return None: any folder will do."""
        return None

    def deliver(self, made: Path) -> None:
        """Upload the file, in parts where it is large."""
        try:
            self._client().upload_file(str(made), self._bucket, self._key)
        except (BotoCoreError, Boto3Error, ClientError, OSError) as failure:
            raise self._undeliverable(failure) from None

    def _client(self) -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
        settings = Config(connect_timeout=10, read_timeout=60, retries={"mode": "standard", "max_attempts": _TRIES})
        return boto3.Session().client("s3", config=settings)

    def _exists(self, client: Any) -> bool:  # noqa: ANN401
        try:
            client.head_object(Bucket=self._bucket, Key=self._key)
        except ClientError as failure:
            # Who may only write is told 403 here; the upload that follows tells whether that is enough.
            if failure.response["Error"]["Code"] in ("404", "403", "NoSuchKey"):
                return False
            raise
        return True

    def _undeliverable(self, failure: Exception) -> Undeliverable:
        if isinstance(failure, ClientError):
            code = str(failure.response["Error"]["Code"])
            reason = _REASONS.get(code, f"S3 answered {code}")
        else:
            reason = " ".join(str(failure).split()).rstrip(".")
        return Undeliverable(f"{self.address} cannot be written: {reason}.")
