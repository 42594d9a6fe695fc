"""Azure's container is opened with the form's key or signature, or with what the machine has."""

from __future__ import annotations

import pytest

from unit_tests.xero_connectors.places.made_stores import BUCKET, azure
from xero_connectors.places.az import AzureStorage
from xero_connectors.places.reasons import Cause, PlaceFault
from xero_connectors.places.registry import folder

ACCOUNT = {"storage_type": "Azure", "azure_blob_storage_account_name": "accounting"}


@pytest.mark.parametrize(
    "given",
    [
        {"azure_blob_storage_account_key": "bm90LWEtcmVhbC1rZXk="},
        {"shared_access_signature": "sv=2026-01-01&sp=cw&sig=not-a-real-signature"},
    ],
)
def test_the_forms_key_or_signature_opens_the_container(given: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine has."""
    with azure(monkeypatch) as running:
        monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "another")
        monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", "not a real key!")
        settings = {**ACCOUNT, "azure_blob_storage_container_name": BUCKET, **given}
        AzureStorage.model_validate(settings).place().check("a")

        assert any(asked.startswith(f"PUT {BUCKET}/a") for asked in running.asked)


def test_a_key_that_is_none_is_told_without_being_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is asked of Azure."""
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "accounting")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", "not a real key!")

    with pytest.raises(PlaceFault) as fault:
        folder(f"az://{BUCKET}/a").check("b")
    assert fault.value.cause is Cause.BAD_CREDENTIALS
    assert "not a real key" not in str(fault.value)


def test_an_account_that_is_not_named_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address names the container alone."""
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT_NAME", raising=False)

    with pytest.raises(PlaceFault) as fault:
        folder(f"az://{BUCKET}/a").check("b")
    assert fault.value.cause is Cause.NO_ACCOUNT


def test_an_endpoint_across_a_network_has_to_be_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a company's books goes out readable."""
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "accounting")
    monkeypatch.setenv("AZURE_STORAGE_ENDPOINT", "http://store.example")

    with pytest.raises(PlaceFault) as fault:
        folder(f"az://{BUCKET}/a").check("b")
    assert fault.value.cause is Cause.IN_THE_CLEAR
