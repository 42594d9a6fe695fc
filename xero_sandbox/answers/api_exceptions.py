"""What the Accounting API says of a request that it cannot take: ErrorNumber, Type and Message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_sandbox.answers.errors import Answer, json_answer
from xero_sandbox.answers.wire import encode

if TYPE_CHECKING:
    from collections.abc import Sequence


def validation_exception(elements: Sequence[dict[str, Any]]) -> Answer:
    """400: elements that break a rule, each with its own ValidationErrors; values as `wire` writes them."""
    body = {"ErrorNumber": 10, "Type": "ValidationException", "Message": "A validation exception occurred"}
    return Answer(400, encode({**body, "Elements": elements}))


def validation_error(message: str, element: dict[str, object] | None = None) -> Answer:
    """400: one element breaks a rule, and is sent back with the message."""
    return validation_exception([(element or {}) | {"ValidationErrors": [{"Message": message}]}])


def post_data_invalid() -> Answer:
    """400: the body is not JSON, or a value in it is of the wrong kind (the sentence is ours)."""
    message = "The request body could not be understood"
    return json_answer(400, {"ErrorNumber": 14, "Type": "PostDataInvalidException", "Message": message})


def query_error(message: str) -> Answer:
    """400: a where, order or page that cannot be understood."""
    return json_answer(400, {"ErrorNumber": 16, "Type": "QueryParseException", "Message": message})


def not_implemented() -> Answer:
    """501: there is no such method, or not in this sandbox."""
    message = "The Api Method called is not implemented"
    return json_answer(501, {"ErrorNumber": 20, "Type": "ApiMethodNotImplementedException", "Message": message})
