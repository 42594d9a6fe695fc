"""Every kind of place, and which of them an address means. To add one: its module, its form here, its library."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from xero_connectors.places.address import Address, AddressFault
from xero_connectors.places.az import AzureStorage
from xero_connectors.places.folder import Folder, LocalStorage
from xero_connectors.places.gs import GcsStorage
from xero_connectors.places.s3 import S3Storage
from xero_connectors.places.sftp import SftpStorage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xero_connectors.places.place import Place

RemoteStorage = S3Storage | GcsStorage | AzureStorage | SftpStorage
"""What lies elsewhere, each as its form; a form says how its addresses are written and how one signs in."""

PlaceForm = LocalStorage | RemoteStorage
REMOTE: tuple[type[RemoteStorage], ...] = get_args(RemoteStorage)
SCHEMES = {form.scheme: form for form in REMOTE}
WAYS = f"a path, {', '.join(f'{scheme}://' for scheme in list(SCHEMES)[:-1])} or {list(SCHEMES)[-1]}://"


def is_remote(text: str) -> bool:
    """Tell whether a text is the address of a place, of whatever scheme, and not a path of this machine."""
    return "://" in text


def folder(text: str, environment: Mapping[str, str] | None = None) -> Place:
    """Return the folder that a path or an address means; raises AddressFault.

    What signs in comes from `environment` (the process's own where none is given) and the usual places.
    """
    _refuse_nothing(text)
    if not is_remote(text):
        return Folder(Path(text))
    form = _form(text)
    return form.at(Address.of(text, form.example), os.environ if environment is None else environment).place()


def named_place(text: str) -> dict[str, Any]:
    """Return what an address says of a place elsewhere, by the fields of its form; raises AddressFault.

    What signs in is left out, and so is what no address says.
    """
    form = _form(text)
    return form.named(Address.of(text, form.example))


def _refuse_nothing(text: str) -> None:
    # A variable of a script that is not set would else mean the folder that the script happens to run in.
    if not text.strip():
        raise AddressFault(f"is empty, and files lie at {WAYS}.")


def _form(text: str) -> type[RemoteStorage]:
    scheme = text.partition("://")[0].lower()
    if scheme not in SCHEMES:
        raise AddressFault(f"begins with {scheme}://, and files lie at {WAYS}.")
    return SCHEMES[scheme]


def file(text: str, environment: Mapping[str, str] | None = None) -> tuple[Place, str]:
    """Return the folder of a file and its name, which is empty where the address is one of a folder.

    An address of a folder ends in a slash or has no path; a path of one does too, or there is such a folder. Raises
    AddressFault.
    """
    _refuse_nothing(text)
    if not is_remote(text):
        path = Path(text)
        if path.is_dir() or text.endswith(("/", os.sep)):
            return Folder(path), ""
        return Folder(path.parent), path.name
    scheme, _, rest = text.partition("://")
    top, slash, name = rest.rpartition("/")
    if not slash:
        return folder(text, environment), ""
    return folder(f"{scheme}://{top}", environment), Address.of(f"{scheme}://x/{name}", "").path
