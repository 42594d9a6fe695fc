"""A form is rows for a person: every field by its place, with what stands there if it is left alone."""

from __future__ import annotations

import pytest

from destination_xero_journals.config import Config as Destination
from source_xero_revrec.config import Config as Source
from tools.pages import options
from xero_connectors.form import form
from xero_connectors.terminal.form import fields


def test_a_field_says_whether_it_is_needed() -> None:
    """And what stands there if it is left alone; alternatives are named by the field that chooses them."""
    rows = {row[0]: row[1:] for row in fields(form(Source))}

    assert rows["credentials"] == ("How to sign in to Xero", "(needed)")
    assert rows["credentials.auth_type=oauth"] == ("Sign in with an OAuth app that a user has authorised", "")
    assert rows["limits.calls_per_minute"] == ("Calls a minute", "60")
    assert rows["conversion_date"] == ("Conversion date", "(empty)")
    assert rows["custom_fields[].revrec_field"][1] == "(needed)"
    assert rows["credit_note_treatment"][1] == "retrospective"


@pytest.mark.parametrize("model", [Source, Destination])
def test_no_field_is_left_out(model: type[Source | Destination]) -> None:
    """Those inside of others too."""
    shown = {part.split("=")[0] for row in fields(form(model)) for part in row[0].replace("[]", "").split(".")}

    assert set(options(form(model))) - shown == set()
