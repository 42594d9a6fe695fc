"""`action.yml`, run as GitHub's runner runs it: each input in the environment, the script in a shell of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from integration_tests.support.documentation import ROOT, blocks

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
(INSTALL, RUN) = (step for step in ACTION["runs"]["steps"] if "run" in step)
_INPUT = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
JOURNALS = (
    "Transaction Date,Journal Entry Id,Account Number,Posting Type,Amount\n"
    "2026-01-31,JE-0001,835,Debit,100.00\n2026-01-31,JE-0001,200,Credit,100.00\n"
)

needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="jq is on GitHub's runners, and not here")


def run(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the action's last step in a folder, as if installed; inputs have underscores for hyphens."""
    given = {name: str(described.get("default", "")) for name, described in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    environment = {name: _INPUT.sub(lambda found: given[found[1]], value) for name, value in RUN["env"].items()}
    installed = folder / "runner" / "xero-revrec"
    installed.mkdir(parents=True, exist_ok=True)
    if not (installed / "bin").exists():
        (installed / "bin").symlink_to(Path(sys.executable).parent)
    script = folder / "runner" / "step.sh"
    script.write_text(RUN["run"])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "RUNNER_TEMP": str(folder / "runner"), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@needs_jq
def test_each_command_does_its_work_and_leaves_no_configuration_behind(running_demo: Sandbox, tmp_path: Path) -> None:
    """Check of both, workbook, plan and post: files where they are promised, a journal in the books, no secret."""
    (tmp_path / "JournalEntries.csv").write_text(JOURNALS)
    source = json.dumps(running_demo.source_config())
    place = {"storage_type": "Local", "path": "receipts"}
    destination = json.dumps(running_demo.destination_config(object_storage_config=place))

    done = [
        run(tmp_path, run="check", source_config=source, destination_config=destination),
        run(tmp_path, run="workbook", source_config=source),
        run(tmp_path, run="plan", destination_config=destination),
        run(tmp_path, run="post", destination_config=destination),
    ]

    assert [each.returncode for each in done] == [0, 0, 0, 0], [each.stdout + each.stderr for each in done]
    assert done[0].stdout.count("SUCCEEDED") == 2
    assert {each.name for each in (tmp_path / "xero-revrec").iterdir()} == {"revrec.xlsx", "plan.xlsx"}
    assert "JE-0001" in next((tmp_path / "receipts").rglob("receipts.jsonl")).read_text()
    assert [*(tmp_path / "runner").glob("configurations.*")] == []
    assert not any("not-a-real-secret" in each.stdout + each.stderr for each in done)


@needs_jq
def test_a_configuration_that_does_not_work_fails_the_step(running_demo: Sandbox, tmp_path: Path) -> None:
    """Though the command itself ends with 0; the sentence is shown, the secret is not."""
    config = running_demo.source_config()
    config["credentials"]["client_secret"] = "not-the-right-secret"

    done = run(tmp_path, run="check", source_config=json.dumps(config))

    assert done.returncode not in (0, 2)
    assert "FAILED" in done.stdout
    assert "not-the-right-secret" not in done.stdout + done.stderr


@needs_jq
@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"run": "read"}, "run is check, workbook, close, plan or post, not 'read'"),
        ({"run": "workbook"}, "workbook needs source-config"),
        ({"run": "check"}, "check needs source-config"),
        ({"run": "post"}, "post needs destination-config"),
        (
            {"run": "close", "source_config": '{"credentials": {"auth_type": "custom_connection"}}'},
            "close needs period",
        ),
        ({"run": "check", "source_config": '{"credentials": {"auth_type": "oauth"}}'}, "with a custom connection"),
        ({"run": "check", "destination_config": "no JSON"}, "destination-config must be JSON"),
    ],
)
def test_what_is_missing_or_not_understood_is_refused(tmp_path: Path, inputs: dict[str, str], said: str) -> None:
    """In one line that GitHub shows as an error."""
    done = run(tmp_path, **inputs)

    assert (done.returncode, done.stdout.count("::error::")) == (2, 1)
    assert said in done.stdout


def test_no_input_gets_into_a_script_but_through_the_environment() -> None:
    """What a workflow is given could otherwise be run as commands."""
    assert "${{" not in RUN["run"] + INSTALL["run"]
    assert set(_INPUT.findall(json.dumps(RUN["env"]))) == set(ACTION["inputs"]) - {"python-version"}


def test_the_page_uses_inputs_that_the_action_has() -> None:
    """A renamed input turns this red."""
    page = (ROOT / "docs" / "github-actions.md").read_text(encoding="utf-8")
    (shown,) = (yaml.safe_load(block.text) for block in blocks(page) if block.language == "yaml")
    used = [step for step in shown["jobs"]["plan"]["steps"] if step["uses"].startswith("OWNER/")]

    assert used
    assert {name for step in used for name in step["with"]} <= set(ACTION["inputs"])
    for name in set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) - {"run"}:
        assert f"\n  {name})\n" in RUN["run"], name


def test_the_projects_own_workflow_runs_what_a_change_must_pass() -> None:
    """`.ci/run` and a target of the Makefile, on the Pythons that the package supports."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    jobs = workflow["jobs"]

    assert [step["run"] for step in jobs["test"]["steps"] if "run" in step] == [".ci/run"]
    assert jobs["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.12"]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    (target,) = (step["run"].removeprefix("make ") for step in jobs["images"]["steps"] if "run" in step)
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
