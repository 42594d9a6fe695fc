"""What of the product the unit tests run: a figure a package, and exit code 1 where one is below its threshold.

`make test` runs it after the unit tests, which leave `.coverage`. The figures are lines in per cent, of those that
examples run: properties are left out (unit_tests/conftest.py), so that a line that they alone reach counts for nothing.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from coverage import Coverage
from coverage.exceptions import NoDataError

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGES = ("source_xero_revrec", "destination_xero_journals", "revrec_journals", "xero_connectors", "xero_api")
GROUPS = {
    **{package: (f"{package}/*",) for package in (*PACKAGES, "xero_sandbox")},
    "the rules": tuple(f"{package}/rules/*" for package in PACKAGES),
    "all but the sandbox": tuple(f"{package}/*" for package in PACKAGES),
}
"""Each figure's modules."""

THRESHOLDS = {"the rules": 99.0, "all but the sandbox": 95.0, "xero_sandbox": 97.0}
"""What a figure must not fall below."""


def figures(measured: Coverage) -> dict[str, float]:
    """Return how many lines of each group were run, in per cent; 0 where none was even looked at."""
    found = {}
    for name, modules in GROUPS.items():
        try:
            found[name] = measured.report(include=modules, file=io.StringIO())
        except NoDataError:
            found[name] = 0.0
    return found


def verdict(found: Mapping[str, float], thresholds: Mapping[str, float]) -> tuple[str, bool]:
    """Return what is said of the figures, and whether none is below its threshold."""
    said = [
        f"{name:<26} {share:6.2f} %{f'   at least {thresholds[name]:.2f} %' if name in thresholds else ''}"
        for name, share in found.items()
    ]
    short = [name for name, threshold in thresholds.items() if found[name] < threshold]
    if short:
        said.append(f"Unit tests run too little of {' and of '.join(short)}; `coverage report -m` names the lines.")
    return "\n".join(said), not short


def main() -> int:
    """Print every figure; returns the exit code."""
    measured = Coverage()
    measured.load()
    said, passed = verdict(figures(measured), THRESHOLDS)
    print(said)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
