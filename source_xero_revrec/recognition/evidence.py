"""Where frozen schedules are kept: in any place, beside the receipts, and never over another one."""

from __future__ import annotations

import hashlib
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from source_xero_revrec.recognition.frozen_schedule import read_frozen, read_ledger
from source_xero_revrec.rules.recognition.months import period
from xero_connectors.config_fault import ConfigFault
from xero_connectors.places.address import AddressFault
from xero_connectors.places.folder import Folder
from xero_connectors.places.place import address
from xero_connectors.places.reasons import PlaceFault
from xero_connectors.places.registry import folder, is_remote

if TYPE_CHECKING:
    from source_xero_revrec.recognition.frozen_schedule import Frozen
    from source_xero_revrec.rules.recognition.closed_line import Closed
    from xero_connectors.places.place import Place


class Kept(NamedTuple):
    """Where a frozen schedule lies, and whether it is the one that was given or an earlier one, which stays."""

    address: str
    is_given: bool


class Evidence:
    """The frozen schedules of one organisation in a place.

    A month's newest version counts. There is another one where a month was closed again before anything was posted.
    """

    def __init__(self, place: Place, tenant_id: str = "") -> None:
        """Use a place, which several organisations may share where their ids are given."""
        self._place = place
        self._tenant = f"-{tenant_id}" if tenant_id else ""

    def read(self, closed: Closed, until: int | None = None) -> Frozen | None:
        """Return the schedule that was frozen when a month was closed, None where none is kept.

        A month without one of its own was closed together with a later one, `until` at most: the next one's counts.
        Raises ConfigFault where it cannot be read.
        """
        months = range(closed.month, max(closed.month, until or 0) + 1)
        try:
            name = next(filter(None, map(self._newest, months)), "")
            where = address(self._place.address, name)
            return read_frozen(self._place.read(name), closed, where) if name else None
        except PlaceFault as fault:
            raise ConfigFault(f"The frozen schedule cannot be read. {fault}") from None

    def ledger(self, month: int) -> dict[str, int]:
        """Return what Xero's ledger had on each account when a month was closed, nothing where none was kept.

        Raises ConfigFault as above.
        """
        try:
            name = self._newest(month)
            return read_ledger(self._place.read(name), address(self._place.address, name)) if name else {}
        except PlaceFault as fault:
            raise ConfigFault(f"The frozen schedule cannot be read. {fault}") from None

    def keep(self, month: int, made: Path, *, posted: bool) -> Kept:
        """Keep the schedule of a close; where the month's entries are posted, an earlier one stays what it is.

        The local file may be moved. Raises PlaceFault.
        """
        newest = self._newest(month)
        same = bool(newest) and self._same(newest, made)
        if same or (newest and posted):
            return Kept(address(self._place.address, newest), is_given=same)
        # A name that is taken by now is somebody else's.
        name = next(
            name for name in (self._name(month, version) for version in count(1)) if self._place.create(name, made)
        )
        return Kept(address(self._place.address, name), is_given=True)

    def names(self, month: int) -> list[str]:
        """Return the names of a month's frozen schedules, the newest last; raises PlaceFault."""
        versions = (self._name(month, version) for version in count(1))
        return [*takewhile(self._place.exists, versions)]

    def _newest(self, month: int) -> str:
        return next(reversed(self.names(month)), "")

    def _name(self, month: int, version: int) -> str:
        return f"RevenueSchedule-{period(month)}{self._tenant}{f'-{version}' if version > 1 else ''}.csv.gz"

    def _same(self, name: str, made: Path) -> bool:
        kept = hashlib.sha256()
        for piece in self._place.read(name):
            kept.update(piece)
        with made.open("rb") as file:
            return kept.digest() == hashlib.file_digest(file, "sha256").digest()


def evidence(where: str, tenant_id: str) -> Evidence:
    """Return the frozen schedules of an organisation in a path or an address; raises ConfigFault."""
    try:
        return Evidence(folder(where), tenant_id)
    except AddressFault as fault:
        raise ConfigFault(f"The address of the evidence {fault}") from None


def make_folder(where: str) -> None:
    """Make the folder that a path means; a place elsewhere needs none. Raises PlaceFault."""
    if not is_remote(where):
        Folder(Path(where)).make()
