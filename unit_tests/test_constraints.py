"""The versions that pip installs are those that Poetry locked."""

from __future__ import annotations

from tools.constraints import LOCK, ROOT, constraints

LOCK_OF_TWO = """
[[package]]
name = "one"
version = "1.0"
markers = "python_version < \\"3.13\\""

[[package]]
name = "two"
version = "2.0"
markers = "extra == \\"delivery\\" and python_version < \\"3.13\\""

[[package]]
name = "two"
version = "2.1"
markers = "python_version == \\"3.13\\" and extra == \\"delivery\\""
"""


def test_a_package_of_one_version_is_pinned_everywhere() -> None:
    """A package that several versions of Python take in different versions is pinned for each of them."""
    assert [*constraints(LOCK_OF_TWO)][1:] == [
        "one==1.0",
        'two==2.0 ; python_version < "3.13"',
        'two==2.1 ; python_version == "3.13"',
    ]


def test_the_constraints_are_those_of_the_lock() -> None:
    """Whoever locks anew writes them anew: the docstring of tools/constraints.py says how."""
    kept = (ROOT / "constraints.txt").read_text(encoding="utf-8")

    assert kept.splitlines() == [*constraints(LOCK.read_text(encoding="utf-8"))]


def test_the_lock_names_no_place_that_packages_come_from() -> None:
    """Each is looked up where the installing machine looks packages up."""
    assert "[package.source]" not in LOCK.read_text(encoding="utf-8")
