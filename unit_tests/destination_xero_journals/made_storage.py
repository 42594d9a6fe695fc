"""A place for receipts and rejects in memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from destination_xero_journals.posting.storage import INTENTS, POSTED, RECEIPTS, REJECTS, KeptFile, StorageFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Kept:
    """Keeps the lines, all together or on shelves; a place that is `full` takes none."""

    description = "memory"
    shelved = False

    def __init__(self) -> None:
        """Keep nothing yet."""
        self.lines: dict[str, list[dict[str, Any]]] = {RECEIPTS: [], REJECTS: [], INTENTS: [], POSTED: []}
        self.shelves: dict[tuple[str, str], list[dict[str, Any]]] = {}
        """The same lines by name and shelf."""
        self.recalled: list[tuple[str, str]] = []
        """The name and shelf of each time of recalling."""
        self.full = False

    def check(self) -> None:
        """Find out whether it is full."""
        if self.full:
            raise StorageFault("It is full.")

    def append(self, name: str, lines: Iterable[bytes], shelf: str = "") -> str:
        """Keep lines and return where."""
        made = [json.loads(line) for line in lines]
        if made:
            self.check()
        self.lines[name] += made
        self.shelves.setdefault((name, shelf), []).extend(made)
        return f"memory/{name}.jsonl" if made else ""

    def recall(self, name: str, shelf: str = "") -> Sequence[KeptFile]:
        """Return the lines that were kept, as one file."""
        self.recalled.append((name, shelf))
        found = self.shelves.get((name, shelf), []) if self.shelved else self.lines[name]
        return [KeptFile(f"memory/{name}.jsonl", [json.dumps(line).encode() + b"\n" for line in found])]

    @property
    def receipts(self) -> list[dict[str, Any]]:
        """Return the receipts in their order."""
        return self.lines[RECEIPTS]

    @property
    def rejects(self) -> list[dict[str, Any]]:
        """Return the rejects in their order."""
        return self.lines[REJECTS]
