"""The filter language of `where=`: the forms that Xero documents, parsed into a predicate on records."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Value = Callable[[dict[str, Any]], Any]
    Predicate = Callable[[dict[str, Any]], bool]


class WhereError(ValueError):
    """A filter that cannot be understood; the message is what the QueryParseException says."""


@dataclass(frozen=True, slots=True)
class Where:
    """A parsed filter."""

    matches: Predicate
    fields: frozenset[str]
    """Top-level fields that it looks at; the caller knows whether they exist."""


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<string>"(?:[^"\\]|\\.)*")
    | (?P<number>-?\d+(?:\.\d+)?)[mMdD]?\b
    | (?P<name>[A-Za-z_]\w*)
    | (?P<sign>==|!=|<>|<=|>=|&&|\|\||[=<>().,])
    )""",
    re.VERBOSE,
)
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "=": operator.eq,
    "!=": operator.ne,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TEXT_METHODS: dict[str, Callable[[str, str], bool]] = {
    "startswith": str.startswith,
    "contains": str.__contains__,
    "endswith": str.endswith,
}
_CONSTANTS = {"true": True, "false": False, "null": None}
_DATE_PARTS = range(3, 7)


@dataclass(frozen=True, slots=True)
class _Literal:
    value: Any


@dataclass(frozen=True, slots=True)
class _Path:
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Test:
    matches: Predicate


_Operand = _Literal | _Path | _Test


def parse(text: str) -> Where:
    """Return the filter that the text stands for. Raises WhereError."""
    parser = _Parser(_tokens(text))
    matches = parser.whole()
    return Where(matches, frozenset(parser.fields))


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, place, text = [], 0, text.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise WhereError(f"Syntax error at position {place}: {text[place : place + 20]!r}")
        kind = found.lastgroup or ""
        tokens.append((kind, found.group(kind)))
        place = found.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._place = 0
        self.fields: set[str] = set()

    def whole(self) -> Predicate:
        predicate = self._any()
        if self._place < len(self._tokens):
            raise WhereError(f"Syntax error at {self._tokens[self._place][1]!r}")
        return predicate

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._place] if self._place < len(self._tokens) else ("end", "the end")

    def _take(self, *signs: str) -> str | None:
        kind, text = self._peek()
        if kind in ("sign", "name") and text.lower() in signs:
            self._place += 1
            return text.lower()
        return None

    def _expect(self, sign: str) -> None:
        if self._take(sign) is None:
            raise WhereError(f"{sign!r} expected, found {self._peek()[1]!r}")

    def _any(self) -> Predicate:
        parts = [self._every()]
        while self._take("||", "or"):
            parts.append(self._every())
        if len(parts) == 1:
            return parts[0]
        return lambda record: any(part(record) for part in parts)

    def _every(self) -> Predicate:
        parts = [self._comparison()]
        while self._take("&&", "and"):
            parts.append(self._comparison())
        if len(parts) == 1:
            return parts[0]
        return lambda record: all(part(record) for part in parts)

    def _comparison(self) -> Predicate:
        left = self._operand()
        sign = self._take(*_COMPARISONS)
        if sign is None:
            return _truth(left)
        return _compared(left, sign, self._operand())

    def _operand(self) -> _Operand:
        if self._take("("):
            inner = self._any()
            self._expect(")")
            return _Test(inner)
        kind, text = self._peek()
        self._place += 1
        if kind == "string":
            return _Literal(_unquoted(text))
        if kind == "number":
            return _Literal(Decimal(text))
        if kind == "name":
            return self._named(text)
        raise WhereError(f"Expression expected, found {text!r}")

    def _named(self, name: str) -> _Operand:
        lower = name.lower()
        if lower in _CONSTANTS:
            return _Literal(_CONSTANTS[lower])
        if lower in ("datetime", "guid") and self._take("("):
            return _Literal(_made(lower, self._arguments()))
        names = [name]
        while self._take("."):
            kind, text = self._peek()
            if kind != "name":
                raise WhereError(f"Identifier expected after '.', found {text!r}")
            self._place += 1
            if text.lower() in _TEXT_METHODS and self._take("("):
                return self._text_test(_Path(tuple(names)), text)
            names.append(text)
        self.fields.add(names[0])
        return _Path(tuple(names))

    def _text_test(self, path: _Path, method: str) -> _Test:
        self.fields.add(path.names[0])
        arguments = self._arguments()
        if len(arguments) != 1 or not isinstance(arguments[0], str):
            raise WhereError(f"{method} takes one string")
        value, test, wanted = _reader(path), _TEXT_METHODS[method.lower()], arguments[0]

        def matches(record: dict[str, Any]) -> bool:
            found = value(record)
            return isinstance(found, str) and test(found, wanted)

        return _Test(matches)

    def _arguments(self) -> list[Any]:
        values: list[Any] = []
        while not self._take(")"):
            if values:
                self._expect(",")
            operand = self._operand()
            if not isinstance(operand, _Literal):
                raise WhereError("a constant expected between the parentheses")
            values.append(operand.value)
        return values


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def _made(kind: str, arguments: list[Any]) -> object:
    if kind == "guid":
        if len(arguments) == 1 and isinstance(arguments[0], str):
            return arguments[0].lower()
        raise WhereError("guid takes one string")
    try:
        parts = [int(part) for part in arguments]
        if len(parts) not in _DATE_PARTS:
            raise ValueError  # noqa: TRY301 - the same sentence for every malformed date
        return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - Xero's DateTime has no zone
    except (TypeError, ValueError):
        shown = ", ".join(map(str, arguments))
        raise WhereError(f"DateTime({shown}) is not a date") from None


def _reader(path: _Path) -> Value:
    if len(path.names) == 1:
        name = path.names[0]
        return lambda record: record.get(name)

    def read(record: dict[str, Any]) -> Any:  # noqa: ANN401 - a record holds values of any type
        value: Any = record
        for name in path.names:
            if not isinstance(value, dict):
                return None
            value = value.get(name)
        return value

    return read


def _truth(operand: _Operand) -> Predicate:
    if isinstance(operand, _Test):
        return operand.matches
    if isinstance(operand, _Path):
        value = _reader(operand)
        return lambda record: value(record) is True
    raise WhereError("a condition expected, found a constant")


def _path_against(path: _Path, compare: Callable[[Any, Any], Any], value: Any) -> Predicate:  # noqa: ANN401
    if compare is operator.eq and len(path.names) == 1 and isinstance(value, str):
        return _equal(path.names[0], value)
    return _against_constant(_reader(path), compare, value)


def _compared(left: _Operand, sign: str, right: _Operand) -> Predicate:
    if isinstance(left, _Literal) and isinstance(right, _Path):
        mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(sign, sign)
        return _compared(right, mirrored, left)
    compare = _COMPARISONS[sign]
    if isinstance(left, _Path) and isinstance(right, _Literal):
        return _path_against(left, compare, right.value)
    if isinstance(left, _Test) and isinstance(right, _Literal) and isinstance(right.value, bool):
        test, wanted = left.matches, right.value
        return lambda record: bool(compare(test(record), wanted))
    if isinstance(left, _Path) and isinstance(right, _Path):
        first, second = _reader(left), _reader(right)
        return lambda record: _ordered(compare, _plain(first(record)), _plain(second(record)))
    raise WhereError("one side of a comparison must be a field")


def _equal(name: str, wanted: str) -> Predicate:
    """Return the commonest test, such as Type=="ACCREC", with nothing in its way: it runs over 100,000 records."""
    return lambda record: record.get(name) == wanted


def _against_constant(value: Value, compare: Callable[[Any, Any], Any], wanted: Any) -> Predicate:  # noqa: ANN401
    if compare in (operator.eq, operator.ne) and not isinstance(wanted, datetime):
        return lambda record: bool(compare(value(record), wanted))
    return lambda record: _ordered(compare, _plain(value(record)), wanted)


def _ordered(compare: Callable[[Any, Any], Any], found: Any, wanted: Any) -> bool:  # noqa: ANN401
    if found is None or wanted is None:
        return found is not wanted if compare is operator.ne else found is wanted and compare is operator.eq
    try:
        return bool(compare(found, wanted))
    except TypeError:
        message = f"Operator incompatible with operand types {type(found).__name__!r} and {type(wanted).__name__!r}"
        raise WhereError(message) from None


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - Xero's DateTime has no zone
    return value
