"""What the Accounting API says of a request that it cannot take."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from xero_sandbox.answers import api_exceptions

if TYPE_CHECKING:
    from xero_sandbox.answers.errors import Answer


@pytest.mark.parametrize(("answer", "status", "number", "kind"), [
    (api_exceptions.validation_error("x"), 400, 10, "ValidationException"),
    (api_exceptions.post_data_invalid(), 400, 14, "PostDataInvalidException"),
    (api_exceptions.query_error("x"), 400, 16, "QueryParseException"),
    (api_exceptions.not_implemented(), 501, 20, "ApiMethodNotImplementedException"),
])  # fmt: skip
def test_each_has_its_number_and_type(answer: Answer, status: int, number: int, kind: str) -> None:
    """As Xero's clients tell them apart."""
    body = json.loads(answer.body)

    assert (answer.status, body["ErrorNumber"], body["Type"]) == (status, number, kind)


def test_a_broken_rule_is_said_on_the_element_that_was_sent() -> None:
    """Without one, on an empty element; amounts keep their places."""
    sent = json.loads(api_exceptions.validation_error("Wrong", {"Amount": Decimal("1.50")}).body, parse_float=str)

    assert sent["Elements"] == [{"Amount": "1.50", "ValidationErrors": [{"Message": "Wrong"}]}]
    assert json.loads(api_exceptions.validation_error("Wrong").body)["Elements"] == [
        {"ValidationErrors": [{"Message": "Wrong"}]}
    ]
