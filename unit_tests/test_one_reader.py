"""RevRec's journal entries are read once: the source's control and the destination say the same of any file."""

from __future__ import annotations

import logging
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from destination_xero_journals.books.held_journals import HeldJournals
from destination_xero_journals.commands.plan import collect_file
from destination_xero_journals.input.collection import Collection
from destination_xero_journals.options import MappedAccount, MappedField, PostingOptions
from destination_xero_journals.plan.planner import OrganisationPlanner, Planner
from destination_xero_journals.plan.store import PlanStore
from revrec_journals.file import UnreadableFile
from revrec_journals.problem import Code, refusal
from source_xero_revrec.journal_control.sent import read_sent
from source_xero_revrec.journal_control.settings import PostedAccount, Table
from source_xero_revrec.rules.journals.balances import Position, balances, tracking_text
from unit_tests.destination_xero_journals.rules.made_entries import BOOKS
from unit_tests.made_dialects import DIALECTS, ENTRIES
from unit_tests.made_journal_examples import examples
from unit_tests.made_journal_files import MadeFile, files
from unit_tests.made_journal_kinds import KINDS
from unit_tests.source_xero_revrec.made_organisation import options, organisation
from xero_api.client import Answer
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from destination_xero_journals.plan.store import PlannedEntry
    from source_xero_revrec.rules.journals.balances import Balances
    from unit_tests.made_dialects import MadeEntry, Written
    from unit_tests.made_journal_examples import Example

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
OF_THE_BOOKS = {Code.ACCOUNT_UNKNOWN, Code.ACCOUNT_AMBIGUOUS, Code.OPTION_UNKNOWN, Code.JOURNAL_TOO_LARGE}
"""What the destination finds wrong with Xero's books, and not with the file."""
TYPE, ACCOUNT, FIELD, CATEGORY = "Deferred Revenue", "2400", "Location", "Region"


class Chart:
    """Xero's accounts."""

    def get(self, path: str, **_: object) -> Answer:
        """Answer with those of the books."""
        assert path == "Accounts"
        accounts = [
            {"AccountID": each.account_id, "Code": each.code, "Name": each.name, "Type": each.type}
            for each in BOOKS.accounts
        ]
        return Answer({"Accounts": accounts}, NOW)


DEMO = organisation(Chart(), BOOKS.tenant_id)


@dataclass
class Said:
    """What one side makes of a file: why it is refused, or the entries and where their amounts stand.

    Without positions, an entry is wanted and has no account in Xero.
    """

    refused: str = ""
    entries: dict[str, Balances | None] = field(default_factory=dict)


def destination(path: Path, *, type_mapped: bool = False, said: dict[str, Any] | None = None) -> Said:
    """Plan a file as the command `plan` does, against books that hold no journal; `said` is how it is written."""
    tracked = MappedField(revrec_field=FIELD, xero_tracking_category=CATEGORY, when_empty="post_untagged")
    posting = PostingOptions(
        account_mapping=[MappedAccount(revrec_account=TYPE, xero_account=ACCOUNT)] if type_mapped else [],
        tracking_mapping=[tracked] if said is None else [],
        **(said or {}),
    )
    try:
        with Collection() as collection, closing(PlanStore()) as plan, closing(HeldJournals(DEMO)) as held:
            collect_file(path, posting.column_settings(), [DEMO], collection, NOW)
            organisations = {BOOKS.tenant_id: OrganisationPlanner(BOOKS, held, posting.plan_settings())}
            Planner(posting.column_settings(), organisations, "").plan(collection, plan)
            return planned([entry for entry, _ in plan.all() if not entry.period_status], path)
    except (UnreadableFile, ConfigFault) as fault:
        return Said(str(fault))


def planned(entries: list[PlannedEntry], path: Path) -> Said:
    """Return what a plan comes to."""
    entries.sort(key=lambda each: each.entry.first)
    problems = [problem for each in entries for problem in each.problems if problem.code not in OF_THE_BOOKS]
    if problems:
        return Said(refusal(str(path), problems))
    return Said(entries={each.entry.journal_entry_id: wanted(each) for each in entries})


def wanted(entry: PlannedEntry) -> Balances | None:
    """Return where the lines of a planned journal stand."""
    return entry.wanted and balances(
        (
            Position(
                f"{entry.wanted.date:%Y-%m}",
                line.account_code,
                tracking_text({tag.category: tag.option for tag in line.tags}),
                BOOKS.base_currency,
            ),
            line.amount,
        )
        for line in entry.wanted.lines
    )


def control(path: Path, *, type_mapped: bool = False, said: dict[str, Any] | None = None) -> Said:
    """Read a file as the stream `journal_control` does; `said` is how it is written."""
    table = Table(
        source="table",
        path=str(path),
        account_mapping=[PostedAccount(revrec_account=TYPE, xero_account=ACCOUNT)] if type_mapped else [],
        **(said or {}),
    )
    fields = [{"revrec_field": FIELD, "xero_tracking_category": CATEGORY}] if said is None else []
    custom = options(custom_fields=fields)
    try:
        sent = read_sent(table, custom.custom_fields, [DEMO], logging.getLogger("unit_tests.one_reader"))
        return Said(entries={each.journal_entry_id: each.balances for each in sent.entries(DEMO, BOOKS.base_currency)})
    except ConfigFault as fault:
        return Said(str(fault))


def assert_alike(folder: Path, made: MadeFile) -> Said:
    """Let both sides read a file, and return what they agree upon."""
    path = folder / f"JournalEntries{made.ending}"
    path.write_bytes(made.content)
    theirs, ours = destination(path, type_mapped=made.type_mapped), control(path, type_mapped=made.type_mapped)

    assert ours.refused == theirs.refused
    assert ours.entries.keys() == theirs.entries.keys()
    for entry, found in theirs.entries.items():
        assert found is None or ours.entries[entry] == found
    return theirs


@settings(max_examples=150, deadline=None)
@given(entries=ENTRIES, dialect=st.sampled_from(DIALECTS))
def test_entries_are_the_same_in_every_dialect(
    folder: Path, entries: list[MadeEntry], dialect: Callable[[list[MadeEntry]], Written]
) -> None:
    """Both sides read what was meant, to the cent, whoever wrote the file."""
    written = dialect(entries)
    path = folder / f"Journals{written.ending}"
    path.write_bytes(written.content)
    theirs, ours = (side(path, said=written.configuration) for side in (destination, control))

    assert (theirs.refused, ours.refused) == ("", "")
    assert theirs.entries == ours.entries
    for entry in entries:
        found = theirs.entries[entry.journal_entry_id]
        assert found is not None
        total = Decimal(sum(entry.cents)).scaleb(-2)
        assert {(place.period, place.account_code): balance.net for place, balance in found.items()} == {
            (f"{entry.day:%Y-%m}", "2400"): total,
            (f"{entry.day:%Y-%m}", "4000"): -total,
        }


@pytest.mark.parametrize("example", examples(), ids=lambda each: f"{each.section} {each.text[:30]}")
def test_the_files_of_the_page_are_read_alike(folder: Path, example: Example) -> None:
    """What the destination reads by the page's configuration, the control reads by the same words."""
    said = {name: example.configuration[name] for name in ("format", "columns") if name in example.configuration}
    tracked = "tracking_mapping" in example.configuration
    path = example.write(folder)
    theirs, ours = (side(path, said=said) for side in (destination, control))

    assert ours.refused == theirs.refused
    assert ours.entries.keys() == theirs.entries.keys()
    assert tracked == ("CATEGORY_UNKNOWN" in theirs.refused)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Give all examples a folder."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=files())
def test_the_control_reads_what_the_destination_would_post_and_refuses_what_it_refuses(
    folder: Path, made: MadeFile
) -> None:
    """In the same words, with the same accounts, amounts and tracking, whatever the file is like."""
    said = assert_alike(folder, made)
    event("refused" if said.refused else f"{len(said.entries)} entries")


@settings(max_examples=100, deadline=None)
@given(
    content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode),
    ending=st.sampled_from([".csv", ".jsonl"]),
)
def test_what_is_no_file_of_journal_entries_is_refused_alike(folder: Path, content: bytes, ending: str) -> None:
    """Neither guesses more than the other."""
    assert_alike(folder, MadeFile(ending, content, type_mapped=False))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_is_read_alike(folder: Path, kind: str) -> None:
    """What is read is the same entry of a thousand dollars; what is refused is refused for this."""
    made, says = KINDS[kind]
    said = assert_alike(folder, made)

    if says == "read":
        (found,) = said.entries.values()
        assert found is not None
        assert {(place.account_code, place.tracking): balance.net for place, balance in found.items()} == {
            ("2400", "Region=North"): 1000,
            ("4000", "Region=North"): -1000,
        }
    elif says == "left out":
        assert said == Said()
    else:
        assert says in said.refused


def test_the_kinds_of_files_stand_in_the_documentation() -> None:
    """With what both sides say."""
    page = (Path(__file__).parent.parent / "docs" / "journal-problems.md").read_text(encoding="utf-8")
    rows = [f"| {kind} | {says} |" for kind, (_, says) in KINDS.items()]

    assert "\n".join(rows) in page
