"""Signing in for the destination: the scopes that its options need, and the form is checked first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.commands.sign_in import _read, main

if TYPE_CHECKING:
    from pathlib import Path

OAUTH = {"auth_type": "oauth", "client_id": "client-1", "refresh_token": "not-a-real-token"}
ALWAYS = {"accounting.settings.read", "accounting.manualjournals"}


@pytest.mark.parametrize(
    ("options", "more"),
    [
        ({}, set()),
        ({"missing_option": "create"}, {"accounting.settings"}),
        ({"supporting_workbook": "/local/revrec.xlsx"}, {"accounting.attachments"}),
    ],
)
def test_the_options_decide_what_is_asked_for(options: dict[str, Any], more: set[str]) -> None:
    """No more than a sync with them needs."""
    _, needed = _read({"credentials": OAUTH, **options})

    assert set(needed) == ALWAYS | more


def test_a_configuration_that_cannot_be_used_is_refused_before_anybody_signs_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two organisations, and nothing that tells which line goes where."""
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"credentials": OAUTH}))

    assert main(["--config", str(config), "--organisation", "a", "--organisation", "b"]) == 1
    assert "organisation_column" in capsys.readouterr().err
