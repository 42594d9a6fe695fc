"""The schedule as it was at a close: every row of it, gzipped CSV, to be kept beside the receipts."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self


def frozen_name(period: str) -> str:
    """Return the name of the file of a month."""
    return f"RevenueSchedule-{period}.csv.gz"


class FrozenSchedule:
    """A file that takes the rows of revenue_schedule one by one."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        """Begin the file; `columns` are those of the stream."""
        self._file = gzip.open(path, "wt", encoding="utf-8", newline="", compresslevel=6)  # noqa: SIM115 - closed below
        self._columns = columns
        self._lines = csv.writer(self._file)
        self._lines.writerow(columns)

    def add(self, record: Mapping[str, Any]) -> None:
        """Keep a row."""
        self._lines.writerow(["" if record.get(name) is None else str(record[name]) for name in self._columns])

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()
