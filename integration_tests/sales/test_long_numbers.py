"""Numbers of 5,000 figures, more than Python takes for a number, wherever somebody may write one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from integration_tests.support.front import answer, changed, standing_before
from integration_tests.support.reading import COMMAND, Connector, catalog, read_in_process
from integration_tests.support.scene import CONTRACT, STREAMS

if TYPE_CHECKING:
    from integration_tests.support.forked import Forked
    from xero_sandbox import Sandbox

LONG = "9" * 5_000
CREDITED = "CreditNotes"
TEXTS = ("Reference", "CreditNoteNumber", "LineItems.0.Description", "Contact.Name")


def credit_note(demo: Sandbox) -> str:
    """Return the id of one that gives rows."""
    notes = demo.books.collection(CREDITED).values()
    return next(
        str(each["CreditNoteID"])
        for each in notes
        if each["Type"] == "ACCRECCREDIT" and each["Status"] in ("AUTHORISED", "PAID")
    )


@pytest.mark.parametrize("path", TEXTS)
def test_a_text_of_many_figures_is_a_text(demo: Sandbox, path: str) -> None:
    """It names no day and no term, and its document gives rows and raw data as any other."""
    note = credit_note(demo)
    demo.fault("mangled_field", CREDITED, record=note, path=path, text=f'"{LONG}"')

    reading = read_in_process(demo, demo.source_config(), catalog(*STREAMS[CONTRACT], "credit_notes"))

    assert (reading.failure, reading.errors()) == (None, [])
    assert any(row["document_id"] == note for row in reading.records("billing_schedule"))
    assert sum(LONG in json.dumps(row) for row in reading.records("credit_notes")) == 1


@pytest.mark.parametrize("number", [LONG, f"-{LONG}", f"{LONG}.5", f"1.{LONG}", "1e5000"])
@pytest.mark.parametrize("path", [*TEXTS, "SubTotal", "LineItems.0.LineAmount"])
def test_a_number_of_many_figures_holds_its_document(demo: Sandbox, path: str, number: str) -> None:
    """A finding names the field and shows the beginning of the number; the raw record is delivered whole."""
    note = credit_note(demo)
    demo.fault("mangled_field", CREDITED, record=note, path=path, text=number)

    reading = read_in_process(demo, demo.source_config(), catalog(*STREAMS[CONTRACT], "credit_notes"))

    assert (reading.failure, reading.errors()) == (None, [])
    (held,) = [row for row in reading.records("recon_errors") if row["document_id"] == note]
    assert (held["check"], held["field"]) == ("UNREADABLE", path)
    assert len(held["found"]) < 100
    assert not any(row["document_id"] == note for row in reading.records("billing_schedule"))
    (raw,) = [row for row in reading.records("credit_notes") if row["CreditNoteID"] == note]
    assert any(figures in json.dumps(raw) for figures in (LONG, "1e5000", "1E+5000"))


def test_counts_and_lifetimes_of_many_figures_are_passed_over(demo: Sandbox) -> None:
    """Headers that tell what is left of the limits, and how long a token lives: as where Xero does not tell them."""
    with standing_before(demo) as front:

        def lives_long(body: bytes) -> bytes:
            return body.replace(b'"expires_in":1800', f'"expires_in":{LONG}'.encode())

        def told(body: bytes) -> Any:  # noqa: ANN401 - as answer
            return answer(200, body, X_DayLimit_Remaining=LONG, X_MinLimit_Remaining=LONG)

        front.acts["/connect/token"] = changed(lives_long)
        front.acts["/Accounts"] = lambda standing, handler: told(standing.passed(handler).body)(standing, handler)
        reading = read_in_process(demo, front.config(demo), catalog("accounts", "items"))

    assert (reading.failure, reading.errors()) == (None, [])
    assert reading.statuses() == {"accounts": "COMPLETE", "items": "COMPLETE"}


@pytest.mark.parametrize("number", [LONG, f'"{LONG}"'], ids=["number", "text"])
@pytest.mark.parametrize(
    ("file", "place"),
    [("config", "calls_per_minute"), ("config", "start_date"), ("catalog", "sync_mode"), ("state", "next_page")],
)
def test_a_file_with_such_a_number_is_told_in_a_sentence(
    demo: Sandbox, connector: Connector, file: str, place: str, number: str, *, forked: Forked
) -> None:
    """Configuration, catalog and state: a config error where the file cannot be used, never a traceback."""
    config = demo.source_config(limits={"calls_per_minute": 60}, start_date="2020-01-01")
    state = {"started_at": "2026-01-05T09:00:00.000+00:00", "next_page": 1, "received": 0}
    stream = {"stream_descriptor": {"name": "invoices"}, "stream_state": state}
    files = {"config": config, "catalog": catalog("invoices"), "state": [{"type": "STREAM", "stream": stream}]}
    written = json.dumps(files[file])
    before, _, after = written.partition(f'"{place}": ')
    value, comma, rest = after.partition("," if "," in after.partition("}")[0] else "}")
    assert value
    paths = {name: connector.write(f"{name}.json", content) for name, content in files.items()}
    (connector.folder / f"{file}.json").write_text(f'{before}"{place}": {number}{comma}{rest}')

    arguments = [word for name, path in paths.items() for word in (f"--{name}", path)]
    done = forked.run(COMMAND.name, "read", *arguments, folder=connector.folder)

    messages = [json.loads(line) for line in done.stdout.splitlines()]
    errors = [each["trace"]["error"] for each in messages if each.get("trace", {}).get("type") == "ERROR"]
    assert "Traceback" not in done.stdout + done.stderr
    assert all(error["failure_type"] == "config_error" and len(error["message"]) < 1_000 for error in errors)
    assert bool(errors) == (done.returncode != 0)
    assert errors or file == "state"
