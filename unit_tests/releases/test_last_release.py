"""A form or a catalog differs from the last released one only as far as version and changelog say so.

When a version is released: `python -m unit_tests.releases.test_last_release` keeps its forms and catalogs in a folder
named after the version in pyproject.toml.
"""

from __future__ import annotations

import json
import logging
import tomllib
from pathlib import Path
from typing import Any

import pytest
from airbyte_cdk.models import AirbyteCatalog, ConnectorSpecificationSerializer
from serpyco_rs import Serializer

from destination_xero_journals import spec as destination
from destination_xero_journals.commands.catalog import destination_catalog
from destination_xero_journals.config import read_config
from source_xero_revrec import spec as source
from source_xero_revrec.source import SourceXeroRevrec
from unit_tests.releases.changes import catalog_changes, offer_changes, specification_changes
from unit_tests.releases.version import faults, parsed

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DECLARED: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["poetry"]["version"]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
RELEASED = max((folder.name for folder in HERE.glob("*.*.*") if folder.is_dir()), key=parsed)
CREDENTIALS = {"auth_type": "custom_connection", "client_id": "client-1", "client_secret": "not-a-real-secret"}
FIELD = {"revrec_field": "Location", "xero_tracking_category": "Region"}
# Every stream and column that an option adds is in one of the two; what a mode does not offer is in the other.
OFFERS: dict[str, dict[str, Any]] = {
    "invoice-equals-contract": {"journal_control": {"source": "receipts", "path": "/local"}, "custom_fields": [FIELD]},
    "customer-name-mapping": {
        "mode": {"mode": "customer_name_mapping", "crm": {"source": "list", "customers": []}},
        "organisations": ["Demo Company (Global)", "Demo Company (UK)"],
    },
}
JOURNALS = {"tracking_mapping": [FIELD], "organisation_column": "Entity"}


def specifications() -> dict[str, Any]:
    """Return what `spec` of both connectors prints now."""
    printed = {
        "source-xero-revrec": ConnectorSpecificationSerializer.dump(source.specification()),
        "destination-xero-journals": destination.specification(),
    }
    return {connector: json.loads(json.dumps(form, default=str)) for connector, form in printed.items()}


def streams(options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the streams that `discover` of the source prints for a configuration now."""
    catalog = SourceXeroRevrec().discover(logging.getLogger("airbyte"), {"credentials": CREDENTIALS, **options})
    found: list[dict[str, Any]] = Serializer(AirbyteCatalog, omit_none=True).dump(catalog)["streams"]
    return sorted(found, key=lambda stream: str(stream["name"]))


def operations() -> list[dict[str, Any]]:
    """Return what `discover` of the destination prints now."""
    offered: list[dict[str, Any]] = destination_catalog(read_config({"credentials": CREDENTIALS, **JOURNALS}))[
        "operations"
    ]
    return offered


def released(name: str) -> Any:  # noqa: ANN401 - JSON
    """Read what the last released version printed."""
    return json.loads((HERE / RELEASED / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("connector", ["source-xero-revrec", "destination-xero-journals"])
def test_a_change_of_a_form_is_versioned_and_told(connector: str) -> None:
    """Whatever a saved configuration may meet is in the version number and in the changelog."""
    changes = sorted(specification_changes(released(f"{connector}.spec"), specifications()[connector]))

    assert faults(changes, released=RELEASED, declared=DECLARED, changelog=CHANGELOG) == []


@pytest.mark.parametrize("offer", OFFERS)
def test_a_change_of_a_stream_is_versioned_and_told(offer: str) -> None:
    """Whatever a table in a warehouse may meet is in the version number and in the changelog."""
    changes = sorted(catalog_changes(released(f"source-xero-revrec.{offer}"), streams(OFFERS[offer])))

    assert faults(changes, released=RELEASED, declared=DECLARED, changelog=CHANGELOG) == []


def test_a_change_of_what_the_destination_takes_is_versioned_and_told() -> None:
    """Whatever a mapped column may meet is in the version number and in the changelog."""
    changes = sorted(offer_changes(released("destination-xero-journals.operations"), operations()))

    assert faults(changes, released=RELEASED, declared=DECLARED, changelog=CHANGELOG) == []


def test_the_kept_catalogs_hold_every_stream() -> None:
    """The two configurations between them offer all that any configuration offers."""
    names = {stream["name"] for offer in OFFERS for stream in released(f"source-xero-revrec.{offer}")}

    assert {"order_details", "pending_data", "journal_control", "invoices", "trial_balance"} <= names


def keep() -> None:
    """Write forms and catalogs of the version in pyproject.toml, a stream a line."""
    folder = HERE / DECLARED
    folder.mkdir(exist_ok=True)
    lists = {f"source-xero-revrec.{offer}": streams(options) for offer, options in OFFERS.items()}
    for name, entries in {**lists, "destination-xero-journals.operations": operations()}.items():
        lines = ",\n".join(json.dumps(_untold(entry), sort_keys=True, default=str) for entry in entries)
        (folder / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    for connector, form in specifications().items():
        (folder / f"{connector}.spec.json").write_text(json.dumps(form, indent=1) + "\n", encoding="utf-8")


def _untold(node: Any) -> Any:  # noqa: ANN401 - a walk over JSON
    """Leave out the texts for people, which may change in any version; a column may be called description, too."""
    if isinstance(node, dict):
        return {
            key: _untold(value) for key, value in node.items() if not (key == "description" and isinstance(value, str))
        }
    return [_untold(value) for value in node] if isinstance(node, list) else node


if __name__ == "__main__":
    keep()
