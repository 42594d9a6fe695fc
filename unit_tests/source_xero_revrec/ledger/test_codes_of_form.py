"""A code of the form that nobody has is named with the nearest one that somebody has."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from source_xero_revrec.ledger.codes_of_form import CodesOfForm, prove_names
from source_xero_revrec.ledger.settings import LedgerSettings
from source_xero_revrec.rules.conversion import ConversionSettings
from source_xero_revrec.rules.identifiers import product_code
from source_xero_revrec.rules.periods.settings import ServicePeriods
from xero_api.client import Answer
from xero_connectors.config_fault import ConfigFault

ACCOUNTS: list[dict[str, Any]] = [
    {"AccountID": "a-1", "Code": "200"},
    {"AccountID": "a-2", "Code": "260"},
    {"AccountID": "a-3", "Code": "BOTH"},
    {"AccountID": "no-code"},
]
ITEMS = ("SETUP", "SUPPORT-12", "SUP 12", "BOTH")
AT_ONCE = {"service": "at_invoice_date"}


def settings(*rules: dict[str, str], excluded: tuple[str, ...] = (), by: str = "item_or_account") -> ConversionSettings:
    """Return settings with rules of products and accounts, and with products that are excluded."""
    periods = ServicePeriods.model_validate({"product_rules": [rule | AT_ONCE for rule in rules]})
    return ConversionSettings(periods, excluded_products=excluded, product_code=by)


def of_items(*codes: str, **more: Any) -> ConversionSettings:  # noqa: ANN401 - any option of service periods
    """Return settings with terms of items."""
    terms = [{"item_code": code, "months": 12} for code in codes]
    return ConversionSettings(ServicePeriods.model_validate({"item_terms": terms, **more}))


def unknown(said: ConversionSettings) -> str:
    """Return what a company does not have."""
    codes = CodesOfForm(said)
    codes.meet(ACCOUNTS, ITEMS)
    return "; ".join(filter(None, (codes.unknown(items=items) for items in (True, False))))


@pytest.mark.parametrize(
    "said",
    [
        settings({"product_code": "SETUP"}, {"product_code": "200"}, {"account_code": "260"}),
        settings({"product_code": product_code("SUP 12", "item", shared=False)}),
        settings({"product_code": product_code("BOTH", "item", shared=True)}, {"product_code": "BOTH"}),
        settings({"product_code": "no-code"}),
        settings(excluded=("SUP 12", product_code("SUP 12", "item", shared=False), "200", "no-code")),
        of_items("SUP 12", " SETUP "),
        of_items("NOWHERE", rules=["reference"]),
        settings({"product_code": "200"}, by="account"),
    ],
)
def test_what_somebody_has_is_taken(said: ConversionSettings) -> None:
    """As it is on the rows, or as Xero has it where that is what the field asks for."""
    assert unknown(said) == ""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            settings({"product_code": "SETPU"}),
            "service_periods.product_rules names the product 'SETPU', which nobody has (nearest: SETUP)",
        ),
        (
            settings({"account_code": "2600"}),
            "service_periods.product_rules names the account '2600', which nobody has (nearest: 260)",
        ),
        (
            settings({"account_code": "SETUP"}),
            "service_periods.product_rules names the account 'SETUP', which nobody has",
        ),
        (
            settings({"product_code": "SUP 12"}),
            (
                "service_periods.product_rules names the product 'SUP 12', which nobody has (nearest: "
                f"{product_code('SUP 12', 'item', shared=False)})"
            ),
        ),
        (
            settings({"product_code": "SETUP"}, by="account"),
            "service_periods.product_rules names the product 'SETUP', which nobody has",
        ),
        (
            of_items("support12"),
            "service_periods.item_terms names the item 'support12', which nobody has (nearest: SUPPORT-12)",
        ),
        (
            settings(excluded=("setup", "999999")),
            (
                "excluded_products names the item or account 'setup', which nobody has (nearest: SETUP); "
                "excluded_products names the item or account '999999', which nobody has"
            ),
        ),
    ],
)
def test_what_nobody_has_is_named_with_its_field_and_the_nearest(said: ConversionSettings, told: str) -> None:
    """The nearest is written as the field takes it."""
    assert unknown(said) == told


def test_one_organisation_that_has_it_is_enough() -> None:
    """Organisations share one form."""
    codes = CodesOfForm(settings({"product_code": "ONLY-THERE"}, {"account_code": "260"}))
    codes.meet(ACCOUNTS, ITEMS)
    codes.meet([], ["ONLY-THERE"])

    assert [codes.unknown(items=items) for items in (True, False)] == ["", ""]


def test_where_items_are_not_read_accounts_alone_are_judged() -> None:
    """A product may be one of those items."""
    codes = CodesOfForm(settings({"product_code": "SETPU"}, {"account_code": "2600"}, excluded=("SETPU",)))
    codes.meet(ACCOUNTS, None)

    assert codes.unknown(items=True) == ""
    assert codes.unknown(items=False) == (
        "service_periods.product_rules names the account '2600', which nobody has (nearest: 260)"
    )


def organisation(asked: list[str], *items: str) -> Any:  # noqa: ANN401 - stands for an Organisation
    """Return an organisation with these items."""
    bodies = {"Items": [{"ItemID": code, "Code": code} for code in items], "Accounts": ACCOUNTS}

    def get(path: str, **_: object) -> Answer:
        asked.append(path)
        return Answer({path: bodies[path]}, datetime.now(UTC))

    return SimpleNamespace(name="Demo Company", client=SimpleNamespace(get=get))


def test_a_check_refuses_an_account_that_none_of_the_organisations_has() -> None:
    """In one sentence with the remedy; of a product it tells, since somebody may have deleted the item."""
    asked: list[str] = []
    told: list[str] = []
    named = settings({"product_code": "SETPU"}, {"account_code": "2600"})
    with pytest.raises(ConfigFault) as refused:
        prove_names(
            [organisation(asked, "SETUP"), organisation(asked)],
            LedgerSettings(named),
            lambda text, codes: told.append(text % codes),
        )

    assert str(refused.value) == (
        "service_periods.product_rules names the account '2600', which nobody has (nearest: 260). Write each code as "
        "Xero has it, or take it out."
    )
    (said,) = told
    assert said.startswith(
        "service_periods.product_rules names the product 'SETPU', which nobody has (nearest: SETUP). Where an item was "
    )
    assert "write each code as Xero has it, a product's as it is on the rows, or take it out" in said


def test_a_form_that_names_nothing_costs_no_call() -> None:
    """Nobody pays a call for what they do not use."""
    asked: list[str] = []
    prove_names([organisation(asked)], LedgerSettings(settings()), lambda *_: None)

    assert asked == []
