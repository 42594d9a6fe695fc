"""Which organisations a configuration is about: by flag, by file, the only one, or what a person says."""

from __future__ import annotations

import pytest

from xero_api.client import ConnectedOrganisation
from xero_api.errors import OrganisationUnreachable
from xero_connectors.signing_in.choice import choose, understood

DEMO = ConnectedOrganisation("t-demo", "Demo Company (Global)")
OTHER = ConnectedOrganisation("t-other", "Ridgeway, Sons and Co")
TWIN = ConnectedOrganisation("t-twin", "Demo Company (Global)")


def test_the_command_line_goes_before_the_file_and_the_file_before_the_person() -> None:
    """Names or ids, whatever their case, each once."""
    both = [DEMO, OTHER]

    assert choose(both, by_flag=["T-OTHER", "ridgeway, sons and co"], by_file=["t-demo"], ask=None) == [OTHER]
    assert choose(both, by_flag=[], by_file=["t-demo"], ask=lambda _: [OTHER]) == [DEMO]
    assert choose(both, by_flag=[], by_file=[], ask=lambda them: them[1:]) == [OTHER]
    assert choose([DEMO], by_flag=[], by_file=[], ask=None) == [DEMO]


@pytest.mark.parametrize(
    ("connected", "flag", "file", "said"),
    [
        ([], [], [], "found: none; expected: at least one"),
        ([DEMO], ["Elsewhere"], [], "--organisation names 'Elsewhere', which is not connected"),
        ([DEMO], [], ["Elsewhere"], "`organisations` names 'Elsewhere', which is not connected"),
        ([DEMO, TWIN], ["Demo Company (Global)"], [], "2 connected organisations have that name"),
        ([DEMO, OTHER], [], [], r"connected to 2 organisations \(Demo .*Ridgeway.*with --organisation"),
    ],
)
def test_what_cannot_be_chosen_is_told_with_the_choices(
    connected: list[ConnectedOrganisation], flag: list[str], file: list[str], said: str
) -> None:
    """None connected, a name of none or of two, and nobody to ask."""
    with pytest.raises(OrganisationUnreachable, match=said):
        choose(connected, by_flag=flag, by_file=file, ask=None)


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("1", [DEMO]),
        ("2, 1,2", [OTHER, DEMO]),
        ("Ridgeway, Sons and Co\n", [OTHER]),
        ("t-other, 1", [OTHER, DEMO]),
        ("ALL", [DEMO, OTHER]),
    ],
)
def test_a_person_says_numbers_names_or_all(said: str, chosen: list[ConnectedOrganisation]) -> None:
    """A name may have a comma of its own."""
    assert understood(said, [DEMO, OTHER]) == chosen


@pytest.mark.parametrize(
    ("said", "told"),
    [("", "Nothing was chosen"), ("0", "no number 0"), ("3", "from 1 to 2"), ("1, nobody", "'nobody'"), ("²", "'²'")],
)
def test_what_a_person_says_and_is_none_of_these_is_told(said: str, told: str) -> None:
    """No part of it is left out."""
    with pytest.raises(OrganisationUnreachable, match=told):
        understood(said, [DEMO, OTHER])
