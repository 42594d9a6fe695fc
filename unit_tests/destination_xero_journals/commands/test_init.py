"""`init` of the destination: mappings as people write them, and a configuration that Xero takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.commands.init import QUESTIONS, main
from destination_xero_journals.config import Config, read_config
from unit_tests.destination_xero_journals.made_company import MadeCompany
from unit_tests.destination_xero_journals.made_sign_in import CUSTOM, sign_in
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from pathlib import Path

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock

ASKED = {each.name: each for each in QUESTIONS}


def test_answers_are_a_configuration_that_the_form_takes() -> None:
    """A name that is mapped again is mapped anew, and an equals sign is the only one that counts."""
    config = {"credentials": CUSTOM}
    for name, said in (
        ("account", "Deferred Revenue = 800"),
        ("account", "Deferred Revenue=835"),
        ("account", "4000=200"),
        ("tracking", "Location=Region"),
        ("status", "DRAFT"),
        ("receipts", "receipts"),
    ):
        config = ASKED[name].apply(config, said)

    read = read_config(config)
    assert isinstance(read, Config)
    assert [(each.revrec_account, each.xero_account) for each in read.account_mapping] == [
        ("Deferred Revenue", "835"),
        ("4000", "200"),
    ]
    assert [(each.revrec_field, each.xero_tracking_category) for each in read.tracking_mapping] == [
        ("Location", "Region")
    ]
    assert read.status == "DRAFT"


@pytest.mark.parametrize(
    ("name", "said", "remedy"),
    [
        ("account", "835", "such as 'Deferred Revenue=835'"),
        ("account", "=835", "found: '=835'"),
        ("tracking", "Location=", "such as Location=Region"),
        ("receipts", "ftp://bucket/x", "--receipts begins with ftp://"),
        ("receipts", "sftp://files.example.com/x", "--receipts names no user"),
    ],
)
def test_what_is_no_answer_is_refused_with_one_that_is(name: str, said: str, remedy: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ConfigFault) as refused:
        ASKED[name].apply({}, said)

    assert remedy in str(refused.value)


@pytest.mark.parametrize(
    ("said", "kept", "left"),
    [
        ("receipts", {"storage_type": "Local", "path": "receipts"}, []),
        ("none", {"storage_type": "None"}, []),
        (
            "s3://bucket/a/b/",
            {"storage_type": "S3", "s3_bucket_name": "bucket", "bucket_path": "a/b/"},
            ["s3_bucket_region", "access_key_id", "secret_access_key", "role_arn", "s3_endpoint"],
        ),
        (
            "gs://bucket",
            {"storage_type": "GCS", "gcs_bucket_name": "bucket", "bucket_path": ""},
            ["service_account_key"],
        ),
        (
            "az://box/a",
            {"storage_type": "Azure", "azure_blob_storage_container_name": "box", "bucket_path": "a"},
            [
                "azure_blob_storage_account_name NEEDED",
                "azure_blob_storage_account_key",
                "shared_access_signature",
            ],
        ),
        (
            "sftp://revrec@files.example.com:2222/a/",
            {
                "storage_type": "SFTP",
                "host": "files.example.com",
                "username": "revrec",
                "port": 2222,
                "path": "/a/",
            },
            ["host_key NEEDED", "password", "private_key"],
        ),
    ],
)
def test_an_address_says_what_it_can_and_the_rest_is_asked_for(
    said: str, kept: dict[str, Any], left: list[str]
) -> None:
    """Every kind of place, by the fields of the form."""
    question = ASKED["receipts"]
    config = question.apply({}, said)

    assert config["object_storage_config"] == kept
    asked = [(each.place.rpartition(".")[2], each.needed) for each in question.details(config)]
    assert [f"{name} NEEDED" if needed else name for name, needed in asked] == left


def test_nobody_is_needed_for_a_place_with_fields_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What flags leave out is named as a flag that gives it."""
    typed = ["--config", str(tmp_path / "a.json"), "--client-id", "a", "--receipts", "sftp://revrec@files.example.com"]

    assert main(typed) == 2
    assert "--set object_storage_config.host_key=VALUE (Host key)" in capsys.readouterr().err


def test_what_is_made_was_checked_with_xero(
    requests_mock: Mocker, clock: FakeClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An account that Xero does not have is refused, and nothing is written; the folder for receipts was tried."""
    sign_in(requests_mock, ("tenant-1", "Demo Company"))
    MadeCompany(requests_mock, clock)
    (tmp_path / "secret").write_text(CUSTOM["client_secret"])
    config = tmp_path / "destination.json"
    typed = ["--config", str(config), "--client-id", CUSTOM["client_id"], "--receipts", str(tmp_path / "kept")]
    typed += ["--secret", f"credentials.client_secret=file:{tmp_path / 'secret'}"]

    assert main([*typed, "--account", "Deferred Revenue=99999"]) == 1
    assert "99999" in capsys.readouterr().err
    assert not config.exists()
    code = main([*typed, "--account", "Deferred Revenue=2400"])
    said = capsys.readouterr().err
    assert code == 0, said
    assert json.loads(config.read_text())["account_mapping"] == [
        {"revrec_account": "Deferred Revenue", "xero_account": "2400"}
    ]
    assert "plan --config" in said
