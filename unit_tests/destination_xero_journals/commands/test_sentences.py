"""A command speaks to a person: its log, its answers and its tables, and nothing of the protocol."""

from __future__ import annotations

import io
from typing import Any

import pytest

from destination_xero_journals.commands.catalog import destination_catalog
from destination_xero_journals.commands.sentences import Sentences
from destination_xero_journals.config import Config
from destination_xero_journals.spec import specification
from unit_tests.destination_xero_journals.made_sign_in import CUSTOM
from unit_tests.xero_connectors.terminal.made_screen import Watched
from xero_connectors.terminal.screen import Screen


def test_a_person_reads_the_log_and_nothing_of_the_protocol() -> None:
    """What is done goes out, what is wrong goes to the other stream; where in the program it was, only if asked for."""
    error = {"message": "It failed.", "stack_trace": "program.py:1 main"}
    for debug, last in ((False, "It failed."), (True, "program.py:1 main")):
        out, err = io.StringIO(), io.StringIO()
        said = Sentences(Screen(out, err, {}), debug=debug)
        said.log("INFO", "Posted 1.")
        said.log("WARN", "One was changed.")
        said.log("FATAL", "It failed.")
        said.message("CONTROL", control={"connectorConfig": {"config": "not-a-real-secret"}})
        said.message("TRACE", trace={"type": "ERROR", "error": error})
        said.line(b'{"type":"STATE","state":{}}')

        assert out.getvalue() == "Posted 1.\n"
        assert err.getvalue().splitlines()[:2] == ["WARNING: One was changed.", "It failed."]
        assert err.getvalue().splitlines()[-1] == last


def told(kind: str, **content: Any) -> str:  # noqa: ANN401 - whatever a message holds
    """Return what is told of a message."""
    out = io.StringIO()
    Sentences(Screen(out, io.StringIO(), {})).message(kind, **content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ({"status": "SUCCEEDED"}, "The configuration works.\n"),
        ({"status": "FAILED", "message": "Map it."}, "The configuration does not work. Map it.\n"),
    ],
)
def test_a_check_is_answered_in_a_sentence(status: dict[str, str], said: str) -> None:
    """With what to do where it failed."""
    assert told("CONNECTION_STATUS", connectionStatus=status) == said


def test_the_form_and_the_columns_are_tables() -> None:
    """One row a field, and one a column."""
    form = told("SPEC", spec=specification())
    columns = told("DESTINATION_CATALOG", destination_catalog=destination_catalog(Config(credentials=CUSTOM)))  # type: ignore[arg-type]

    assert "  account_mapping[].revrec_account " in form
    assert "{" not in form.replace("{journal_entry_id}", "").replace("{period}", "")
    assert "  Journal Entry Id  string  needed\n" in columns


def test_a_table_has_the_columns_in_which_something_is_counted() -> None:
    """And there is none where nothing was done."""
    out = io.StringIO()
    said = Sentences(Screen(out, io.StringIO(), {}))
    said.table(("Month", "Posted", "Refused"), [("2026-01", 3, 0)])
    said.table(("Month", "Posted", "Refused"), [])

    assert out.getvalue() == "  Month    Posted\n  2026-01       3\n"


def test_progress_is_a_line_that_moves_on_a_terminal_and_in_the_log_elsewhere() -> None:
    """At every thousandth at the latest."""
    for err, drawn, logged in (
        (Watched(), "\r\033[KPosting 1,000", ""),
        (io.StringIO(), "", "Posting: 1,000 so far.\n"),
    ):
        out = io.StringIO()
        with Sentences(Screen(out, err, {})).progress(waiting=lambda: 0, asking=str) as progress:
            progress.begins("Posting")
            progress.advances(1_000)

        assert drawn in err.getvalue()
        assert out.getvalue() == logged
