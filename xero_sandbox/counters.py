"""What the sandbox has been asked, for tests and for the curious."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

REMEMBERED_CALLS = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """One request and how it was answered."""

    place: str
    """The endpoint, `token`, `connections` or `authorize`."""
    method: str
    target: str
    """Path and query."""
    status: int
    """0 when the connection was cut."""
    body_bytes: int
    """As sent, compressed or not."""
    fault: str = ""
    who: str = ""
    """The app that asked, by its client id; empty where nobody signed in."""
    tenant: str = ""
    """The id of the organisation that was called; empty where none was."""
    at: datetime | None = None


class Counters:
    """Counts of calls, bytes and tokens, and the latest calls one by one."""

    def __init__(self) -> None:
        """Begin with no counts."""
        self.reset()

    def reset(self) -> None:
        """Forget all counts and calls."""
        self.calls: deque[Call] = deque(maxlen=REMEMBERED_CALLS)
        self.by_call: Counter[tuple[str, str, int]] = Counter()
        self.body_bytes = 0
        self.tokens: Counter[str] = Counter()
        """Access tokens issued, by grant type."""

    def record(self, call: Call) -> None:
        """Count a call."""
        self.calls.append(call)
        self.by_call[call.place, call.method, call.status] += 1
        self.body_bytes += call.body_bytes

    def count(self, place: str | None = None, method: str | None = None, status: int | None = None) -> int:
        """Return how many calls there were of this place, method and status."""
        wanted = (place, method, status)
        # Copied at once: a test counts while the server's thread records.
        return sum(
            number
            for key, number in list(self.by_call.items())
            if all(want is None or want == have for want, have in zip(wanted, key, strict=True))
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the counts as JSON shows them."""
        return {
            "calls": sum(self.by_call.values()),
            "by_endpoint": [
                {"endpoint": place, "method": method, "status": status, "calls": calls}
                for (place, method, status), calls in sorted(self.by_call.items())
            ],
            "bytes": self.body_bytes,
            "tokens_issued": dict(self.tokens),
        }
