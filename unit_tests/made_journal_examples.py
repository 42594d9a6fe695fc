"""The files of docs/journal-files.md, each with the configuration that stands below it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent.parent / "docs" / "journal-files.md"
_BEGINS = "## One by one"


@dataclass(frozen=True)
class Example:
    """A file of the page: the section that it stands in, its kind, its text, and what the configuration says."""

    section: str
    kind: str
    text: str
    configuration: dict[str, Any]

    def write(self, folder: Path) -> Path:
        """Write the file as a person has it, in the encoding that is configured, and return its path."""
        path = folder / f"Journals.{self.kind}"
        path.write_bytes(self.text.encode(self.configuration.get("format", {}).get("encoding", "utf-8")))
        return path


def examples() -> list[Example]:
    """Return the examples in their order."""
    return list(_examples())


def _examples() -> Iterator[Example]:
    section, file = "", None
    tokens = MarkdownIt("commonmark").parse(PAGE.read_text(encoding="utf-8").partition(_BEGINS)[2])
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None and before.type == "heading_open":
            section = token.content
        if token.type != "fence":
            continue
        configures = token.info == "json" and token.content.startswith("{")
        if file is not None:
            yield Example(*file, json.loads(token.content) if configures else {})
            file = None
        if not configures:
            file = (section, token.info, token.content)
    if file is not None:
        yield Example(*file, {})
