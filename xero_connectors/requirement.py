"""What a field of a form needs, as the end of a sentence that begins with its place; it quotes nothing given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_connectors.web_address import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_SAID = 200
_OBJECT = "must be an object with names and values, in curly brackets"
_NEEDS = {
    "string_type": "must be text, in quotation marks",
    "list_type": "must be a list, in square brackets",
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dict_type": _OBJECT,
    "literal_error": "must be {expected}",
    "string_pattern_mismatch": "must be written as {pattern_descriptor}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
    "string_too_long": "must have {max_length} characters at most",
    "too_long": "must have {max_length} elements at most",
}
_FAMILIES = {
    "bool_": "must be true or false",
    "int_": "must be a whole number",
    "float_": "must be a number",
    "decimal_": "must be a number",
    "finite_number": "must be a number",
    "date_": "must be a date, such as 2026-01-31",
    # No field asks for more than one character or element.
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
}
"""By how the name of a kind begins."""


def requirement(kind: str, context: Mapping[str, Any], field: Mapping[str, Any]) -> str:
    """Return what would be right, such as `must be true or false`; where no kind tells it, the form's description does.

    `kind` and `context` are those of one of pydantic's errors, `field` is what the form says of the field.
    """
    family = next((words for begins, words in _FAMILIES.items() if kind.startswith(begins)), "")
    described = plain(str(field.get("description", "see its documentation")))[:_MOST_SAID].rstrip(".")
    words = {"pattern_descriptor": described, **field, **context, "described": described}
    return (_NEEDS.get(kind, family) or "is not what the form asks for ({described})").format(**words)
