"""The records as they were a while ago, for lists that lag behind the books."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_sandbox.books.records import Record

_ALWAYS = datetime.min.replace(tzinfo=UTC)


class Past:
    """Every version of the records since it began; what was there at that moment has always been so.

    Records are changed in place and share their contacts and tracking, so a version is a copy of all that it holds.
    """

    def __init__(self, collections: Mapping[str, Mapping[str, Record]]) -> None:
        """Begin with the records of each endpoint as they are."""
        self._versions: dict[str, dict[str, list[tuple[datetime, Record | None]]]] = {}
        self.note(collections, _ALWAYS)

    def note(self, collections: Mapping[str, Mapping[str, Record]], at: datetime) -> None:
        """Keep a version of each record that is new, changed or gone; it became so at this instant."""
        for endpoint, records in collections.items():
            kept = self._versions.setdefault(endpoint, {})
            for identifier, record in records.items():
                versions = kept.setdefault(identifier, [])
                if not versions or versions[-1][1] != record:
                    versions.append((at, _copied(record)))
            for identifier in kept.keys() - records.keys():
                if kept[identifier][-1][1] is not None:
                    kept[identifier].append((at, None))

    def records(self, endpoint: str, at: datetime) -> dict[str, Record]:
        """Return the endpoint's records by id as they were at an instant."""
        found = {}
        for identifier, versions in self._versions.get(endpoint, {}).items():
            record = next((each for since, each in reversed(versions) if since <= at), None)
            if record is not None:
                found[identifier] = record
        return found


def _copied(value: Any) -> Any:  # noqa: ANN401 - a record holds values of any type
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_copied(each) for each in value]
    return value
