"""Which of the connected organisations the configuration is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_api.errors import OrganisationUnreachable
from xero_api.identity import shortened
from xero_connectors.organisations import listed, named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xero_api.client import ConnectedOrganisation

FLAG = "--organisation"
ALL = "all"


def choose(
    connected: list[ConnectedOrganisation],
    *,
    by_flag: Sequence[str],
    by_file: Sequence[str],
    ask: Callable[[list[ConnectedOrganisation]], list[ConnectedOrganisation]] | None,
) -> list[ConnectedOrganisation]:
    """Return those that the command line names, else those of the file, else the only one, else what a person says.

    Raises OrganisationUnreachable where a name fits none, where none is connected, and where several are and nobody can
    be asked.
    """
    if not connected:
        raise OrganisationUnreachable(
            "You are signed in, and no organisation is connected to the app (found: none; expected: at least one). "
            "Nothing was saved. Sign in again and choose an organisation on Xero's page; you need the right to connect "
            "apps to it."
        )
    for names, told_by in ((by_flag, FLAG), (by_file, "`organisations`")):
        if names:
            return list(dict.fromkeys(named(name, connected, told_by) for name in names))
    if len(connected) == 1:
        return connected
    if ask is None:
        raise OrganisationUnreachable(
            f"The app is connected to {len(connected)} organisations ({listed(connected)}), and nobody is at the "
            f"terminal to choose. Nothing was saved. Sign in again with {FLAG}, once for each that is wanted."
        )
    return ask(connected)


def understood(said: str, connected: list[ConnectedOrganisation]) -> list[ConnectedOrganisation]:
    """Return what a person chose: numbers of the list and names or ids, with commas between them, or `all`.

    Raises OrganisationUnreachable where a part of it is none of these.
    """
    if said.strip().casefold() == ALL:
        return connected
    whole = [each for each in connected if said.strip().casefold() == each.name.casefold()]
    if len(whole) == 1:
        return whole
    parts = [part.strip() for part in said.split(",") if part.strip()]
    if not parts:
        raise OrganisationUnreachable("Nothing was chosen.")
    return list(dict.fromkeys(_one(part, connected) for part in parts))


def _one(part: str, connected: list[ConnectedOrganisation]) -> ConnectedOrganisation:
    if part.isascii() and part.isdigit():
        numbered = {str(number): each for number, each in enumerate(connected, 1)}
        if chosen := numbered.get(part.lstrip("0")):
            return chosen
        raise OrganisationUnreachable(f"There is no number {shortened(part)}: choose from 1 to {len(connected)}.")
    return named(part, connected, "What you typed")
