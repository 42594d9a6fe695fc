"""Manual journals of a Xero in memory behind requests-mock: it stores what it is sent, and fails where it is told."""

from __future__ import annotations

import json
import random
import re
from collections import deque
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson
import requests

from destination_xero_journals.books.held_journals import HeldJournals
from destination_xero_journals.posting.poster import Poster
from destination_xero_journals.rules.decision import Action, Decision
from destination_xero_journals.rules.journal import POSTED, HeldJournal, Journal
from destination_xero_journals.rules.request import journal_json
from destination_xero_journals.rules.retirement import retired
from revrec_journals.key import JournalKey
from unit_tests.destination_xero_journals.rules.made_entries import REVENUE, journal, journal_line
from xero_api.budget import Budget
from xero_api.client import Client
from xero_api.patience import Patience
from xero_api.transport import Transport
from xero_connectors.organisations import Organisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from requests_mock import Mocker

    from destination_xero_journals.posting.poster import Task
    from unit_tests.conftest import FakeClock

    Turn = Callable[[Any, Callable[[], str]], str]

Row = dict[str, Any]
API = "https://api.xero.com/api.xro/2.0"
NAME = "Demo Company"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Auth:
    def bearer(self, scope: str) -> str:  # noqa: ARG002 - every scope is granted
        return "not-a-real-token"

    def prove(self, scope: str) -> None:
        """Grant every scope."""

    def renew(self, refused: str) -> None:
        """Keep the token."""


class MadeXero:
    """Journals by id; a call is answered by the next of `turns`, or as Xero does where there is none left.

    A turn takes the context of requests-mock and what Xero would do, and returns the text of the answer.
    """

    def __init__(
        self, requests_mock: Mocker, clock: FakeClock, *, tenant: str = "tenant-1", name: str = NAME, api: str = API
    ) -> None:
        """Hold nothing; `api` is the address of this organisation alone."""
        self.journals: dict[str, Row] = {}
        self.turns: deque[Callable[[Any, Callable[[], str]], str]] = deque()
        self.calls: list[tuple[str, str, Row]] = []
        self.shows: Callable[[str], bool] = lambda identity: True  # noqa: ARG005 - a list shows every journal
        self.on_list: Callable[[], object] = lambda: None
        self.listed: Callable[[Row], Row] = lambda journal: journal
        """How the list shows a journal, which is right by its id."""
        self.lists = 0
        self.stores: Callable[[Row], Row] = lambda journal: journal
        self._replies: dict[str, str] = {}
        self._clock = clock
        self._now = clock.now()
        url = f"{api}/ManualJournals"
        for method in ("PUT", "POST"):
            requests_mock.register_uri(method, url, text=self._write)
        requests_mock.get(url, text=self._list)
        requests_mock.get(re.compile(rf"{url}/"), text=self._one)
        self.patience = Patience(clock, random.Random(1))
        budget = Budget(clock, organisation=name)
        client = Client(
            Transport(requests.Session()),
            _Auth(),
            budget,
            self.patience,
            api_url=api,
            tenant_id=tenant,
            organisation=name,
        )
        self.organisation = Organisation(tenant, name, client)
        self.held = HeldJournals(self.organisation)
        self.poster = Poster(self.organisation, self.held, self.patience, "POSTED")

    @property
    def keys(self) -> list[str]:
        """Return the Idempotency-Key of each call that writes, in their order."""
        return [key for _, key, _ in self.calls]

    @property
    def sent(self) -> list[list[str]]:
        """Return the narrations, or the ids where there is none, of each call that writes."""
        return [
            [each.get("Narration", each.get("ManualJournalID")) for each in body["ManualJournals"]]
            for _, _, body in self.calls
        ]

    def statuses(self) -> dict[str, list[str]]:
        """Return the statuses of the journals by narration."""
        found: dict[str, list[str]] = {}
        for kept in self.journals.values():
            found.setdefault(kept["Narration"], []).append(kept["Status"])
        return found

    def _write(self, request: Any, context: Any) -> str:  # noqa: ANN401 - requests-mock's
        key, body = request.headers["Idempotency-Key"], request.json()
        self.calls.append((request.method, key, body))

        def done() -> str:
            if key not in self._replies:
                self._replies[key] = self._stored(body["ManualJournals"])
            return self._replies[key]

        return self.turns.popleft()(context, done) if self.turns else done()

    def _stored(self, elements: list[Row]) -> str:
        return json.dumps({"ManualJournals": [self.store(element) for element in elements]})

    def store(self, element: Row) -> Row:
        """Store one journal as Xero does and return what it answers."""
        self._now += timedelta(seconds=1)
        identity = element.get("ManualJournalID") or f"mj-{len(self.journals) + 1}"
        before = self.journals.get(identity, {})
        if before.get("Status") == "VOIDED":
            return {**before, "StatusAttributeString": "ERROR", "ValidationErrors": [{"Message": "It is voided"}]}
        made = self.stores({**before, **element, "ManualJournalID": identity})
        for line in made["JournalLines"]:
            line.setdefault("AccountID", f"id-{line['AccountCode']}")
        milliseconds = int((self._now - EPOCH) / timedelta(milliseconds=1))
        self.journals[identity] = made | {"UpdatedDateUTC": f"/Date({milliseconds}+0000)/"}
        return {**self.journals[identity], "StatusAttributeString": "OK"}

    def at(self, identity: str, moment: datetime) -> None:
        """Say of a journal that it was changed at an instant."""
        milliseconds = (moment - EPOCH) // timedelta(milliseconds=1)
        self.journals[identity]["UpdatedDateUTC"] = f"/Date({milliseconds}+0000)/"

    def forget(self) -> None:
        """Begin with nothing read."""
        self.held = HeldJournals(self.organisation)

    def _list(self, request: Any, context: Any) -> str:  # noqa: ANN401, ARG002 - requests-mock's
        self.lists += 1
        self.on_list()
        shown = [self.listed(each) for identity, each in self.journals.items() if self.shows(identity)]
        found = sorted(shown, key=lambda journal: journal["UpdatedDateUTC"])
        pagination = {"page": 1, "pageSize": 1000, "pageCount": 1, "itemCount": len(found)}
        return json.dumps(
            {"ManualJournals": found, "pagination": pagination, "DateTimeUTC": self._clock.now().isoformat()}
        )

    def _one(self, request: Any, context: Any) -> str:  # noqa: ANN401 - requests-mock's
        found = self.journals.get(request.path.rpartition("/")[2])
        if found is None:
            context.status_code = 404
            return json.dumps({"Message": "The resource you're looking for cannot be found"})
        return json.dumps({"ManualJournals": [found]})


def wanted(name: str = "JE-1", amount: str = "100.00") -> Journal:
    """Return a journal of an entry."""
    key = JournalKey(name)
    lines = (journal_line(amount), journal_line(str(-Decimal(amount)), REVENUE))
    return journal(*lines, key=key, narration=f"Revenue {key.mark()}")


def post(xero: MadeXero, *decisions: Decision) -> list[Task]:
    """Post decisions in one batch."""
    tasks = [xero.poster.task(decision) for decision in decisions]
    xero.poster.post(tasks)
    return tasks


def created(*names: str) -> list[Decision]:
    """Return the decisions to create these entries."""
    return [Decision(Action.CREATE, wanted(name)) for name in names]


def held(xero: MadeXero, made: Journal, status: str = POSTED) -> HeldJournal:
    """Have Xero hold a journal, and return it as it was read."""
    stored(xero, made, status)
    (found,) = xero.held.of(made.key.journal_entry_id)
    return found


def stored(xero: MadeXero, made: Journal, status: str) -> None:
    """Have Xero hold a journal, and its journals read."""
    element = orjson.loads(orjson.dumps(journal_json(made, status)))
    xero.store(element)
    xero.held.read()


def retired_in(xero: MadeXero, made: Journal, status: str = POSTED) -> HeldJournal:
    """Have Xero hold a journal that was marked as taken back, and not voided yet; return it as it was read."""
    marked = retired(held(xero, made, status))
    assert marked is not None
    xero.store({"ManualJournalID": marked.manual_journal_id, "Narration": marked.narration})
    xero.held.read()
    return xero.held.to_take_back()[-1]


def answer(status: int, text: str = "", *, done: bool = False) -> Turn:
    """Return a turn that answers with a status, after or without doing what is asked."""

    def turn(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
        if done:
            do()
        context.status_code = status
        return text

    return turn


def cut(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401, ARG001 - requests-mock's
    """Lose the request on its way."""
    raise requests.ReadTimeout


def lost(context: Any, do: Callable[[], str]) -> str:  # noqa: ANN401 - requests-mock's
    """Do what is asked, and lose the answer on its way."""
    do()
    return cut(context, do)
