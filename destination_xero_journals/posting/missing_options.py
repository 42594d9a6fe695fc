"""Tracking options that RevRec has and Xero does not, created before the journals that bear them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson
from msgspec import structs

from xero_api import scopes
from xero_api.endpoints import TRACKING_CATEGORIES
from xero_api.errors import OutcomeUncertain, WalkIncomplete
from xero_api.settings import read_tracking_categories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from destination_xero_journals.rules.decision import Decision
    from destination_xero_journals.rules.journal import Tag
    from xero_api.patience import Patience
    from xero_connectors.organisations import Organisation

_PATH = TRACKING_CATEGORIES.path
OptionIds = dict[tuple[str, str], str]
"""Ids of options by the id of their category and their name."""


def create_options(organisation: Organisation, tags: Iterable[Tag], patience: Patience) -> OptionIds:
    """Create the options of these tags, one call each, and return their ids; one that is there already is taken.

    Raises what the client raises; an uncertain outcome is settled by reading the categories.
    """
    made: OptionIds = {}
    for category_id, name in sorted({(tag.category_id, tag.option) for tag in tags}):
        made[category_id, name] = _create(organisation, category_id, name, patience)
    return made


def missing_tags(decisions: Iterable[Decision]) -> Iterator[Tag]:
    """Yield the tags of these journals whose options have yet to be created, as often as lines bear them."""
    for decision in decisions:
        yield from (tag for line in decision.journal.lines for tag in line.tags if not tag.option_id)


def with_options(decision: Decision, made: OptionIds) -> Decision:
    """Return a decision with the ids of the options that were created for it."""
    if not made:
        return decision
    lines = tuple(
        structs.replace(
            line,
            tags=tuple(
                tag if tag.option_id else replace(tag, option_id=made[tag.category_id, tag.option]) for tag in line.tags
            ),
        )
        for line in decision.journal.lines
    )
    return replace(decision, journal=replace(decision.journal, lines=lines))


def _create(organisation: Organisation, category_id: str, name: str, patience: Patience) -> str:
    body = orjson.dumps({"Name": name})
    pauses = patience.pauses()
    attempt = 0
    while True:
        key = hashlib.sha256(f"{organisation.tenant_id} {category_id} {attempt} {name}".encode()).hexdigest()
        try:
            answer = organisation.client.write(
                "PUT", f"{_PATH}/{category_id}/Options", body, scope=scopes.WRITE_SETTINGS, idempotency_key=key
            )
        except OutcomeUncertain as uncertain:
            attempt += uncertain.answered
            there = _existing(organisation, category_id, name)
            if there:
                return there
            if not pauses.again():
                raise
            continue
        there = _named(answer.body, name) or _existing(organisation, category_id, name)
        if there:
            return there
        raise WalkIncomplete(
            f"{organisation.name}: Xero accepted a new tracking option {name!r}, and its tracking categories do not "
            f"show it. Nothing was posted that bears it; look at the category in Xero (Settings, Tracking "
            f"categories), and sync again."
        )


def _named(body: Mapping[str, Any], name: str) -> str:
    """Return the id of an option that Xero's answer names, nothing where it names none."""
    named = [each for each in body.get("Options") or () if isinstance(each, dict) and each.get("Name") == name]
    return str(named[0].get("TrackingOptionID") or "") if len(named) == 1 else ""


def _existing(organisation: Organisation, category_id: str, name: str) -> str:
    for category in read_tracking_categories(organisation.client, scopes.WRITE_SETTINGS):
        for option in category.options:
            if category.category_id == category_id and option.name == name:
                return option.option_id
    return ""
