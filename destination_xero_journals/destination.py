"""The destination: what reaches Xero of its commands, `check` and `write`."""

from __future__ import annotations

import random
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from destination_xero_journals.announcements import Announcements
from destination_xero_journals.books.held_journals import ENDPOINT
from destination_xero_journals.books.reader import read_books
from destination_xero_journals.books.settling import Settling
from destination_xero_journals.config import Config, read_config
from destination_xero_journals.input.collection import Collection
from destination_xero_journals.input.collector import Collector
from destination_xero_journals.input.streams import selected_streams, sync_id
from destination_xero_journals.object_storage import storage
from destination_xero_journals.plan.ending import HEADINGS, ending
from destination_xero_journals.plan.preparation import Preparation
from destination_xero_journals.posting.evidence import Evidence
from destination_xero_journals.posting.storage import StorageFault
from destination_xero_journals.rules.account_mapping import AccountMapping
from destination_xero_journals.rules.tracking_mapping import TrackingMapping
from destination_xero_journals.sync import Sync
from destination_xero_journals.waiting import Waiting
from xero_api.clock import Clock, SystemClock
from xero_api.errors import XeroError
from xero_api.patience import Patience
from xero_connectors.config_fault import ConfigFault
from xero_connectors.organisations import Organisation, Organisations, asked, held_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from destination_xero_journals.input.messages import Output
    from xero_connectors.terminal.progress import Progress


class DestinationXeroJournals:
    """RevRec's journal entries as manual journals in Xero."""

    def __init__(
        self,
        output: Output,
        *,
        clock: Clock | None = None,
        randomness: random.Random | None = None,
        keep_config: Callable[[Mapping[str, Any]], None],
    ) -> None:
        """Write messages to `output`; `keep_config` is given the configuration whenever its refresh token rotates."""
        self._output = output
        self._clock = clock or SystemClock()
        self._randomness = randomness or random.Random()  # noqa: S311 - jitter, not secrecy
        self._keep_config = keep_config

    def check(self, raw: Mapping[str, Any]) -> str:
        """Prove that the configuration can be used; returns every fault at once, empty where there is none."""
        try:
            config = read_config(raw)
        except ConfigFault as fault:
            return str(fault)
        faults: list[str] = []
        try:
            storage(config.object_storage_config, sync_id="check").check()
        except StorageFault as fault:
            faults.append(str(fault))
        try:
            reached = self.reach(config, raw)
            for organisation in reached.all():
                faults += self._faults_of(organisation, config)
            # Reading tells nothing of what may be written.
            reached.prove(config.scopes())
        except XeroError as fault:
            faults.append(str(fault))
        return "\n".join(faults)

    def _faults_of(self, organisation: Organisation, config: Config) -> list[str]:
        books = read_books(organisation)
        organisation.client.get(ENDPOINT.path, scope=ENDPOINT.scope, params={"page": "1", "pageSize": "1"})
        problems = [
            *AccountMapping(config.account_settings(), books).problems(),
            *TrackingMapping(config.tracking_settings(), books).problems(),
        ]
        if not problems:
            locked = f"locked until {books.locked_until}" if books.locked_until else "no lock date"
            accounts, categories = len(books.accounts), len(books.categories)
            self._output.log(
                "INFO",
                f"Connected to {books.name} ({books.tenant_id}, base currency {books.base_currency}, {locked}, "
                f"{accounts} accounts, {categories} tracking categories).",
            )
        return [f"{books.name}: {problem.sentence()}" for problem in problems]

    def write(self, raw: Mapping[str, Any], catalog: Mapping[str, Any], lines: Iterable[bytes]) -> None:
        """Post what the input holds and acknowledge its states.

        Raises ConfigFault, MalformedInput, NotPosted, LeftOver, PlanNotApproved, StorageFault and XeroError.
        """
        config = read_config(raw)
        columns = config.column_settings()
        selected = selected_streams(catalog, columns, whole_journals=config.incremental_streams == "whole_journals")
        kept = storage(config.object_storage_config, sync_id=sync_id(catalog))
        evidence = Evidence(kept, self._clock, partial(self._output.log, "WARN"))
        evidence.check()
        reached = self.reach(config, raw)
        with ExitStack() as opened:
            opened.enter_context(evidence)
            collection = opened.enter_context(Collection())
            progress = opened.enter_context(
                self._output.progress(waiting=lambda: held_back(reached.reached), asking=lambda: asked(reached.reached))
            )
            settling = Settling(Waiting(self._clock, partial(self._output.log, "INFO"), progress))
            progress.begins("Signing in to Xero")
            organisations = reached.all()
            preparation = opened.enter_context(
                Preparation(config.plan_settings(), organisations, settling, progress, evidence.remembered)
            )
            progress.begins("Reading lines", counted=lambda: collection.lines)
            Collector(columns, organisations, selected).collect(lines, collection)
            announcements = Announcements(self._output.log)
            try:
                self._sync(
                    config, preparation, evidence, settling=settling, announcements=announcements, progress=progress
                ).run(collection)
            finally:
                self._output.log(
                    "INFO" if collection.lines else "WARN",
                    f"Read {collection.lines:,} lines. Asked Xero {reached.transport.calls} times, waited "
                    f"{reached.seconds_waited:.0f} seconds for its limits.",
                )
                announcements.ended_with(preparation.plan)
                names = {each.tenant_id: each.name for each in organisations}
                self._output.table(HEADINGS, ending(preparation.plan.endings(), names))

    def _sync(
        self,
        config: Config,
        preparation: Preparation,
        evidence: Evidence,
        *,
        settling: Settling,
        announcements: Announcements,
        progress: Progress,
    ) -> Sync:
        return Sync(
            config.sync_settings(),
            preparation,
            evidence=evidence,
            patience=Patience(self._clock, self._randomness),
            settling=settling,
            announcements=announcements,
            acknowledge=self._output.line,
            progress=progress,
        )

    def reach(self, config: Config, raw: Mapping[str, Any]) -> Organisations:
        """Return the organisations of a configuration, before anything is asked of Xero."""

        def keep(refresh_token: str) -> None:
            changed = {**raw, "credentials": {**raw["credentials"], "refresh_token": refresh_token}}
            # The platform keeps what a CONTROL message says; a lost token is a lost connection.
            self._output.message(
                "CONTROL",
                control={
                    "type": "CONNECTOR_CONFIG",
                    "emitted_at": self._clock.now().timestamp() * 1000,
                    "connectorConfig": {"config": changed},
                },
            )
            self._keep_config(changed)

        reached = Organisations(
            config,
            clock=self._clock,
            randomness=self._randomness,
            keep_refresh_token=keep,
            say=partial(self._output.log, "INFO"),
        )
        reached.expect(config.scopes())
        return reached
