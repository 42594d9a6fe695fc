"""Which version a set of changes takes, and whether the package and its changelog say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unit_tests.releases.changes import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unit_tests.releases.changes import Change

Version = tuple[int, int, int]


def parsed(text: str) -> Version:
    """Read a version of three numbers; raises ValueError for any other."""
    major, minor, patch = (int(number) for number in text.split("."))
    return major, minor, patch


def needed(released: Version, kind: Kind) -> Version:
    """Return the lowest version that may follow `released` with changes of a kind."""
    major, minor, patch = released
    return {Kind.MAJOR: (major + 1, 0, 0), Kind.MINOR: (major, minor + 1, 0), Kind.PATCH: (major, minor, patch)}[kind]


def faults(changes: Sequence[Change], *, released: str, declared: str, changelog: str) -> list[str]:
    """Return what is not said of the changes since the version `released`, a sentence each; none where all is said.

    `declared` is the version in pyproject.toml. A change must be named in the changelog above the released version, in
    backquotes, the way users know it.
    """
    if not changes:
        behind = parsed(declared) < parsed(released)
        return [f"pyproject.toml says {declared}, and {released} has been released."] if behind else []
    found = []
    lowest = needed(parsed(released), max(change.kind for change in changes))
    if parsed(declared) < lowest:
        wanted = ".".join(map(str, lowest))
        most = [str(change) for change in changes if change.kind == max(each.kind for each in changes)]
        found.append(f"pyproject.toml says {declared}; since {released} this takes {wanted}: {'; '.join(most)}.")
    news, heading, _ = changelog.partition(f"## [{released}]")
    if not heading:
        found.append(f"CHANGELOG.md has no section [{released}], above which changes since then are told.")
    elif f"## [{declared}]" not in news and "## [Unreleased]" not in news:
        found.append(f"CHANGELOG.md has no section above [{released}].")
    else:
        told = set(re.findall(r"`([^`\n]+)`", news))
        names = {name for words in told for name in re.split(r"[^\w.-]+|\.(?=\D)", words)} | told
        found += [
            f"CHANGELOG.md does not name `{change.name}`: {change}." for change in changes if change.name not in names
        ]
    return found
