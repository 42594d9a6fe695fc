"""A part of the form that may be left alone, though some of its fields belong together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BeforeValidator

if TYPE_CHECKING:
    from pydantic import BaseModel


def absent_as_sent(part: type[BaseModel]) -> BeforeValidator:
    """Take a part as not there where a form sends it with nothing filled in: no field, or each with its default."""
    untouched = {name: field.get_default(call_default_factory=True) for name, field in part.model_fields.items()}

    def read(given: Any) -> Any:  # noqa: ANN401 - what a configuration may hold
        if not isinstance(given, Mapping):
            return given
        filled = (name not in untouched or value not in (None, untouched[name]) for name, value in given.items())
        return given if any(filled) else None

    return BeforeValidator(read)
