"""Reading customers as the source does, with a clock that is held and a network that requests-mock plays."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from pydantic import TypeAdapter

from source_xero_revrec.crm.customers import read_customers
from source_xero_revrec.crm.settings import Crm

if TYPE_CHECKING:
    from collections.abc import Callable

    from unit_tests.conftest import FakeClock

_SETTINGS: TypeAdapter[Crm] = TypeAdapter(Crm)


class Read(Protocol):
    """Reads the customers of a part of the configuration, as (id, name)."""

    def __call__(self, keep: Callable[[str], None] | None = None, **settings: Any) -> list[tuple[str, str]]:  # noqa: ANN401
        """Read."""


@pytest.fixture
def read(clock: FakeClock) -> Read:
    """Hand out a reader."""

    def reader(keep: Callable[[str], None] | None = None, **settings: Any) -> list[tuple[str, str]]:  # noqa: ANN401
        customers = read_customers(
            _SETTINGS.validate_python(settings),
            clock=clock,
            randomness=random.Random(1),
            keep_refresh_token=keep,
        )
        return [(customer.customer_id, customer.name) for customer in customers]

    return reader
