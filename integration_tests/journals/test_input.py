"""The same journal entries in any order, stream, spelling and file: the second time there is nothing to post."""

from __future__ import annotations

import csv
import random
import subprocess
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from integration_tests.support.journals.close import CLOSE, assert_the_close_is_posted_once, sync
from integration_tests.support.journals.syncs import REGION, unchanged
from integration_tests.support.posting import (
    COMMAND,
    catalog,
    entry,
    finished,
    in_books,
    record,
    records,
    state,
    write,
    write_in_process,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xero_sandbox import Sandbox

    Row = dict[str, Any]


# -- order and streams


def test_the_same_input_twice(xero: Sandbox) -> None:
    """The second sync acknowledges its state and writes nothing."""
    first, second = (sync(xero, records(CLOSE)) for _ in range(2))

    assert_the_close_is_posted_once(xero, first, second)


def test_the_same_input_in_another_order(xero: Sandbox) -> None:
    """Lines of several journals may be mixed, and arrive otherwise the next time."""
    first = sync(xero, records(CLOSE))
    for seed in range(3):
        mixed = random.Random(seed).sample(CLOSE, len(CLOSE))

        assert_the_close_is_posted_once(xero, first, sync(xero, records(mixed)))


def test_the_same_input_split_over_several_streams(xero: Sandbox) -> None:
    """A journal is all lines of one id, whichever streams bring them."""
    parts = [record(row, ("january", "february", "manual")[number % 3]) for number, row in enumerate(CLOSE)]
    selected = catalog("january", "february", "manual")

    first, second = sync(xero, parts, selected), sync(xero, records(CLOSE))
    assert_the_close_is_posted_once(xero, first, second)
    assert unchanged(sync(xero, parts[::-1], selected), journals=3)


def test_the_same_input_loaded_twice_into_an_append_only_table_is_refused(xero: Sandbox) -> None:
    """Every line twice is a double amount or a double load; nobody guesses which."""
    written = sync(xero, records(CLOSE, CLOSE))

    (error,) = written.log("ERROR")
    assert error.startswith("LINES_REPEATED: ")
    assert "This concerns 3 journal entries" in error
    assert in_books(xero) == []


def test_with_append_dedup_the_last_row_of_a_key_counts(xero: Sandbox) -> None:
    """Older versions of a line are replaced, across states too."""
    keyed = [{**row, "Line": number} for number, row in enumerate(CLOSE)]
    older = [{**row, "Amount": "1.00", "Account Number": "999"} for row in keyed]
    selected = catalog(mode="append_dedup", key=["Journal Entry Id", "Line"])
    messages = [*records(older), state(0), *records(keyed)]

    first, second = sync(xero, messages, selected), sync(xero, records(CLOSE))
    assert len(first.states()) == 2
    assert_the_close_is_posted_once(xero, first, second)


def test_lines_that_a_column_which_is_not_posted_tells_apart_need_a_word(xero: Sandbox) -> None:
    """Two customers of the same plan, or one that was renamed between two loads: the user says which."""
    rows = [line | {"Customer Name": name} for name in ("Acme", "Beta") for line in entry("JE-1")]
    refused = write_in_process(xero, xero.destination_config(), [*records(rows), state(1)])
    assert refused.failure is not None
    assert "JE-1 has every line 2 times" in " ".join(refused.log("ERROR"))
    assert not in_books(xero)

    config = xero.destination_config(repeated_lines="post")
    written = write_in_process(xero, config, [*records(rows), state(1)])

    assert written.failure is None, written.log("ERROR")
    (journal,) = in_books(xero)
    assert len(journal["JournalLines"]) == 4


# -- files


def test_a_csv_file_by_the_command_replay(xero: Sandbox, tmp_path: Path) -> None:
    """JournalEntries.csv goes through real processes twice, then comes by records: one journal for each entry."""
    path = tmp_path / "JournalEntries.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(CLOSE[0]))
        writer.writeheader()
        writer.writerows(CLOSE)
    config = xero.destination_config(tracking_mapping=[REGION])

    def replay(*more: str) -> bytes:
        return subprocess.run([COMMAND, "replay", path, *more], check=True, capture_output=True).stdout

    messages, selected = replay().splitlines(), orjson.loads(replay("--catalog-only"))
    first = finished(write(tmp_path, config, [*messages, state(1)], selected))
    second = finished(write(tmp_path, config, [*messages, state(1)], selected))
    assert_the_close_is_posted_once(xero, first, second)
    assert unchanged(sync(xero, records(CLOSE)), journals=3)


# -- spellings


@pytest.mark.parametrize(
    "spelled",
    [
        lambda row: {name.upper().replace(" ", "_"): value for name, value in row.items()},
        lambda row: {name.title().replace(" ", ""): value for name, value in row.items()},
        lambda row: row | {"Amount": float(row["Amount"]), "Account Number": int(row["Account Number"])},
        lambda row: row | {"Account Number": f"{row['Account Number']}.0", "Currency": None, "Account Name": None},
        lambda row: row | {"Transaction Date": f"{row['Transaction Date']}T00:00:00+13:00", "Currency": "nzd"},
        lambda row: row | {"Amount": f"{row['Amount']}0000", "Posting Type": row["Posting Type"].upper()},
    ],
    ids=["UPPER_CASE", "CamelCase", "numbers", "floats and nulls", "timestamps", "more digits"],
)
def test_every_spelling_that_a_warehouse_makes_is_the_same_journal(
    xero: Sandbox, spelled: Callable[[Row], Row]
) -> None:
    """What the file posted is found again in whatever spelling the rows come."""
    first = sync(xero, records(CLOSE))

    assert_the_close_is_posted_once(xero, first, sync(xero, records([spelled(row) for row in CLOSE])))


def test_columns_of_any_name_are_mapped(xero: Sandbox) -> None:
    """A table of one's own needs a line of configuration for each column."""
    own = {
        "Transaction Date": "booked",
        "Journal Entry Id": "voucher",
        "Account Number": "gl",
        "Posting Type": "dc",
        "Amount": "value",
        "Location": "branch",
    }
    rows = [{own.get(name, name): value for name, value in row.items()} for row in CLOSE]
    mapped = [{"revrec_column": name, "column": column} for name, column in own.items()]
    first = sync(xero, records(rows), columns=mapped)

    assert_the_close_is_posted_once(xero, first, sync(xero, records(CLOSE)))


# -- periods


def test_an_open_period_is_held_back_and_the_state_stays_before_it(xero: Sandbox) -> None:
    """Journals of closed periods are posted; the state behind an open one waits until it is closed."""
    closed = [row | {"Period Status": "Closed"} for row in entry("JE-1")]
    opened = [row | {"Period Status": "Open"} for row in entry("JE-2", day="2026-02-28")]
    messages = [*records(closed), state("january"), *records(opened), state("february")]
    written = write_in_process(xero, xero.destination_config(), messages)

    assert written.failure is None
    assert written.states() == [state("january")]
    assert [str(journal["Date"]) for journal in in_books(xero)] == ["2026-01-31"]
    (warning,) = written.log("WARN")
    assert "Held back 1 journal entry" in warning
    assert "status is Open" in warning

    now_closed = [row | {"Period Status": "closed "} for row in opened]
    messages[-len(opened) - 1 : -1] = records(now_closed)
    again = write_in_process(xero, xero.destination_config(), messages)
    assert again.states() == [state("january"), state("february")]
    assert len(in_books(xero)) == 2
