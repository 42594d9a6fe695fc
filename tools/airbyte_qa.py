"""Airbyte's own QA suite over both connectors, without its monorepo and without a network.

It is no part of `make test`: the package `airbyte-internal-ops` needs PyAirbyte 1.0 (a release candidate), while the
tests here sync with 0.71, and it brings some seventy other packages. Run it by hand, in an environment of its own:

    python3.11 -m venv /tmp/qa && /tmp/qa/bin/pip install airbyte-internal-ops pyyaml
    /tmp/qa/bin/python tools/airbyte_qa.py

The exit code is 1 where a check fails. What unit_tests/test_metadata.py holds is the part
of these checks that reads metadata.yaml, pyproject.toml and the icon.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
METADATA = {"source-xero-revrec": ".", "destination-xero-journals": "destination_xero_journals"}
OWN_FILES = ("metadata.yaml", "icon.svg", "acceptance-test-config.yml")
OFFLINE = {"HTTPS_PROXY": "http://localhost:9", "HTTP_PROXY": "http://localhost:9", "DO_NOT_TRACK": "1"}
"""A proxy that nobody listens at, so that nothing leaves this machine whatever a check would ask."""

NOT_RUN = {
    "CheckVersionIncrement": "compares with the master branch of Airbyte's monorepo and with the registry",
}
"""Checks that need the monorepo or a network, with the reason."""


def main() -> int:
    """Lay both connectors out as the monorepo has them, run every check, and print what each said."""
    os.environ.update(OFFLINE)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for connector in METADATA:
            _lay_out(connector, Path(folder))
        failed = [name for connector in METADATA for name in _run(connector)]
    print(f"Failed: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


def _lay_out(connector: str, monorepo: Path) -> None:
    """Copy what git knows of to the connector's folder, its own metadata at the top, and its page to the documents."""
    home = monorepo / "airbyte-integrations" / "connectors" / connector
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, home / name)
    for name in OWN_FILES:
        shutil.copy(ROOT / METADATA[connector] / name, home / name)
    kind, _, short = connector.partition("-")
    page = monorepo / "docs" / "integrations" / f"{kind}s" / f"{short}.md"
    page.parent.mkdir(parents=True)
    if (ROOT / "docs" / f"{connector}.md").is_file():
        shutil.copy(ROOT / "docs" / f"{connector}.md", page)


def _run(connector: str) -> list[str]:
    """Run the checks over one connector; returns the names of those that fail."""
    # The packages are in the environment of the QA suite alone.
    from airbyte_ops_mcp.connector_ops.utils import Connector  # noqa: PLC0415
    from airbyte_ops_mcp.connector_qa.checks import ENABLED_CHECKS  # noqa: PLC0415
    from airbyte_ops_mcp.connector_qa.models import CheckStatus  # noqa: PLC0415

    class Unreleased(Connector):  # type: ignore[misc]
        """A connector that the registry, which is not asked, does not have."""

        is_released = False

    failed = []
    for check in ENABLED_CHECKS:
        name = type(check).__name__
        if name in NOT_RUN:
            print(f"{connector}  not run  {name}: {NOT_RUN[name]}")
            continue
        if name == "ValidateMetadata":
            status, message = _metadata_status(Unreleased(connector))
        else:
            result = check.run(Unreleased(connector))
            status, message = result.status is not CheckStatus.FAILED, f"{result.status.name.lower()}: {result.message}"
        print(f"{connector}  {'ok' if status else 'FAILED'}  {name}: {message}")
        if not status:
            failed.append(f"{name} ({connector})")
    return failed


def _metadata_status(connector: Any) -> tuple[bool, str]:  # noqa: ANN401 - the suite's own class
    """Run the suite's validators but for those that ask Docker Hub."""
    from airbyte_ops_mcp.metadata_validator import (  # noqa: PLC0415
        PRE_UPLOAD_VALIDATORS,
        ValidatorOptions,
        validate_and_load,
    )

    options = ValidatorOptions(docs_path=str(connector.documentation_file_path), disable_dockerhub_checks=True)
    read, error = validate_and_load(connector.metadata_file_path, PRE_UPLOAD_VALIDATORS, options)
    return read is not None, str(error or "valid; whether the images are on Docker Hub was not asked")


if __name__ == "__main__":
    sys.exit(main())
