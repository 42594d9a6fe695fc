"""The parts of the documentation that are the programs' own lists, as they stand in docs/ between two comments.

After a wanted change: `make docs` writes them anew; read its diff, and what the pages say around them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from destination_xero_journals.config import Config as DestinationConfig
from source_xero_revrec.config import Config as SourceConfig
from source_xero_revrec.journal_control.stream import KEY, NAME
from source_xero_revrec.ledger.streams import REVREC_STREAMS
from source_xero_revrec.recognition.streams import KEYS as RECOGNITION
from source_xero_revrec.rules.checks.catalogue import reference_table, summary_table
from source_xero_revrec.streams.raw import RAW_STREAMS
from tools import dbt_schemas, sandbox_page
from xero_api.endpoints import Order
from xero_connectors.form import form
from xero_connectors.places.registry import REMOTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xero_api.endpoints import Endpoint

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SOURCE, DESTINATION = DOCS / "source-xero-revrec.md", DOCS / "destination-xero-journals.md"
FORM, COLUMNS, CHECKS = DOCS / "the-form.md", DOCS / "columns.md", DOCS / "checks.md"
SANDBOX = DOCS / "sandbox.md"
OF_REVREC = (*REVREC_STREAMS, *RECOGNITION, NAME)
_SCHEMAS = ROOT / "source_xero_revrec" / "schemas"
_NO_COLLECTIONS = tuple(raw.name for raw in RAW_STREAMS if raw.own_key)
"""Streams that come from Xero and hold rows of ours."""


def parts() -> Iterator[tuple[Path, str, str]]:
    """Yield every generated part: its page, the name in its comments, and its text."""
    yield SOURCE, "names of raw streams", raw_names()
    yield CHECKS, "checks", summary_table()
    yield CHECKS, "reasons", reference_table()
    yield FORM, "form of the source", sketch(form(SourceConfig))
    yield FORM, "form of the destination", sketch(form(DestinationConfig))
    yield DOCS / "places.md", "places", places()
    yield COLUMNS, "RevRec's streams", revrec_streams()
    yield COLUMNS, "columns of RevRec's streams", described_columns()
    yield COLUMNS, "raw streams", raw_streams()
    yield COLUMNS, "columns of raw streams", raw_columns()
    yield SANDBOX, "switches", table(("switch", "values, the default first", "meaning"), sandbox_page.switches())
    yield SANDBOX, "faults", table(("fault", "what happens"), sandbox_page.faults())
    yield SANDBOX, "actions", table(("action", "takes", "meaning"), sandbox_page.actions())


def within(page: str, name: str) -> str:
    """Return what stands between the comments of a part; empty where they are not there."""
    _, _, after = page.partition(f"<!-- {name} -->\n")
    return after.partition(f"\n<!-- /{name} -->")[0]


def without_parts(page: Path) -> str:
    """Return what a person wrote in a page: the text outside of its generated parts."""
    text = page.read_text(encoding="utf-8")
    for place, name, _ in parts():
        if place == page:
            text = text.replace(within(text, name), "")
    return text


def revrec_streams() -> str:
    """Return RevRec's streams with key and cursor."""
    rows = [(f"`{name}`", ", ".join(kind.key), kind.cursor) for name, kind in REVREC_STREAMS.items()]
    whole = [*RECOGNITION.items(), (NAME, KEY)]
    rows += [(f"`{name}`", ", ".join(key), "none, read whole") for name, key in whole]
    return table(("stream", "key", "cursor"), rows)


def places() -> str:
    """Return how the address of every kind of place is written, and what signs in."""
    return table(("address", "what signs in"), [(f"`{kind.example}`", kind.signing_in) for kind in REMOTE])


def raw_names() -> str:
    """Return the names of the raw streams, in their order."""
    return ", ".join(f"`{raw.name}`" for raw in RAW_STREAMS)


def raw_streams() -> str:
    """Return the raw streams with key, cursor, scope, and the calls of a first sync."""
    rows = [
        (
            f"`{raw.name}`",
            ", ".join(raw.key),
            raw.cursor or "none, read whole",
            f"`{raw.endpoint.scope}`",
            _calls(raw.endpoint),
        )
        for raw in RAW_STREAMS
    ]
    return table(("stream", "key", "cursor", "scope", "calls of a first sync"), rows)


def _calls(endpoint: Endpoint) -> str:
    match endpoint.order:
        case Order.WHOLE:
            return "1"
        case Order.BY_NUMBER:
            return "1 for each 100, and 1"
        case _ if not endpoint.sized:
            return "1 for each 100"
        case _:
            return "1 for each 1,000"


def described_columns() -> str:
    """Return a table for each stream that is not a collection of Xero's: column, type, meaning."""
    sections = []
    for stream in (*OF_REVREC, *_NO_COLLECTIONS):
        rows = [
            (f"`{name}`", _kind(column), column.get("description", "")) for name, column in properties(stream).items()
        ]
        sections.append(f"### {stream}\n\n{table(('column', 'type', 'meaning'), rows)}")
    return "\n\n".join(sections)


def raw_columns() -> str:
    """Return the columns of each raw stream, which are Xero's fields."""
    names = sorted(raw.name for raw in RAW_STREAMS if not raw.own_key)
    return table(
        ("stream", "columns"), [(f"`{name}`", ", ".join(f"`{field}`" for field in properties(name))) for name in names]
    )


def properties(stream: str) -> dict[str, Any]:
    """Return the columns of a stream as its schema describes them."""
    schema = json.loads((_SCHEMAS / f"{stream}.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = schema["properties"]
    return found


def _kind(column: dict[str, Any]) -> str:
    (kind,) = [str(each) for each in column["type"] if each != "null"]
    return {"date": "date", "date-time": "timestamp (UTC)"}.get(column.get("format", ""), kind)


def sketch(described: dict[str, Any]) -> str:
    """Draw a form from top to bottom: a line a field, with its name in the configuration behind it.

    A star marks what must be filled in, a ring one of several ways, and what is in brackets is hidden once saved.
    """
    fields = sorted(described["properties"].items(), key=lambda field: field[1]["order"])
    lines: list[str] = []
    for card in ({"id": None, "title": ""}, *described["groups"]):
        of_card = [field for field in fields if field[1].get("group") == card["id"]]
        heading = ["", card["title"]] if card["title"] else []
        lines += [*heading, *_lines(of_card, described.get("required", ()), int(bool(heading)))]
    return "\n".join(["```text", *lines, "```"])


def _lines(fields: Sequence[tuple[str, dict[str, Any]]], required: Sequence[str], depth: int) -> Iterator[str]:
    for name, field in fields:
        if "const" in field or field.get("airbyte_hidden"):
            continue
        title = field.get("title", name)
        shown = f"[{title}]" if field.get("airbyte_secret") else title
        left = f"{'   ' * depth}{shown}{' *' if name in required else ''}"
        yield f"{left:<58} {name}{_choices(field)}"
        yield from _inside(field, depth + 1)


def _inside(field: dict[str, Any], depth: int) -> Iterator[str]:
    for way in field.get("oneOf", ()):
        yield f"{'   ' * depth}( ) {way['title']}"
        yield from _object(way, depth + 2)
    if "properties" in field:
        yield from _object(field, depth)
    items = field.get("items", {})
    if "properties" in items:
        yield from _object(items, depth)


def _object(described: dict[str, Any], depth: int) -> Iterator[str]:
    fields = sorted(described.get("properties", {}).items(), key=lambda field: field[1].get("order", 0))
    yield from _lines(fields, described.get("required", ()), depth)


def _choices(field: dict[str, Any]) -> str:
    offered = field.get("enum") or field.get("items", {}).get("enum")
    default = field.get("default")
    if offered:
        return ": " + ", ".join(f"{each} (default)" if each == default else str(each) for each in offered)
    if field.get("type") == "boolean":
        return f": yes or no ({'yes' if default else 'no'} by default)"
    return ""


def options(described: dict[str, Any]) -> Iterator[str]:
    """Yield the name of every field of a form, also of those inside of others, without hidden ones."""
    for name, field in described.get("properties", {}).items():
        if field.get("airbyte_hidden"):
            continue
        if "const" not in field:
            yield name
        for inner in (field, field.get("items", {}), *field.get("oneOf", ())):
            yield from options(inner)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    cells = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def main() -> None:
    """Write every generated part into its page, and the files of the dbt package that are generated whole."""
    for page, name, text in parts():
        before = page.read_text(encoding="utf-8")
        opened, closed = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        head, found, rest = before.partition(opened)
        _, ended, tail = rest.partition(closed)
        if not (found and ended):
            raise SystemExit(f"{page.name} has no place for {name!r}")
        page.write_text(f"{head}{opened}{text}\n{closed}{tail}", encoding="utf-8")
    dbt_schemas.write()


if __name__ == "__main__":
    main()
