"""Whatever happens to Xero's answers on their way: each journal exactly once in all, or refused and said."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.journals.mangled import ALWAYS, ONCE, trial
from integration_tests.support.journals.manglings import MANGLINGS
from integration_tests.support.journals.proxy import LIST, proxy
from integration_tests.support.journals.syncs import codes, post, unchanged
from integration_tests.support.posting import entry, in_books
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from integration_tests.support.journals.proxy import Answer, Exchange, Proxy


OF_PROCESSES = ("list: journals with no line", "write: 400, though stored", "write: refused, though stored")


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


@pytest.mark.parametrize(("often", "on_changed"), [(ALWAYS, "update"), (ONCE, "post_difference")])
@pytest.mark.parametrize("name", MANGLINGS)
def test_no_mangled_answer_makes_a_journal_missing_or_double(  # noqa: PLR0917 - what a trial consists of
    xero: Sandbox, between: Proxy, tmp_path: Path, name: str, often: str, on_changed: str
) -> None:
    """A sync succeeds with the books as they are wanted alone; once answers are whole again, they get there."""
    outcome = trial(xero, between, name, often, tmp_path, on_changed=on_changed)

    assert outcome.mangled
    assert outcome.right


@pytest.mark.parametrize("name", [name for name in MANGLINGS if "left out, and not counted" in name])
def test_a_list_that_leaves_something_out_once_posts_nothing_twice_without_receipts(
    xero: Sandbox, between: Proxy, tmp_path: Path, name: str
) -> None:
    """All of it is read again before anything is posted: what shows then is left to the next sync."""
    outcome = trial(xero, between, name, ONCE, tmp_path, on_changed="update", receipts=False)

    assert outcome.mangled
    assert outcome.right
    assert outcome.said[-1] == "posted"


@pytest.mark.parametrize("status", ["VOIDED", "DELETED"])
def test_a_correction_that_a_list_wrongly_calls_gone_is_not_posted_again(
    xero: Sandbox, between: Proxy, status: str
) -> None:
    """It is looked up by its id first: the entry is refused, and there is one correction."""
    between.end()
    xero.service.reset()
    policy = {
        "api_url": f"{between.url}/api.xro/2.0",
        "on_changed": "post_difference",
        "on_voided": "post_again",
    }
    for amount in ("100.00", "130.00"):
        assert post(xero, entry(amount=amount), **policy).failure is None

    def lie(exchange: Exchange) -> Answer:
        answer = exchange.send(None)
        for journal in answer.journals:
            if "[RevRec JE-1 correction" in journal["Narration"]:
                journal["Status"] = status
        return answer

    between.begin(frozenset({LIST}), lie, None)
    written = post(xero, entry(amount="130.00"), **policy)

    assert codes(written) == ["CONTRADICTED"]
    assert f"is listed as {status}" in written.log("ERROR")[0]
    assert len(in_books(xero)) == 2
    between.end()
    assert unchanged(post(xero, entry(amount="130.00"), **policy))


@pytest.mark.parametrize("name", OF_PROCESSES)
def test_a_process_says_so_too(xero: Sandbox, between: Proxy, tmp_path: Path, name: str) -> None:
    """The command as Airbyte runs it, with the machine's clock."""
    outcome = trial(xero, between, name, ONCE, tmp_path, on_changed="update", processes=True)

    assert (outcome.mangled, outcome.right, outcome.said) == (1, True, ("posted",))


@pytest.mark.soak
def test_every_mangling_under_every_policy(xero: Sandbox, between: Proxy, tmp_path: Path) -> None:
    """Always and once, where changes are updates and where they are differences; a line of each is printed."""
    print()
    for place, (name, often, on_changed) in enumerate(
        product(MANGLINGS, (ALWAYS, ONCE), ("update", "post_difference"))
    ):
        folder = tmp_path / str(place)
        folder.mkdir()
        outcome = trial(xero, between, name, often, folder, on_changed=on_changed)
        print(f"{name:<55} {often:<6} {on_changed:<15} {outcome}")
        assert outcome.mangled
        assert outcome.right
