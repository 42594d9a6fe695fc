"""Signing in for the source: every stream's scope is asked for, and the form is checked first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from source_xero_revrec.config import CONSENT_SCOPES
from source_xero_revrec.sign_in import _read, main
from source_xero_revrec.streams.raw import RAW_STREAMS
from xero_api.scopes import JOURNALS

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

OAUTH = {"auth_type": "oauth", "client_id": "client-1", "refresh_token": "not-a-real-token"}


def test_every_stream_can_be_read_but_the_one_of_xeros_advanced_tier() -> None:
    """Streams are selected later; who needs `journals` asks for its scope besides."""
    settings, needed = _read({"credentials": OAUTH, "organisations": ["Demo"]})

    assert settings.organisations == ["Demo"]
    assert set(needed) >= {raw.endpoint.scope for raw in RAW_STREAMS} - {JOURNALS}
    assert JOURNALS not in needed
    assert needed == CONSENT_SCOPES


def test_a_configuration_that_cannot_be_used_is_refused_before_anybody_signs_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The fault is the form's own."""
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"credentials": OAUTH, "start_date": "9999-01-01"}))

    assert main(["--config", str(config)]) == 1
    assert "start_date is 9999-01-01" in capsys.readouterr().err
