"""docs/command-line.md and the programs say the same: commands, options, exit codes, and what goes where."""

from __future__ import annotations

import gc
import json
import re
import socket
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from destination_xero_journals.run import run as destination
from source_xero_revrec.run import run as source
from xero_connectors.exit_code import ExitCode
from xero_sandbox import Sandbox
from xero_sandbox.cli import main as sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = (Path(__file__).parent.parent / "docs" / "command-line.md").read_text(encoding="utf-8")
PROGRAMS: dict[str, Callable[[list[str]], Any]] = {
    "source-xero-revrec": source,
    "destination-xero-journals": destination,
    "xero-sandbox": sandbox,
}
_ROW = re.compile(r"^\| `([a-z -]+)` \| (.+) \|$", re.MULTILINE)
COMMANDS = {
    name: {code for code, text in enumerate(cells.split(" | ")) if text != "-"}
    for name, cells in _ROW.findall(PAGE[PAGE.index("## Exit codes") : PAGE.index("## Airbyte's messages")])
}
"""Each command of the page with the exit codes that it lists."""
PRINT_MESSAGES = {"spec", "check", "discover", "read", "write", "replay"}


def call(command: str, *arguments: str) -> int:
    """Run a command in this process, as its program does, and return the exit code."""
    program, *words = command.split()
    thresholds = gc.get_threshold()
    try:
        return int(PROGRAMS[program]([*words, *arguments]) or 0)
    except SystemExit as ended:
        return int(ended.code or 0)
    except Exception:  # noqa: BLE001 - Python prints whatever is left over and exits with 1
        return 1
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def options(text: str) -> set[str]:
    """Return the long options that a text lists at the beginnings of lines or cells."""
    return set(re.findall(r"^(?:\| `| +)(--[a-z-]+)", text, re.MULTILINE))


def section(command: str) -> str:
    """Return what the page says of a command."""
    heading = f"{'###' if ' ' in command else '##'} {command}\n"
    _, _, rest = PAGE.partition(heading)
    assert rest, f"the page has no section of {command}"
    return re.split(r"^##", rest, maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_options_of_a_command_are_those_of_its_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A renamed, added or removed option turns this red; the help goes to standard output and exits with 0."""
    assert call(command, "--help") == 0
    out, err = capsys.readouterr()

    assert options(section(command)) == options(out[out.index("\noptions:") :])
    assert out.startswith("usage: ")
    assert err == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_help_is_explained(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """After each option there are words, on its line or the next."""
    call(command, "--help")
    listed = capsys.readouterr().out.partition("\noptions:\n")[2].partition("\n\n")[0]
    entries = re.split(r"\n  (?=-)", listed.strip("\n"))

    for entry in entries:
        assert len(" ".join(entry.split()).split(" ")) > 3, entry


@pytest.mark.parametrize("program", ["source-xero-revrec", "destination-xero-journals"])
def test_the_help_of_a_program_names_its_commands(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The commands of the page, no others."""
    assert call(program, "--help") == 0
    out = capsys.readouterr().out
    named = set(re.findall(r"^  ([a-z-]+)  ", out, re.MULTILINE))

    assert {f"{program} {name}" for name in named} == {name for name in COMMANDS if name.startswith(f"{program} ")}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Give the tests a Xero, and files for every end that a command can come to."""
    folder = tmp_path_factory.mktemp("files")
    with Sandbox(limits=False) as xero, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        stream = {"name": "tax_rates", "json_schema": {}, "supported_sync_modes": ["full_refresh"]}
        selected = {"stream": stream, "sync_mode": "full_refresh", "destination_sync_mode": "append"}
        lines = [
            "Transaction Date,Journal Entry Id,Account Number,Posting Type,Amount,Currency",
            "2026-01-31,JE-1,835,Debit,10.00,NZD",
            "2026-01-31,JE-1,200,Credit,10.00,NZD",
        ]
        wrong = xero.source_config()
        wrong["credentials"]["client_secret"] = "not-the-right-secret"
        here = {
            "recognised_by": "here",
            "deferred_account": "835",
            "cut_over": {"first_period": "2026-02"},
            "held_limit": 1_000_000,
            "restate_limit": 1_000_000,
        }
        written = {
            "here.json": json.dumps(xero.source_config(recognition=here)),
            "barred.json": json.dumps({**wrong, "recognition": here}),
            "good.json": json.dumps(xero.source_config()),
            "wrong.json": json.dumps(wrong),
            "faulty.json": json.dumps({"credentials": {"auth_type": "pigeon"}}),
            "barred_text.json": "{",
            "catalog.json": json.dumps({"streams": [selected]}),
            "entries.csv": "\n".join(lines),
            "unbalanced.csv": "\n".join(lines[:-1]),
            "secret.txt": xero.source_config()["credentials"]["client_secret"],
        }
        for name, text in written.items():
            (folder / name).write_text(text)
        names = [*written, "revrec.xlsx", "missing", "closed", "refused", "made.json", "posting.json"]
        to_xero = f"--sandbox {xero.url} --secret credentials.client_secret=file:{folder / 'secret.txt'}"
        more = {
            "folder": str(folder),
            "port": str(taken.getsockname()[1]),
            "xero": to_xero,
            "app": "sandbox-custom-connection",
        }
        yield {name.partition(".")[0]: str(folder / name) for name in names} | more


@pytest.fixture
def empty_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Give `write` an input without a record."""
    (tmp_path / "nothing").write_text('{"type":"LOG","log":{"level":"INFO","message":"nothing"}}\n')
    with (tmp_path / "nothing").open() as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        yield


ENDS = [
    ("source-xero-revrec spec", "", 0),
    ("source-xero-revrec check", "--config {good}", 0),
    ("source-xero-revrec check", "--config {wrong}", 0),
    ("source-xero-revrec check", "--config {faulty}", 0),
    ("source-xero-revrec check", "--config {missing}", 1),
    ("source-xero-revrec discover", "--config {good}", 0),
    ("source-xero-revrec discover", "--config {faulty}", 1),
    ("source-xero-revrec read", "--config {good} --catalog {catalog}", 0),
    ("source-xero-revrec read", "--config {wrong} --catalog {catalog}", 1),
    ("source-xero-revrec sign-in", "--config {missing} --client-id a --no-browser --port {port}", 1),
    ("source-xero-revrec sign-in", "--config {good}", 2),
    ("source-xero-revrec init", "--config {made} --overwrite --client-id {app} {xero}", 0),
    ("source-xero-revrec init", "--config {made} --overwrite --client-id nobodys {xero}", 1),
    ("source-xero-revrec init", "--config {good}", 1),
    ("source-xero-revrec init", "--config {made} --overwrite --client-id {app} --set nowhere=1", 2),
    ("source-xero-revrec workbook", "--config {good} --output {revrec}", 0),
    ("source-xero-revrec workbook", "--config {good} --output {revrec}", 1),
    ("source-xero-revrec workbook", "--config {good} --output revrec.pdf", 2),
    ("source-xero-revrec close", "--config {here} --period 2026-02 --output {closed}", 0),
    ("source-xero-revrec close", "--config {barred} --period 2026-02 --output {refused}", 1),
    ("source-xero-revrec close", "--config {good} --period 2026-02 --output {refused}", 1),
    ("source-xero-revrec close", "--config {here} --period 2026-13 --output {refused}", 2),
    ("source-xero-revrec close", "--config {here} --period 2099-02 --output {refused}", 3),
    ("source-xero-revrec views", "--schema xero", 0),
    ("destination-xero-journals spec", "", 0),
    ("destination-xero-journals check", "--config {good}", 0),
    ("destination-xero-journals check", "--config {wrong}", 0),
    ("destination-xero-journals check", "--config {faulty}", 0),
    ("destination-xero-journals check", "--config {missing}", 1),
    ("destination-xero-journals discover", "--config {good}", 0),
    ("destination-xero-journals discover", "--config {faulty}", 1),
    ("destination-xero-journals write", "--config {good} --catalog {catalog}", 0),
    ("destination-xero-journals write", "--config {faulty} --catalog {catalog}", 1),
    ("destination-xero-journals sign-in", "--config {missing} --client-id a --no-browser --port {port}", 1),
    ("destination-xero-journals sign-in", "--config {good}", 2),
    (
        "destination-xero-journals init",
        "--config {posting} --overwrite --client-id {app} {xero}",
        0,
    ),
    ("destination-xero-journals init", "--config {posting} --overwrite --client-id nobodys {xero}", 1),
    ("destination-xero-journals init", "--config {good}", 1),
    ("destination-xero-journals init", "--config {posting} --overwrite --client-id {app} {xero} --account X", 2),
    ("destination-xero-journals plan", "--config {good} --input {entries}", 0),
    ("destination-xero-journals plan", "--config {wrong} --input {entries}", 1),
    ("destination-xero-journals plan", "--config {good} --input {unbalanced}", 3),
    ("destination-xero-journals post", "{entries} --config {good}", 0),
    ("destination-xero-journals post", "{unbalanced} --config {good}", 1),
    ("destination-xero-journals replay", "{entries}", 0),
    ("destination-xero-journals replay", "{missing}", 1),
    ("xero-sandbox", "--port {port}", 1),
    *((command, "--no-such-option", 2) for command in COMMANDS),
]
"""Commands, their arguments, and the exit code."""
WITH_COMPANY = {("xero-sandbox", 0), ("source-xero-revrec sign-in", 0), ("destination-xero-journals sign-in", 0)}
"""Ends that take a person: Ctrl-C is tested with the sandbox, a browser with `sign-in` in the integration tests."""


@pytest.mark.usefixtures("empty_input")
@pytest.mark.parametrize(("command", "arguments", "code"), ENDS)
def test_a_command_ends_with_the_code_that_the_page_gives(
    command: str, arguments: str, code: int, files: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    """Standard output has nothing but messages where machines read it, and a wrong command line leaves it empty."""
    assert code in COMMANDS[command]
    assert call(command, *arguments.format(**files).split()) == code
    out, err = capfd.readouterr()

    if code == 2:
        assert out == ""
        assert err
    elif command.rpartition(" ")[2] in PRINT_MESSAGES:
        assert all(json.loads(line)["type"] for line in out.splitlines())
    assert "not-the-right-secret" not in out + err


UNUSABLE = ["faulty", "barred_text", "missing", "folder"]
"""What stands in the way of a configuration: a field, what is no JSON, no file, no file but a folder."""
IN_EVERY_COMMAND = [
    ("source-xero-revrec discover", "--format text"),
    ("source-xero-revrec discover", ""),
    ("source-xero-revrec read", "--catalog {catalog}"),
    ("source-xero-revrec read", "--catalog {catalog} --format text"),
    ("source-xero-revrec sign-in", "--client-id a --no-browser --port {port}"),
    ("source-xero-revrec workbook", "--output {revrec} --overwrite"),
    ("source-xero-revrec close", "--period 2026-02 --output {closed}"),
    ("destination-xero-journals discover", ""),
    ("destination-xero-journals write", "--catalog {catalog}"),
    ("destination-xero-journals sign-in", "--client-id a --no-browser --port {port}"),
    ("destination-xero-journals plan", "--input {entries}"),
    ("destination-xero-journals post", "{entries}"),
    ("destination-xero-journals replay", "{entries}"),
]


@pytest.mark.usefixtures("empty_input")
@pytest.mark.parametrize("unusable", UNUSABLE)
@pytest.mark.parametrize(("command", "arguments"), IN_EVERY_COMMAND)
def test_a_wrong_configuration_has_one_code_in_every_command(
    command: str, arguments: str, unusable: str, files: dict[str, str]
) -> None:
    """Which is the one that Airbyte's tools expect of theirs; 2 is for the command line alone."""
    assert call(command, *arguments.format(**files).split(), "--config", files[unusable]) == ExitCode.FAILED


def test_every_code_of_the_page_has_a_case() -> None:
    """A code that is listed is one that a command ends with above."""
    tried = {(command, code) for command, _, code in ENDS} | WITH_COMPANY

    assert {(command, code) for command, codes in COMMANDS.items() for code in codes} == tried


@pytest.mark.parametrize("program", ["source-xero-revrec", "destination-xero-journals"])
@pytest.mark.parametrize("words", [["frob"], ["read"], ["write", "--config"]])
def test_a_wrong_command_line_is_one_sentence_that_points_to_the_help(
    program: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, and no list of commands that leaves some out."""
    assert call(program, *words) == 2
    out, err = capsys.readouterr()

    assert out == ""
    assert err.startswith(program)
    assert err.endswith("--help tells more\n")
    assert err.count("\n") == 1


@pytest.mark.parametrize("program", ["source-xero-revrec", "destination-xero-journals"])
def test_a_program_alone_is_its_help_and_wrong_use(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    """For a person to read; standard output stays empty for the machine that forgot the command."""
    assert call(program) == 2
    out, err = capsys.readouterr()
    assert call(program, "--help") == 0

    assert (out, err) == ("", capsys.readouterr().out)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_tells_its_version(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The package's, which all three share."""
    assert call(program, "--version") == 0

    assert capsys.readouterr().out == f"{program} {version('airbyte-xero-revrec')}\n"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("source-xero-revrec raed", "there is no command raed; did you mean read?"),
        ("source-xero-revrec workbok --config a", "there is no command workbok; did you mean workbook?"),
        ("source-xero-revrec --versoin", "there is no command --versoin; did you mean --version?"),
        ("source-xero-revrec xyz", "there are spec, check, discover, read, "),
        ("source-xero-revrec check --confg=a", "there is no --confg, did you mean --config?"),
        ("source-xero-revrec workbook --config a --otput b", "there is no --otput, did you mean --output?"),
        ("source-xero-revrec views --shcema a", "there is no --shcema, did you mean --schema?"),
        ("destination-xero-journals psot JournalEntries.csv", "there is no command psot; did you mean post?"),
        ("destination-xero-journals plan --conf a --input b", "there is no --conf, did you mean --config?"),
        ("destination-xero-journals replay a --catalog", "there is no --catalog, did you mean --catalog-only?"),
        ("destination-xero-journals write --config a --cataloge b", "there is no --cataloge, did you mean --catalog?"),
        ("xero-sandbox --prot 1", "did you mean --port?"),
    ],
)
def test_a_wrong_word_is_answered_with_the_nearest(typed: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In one line, before anything is read or asked; exit code 2."""
    program, *words = typed.split()
    assert call(program, *words) == 2
    out, err = capsys.readouterr()

    assert out == ""
    assert meant in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [*PROGRAMS, *COMMANDS])
def test_the_examples_of_a_help_have_no_option_that_there_is_not(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every help has an example, and each word and option of it is known to the command that it types."""
    call(command, "--help")
    examples = re.findall(r"^  (?:\| )?((?:source|destination|xero)-[a-z-]+)( .*)?$", _examples(capsys), re.MULTILINE)
    assert examples
    for program, words in examples:
        name = f"{program} {words.split()[0]}" if program != "xero-sandbox" else program
        call(name, "--help")
        listed = capsys.readouterr().out

        assert name in COMMANDS
        assert all(option in listed for option in re.findall(r"--[a-z-]+", words))


def _examples(capsys: pytest.CaptureFixture[str]) -> str:
    return re.sub(r"\\\n +", "", capsys.readouterr().out.partition("\nfor example")[2]).partition("\n\n")[0]
