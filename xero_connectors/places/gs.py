"""A bucket of Google Cloud Storage."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from xero_connectors.places.objects import Kind, Objects, Refused
from xero_connectors.places.reasons import Cause, Terms, Trouble
from xero_connectors.web_address import is_in_the_clear

if TYPE_CHECKING:
    from collections.abc import Mapping

    from obstore.store import ObjectStore

    from xero_connectors.places.address import Address
    from xero_connectors.places.objects import Options

_EMULATOR = "STORAGE_EMULATOR_HOST"
_TERMS = Terms(
    to_read="storage.objects.get and storage.objects.list (Storage Object Viewer)",
    to_write="storage.objects.create and storage.multipartUploads (Storage Object Creator; to replace, Storage Object "
    "User)",
    credentials="the JSON key of a service account, or what Google's own tools take (GOOGLE_APPLICATION_CREDENTIALS, "
    "gcloud's sign-in, the machine's own)",
)


class GcsStorage(BaseModel):
    """A bucket of Google Cloud Storage."""

    model_config = ConfigDict(title="Keep them in a bucket of Google Cloud Storage", extra="forbid")
    scheme: ClassVar[str] = "gs"
    example: ClassVar[str] = "gs://bucket/folder/"
    signing_in: ClassVar[str] = "GOOGLE_APPLICATION_CREDENTIALS, gcloud's sign-in, or the machine's own account"

    storage_type: Literal["GCS"] = Field(json_schema_extra={"order": 0})
    gcs_bucket_name: str = Field(
        title="Bucket",
        description="The bucket's name.",
        min_length=1,
        examples=["accounting"],
        json_schema_extra={"order": 1},
    )
    bucket_path: str = Field(
        "",
        title="Folder in the bucket",
        description="The folder that holds a folder of each sync. If empty, those lie at the bucket's top.",
        examples=["revrec/journals"],
        json_schema_extra={"order": 2},
    )
    service_account_key: str | None = Field(
        None,
        title="Service account key",
        description="The JSON key of a service account that may write to the bucket, whole. If empty, the machine's "
        "own credentials are used.",
        repr=False,
        json_schema_extra={"order": 3, "airbyte_secret": True, "multiline": True},
    )

    @classmethod
    def named(cls, address: Address) -> dict[str, Any]:
        """Return the fields that an address says."""
        return {"storage_type": "GCS", "gcs_bucket_name": address.host, "bucket_path": address.path}

    @classmethod
    def at(cls, address: Address, environment: Mapping[str, str]) -> GcsStorage:  # noqa: ARG003 - the library reads it
        """Take the settings from an address; credentials are Google's application default ones."""
        return cls(**cls.named(address))

    def place(self) -> Objects:
        """Return the folder in the bucket."""
        return Objects(Kind(f"gs://{self.gcs_bucket_name}", _TERMS, self._store), self.bucket_path)

    def _store(self, options: Options) -> ObjectStore:
        from obstore.store import GCSStore  # noqa: PLC0415 - an optional library

        key = self.service_account_key
        if emulator := os.environ.get(_EMULATOR):
            # The variable by which Google's own libraries find a stand-in, which asks for no credentials.
            plain = f"http://{emulator}"  # ignore-https-check: Google's own libraries take it so
            url = emulator if "://" in emulator else plain
            if is_in_the_clear(url):
                raise Refused(Trouble(Cause.IN_THE_CLEAR))
            nobody = {"client_email": "", "private_key": "", "private_key_id": ""}
            key = json.dumps({"gcs_base_url": url, "disable_oauth": True, **nobody})
        given: dict[str, Any] = {"service_account_key": key} if key else {}
        return GCSStore(self.gcs_bucket_name, **given, **options)
