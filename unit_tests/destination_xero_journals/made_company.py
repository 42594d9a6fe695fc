"""A whole organisation behind requests-mock: its journals, and the settings, notes and attachments beside them."""

from __future__ import annotations

import json
import re
from collections import deque
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from unit_tests.destination_xero_journals.made_xero import API, NAME, MadeXero
from unit_tests.destination_xero_journals.rules.made_entries import BOOKS
from unit_tests.xero_api.made_records import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock
    from unit_tests.destination_xero_journals.made_xero import Row, Turn


class MadeCompany(MadeXero):
    """Journals, accounts, tracking categories and lock dates of one organisation.

    `notes` and `attached` hold what was written beside journals, by journal. `beside` are turns like those of the
    journals, for every other call that writes.
    """

    def __init__(
        self, requests_mock: Mocker, clock: FakeClock, *, tenant: str = "tenant-1", name: str = NAME, api: str = API
    ) -> None:
        """Hold the accounts and the tracking category of the made entries, and no journal."""
        super().__init__(requests_mock, clock, tenant=tenant, name=name, api=api)
        self.record: Row = {"OrganisationID": tenant, "Name": name, "BaseCurrency": "NZD", "ShortCode": "!abc"}
        self.accounts: list[Row] = [written(each) for each in BOOKS.accounts]
        self.categories: list[Row] = [written(each) for each in BOOKS.categories]
        self.notes: dict[str, list[str]] = {}
        self.attached: dict[str, list[tuple[str, bytes]]] = {}
        self.beside: deque[Turn] = deque()
        self.beside_keys: list[str] = []
        self.asked: list[str] = []
        for path, envelope in (
            ("Organisation", "Organisations"),
            ("Accounts", "Accounts"),
            ("TrackingCategories", "TrackingCategories"),
        ):
            requests_mock.get(f"{api}/{path}", text=self._settings(path, envelope))
        requests_mock.put(re.compile(rf"{api}/TrackingCategories/[^/]+/Options$"), text=self._beside(self._option))
        requests_mock.put(re.compile(rf"{api}/ManualJournals/[^/]+/History$"), text=self._beside(self._note))
        requests_mock.put(re.compile(rf"{api}/ManualJournals/[^/]+/Attachments/"), text=self._beside(self._attach))

    def _settings(self, path: str, envelope: str) -> Callable[[Any, Any], str]:
        def answer(request: Any, context: Any) -> str:  # noqa: ANN401, ARG001 - requests-mock's
            self.asked.append(path)
            held = {"Organisation": [self.record], "Accounts": self.accounts, "TrackingCategories": self.categories}
            return json.dumps({envelope: held[path]})

        return answer

    def _beside(self, write: Callable[[list[str], bytes], Row]) -> Callable[[Any, Any], str]:
        def answer(request: Any, context: Any) -> str:  # noqa: ANN401 - requests-mock's
            self.beside_keys.append(request.headers["Idempotency-Key"])
            body = request.body if isinstance(request.body, bytes) else request.body.encode()

            def done() -> str:
                return json.dumps(write(request.url.split("/")[-3:], body))

            return self.beside.popleft()(context, done) if self.beside else done()

        return answer

    def _option(self, path: list[str], body: bytes) -> Row:
        (category,) = [each for each in self.categories if each["TrackingCategoryID"] == path[1]]
        name = json.loads(body)["Name"]
        made = {"TrackingOptionID": f"option-{name}", "Name": name, "Status": "ACTIVE"}
        category["Options"].append(made)
        return {"Options": [made]}

    def _note(self, path: list[str], body: bytes) -> Row:
        made = json.loads(body)["HistoryRecords"]
        self.notes.setdefault(path[1], []).extend(each["Details"] for each in made)
        return {"HistoryRecords": made}

    def _attach(self, path: list[str], body: bytes) -> Row:
        name = unquote(path[2])
        self.attached.setdefault(path[0], []).append((name, body))
        return {"Attachments": [{"FileName": name}]}
