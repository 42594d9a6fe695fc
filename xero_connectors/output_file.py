"""A file that a command is asked to write: its ending fits what is written, and nobody's file is replaced unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xero_connectors.config_fault import ConfigFault
from xero_connectors.exit_code import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def check_output(path: Path, ending: str, what: str, *, overwrite: bool, read: Iterable[Path] = ()) -> None:
    """Raise WrongUse unless `path` ends in `ending`, which `what` has, and ConfigFault unless it is free or may go.

    It is called before anything is read, so that no work is lost. What may be replaced is a file alone, and none of
    those that the command is to `read`.
    """
    if path.suffix.lower() != ending:
        raise WrongUse(f"--output is {path}, and what is written is {what}: let the name end in {ending}.")
    if path.is_dir():
        raise WrongUse(f"--output is {path}, which is a folder: name the file in it.")
    if path.exists() and not overwrite:
        raise ConfigFault(f"--output is {path}, which exists: choose another name, or add --overwrite to replace it.")
    if path.exists() and any(each.exists() and each.samefile(path) for each in read):
        raise WrongUse(f"--output is {path}, which is to be read: choose another name.")
    if not path.parent.is_dir():
        raise ConfigFault(f"--output is {path}, and there is no folder {path.parent}: make it, or name another.")
