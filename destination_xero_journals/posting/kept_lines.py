"""Lines that earlier syncs kept, read with their places: a damaged one is refused, since what it said is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from destination_xero_journals.posting.storage import StorageFault
from xero_connectors.tables.json_names import NamedTwice, check_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from destination_xero_journals.posting.storage import KeptFile

_MOST_SHOWN = 60


def kept_objects(file: KeptFile, warn: Callable[[str], object]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the place and the object of each line; `warn` is told of a torn last one, which is passed over.

    Raises StorageFault for every other line that is no JSON object.
    """
    return numbered_objects(file, enumerate(file.lines, start=1), warn)


def numbered_objects(
    file: KeptFile, numbered: Iterable[tuple[int, bytes]], warn: Callable[[str], object]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the same of some of a file's lines, each with its number."""
    for number, line in numbered:
        place = f"line {number:,}"
        try:
            found = orjson.loads(line)
            check_names(line, found)
        except NamedTwice as twice:
            raise damaged(file, place, f"it names {str(twice)[:_MOST_SHOWN]!r} more than once") from None
        except ValueError:
            if not line.strip():
                continue
            if file.appended and not line.endswith(b"\n"):
                warn(
                    f"The last line of {file.address} is cut off, as a process leaves it that is killed while it "
                    f"writes: it is passed over, and taken off when the next line is written."
                )
                continue
            raise damaged(file, place, "it is no JSON") from None
        if not isinstance(found, dict):
            raise damaged(file, place, "it is no JSON object")
        yield place, found


def damaged(file: KeptFile, place: str, why: str) -> StorageFault:
    """Return the fault of a line that does not say what it was kept for."""
    return StorageFault(
        f"{file.address} is damaged in {place}: {why}. It tells what was posted before, and without it a journal could "
        f"be posted twice, so that the sync stops. Restore the file from a backup; where there is none, see in Xero "
        f"that its list of manual journals shows every journal of the last syncs, and then delete that line."
    )
