"""The schedule of a close is kept whole."""

from __future__ import annotations

import gzip
from decimal import Decimal
from typing import TYPE_CHECKING

from source_xero_revrec.close.frozen_schedule import FrozenSchedule, frozen_name

if TYPE_CHECKING:
    from pathlib import Path


def test_each_row_is_kept_with_its_digits(tmp_path: Path) -> None:
    """Column by column, and what is not there is empty."""
    path = tmp_path / frozen_name("2026-01")
    with FrozenSchedule(path, ["document_id", "recognised_amount", "held_reason"]) as frozen:
        frozen.add({"document_id": "a,b", "recognised_amount": Decimal("100.10")})

    assert path.name == "RevenueSchedule-2026-01.csv.gz"
    assert gzip.decompress(path.read_bytes()).decode().splitlines() == [
        "document_id,recognised_amount,held_reason", '"a,b",100.10,'
    ]  # fmt: skip
