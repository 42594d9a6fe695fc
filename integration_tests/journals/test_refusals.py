"""A file of two hundred broken journal entries: every fault in one run, nothing posted, and a reject file to mend."""

from __future__ import annotations

import json
import subprocess
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.journals.broken import HELD, OPTIONS, Rows, broken, mended, outsider, prepare, right
from integration_tests.support.journals.syncs import kept, names, rejects, writes
from integration_tests.support.posting import COMMAND, catalog, records, state, write_in_process
from revrec_journals.problem import Code

if TYPE_CHECKING:
    from pathlib import Path

    from integration_tests.support.posting import Written
    from xero_sandbox import Sandbox

COUNT = 200
GOOD = [f"JE-GOOD-{place}" for place in range(5)]
ONLY_WHEN_POSTING = {Code.REFUSED_BY_XERO, Code.ALTERED_BY_XERO, Code.CONTRADICTED}
ONLY_WITH_A_FORMAT = {Code.AMOUNT_AMBIGUOUS, Code.TAXED}
OF_THE_INPUT = {Code.COLUMN_MISSING, Code.COLUMN_AMBIGUOUS}


@pytest.fixture(scope="module")
def entries() -> dict[str, tuple[Code, Rows]]:
    """Make the broken entries once."""
    return broken(COUNT)


@pytest.fixture
def books(xero: Sandbox, entries: dict[str, tuple[Code, Rows]]) -> Sandbox:
    """Give a test a company in whose books the entries are broken."""
    prepare(xero, entries)
    return xero


def sync(xero: Sandbox, folder: Path, *journals: Rows, **options: Any) -> Written:  # noqa: ANN401 - any option
    """Send journals with a state behind them, keeping receipts and rejects in a folder."""
    config = xero.destination_config(**OPTIONS, object_storage_config=kept(folder), **options)
    return write_in_process(xero, config, [*records(*journals), state(1)])


def problems(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the problems in the rejects of a folder by journal entry, each once."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rejects(folder):
        known = found[row["_reject"]["journal_entry_id"]]
        known += [problem for problem in row["_reject"]["problems"] if problem not in known]
    return found


def sent_id(rows: Rows) -> str:
    """Return the id under which an entry arrives."""
    return str(rows[0]["Journal Entry Id"])


def test_every_code_that_a_check_can_give_is_among_the_broken(entries: dict[str, tuple[Code, Rows]]) -> None:
    """No reason for a refusal is left out of these tests but those that Xero alone gives, or a layout of one's own."""
    assert {code for code, _ in entries.values()} == set(Code) - ONLY_WHEN_POSTING - ONLY_WITH_A_FORMAT
    assert len(entries) == COUNT


def test_all_faults_come_back_in_one_run_and_nothing_is_posted(
    books: Sandbox, entries: dict[str, tuple[Code, Rows]], tmp_path: Path
) -> None:
    """Each journal is refused for its own reason alone; the message names it, with found, expected and fix."""
    before, journals = writes(books), names(books)
    sent = [rows for _, rows in entries.values()]
    written = sync(books, tmp_path, *sent, *map(right, GOOD))

    assert writes(books) == before
    assert names(books) == journals
    assert written.states() == []
    assert written.error()["message"].startswith(f"{COUNT} journal entries cannot be posted, and nothing was posted.")
    assert len(written.lines) <= 40
    assert any("journal entries: JE-" in text for text in written.log("ERROR"))
    found = problems(tmp_path)
    assert {name: {each["code"] for each in found[sent_id(rows)]} for name, (_, rows) in entries.items()} == {
        name: {str(code)} for name, (code, _) in entries.items()
    }
    for entry_id, each in found.items():
        for problem in each:
            assert problem["code"] in OF_THE_INPUT or entry_id[:60] in problem["message"]
            assert problem["message"]
            assert problem["expected"]
            assert problem["fix"]
            assert problem["found"] or problem["code"] in (Code.VALUE_MISSING, Code.UNTAGGED)


def test_the_rejects_hold_every_line_as_it_came(
    books: Sandbox, entries: dict[str, tuple[Code, Rows]], tmp_path: Path
) -> None:
    """Column by column and line by line, in the order of arrival, of no journal that is right, Airbyte's own apart."""
    sent = [rows for _, rows in entries.values()]
    sync(books, tmp_path, *map(right, GOOD), *sent)

    expected = [
        {name: value for name, value in row.items() if not name.startswith("_airbyte_")}
        for rows in sent
        for row in rows
    ]
    assert [{name: value for name, value in row.items() if name != "_reject"} for row in rejects(tmp_path)] == expected
    lines = [row["_reject"]["line"] for row in rejects(tmp_path)]
    assert lines == [number for rows in sent for number in range(1, len(rows) + 1)]


def test_the_valid_ones_can_be_posted_beside_them(
    books: Sandbox, entries: dict[str, tuple[Code, Rows]], tmp_path: Path
) -> None:
    """With post_the_valid exactly the others are posted, and the state passes, as the refused are recorded."""
    journals = Counter(names(books))
    sent = [rows for _, rows in entries.values()]
    written = sync(books, tmp_path, *sent, *map(right, GOOD), on_invalid="post_the_valid")

    assert written.failure is None
    assert len(written.states()) == 1
    assert Counter(names(books)) - journals == Counter(GOOD)
    assert len(problems(tmp_path)) == COUNT


def test_a_mended_reject_file_is_posted_through_the_same_destination(
    books: Sandbox, entries: dict[str, tuple[Code, Rows]], tmp_path: Path
) -> None:
    """Refused in two syncs and mended once, each of the two hundred is posted once; the next time there is nothing."""
    sent = [rows for _, rows in entries.values()]
    for _ in range(2):
        sync(books, tmp_path, *sent, *map(right, GOOD), on_invalid="post_the_valid")
        books.clock.advance(60)
    journals = Counter(names(books))
    by_id = {sent_id(rows): (name, code) for name, (code, rows) in entries.items()}
    path = tmp_path / "mended.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for row in rejects(tmp_path):
            name, code = by_id[row["_reject"]["journal_entry_id"]]
            rows = mended(name, code)
            number = row["_reject"]["line"]
            if number <= len(rows):
                file.write(json.dumps(rows[number - 1] | {"_reject": row["_reject"]}) + "\n")
            if code is Code.SINGLE_LINE:
                file.write(json.dumps(rows[1] | {"_reject": row["_reject"]}) + "\n")
    replayed = subprocess.run([COMMAND, "replay", path, "--stream", "mended"], check=True, capture_output=True).stdout
    config = books.destination_config(**OPTIONS)
    first, second = (write_in_process(books, config, replayed.splitlines(), catalog("mended")) for _ in range(2))

    assert first.failure is None, first.log("ERROR")[:3]
    wanted = [f"{name}-anew" if code in HELD else name for name, (code, _) in entries.items()]
    assert Counter(names(books)) - journals == Counter(wanted)
    assert f": {COUNT} in Xero already." in second.log()[0]
    assert Counter(names(books)) - journals == Counter(wanted)


def test_everything_that_is_wrong_with_one_journal_comes_back_at_once(books: Sandbox, tmp_path: Path) -> None:
    """Faults of several lines and of several columns of a line stand beside each other, each with its line."""
    sync(books, tmp_path, outsider())

    first, second = ({each["code"] for each in row["_reject"]["problems"]} for row in rejects(tmp_path))
    assert first == {
        Code.DATE_UNREADABLE,
        Code.AMOUNT_NEGATIVE,
        Code.AMOUNT_TOO_FINE,
        Code.ACCOUNT_UNKNOWN,
        Code.OPTION_UNKNOWN,
    }
    assert second == {Code.POSTING_TYPE_UNKNOWN, Code.AMOUNT_UNREADABLE, Code.ACCOUNT_NOT_POSTABLE, Code.UNTAGGED}
