"""Receipts and rejects in an S3 bucket, or in a store that speaks its protocol: an object for each time of writing."""

from __future__ import annotations

import hashlib
import tempfile
from typing import TYPE_CHECKING, Any

from destination_xero_journals.posting.storage import StorageFault, whole_lines

try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    raise StorageFault(
        "Receipts and rejects in S3 need the library boto3: install airbyte-xero-revrec[delivery]."
    ) from None

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from destination_xero_journals.object_storage import S3Storage

_ROLE_SESSION = "destination-xero-journals"
_TAKEN = frozenset({"PreconditionFailed", "412"})
_ABSENT = frozenset({"404", "403", "NoSuchKey"})
_KEPT_IN_MEMORY = 8 << 20
_SENTENCES = {
    "NoSuchBucket": "the bucket does not exist",
    "AccessDenied": "these credentials may not write there (s3:PutObject and s3:AbortMultipartUpload are needed), or "
    "may not take on the role",
    "InvalidAccessKeyId": "the store does not know access_key_id",
    "InvalidClientTokenId": "Amazon does not know access_key_id",
    "SignatureDoesNotMatch": "secret_access_key does not belong to access_key_id",
    "ExpiredToken": "the session token of the credentials has expired",
    "PermanentRedirect": "the bucket is in another region than s3_bucket_region says",
    "AuthorizationHeaderMalformed": "the bucket is in another region than s3_bucket_region says",
}


class Bucket:
    """Objects `{bucket_path}/{sync_id}/receipts-1.jsonl` and so on; none is ever written over."""

    def __init__(self, settings: S3Storage, *, sync_id: str) -> None:
        """Write into the folder of one sync; the credentials are those of the settings, or the machine's own."""
        self._settings = settings
        self._folder = "/".join(part for part in (settings.bucket_path.strip("/"), sync_id) if part)
        self._written: dict[str, int] = {}
        self.description = f"s3://{settings.s3_bucket_name}/{self._folder}"

    def check(self) -> None:
        """Begin an upload and abort it, which takes the right to write and leaves nothing."""
        try:
            client = self._client()
            place = {"Bucket": self._settings.s3_bucket_name, "Key": f"{self._folder}/check.jsonl"}
            upload = client.create_multipart_upload(**place)
            client.abort_multipart_upload(**place, UploadId=upload["UploadId"])
        except (BotoCoreError, ClientError, ValueError) as failure:
            raise self._fault(failure) from None

    def append(self, name: str, lines: Iterable[bytes]) -> str:
        """Put the lines into an object of their own, which the store shows when it is complete."""
        digest = hashlib.sha256()
        with tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY) as body:
            for line in whole_lines(lines):
                digest.update(line)
                body.write(line)
            if not body.tell():
                return ""
            try:
                key = self._put(name, body, digest.hexdigest())
            except (BotoCoreError, ClientError, ValueError) as failure:
                raise self._fault(failure) from None
        return f"s3://{self._settings.s3_bucket_name}/{key}"

    def _put(self, name: str, body: Any, digest: str) -> str:  # noqa: ANN401 - what boto3 reads from
        # A role's credentials end after an hour, and a sync may wait a day for Xero's limits.
        client = self._client()
        while True:
            number = self._written[name] = self._written.get(name, 0) + 1
            place = {"Bucket": self._settings.s3_bucket_name, "Key": f"{self._folder}/{name}-{number}.jsonl"}
            # An earlier attempt of the same sync may have written, and its receipts must stay. Not every store keeps
            # the promise of IfNoneMatch, so that a look comes first.
            if _digest(client, place) is not None:
                continue
            body.seek(0)
            try:
                client.put_object(**place, Body=body, Metadata={"sha256": digest}, IfNoneMatch="*")
            except ClientError as failure:
                # boto3 sends again where an answer was lost, and then meets its own object.
                if _code(failure) not in _TAKEN:
                    raise
                if _digest(client, place) != digest:
                    continue
            return place["Key"]

    def _client(self) -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
        settings = self._settings
        # Other stores know Amazon's newer check sums at best where they are asked for.
        sums: Any = {"request_checksum_calculation": "when_required"} if settings.s3_endpoint else {}
        patience = Config(connect_timeout=10, read_timeout=60, retries={"mode": "standard", "max_attempts": 4}, **sums)
        return self._session().client("s3", endpoint_url=settings.s3_endpoint or None, config=patience)

    def _session(self) -> boto3.Session:
        settings = self._settings
        region = settings.s3_bucket_region or None
        if bool(settings.access_key_id) != bool(settings.secret_access_key):
            raise StorageFault(
                "object_storage_config has one of access_key_id and secret_access_key: give both, or neither for the "
                "machine's own credentials."
            )
        session = boto3.Session(
            aws_access_key_id=settings.access_key_id or None,
            aws_secret_access_key=settings.secret_access_key or None,
            region_name=region,
        )
        if not settings.role_arn:
            return session
        taken_on = session.client("sts").assume_role(RoleArn=settings.role_arn, RoleSessionName=_ROLE_SESSION)
        credentials = taken_on["Credentials"]
        return boto3.Session(
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials["SessionToken"],
            region_name=region,
        )

    def _fault(self, failure: Exception) -> StorageFault:
        if isinstance(failure, ClientError):
            code = _code(failure)
            # What else the store says may quote the request with its credentials.
            reason = _SENTENCES.get(code, f"the store answered {code}")
        else:
            reason = " ".join(str(failure).split()).rstrip(".")
        return StorageFault(f"Receipts and rejects cannot be written to {self.description}: {reason}.")


def _code(failure: ClientError) -> str:
    return str(failure.response["Error"]["Code"])


def _digest(client: Any, place: Mapping[str, str]) -> str | None:  # noqa: ANN401 - boto3 makes its clients at run time
    """Return what an object says of its content; None where there is none, or where looking is not allowed."""
    try:
        found = client.head_object(**place)
    except ClientError as failure:
        if _code(failure) in _ABSENT:
            return None
        raise
    return str(found["Metadata"].get("sha256", ""))
