"""What is remembered of a key, for how long, and for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from unit_tests.xero_sandbox.conftest import NOON
from xero_sandbox.answers.errors import Answer, Refusal
from xero_sandbox.idempotency import KEPT, IdempotencyKeys, fingerprint

REQUEST = fingerprint("POST", "/api.xro/2.0/ManualJournals?summarizeErrors=false", b"{}")
ANSWER = Answer(400, b"refused")


def test_a_key_is_first_once_and_then_answered_from_memory() -> None:
    """Errors too."""
    keys = IdempotencyKeys()
    memory, first = keys.claim("app", "key", REQUEST, NOON)
    memory.settle(ANSWER)
    again, second = keys.claim("app", "key", REQUEST, NOON + timedelta(minutes=5, seconds=59))

    assert (first, second) == (True, False)
    assert again.answer == ANSWER


def test_six_minutes_count_from_the_first_request() -> None:
    """Using the key does not prolong it, and the oldest are forgotten first."""
    keys = IdempotencyKeys()
    keys.claim("app", "old", REQUEST, NOON)
    keys.claim("app", "new", REQUEST, NOON + timedelta(minutes=3))
    keys.claim("app", "old", REQUEST, NOON + timedelta(minutes=5))

    assert keys.claim("app", "old", REQUEST, NOON + KEPT)[1]
    assert not keys.claim("app", "new", REQUEST, NOON + KEPT)[1]


def test_keys_belong_to_an_app() -> None:
    """Another app's key of the same name is another key."""
    keys = IdempotencyKeys()
    keys.claim("app", "key", REQUEST, NOON)

    assert keys.claim("other", "key", REQUEST, NOON)[1]


@pytest.mark.parametrize(("method", "url", "body"), [
    ("PUT", "/api.xro/2.0/ManualJournals?summarizeErrors=false", b"{}"),
    ("POST", "/api.xro/2.0/ManualJournals", b"{}"),
    ("POST", "/api.xro/2.0/ManualJournals?summarizeErrors=false", b"{ }"),
])  # fmt: skip
def test_another_request_under_the_key_is_refused(method: str, url: str, body: bytes) -> None:
    """In Xero's words; the first one's answer stays."""
    keys = IdempotencyKeys()
    keys.claim("app", "k-1", REQUEST, NOON)[0].settle(ANSWER)
    with pytest.raises(Refusal) as refused:
        keys.claim("app", "k-1", fingerprint(method, url, body), NOON)

    assert refused.value.answer.status == 400
    assert b"Idempotency Key: k-1 is used with a different request" in refused.value.answer.body
    assert keys.claim("app", "k-1", REQUEST, NOON)[0].answer == ANSWER


def test_a_key_has_at_most_128_characters() -> None:
    """One more is refused."""
    keys = IdempotencyKeys()

    assert keys.claim("app", "k" * 128, REQUEST, NOON)[1]
    with pytest.raises(Refusal):
        keys.claim("app", "k" * 129, REQUEST, NOON)
