"""`examples/github-actions.yml`, run as GitHub's runner runs it: each step's script in a shell of its own, in order."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from integration_tests.support.network import free_port

ROOT = Path(__file__).parent.parent
WORKFLOW: dict[Any, Any] = yaml.safe_load((ROOT / "examples" / "github-actions.yml").read_text(encoding="utf-8"))
(JOB,) = WORKFLOW["jobs"].values()
INSTALL = "Install the connectors"


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is on GitHub's runners, and not here")
def test_every_step_of_the_workflow_runs_and_leaves_the_receipts(tmp_path: Path) -> None:
    """In an empty folder: check, read, tie out, plan and post succeed; posting again changes nothing."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    # Of the environment only the programs; the file's own variables besides, with a port that is free here.
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        **JOB["env"],
        "PORT": str(free_port()),
    }
    groups = []
    try:
        for step in (each for each in JOB["steps"] if "run" in each and each["name"] != INSTALL):
            script, said = tmp_path / "step.sh", tmp_path / "said.txt"
            script.write_text(step["run"])
            # What a step leaves in the background lives on, as on a runner; it is ended with its group below.
            with said.open("w") as out:
                process = subprocess.Popen(
                    ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
                    cwd=folder,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
                groups.append(process.pid)
                assert process.wait(timeout=120) == 0, f"{step['name']}: {said.read_text()[-2000:]}"
    finally:
        for group in groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGTERM)

    (upload,) = (each for each in JOB["steps"] if each.get("uses", "").startswith("actions/upload-artifact@"))
    for path in upload["with"]["path"].split():
        assert (folder / path).exists(), path
    receipts = [json.loads(line) for line in next((folder / "receipts").rglob("receipts.jsonl")).open()]
    assert [each["journal_entry_id"] for each in receipts if each.get("journal_entry_id")] == ["JE-0001"]
    posted = json.dumps(receipts)
    assert "JE-0001" in posted
    assert "order_details" in (folder / "catalog.json").read_text()


def test_the_workflow_installs_what_pip_calls_the_package() -> None:
    """The name, the extra and the version in the file are those of pyproject.toml."""
    name, _, place = JOB["env"]["CONNECTORS"].partition(" @ ")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert name == "airbyte-xero-revrec[sandbox]"
    assert 'name = "airbyte-xero-revrec"' in project
    assert "\nsandbox = [" in project
    assert f'\nversion = "{place.rpartition("@v")[2]}"\n' in project
    assert [step["run"] for step in JOB["steps"] if step.get("name") == INSTALL] == ['pip install "$CONNECTORS"']
