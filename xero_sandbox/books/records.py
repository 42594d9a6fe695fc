"""The shape of everything the books keep: Xero's own field names with Python's values."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]
