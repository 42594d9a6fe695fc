"""What an image would be, read from docker/Dockerfile: nothing here needs an engine."""

from __future__ import annotations

import fnmatch
import json
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT, POETRY = PYPROJECT["project"], PYPROJECT["tool"]["poetry"]
CONNECTORS = {
    "source-xero-revrec": ROOT / "metadata.yaml",
    "destination-xero-journals": ROOT / "destination_xero_journals" / "metadata.yaml",
}
KNOWN = {"ARG", "COPY", "ENTRYPOINT", "ENV", "FROM", "LABEL", "RUN", "USER", "WORKDIR"}
SECRET = re.compile(r"secret|token|password|passwd|credential|api_?key|private_?key", re.IGNORECASE)


class Instruction(NamedTuple):
    """An instruction of a Dockerfile, its continuation lines joined."""

    name: str
    value: str


def instructions() -> list[Instruction]:
    """Return the instructions in their order, without comments."""
    lines = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if line.strip() and not line.lstrip().startswith("#"))
    joined = re.sub(r"\\\n\s*", "", text).splitlines()
    return [Instruction(*line.split(maxsplit=1)) for line in joined]


def stages() -> list[list[Instruction]]:
    """Return the instructions of each stage, its FROM first."""
    found: list[list[Instruction]] = []
    for instruction in instructions():
        if instruction.name == "FROM":
            found.append([])
        if found:
            found[-1].append(instruction)
    return found


def values(name: str, stage: list[Instruction]) -> list[str]:
    """Return the values of a stage's instructions of one name."""
    return [instruction.value for instruction in stage if instruction.name == name]


def pairs(name: str, stage: list[Instruction]) -> dict[str, str]:
    """Return what LABEL or ENV set in a stage."""
    return dict(re.findall(r'([\w.]+)="?([^"\s]*)"?', " ".join(values(name, stage))))


def default(argument: str) -> str:
    """Return the default of a build argument."""
    (found,) = [value for name, value in instructions() if name == "ARG" and value.startswith(f"{argument}=")]
    return found.partition("=")[2]


def copied() -> list[str]:
    """Return what is copied out of the repository."""
    whole = [value.split() for stage in stages() for value in values("COPY", stage)]
    return [source for parts in whole if not parts[0].startswith("--from=") for source in parts[:-1]]


def admitted(name: str) -> bool:
    """Tell whether .dockerignore lets a name at the top of the repository into the build: the last match decides."""
    inside = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and fnmatch.fnmatch(name, line.removeprefix("!")):
            inside = line.startswith("!")
    return inside


def test_only_instructions_that_are_judged_here_are_used() -> None:
    """ADD, which can fetch from anywhere, is not among them, nor is a frontend to be downloaded."""
    assert {instruction.name for instruction in instructions()} == KNOWN
    assert "# syntax" not in (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")


@pytest.mark.parametrize("metadata", CONNECTORS.values(), ids=CONNECTORS)
def test_both_stages_stand_on_the_base_image_that_the_metadata_names(metadata: Path) -> None:
    """Airbyte's own base for Python connectors, by its digest."""
    declared = yaml.safe_load(metadata.read_text(encoding="utf-8"))["data"]["connectorBuildOptions"]["baseImage"]

    assert default("BASE_IMAGE") == declared
    assert re.fullmatch(r"docker\.io/airbyte/python-connector-base:[\d.]+@sha256:[0-9a-f]{64}", declared)
    assert [values("FROM", stage) for stage in stages()] == [["${BASE_IMAGE} AS builder"], ["${BASE_IMAGE}"]]


@pytest.mark.parametrize(("connector", "metadata"), CONNECTORS.items(), ids=CONNECTORS)
def test_the_labels_say_which_connector_and_version_it_is(connector: str, metadata: Path) -> None:
    """Name and version are the metadata's, and the version is the package's."""
    data = yaml.safe_load(metadata.read_text(encoding="utf-8"))["data"]
    given = {"${CONNECTOR}": connector, "${VERSION}": default("VERSION")}
    labels = pairs("LABEL", stages()[-1])
    for argument, value in given.items():
        labels = {name: label.replace(argument, value) for name, label in labels.items()}

    assert labels["io.airbyte.name"] == data["dockerRepository"]
    assert labels["io.airbyte.version"] == data["dockerImageTag"] == POETRY["version"]
    assert labels["org.opencontainers.image.licenses"] == POETRY["license"]


def test_the_commands_in_its_comments_build_the_version_that_it_has() -> None:
    """The tags that a reader copies are the package's version."""
    tags = re.findall(
        r"^#.*-t airbyte/([\w-]+):(\S+)", (ROOT / "docker" / "Dockerfile").read_text("utf-8"), re.MULTILINE
    )

    assert tags == [(connector, POETRY["version"]) for connector in CONNECTORS]


def test_the_connector_runs_as_a_user_that_is_not_root() -> None:
    """The last user is a number other than 0, and everything that needs root comes before it."""
    names = [instruction.name for instruction in stages()[-1]]
    users = values("USER", stages()[-1])
    as_user = stages()[-1][names.index("USER") :]

    assert [user.isdecimal() and int(user) > 0 for user in users] == [True]
    assert values("COPY", as_user) == []
    assert values("RUN", as_user) == ['["/airbyte/connector", "spec"]']


def test_the_entry_point_is_the_connector_and_airbyte_is_told() -> None:
    """No shell stands between them, and AIRBYTE_ENTRYPOINT, which Kubernetes starts, names the same program."""
    (entrypoint,) = values("ENTRYPOINT", stages()[-1])
    environment = pairs("ENV", stages()[-1])

    assert json.loads(entrypoint) == [environment["AIRBYTE_ENTRYPOINT"]]
    assert environment["PYTHONUNBUFFERED"] == "1"


def test_the_build_argument_is_one_of_the_packages_commands() -> None:
    """The connectors that the Dockerfile knows are the commands that the package installs; another name is refused."""
    (choice,) = [value for value in values("RUN", stages()[-1]) if value.startswith("case")]
    (known,) = re.findall(r"([a-z|-]+)\) ln -s", choice)

    assert set(known.split("|")) == set(CONNECTORS) < set(PROJECT["scripts"])
    assert re.search(r"\*\) echo .* exit 1 ;;", choice)


def test_the_packages_are_copied_and_nothing_else() -> None:
    """What is copied is there, is let in by .dockerignore, and is what the build of the package needs."""
    packages = [package["include"] for package in POETRY["packages"]]

    assert sorted(copied()) == sorted([*packages, "pyproject.toml", "constraints.txt", PROJECT["readme"], "LICENSE"])
    assert [source for source in copied() if not (ROOT / source).exists()] == []
    assert [source for source in copied() if not admitted(source)] == []


def test_nothing_else_of_a_checkout_enters_the_build() -> None:
    """History, environments, tests and whatever a person left there stay outside."""
    lying_about = {".env", ".git", ".venv", "config.json", "secrets", "state.json", "id_rsa"}
    everything = {path.name for path in ROOT.iterdir()} | lying_about

    assert {name for name in everything if admitted(name)} == set(copied())


def test_no_secret_is_baked_into_an_image() -> None:
    """No argument, variable or label is called after a secret, and no step fetches anything but the packages."""
    settings = [value for name, value in instructions() if name in ("ARG", "ENV", "LABEL")]
    steps = [value for name, value in instructions() if name == "RUN"]

    assert [value for value in settings if SECRET.search(value)] == []
    assert [step for step in steps if re.search(r"https?:|curl|wget|git |apt", step)] == []


def test_what_was_tested_is_what_is_installed() -> None:
    """The versions are those of constraints.txt, with the libraries that options of the form need."""
    (install,) = [value for stage in stages() for value in values("RUN", stage) if "pip install" in value]

    assert "--constraint constraints.txt" in install
    assert '".[delivery]"' in install
    assert "delivery" in PROJECT["optional-dependencies"]
