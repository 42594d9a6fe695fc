"""A contract over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Contract:
    """What a customer has bought, from a day on; `months` is the length of a period that one invoice pays for."""

    customer: str
    name: str
    account: str
    months: int
    price: int
    """Cents of `currency` for a period."""
    begins: date
    currency: str
    region: str
    in_arrears: bool = False
