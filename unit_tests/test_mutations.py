"""A mutation breaks one line, and only what a run of the program depends on."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.mutants import BROKEN, ROOT
from tools.mutations import changes_meaning, mutations

MODULES = sorted(path for folder in BROKEN for path in (ROOT / folder).rglob("*.py"))


def broken(source: str) -> list[str]:
    """Return the module once for each of its mutations."""
    return [mutation.apply(source) for mutation in mutations(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a == b", "a != b"),
        ("a < b", "a <= b"),
        ("a >= b", "a > b"),
        ("a is b", "a is not b"),
        ("a is  not b", "a is b"),
        ("a in b", "a not in b"),
        ("a not in b", "a in b"),
        ("x <= y < z", "x < y < z"),
        ("x <= y < z", "x <= y <= z"),
        ("a and b or c", "a or b or c"),
        ("a and b or c", "a and b and c"),
        ("not a", "a"),
        ("-a", "a"),
        ("a + b", "a - b"),
        ("a // b", "a * b"),
        ("(a) * (b)", "(a) / (b)"),
        ("a += 1", "a -= 1"),
        ("n = 8", "n = 9"),
        ("n = 8", "n = 7"),
        ("b = True", "b = False"),
        ("t = 'x'", 't = ""'),
        ("t = ''", 't = "mutant"'),
        ("d = Decimal('0.10')", 'd = Decimal("1.10")'),
        ("t = f'{a} b'", 't = ""'),
        ("t = ('é' 'à' == é)", "t = ('é' 'à' != é)"),
        ("f(a, b=c, d=e)", "f(a, d=e)"),
        ("f(a, b=c)", "f(a, )"),
        ("f(a)", "pass"),
        ("if a:\n    raise B", "if a:\n    pass"),
        ("for a in b:\n    continue", "for a in b:\n    pass"),
        ("def f():\n    if a:\n        return b\n    return c", "def f():\n    if a:\n        pass\n    return c"),
    ],
)
def test_a_line_is_broken_in_every_way(source: str, expected: str) -> None:
    """Comparisons, logic, arithmetic, numbers, booleans, texts, keywords, and whole statements."""
    assert expected in broken(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""What this is."""',
        "def f():\n    '''What this does.'''",
        "import a.b",
        "from a import b",
        "a: int | None",
        "def f(a: int | None) -> tuple[str, 'X']: ...",
        "if TYPE_CHECKING:\n    a = 1",
        "@dataclass(frozen=True)\nclass A:\n    b: int",
        "Span = tuple[date, 'date']",
        "__all__ = ['Span']",
        "Kind = Literal['day', 'month']",
        "Found = TypeVar('Found', bound='Base')",
        "a = cast('int | None', b)",
        "a = lru_cache(maxsize=4096)(b)",
        "a = b(**c)",
        "def f():\n    return a",
    ],
)
def test_what_decides_nothing_is_left_alone(source: str) -> None:
    """Texts for readers, types, and a function's last word, without which any test turns red."""
    assert broken(source) == []


def test_a_keyword_that_says_what_holds_without_it_is_not_taken_out() -> None:
    """zip() stops with the shorter one anyway, unless it is strict."""
    assert broken("zip(a, b, strict=False)") == ["pass", "zip(a, b, strict=True)"]
    assert "zip(a, b, )" in broken("zip(a, b, strict=True)")


def test_a_mutation_names_the_line_that_it_breaks() -> None:
    """The operator's own, where an expression takes several lines."""
    assert [(each.line, each.text) for each in mutations("x = (\n    a\n    # not this <\n    < b\n)")] == [(4, "<=")]


def test_what_means_the_same_to_python_is_no_mutation() -> None:
    """Nor is what Python cannot read."""
    (mutation,) = mutations("t = ''")

    assert changes_meaning(mutation, "t = ''")
    assert not changes_meaning(mutation, '"mutant" # "')
    assert not changes_meaning(mutation, "t = (")


@given(st.sampled_from(MODULES), st.data())
def test_a_module_differs_in_the_broken_line_alone(module: object, data: st.DataObject) -> None:
    """The rest of the text is as it was, and every mutation stands within its module."""
    source = module.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    found = mutations(source)
    if not found:
        return
    mutation = data.draw(st.sampled_from(found))

    changed = mutation.apply(source)

    assert changed.startswith(source[: mutation.start])
    assert changed.endswith(source[mutation.end :])
    assert source[: mutation.start].count("\n") + 1 == mutation.line
    ast.parse(source)


def test_what_gives_nothing_back_anyway_is_no_line_to_take_out() -> None:
    """At the end of a function, `return None` and nothing at all are the same; elsewhere they are not."""
    at_the_end = """
def found(a):
    try:
        return read(a)
    except ValueError:
        return None
"""
    before_more = """
def found(a):
    if a:
        return None
    return read(a)
"""

    assert not any("except ValueError:\n        pass" in each for each in broken(at_the_end))
    assert any("if a:\n        pass" in each for each in broken(before_more))
