"""A container of Azure Blob Storage."""

from __future__ import annotations

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

_TERMS = Terms(
    bucket="container",
    to_read="reading and listing blobs (Storage Blob Data Reader)",
    to_write="writing blobs (Storage Blob Data Contributor)",
    credentials="the account's key or a shared access signature, or what the machine has (AZURE_STORAGE_ACCOUNT_KEY, "
    "AZURE_STORAGE_SAS_TOKEN, AZURE_CLIENT_ID with AZURE_CLIENT_SECRET and AZURE_TENANT_ID, a managed identity)",
)


class AzureStorage(BaseModel):
    """A container of Azure Blob Storage."""

    model_config = ConfigDict(title="Keep them in a container of Azure Blob Storage", extra="forbid")
    scheme: ClassVar[str] = "az"
    example: ClassVar[str] = "az://container/folder/"
    signing_in: ClassVar[str] = (
        "AZURE_STORAGE_ACCOUNT_NAME with AZURE_STORAGE_ACCOUNT_KEY, AZURE_STORAGE_SAS_TOKEN, a client secret "
        "(AZURE_CLIENT_ID, ...) or the machine's own identity"
    )

    storage_type: Literal["Azure"] = Field(json_schema_extra={"order": 0})
    azure_blob_storage_account_name: str = Field(
        title="Storage account",
        description="The name of the storage account.",
        min_length=1,
        examples=["accounting"],
        json_schema_extra={"order": 1},
    )
    azure_blob_storage_container_name: str = Field(
        title="Container",
        description="The container's name.",
        min_length=1,
        examples=["revrec"],
        json_schema_extra={"order": 2},
    )
    bucket_path: str = Field(
        "",
        title="Folder in the container",
        description="The folder that holds a folder of each sync. If empty, those lie at the container's top.",
        examples=["revrec/journals"],
        json_schema_extra={"order": 3},
    )
    azure_blob_storage_account_key: str | None = Field(
        None,
        title="Account key",
        description="A key of the storage account. If empty, the signature below or the machine's own identity is "
        "used.",
        repr=False,
        json_schema_extra={"order": 4, "airbyte_secret": True},
    )
    shared_access_signature: str | None = Field(
        None,
        title="Shared access signature",
        description="A signature (SAS) that may create and write blobs in the container. If empty, the key above or "
        "the machine's own identity is used.",
        repr=False,
        json_schema_extra={"order": 5, "airbyte_secret": True},
    )

    @classmethod
    def named(cls, address: Address) -> dict[str, Any]:
        """Return the fields that an address says."""
        return {
            "storage_type": "Azure",
            "azure_blob_storage_container_name": address.host,
            "bucket_path": address.path,
        }

    @classmethod
    def at(cls, address: Address, environment: Mapping[str, str]) -> AzureStorage:
        """Take the container from an address and the account from AZURE_STORAGE_ACCOUNT_NAME."""
        account = environment.get("AZURE_STORAGE_ACCOUNT_NAME", "")
        return cls.model_construct(azure_blob_storage_account_name=account, **cls.named(address))

    def place(self) -> Objects:
        """Return the folder in the container."""
        address = f"az://{self.azure_blob_storage_container_name}"
        return Objects(Kind(address, _TERMS, self._store, begins_uploads=False), self.bucket_path)

    def _store(self, options: Options) -> ObjectStore:
        from obstore.store import AzureStore  # noqa: PLC0415 - an optional library

        settings = {
            "account_name": self.azure_blob_storage_account_name,
            "account_key": self.azure_blob_storage_account_key,
            "sas_key": self.shared_access_signature,
        }
        if is_in_the_clear(os.environ.get("AZURE_STORAGE_ENDPOINT") or os.environ.get("AZURE_ENDPOINT", "")):
            raise Refused(Trouble(Cause.IN_THE_CLEAR))
        # What is left out, the library takes from the environment; what is given goes before it.
        given: dict[str, Any] = {name: value for name, value in settings.items() if value}
        if "account_key" in given or "sas_key" in given:
            given["credential_type"] = "access_key" if "account_key" in given else "sas_token"
        return AzureStore(self.azure_blob_storage_container_name, **given, **options)
