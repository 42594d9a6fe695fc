"""A local Xero over HTTP, in memory, that enforces Xero's rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xero_sandbox.server import Sandbox

__all__ = ["Sandbox"]


def __getattr__(name: str) -> type[Sandbox]:
    """Import the server when it is asked for: `xero-sandbox --help` and the books alone do without it."""
    if name == "Sandbox":
        from xero_sandbox.server import Sandbox  # noqa: PLC0415

        return Sandbox
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
