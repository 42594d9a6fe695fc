"""The versions of poetry.lock as constraints for pip: what was tested is what is installed, whichever tool installs it.

After `poetry lock`: `python -m tools.constraints > constraints.txt`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "poetry.lock"
_PYTHON = re.compile(r'python_version (?:<|==|>=) "[0-9.]+"')


def constraints(lock: str) -> Iterator[str]:
    """Yield the lines of constraints.txt: a package a line, with the Python that a version is for if it has several."""
    packages: list[dict[str, Any]] = tomllib.loads(lock)["package"]
    versions = Counter(package["name"] for package in packages)
    yield "# What was tested, for Python 3.11 to 3.13: the versions of poetry.lock, by `python -m tools.constraints`."
    for package in packages:
        pin = f"{package['name']}=={package['version']}"
        python = _PYTHON.search(str(package.get("markers", ""))) if versions[package["name"]] > 1 else None
        yield f"{pin} ; {python[0]}" if python else pin


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in constraints(LOCK.read_text(encoding="utf-8")))
