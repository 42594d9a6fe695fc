"""Custom fields of RevRec, filled from Xero's tracking categories; all that the form names must exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from source_xero_revrec.rules.identifiers import column_name
from xero_api.settings import category_name, tracking_records
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from source_xero_revrec.rules.periods.settings import ServicePeriods
    from xero_connectors.organisations import Organisation


class CustomField(BaseModel):
    """A custom field of RevRec and the tracking category that fills it."""

    model_config = ConfigDict(title="Custom field", extra="forbid")

    revrec_field: str = Field(
        title="RevRec field",
        description="The custom field's name in RevRec.",
        pattern=r"[A-Za-z]",
        examples=["Location"],
        json_schema_extra={"order": 0, "pattern_descriptor": "a name with a letter in it"},
    )
    xero_tracking_category: str = Field(
        title="Xero tracking category",
        description="The name of the tracking category whose option on the line fills the field.",
        min_length=1,
        examples=["Region"],
        json_schema_extra={"order": 1},
    )

    @property
    def column(self) -> str:
        """Return the name of the column that the field has in RevRec's streams."""
        return column_name(self.revrec_field)


def prove_categories(
    organisation: Organisation, custom_fields: Sequence[CustomField], periods: ServicePeriods | None = None
) -> None:
    """Raise ConfigFault where the form names a tracking category that the organisation does not have.

    A custom field's must be Xero's to the letter: a column that stays empty for want of a capital would be noticed too
    late. Of the one that dates lines case does not matter, as it does not where lines are dated; without `periods` it
    is not asked for.
    """
    dating = periods.tracking_category if periods and "tracking_option" in periods.rules else None
    if not custom_fields and not dating:
        return
    known = sorted(filter(None, map(category_name, tracking_records(organisation.client))))
    lacks = f"and {organisation.name} has no such tracking category (found: {', '.join(known) or 'none'})"
    faults = [
        *_of_fields(custom_fields, known, lacks),
        *(_of_dating(dating, known, lacks) if dating else ()),
    ]
    if faults:
        raise ConfigFault(" ".join(faults))


def _of_fields(custom_fields: Sequence[CustomField], known: Sequence[str], lacks: str) -> Iterator[str]:
    missing = [each for each in custom_fields if each.xero_tracking_category not in known]
    if missing:
        named = ", ".join(f"{each.revrec_field} from {each.xero_tracking_category!r}" for each in missing)
        yield f"custom_fields fills {named}, {lacks}. Write its name as Xero does, or take the field out."


def _of_dating(category: str, known: Sequence[str], lacks: str) -> Iterator[str]:
    if category.casefold() not in [each.strip().casefold() for each in known]:
        yield (
            f"service_periods.tracking_category names {category!r}, {lacks}. Write its name as Xero does, or leave it "
            f"empty."
        )
