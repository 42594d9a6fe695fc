"""What people get wrong on a command line: each is told with its place, what was found, and the remedy.

Each runs the real program, in a fork that has its imports, against a sandbox over HTTP. None ends in a traceback, and
none posts anything.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from integration_tests.support.posting import in_books
from integration_tests.support.reading import catalog
from xero_sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integration_tests.support.forked import Forked

BIN = Path(sys.executable).parent
SECRET = "not-the-right-secret"
HEADING = "Transaction Date,Journal Entry Id,Account Number,Posting Type,Amount,Currency\n"
DEBIT, CREDIT = "2026-01-31,JE-1,835,Debit,10.00,NZD\n", "2026-01-31,JE-1,200,Credit,10.00,NZD\n"
GOOD = HEADING + DEBIT + CREDIT
TABLES = {
    "good.csv": GOOD,
    "heading.csv": "a,b\n1,2\n",
    "empty.csv": "",
    "one.csv": HEADING + DEBIT,
    "wide.csv": GOOD.replace("10.00", "1,000.00", 1),
    "short.csv": GOOD.replace(CREDIT, "2026-01-31,JE-1\n"),
    "page.csv": "<html><title>Sign in</title></html>",
    "binary.csv": "\0\1\2",
    "twice.csv": GOOD.replace("Amount,Currency", "Currency,Currency"),
    "lines.jsonl": '{"Amount": 1}\n{"Amount"\n',
    "account.csv": GOOD.replace("835", "9999"),
    "day.csv": GOOD.replace("2026-01-31", "31/13/2026"),
    "amount.csv": GOOD.replace("10.00", "ten"),
    "side.csv": GOOD.replace("Debit", "Left"),
    "locked.csv": GOOD.replace("2026-01-31", "2024-01-31"),
    "nothing.json": "",
    "broken.json": '{"credentials": ',
    "list.json": "[]",
    "none.json": '{"streams": []}',
    "yaml.json": "credentials:\n  auth_type: oauth\n",
    "comma.json": '{\n"status": 1,\n}',
}
"""Files as people have them."""

SOURCE, DESTINATION = "source-xero-revrec", "destination-xero-journals"
MISTAKES = [
    # The command line itself.
    (f"{SOURCE} raed", 2, "no command raed; did you mean read? source-xero-revrec --help"),
    (f"{SOURCE} check --confg source.json", 2, "missing: --config (the configuration | did you mean --config?"),
    (
        f"{SOURCE} read --config source.json",
        2,
        f"missing: --catalog (the configured | for example: {SOURCE} read --co",
    ),
    (f"{SOURCE} workbook --config source.json --output revrec.pdf", 2, "--output is revrec.pdf | end in .xlsx"),
    (f"{SOURCE} views --schema xero..sales", 2, "'xero..sales' is not | give it as schema or database.schema"),
    (f"{SOURCE} views --schema xero --mode invoices", 2, "--mode: invalid choice: 'invoices' | customer_name_mapping"),
    (
        f"{SOURCE} close --config source.json --period 2026-13 --output c",
        2,
        "--period: '2026-13' | write it as 2026-01",
    ),
    (f"{SOURCE} close --config source.json --period 2026-01 --output c", 1, "lets RevRec recognise | say in `recogni"),
    (f"{SOURCE} check --config=", 2, "--config names nothing (the configuration, as JSON): its value is empty"),
    (
        f"{DESTINATION} plan --config good.json --input=",
        2,
        "--input names nothing | its value is empty, as where a var",
    ),
    (f"{SOURCE} check --config source.json --format xml", 2, "--format: invalid choice: 'xml' | 'text', 'json'"),
    (f"{SOURCE} init --config source.json", 1, "source.json exists, and was left as it is | add --overwrite"),
    (f"{SOURCE} init --config new.json", 2, "Nobody is at the terminal | --client-id ID | XERO_CLIENT_SECRET"),
    (
        f"{SOURCE} init --config new.json --set credentials.client_secret={SECRET}",
        2,
        "would show a secret | --secret credentials.client_secret=env:NAME",
    ),
    (f"{SOURCE} init --config new.json --set start_dte=2026-01-01", 2, "no field start_dte. Did you mean start_date?"),
    (f"{DESTINATION} init --config no/new.json", 1, "There is no folder | no/new.json. Make it, or name another"),
    (f"{DESTINATION} psot good.csv", 2, "no command psot; did you mean post? destination-xero-journals --help"),
    (f"{DESTINATION} post good.csv", 2, f"missing: --config (the | for example: {DESTINATION} post Journal"),
    (f"{DESTINATION} plan --config good.json --input good.csv --output p.pdf", 2, "--output is p.pdf | end in .xlsx"),
    ("xero-sandbox --prot 8766", 2, "--prot 8766; did you mean --port?"),
    ("xero-sandbox --invoices many", 2, "--invoices: 'many' is not a whole number from 0"),
    ("xero-sandbox --port TAKEN", 1, "cannot listen on 127.0.0.1:TAKEN | Choose another --port"),
    # The files that it names.
    (
        f"{SOURCE} check --config gone.json",
        1,
        "configuration gone.json cannot be read (No such file | correct the path",
    ),
    (f"{SOURCE} workbook --config gone.json --output a.xlsx", 1, "gone.json cannot be read | correct the path"),
    (
        f"{SOURCE} read --config source.json --catalog gone.json",
        1,
        "catalog gone.json cannot be read | correct the path",
    ),
    (f"{SOURCE} workbook --config source.json --output no/a.xlsx", 1, "no/a.xlsx | there is no folder | Make it"),
    (f"{SOURCE} read --config source.json --catalog none.json", 1, "catalog selects no stream | Select some"),
    (f"{SOURCE} check --config yaml.json", 1, "yaml.json is no JSON: it must begin with { | YAML"),
    (
        f"{DESTINATION} plan --config comma.json --input good.csv",
        1,
        "(line 2, column 12): the comma before | Remove it",
    ),
    (
        f"{DESTINATION} check --config latin.json",
        1,
        "latin.json is no JSON (line 1): its letters are not UTF-8. Save it",
    ),
    (f"{DESTINATION} check --config nothing.json", 1, "configuration nothing.json is empty: it must be JSON"),
    (f"{DESTINATION} check --config broken.json", 1, "broken.json is no JSON (line 1, column 17): see whether a comma"),
    (f"{DESTINATION} check --config list.json", 1, "list.json is no JSON object: it must begin with {"),
    (
        f"{DESTINATION} post gone.csv --config good.json",
        1,
        "gone.csv cannot be read (No such file | : correct the pa",
    ),
    (f"{DESTINATION} post heading.csv --config good.json", 1, "no heading | among its first 2 | Expected are RevRec's"),
    (f"{DESTINATION} post . --config good.json", 1, ". cannot be read (Is a directory): name the file in it"),
    (f"{DESTINATION} post wide.csv --config good.json", 1, "line 2 has 7 values for 6 columns. Put what holds the sep"),
    (
        f"{DESTINATION} post short.csv --config good.json",
        1,
        "line 3 has 2 values for 6 columns | cut short | export",
    ),
    (
        f"{DESTINATION} post page.csv --config good.json",
        1,
        "it is a web page or XML, and no table. Give the file",
    ),
    (f"{DESTINATION} post binary.csv --config good.json", 1, "it is binary data. Save it as .xlsx | CSV in UTF-8"),
    (f"{DESTINATION} post twice.csv --config good.json", 1, "line 1 names Currency more than once. Give each column"),
    (f"{DESTINATION} replay lines.jsonl", 1, "line 2 is no JSON. Export it again as JSON Lines"),
    (f"{DESTINATION} replay empty.csv", 1, "empty.csv | it is empty. Expected are RevRec's columns"),
    (f"{DESTINATION} write --config good.json --catalog list.json", 1, "catalog list.json is no JSON object"),
    (
        f"{DESTINATION} write --config good.json --catalog good.json",
        1,
        "--catalog is no configured catalog: it has no list of | makes one",
    ),
    # What the configuration says; `check` answers, whatever the answer is.
    (f"{SOURCE} check --config secret.json", 0, "found: invalid_client). Copy both again from"),
    (
        f"{SOURCE} check --config address.json",
        0,
        "127.0.0.1:9 cannot be reached: nothing listens | Correct the address",
    ),
    (f"{SOURCE} check --config field.json", 0, "start_dte is not known here (nearest: start_date)"),
    (
        f"{SOURCE} check --config organisation.json",
        0,
        "belongs to Demo Company | asks for 'Nobody Ltd'. Take the entry",
    ),
    (f"{DESTINATION} check --config narration.json", 0, "narration has {month}, and only {journal_entry_id}"),
    (f"{DESTINATION} check --config mapping.json", 0, "Found: 99999. Expected: an account of | Map the RevRec account"),
    (f"{DESTINATION} check --config status.json", 0, "status must be 'POSTED' or 'DRAFT'"),
    (f"{SOURCE} check --config mapping.json", 0, f"one of {DESTINATION} (it has account_mapping) | `{SOURCE} init`"),
    (f"{SOURCE} check --config theirs.json", 0, f"says that `{DESTINATION} init` made it | `{SOURCE} init`"),
    (f"{DESTINATION} check --config sales.json", 0, f"one of {SOURCE} (it has mode) | `{DESTINATION} init` makes one"),
    (
        f"{DESTINATION} check --config reads.json",
        0,
        "not asked for the scope accounting.manualjournals (gr | Sign in again",
    ),
    # What is to be posted.
    (
        f"{DESTINATION} post good.csv --config approved.json",
        1,
        "is not the one that plan_fingerprint approves | Look at the plan again | found    | approved 0000",
    ),
    (
        f"{DESTINATION} post one.csv --config good.json",
        1,
        "UNBALANCED: Journal JE-1 | Found: debits 10.00 | See whether a",
    ),
    (f"{DESTINATION} post account.csv --config good.json", 1, "line 1 | Found: 9999. Expected: an account | Map the"),
    (f"{DESTINATION} post day.csv --config good.json", 1, "Found: 31/13/2026. Expected: a day as YYYY-MM-DD | Write"),
    (f"{DESTINATION} post amount.csv --config good.json", 1, "Found: ten. Expected: digits | Write the amount without"),
    (f"{DESTINATION} post side.csv --config good.json", 1, "Found: Left. Expected: "),
    (f"{DESTINATION} plan --config good.json --input locked.csv", 3, "2024-01-31 | 2024-12-31"),
]
"""What is typed, the exit code, and the pieces of what is said: where, found, expected, what to do.

Where Airbyte listens, a failure is one trace of the kind `config_error` besides.
"""


@pytest.fixture(scope="module")
def xero() -> Iterator[Sandbox]:
    """Start one Xero for all mistakes; none changes it."""
    with Sandbox(limits=False) as started:
        yield started


@pytest.fixture(scope="module")
def folder(xero: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the mistakes their files."""
    made = tmp_path_factory.mktemp("mistakes")
    source, destination = xero.source_config(), xero.destination_config()
    nowhere = {"api_url": "http://127.0.0.1:9/api.xro/2.0", "identity_url": "http://127.0.0.1:9"}
    mapping = [{"revrec_account": "X", "xero_account": "99999"}]
    signed_in = ("sign-in", "--config", "reads.json", "--client-id", "sandbox-native-app", "--sandbox", xero.url)
    browser = f"{sys.executable} {Path(__file__).parent / 'support' / 'browser.py'} %s"
    subprocess.run(
        [BIN / SOURCE, *signed_in, "--port", "0"],
        cwd=made, env={**os.environ, "BROWSER": browser}, check=True, capture_output=True,
    )  # fmt: skip
    configurations = {
        "source.json": source,
        "good.json": destination,
        "secret.json": {**source, "credentials": {**source["credentials"], "client_secret": SECRET}},
        "address.json": {**source, **nowhere},
        "field.json": {**source, "start_dte": "2026-01-01"},
        "theirs.json": {"//": f"Made by {DESTINATION} init. Keys that begin with // are comments.", **source},
        "sales.json": {**destination, "mode": {"mode": "invoice_equals_contract"}},
        "organisation.json": {**source, "organisations": ["Nobody Ltd"]},
        "narration.json": {**destination, "narration": "{month}"},
        "mapping.json": {**destination, "account_mapping": mapping},
        "status.json": {**destination, "status": "POSTD"},
        "approved.json": {**destination, "plan_fingerprint": "0" * 64},
    }
    for name, text in {**TABLES, **{name: json.dumps(each) for name, each in configurations.items()}}.items():
        (made / name).write_text(text)
    (made / "latin.json").write_bytes('{"organisations": ["Caf\u00e9"]}'.encode("latin-1"))
    return made


@pytest.mark.parametrize(("typed", "code", "pieces"), MISTAKES, ids=[typed for typed, _, _ in MISTAKES])
def test_a_mistake_is_told_with_what_to_do(
    typed: str, code: int, pieces: str, xero: Sandbox, folder: Path, *, forked: Forked
) -> None:
    """No traceback, no secret, nothing in Xero; where a platform may listen, standard output is messages alone."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        program, *words = typed.replace("TAKEN", port).split()
        done = forked.run(program, *words, folder=folder)
    said = done.stdout + done.stderr

    assert done.returncode == code, said
    for piece in pieces.replace("TAKEN", port).split(" | "):
        assert piece in said
    assert "Traceback" not in said
    assert SECRET not in said
    assert "not-a-real-secret" not in said
    if words[0] in ("check", "discover", "read", "write", "replay"):
        messages = [json.loads(line) for line in done.stdout.splitlines()]
        traces = [each["trace"]["error"] for each in messages if each["type"] == "TRACE"]
        assert [each["failure_type"] for each in traces] == ["config_error"] * (code == 1 and words[0] != "replay")
    assert in_books(xero) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk to try")
@pytest.mark.parametrize(
    "typed",
    [
        f"{SOURCE} spec",
        f"{SOURCE} check --config source.json",
        f"{SOURCE} discover --config source.json",
        f"{SOURCE} read --config source.json --catalog all.json",
        f"{SOURCE} views --schema xero",
        f"{SOURCE} --help",
        f"{DESTINATION} spec",
        f"{DESTINATION} check --config good.json",
        f"{DESTINATION} discover --config good.json --format text",
        f"{DESTINATION} plan --config good.json --input good.csv",
        f"{DESTINATION} replay good.csv",
    ],
)
def test_an_output_that_cannot_be_written_is_told(typed: str, xero: Sandbox, folder: Path) -> None:
    """A full disk in one sentence and by the exit code, and a reader that went away not at all."""
    (folder / "all.json").write_text(json.dumps(catalog("invoices", "order_details", "control_totals")))
    shell = f"set -o pipefail; {BIN / typed} > /dev/full; echo $? >&2; {{ sleep 0.3; {BIN / typed}; }} | true"
    done = subprocess.run(["bash", "-c", shell], cwd=folder, capture_output=True, text=True, check=False)

    said = done.stderr.splitlines()
    assert [line[:65] for line in said] == ["Standard output cannot be written (No space left on device): what", "1"]
    assert (done.returncode, done.stdout) == (1, "")
    assert in_books(xero) == []
