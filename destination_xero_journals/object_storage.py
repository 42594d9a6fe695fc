"""Where receipts and rejects are kept: the `object_storage_config` form of Airbyte's activating destinations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from destination_xero_journals.posting.storage import Appended, Nowhere, Numbered
from xero_connectors.places.folder import LocalStorage
from xero_connectors.places.registry import PlaceForm

if TYPE_CHECKING:
    from destination_xero_journals.posting.storage import Storage


class NoStorage(BaseModel):
    """Receipts and rejects go to the log alone."""

    model_config = ConfigDict(title="Keep none beside the log", extra="ignore")

    storage_type: Literal["None"] = Field("None", json_schema_extra={"order": 0})


ObjectStorage = Annotated[NoStorage | PlaceForm, Field(discriminator="storage_type")]


def storage(settings: NoStorage | PlaceForm, *, sync_id: str) -> Storage:
    """Return the place that the configuration names; `sync_id` sets syncs apart where nothing can be appended."""
    if isinstance(settings, NoStorage):
        return Nowhere()
    if isinstance(settings, LocalStorage):
        return Appended(settings.place())
    return Numbered(settings.place(), sync_id)
