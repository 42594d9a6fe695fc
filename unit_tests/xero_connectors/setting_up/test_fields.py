"""A field of a form is found by its place, and a secret is never taken from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.config import Config
from xero_connectors.exit_code import WrongUse
from xero_connectors.form import form
from xero_connectors.setting_up.fields import placed, placed_all, places, secret, typed

if TYPE_CHECKING:
    from pathlib import Path

FORM = form(Config)
TOKEN = "mode.crm.access_token"


def test_fields_of_every_alternative_have_a_place() -> None:
    """Those inside of others too."""
    assert {"credentials.refresh_token", TOKEN, "recognition.cut_over.first_period"} <= {
        place for place, _ in places(FORM)
    }


def test_a_value_is_put_where_it_belongs() -> None:
    """Beside what is there, and nothing that was given is changed."""
    before = {"limits": {"day_reserve": 5}, "mode": 1}
    after = placed_all(before, [("limits.calls_per_minute", 30), ("mode.crm.source", "hubspot")])

    assert after == {"limits": {"day_reserve": 5, "calls_per_minute": 30}, "mode": {"crm": {"source": "hubspot"}}}
    assert before == {"limits": {"day_reserve": 5}, "mode": 1}
    assert placed({}, "a", None) == {"a": None}


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("limits.day_reserve=100", 100),
        ("paid_invoices_only=true", True),
        ("recognition.deferred_account=0835", "0835"),
        ("start_date=2026-01-01", "2026-01-01"),
        ('excluded_products=["860"]', ["860"]),
    ],
)
def test_a_value_is_of_the_kind_that_the_form_asks_for(given: str, value: object) -> None:
    """A code of digits stays a text."""
    assert typed(given, FORM) == (given.partition("=")[0], value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("limits.day_reserve", "FIELD=VALUE"),
        ("limits.day_reserv=1", "Did you mean limits.day_reserve?"),
        ("xyz=1", "`spec` lists the fields"),
        ("limits.day_reserve=many", "needs JSON"),
        ("credentials.client_secret=not-a-real-secret", "--secret credentials.client_secret=env:NAME"),
    ],
)
def test_what_cannot_be_understood_is_refused(given: str, said: str) -> None:
    """With what may be meant, and without a secret in the sentence."""
    with pytest.raises(WrongUse) as refused:
        typed(given, FORM)

    assert said in str(refused.value)
    assert "not-a-real-secret" not in str(refused.value)


def test_a_secret_comes_from_a_variable_or_a_file(tmp_path: Path) -> None:
    """Space around it is left out; what is not there, or empty, is named and never shown."""
    path = tmp_path / "token"
    path.write_text("not-a-real-token\n")

    assert secret(f"{TOKEN}=file:{path}", FORM, {}) == (TOKEN, "not-a-real-token")
    assert secret(f"{TOKEN}=env:HUBSPOT", FORM, {"HUBSPOT": "not-a-real-token"}) == (TOKEN, "not-a-real-token")
    for given, said in (
        (f"{TOKEN}=not-a-real-token", "takes env:NAME or file:PATH"),
        (f"{TOKEN}=env:HUBSPOT", "env:HUBSPOT is empty"),
        (f"{TOKEN}=file:{tmp_path / 'gone'}", "cannot be read as text"),
    ):
        with pytest.raises(WrongUse) as refused:
            secret(given, FORM, {})
        assert said in str(refused.value)
        assert "not-a-real-token" not in str(refused.value)
