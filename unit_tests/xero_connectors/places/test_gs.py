"""Google's bucket is opened with the form's key, or with what the machine has."""

from __future__ import annotations

import json

import pytest

from xero_connectors.places.gs import GcsStorage
from xero_connectors.places.reasons import Cause, PlaceFault

KEY = {"type": "service_account", "client_email": "a", "private_key": "not-a-real-key", "private_key_id": ""}


@pytest.mark.parametrize(
    "key",
    [
        "no JSON",
        "{}",
        json.dumps(
            {"type": "service_account", "client_email": "a", "private_key": "not-a-real-key", "private_key_id": ""}
        ),
    ],
)
def test_a_key_that_is_none_is_told_without_being_repeated(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is asked of Google."""
    monkeypatch.delenv("STORAGE_EMULATOR_HOST", raising=False)
    place = GcsStorage(storage_type="GCS", gcs_bucket_name="journals", service_account_key=key).place()

    with pytest.raises(PlaceFault) as fault:
        place.check("a")
    assert fault.value.cause is Cause.BAD_CREDENTIALS
    assert "not-a-real-key" not in str(fault.value)


def test_a_stand_in_across_a_network_has_to_be_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a company's books goes out readable."""
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "store.example:9000")

    with pytest.raises(PlaceFault) as fault:
        GcsStorage(storage_type="GCS", gcs_bucket_name="journals").place().check("a")
    assert fault.value.cause is Cause.IN_THE_CLEAR
