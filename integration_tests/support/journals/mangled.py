"""A trial of mangled answers: books with journals, a sync behind a proxy, and what the books hold after each sync."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from integration_tests.support.journals.manglings import MANGLINGS
from integration_tests.support.journals.syncs import codes
from integration_tests.support.posting import entry, finished, in_books, records, state, write, write_in_process
from integration_tests.support.reading import SandboxTime
from revrec_journals.key import JournalKey

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.journals.proxy import Proxy
    from integration_tests.support.posting import Written
    from xero_sandbox import Sandbox

Row = dict[str, Any]
BEFORE = {"OLD-1": "100.00", "OLD-2": "100.00"}
WANTED = {"OLD-1": "100.00", "OLD-2": "130.00", "NEW-1": "10.00", "NEW-2": "20.00", "NEW-3": "30.00"}
ALWAYS, ONCE = "always", "once"
SYNCS_MANGLED, SYNCS_AFTER = 2, 3


@dataclass(frozen=True)
class Outcome:
    """How a trial ended: what each sync said, how many answers were mangled, and whether the books are right."""

    said: tuple[str, ...]
    mangled: int
    right: bool

    def __str__(self) -> str:
        """Return it in one line."""
        return f"{self.mangled:>3} mangled; {'right' if self.right else 'NOT POSTED'}; {', then '.join(self.said)}"


def trial(
    xero: Sandbox,
    between: Proxy,
    name: str,
    often: str,
    folder: Path,
    *,
    on_changed: str,
    processes: bool = False,
    receipts: bool = True,
) -> Outcome:
    """Post a change and three new journals while answers are mangled, and sync on until it succeeds.

    Raises AssertionError where a sync succeeds with other books, says what is not so, or leaves a journal twice.
    """
    between.end()
    xero.service.reset()
    config = xero.destination_config(
        api_url=f"{between.url}/api.xro/2.0",
        on_changed=on_changed,
        on_voided="post_again",
        object_storage_config={"storage_type": "Local", "path": str(folder)} if receipts else {"storage_type": "None"},
    )
    clock = SandboxTime(xero)
    written = write_in_process(xero, config, _messages(BEFORE), clock=clock)
    assert written.failure is None, written.log("ERROR")
    clock.sleep(3600)
    mangling = MANGLINGS[name]
    between.begin(mangling.kinds, mangling.mangle, 1 if often == ONCE else None)
    said: list[str] = []
    for attempt in range(SYNCS_MANGLED + SYNCS_AFTER):
        if attempt == SYNCS_MANGLED:
            between.end()
        before = nets(xero)
        written = _sync(xero, config, folder if processes else None, clock)
        said.append(_judged(xero, written, before, f"{name}, {often}, {on_changed}, sync {attempt + 1}"))
        if written.failure is None:
            break
        clock.sleep(900)
    return Outcome(tuple(said), between.mangled, nets(xero) == WANTED_NETS)


def _messages(amounts: dict[str, str]) -> list[bytes]:
    return [*records(*(entry(name, amount) for name, amount in amounts.items())), state("end")]


def _sync(xero: Sandbox, config: Row, folder: Path | None, clock: SandboxTime) -> Written:
    if folder is None:
        return write_in_process(xero, config, _messages(WANTED), clock=clock)
    process = write(folder, config, _messages(WANTED))
    written = finished(process)
    if process.returncode:
        written.failure = RuntimeError(str(process.returncode))
    return written


def _judged(xero: Sandbox, written: Written, before: Nets, where: str) -> str:
    """Hold the books against what a sync said of them, and return that in a few words."""
    now = nets(xero)
    twice = [key for key, count in _live(xero).items() if count > 1]
    assert not twice, f"{where}: {twice} twice"
    for entry_id, net in now.items():
        fine = net in (WANTED_NETS[entry_id], before.get(entry_id))
        assert fine, f"{where}: {entry_id} stands at {net}"
    if written.failure is None:
        assert now == WANTED_NETS, f"{where}: success, and the books hold {now}"
        return "posted"
    assert before.keys() <= now.keys(), f"{where}: {before.keys() - now.keys()} were taken out of the books"
    text = written.error()["message"]
    if "nothing was posted" in text.lower():
        assert now == before, f"{where}: {text!r}, and the books changed from {before} to {now}"
    assert written.states() == [] or now == WANTED_NETS or codes(written), f"{where}: a state of what is not there"
    return "/".join(dict.fromkeys(codes(written))) or written.error()["failure_type"]


Nets = dict[str, dict[str, Decimal]]


def nets(xero: Sandbox) -> Nets:
    """Return what each entry puts on each account, its corrections included."""
    found: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for journal in in_books(xero):
        key = JournalKey.found_in(journal["Narration"])
        if key is not None:
            for line in journal["JournalLines"]:
                found[key.journal_entry_id][line["AccountCode"]] += line["LineAmount"]
    return {name: dict(accounts) for name, accounts in found.items()}


def _live(xero: Sandbox) -> dict[JournalKey, int]:
    counts: defaultdict[JournalKey, int] = defaultdict(int)
    for journal in in_books(xero):
        key = JournalKey.found_in(journal["Narration"])
        if key is not None:
            counts[key] += 1
    return counts


WANTED_NETS: Nets = {name: {"835": Decimal(amount), "200": -Decimal(amount)} for name, amount in WANTED.items()}
