"""The package as a stranger gets it: built from the checkout, and installed outside it without extras."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from subprocess import CompletedProcess

ROOT = Path(__file__).parent.parent.parent
_EVERYBODY = 0o001
_MINUTES = 600


def build(folder: Path) -> tuple[Path, Path]:
    """Build the sdist from the checkout and the wheel from the sdist; returns both."""
    # The folder `build` of a checkout would stand before the module of that name, so it is not run from there.
    _done([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT], cwd=folder)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


@dataclass(frozen=True)
class Installation:
    """An environment of its own, and what is run in it knows nothing of this one."""

    folder: Path

    @classmethod
    def new(cls, folder: Path, what: Path, *, lent: Installation | None = None) -> Installation:
        """Install a file into a new environment; with `lent`, its dependencies are those of another installation."""
        _done([_interpreter(), "-m", "venv", "--without-pip", folder])
        made = cls(folder)
        pip = [sys.executable, "-m", "pip", "--python", str(made.command("python")), "install", "--quiet"]
        # Bytecode is made of what is imported; to compile all dependencies takes longer than to install them.
        options = ["--no-compile", "--constraint", str(ROOT / "constraints.txt")]
        if lent:
            made.packages.joinpath("lent.pth").write_text(f"{lent.packages}\n", encoding="utf-8")
            options.append("--no-deps")
        _done([*pip, *options, what], cwd=folder)
        return made

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        (found,) = self.folder.glob("lib/python*/site-packages")
        return found

    def command(self, name: str) -> Path:
        """Return the path of one of its commands."""
        return self.folder / "bin" / name

    def run(self, name: str, *arguments: str | Path) -> CompletedProcess[str]:
        """Run one of its commands from its own folder, with an environment that names nothing but it."""
        return subprocess.run(
            [self.command(name), *arguments],
            env={"PATH": os.defpath, "HOME": str(self.folder)},
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=_MINUTES,
            check=False,
        )

    def processor_seconds(self, name: str, *arguments: str) -> float:
        """Run a command that must succeed; returns the time that the processor spent on it, others' work left out."""
        before = _spent()
        done = self.run(name, *arguments)
        assert done.returncode == 0, done.stderr
        return _spent() - before


@dataclass(frozen=True)
class Stranger:
    """A user whom the machine does not know, with an empty home, and one folder to write temporary files into."""

    user: int
    folder: Path

    @classmethod
    def new(cls, user: int, folder: Path) -> Stranger:
        """Make the folders; `work` and `home` are for reading only."""
        for name in ("work", "home", "temporary"):
            (folder / name).mkdir()
        os.chown(folder / "temporary", user, user)
        (folder / "temporary").chmod(0o700)
        for name in ("work", "home"):
            (folder / name).chmod(0o555)
        return cls(user, folder)

    def give(self, name: str, content: bytes) -> str:
        """Put a file into the working folder; returns its name there."""
        path = self.folder / "work" / name
        path.write_bytes(content)
        path.chmod(0o444)
        return name

    def run(
        self, installation: Installation, name: str, *arguments: str, given: bytes = b""
    ) -> CompletedProcess[bytes]:
        """Run a command of an installation in the working folder.

        The environment is what a bare container has: a PATH, a HOME and a TMPDIR.
        """
        return subprocess.run(
            [installation.command(name), *arguments],
            user=self.user,
            group=self.user,
            extra_groups=[],
            umask=0o077,
            cwd=self.folder / "work",
            env=self.environment,
            input=given,
            capture_output=True,
            timeout=_MINUTES,
            check=False,
        )

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that its commands see."""
        folders = {"HOME": self.folder / "home", "TMPDIR": self.folder / "temporary"}
        return {"PATH": os.defpath} | {name: str(path) for name, path in folders.items()}

    def left_behind(self, *places: Path) -> list[Path]:
        """Return what this user owns directly in places that everybody may write to, and in its own folders."""
        own = [self.folder / name for name in ("work", "home", "temporary")]
        everywhere = [path for place in (*own, *places) if place.is_dir() for path in place.iterdir()]
        return [path for path in everywhere if _owner(path) == self.user]


def _owner(path: Path) -> int | None:
    """Return whose a path is; None where whoever else works here has taken it away meanwhile."""
    try:
        return path.lstat().st_uid
    except FileNotFoundError:
        return None


def reachable(path: Path) -> bool:
    """Tell whether any user may reach a file or folder."""
    return all(each.stat().st_mode & _EVERYBODY for each in (path, *path.parents))


def _interpreter() -> Path:
    """Return a Python of this version that any user may run where there is one, and this one otherwise."""
    own = Path(sys.executable).resolve()
    other = shutil.which(f"python{sys.version_info.major}.{sys.version_info.minor}", path=os.defpath)
    return Path(other) if other and not reachable(own) else own


def _spent() -> float:
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return of_children.ru_utime + of_children.ru_stime


def _done(command: list[str | Path], cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=_MINUTES, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
