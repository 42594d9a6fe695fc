"""Build the image of each connector, with docker, or with buildah and podman.

`make image-test` builds both and then runs them against a sandbox (integration_tests/images). Where the registry of
Airbyte's base cannot be reached, a base like it is made of Debian's packages: Python with its venv, and a user 1000.
That takes root and debootstrap, and is for trying the images alone: what is published stands on Airbyte's base.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONNECTORS = ("source-xero-revrec", "destination-xero-journals")
TAG = "image-test"
OWN_BASE = "localhost/xero-connector-base:debian"

_PACKAGES = "python3,python3-venv,python-is-python3,ca-certificates,tzdata"
_SCRATCH = "/tmp:mode=1777"  # noqa: S108 - inside the container, which is alone there
# The largest that an Airbyte job gets, and what an installation that trusts no image gives it.
_CONFINED = ("--network", "host", "--read-only", "--tmpfs", _SCRATCH, "--memory", "512m", "--user", "1000")
# Podman asks for more than a confined root may give, and its own choice of runtime takes a newer kernel's groups.
_PODMAN = ("--runtime", "runc", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1000:1000")


@dataclass(frozen=True)
class Engine:
    """What builds and runs images here: docker, or buildah with podman."""

    build: tuple[str, ...]
    program: str
    options: tuple[str, ...]

    def run(self, image: str, *options: str) -> list[str]:
        """Return the command that runs an image as user 1000, read-only, in 512 MB, on this machine's network."""
        return [self.program, "run", "--rm", "--interactive", *self.options, *_CONFINED, *options, image]

    def has(self, image: str) -> bool:
        """Whether the image is here already."""
        return _quiet(self.program, "image", "inspect", image)


def engine() -> Engine:
    """Return the engine of this machine; ends the program with the remedy where there is none."""
    if shutil.which("docker") and _quiet("docker", "info"):
        return Engine(("docker", "build", "--network", "host"), "docker", ())
    if shutil.which("buildah") and shutil.which("podman"):
        # pip trusts whom this machine trusts, which on Debian's Python is what lies in this folder.
        trusted = ("--volume", "/etc/ssl/certs:/etc/ssl/certs:ro") if Path("/etc/ssl/certs").is_dir() else ()
        build = ("buildah", "bud", "--quiet", "--layers", "--network", "host", "--isolation", "chroot", *trusted)
        return Engine(build, "podman", _PODMAN)
    sys.exit("Images are built with docker, or with buildah and podman. On Debian: apt-get install buildah podman runc")


def image(connector: str) -> str:
    """Return the name under which the image of a connector is built."""
    return f"localhost/{connector}:{TAG}"


def main() -> None:
    """Build both images and print how long each took and how large it is."""
    built_with = engine()
    base = _base(built_with)
    for connector in CONNECTORS:
        begun = time.monotonic()
        arguments = ("--build-arg", f"BASE_IMAGE={base}", "--build-arg", f"CONNECTOR={connector}")
        command = (*built_with.build, "-f", "docker/Dockerfile", *arguments, "-t", image(connector), ".")
        _loud(command, f"The image of {connector} was not built")
        size = subprocess.run(  # noqa: S603 - as named here
            [built_with.program, "image", "inspect", "--format", "{{.Size}}", image(connector)],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        seconds = time.monotonic() - begun
        print(f"{image(connector)}: {int(size) // 1_000_000} MB, built in {seconds:.0f} s")


def _base(built_with: Engine) -> str:
    """Return Airbyte's base where it can be had, and one of Debian's packages elsewhere."""
    dockerfile = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")
    (airbytes,) = re.findall(r"^ARG BASE_IMAGE=(\S+)$", dockerfile, re.MULTILINE)
    if built_with.has(airbytes) or _quiet(built_with.program, "pull", airbytes):
        return str(airbytes)
    print(f"{airbytes.partition('@')[0]} cannot be reached: the base is made of Debian's packages.")
    if not built_with.has(OWN_BASE):
        _bootstrap(built_with)
    return OWN_BASE


def _bootstrap(built_with: Engine) -> None:
    if shutil.which("debootstrap") is None:
        sys.exit("The base is made with debootstrap, as root. On Debian: apt-get install debootstrap")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        made = ("debootstrap", "--variant=minbase", f"--include={_PACKAGES}", "bookworm", str(root))
        _loud(made, "Debian's packages were not installed")
        _loud(("chroot", str(root), "useradd", "--uid", "1000", "--create-home", "airbyte"), "There is no user 1000")
        (root / "airbyte").mkdir()
        # What is only of use while packages are installed; the packages themselves stay as they are.
        for waste in ("var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/man", "usr/share/locale"):
            shutil.rmtree(root / waste, ignore_errors=True)
        archive = Path(folder) / "base.tar"
        _loud(("tar", "--create", "--file", str(archive), "--directory", str(root), "."), "The base was not packed")
        _loud((built_with.program, "import", str(archive), OWN_BASE), "The base was not taken")


def _quiet(*command: str) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - as named here


def _loud(command: tuple[str, ...], failed: str) -> None:
    """Run a command, and end the program with what it said last where it failed."""
    done = subprocess.run(  # noqa: S603 - as named here
        command, check=False, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        sys.exit(f"{failed}: {command[0]} ended with {done.returncode}.\n{done.stdout[-3_000:]}")


if __name__ == "__main__":
    main()
