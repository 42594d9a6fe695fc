"""Airbyte's entry point prints messages, a line each, and quotes no configuration."""

from __future__ import annotations

import gc
import json
from typing import TYPE_CHECKING, Any

import pytest
from airbyte_cdk.models import ConnectorSpecification, FailureType
from airbyte_cdk.utils.traced_exception import AirbyteTracedException

from source_xero_revrec.entrypoint import Entrypoint, launch
from unit_tests.source_xero_revrec.fake_books import FakeBooks
from unit_tests.source_xero_revrec.ledger.made_ledger import CREDENTIALS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from requests_mock import Mocker

FORM = ConnectorSpecification(connectionSpecification={})


@pytest.fixture(autouse=True)
def _same_memory() -> Iterator[None]:
    """Undo for other tests what a process of its own does to its memory."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def written(path: Path, **config: Any) -> str:  # noqa: ANN401
    """Write a configuration and return where it is."""
    path.write_text(json.dumps(config))
    return str(path)


def test_a_faulty_configuration_is_told_without_its_values() -> None:
    """The CDK would print the part that is wrong, secrets included."""
    with pytest.raises(AirbyteTracedException) as refused:
        Entrypoint.validate_connection(FORM, {"credentials": {**CREDENTIALS, "client_id": ""}})

    assert refused.value.failure_type is FailureType.config_error
    assert str(refused.value.message).startswith("The configuration cannot be used: credentials.client_id: ")
    assert "not-a-real-secret" not in f"{refused.value.message} {refused.value.internal_message}"
    assert refused.value.__cause__ is None


def test_a_sound_configuration_says_nothing() -> None:
    """The command goes on."""
    Entrypoint.validate_connection(FORM, {"credentials": CREDENTIALS})


def test_a_command_prints_a_message_a_line(
    requests_mock: Mocker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is JSON, and what the command found out is the last one."""
    FakeBooks(requests_mock)
    requests_mock.get("https://api.xero.com/api.xro/2.0/Payments", json={"Payments": []})

    launch(["check", "--config", written(tmp_path / "config.json", credentials=CREDENTIALS)])

    *_, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert last == {"type": "CONNECTION_STATUS", "connectionStatus": {"status": "SUCCEEDED"}}
