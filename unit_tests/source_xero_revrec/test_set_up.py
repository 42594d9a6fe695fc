"""`init` of the source: each use has its questions, its part of the configuration, and its streams."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

import pytest

from source_xero_revrec.config import Config, read_config
from source_xero_revrec.set_up import QUESTIONS, SETUP, main
from unit_tests.source_xero_revrec.fake_books import NOON, FakeBooks
from unit_tests.source_xero_revrec.ledger.made_ledger import CREDENTIALS
from xero_connectors.setting_up.fields import placed

if TYPE_CHECKING:
    from pathlib import Path

    from requests_mock import Mocker

BARE: dict[str, Any] = {"credentials": CREDENTIALS}


def answered(**answers: str) -> dict[str, Any]:
    """Return the configuration that answers make; a question that does not arise must have none."""
    config, left = {**BARE}, dict(answers)
    for question in QUESTIONS:
        if question.applies(config, answers) and (said := left.pop(question.name, question.default)):
            config = question.apply(config, said)
    assert left == {}
    return config


@pytest.mark.parametrize(
    ("answers", "made"),
    [
        ({"use": "revrec"}, {"mode": {"mode": "invoice_equals_contract"}}),
        (
            {"use": "revrec", "mode": "customer_name_mapping", "crm": "c.csv"},
            {"mode": {"mode": "customer_name_mapping", "crm": {"source": "file", "location": "c.csv"}}},
        ),
        (
            {
                "use": "recognition",
                "deferred_account": "835",
                "first_period": "2026-02",
                "sold_into": "835=200",
                "evidence": "s3://bucket/kept/",
            },
            {
                "recognition": {
                    "recognised_by": "here",
                    "deferred_account": "835",
                    "cut_over": {"first_period": "2026-02"},
                    "sold_into": [{"deferred_account": "835", "revenue_account": "200"}],
                    "evidence": "s3://bucket/kept/",
                }
            },
        ),
        (
            {"use": "warehouse", "start_date": "2025-01-01", "receipts": "receipts"},
            {
                "mode": {"mode": "invoice_equals_contract"},
                "start_date": "2025-01-01",
                "journal_control": {"source": "receipts", "path": "receipts"},
            },
        ),
    ],
)
def test_each_use_makes_its_part_of_the_configuration(answers: dict[str, str], made: dict[str, Any]) -> None:
    """And the form takes it."""
    config = answered(**answers)

    assert config == {**BARE, **made}
    assert isinstance(read_config(config, NOON.date()), Config)


def test_a_crm_that_is_given_otherwise_is_not_asked_for() -> None:
    """HubSpot and Salesforce have fields of their own."""
    asked = [
        each.name for each in QUESTIONS if each.applies({"mode": {"crm": {"source": "hubspot"}}}, {"use": "revrec"})
    ]

    assert asked == ["use", "receipts"]


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        ("customers.csv", []),
        ("hubspot", [("access_token", "t")]),
        (
            "salesforce",
            [
                ("instance_url", "https://a.my.salesforce.com"),
                ("auth.auth_type", "client_credentials"),
                ("auth.client_id", "c"),
                ("auth.client_secret", "s"),
                ("where", ""),
            ],
        ),
    ],
)
def test_a_crm_asks_for_what_signs_in_to_it(said: str, steps: list[tuple[str, str]]) -> None:
    """One after the other, as the answers before decide; the form takes what they make."""
    (question,) = [each for each in QUESTIONS if each.name == "crm"]
    config, typed = question.apply({**BARE}, said), set()
    for name, value in steps:
        detail = next(each for each in question.details(config) if each.place not in typed)
        assert detail.place == f"mode.crm.{name}"
        assert detail.needed is bool(value)
        assert detail.secret is (value in ("t", "s"))
        typed.add(detail.place)
        config = placed(config, detail.place, value) if value else config

    assert [each for each in question.details(config) if each.place not in typed] == []
    assert isinstance(read_config(config, NOON.date()), Config)


def test_a_secret_that_is_given_is_not_a_choice_of_the_crm() -> None:
    """`--crm hubspot` goes with `--secret mode.crm.access_token=...`, which alone does not say which CRM it is."""
    config = {"mode": {"crm": {"access_token": "t"}}}
    asked = [
        each.name for each in QUESTIONS if each.applies(config, {"use": "revrec", "mode": "customer_name_mapping"})
    ]

    assert "crm" in asked


def test_a_changed_deferred_account_leaves_the_rest_of_recognition() -> None:
    """What was said before stays."""
    (question,) = [each for each in QUESTIONS if each.name == "deferred_account"]
    before = {"recognition": {"recognised_by": "here", "deferred_account": "800", "method": "daily"}}

    assert question.apply(before, "835")["recognition"] == {
        "recognised_by": "here",
        "deferred_account": "835",
        "method": "daily",
    }


@pytest.mark.parametrize(
    ("use", "has", "has_not"),
    [
        ("revrec", "order_details", "invoices"),
        ("warehouse", "invoices", "journals"),
        ("recognition", "journal_entries", "invoices"),
    ],
)
def test_the_catalog_has_the_streams_of_the_use(use: str, has: str, has_not: str, tmp_path: Path) -> None:
    """Incremental where that is possible, with Airbyte's keys; a catalog that is there is left."""
    here = {"recognition": {"recognised_by": "here", "deferred_account": "835"}} if use == "recognition" else {}
    catalog = tmp_path / "catalog.json"
    asked = argparse.Namespace(config="source.json", catalog=catalog, use=use, overwrite=False)

    following = SETUP.ending(asked, {**BARE, **here})
    made = {each["stream"]["name"]: each for each in json.loads(catalog.read_text())["streams"]}

    assert has in made
    assert has_not not in made
    assert made["order_details"]["sync_mode"] == "incremental"
    assert made["order_details"]["destination_sync_mode"] == "append_dedup"
    assert ["order_item_number"] in made["order_details"]["primary_key"]
    assert any(f"read --config source.json --catalog {catalog}" in each for each in following)
    assert ("close" in following[-1]) is (use == "recognition")
    with pytest.raises(ValueError, match="exists, and was left as it is"):
        SETUP.ending(asked, {**BARE, **here})


def test_what_is_made_was_checked_as_check_does(
    requests_mock: Mocker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With Xero, and no message of Airbyte's is printed."""
    FakeBooks(requests_mock)
    requests_mock.get("https://api.xero.com/api.xro/2.0/Payments", json={"Payments": []})
    (tmp_path / "secret").write_text("not-a-real-secret")
    config = tmp_path / "source.json"
    typed = ["--config", str(config), "--client-id", "client-1"]

    code = main([*typed, "--secret", f"credentials.client_secret=file:{tmp_path / 'secret'}"])
    out, err = capsys.readouterr()

    assert (code, out) == (0, f"Wrote {config}, which works.\n"), err
    assert json.loads(config.read_text())["credentials"] == CREDENTIALS
