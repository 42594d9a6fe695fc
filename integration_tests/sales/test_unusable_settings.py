"""Settings that cannot work: `check` and `read` say which, in one sentence."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.reading import UNHEARD, SandboxTime, catalog, read_in_process
from integration_tests.support.scene import MAPPING
from source_xero_revrec.source import SourceXeroRevrec

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xero_sandbox import Sandbox


Row = dict[str, Any]


def checked(xero: Sandbox, config: Row) -> str:
    """Return what `check` says of a configuration that cannot work."""
    source = SourceXeroRevrec(clock=SandboxTime(xero), randomness=random.Random(0))
    return source.check(UNHEARD, config).message or "Everything is fine."


def refused(xero: Sandbox, config: Row) -> str:
    """Return the one sentence that `read` ends with; nothing was sent, and no state is kept."""
    streams = ("customers", "billing_schedule", "control_totals")
    reading = read_in_process(xero, config, catalog(*streams))
    assert reading.failure is not None
    assert not any(reading.records(stream) for stream in streams)
    assert reading.states() == []
    told = {each["message"] for each in reading.errors()} or {getattr(reading.failure, "message", "")}
    assert len(told) == 1
    return str(told.pop())


@pytest.mark.parametrize("ask", [checked, refused])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "does not exist"),
        ("", "is empty"),
        ("Id;Firma\n1;Basket Case\n", "has no column 'Customer ID' (found: 'Id', 'Firma')"),
        ("Customer ID,Name\n1,Basket Case\n", "has no column 'Customer Name' (found: 'Customer ID', 'Name')"),
        ("<html><body>Sign in</body></html>", "is a web page, not a file"),
        ("%PDF-1.7", "is a PDF"),
    ],
)
def test_a_crm_file_that_cannot_be_used_is_told_by_check_and_by_read(
    demo: Sandbox, tmp_path: Path, ask: Callable[[Sandbox, Row], str], content: str | None, sentence: str
) -> None:
    """What is wrong, where, what was found and what to do; nothing is read, and no state is kept."""
    path = tmp_path / "customers.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    config = demo.source_config(mode={"mode": MAPPING, "crm": {"source": "file", "location": str(path)}})

    message = ask(demo, config)
    assert message.startswith(f"The CRM file {path}")
    assert sentence in message


@pytest.mark.parametrize("ask", [checked, refused])
@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("svc (?P<start>", "the pattern svc (?P<start> does not compile"),
        ("svc (?P<from>.+)", "the pattern svc (?P<from>.+) needs the named groups start and end, or start and months"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_told_by_check_and_by_read(
    demo: Sandbox, ask: Callable[[Sandbox, Row], str], pattern: str, sentence: str
) -> None:
    """The field and the pattern are named."""
    config = demo.source_config(service_periods={"patterns": [pattern]})

    message = ask(demo, config)
    assert message.startswith("The configuration cannot be used: service_periods.patterns")
    assert sentence in message
