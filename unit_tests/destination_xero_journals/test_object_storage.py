"""The form's choice of a place becomes one that appends, one that numbers its files, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from destination_xero_journals.object_storage import NoStorage, ObjectStorage, storage
from destination_xero_journals.posting.storage import RECEIPTS, Appended, Nowhere, Numbered

if TYPE_CHECKING:
    from pathlib import Path

CHOICE: TypeAdapter[Any] = TypeAdapter(ObjectStorage)
KEY = "not-a-real-key"
ELSEWHERE: dict[str, tuple[dict[str, str], str]] = {
    "S3": (
        {"s3_bucket_name": "journals", "s3_bucket_region": "eu-west-1", "bucket_path": "a", "access_key_id": KEY,
         "secret_access_key": KEY},
        "s3://journals/a/7",
    ),
    "GCS": ({"gcs_bucket_name": "journals"}, "gs://journals/7"),
    "Azure": (
        {"azure_blob_storage_account_name": "books", "azure_blob_storage_container_name": "journals",
         "azure_blob_storage_account_key": "bm90LWEtcmVhbC1rZXk="},
        "az://journals/7",
    ),
}  # fmt: skip


def test_no_place_keeps_nothing() -> None:
    """Receipts are in the log alone; the form need not say more."""
    place = storage(CHOICE.validate_python({"storage_type": "None"}), sync_id="7")

    assert isinstance(place, Nowhere)
    assert NoStorage().storage_type == "None"


def test_a_folder_is_appended_to(tmp_path: Path) -> None:
    """One file for all syncs."""
    place = storage(CHOICE.validate_python({"storage_type": "Local", "path": str(tmp_path)}), sync_id="7")

    assert isinstance(place, Appended)
    assert place.append(RECEIPTS, [b"{}"]).startswith(str(tmp_path))


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_elsewhere_each_sync_has_a_folder_of_its_own(kind: str) -> None:
    """Nothing can be appended there, and no place is asked before something is to be written."""
    fields, address = ELSEWHERE[kind]
    place = storage(CHOICE.validate_python({"storage_type": kind, **fields}), sync_id="7")

    assert isinstance(place, Numbered)
    assert place.description == address


def test_a_kind_of_place_that_is_not_offered_is_refused() -> None:
    """With the kinds that are."""
    with pytest.raises(ValidationError, match=r"'None'.*'Local'.*'S3'"):
        CHOICE.validate_python({"storage_type": "FTP"})
