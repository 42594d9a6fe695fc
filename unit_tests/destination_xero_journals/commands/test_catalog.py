"""What is offered for data activation."""

from __future__ import annotations

from airbyte_protocol_dataclasses.models import DestinationCatalog, DestinationSyncMode
from serpyco_rs import Serializer

from destination_xero_journals.commands.catalog import destination_catalog
from destination_xero_journals.mappings import MappedField
from destination_xero_journals.options import PostingOptions
from revrec_journals.format import Format


def test_lines_are_appended_without_a_key_by_which_they_would_be_one() -> None:
    """The catalog is one of the protocol, with one operation for all columns that the configuration reads."""
    location = MappedField(revrec_field="Location", xero_tracking_category="Region")
    options = PostingOptions(tracking_mapping=[location], organisation_column="Entity")
    (operation,) = Serializer(DestinationCatalog).load(destination_catalog(options)).operations

    assert operation.object_name == "manual_journals"
    assert operation.sync_mode is DestinationSyncMode.append
    assert not operation.matching_keys
    assert {"Journal Entry Id", "Amount", "Location", "Entity"} <= set(operation.json_schema["properties"])


def test_the_columns_of_another_layout_are_offered() -> None:
    """Of a debit and a credit a line has one; what is not there is not offered."""
    said = Format(amounts="debit_and_credit", journal_key="id_and_date", absent_columns=["Journal Entry Id"])
    (operation,) = destination_catalog(PostingOptions(format=said))["operations"]

    assert {"Debit", "Credit", "Narration"} <= set(operation["json_schema"]["properties"])
    assert "Journal Entry Id" not in operation["json_schema"]["properties"]
    assert operation["json_schema"]["required"] == ["Transaction Date"]
