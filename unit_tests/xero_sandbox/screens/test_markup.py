"""Values become markup, and no text becomes more than a text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xero_sandbox.screens.markup import Column, Html, facts, shown, table, tag, together, way


class Read(HTMLParser):
    """Reads markup back."""

    def __init__(self, markup: str) -> None:
        """Read it whole."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (Decimal("-1234.5"), "-1,234.50"),
        (12345, "12,345"),
        (True, "yes"),
        (date(2026, 1, 31), "<time>2026-01-31</time>"),
        (datetime(2026, 1, 31, 9, 5, 7, tzinfo=UTC), "<time>2026-01-31 09:05:07</time>"),
        ("<b> & \"'", "&lt;b&gt; &amp; &quot;&#x27;"),
        (Html("<b>"), "<b>"),
    ],
)
def test_a_value_is_shown_as_a_person_reads_it(value: object, expected: str) -> None:
    """Money with its cents, and no text as markup."""
    assert shown(value) == expected


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1))
def test_any_text_comes_back_as_itself_and_adds_no_element(text: str) -> None:
    """As content, as an attribute, and in the query of a link."""
    read = Read(tag("p", text, title=text) + way(text, "/there", q=text))

    assert [name for name, _ in read.tags] == ["p", "a"]
    assert read.tags[0][1] == {"title": text}
    assert "".join(read.texts) == text * 2
    assert str(read.tags[1][1]["href"]).startswith("/there?q=")


def test_a_table_has_its_numbers_at_the_right_and_its_total_below() -> None:
    """Without rows it says so."""
    columns = (Column("Name"), Column("Amount", number=True))
    made = table(columns, [("A & B", Decimal(1))], ("Total", Decimal(1)))

    assert '<td>A &amp; B</td><td class="number">1.00</td>' in made
    assert made.endswith('<tfoot><tr><td>Total</td><td class="number">1.00</td></tr></tfoot></table>')
    assert "There is nothing." in table(columns, [])
    with pytest.raises(ValueError, match="zip"):
        table(columns, [("one",)])


def test_what_is_not_known_is_left_out() -> None:
    """Of facts, of attributes, and of the query of a link."""
    assert facts((("Due", None), ("Reference", ""), ("Total", 0))) == "<dl><dt>Total</dt><dd>0</dd></dl>"
    assert (
        tag("option", "x", selected=None, class_="a", aria_label="b") == '<option class="a" aria-label="b">x</option>'
    )
    assert way("x", "/there", q="", page=None) == '<a href="/there">x</a>'
    assert together(("a", "<"), ", ") == "a, &lt;"
    assert tag("input", name="q") == '<input name="q">'
