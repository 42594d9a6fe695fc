"""The pages that say where things are say it of this checkout: each file, module, name and target is there."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [page for page in (ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md") if page.exists()]
FOLDERS = sorted(each.name for each in ROOT.iterdir() if each.is_dir() and each.name[0] not in "._")
PACKAGES = {folder for folder in FOLDERS if (ROOT / folder / "__init__.py").is_file()}
FILES = [path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
FILES += [path.name for path in ROOT.iterdir()]
TESTS = [
    path.read_text(encoding="utf-8")
    for tests in ("unit_tests", "integration_tests")
    for path in (ROOT / tests).rglob("test_*.py")
]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
HELP = set(re.findall(r'^\t@echo "make ([a-z-]+) ', (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

_FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"[\w.*-]+\.(?:py|md|toml|ya?ml|json|csv|sql|txt|lock|cfg)|Makefile|Dockerfile")
_PATH = re.compile(r"(?:[\w.*-]+/)+[\w.*-]*")
_IN_A_FENCE = re.compile(rf"(?<![\w./-])(?:(?:{'|'.join(FOLDERS)})/[\w./-]*|\w+\.py)")


def untrue(page: str) -> list[str]:
    """Return what a page names that is not there: paths, modules and what is in them, tests, targets of make."""
    prose = _FENCE.sub("", page)
    named = [*_QUOTED.findall(prose), *(name for fence in _FENCE.findall(page) for name in _IN_A_FENCE.findall(fence))]
    return sorted({name for name in named if not is_true(name)})


def is_true(name: str) -> bool:
    """Tell whether a name is there, or is of no kind that can be looked up."""
    if name.startswith("make "):
        return name.split()[1] in TARGETS
    if _PATH.fullmatch(name) or _FILE.fullmatch(name):
        return is_there(name)
    if name.partition(".")[0] in PACKAGES and re.fullmatch(r"\w+(\.\w+)+", name):
        return is_importable(name)
    if re.fullmatch(r"test_\w+", name):
        return any(f"/{name}.py" in path for path in FILES) or any(f"def {name}(" in text for text in TESTS)
    return True


def is_there(name: str) -> bool:
    """Tell whether a path ends like this, from the top of the checkout or in any of its rooms; `*` is any name."""
    pattern = re.compile(r"(?:.*/)?" + re.escape(name.rstrip("/")).replace(r"\*", "[^/]*"))
    return (ROOT / name).exists() or any(pattern.fullmatch(path) for path in FILES)


def is_importable(name: str) -> bool:
    """Tell whether a dotted name is a module, or something that a module has."""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    """Whoever moves or renames a module finds the page that still says where it was."""
    assert untrue(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "name",
    [
        "xero_api/money.py",
        "xero_api/",
        "rules/checks",
        "money.py",
        "unit_tests/*/test_spec.py",
        "pyproject.toml",
        "Makefile",
        "xero_api.money",
        "xero_api.money.ZERO",
        "xero_api.patience.Pauses.again",
        "test_house",
        "test_no_module_is_long",
        "make test",
    ],
)
def test_what_is_there_is_found(name: str) -> None:
    """From the top, within a room, by its name alone, as a module, as a name of one."""
    assert untrue(f"See `{name}`.") == []


@pytest.mark.parametrize(
    "name",
    [
        "xero_api/monies.py",
        "xero_api/nowhere/",
        "rules/cheques",
        "monies.py",
        "unit_tests/*/test_specs.py",
        "poetry.toml",
        "xero_api.monies",
        "xero_api.money.NOUGHT",
        "test_mansion",
        "make money",
    ],
)
def test_what_is_not_there_is_told(name: str) -> None:
    """Each in its own kind of spelling."""
    assert untrue(f"See `{name}`.") == [name]


def test_a_drawing_is_looked_at_too() -> None:
    """A path that begins with a folder of the checkout, and a module's file, wherever they stand in a block."""
    drawing = "```text\nxero_api/money.py -> xero_api/monies.py -> poster.py, postbox.py, reads s3://b/a.csv\n```\n"

    assert untrue(drawing) == ["postbox.py", "xero_api/monies.py"]


@pytest.mark.parametrize("said", ["--config c.json", "order=InvoiceID", "s3://bucket/key", "/Date(1)/", "JournalLine"])
def test_what_is_no_name_of_ours_is_left_alone(said: str) -> None:
    """Options, addresses and Xero's own words are not looked up."""
    assert untrue(f"Say `{said}`.") == []


def test_make_helps_with_every_target() -> None:
    """`make help` lists what can be made, and nothing else."""
    assert TARGETS - {"help"} == HELP
