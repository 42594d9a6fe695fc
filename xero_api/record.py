"""Xero's records as typed ones: a model says what each field is, and both ways of reading go by it.

`read_plain` is quick and takes only what is certainly good: it may be given records of a page of which every text and
every amount is known to be plain. `read_exactly` takes a record of any kind field by field, and tells what is wrong.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from msgspec import Struct, ValidationError, convert
from msgspec.structs import fields

from xero_api.kinds import READ, plain_text

Found = TypeVar("Found", bound="Record")

# Msgspec learns a model when it first meets it, and shows it to other threads while it does: half learned, it ends
# the process. A model that is in here has been learned, with those of its fields.
_learned: set[type[Record]] = set()
_one_at_a_time = threading.Lock()


class Fault(NamedTuple):
    """A field that cannot be understood: its names, and places in lists from 0, between dots; and what is needed."""

    path: str
    needed: str


class Record(Struct, frozen=True, gc=False):
    """What all of Xero's records share here: fields that are not named are passed over."""

    @classmethod
    def prepared(cls, record: Any) -> Any:  # noqa: ANN401 - whatever Xero sent
        """Return the record from which fields are read; raises Refused."""
        return record

    def fault(self) -> Fault | None:
        """Return the first field that cannot be right beside the others, None where each can."""
        return None


class Refused(ValueError):
    """A record whose fields contradict each other."""

    def __init__(self, fault: Fault) -> None:
        """Tell which field is at fault."""
        super().__init__(fault.needed)
        self.fault = fault


def read_plain(model: type[Found], record: object) -> Found | None:
    """Return a record of a page whose texts and amounts are plain; None where it takes a closer look.

    Null is left to that look, and so are amounts without decimal places.
    """
    if model not in _learned:
        _learn(model)
    try:
        found = convert(model.prepared(record), model, dec_hook=_of_kind, builtin_types=(Decimal,))
    except (ValidationError, Refused, RecursionError):
        return None
    return None if found.fault() else found


def _learn(model: type[Record]) -> None:
    with _one_at_a_time:
        with suppress(ValidationError):
            convert(None, model)
        _learned.add(model)


def _of_kind(kind: type, value: object) -> object:
    return READ[kind](value)


def read_exactly(model: type[Found], record: object) -> Found | list[Fault]:
    """Return a record of Xero's JSON, parsed with Decimal, or every fault of it, in the order of the model's fields.

    Xero writes null here and there for a field that it otherwise leaves out; within a list null means nothing.
    """
    faults: list[Fault] = []
    try:
        found = _reader(model)(model.prepared(record), faults)
    except Refused as refused:
        return [refused.fault]
    if faults or not isinstance(found, model):
        return faults
    fault = found.fault()
    return [fault] if fault else found


_Read = Callable[[Any, list[Fault]], Any]


@lru_cache(maxsize=256)
def _reader(model: type[Record]) -> _Read:
    """Return what reads a model's fields and adds their faults to a list; what it returns beside faults is nothing."""
    known = [(each.name, each.encode_name, _kind(each.type), each.required) for each in fields(model)]

    def read(value: Any, faults: list[Fault]) -> Record | None:  # noqa: ANN401 - as read_exactly
        if not isinstance(value, dict):
            faults.append(Fault("", "an object"))
            return None
        given = {}
        before = len(faults)
        for name, written, kind, required in known:
            found = value.get(written)
            if found is not None:
                met = len(faults)
                given[name] = kind(found, faults)
                if len(faults) > met:
                    faults[met:] = [_below(written, fault) for fault in faults[met:]]
            elif required:
                faults.append(Fault(written, "a value"))
        return model(**given) if len(faults) == before else None

    return read


def _kind(annotation: Any) -> _Read:  # noqa: ANN401 - types have none
    if annotation in READ:
        return _value(READ[annotation])
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        (kind,) = (part for part in parts if part is not NoneType)
        return _kind(kind)
    if origin is Literal:
        return _value(_choice(parts))
    if origin is tuple:
        return _several(_kind(parts[0]))
    return _reader(annotation)


def _value(kind: Callable[[object], object]) -> _Read:
    def read(value: object, faults: list[Fault]) -> object:
        try:
            return kind(value)
        except ValueError as needed:
            faults.append(Fault("", str(needed)))
            return None

    return read


def _several(kind: _Read) -> _Read:
    def read(value: object, faults: list[Fault]) -> object:
        if not isinstance(value, list):
            faults.append(Fault("", "a list"))
            return None
        found = []
        for place, each in enumerate(value):
            met = len(faults)
            found.append(kind(each, faults))
            if len(faults) > met:
                faults[met:] = [_below(str(place), fault) for fault in faults[met:]]
        return tuple(found)

    return read


def _choice(words: tuple[str, ...]) -> Callable[[object], object]:
    *others, last = map(repr, words)
    needed = f"{', '.join(others)} or {last}"

    def read(value: object) -> object:
        if isinstance(value, str) and plain_text(value) in words:
            return value
        raise ValueError(needed)

    return read


def _below(name: str, fault: Fault) -> Fault:
    return Fault(f"{name}.{fault.path}" if fault.path else name, fault.needed)
