"""Files of receipts and journal entries: a path, or an address of any place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xero_connectors.config_fault import ConfigFault
from xero_connectors.places.address import AddressFault
from xero_connectors.places.place import address, lines
from xero_connectors.places.reasons import Cause, PlaceFault
from xero_connectors.places.registry import file, folder, is_remote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xero_connectors.places.place import Place

RECEIPTS = "receipts"
_LINES = ".jsonl"
_REMEDY = "Check the path; in Airbyte it is one inside the connector's container, so it must lie in a mounted folder."


def receipt_files(where: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield each file of receipts, in the order of the names, as its name and its lines.

    Raises ConfigFault where there is none, or where one cannot be read.
    """
    place, name = _opened(where)
    if name and (name.endswith(_LINES) or not is_remote(where)):
        yield address(place.address, name), _lines(where, place, name)
        return
    place = folder(where)
    found = [each for each in _names(where, place) if is_receipts(each.rpartition("/")[2])]
    if not found:
        if is_remote(where):
            raise ConfigFault(f"There are no receipts under {place.address}. Check the address.")
        raise ConfigFault(f"The folder {Path(where).absolute()} holds no {RECEIPTS}*{_LINES}. {_REMEDY}")
    for each in found:
        yield address(place.address, each), _lines(where, place, each)


def content(where: str) -> bytes:
    """Return what a file holds; raises ConfigFault where it cannot be read."""
    place, name = _opened(where)
    return b"".join(_lines(where, place, name))


def is_receipts(name: str) -> bool:
    """Tell whether a file of this name holds receipts."""
    return name.startswith(RECEIPTS) and name.endswith(_LINES)


def _opened(where: str) -> tuple[Place, str]:
    try:
        return file(where)
    except AddressFault as fault:
        raise ConfigFault(f"The address of the journal entries {fault}") from None


def _names(where: str, place: Place) -> list[str]:
    try:
        return place.names()
    except PlaceFault as fault:
        raise _config_fault(where, fault) from None


def _lines(where: str, place: Place, name: str) -> Iterator[bytes]:
    try:
        yield from lines(place.read(name))
    except PlaceFault as fault:
        raise _config_fault(where, fault) from None


def _config_fault(where: str, fault: PlaceFault) -> ConfigFault:
    if fault.cause is Cause.NO_FILE:
        found = fault.address if is_remote(where) else Path(where).absolute()
        return ConfigFault(f"There is no file {found}. {'Check the address.' if is_remote(where) else _REMEDY}")
    return ConfigFault(str(fault))
