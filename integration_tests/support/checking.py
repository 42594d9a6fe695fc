"""What `check` of either connector says of a configuration, over real HTTP and without a process."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from destination_xero_journals.destination import DestinationXeroJournals
from integration_tests.support.posting import Heard
from integration_tests.support.reading import UNHEARD, SandboxTime
from source_xero_revrec.source import SourceXeroRevrec

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

Row = dict[str, Any]


def faults_of_source(xero: Sandbox, config: Row) -> str:
    """Return what the source's check finds wrong, empty where it succeeds."""
    source = SourceXeroRevrec(clock=SandboxTime(xero), randomness=random.Random(0))
    return source.check(UNHEARD, config).message or ""


def faults_of_destination(xero: Sandbox, config: Row) -> str:
    """Return what the destination's check finds wrong, empty where it succeeds."""
    destination = DestinationXeroJournals(
        Heard(), clock=SandboxTime(xero), randomness=random.Random(0), keep_config=lambda _: None
    )
    return destination.check(config)
