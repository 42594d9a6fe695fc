"""A commented configuration says of every field what it is, and is the same configuration."""

from __future__ import annotations

import pytest

from destination_xero_journals.config import Config as Destination
from destination_xero_journals.config import read_config as read_destination
from source_xero_revrec.config import Config as Source
from xero_connectors.config_fault import read_settings
from xero_connectors.form import form
from xero_connectors.setting_up.comments import commented, uncommented

CUSTOM = {"auth_type": "custom_connection", "client_id": "a", "client_secret": "not-a-real-secret"}


@pytest.mark.parametrize("model", [Source, Destination])
def test_every_field_has_a_comment_and_the_configuration_is_the_same(model: type[Source | Destination]) -> None:
    """In the form's order; what is not set is told with what that means."""
    config = {"api_url": "http://localhost/api", "credentials": CUSTOM, "organisations": ["Demo"]}
    made = commented(config, form(model), "Made here.")

    assert [name.removeprefix("// ") for name in made if name.startswith("// ")] == [*form(model)["properties"]]
    assert [*made][:3] == ["//", "// credentials", "credentials"]
    assert made["// limits"].startswith("Not set: Limits. How much of Xero's allowance")
    assert made["// credentials"].startswith("How to sign in to Xero. ")
    assert "<" not in "".join(each for name, each in made.items() if name.startswith("//"))
    assert read_settings(model, made) == read_settings(model, config)
    assert uncommented(made) == config


def test_comments_stand_at_every_level_and_are_no_values() -> None:
    """A person may add some of their own, and a wrong name beside them is still refused."""
    mapping = {"// why": "as agreed", "revrec_account": "Deferred Revenue", "xero_account": "835"}
    read = read_destination({"//": "x", "credentials": {**CUSTOM, "// app": "ours"}, "account_mapping": [mapping]})

    assert read.account_mapping[0].xero_account == "835"
    with pytest.raises(ValueError, match="acount_mapping is not known here"):
        read_destination({"credentials": CUSTOM, "// x": 1, "acount_mapping": []})
