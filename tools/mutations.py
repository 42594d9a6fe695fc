"""Ways to break one line of Python: what `make mutants` puts into a module, one at a time.

A mutation is a piece of text in place of another, so that the rest of the module stays as it was written. What decides
nothing is left alone: docstrings, annotations, decorators, imports and other names of types, the size of a cache, and
a keyword that says what holds without it.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# By the kind of operator: the pattern that it is found by, and what is written instead.
_COMPARISONS = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Is: (r"\bis\b", "is not"),
    ast.IsNot: (r"\bis\s+not\b", "is"),
    ast.In: (r"\bin\b", "not in"),
    ast.NotIn: (r"\bnot\s+in\b", "in"),
}
_COMBINATIONS = {ast.And: (r"\band\b", "or"), ast.Or: (r"\bor\b", "and")}
_ARITHMETIC = {
    ast.Add: (r"\+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: (r"\*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.BitOr: (r"\|", "&"),
    ast.BitAnd: ("&", "|"),
}
_REMOVABLE = (ast.Expr, ast.AugAssign, ast.Raise, ast.Return, ast.Continue, ast.Break)
_OF_TYPES = frozenset({"cast", "Literal", "TypeVar"})
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
# A type under another name, or the names that a module offers.
_SAYS_NOTHING = re.compile(r"[A-Z]\w*[a-z]\w*|__all__")


@dataclass(frozen=True, order=True)
class Mutation:
    """Text instead of what stands from `start` to `end` (places in the module's text), and the line that it breaks."""

    start: int
    end: int
    text: str
    line: int

    def apply(self, source: str) -> str:
        """Return the module with this mutation."""
        return source[: self.start] + self.text + source[self.end :]


def mutations(source: str) -> list[Mutation]:
    """Return what could be done to a module, in the order of its text."""
    tree = ast.parse(source)
    text = _Text(source, tree)
    return sorted({mutation for node in _deciding(tree) for mutation in text.mutations(node)})


def changes_meaning(mutation: Mutation, source: str) -> bool:
    """Tell whether Python reads the module with the mutation, and reads something else."""
    try:
        return ast.dump(ast.parse(mutation.apply(source))) != ast.dump(ast.parse(source))
    except SyntaxError:
        return False


def _deciding(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for each in _below(node):
        yield from _deciding(each)


def _below(node: ast.AST) -> list[ast.AST]:
    """Return what a run of the program depends on below a node."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return []
        case ast.JoinedStr():
            # Python 3.11 does not say where the parts of an f-string are.
            return []
        case ast.Call(func=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name)) if name in _OF_TYPES:
            return []
        case ast.Assign(targets=[ast.Name(id=name)]) if _SAYS_NOTHING.fullmatch(name):
            return []
        case ast.Module(body=body) | ast.ClassDef(body=body):
            return [each for each in body if not _is_text(each)]
        case ast.FunctionDef(body=body, args=arguments):
            defaults = [each for each in (*arguments.defaults, *arguments.kw_defaults) if each is not None]
            return [*defaults, *(each for each in body if not _is_text(each))]
        case ast.keyword(arg="maxsize"):
            return []
        case ast.AnnAssign(value=value):
            return [] if value is None else [value]
        case _:
            return list(ast.iter_child_nodes(node))


def _is_text(node: ast.AST) -> bool:
    """Tell whether a statement is a docstring, or the dots where a body is not needed."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class _Text:
    """A module's text, and where in it a node stands."""

    def __init__(self, source: str, tree: ast.Module) -> None:
        self._source = source
        functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
        # Without its last statement a function gives nothing back, which any test notices.
        self._last = {id(each.body[-1]) for each in functions}
        # And where it gives nothing back anyway, nothing changes.
        self._last |= {id(end) for each in functions for end in _ends(each.body) if _gives_nothing(end)}
        self._lines = source.splitlines(keepends=True)
        self._begin = [0]
        for line in self._lines:
            self._begin.append(self._begin[-1] + len(line))

    def mutations(self, node: ast.AST) -> Iterator[Mutation]:
        """Yield each way to break the node itself, whatever is below it."""
        match node:
            case ast.Compare(left=left, ops=kinds, comparators=right):
                places = zip((left, *right), kinds, right, strict=False)
                yield from (self._operator(*each, _COMPARISONS) for each in places)
            case ast.BoolOp(op=kind, values=values):
                yield from (self._operator(*pair, _COMBINATIONS) for pair in _pairs(values, kind))
            case ast.BinOp(left=left, op=kind, right=right) if type(kind) in _ARITHMETIC:
                yield self._operator(left, kind, right, _ARITHMETIC)
            case ast.AugAssign(target=left, op=kind, value=right) if type(kind) in _ARITHMETIC:
                yield self._operator(left, kind, right, _ARITHMETIC)
            case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
                yield self._instead(node, self._source[slice(*self._span(operand))])
            case ast.Constant(value=value):
                yield from (self._instead(node, text) for text in _other_values(value))
            case ast.JoinedStr():
                yield self._instead(node, '""')
            case ast.Call(keywords=keywords):
                yield from (self._without(each) for each in keywords if _decides(each))
        if isinstance(node, _REMOVABLE) and id(node) not in self._last:
            yield self._instead(node, "pass")

    def _operator(
        self, left: ast.expr, kind: ast.AST, right: ast.expr, kinds: dict[type[ast.AST], tuple[str, str]]
    ) -> Mutation:
        pattern, other = kinds[type(kind)]
        end, begin = self._span(left)[1], self._span(right)[0]
        # Brackets, line breaks and comments may stand around an operator.
        places = re.compile(rf"#.*|({pattern})").finditer(self._source, end, begin)
        start, stop = next(place.span(1) for place in places if place[1])
        return Mutation(start, stop, other, self._source.count("\n", 0, start) + 1)

    def _without(self, keyword: ast.keyword) -> Mutation:
        start, end = self._span(keyword)
        comma = re.compile(r"\s*,\s*").match(self._source, end)
        return Mutation(start, comma.end() if comma else end, "", keyword.lineno)

    def _instead(self, node: ast.expr | ast.stmt, text: str) -> Mutation:
        return Mutation(*self._span(node), text, node.lineno)

    def _span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        return self._place(node.lineno, node.col_offset), self._place(node.end_lineno, node.end_col_offset)

    def _place(self, line: int, column: int) -> int:
        """Return the place in the text of what Python counts in lines and UTF-8's bytes."""
        return self._begin[line - 1] + len(self._lines[line - 1].encode()[:column].decode())


def _ends(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements after which a function is over, whichever way it takes."""
    last = body[-1]
    yield last
    match last:
        case ast.If(body=first, orelse=second):
            below = [first, second]
        case ast.With(body=first):
            below = [first]
        case ast.Try(body=first, handlers=handlers, orelse=second, finalbody=[]):
            below = [second or first, *(handler.body for handler in handlers)]
        case ast.Match(cases=cases):
            below = [case.body for case in cases]
        case _:
            below = []
    for each in below:
        yield from _ends(each) if each else ()


def _gives_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Return(value=None | ast.Constant(value=None)):
            return True
    return False


def _decides(keyword: ast.keyword) -> bool:
    """Tell whether something else may come out without a keyword: how much is remembered is a matter of speed."""
    match keyword:
        case ast.keyword(arg=None | "maxsize") | ast.keyword(arg="strict", value=ast.Constant(value=False)):
            return False
    return True


def _pairs(values: list[ast.expr], kind: ast.boolop) -> Iterator[tuple[ast.expr, ast.boolop, ast.expr]]:
    return ((left, kind, right) for left, right in pairwise(values))


def _other_values(value: object) -> list[str]:
    match value:
        case bool():
            return [str(not value)]
        case int():
            return [str(value + 1), str(value - 1)]
        case str() if _NUMBER.fullmatch(value):
            return [f'"{Decimal(value) + 1}"']
        case str():
            return ['""' if value else '"mutant"']
        case _:
            return []
