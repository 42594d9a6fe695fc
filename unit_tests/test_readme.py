"""The README names what the program has: every check, stream and option."""

from __future__ import annotations

from pathlib import Path

import pytest

from destination_xero_journals.options import PostingOptions
from destination_xero_journals.rules.problem import Code
from source_xero_revrec.journals.stream import KEY, NAME
from source_xero_revrec.options import RevrecOptions
from source_xero_revrec.raw_streams import RAW_STREAMS
from source_xero_revrec.revrec_streams import KEYS
from source_xero_revrec.rules.checks import reference_table, summary_table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_checks_is_the_programs_own() -> None:
    """Each check stands in the README with what it compares, and in docs/checks.md with every reason and remedy."""
    assert f"<!-- checks -->\n{summary_table()}\n<!-- /checks -->" in README
    assert reference_table() in (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("stream", "key"), [*KEYS.items(), (NAME, KEY)])
def test_a_revrec_stream_stands_in_the_readme_with_its_key(stream: str, key: tuple[str, ...]) -> None:
    """A renamed stream or key turns this red."""
    assert f"| `{stream}` | {', '.join(key)} |" in README


@pytest.mark.parametrize("stream", [raw.name for raw in RAW_STREAMS])
def test_a_raw_stream_stands_in_the_readme(stream: str) -> None:
    """A renamed stream turns this red."""
    assert f"| `{stream}` |" in README


@pytest.mark.parametrize("code", Code)
def test_a_reason_for_a_refusal_is_explained(code: Code) -> None:
    """Every code stands in docs/journal-problems.md."""
    assert f"| {code} |" in (ROOT / "docs" / "journal-problems.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", [*RevrecOptions.model_fields, *PostingOptions.model_fields])
def test_an_option_stands_in_the_readme(option: str) -> None:
    """A renamed option turns this red."""
    assert f"`{option}`" in README
