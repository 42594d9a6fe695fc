"""Exact numbers: Decimal from the JSON text on."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


def parse(body: bytes) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Parse JSON with every fractional number as the Decimal that its digits say, never through a float.

    Raises ValueError where the text is no JSON (Xero's error pages are HTML, and answers get cut).
    """
    return json.loads(body, parse_float=Decimal)
