"""Packages of npm, installed once for the versions that a folder pins, beside the other things that tests install."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

_SECONDS = 180


class ToolMissing(Exception):
    """What a test works with is not on this machine, and cannot be had; the message says what."""


def installed(folder: Path, *further: list[str]) -> Path:
    """Return where a folder's files and the packages that they pin are; `further` commands make what is made of them.

    Raises ToolMissing.
    """
    files = sorted(each for each in folder.iterdir() if each.is_file())
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in files)).hexdigest()[:12]
    place = Path(sys.prefix) / folder.name / digest
    if not place.exists():
        if shutil.which("npm") is None:
            raise ToolMissing("there is no npm here (on Debian: apt-get install npm)")
        new = place.with_name(f"{digest}.{os.getpid()}")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for each in files:
            shutil.copy(each, new)
        for command in (["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], *further):
            _run(command, new)
        # Whoever installs it at the same time has the same.
        shutil.rmtree(new) if place.exists() else new.rename(place)
    return place


def _run(command: list[str], folder: Path) -> None:
    environment = {**os.environ, "NODE_ENV": "production"}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise ToolMissing(f"{command[0]} took more than {_SECONDS} seconds") from None
    if done.returncode:
        raise ToolMissing(f"{' '.join(command[:2])} failed: {done.stderr.strip()[-500:]}")
