"""Xero's JSON as typed records, where a test needs one that is right."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from msgspec import to_builtins
from msgspec.structs import fields

from xero_api.record import Record, read_exactly

Made = TypeVar("Made", bound=Record)


def made(model: type[Made], record: object) -> Made:
    """Return a record of Xero's JSON, which must be understood."""
    found = read_exactly(model, record)
    assert not isinstance(found, list), found
    return found


def built(model: type[Made], **given: Any) -> Made:  # noqa: ANN401 - as written
    """Return a record of fields by our names, each typed or as Xero writes it."""
    names = {each.name: each.encode_name for each in fields(model)}
    return made(model, {names[name]: written(value) for name, value in given.items()})


def written(value: Any) -> Any:  # noqa: ANN401 - a record, or a part of one
    """Return a record as Xero writes it."""
    return _listed(to_builtins(value, builtin_types=(Decimal,)))


def _listed(value: Any) -> Any:  # noqa: ANN401 - as written
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, list | tuple) else value
