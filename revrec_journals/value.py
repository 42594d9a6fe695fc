"""A value of a record as text: what a person would have written."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xero_connectors.exact_json import exact_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revrec_journals.recognised import Recognised

_MOST_DIGITS_OF_ID = 60


def value_of(column: str, values: Mapping[str, Any], recognised: Recognised) -> Any:  # noqa: ANN401 - any value of JSON
    """Return what a line has in a column of RevRec's, None where the input has no such column."""
    key = recognised.columns.get(column)
    return None if key is None else values.get(key)


def text_of(column: str, values: Mapping[str, Any], recognised: Recognised) -> str:
    """Return the same as text, empty where there is none."""
    key = recognised.columns.get(column)
    value = None if key is None else values.get(key)
    if value is None:
        return ""
    return value.strip() if type(value) is str and value.isascii() else text(value)


def text(value: Any) -> str:  # noqa: ANN401 - any value of JSON
    """Return a value as people write it; numbers without zeros after the point, as warehouses make floats of ids."""
    if type(value) is str:
        stripped = value.strip()
        # Half a character can neither be stored nor sent.
        return (
            stripped if stripped.isascii() else stripped.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    if value is None or value != value:  # noqa: PLR0124 - NaN, which is how data frames write a blank
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS_OF_ID:
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, (dict, list)):
        return exact_json(value).decode()
    return str(value).removesuffix(".0")
