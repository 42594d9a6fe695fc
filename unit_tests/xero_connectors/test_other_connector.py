"""A configuration of the other connector is told by what it has, and one of this connector never taken for it."""

from __future__ import annotations

from typing import Any

import pytest

from destination_xero_journals.config import Config as Destination
from source_xero_revrec.config import Config as Source
from xero_connectors.config_fault import ConfigFault
from xero_connectors.other_connector import DESTINATION, OWN, SOURCE, made_by, refuse_others

BARE: dict[str, Any] = {"credentials": {"auth_type": "custom_connection"}, "organisations": ["Acme"]}
OTHER = {SOURCE: DESTINATION, DESTINATION: SOURCE}


def test_the_fields_of_each_form_are_those_that_the_other_does_not_have() -> None:
    """Neither one too many nor one too few."""
    source, destination = Source.model_fields.keys(), Destination.model_fields.keys()

    assert OWN[SOURCE] == source - destination
    assert OWN[DESTINATION] == destination - source


@pytest.mark.parametrize(
    ("program", "field"), [(program, field) for program in OWN for field in sorted(OWN[OTHER[program]])]
)
def test_a_field_of_the_other_is_refused_by_name(program: str, field: str) -> None:
    """What was found, whose it is, and how to get one's own."""
    with pytest.raises(ConfigFault) as fault:
        refuse_others({**BARE, field: []}, program)

    assert f"it is one of {OTHER[program]} (it has {field})" in str(fault.value)
    assert str(fault.value).endswith(f"`{program} init` makes one.")


@pytest.mark.parametrize("program", OWN)
def test_a_short_one_is_told_by_what_init_wrote_above_it(program: str) -> None:
    """The comment is the only sign where nothing but the sign-in is filled in."""
    with pytest.raises(ConfigFault, match=f"says that `{OTHER[program]} init` made it"):
        refuse_others({"//": f"{made_by(OTHER[program])} Keys that ...", **BARE}, program)


@pytest.mark.parametrize("program", OWN)
def test_what_may_be_meant_for_this_one_is_left_to_the_form(program: str) -> None:
    """Its own comment, its own fields beside a foreign one, foreign ones that are empty, and no sign at all."""
    own, foreign = min(OWN[program]), min(OWN[OTHER[program]])
    for raw in (
        BARE,
        {"//": f"{made_by(program)} Keys", **BARE},
        {"//": f"{made_by(OTHER[program])} Keys", **BARE, own: []},
        {**BARE, own: [], foreign: []},
        {**BARE, foreign: None},
    ):
        refuse_others(raw, program)
