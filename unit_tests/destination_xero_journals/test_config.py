"""A configuration that contradicts itself is refused, with all that is wrong in one message."""

from __future__ import annotations

from typing import Any

import pytest

from destination_xero_journals.config import read_config
from unit_tests.destination_xero_journals.made_sign_in import CUSTOM
from xero_connectors.config_fault import ConfigFault

LOCATION = {"revrec_field": "Location", "xero_tracking_category": "Region"}
FOLDER = {"storage_type": "Local", "path": "/local/kept"}
BUCKET = {"storage_type": "S3", "s3_bucket_name": "accounting"}


def fault(**options: Any) -> str:  # noqa: ANN401 - any option
    """Return what is wrong with a configuration; empty where nothing is."""
    try:
        read_config({"credentials": CUSTOM, **options})
    except ConfigFault as refused:
        return str(refused)
    return ""


def test_a_sign_in_alone_is_a_configuration() -> None:
    """Everything else may be left alone; what is null counts as left alone."""
    assert fault() == ""
    assert fault(narration=None, organisation_column=None, tracking_mapping=None) == ""


@pytest.mark.parametrize("way", ["post_nothing", "post_the_valid"])
@pytest.mark.parametrize("storage", [None, {"storage_type": "None"}, FOLDER, BUCKET])
def test_refused_journals_are_never_left_without_a_place(way: str, storage: dict[str, Any] | None) -> None:
    """With post_the_valid they would be lost."""
    found = fault(on_invalid=way, object_storage_config=storage)
    nowhere = storage is None or storage["storage_type"] == "None"

    assert ("a refused journal would be lost" in found) is (way == "post_the_valid" and nowhere)
    assert found or not (way == "post_the_valid" and nowhere)


@pytest.mark.parametrize(
    ("keys", "complete"),
    [
        ({}, True),
        ({"access_key_id": "not-a-real-id", "secret_access_key": "not-a-real-secret"}, True),
        ({"access_key_id": "not-a-real-id"}, False),
        ({"secret_access_key": "not-a-real-secret"}, False),
    ],
)
def test_a_key_of_a_bucket_is_both_halves_or_none(keys: dict[str, str], *, complete: bool) -> None:
    """Without both the machine's own credentials would be tried, which nobody asked for; no half is quoted."""
    found = fault(object_storage_config={**BUCKET, **keys})

    assert ("give both or neither" in found) is not complete
    assert "not-a-real" not in found


@pytest.mark.parametrize("narration", ["Revenue {month}", "Revenue {", "{Journal_Entry_Id}", "{}"])
def test_a_placeholder_that_nothing_fills_in_is_refused(narration: str) -> None:
    """It would stand in Xero as it is."""
    assert (
        "and only {journal_entry_id}, {period}, {date}, {organisation}, {description} and {narration} are filled in"
        in fault(narration=narration)
    )
    assert fault(narration="{description} of {period}, {date}, {organisation}, {journal_entry_id}") == ""


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"tracking_mapping": [LOCATION, LOCATION | {"xero_tracking_category": "Team"}]}, "tracking_mapping names Loc"),
        ({"tracking_mapping": [LOCATION, LOCATION | {"revrec_field": "Class"}]}, "tracking_mapping names Region"),
        (
            {"tracking_mapping": [LOCATION, {"revrec_field": " LOCATION", "xero_tracking_category": "Team"}]},
            "tracking_mapping names  LOCATION, Location more",
        ),
        (
            {"columns": [{"revrec_column": "Amount", "column": "a"}, {"revrec_column": "amount", "column": "b"}]},
            "columns names Amount, amount more than once",
        ),
    ],
)
def test_what_is_named_twice_is_refused(options: dict[str, Any], named: str) -> None:
    """Whatever the case of its letters: nobody could say which entry counts."""
    assert named in fault(**options)


def test_a_column_that_cannot_be_is_named() -> None:
    """By the check as well, since no input could ever have it; a mapped field may be called differently."""
    renamed = [{"revrec_column": "Journal Number", "column": "journal_no"}]

    assert "`columns` names 'Journal Number'" in fault(columns=renamed)
    assert fault(columns=[{"revrec_column": "location", "column": "loc"}], tracking_mapping=[LOCATION]) == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"dryrun": True}, "dryrun is not known here (nearest: dry_run)"),
        ({"Status": "DRAFT"}, "Status is not known here (nearest: status)"),
        ({"plan_finger_print": "5f7c" * 16}, "plan_finger_print is not known here (nearest: plan_fingerprint)"),
        (
            {"account_mapping": [{"revrec_account": "1", "xero_account": "2", "Product Code": "P"}]},
            "account_mapping.0.Product Code is not known here (nearest: product_code)",
        ),
        (
            {"object_storage_config": {**FOLDER, "Path": "/"}},
            "object_storage_config.Path is not known here (nearest: path)",
        ),
    ],
)
def test_a_misspelt_setting_is_refused(options: dict[str, Any], said: str) -> None:
    """The ledger would be posted to without it."""
    assert said in fault(**options)


def test_what_a_platform_adds_is_no_setting() -> None:
    """It is nobody's mistake."""
    assert fault(__injected={"a": 1}, _airbyte_sync=7, object_storage_config={**FOLDER, "__x": None}) == ""


def test_several_organisations_need_a_column_that_tells_them_apart() -> None:
    """One needs none."""
    assert "does not say which line goes to which" in fault(organisations=["One", "Two"])
    assert fault(organisations=["One", "Two"], organisation_column="Entity") == ""
    assert fault(organisations=["One"]) == ""


def test_all_contradictions_come_back_in_one_message() -> None:
    """So that they are mended in one go."""
    found = fault(
        on_invalid="post_the_valid",
        narration="{month}",
        organisations=["One", "Two"],
        tracking_mapping=[LOCATION, LOCATION],
    )

    assert found.startswith("The configuration cannot be used: ")
    assert found.count("; ") == 4


def test_an_unknown_way_to_keep_receipts_lists_those_that_there_are() -> None:
    """As every choice of the form does."""
    found = fault(object_storage_config={"storage_type": "Pigeon"})

    assert found.startswith("The configuration cannot be used: object_storage_config.storage_type must be ")
    assert found.endswith(" must be Azure, GCS, Local, None, S3 or SFTP.")
