"""Requests to what answers for a resource, without a server."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from xero_sandbox.answers.errors import Answer, Refusal
from xero_sandbox.books import Books
from xero_sandbox.clock import SandboxClock
from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.lists.query import Query
from xero_sandbox.resources import attachments, history, manual_journals, tracking_categories
from xero_sandbox.resources.asked import Asked
from xero_sandbox.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

Record = dict[str, Any]
NOON = datetime(2026, 3, 2, 12, 0, 0, 250_000, tzinfo=UTC)

DATE = date(2026, 3, 31)


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


@pytest.fixture
def asking() -> Asking:
    """Return an organisation at noon."""
    return Asking()


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


# -- manual journals


class Journals:
    """One organisation with tracking, and requests to its manual journals."""

    def __init__(self) -> None:
        """Open the books with two categories."""
        self.asking = Asking()
        person = self.asking.books.person
        person.create_tracking_category("Region", ["North", "South"])
        person.create_tracking_category("Product", ["Gold"])

    @property
    def kept(self) -> Mapping[str, Record]:
        """The journals of the books."""
        return self.asking.books.collection("ManualJournals")

    def switch(self, **values: object) -> None:
        """Set switches."""
        self.asking.service.set_switches(values)

    def send(self, *elements: Record, method: str = "POST", path: str = "", summarize: str = "") -> Answer:
        """Send journals in an envelope, as numbers are written in JSON."""
        body = json.dumps({"ManualJournals": elements}, default=str).encode()
        return self.raw(body, method=method, path=path, summarize=summarize)

    def raw(self, body: bytes, *, method: str = "POST", path: str = "", summarize: str = "") -> Answer:
        """Send a body."""
        parameters = {"summarizeerrors": summarize} if summarize else {}
        asked = self.asking.asked(f"ManualJournals{path}", method, body, **parameters)
        try:
            return manual_journals.answer(asked)
        except Refusal as refused:
            return refused.answer

    def saved(self, *elements: Record, **how: str) -> list[Record]:
        """Send journals that Xero takes, and return them as it shows them."""
        return rows(self.send(*elements, **how), "ManualJournals")

    def refused(self, *elements: Record, **how: str) -> str:
        """Send journals that Xero refuses, and return the first sentence."""
        return refusal(self.send(*elements, **how))

    def balance(self) -> dict[str, Decimal]:
        """Return the trial balance by account code at the end of the financial year."""
        found = self.asking.books.trial_balance(DATE)
        return {row["Code"]: row["YTDDebit"] - row["YTDCredit"] for row in found}


@pytest.fixture
def journals() -> Journals:
    """Return an organisation without journals."""
    return Journals()


def journal(*lines: Record, **changes: object) -> Record:
    """Return a posted journal of a hundred, of other lines where they are given."""
    own = lines or (line("100.00", "400"), line("-100.00", "200"))
    return {"Narration": "Accrual", "Date": "2026-03-31", "Status": "POSTED", "JournalLines": list(own)} | changes


def line(amount: object, account: str, **changes: object) -> Record:
    """Return a line."""
    return {"LineAmount": amount, "AccountCode": account, **changes}


def tracked(*elements: Record) -> Record:
    """Return a journal whose first line has this tracking."""
    return journal(line("100.00", "400", Tracking=list(elements)), line("-100.00", "200"))


REGION = {"Name": "Region", "Option": "North"}
