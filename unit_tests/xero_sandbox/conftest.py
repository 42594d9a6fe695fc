"""A small fake organisation and a sandbox that serves it."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import requests

from xero_sandbox import Sandbox
from xero_sandbox.clock import SandboxClock
from xero_sandbox.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xero_sandbox.tenant import OpenBooks

Record = dict[str, Any]
NOON = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
TENANT = "11111111-0000-4000-8000-000000000001"
SECOND_TENANT = "22222222-0000-4000-8000-000000000002"
EVERY_SCOPE = (
    "accounting.invoices.read accounting.payments.read accounting.contacts.read accounting.settings.read "
    "accounting.manualjournals.read accounting.banktransactions.read accounting.journals.read "
    "accounting.reports.trialbalance.read"
)


def invoice(number: int, **changes: Any) -> Record:  # noqa: ANN401
    """Return the full record of an invoice; a higher number was changed a minute later."""
    contact = {
        "ContactID": f"c0000000-0000-4000-8000-00000000000{number % 3}",
        "Name": f"Client {number % 3}",
        "EmailAddress": "someone@example.com",
        "Addresses": [{"AddressType": "POBOX"}],
        "Phones": [],
        "HasValidationErrors": False,
    }
    line = {
        "LineItemID": f"1e000000-0000-4000-8000-{number:012d}",
        "Description": "Subscription 1/2026",
        "Quantity": Decimal("1.0000"),
        "UnitAmount": Decimal("10.1250"),
        "LineAmount": Decimal("10.13"),
        "TaxAmount": Decimal("1.52"),
        "AccountCode": "200",
        "Tracking": [{"Name": "Region", "Option": "North", "TrackingOptionID": "0000"}],
    }
    return {
        "InvoiceID": f"{number:08x}-0000-4000-8000-{1_000_000 - number:012d}",
        "Type": "ACCREC",
        "InvoiceNumber": f"INV-{number:04d}",
        "Status": "AUTHORISED",
        "Date": date(2026, 1, 1) + timedelta(days=number),
        "DueDate": date(2026, 2, 1),
        "Total": Decimal("11.65"),
        "CurrencyRate": Decimal("1.0000000000"),
        "HasAttachments": False,
        "Contact": contact,
        "LineItems": [line],
        "Payments": [{"PaymentID": "p", "Date": date(2026, 1, 5), "Amount": Decimal("1.00")}],
        "Attachments": [],
        "UpdatedDateUTC": NOON - timedelta(days=1) + timedelta(minutes=number),
    } | changes


class FakePerson:
    """One action, to see that arguments arrive."""

    def __init__(self, books: FakeBooks) -> None:
        """Act on these books."""
        self._books = books

    def void(self, id: str) -> Record:  # noqa: A002 - the books' own argument
        """Void an invoice."""
        record: Record = self._books.collection("Invoices")[id]
        record |= {"Status": "VOIDED", "UpdatedDateUTC": self._books.now()}
        self._books.changes += 1
        return record


@dataclass
class FakeBooks:
    """Plain collections behind the interface of the real books."""

    now: Callable[[], datetime]
    tenant: str = TENANT
    name: str = "Fake Company"
    collections: dict[str, dict[str, Record]] = field(default_factory=dict)
    ledger: list[Record] = field(default_factory=list)
    changes: int = 0
    switches: Switches = field(default_factory=Switches)

    @property
    def organisation(self) -> Record:
        """An organisation record of the fields that matter here."""
        return {"OrganisationID": self.tenant, "Name": self.name, "BaseCurrency": "NZD", "CreatedDateUTC": NOON}

    @property
    def changed_at(self) -> datetime:
        """The instant of the last change, as good as any."""
        return self.now()

    @property
    def store(self) -> FakeBooks:
        """What counts the changes."""
        return self

    @property
    def person(self) -> FakePerson:
        """The person."""
        return FakePerson(self)

    def collection(self, endpoint: str) -> dict[str, Record]:
        """Return a collection, empty unless filled."""
        return self.collections.setdefault(endpoint, {})

    def add(self, endpoint: str, id_field: str, *records: Record) -> None:
        """Fill a collection."""
        self.changes += 1
        self.collection(endpoint).update({record[id_field]: record for record in records})

    def journals(self, after: int = 0, limit: int | None = None) -> list[Record]:
        """Return the ledger after a number."""
        return [journal for journal in self.ledger if journal["JournalNumber"] > after][:limit]

    def journals_of(self, first: date, last: date) -> list[Record]:
        """Return the ledger of some days."""
        return [journal for journal in self.ledger if first <= journal["JournalDate"] <= last]

    def latest_day(self) -> date | None:
        """Return the ledger's latest day."""
        return max((journal["JournalDate"] for journal in self.ledger), default=None)

    def trial_balance(self, on: date) -> list[Record]:
        """Return two accounts that balance."""
        nil, amount = Decimal("0.00"), Decimal(f"{on.day}.00")
        first = {"AccountID": "a1", "Code": "200", "Name": "Sales", "Section": "Revenue"}
        second = {"AccountID": "a2", "Code": "610", "Name": "Accounts Receivable", "Section": "Assets"}
        return [
            first | {"Debit": nil, "Credit": amount, "YTDDebit": nil, "YTDCredit": amount},
            second | {"Debit": amount, "Credit": nil, "YTDDebit": amount, "YTDCredit": nil},
        ]

    def control_totals(self) -> list[Record]:
        """Return the number of invoices."""
        return [{"endpoint": "Invoices", "count": len(self.collection("Invoices"))}]


class Xero:
    """A sandbox of fake books, and a client with a token for it."""

    def __init__(self, sandbox: Sandbox) -> None:
        """Call this sandbox."""
        self.sandbox = sandbox
        self.http = requests.Session()
        self.http.headers["Accept"] = "application/json"

    @property
    def books(self) -> FakeBooks:
        """The first organisation's fake books."""
        books: FakeBooks = self.sandbox.books
        return books

    def token(self, scope: str = EVERY_SCOPE, **form: str) -> requests.Response:
        """Ask for a token as the default custom connection."""
        body = {"grant_type": "client_credentials", "scope": scope} | form
        credentials = self.sandbox.source_config()["credentials"]
        auth = (credentials["client_id"], credentials["client_secret"])
        return self.http.post(f"{self.sandbox.identity_url}/connect/token", data=body, auth=auth)

    def log_in(self, scope: str = EVERY_SCOPE) -> None:
        """Send the token of a custom connection from now on."""
        self.http.headers["Authorization"] = f"Bearer {self.token(scope).json()['access_token']}"

    def get(self, path: str, headers: dict[str, str] | None = None, **parameters: object) -> requests.Response:
        """Read from the Accounting API."""
        query = {name: str(value) for name, value in parameters.items()}
        return self.http.get(f"{self.sandbox.api_url}/{path}", params=query, headers=headers, timeout=20)


@pytest.fixture
def clock() -> SandboxClock:
    """Return a clock that stands at noon."""
    return SandboxClock(NOON, frozen=True)


@pytest.fixture(scope="session")
def stopping() -> Iterator[Executor]:
    """Stop sandboxes while the next tests run: each takes a fifth of a second to notice that it should end."""
    with ThreadPoolExecutor() as executor:
        yield executor


@pytest.fixture
def serve(clock: SandboxClock, stopping: Executor) -> Iterator[Callable[[OpenBooks], Sandbox]]:
    """Return what serves a sandbox of these books until the test ends, on the clock that stands."""
    served: list[Sandbox] = []

    def started(open_books: OpenBooks) -> Sandbox:
        served.append(Sandbox(clock=clock, open_books=open_books).start())
        return served[-1]

    yield started
    for sandbox in served:
        stopping.submit(sandbox.stop)


@pytest.fixture
def xero(serve: Callable[[OpenBooks], Sandbox]) -> Xero:
    """Serve a sandbox of two fake organisations without records, and a client that is logged in to the first."""
    made = Xero(serve(lambda now: [FakeBooks(now), FakeBooks(now, SECOND_TENANT, "Other Company")]))
    made.log_in()
    return made


@pytest.fixture
def seven(xero: Xero) -> Xero:
    """Serve the same with seven invoices."""
    xero.books.add("Invoices", "InvoiceID", *(invoice(number) for number in range(1, 8)))
    return xero
