"""The narration: a text for people, and always the key at its end."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from destination_xero_journals.options import PostingOptions
from destination_xero_journals.rules.narration import LONGEST, narrate, period_name, unknown_placeholders
from revrec_journals.key import JournalKey
from unit_tests.revrec_journals.made_entries import line

DAY = date(2026, 1, 31)
# Half characters can be in no text that is sent.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


def narrated(template: str, description: str = "Order 7", journal_entry_id: str = "JE-1") -> str:
    """Return the narration of a journal of January."""
    key = JournalKey(journal_entry_id)
    first = line("1.00", description=description, narration="January deferral")
    return narrate(template, key=key, date=DAY, organisation="Demo Company", first=first)


def test_the_default_says_what_it_is_and_for_which_month() -> None:
    """The key follows."""
    default = PostingOptions().narration

    assert narrated(default) == "Revenue recognition January 2026 [RevRec JE-1]"
    assert unknown_placeholders(default) == []


def test_every_placeholder_is_filled_in() -> None:
    """As often as it is there."""
    template = "{journal_entry_id}|{period}|{date}|{organisation}|{description}|{date}|{narration}"

    assert (
        narrated(template)
        == "JE-1|January 2026|2026-01-31|Demo Company|Order 7|2026-01-31|January deferral [RevRec JE-1]"
    )
    assert unknown_placeholders(template) == []


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    """A description in braces is text."""
    assert narrated("{description}", description="{period}") == "{period} [RevRec JE-1]"


def test_white_space_and_what_is_not_printed_become_single_spaces() -> None:
    """Line breaks of a description, and what no XML takes, do not reach Xero."""
    assert narrated(" a\r\n\t{description}  ", description="b\u2028c\x00\xa0d") == "a b c d [RevRec JE-1]"


def test_the_key_stands_alone_where_the_template_is_empty() -> None:
    """It is all that is needed to find the journal."""
    assert narrated(" {description} ", description="\n") == "[RevRec JE-1]"


def test_a_long_text_is_cut_before_the_key() -> None:
    """The key is never cut, not even the longest; a correction's key, a moved date and taking back have room."""
    text = narrated("{description}", description="x" * 10_000)
    longest = narrated("{description}", description="x" * 10_000, journal_entry_id="ü" * 200)

    assert text.endswith("x [RevRec JE-1]")
    assert LONGEST == 4_000
    moved = "(RevRec date 2026-01-31, moved to 2026-02-01) " + JournalKey("JE-1", 9999).taken_back_mark("0" * 32)
    assert len(text.replace("[RevRec JE-1]", moved)) == LONGEST
    assert len(longest) <= LONGEST
    assert JournalKey.found_in(longest) == JournalKey("ü" * 200)


@pytest.mark.parametrize("begins", ["Reversal: ", "Reversal:", " Reversal:\n", "Reversal: Reversal: "])
def test_a_text_that_begins_like_a_reversal_by_hand_is_found_all_the_same(begins: str) -> None:
    """Otherwise the journal would be taken for somebody's reversal of it, and be posted at every sync."""
    assert JournalKey.found_in(narrated("{description}", description=begins)) == JournalKey("JE-1")
    assert narrated("{description}", description="Reversal: x") == "RevRec: Reversal: x [RevRec JE-1]"


@given(TEXT | st.sampled_from(["[RevRec JE-2]", "[RevRec JE-1 correction 1]", "[RevRec ", "Reversal: x [RevRec"]), IDS)
@example("[RevRec JE-2]", "]")
@example("[RevRec JE-2", "JE-1 correction 2")
@example("[RevRec", "%5D")
def test_a_journal_is_found_by_its_own_key_whatever_its_text_is(text: str, journal_entry_id: str) -> None:
    """A text that itself ends in a key does not matter, nor does what the id holds; and the text keeps its limit."""
    for template, description in ((text, ""), ("{description}", text)):
        narration = narrated(template, description, journal_entry_id)

        assert JournalKey.found_in(narration) == JournalKey(journal_entry_id)
        assert len(narration) <= LONGEST
        assert narration == " ".join(narration.split())


@pytest.mark.parametrize(
    ("template", "unknown"),
    [
        ("{perod} {period}", ["{perod}"]),
        ("{Period} {} { date }", ["{Period}", "{}", "{ date }"]),
        ("{x} {x}", ["{x}"]),
        ("{period", ["{"]),
        ("period}", ["}"]),
        ("{{period}}", ["{", "}"]),
        ("{period:%B}", ["{period:%B}"]),
    ],
)
def test_what_nothing_fills_in_is_found(template: str, unknown: list[str]) -> None:
    """Also a brace without its other half: nobody means it to be in a narration."""
    assert unknown_placeholders(template) == unknown


def test_a_period_is_named_by_month_and_year() -> None:
    """In English, in every language of the machine."""
    names = [period_name(date(2026, month, 1)) for month in range(1, 13)]

    assert names[0] == "January 2026"
    assert names[11] == "December 2026"
    assert " ".join(name[:3] for name in names) == "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
