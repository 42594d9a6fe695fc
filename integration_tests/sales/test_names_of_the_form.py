"""What the form names and Xero does not have: refused where nothing else is at stake, told where rows are right."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.checking import faults_of_source
from integration_tests.support.reading import Connector, Reading, catalog, counted, read_in_process
from integration_tests.support.scene import CONTRACT, STREAMS, Scene
from xero_sandbox import Sandbox
from xero_sandbox.clock import SandboxClock

if TYPE_CHECKING:
    from pathlib import Path

CATEGORY = "service_periods.tracking_category names 'Regoin', and "
EVERY = catalog(*STREAMS[CONTRACT])


def rules(*named: dict[str, str]) -> dict[str, Any]:
    """Return options with rules of products and accounts."""
    return {"service_periods": {"product_rules": [{"service": "at_invoice_date", **each} for each in named]}}


def test_a_category_that_no_organisation_has_is_refused_by_check_and_sync(demo: Sandbox) -> None:
    """With those that there are; no row comes that another rule may have dated."""
    options = {"service_periods": {"tracking_category": "Regoin"}}

    said = faults_of_source(demo, demo.source_config(**options))
    reading = read_in_process(demo, demo.source_config(**options), EVERY)

    assert said.startswith(CATEGORY)
    assert "has no such tracking category (found: Product Line, Region). Write its name as Xero does" in said
    assert {error["message"] for error in reading.errors()} == {said}
    assert {error["failure_type"] for error in reading.errors()} == {"config_error"}
    assert reading.records("order_details") == []
    assert faults_of_source(demo, demo.source_config(service_periods={"tracking_category": "region"})) == ""


def test_an_organisation_without_the_category_stops_alone() -> None:
    """As it does without the category of a custom field."""
    with Sandbox(organisations=2, limits=False) as xero:
        has, lacks = xero.tenants
        # Xero takes two active ones at most.
        xero.act("archive_tracking_category", category="Product Line", organisation=has.tenant_id)
        xero.act("create_tracking_category", name="Term", options=["2026"], organisation=has.tenant_id)
        config = xero.source_config(
            auth_type="oauth", organisations=[has.name, lacks.name], service_periods={"tracking_category": "Term"}
        )

        reading = read_in_process(xero, config, EVERY)

    assert {row["tenant_id"] for row in reading.records("order_details")} == {has.tenant_id}
    assert f"and {lacks.name} has no such tracking category" in reading.errors()[0]["message"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (rules({"product_code": "plat pro"}), "the product 'plat pro', which nobody has (nearest: PLAT-PRO)"),
        (rules({"account_code": "2000"}), "the account '2000', which nobody has (nearest: 200)"),
        (
            {"service_periods": {"item_terms": [{"item_code": "PLATPRO", "months": 12}]}},
            "the item 'PLATPRO', which nobody has (nearest: PLAT-PRO)",
        ),
        ({"excluded_products": ["ONBORAD"]}, "the item or account 'ONBORAD', which nobody has (nearest: ONBOARD)"),
    ],
)
def test_a_code_that_nobody_has_is_told_and_that_of_an_account_refused_by_check(
    demo: Sandbox, tmp_path: Path, options: dict[str, Any], says: str
) -> None:
    """An item may have been deleted in Xero, which must not keep rows back that are right: platforms check first."""
    connector = Connector(tmp_path)
    config = demo.source_config(**options)
    arguments = ("read", "--config", connector.write("config.json", config), "--catalog")

    checked = connector.run("check", "--config", connector.write("config.json", config))[2]
    code, messages, printed = connector.run(*arguments, connector.write("catalog.json", EVERY))

    assert says in checked
    assert ("rite each code as Xero has it" in checked) == (says in checked)
    assert (says in faults_of_source(demo, config)) == ("the account" in says)
    assert code == 0
    assert Reading(messages).records("order_details")
    assert printed.count(says) == 1


def test_names_that_xero_has_pass_without_a_word(demo: Sandbox, tmp_path: Path) -> None:
    """Neither check nor sync says anything of them."""
    connector = Connector(tmp_path)
    config = demo.source_config(
        **rules({"product_code": "PLAT-PRO"}, {"account_code": "260"}), excluded_products=["ONBOARD"]
    )
    arguments = ("read", "--config", connector.write("config.json", config), "--catalog")

    _, _, printed = connector.run(*arguments, connector.write("catalog.json", EVERY))

    assert faults_of_source(demo, config) == ""
    assert "which nobody has" not in printed


def test_an_idle_sync_makes_no_call_for_what_the_form_names() -> None:
    """The category was there when the settings were taken; codes are held against what is read anyway."""
    options: dict[str, Any] = rules({"product_code": "NOBODYS"}, {"account_code": "9999"})
    options["service_periods"]["tracking_category"] = "Region"
    with Sandbox(clock=SandboxClock(datetime(2026, 3, 10, 12, tzinfo=UTC))) as xero, Scene(xero, **options) as scene:
        scene.sync()
        xero.clock.advance(60)
        scene.sync()
        xero.clock.advance(3_600)
        counted(xero).reset()
        scene.sync()

        # One for the options of the category, which may be called otherwise now.
        assert counted(xero).count() == 9


def test_a_category_is_asked_for_again_when_the_form_names_another(demo: Sandbox) -> None:
    """A connection that has run is refused as a new one is."""
    with Scene(demo) as scene:
        scene.sync()
        scene.options["service_periods"] = {"tracking_category": "Regoin"}

        assert {error["message"].startswith(CATEGORY) for error in scene.try_sync().errors()} == {True}
