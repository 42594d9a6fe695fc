"""The destination's configuration: one model, from which the form in Airbyte is made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict

from destination_xero_journals.object_storage import NoStorage
from destination_xero_journals.options import PostingOptions
from destination_xero_journals.rules.narration import unknown_placeholders
from revrec_journals.by_name import folded
from revrec_journals.columns import Columns
from xero_api import scopes
from xero_connectors.config_fault import ConfigFault, read_settings
from xero_connectors.connection import ADVANCED_GROUP, XeroConnection
from xero_connectors.other_connector import DESTINATION, refuse_others
from xero_connectors.places.s3 import S3Storage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Config(XeroConnection, PostingOptions):
    """What a connection of destination-xero-journals is told."""

    model_config = ConfigDict(
        title="RevRec's journals to Xero",
        extra="forbid",
        json_schema_extra={"groups": [{"id": "policies", "title": "What happens when"}, ADVANCED_GROUP]},
    )

    def scopes(self) -> list[str]:
        """Return the scopes that a sync needs: more than journals only where options are made or workbooks attached."""
        return [
            scopes.SETTINGS,
            scopes.WRITE_MANUAL_JOURNALS,
            *([scopes.WRITE_SETTINGS] if self.missing_option == "create" else []),
            *([scopes.WRITE_ATTACHMENTS] if self.supporting_workbook else []),
        ]


def read_config(raw: Mapping[str, Any]) -> Config:
    """Check a configuration against the form; raises ConfigFault with all faults in one message."""
    refuse_others(raw, DESTINATION)
    config = read_settings(Config, raw)
    faults = list(_contradictions(config))
    if faults:
        raise ConfigFault("The configuration cannot be used: " + "; ".join(faults) + ".")
    return config


def _contradictions(config: Config) -> Iterator[str]:
    yield from _storage_faults(config)
    unknown = unknown_placeholders(config.narration)
    if unknown:
        yield (
            f"narration has {', '.join(unknown)}, and only {{journal_entry_id}}, {{period}}, {{date}}, "
            f"{{organisation}}, {{description}} and {{narration}} are filled in"
        )
    for what, names in (
        ("tracking_mapping", [field.revrec_field for field in config.tracking_mapping]),
        ("tracking_mapping", [field.xero_tracking_category for field in config.tracking_mapping]),
        ("columns", [column.revrec_column for column in config.columns]),
    ):
        twice = _twice(names)
        if twice:
            yield f"{what} names {', '.join(twice)} more than once"
    for problem in Columns(config.column_settings()).setting_problems():
        yield problem.sentence().rstrip(".")
    if config.organisation_column is None and len(config.organisations) > 1:
        yield "organisations names several, and organisation_column does not say which line goes to which"


def _storage_faults(config: Config) -> Iterator[str]:
    place = config.object_storage_config
    if config.on_invalid == "post_the_valid" and isinstance(place, NoStorage):
        yield (
            "on_invalid is post_the_valid, and object_storage_config keeps nothing: a refused journal would be lost. "
            "Give a folder or a bucket"
        )
    if isinstance(place, S3Storage) and (place.access_key_id is None) != (place.secret_access_key is None):
        yield "object_storage_config has one of access_key_id and secret_access_key; give both or neither"


def _twice(names: list[str]) -> list[str]:
    """Return the names that are there several times, however they are spelled."""
    times = Counter(map(folded, names))
    return sorted({name for name in names if times[folded(name)] > 1})
