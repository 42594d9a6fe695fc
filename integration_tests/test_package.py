"""The package itself: what it holds, that it works without the checkout and the extras, and for any user."""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from integration_tests.support import posting, reading
from integration_tests.support.installation import ROOT, Installation, Stranger, build, reachable
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from subprocess import CompletedProcess

Row = dict[str, Any]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT, POETRY = PYPROJECT["project"], PYPROJECT["tool"]["poetry"]
PACKAGES = [package["include"] for package in POETRY["packages"]]
CONNECTORS = ("source-xero-revrec", "destination-xero-journals")
DATA = ("source_xero_revrec/schemas/**/*.json", "source_xero_revrec/views/*.sql")
# A number that no machine gives to a user: it has no name, no group and no home, as a container's may have none.
NOBODY_KNOWN = 64_321
IMPORT_EVERYTHING = """
import importlib, json, pkgutil, sys
absent = {}
for package in map(importlib.import_module, sys.argv[1:]):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.", onerror=lambda name: None):
        try:
            importlib.import_module(module.name)
        except Exception as failure:
            absent[module.name] = str(failure)
print(json.dumps(absent))
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Give the tests a folder that every user may reach: pytest's own are for one user."""
    with tempfile.TemporaryDirectory(prefix="package-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def built(folder: Path) -> tuple[Path, Path]:
    """Build sdist and wheel once."""
    (folder / "dist").mkdir()
    return build(folder / "dist")


@pytest.fixture(scope="module")
def installation(folder: Path, built: tuple[Path, Path]) -> Installation:
    """Install the wheel once, alone."""
    return Installation.new(folder / "wheel", built[1])


@pytest.fixture(scope="module")
def held(built: tuple[Path, Path]) -> dict[str, bytes]:
    """Return the content of the wheel by name."""
    with zipfile.ZipFile(built[1]) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def described(held: dict[str, bytes], name: str) -> bytes:
    """Return a file of the wheel's own description."""
    (found,) = [content for path, content in held.items() if path.endswith(f".dist-info/{name}")]
    return found


# -- what it holds


def test_the_wheel_holds_the_modules_their_schemas_and_views_and_nothing_else(held: dict[str, bytes]) -> None:
    """No test, no scenario, no metadata of Airbyte's registry; each package says that it is typed."""
    modules = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    typed = [ROOT / package / "py.typed" for package in PACKAGES]
    data = [path for pattern in DATA for path in ROOT.glob(pattern)]

    assert {name for name in held if ".dist-info/" not in name} == {
        path.relative_to(ROOT).as_posix() for path in (*modules, *typed, *data)
    }


def test_the_sdist_holds_what_the_wheel_is_built_of_and_nothing_else(
    built: tuple[Path, Path], held: dict[str, bytes]
) -> None:
    """The wheel was built from it; there are no tests and no scenarios in it either."""
    with tarfile.open(built[0]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}

    assert names - set(held) == {"LICENSE", "PKG-INFO", "pyproject.toml", "README.md"}


def test_the_wheel_says_version_licence_and_pythons(held: dict[str, bytes]) -> None:
    """They are pyproject's, and the licence's text is in it."""
    described_as = HeaderParser().parsestr(described(held, "METADATA").decode())

    assert described_as["Name"] == PROJECT["name"]
    assert described_as["Version"] == POETRY["version"]
    assert POETRY["license"] in (described_as["License-Expression"], described_as["License"])
    assert set(described_as["Requires-Python"].split(",")) == set(PROJECT["requires-python"].split(","))
    assert set(described_as.get_all("Provides-Extra", [])) == set(PROJECT["optional-dependencies"])
    assert described(held, "licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()


def test_the_commands_are_the_ones_that_airbyte_looks_for(held: dict[str, bytes]) -> None:
    """Each connector's command has the connector's name."""
    lines = described(held, "entry_points.txt").decode().splitlines()
    commands = dict(line.split("=", 1) for line in lines if "=" in line)

    assert commands == PROJECT["scripts"]
    assert set(commands) == {*CONNECTORS, "xero-sandbox"}


# -- installed alone


def test_without_extras_all_can_be_imported_but_what_an_extra_is_for(installation: Installation) -> None:
    """The sandbox's server lacks its web framework; places elsewhere load their libraries when they are used."""
    done = installation.run("python", "-c", IMPORT_EVERYTHING, *PACKAGES)
    absent: dict[str, str] = json.loads(done.stdout)
    served = {name: text for name, text in absent.items() if name.startswith("xero_sandbox.")}

    assert set(absent) == set(served)
    assert {text.rpartition(" ")[2].strip("'") for text in served.values()} <= {
        requirement.partition(" ")[0] for requirement in PROJECT["optional-dependencies"]["sandbox"]
    }


def test_spec_takes_little_more_than_importing_the_cdk(installation: Installation) -> None:
    """Either connector's takes at most 1.3 times the processor time of `import airbyte_cdk`, itself included."""
    runs = [
        (
            installation.processor_seconds("python", "-c", "import airbyte_cdk"),
            *(installation.processor_seconds(connector, "spec") for connector in CONNECTORS),
        )
        for _ in range(3)
    ]
    # The best of three: the first may have had to make bytecode, and other tests run beside this one.
    floor, *specs = (min(column) for column in zip(*runs, strict=True))

    assert [spec for spec in specs if spec > 1.3 * floor] == [], runs


@pytest.mark.parametrize(
    "command",
    [
        "source-xero-revrec",
        "source-xero-revrec workbook",
        "source-xero-revrec views",
        "destination-xero-journals",
        "destination-xero-journals plan",
        "destination-xero-journals replay",
        "xero-sandbox",
    ],
)
def test_help_needs_no_extra(installation: Installation, command: str) -> None:
    """It says how the command is used, on standard output, and nothing on the other."""
    done = installation.run(*command.split(), "--help")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: {command} ")


def test_the_sandbox_names_its_extra(installation: Installation) -> None:
    """Started without the libraries that serve it, it says in a sentence what to install."""
    done = installation.run("xero-sandbox", "--port", "0")

    assert (done.returncode, done.stdout) == (1, "")
    assert "airbyte-xero-revrec[sandbox]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("place", "library"),
    [
        ("s3://bucket/sales.xlsx", "obstore"),
        ("gs://bucket/sales.xlsx", "obstore"),
        ("az://container/sales.xlsx", "obstore"),
        ("sftp://user@host/x.xlsx", "paramiko"),
    ],
)
def test_delivery_names_its_library_and_extra(installation: Installation, place: str, library: str) -> None:
    """Asked to deliver the workbook without the libraries, it says which one is missing before it reads anything."""
    with Sandbox(invoices=0, limits=False) as xero:
        config = installation.folder / "config.json"
        config.write_text(json.dumps(xero.source_config()), encoding="utf-8")
        done = installation.run("source-xero-revrec", "workbook", "--config", config, "--output", place)
        calls = reading.api_calls(xero)

    assert (done.returncode, calls) == (1, 0)
    assert library in done.stdout + done.stderr
    assert "airbyte-xero-revrec[delivery]" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_sdist_installs_and_runs(folder: Path, built: tuple[Path, Path], installation: Installation) -> None:
    """Installed where no wheel is, it is built on the spot, has every command, and its spec is the wheel's."""
    other = Installation.new(folder / "sdist", built[0], lent=installation)

    assert [command for command in PROJECT["scripts"] if not other.command(command).exists()] == []
    spec = other.run("destination-xero-journals", "spec")
    assert (spec.returncode, spec.stdout) == (0, installation.run("destination-xero-journals", "spec").stdout)
    where = other.run("python", "-c", "import source_xero_revrec; print(source_xero_revrec.__file__)")
    assert Path(where.stdout.strip()).is_relative_to(other.folder)


# -- another user, folders for reading only


@pytest.fixture
def stranger(folder: Path, installation: Installation) -> Iterator[Stranger]:
    """Give a test a user who may write nothing but temporary files."""
    if os.geteuid() != 0:
        pytest.skip("only root can run a process as another user")
    if not all(reachable(path) for path in (folder, installation.command("python").resolve())):
        pytest.skip("no Python of this version lies where another user may run it")
    with tempfile.TemporaryDirectory(dir=folder) as name:
        Path(name).chmod(0o755)
        yield Stranger.new(NOBODY_KNOWN, Path(name))


def messages(done: CompletedProcess[bytes], kind: str) -> list[Row]:
    """Return the messages of one type of a command that succeeded and complained of nothing."""
    assert (done.returncode, done.stderr) == (0, b""), (done.stdout[-3000:], done.stderr[-3000:])
    return [message for line in done.stdout.splitlines() if (message := orjson.loads(line))["type"] == kind]


def left_behind(stranger: Stranger) -> list[Path]:
    """Return what the stranger left anywhere."""
    return stranger.left_behind(Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/dev/shm"))


def test_the_source_needs_no_home_and_no_folder_to_write_to(installation: Installation, stranger: Stranger) -> None:
    """Any user runs spec, check, discover and read with nothing but temporary files, and leaves none behind."""
    streams = ["invoices", "order_details", "billing_schedule", "control_totals"]
    catalog = stranger.give("catalog.json", orjson.dumps(reading.catalog(*streams)))
    with Sandbox(limits=False) as xero:
        config = stranger.give("config.json", orjson.dumps(xero.source_config()))
        spec = stranger.run(installation, "source-xero-revrec", "spec")
        check = stranger.run(installation, "source-xero-revrec", "check", "--config", config)
        offer = stranger.run(installation, "source-xero-revrec", "discover", "--config", config)
        read = stranger.run(installation, "source-xero-revrec", "read", "--config", config, "--catalog", catalog)
        invoices = len(xero.books.collection("Invoices"))

    assert len(messages(spec, "SPEC")) == 1
    (status,) = messages(check, "CONNECTION_STATUS")
    assert status["connectionStatus"]["status"] == "SUCCEEDED"
    (offered,) = messages(offer, "CATALOG")
    assert set(streams) < {stream["name"] for stream in offered["catalog"]["streams"]}
    records = [message["record"]["stream"] for message in messages(read, "RECORD")]
    assert records.count("invoices") == invoices
    assert set(records) == set(streams)
    assert left_behind(stranger) == []


def test_the_destination_needs_no_home_and_no_folder_to_write_to(
    installation: Installation, stranger: Stranger
) -> None:
    """Any user runs spec, check, discover and write with nothing but temporary files, and leaves none behind."""
    catalog = stranger.give("catalog.json", orjson.dumps(posting.catalog()))
    given = b"\n".join([*posting.records(posting.entry("JE-1"), posting.entry("JE-2")), posting.state(1), b""])
    command = "destination-xero-journals"
    with Sandbox(invoices=0, limits=False) as xero:
        config = stranger.give("config.json", orjson.dumps(xero.destination_config()))
        spec = stranger.run(installation, command, "spec")
        check = stranger.run(installation, command, "check", "--config", config)
        offer = stranger.run(installation, command, "discover", "--config", config)
        write = stranger.run(installation, command, "write", "--config", config, "--catalog", catalog, given=given)
        posted = posting.in_books(xero, "POSTED")

    assert len(messages(spec, "SPEC")) == 1
    (status,) = messages(check, "CONNECTION_STATUS")
    assert status["connectionStatus"]["status"] == "SUCCEEDED"
    assert len(messages(offer, "DESTINATION_CATALOG")) == 1
    assert len(messages(write, "STATE")) == 1
    assert len(posted) == 2
    assert left_behind(stranger) == []
