"""What the tests of the sandbox are given: Xero's official SDK, logged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from xero_python.api_client.oauth2 import TokenApi

from integration_tests.support.official_sdk import official_sdk

if TYPE_CHECKING:
    from integration_tests.support.official_sdk import Sdk
    from xero_sandbox import Sandbox


@pytest.fixture
def sdk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Sdk:
    """Give a test the SDK, logged in by its own token flow to the company that the test's module names as COMPANY."""
    company: Sandbox = request.getfixturevalue(request.module.COMPANY)
    company.set_switches(batch_payment_texts=False)
    monkeypatch.setattr(TokenApi, "client_credentials_token_url", f"{company.identity_url}/connect/token")
    credentials = company.source_config()["credentials"]
    made = official_sdk(company, credentials["client_id"], credentials["client_secret"])
    made.client.get_client_credentials_token()
    return made
