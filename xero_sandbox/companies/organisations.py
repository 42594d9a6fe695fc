"""Which organisations a sandbox holds."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from xero_sandbox.books import Books
from xero_sandbox.companies.deferring import deferring_company
from xero_sandbox.companies.demo import demo_company, empty_company, second_company
from xero_sandbox.companies.volume import volume_company

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from xero_sandbox.tenant import OpenBooks


def open_books(
    *, invoices: int | None = None, deferring: int | None = None, organisations: int = 1, seed: int = 1
) -> OpenBooks:
    """Return what opens the books anew at every start and reset.

    The first organisation is the demo company, one of `invoices` invoices (0: contacts, items and tracking alone), or
    one that sells services over time to `deferring` customers; the second is British; more of them are empty but for a
    chart of accounts. `seed` decides their ids, and amounts and days of what is sold over time.
    """

    def first(now: Callable[[], datetime]) -> Books:
        if deferring is not None:
            return deferring_company(now, deferring, seed)
        if invoices is None:
            return demo_company(now)
        return volume_company(invoices, now) if invoices else empty_company(now)

    def opened(now: Callable[[], datetime]) -> list[Books]:
        books = [first(now)]
        if organisations > 1:
            books.append(second_company(now))
        books += [Books(seed=seed * 1000 + n, now=now, name=f"Organisation {n}") for n in range(3, organisations + 1)]
        if invoices:
            # The garbage collector would otherwise walk a hundred thousand invoices in the middle of a request.
            gc.freeze()
        return books

    return opened
