"""The delivery of the finished file to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_connectors.exit_code import WrongUse
from xero_connectors.places.address import AddressFault
from xero_connectors.places.place import address
from xero_connectors.places.reasons import PlaceFault
from xero_connectors.places.registry import file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xero_connectors.places.place import Place


class Undeliverable(Exception):
    """The file cannot go where it should; the message says what and why, and what to do."""


def target(output: str, name: str, environment: Mapping[str, str], *, overwrite: bool) -> Target:
    """Return where the file goes; `name` is its name where `output` is a folder.

    An existing file is replaced only with `overwrite`. Credentials come from `environment` and the usual places (AWS's
    chain, the SSH agent). Raises WrongUse.
    """
    try:
        place, named = file(output, environment)
    except AddressFault as fault:
        raise WrongUse(f"--output {fault}") from None
    return Target(place, named or name, overwrite=overwrite)


class Target:
    """One file in a place, in which it appears whole or not at all."""

    def __init__(self, place: Place, name: str, *, overwrite: bool) -> None:
        """Deliver under `name`."""
        self._place = place
        self._name = name
        self._overwrite = overwrite
        self.address = address(place.address, name)

    def check(self) -> None:
        """Find out whether the place can be written to, leaving nothing there; raises Undeliverable."""
        try:
            self._place.check(self._name)
            if not self._overwrite and self._place.exists(self._name):
                raise Undeliverable(f"{self.address} exists already: use --overwrite to replace it.")
        except PlaceFault as fault:
            raise Undeliverable(str(fault)) from None

    def scratch_folder(self) -> Path | None:
        """Return the folder in which the file is best made, None where any will do."""
        return self._place.scratch_folder()

    def deliver(self, made: Path) -> None:
        """Put the finished file in its place; raises Undeliverable, and then the place is as it was."""
        try:
            if self._overwrite:
                self._place.replace(self._name, made)
            elif not self._place.create(self._name, made):
                raise Undeliverable(f"{self.address} was made by somebody else meanwhile, and is left as it is.")
        except PlaceFault as fault:
            raise Undeliverable(str(fault)) from None
