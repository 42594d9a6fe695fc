"""The images of both connectors, run as the least trusting platform runs them: `make image-test`.

Every container runs as user 1000, with a root that cannot be written to and 512 MB, against a sandbox on this machine.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.posting import COMMAND as DESTINATION
from integration_tests.support.posting import amounts, catalog, entry, in_books, records, state
from integration_tests.support.reading import COMMAND as SOURCE
from tools.images import CONNECTORS, Engine, engine, image
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.image_tests

ROOT = Path(__file__).parent.parent.parent
Row = dict[str, Any]


@pytest.fixture(scope="module")
def built_with() -> Engine:
    """Find docker, or podman."""
    return engine()


@pytest.fixture
def books() -> Iterator[Sandbox]:
    """Serve a company that has no journals yet."""
    with Sandbox(invoices=0, limits=False) as sandbox:
        yield sandbox


class Container:
    """Runs an image as a job does: with a folder of its configuration, and messages on its standard streams."""

    def __init__(self, built_with: Engine, connector: str, folder: Path) -> None:
        """Mount this folder as /job."""
        self._engine, self._image, self._folder = built_with, image(connector), folder
        folder.chmod(0o777)

    def keep(self, name: str, value: Any) -> str:  # noqa: ANN401 - any JSON
        """Write a file into the folder and return its path inside."""
        (self._folder / name).write_text(json.dumps(value))
        return f"/job/{name}"

    def command(self, *arguments: str, entrypoint: str = "") -> list[str]:
        """Return what runs the image with these arguments."""
        other = ("--entrypoint", entrypoint) if entrypoint else ()
        return [*self._engine.run(self._image, "--volume", f"{self._folder}:/job", *other), *arguments]

    def __call__(self, *arguments: str, given: str = "", code: int = 0) -> list[Row]:
        """Run it to its end, which is this exit code, and return its messages."""
        done = subprocess.run(
            self.command(*arguments), check=False, input=given, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == code, done.stdout[-2_000:] + done.stderr[-2_000:]
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("connector", CONNECTORS)
def test_a_container_is_confined(built_with: Engine, tmp_path: Path, connector: str) -> None:
    """It is user 1000 in 512 MB, with nothing to write to but /tmp and what is mounted."""
    looked = (
        "id -u; touch /airbyte/x 2>/dev/null || echo read-only; touch /tmp/x && echo free; "
        "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || true"
    )
    container = Container(built_with, connector, tmp_path)

    said = subprocess.check_output(container.command("-c", looked, entrypoint="sh"), text=True).split()

    assert said == ["1000", "read-only", "free", str(512 * 2**20)]


@pytest.mark.parametrize(("connector", "command"), zip(CONNECTORS, (SOURCE, DESTINATION), strict=True))
def test_an_image_has_this_version_s_form(built_with: Engine, tmp_path: Path, connector: str, command: Path) -> None:
    """`spec` says in the image what it says here."""
    here = subprocess.check_output([command, "spec"], text=True)

    messages = Container(built_with, connector, tmp_path)("spec")

    assert _specs(messages) == _specs([json.loads(line) for line in here.splitlines()])
    assert _specs(messages)


def test_the_source_reads_in_its_image_what_it_reads_here(
    built_with: Engine, running_demo: Sandbox, tmp_path: Path
) -> None:
    """check, discover and read: every record of every stream, in the same order."""
    container = Container(built_with, CONNECTORS[0], tmp_path)
    config = container.keep("config.json", running_demo.source_config())

    (status,) = (
        each["connectionStatus"] for each in container("check", "--config", config) if "connectionStatus" in each
    )
    (found,) = (each["catalog"] for each in container("discover", "--config", config) if "catalog" in each)
    streams = [
        {"stream": each, "sync_mode": "full_refresh", "destination_sync_mode": "overwrite"} for each in found["streams"]
    ]
    catalog = container.keep("catalog.json", {"streams": streams})
    read = container("read", "--config", config, "--catalog", catalog)
    here = subprocess.run(
        [SOURCE, "read", "--config", tmp_path / "config.json", "--catalog", tmp_path / "catalog.json"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip

    assert status["status"] == "SUCCEEDED"
    assert _records(read) == _records([json.loads(line) for line in here.stdout.splitlines()])
    assert {stream for stream, _ in _records(read)} > {"invoices", "order_details", "control_totals"}


def test_the_destination_posts_in_its_image_and_posts_once(built_with: Engine, books: Sandbox, tmp_path: Path) -> None:
    """A journal from standard input is in the books, with its receipt, and writing it again adds none."""
    container = Container(built_with, CONNECTORS[1], tmp_path)
    storage = {"storage_type": "Local", "path": "/job/receipts"}
    config = container.keep("config.json", books.destination_config(object_storage_config=storage))
    command = ("write", "--config", config, "--catalog", container.keep("catalog.json", catalog()))
    given = b"\n".join([*records(entry()), state(1)]).decode() + "\n"

    (status,) = (
        each["connectionStatus"] for each in container("check", "--config", config) if "connectionStatus" in each
    )
    once, twice = (container(*command, given=given) for _ in range(2))

    assert status["status"] == "SUCCEEDED"
    assert [each["type"] for each in (*once, *twice) if each["type"] in ("STATE", "TRACE")] == ["STATE", "STATE"]
    (journal,) = in_books(books)
    assert amounts(journal) == [("200", Decimal("-100.00")), ("835", Decimal("100.00"))]
    (receipts,) = (tmp_path / "receipts").rglob("receipts.jsonl")
    assert journal["ManualJournalID"] in receipts.read_text()


def test_a_container_that_is_told_to_stop_ends_at_once(built_with: Engine, books: Sandbox, tmp_path: Path) -> None:
    """SIGTERM reaches the connector, which is the container's first process: no wait for a SIGKILL."""
    container = Container(built_with, CONNECTORS[1], tmp_path)
    config = container.keep("config.json", books.destination_config())
    command = container.command("write", "--config", config, "--catalog", container.keep("catalog.json", catalog()))
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    process.stdout.readline()
    process.terminate()

    begun = time.monotonic()
    process.communicate(timeout=60)

    assert time.monotonic() - begun < 5
    assert process.returncode != 0
    assert not in_books(books)


@pytest.mark.parametrize(
    ("connector", "suite"),
    zip(
        CONNECTORS,
        ("integration_tests/test_source_standard.py", "integration_tests/journals/test_destination_standard.py"),
        strict=True,
    ),
)
def test_airbyte_s_own_image_tests_pass(built_with: Engine, tmp_path: Path, connector: str, suite: str) -> None:
    """Airbyte's suite runs `docker run`; it is given this engine, confined as above, under that name.

    The test left out asks Airbyte's registry for the last published version, which there is none of.
    """
    docker = tmp_path / "docker"
    (*command, _) = built_with.run("")
    docker.write_text(f'#!/bin/sh\n[ "$1" = run ] || exit 1\nshift\nexec {shlex.join(command)} "$@"\n')
    docker.chmod(0o755)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", suite, "-m", "image_tests", "-k", "not spec_backward_compatibility", "-rA",
         "--connector-image", image(connector)],
        check=False, cwd=ROOT, capture_output=True, text=True, timeout=600,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
    )  # fmt: skip

    assert done.returncode == 0, done.stdout[-3_000:]
    assert "PASSED" in done.stdout


def _records(messages: list[Row]) -> list[tuple[str, Row]]:
    """Return the records without the instants at which they were read."""
    records = (each["record"] for each in messages if each["type"] == "RECORD")
    instants = ("document_read_at", "read_at", "reconciled_at")
    return [(each["stream"], {k: v for k, v in each["data"].items() if k not in instants}) for each in records]


def _specs(messages: list[Row]) -> list[Row]:
    return [each["spec"] for each in messages if each["type"] == "SPEC"]
