"""What the warehouse was sent last of each row that is sent only when it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from source_xero_revrec.ledger.digest import digest
from source_xero_revrec.ledger.row_record import record_of

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

    from source_xero_revrec.rules.rows import Row


class SentRows:
    """Remembers rows by a digest of eight characters, so that a state stays small."""

    def __init__(self, digests: MutableMapping[str, str]) -> None:
        """Keep in `digests` what each row, by its key, looked like when it was sent last."""
        self._digests = digests

    def new(self, keys: Iterable[Iterable[str]]) -> dict[str, str]:
        """Return which of some keys no row was sent under, without what it looks like."""
        return {name: "" for name in map(" ".join, keys) if name not in self._digests}

    def is_news(self, key: Iterable[str], row: Row) -> bool:
        """Tell whether a row differs in any value from the one sent before under its key, and remember it as sent."""
        name, looks = " ".join(key), digest(orjson.dumps(record_of(row), option=orjson.OPT_SORT_KEYS))
        known = self._digests.get(name)
        self._digests[name] = looks
        return known != looks
