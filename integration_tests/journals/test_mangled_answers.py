"""Whatever happens to Xero's answers on their way: each journal exactly once in all, or refused and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.journals.mangled import ALWAYS, ONCE, trial
from integration_tests.support.journals.manglings import MANGLINGS
from integration_tests.support.journals.proxy import proxy
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from integration_tests.support.journals.proxy import Proxy


@pytest.fixture(scope="module")
def xero() -> Iterator[Sandbox]:
    """Serve one company to all trials; each begins with its books as they were."""
    with Sandbox(invoices=0) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def between(xero: Sandbox) -> Iterator[Proxy]:
    """Stand between the destination and the sandbox."""
    with proxy(xero.url) as standing:
        yield standing


@pytest.mark.parametrize("on_changed", ["post_difference", "update"])
@pytest.mark.parametrize("often", [ALWAYS, ONCE])
@pytest.mark.parametrize("name", MANGLINGS)
def test_no_mangled_answer_makes_a_journal_missing_or_double(  # noqa: PLR0917 - what a trial consists of
    xero: Sandbox, between: Proxy, tmp_path: Path, name: str, often: str, on_changed: str
) -> None:
    """A sync succeeds with the books as they are wanted alone; once answers are whole again, they get there."""
    outcome = trial(xero, between, name, often, tmp_path, on_changed=on_changed)

    print(f"{name}, {often}, {on_changed}: {outcome}")
    assert outcome.mangled
    assert outcome.right
