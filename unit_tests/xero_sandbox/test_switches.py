"""The switches: read, set, refused and listed."""

from __future__ import annotations

import pytest

from xero_sandbox.switches import SwitchError, Switches


def test_values_may_be_text() -> None:
    """As on a command line; the switches themselves never change."""
    switches = Switches()
    changed = switches.changed(
        journals_partial_pages="no", largest_page=" 7 ", id_order="text", hide_record="Invoices/1"
    )

    assert (changed.journals_partial_pages, changed.largest_page) == (False, 7)
    assert (changed.id_order, changed.hide_record) == ("text", "Invoices/1")
    assert switches == Switches()


@pytest.mark.parametrize(("setting", "sentence"), [
    ({"colour": "red"}, "there is no switch colour; the switches are allocation_bumps_credit_note, "),
    ({"journals_partial_pages": "perhaps"}, "switch journals_partial_pages is true or false, not 'perhaps'"),
    ({"largest_page": "-1"}, "switch largest_page is a whole number, not '-1'"),
    ({"id_order": "random"}, "switch id_order is one of sql_server, text, not 'random'"),
])  # fmt: skip
def test_what_a_switch_cannot_be_is_refused(setting: dict[str, str], sentence: str) -> None:
    """The sentence says what it can be."""
    with pytest.raises(SwitchError) as refused:
        Switches().changed(**setting)
    assert str(refused.value).startswith(sentence)


def test_every_switch_is_listed_with_what_it_can_be() -> None:
    """The value is one of the choices, and each choice can be set."""
    listed = Switches().listed()

    assert [each.name for each in listed] == list(Switches().as_dict())
    for switch in listed:
        assert switch.about.endswith(".")
        assert not switch.choices or switch.value in switch.choices
        for choice in switch.choices:
            assert Switches().changed(**{switch.name: choice}).listed()
