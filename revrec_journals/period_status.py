"""RevRec's `Period Status`: journals of closed periods alone are posted, and expected in Xero."""

from __future__ import annotations

_CLOSED = frozenset({"closed", "close", "locked"})


def is_closed(period_status: str) -> bool:
    """Tell whether a period's journals may be posted; no status at all says nothing against it. Source: our choice."""
    text = period_status.strip().casefold()
    return not text or text in _CLOSED
