"""A part of a form that is sent with nothing filled in is not there; whatever else of it is sent is read."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from xero_connectors.optional_part import absent_as_sent


class Part(BaseModel):
    """Two fields that belong together, and one with a default."""

    model_config = ConfigDict(extra="forbid")

    account: str
    limit: int
    kept: str = "yes"


class Settings(BaseModel):
    """A form with a part that may be left alone."""

    part: Annotated[Part | None, absent_as_sent(Part)] = None


@pytest.mark.parametrize("sent", [None, {}, {"kept": "yes"}, {"account": None}])
def test_a_part_in_which_nothing_was_filled_in_is_not_there(sent: Any) -> None:  # noqa: ANN401 - what a form sends
    """Also where the form sends its defaults along, or null for an empty field."""
    assert Settings.model_validate({"part": sent}).part is None


def test_a_part_that_was_filled_in_is_read() -> None:
    """As any other."""
    assert Settings.model_validate({"part": {"account": "860", "limit": 1}}).part == Part(account="860", limit=1)


@pytest.mark.parametrize(
    "sent",
    [{"account": "860"}, {"limit": 1}, {"kept": "no"}, {"account": ""}, {"acount": "860"}, "860", [], {"account": 860}],
)
def test_half_a_part_and_what_is_none_is_refused(sent: Any) -> None:  # noqa: ANN401 - what a form sends
    """What somebody began to fill in is never taken for nothing."""
    with pytest.raises(ValidationError):
        Settings.model_validate({"part": sent})
