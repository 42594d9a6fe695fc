"""One collection of Xero in memory: id order, update order, If-Modified-Since, pages, and people who edit meanwhile."""

from __future__ import annotations

import copy
import math
import threading
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from xero_api import dates
from xero_api.client import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xero_api.endpoints import Endpoint

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def guid(number: int) -> str:
    """Return an id that sorts as its number does."""
    return str(uuid.UUID(int=number))


class FakeXero:
    """Answers `get` as the client does; its page size stands in for Xero's, which clamps what is asked for.

    `hidden` ids are counted and not handed out: their page is short, or with `fills_up` the last one is. `before_each`
    is called with the number of the call and the parameters before each answer, on the caller's thread.
    """

    def __init__(self, endpoint: Endpoint, *, page_size: int = 5, counts: bool = True) -> None:
        """Hold no record yet; without `counts` answers have no `pagination`."""
        self.endpoint = endpoint
        self.records: dict[str, dict[str, Any]] = {}
        self.now = datetime(2026, 1, 5, 9, tzinfo=UTC)
        self.hidden: set[str] = set()
        self.fills_up = False
        self.before_each: Callable[[int, Mapping[str, str]], None] = lambda number, params: None  # noqa: ARG005
        self.asked: list[tuple[dict[str, str], datetime | None]] = []
        self._page_size = page_size
        self._counts = counts
        self._one_at_a_time = threading.RLock()

    def put(self, number: int, *, at: datetime | None = None) -> None:
        """Create the record of that number, or edit it: its Version grows and its stamp moves to now."""
        stamp = at or self.now
        with self._one_at_a_time:
            known = self.records.get(guid(number), {"Version": 0, "JournalNumber": number})
            milliseconds = int((stamp - EPOCH) / timedelta(milliseconds=1))
            self.records[guid(number)] = {
                **known,
                self.endpoint.id_field: guid(number),
                "UpdatedDateUTC": f"/Date({milliseconds}+0000)/",
                "Version": known["Version"] + 1,
            }

    def versions(self) -> dict[str, int]:
        """Return the truth: each id with its Version."""
        return {identity: record["Version"] for identity, record in self.records.items()}

    def get(
        self,
        path: str,
        *,
        scope: str,
        params: Mapping[str, str] | None = None,
        modified_since: datetime | None = None,
        number: object = None,  # noqa: ARG002 - records are made here, not parsed
    ) -> Answer:
        """Answer as Xero does; a second passes with every call."""
        assert path == self.endpoint.path
        assert scope == self.endpoint.scope
        asked = dict(params or {})
        self.before_each(len(self.asked) + 1, asked)
        with self._one_at_a_time:
            self.asked.append((asked, modified_since))
            self.now += timedelta(seconds=1)
            # A copy, as over HTTP: whoever reads a record may do with it what they like.
            return Answer(copy.deepcopy(self._body(asked, modified_since)), self.now)

    def _body(self, asked: Mapping[str, str], since: datetime | None) -> dict[str, Any]:
        found = sorted(self.records.values(), key=_by_update)
        if "order" in asked:
            assert asked["order"] == self.endpoint.id_field
            found.sort(key=lambda record: record[self.endpoint.id_field])
        if since is not None:
            floored = since.replace(microsecond=0)
            found = [record for record in found if dates.instant(record["UpdatedDateUTC"]) >= floored]
        if "offset" in asked:
            found = sorted(found, key=lambda record: record["JournalNumber"])
            found = [record for record in found if record["JournalNumber"] > int(asked["offset"])][: self._page_size]
            return {self.endpoint.records_field: found}
        if "page" not in asked:
            return {self.endpoint.records_field: found}
        first = (int(asked["page"]) - 1) * self._page_size
        shown = [record for record in found if record[self.endpoint.id_field] not in self.hidden]
        handed_out = (shown if self.fills_up else found)[first : first + self._page_size]
        handed_out = [record for record in handed_out if record in shown]
        body: dict[str, Any] = {self.endpoint.records_field: handed_out}
        if self._counts:
            body["pagination"] = {
                "page": int(asked["page"]),
                "pageSize": self._page_size,
                "pageCount": math.ceil(len(found) / self._page_size),
                "itemCount": len(found),
            }
        return body


def edited_by(xero: FakeXero, script: list[list[tuple[int, int]]]) -> None:
    """Let people work between the calls: (milliseconds that pass, whose record is created or edited) before each."""
    left = iter(script)

    def act(_: int, __: Mapping[str, str]) -> None:
        for milliseconds, number in next(left, []):
            xero.now += timedelta(milliseconds=milliseconds)
            xero.put(number)

    xero.before_each = act


def _by_update(record: Mapping[str, Any]) -> datetime:
    return dates.instant(record["UpdatedDateUTC"])
