"""What a list request asks for: its parameters and its If-Modified-Since."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_sandbox.switches import Switches

_NAIVE_SECONDS = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$")


class QueryError(ValueError):
    """A query that Xero refuses with a QueryParseException."""


@dataclass(frozen=True, slots=True)
class Query:
    """The parameters of one list request; names in lower case, because Xero does not mind the case."""

    parameters: Mapping[str, str]
    modified_since: str | None = None
    """The If-Modified-Since header as it came."""

    @property
    def question(self) -> tuple[object, ...]:
        """What is asked, whatever the page."""
        asked = sorted((name, value) for name, value in self.parameters.items() if name not in ("page", "pagesize"))
        return (*asked, self.modified_since)

    def text(self, name: str) -> str:
        """Return a parameter, empty when absent."""
        return self.parameters.get(name, "").strip()

    def flag(self, name: str) -> bool:
        """Return a boolean parameter; `True`, `true` and `TRUE` are all true."""
        return self.text(name).lower() == "true"

    def number(self, name: str) -> int | None:
        """Return a whole number, or nothing when absent. Raises QueryError."""
        text = self.text(name)
        if not text:
            return None
        try:
            return int(text)
        except ValueError:
            raise QueryError(f"The value '{text}' is not valid for {name}.") from None

    def day(self, name: str) -> date | None:
        """Return a date, or nothing when absent. Raises QueryError."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise QueryError(f"The value '{text}' is not valid for {name}.") from None

    def instant_since(self, switches: Switches) -> datetime | None:
        """Return the instant of If-Modified-Since in UTC; a malformed one is ignored: everything is returned."""
        text = (self.modified_since or "").strip()
        naive = _NAIVE_SECONDS.match(text) is not None
        if not text or (not naive and switches.if_modified_since_variants != "read"):
            return None
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            return None
        instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
        return instant.replace(microsecond=0)
