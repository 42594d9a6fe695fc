"""An authorised request, as everything that answers it sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from xero_sandbox.endpoints import Endpoint
    from xero_sandbox.lists.query import Query
    from xero_sandbox.switches import Switches
    from xero_sandbox.tenant import Tenant

ATTACHMENTS, HISTORY = "attachments", "history"


@dataclass(frozen=True, slots=True)
class Asked:
    """An authorised request."""

    endpoint: Endpoint
    parts: tuple[str, ...]
    """What follows the endpoint in the path."""
    query: Query
    tenant: Tenant
    now: datetime
    identifier: str
    """Xero-Correlation-Id, which is the envelope's Id too."""
    switches: Switches
    method: str = "GET"
    body: bytes = b""
    content_type: str = ""

    @property
    def below(self) -> str:
        """What lies under the record, in lower case: attachments, history or an array of its own; or nothing."""
        return self.parts[1].lower() if len(self.parts) > 1 else ""

    @property
    def is_write(self) -> bool:
        """Whether it is to change something."""
        return self.method != "GET"
