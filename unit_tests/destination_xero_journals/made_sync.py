"""Syncs of made-up companies, and what they said, kept and acknowledged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from destination_xero_journals.announcements import Announcements
from destination_xero_journals.books.settling import Settling
from destination_xero_journals.input.collection import Collection
from destination_xero_journals.input.collector import Collector
from destination_xero_journals.input.streams import Stream
from destination_xero_journals.options import PostingOptions
from destination_xero_journals.plan.preparation import Preparation
from destination_xero_journals.posting.evidence import Evidence
from destination_xero_journals.sync import LeftOver, NotPosted, Sync
from destination_xero_journals.waiting import Waiting
from unit_tests.destination_xero_journals.made_input import STREAM, without_counts
from unit_tests.destination_xero_journals.made_storage import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from destination_xero_journals.posting.storage import Storage
    from unit_tests.destination_xero_journals.made_company import MadeCompany


@dataclass
class Ran:
    """What became of a sync; `states` are as they came in, `counts` how many records each says were taken and refused.

    `on_state` is called at each state that goes out, `on_log` at each line of the log.
    """

    log: list[tuple[str, str]] = field(default_factory=list)
    states: list[bytes] = field(default_factory=list)
    counts: list[tuple[float, float]] = field(default_factory=list)
    failure: NotPosted | LeftOver | None = None
    on_state: Callable[[], object] = lambda: None
    on_log: Callable[[str], object] = lambda text: None  # noqa: ARG005

    def say(self, level: str, text: str) -> None:
        """Take a line of the log."""
        self.log.append((level, text))
        self.on_log(text)

    def acknowledge(self, message: bytes) -> None:
        """Take a state, and the counts that it was given."""
        stats = orjson.loads(message)["state"]["destinationStats"]
        self.counts.append((stats["recordCount"], stats["rejectedRecordCount"]))
        self.states.append(without_counts(message))
        self.on_state()

    def said(self, level: str) -> list[str]:
        """Return the log's lines of a level."""
        return [text for each, text in self.log if each == level]

    def codes(self) -> list[str]:
        """Return the codes that the log's errors begin with."""
        named = [text.partition(":")[0] for text in self.said("ERROR")]
        return [code for code in named if code.isupper()]


def prepared(
    companies: Sequence[MadeCompany],
    evidence: Evidence | None = None,
    **options: Any,  # noqa: ANN401 - any option
) -> Preparation:
    """Return the preparation of a sync into these organisations, which has yet to begin."""
    return Preparation(
        PostingOptions(**options).plan_settings(),
        [company.organisation for company in companies],
        remembered=evidence.remembered if evidence else None,
    )


def collect(companies: Sequence[MadeCompany], messages: Iterable[bytes], **options: Any) -> Collection:  # noqa: ANN401
    """Return the lines and states of an input."""
    collection = Collection()
    columns = PostingOptions(**options).column_settings()
    Collector(columns, [company.organisation for company in companies], [Stream(STREAM)]).collect(messages, collection)
    return collection


def sync(
    company: MadeCompany | Sequence[MadeCompany],
    messages: Iterable[bytes],
    ran: Ran | None = None,
    storage: Storage | None = None,
    **options: Any,  # noqa: ANN401 - any option
) -> Ran:
    """Sync an input, and return what came of it."""
    companies = [company] if not isinstance(company, (list, tuple)) else company
    ran = ran or Ran()
    patience = companies[0].patience
    settling = Settling(Waiting(patience.clock, lambda text: ran.say("INFO", text)))
    evidence = Evidence(storage or Kept(), patience.clock, lambda text: ran.say("WARN", text))
    with (
        evidence,
        collect(companies, messages, **options) as collection,
        prepared(companies, evidence, **options) as preparation,
    ):
        made = Sync(
            PostingOptions(**options).sync_settings(),
            preparation,
            evidence=evidence,
            patience=patience,
            settling=settling,
            announcements=Announcements(ran.say),
            acknowledge=ran.acknowledge,
        )
        try:
            made.run(collection)
        except (NotPosted, LeftOver) as failure:
            ran.failure = failure
    return ran
