"""The form's part for the CRM."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter

from source_xero_revrec.crm.hubspot import HubSpot
from source_xero_revrec.crm.listed import CrmList, ListedCustomer
from source_xero_revrec.crm.salesforce import Salesforce
from source_xero_revrec.crm.salesforce_sign_in import SalesforceRefreshToken
from source_xero_revrec.crm.settings import Crm

if TYPE_CHECKING:
    from collections.abc import Iterator


def models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any type that a field may have
    """Walk over every model that a choice of the form leads to, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    for inner in get_args(annotation):
        yield from models(inner)


FORMS = list(dict.fromkeys(models(Crm)))


def test_the_walk_over_the_choice_meets_what_is_nested() -> None:
    """The entries of the list and the ways to sign in are forms as well."""
    assert {ListedCustomer, CrmList, Salesforce, SalesforceRefreshToken, HubSpot} < set(FORMS)


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_every_field_explains_itself(model: type[BaseModel]) -> None:
    """Each field but a discriminator has a title, a description and its place in the form."""
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        assert isinstance(extra, dict)
        assert "order" in extra, name
        if name not in ("source", "auth_type"):
            assert field.title, name
            assert field.description, name


@pytest.mark.parametrize("model", FORMS, ids=lambda model: model.__name__)
def test_secrets_are_marked_and_not_printed(model: type[BaseModel]) -> None:
    """Airbyte hides what is marked as secret, and a model's repr leaves it out."""
    for name, field in model.model_fields.items():
        if name.endswith(("secret", "token")):
            extra: Any = field.json_schema_extra
            assert extra["airbyte_secret"] is True
            assert field.repr is False


def test_a_models_repr_shows_no_secret() -> None:
    """What a log may print of a configuration holds no credential, at any depth."""
    auth = SalesforceRefreshToken(
        auth_type="refresh_token",
        client_id="key-1",
        client_secret="not-a-real-secret",
        refresh_token="not-a-real-token",
    )
    salesforce = Salesforce(source="salesforce", instance_url="https://a.my.salesforce.com", auth=auth)
    hubspot = HubSpot(source="hubspot", access_token="not-a-real-token")

    assert "not-a-real" not in f"{salesforce!r} {salesforce} {hubspot!r} {hubspot}"


def test_the_source_is_chosen_by_its_discriminator() -> None:
    """`source` decides which fields belong."""
    crm = TypeAdapter(Crm).validate_python({"source": "list", "customers": [{"customer_id": "1", "name": "Xero"}]})

    assert isinstance(crm, CrmList)
    assert crm.customers == [ListedCustomer(customer_id="1", name="Xero")]


def test_the_form_costs_no_library_that_only_reading_needs() -> None:
    """`spec` imports the settings; openpyxl, rapidfuzz and requests stay unloaded."""
    code = (
        "import sys, source_xero_revrec.crm.settings; "
        "print(sorted({'openpyxl', 'rapidfuzz', 'requests'} & set(sys.modules)))"
    )

    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
