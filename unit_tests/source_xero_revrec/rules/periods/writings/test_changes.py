"""Words that change what a period means."""

from __future__ import annotations

import pytest

from source_xero_revrec.rules.periods.writings import deductions, purposes
from source_xero_revrec.rules.periods.writings.changes import PHRASES, change, unaccented
from source_xero_revrec.rules.periods.writings.phrase import phrases


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("cancelled", "Z"), ("cancellation", "Z"), ("halves", "Z"), ("second", "Z"), ("zweite", "Z"),
        ("estimated", "Z"),
        ("g\u00fcltig", "V"), ("gultig", "V"), ("h\u00e4lfte", "Z"), ("jahresh\u00e4lfte", "Z"),
        ("teilgutschrift", "Z"),
        ("annul\u00e9e", "Z"), ("devoluci\u00f3n", "Z"), ("forel\u00f8big", "Z"), ("stycznia", "Z"),
        ("\u044f\u043d\u0432\u0430\u0440\u044c", "Z"),
        ("conference", "V"), ("webinars", "V"), ("jahreslizenz", "V"), ("m\u00f6belmesse", "V"), ("audi", "W"),
        ("pump", "K"),
        ("collected", "G"), ("managed", "w"), ("hosting", "w"), ("extermination", "w"), ("corporate", "w"),
        ("indemnity", "w"), ("impressions", "w"),
        ("feed", "w"),
        ("seed", "w"), ("shed", "w"), ("scada", "w"), ("environmental", "w"), ("resilience", "w"), ("preventive", "w"),
        ("refuse", "w"), ("exchange", "w"), ("terminal", "w"), ("media", "w"), ("data", "w"), ("department", "w"),
    ],
)  # fmt: skip
def test_a_word_is_known_by_itself_its_beginning_or_a_piece_of_it(word: str, kind: str) -> None:
    """With its accents and without; what only looks like one in another language is none."""
    assert change(word) == kind


def test_a_word_of_several_lists_has_the_kind_of_the_first() -> None:
    """What no period stands beside outweighs what a month alone does not stand beside."""
    both = set(phrases(deductions.DEDUCTIONS)) & set(phrases(purposes.PURPOSES))

    assert all(change(word) == "Z" for word in both if word.isalpha())


def test_phrases_are_handed_on_with_their_kind() -> None:
    """What has a gap, a stroke or a point inside."""
    assert ("Z", "subject to") in PHRASES
    assert ("V", "direct debit") in PHRASES
    assert all(not phrase.replace("\u00e9", "e").isalpha() for _, phrase in PHRASES)


def test_a_word_without_its_accents_is_compared() -> None:
    """Also letters that are none with an accent."""
    assert [unaccented(word) for word in ("caf\u00e9", "for\u00f8b", "z\u0142oty", "gro\u00df", "plain")] == [
        "cafe", "forob", "zloty", "gross", "plain",
    ]  # fmt: skip
