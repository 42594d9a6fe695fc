"""Where the files of a close go: a folder of this machine, or any other place."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from source_xero_revrec.recognition.evidence import Evidence, make_folder
from xero_connectors.exit_code import WrongUse
from xero_connectors.places.address import AddressFault
from xero_connectors.places.registry import folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from source_xero_revrec.recognition.evidence import Kept

BOOK, ENTRIES = "close.xlsx", "JournalEntries.csv"


class Output:
    """The files of one close in a place; every method raises PlaceFault where the place cannot be used."""

    def __init__(self, where: str, month: int) -> None:
        """Deliver the close of a month there; raises WrongUse."""
        try:
            self._place = folder(where)
        except AddressFault as fault:
            raise WrongUse(f"--output {fault}") from None
        self._where = where
        self._month = month
        self._frozen = Evidence(self._place)

    def taken(self) -> list[str]:
        """Return the names of an earlier close's files that are there."""
        names = [name for name in (BOOK, ENTRIES) if self._place.exists(name)]
        return [*names, *self._frozen.names(self._month)]

    def scratch_folder(self) -> Path | None:
        """Find out whether the place can be written to, and return where the files are best made, None: anywhere."""
        make_folder(self._where)
        self._place.check(BOOK)
        return self._place.scratch_folder()

    def freeze(self, made: Path, others: Iterable[Evidence], *, posted: bool) -> list[Kept]:
        """Keep the schedule here and as evidence, where an earlier one stays once its month is `posted`."""
        kept = []
        for number, each in enumerate([*others, self._frozen]):
            # A place may move what it is given.
            copy = shutil.copyfile(made, made.with_name(f"{number}-{made.name}"))
            kept.append(each.keep(self._month, copy, posted=posted))
        return kept

    def deliver(self, scratch: Path, *, entries: bool) -> None:
        """Put the workbook there, and the file of entries where it has any or replaces an earlier one."""
        if entries or self._place.exists(ENTRIES):
            self._place.replace(ENTRIES, scratch.joinpath(ENTRIES))
        self._place.replace(BOOK, scratch.joinpath(BOOK))
