"""Exact numbers: from the digits of the JSON text, never through a float."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ZERO = Decimal("0.00")
CENT = Decimal("0.01")


def parse(body: bytes, number: Callable[[str], Any] = Decimal) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Parse JSON; every fractional number becomes what `number` makes of its digits, a Decimal unless told otherwise.

    Raises ValueError where the text is no JSON (Xero's error pages are HTML, and answers get cut).
    """
    return json.loads(body, parse_float=number)
