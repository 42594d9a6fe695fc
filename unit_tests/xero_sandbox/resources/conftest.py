"""Requests to a write handler, without a server."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from xero_sandbox.books import Books
from xero_sandbox.clock import SandboxClock
from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.lists.query import Query
from xero_sandbox.resources import attachments, history, tracking_categories
from xero_sandbox.resources.asked import Asked
from xero_sandbox.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable

    from xero_sandbox.answers.errors import Answer

NOON = datetime(2026, 3, 2, 12, 0, 0, 250_000, tzinfo=UTC)


class Asking:
    """One organisation with a chart of accounts and one contact, and calls to its handlers."""

    def __init__(self) -> None:
        """Open the books at noon, on a clock that stands."""
        self.clock = SandboxClock(NOON, frozen=True)
        self.service = Service(self.clock, lambda now: [self._opened(now)])

    @staticmethod
    def _opened(now: Callable[[], datetime]) -> Books:
        books = Books(seed=4, now=now)
        books.person.create_contact("Client")
        return books

    @property
    def books(self) -> Books:
        """The organisation's books."""
        books = next(iter(self.service.tenants.values())).books
        assert isinstance(books, Books)
        return books

    def asked(
        self, path: str, method: str = "GET", body: bytes = b"", content_type: str = "", **parameters: str
    ) -> Asked:
        """Return an authorised request for a path."""
        name, *parts = path.split("/")
        tenant = next(iter(self.service.tenants.values()))
        return Asked(
            ENDPOINTS[name],
            tuple(parts),
            Query(parameters),
            tenant,
            self.clock.now(),
            "a-request",
            self.service.switches,
            method,
            body,
            content_type,
        )

    def invoice(self, **line: Any) -> str:  # noqa: ANN401 - a line's fields
        """Make an invoice and return its id."""
        lines = [{"Description": "Work", "Quantity": 1, "UnitAmount": "10.00", "AccountCode": "200", **line}]
        return str(self.books.person.create_invoice("Client", lines, NOON.date())["InvoiceID"])

    def journal(self, **line: Any) -> str:  # noqa: ANN401 - a line's fields
        """Make a manual journal and return its id."""
        lines = [{"LineAmount": "5.00", "AccountCode": "400", **line}, {"LineAmount": "-5.00", "AccountCode": "200"}]
        return str(self.books.person.create_manual_journal("March", lines)["ManualJournalID"])

    def later(self) -> None:
        """Let a minute pass."""
        self.clock.advance(timedelta(minutes=1).total_seconds())

    def tracking(self, method: str, path: str, body: object = None) -> Answer:
        """Write to the tracking categories; the body is sent as JSON unless it is bytes."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return tracking_categories.answer(self.asked(path, method, sent))

    def history(self, method: str, path: str, body: object = None) -> Answer:
        """Read or write a history."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return history.answer(self.asked(path, method, sent))

    def attachments(
        self, method: str, path: str, body: bytes = b"", content_type: str = "text/plain", **parameters: str
    ) -> Answer:
        """Read or write attachments."""
        return attachments.answer(self.asked(path, method, body, content_type, **parameters))


def rows(answer: Answer, array: str) -> list[dict[str, Any]]:
    """Return the rows of a good answer."""
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = json.loads(answer.body)[array]
    return found


def refusal(answer: Answer) -> str:
    """Return the sentence of a ValidationException."""
    assert answer.status == 400, answer.body
    body = json.loads(answer.body)
    assert (body["ErrorNumber"], body["Type"]) == (10, "ValidationException")
    return str(body["Elements"][0]["ValidationErrors"][0]["Message"])
