"""Where receipts and rejects are kept: the `object_storage_config` form of Airbyte's activating destinations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class NoStorage(BaseModel):
    """Receipts and rejects go to the log alone."""

    model_config = ConfigDict(title="Keep none beside the log", extra="ignore")

    storage_type: Literal["None"] = Field("None", json_schema_extra={"order": 0})


class LocalStorage(BaseModel):
    """A folder of the machine that the connector runs on."""

    model_config = ConfigDict(title="Keep them in a folder", extra="ignore")

    storage_type: Literal["Local"] = Field(json_schema_extra={"order": 0})
    path: str = Field(
        title="Folder",
        description="Where `receipts.jsonl` and `rejects.jsonl` are appended to (in Airbyte's container, under a "
        "mounted folder).",
        min_length=1,
        examples=["/local/xero-journals"],
        json_schema_extra={"order": 1},
    )


class S3Storage(BaseModel):
    """An S3 bucket, or a store that speaks its protocol."""

    model_config = ConfigDict(title="Keep them in an S3 bucket", extra="ignore")

    storage_type: Literal["S3"] = Field(json_schema_extra={"order": 0})
    s3_bucket_name: str = Field(
        title="Bucket",
        description="The bucket's name.",
        min_length=1,
        examples=["accounting"],
        json_schema_extra={"order": 1},
    )
    s3_bucket_region: str = Field(
        "",
        title="Region",
        description="The bucket's region. Left empty, it is the one that the machine is set to.",
        examples=["eu-central-1"],
        json_schema_extra={"order": 2},
    )
    bucket_path: str = Field(
        "",
        title="Folder in the bucket",
        description="The folder that holds a folder of each sync. Left empty, those lie at the bucket's top.",
        examples=["revrec/journals"],
        json_schema_extra={"order": 3},
    )
    access_key_id: str | None = Field(
        None,
        title="Access key ID",
        description="The id of a key that may write to the bucket. Left empty, the machine's own credentials are used.",
        repr=False,
        json_schema_extra={"order": 4, "airbyte_secret": True},
    )
    secret_access_key: str | None = Field(
        None,
        title="Secret access key",
        description="The secret of that key. Left empty, as the id is, the machine's own credentials are used.",
        repr=False,
        json_schema_extra={"order": 5, "airbyte_secret": True},
    )
    role_arn: str | None = Field(
        None,
        title="Role ARN",
        description="A role to take on before writing. Left empty, none is.",
        examples=["arn:aws:iam::123456789012:role/journals"],
        json_schema_extra={"order": 6},
    )
    s3_endpoint: str | None = Field(
        None,
        title="Endpoint",
        description="The address of a store other than Amazon's. Left empty, it is Amazon's.",
        examples=["https://minio.example.com"],
        json_schema_extra={"order": 7},
    )


ObjectStorage = Annotated[NoStorage | LocalStorage | S3Storage, Field(discriminator="storage_type")]
