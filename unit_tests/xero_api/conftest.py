"""A client of a Xero that requests-mock plays."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
import requests

from xero_api.budget import Budget
from xero_api.client import Client
from xero_api.patience import Patience
from xero_api.transport import Transport

if TYPE_CHECKING:
    from unit_tests.conftest import FakeClock


class FakeAuth:
    """Credentials that count how often they are renewed."""

    def __init__(self) -> None:
        """Hold the first token."""
        self.renewed: list[str] = []
        self.scopes: list[str] = []

    def bearer(self, scope: str) -> str:
        """Return the token of the day."""
        self.scopes.append(scope)
        return f"not-a-real-token-{len(self.renewed)}"

    def prove(self, scope: str) -> None:
        """Grant every scope."""

    def renew(self, refused: str) -> None:
        """Hand out another token from now on."""
        self.renewed.append(refused)


@pytest.fixture
def auth() -> FakeAuth:
    """Hand out credentials that always work."""
    return FakeAuth()


@pytest.fixture
def patience(clock: FakeClock) -> Patience:
    """Hand out six tries with seeded jitter."""
    return Patience(clock, random.Random(1))


@pytest.fixture
def transport() -> Transport:
    """Hand out a real transport; requests-mock stands behind it."""
    return Transport(requests.Session())


@pytest.fixture
def client(clock: FakeClock, patience: Patience, auth: FakeAuth, transport: Transport) -> Client:
    """Hand out a client of one organisation."""
    budget = Budget(clock, organisation="Demo Company")
    return Client(transport, auth, budget, patience, tenant_id="tenant-1", organisation="Demo Company")
