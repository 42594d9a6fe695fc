"""What Xero's redirect says, and that nobody else's is believed."""

from __future__ import annotations

import pytest

from xero_connectors.signing_in.answer import NotSignedIn, code_of, is_answer


def test_a_code_with_the_state_is_taken() -> None:
    """Whatever else stands beside them."""
    assert code_of("code=c%2B1&scope=a+b&state=s1", "s1") == "c+1"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("code=c1&state=s2", "found: another state"),
        ("code=c1", "found: no state"),
        ("error=access_denied", "found: no state"),
        ("code=c1&state=%ff%00", "found: another state"),
        ("code=c1&code=c2&state=s1", "twice"),
        ("code=c1&state=s2&state=s1", "twice"),
        ("error=access_denied&state=s1", "Access was not allowed"),
        ("error=invalid_scope&state=s1", r"refused what was asked for \(found: invalid_scope\)"),
        ("code=c1&error=access_denied&state=s1", "Access was not allowed"),
        ("code=&state=s1", "neither a code nor an error"),
    ],
)
def test_every_other_answer_is_refused_with_its_reason(query: str, said: str) -> None:
    """A forged, doubled, denied or empty answer gives no code, and the code is not quoted."""
    with pytest.raises(NotSignedIn, match=said) as refused:
        code_of(query, "s1")

    assert "c1" not in str(refused.value)


def test_an_errors_word_cannot_write_on_the_terminal() -> None:
    """Escape sequences are taken out, and it is cut."""
    with pytest.raises(NotSignedIn) as refused:
        code_of("error=%1b[2Jbad" + "x" * 500 + "&state=s1", "s1")

    assert "\x1b" not in str(refused.value)
    assert len(str(refused.value)) < 700


@pytest.mark.parametrize(("query", "answer"), [("", False), ("a=b", False), ("code=", True), ("state=s", True)])
def test_a_page_opened_by_hand_is_no_answer(query: str, *, answer: bool) -> None:
    """Nothing of an answer is in its query."""
    assert is_answer(query) is answer
