"""Where receipts and rejects are kept: the `object_storage_config` form of Airbyte's activating destinations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from xero_connectors.places.registry import Storage


class NoStorage(BaseModel):
    """Receipts and rejects go to the log alone."""

    model_config = ConfigDict(title="Keep none beside the log", extra="ignore")

    storage_type: Literal["None"] = Field("None", json_schema_extra={"order": 0})


ObjectStorage = Annotated[NoStorage | Storage, Field(discriminator="storage_type")]
