"""Whoever watches the source work sees what it asks Xero, and how long its limits hold it back."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from source_xero_revrec.watch import source_watched
from unit_tests.xero_connectors.terminal.made_screen import Watched
from xero_connectors.terminal.screen import Screen

if TYPE_CHECKING:
    from source_xero_revrec.watch import Reaching


def test_a_watched_source_tells_what_it_asks_and_waits_for() -> None:
    """It begins with signing in, when no organisation is known yet."""
    found: list[SimpleNamespace] = []
    source = cast("Reaching", SimpleNamespace(reached=lambda: found))

    with source_watched(source, Screen(io.StringIO(), Watched(), {})) as progress:
        assert (progress.what, progress.waits, progress.asks) == ("Signing in to Xero", 0, "")
        budget = SimpleNamespace(holds=12.4)
        found.append(SimpleNamespace(client=SimpleNamespace(budget=budget, asked="Demo: Invoices, 3 calls")))

        assert (progress.waits, progress.asks) == (12, "Demo: Invoices, 3 calls")
