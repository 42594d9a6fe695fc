"""What of the product the unit tests run: a figure a package, and exit code 1 where one is below its threshold.

`make test` runs it after the unit tests, which leave `.coverage`. The figures are lines in per cent.
"""

from __future__ import annotations

import io
import sys

from coverage import Coverage
from coverage.exceptions import NoDataError

PACKAGES = ("source_xero_revrec", "destination_xero_journals", "revrec_journals", "xero_connectors", "xero_api")
GROUPS = {
    **{package: (f"{package}/*",) for package in (*PACKAGES, "xero_sandbox")},
    "the rules": tuple(f"{package}/rules/*" for package in PACKAGES),
    "all but the sandbox": tuple(f"{package}/*" for package in PACKAGES),
}
"""Each figure's modules."""

THRESHOLDS = {"the rules": 99.0, "all but the sandbox": 91.0, "xero_sandbox": 95.0}
"""What a figure must not fall below."""


def figure(measured: Coverage, modules: tuple[str, ...]) -> float:
    """Return how many lines of the modules were run, in per cent; 0 where none was even looked at."""
    try:
        return measured.report(include=modules, file=io.StringIO())
    except NoDataError:
        return 0.0


def main() -> int:
    """Print every figure; returns the exit code."""
    measured = Coverage()
    measured.load()
    short = []
    for name, modules in GROUPS.items():
        found, wanted = figure(measured, modules), THRESHOLDS.get(name)
        print(f"{name:<26} {found:6.2f} %{f'   at least {wanted:.2f} %' if wanted else ''}")
        if wanted and found < wanted:
            short.append(name)
    if short:
        print(f"Unit tests run too little of {' and of '.join(short)}; `coverage report -m` names the lines.")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
