"""What stands below the figures explains changes, columns and codes."""

from __future__ import annotations

from source_xero_revrec.workbook.about_details import details
from source_xero_revrec.workbook.contents import Contents
from source_xero_revrec.workbook.sheets import plan
from unit_tests.source_xero_revrec.workbook.made_page import ORIGIN, SHEETS, counted, facts
from unit_tests.source_xero_revrec.workbook.made_schemas import SCHEMAS


def test_changed_document_numbers_are_counted_once_each() -> None:
    """Four credit notes with a slash, three lines each, on two sheets, are four changes."""
    assert str(facts(counted())["Document numbers"]).startswith("4 changed to the characters")


def test_every_code_that_occurs_is_explained() -> None:
    """Who meets a code on a sheet finds on this page what the check compares."""
    found = facts(counted())

    assert [code for code in ("A1", "B1", "B2", "C2", "I2", "I3", "K1") if not found[code]] == []


def test_the_page_says_which_day_ends_a_service() -> None:
    """RevRec's pages call the end exclusive; a file without services says nothing about it."""
    schemas = {name: {"properties": properties} for name, properties in SCHEMAS.items()}
    told = []
    for day_after in (True, False):
        lines = details(ORIGIN, plan(schemas, day_after=day_after), counted(), [])
        told += [str(line.cells[1]) for line in lines if line.cells[:1] == ("Service End Date",)]

    assert [sentence.partition(" of service")[0] for sentence in told] == ["The day after the last day", "The last day"]
    assert "service_end: day_after" in told[0]
    assert "service_end: last_day" in told[1]
    alone = details(ORIGIN, plan({"customers": schemas["customers"]}), Contents(), [])
    assert not any(line.cells[:1] == ("Service End Date",) for line in alone)


def test_hidden_columns_are_named_with_the_way_to_them() -> None:
    """Nothing is kept from whoever looks for it."""
    found = facts(counted())

    assert "Document ID" in str(found["BillingSchedule, hidden"])
    assert "Document ID" not in str(found["BillingSchedule, ours"])
    assert "Unhide" in str(found["Ours"])


def test_remarks_and_choices_are_shown() -> None:
    """What happened to a value is said with the rest, and so is the configuration."""
    lines = [line.cells for line in details(ORIGIN, SHEETS, Contents(), ["Customer, Text: 1 value cut."])]

    assert ("Values", "Customer, Text: 1 value cut.") in lines
    assert ("Custom fields", "Location") in lines
