"""Where receipts and rejects are kept: the `object_storage_config` form of Airbyte's activating destinations."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from xero_connectors.places.registry import Storage


class NoStorage(BaseModel):
    """Receipts and rejects go to the log alone."""

    model_config = ConfigDict(title="Keep none beside the log", extra="ignore")

    storage_type: Literal["None"] = Field("None", json_schema_extra={"order": 0})


ObjectStorage = Annotated[NoStorage | Storage, Field(discriminator="storage_type")]
STORAGE_TYPES = frozenset(
    get_args(form.model_fields["storage_type"].annotation)[0] for form in (NoStorage, *get_args(Storage))
)
