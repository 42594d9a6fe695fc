"""What the sandbox has been asked."""

from __future__ import annotations

from xero_sandbox.counters import REMEMBERED_CALLS, Call, Counters

READ = Call("Invoices", "GET", "/Invoices", 200, 10)


def counted(*calls: Call) -> Counters:
    """Return counters that have seen these calls."""
    counters = Counters()
    for call in calls:
        counters.record(call)
    return counters


def test_calls_are_counted_by_place_method_and_status() -> None:
    """What is not asked for may be anything."""
    counters = counted(READ, READ, Call("Invoices", "PUT", "/Invoices", 501, 5), Call("token", "POST", "/", 200, 1))

    assert counters.count() == 4
    assert counters.count("Invoices") == 3
    assert counters.count("Invoices", "GET", 200) == 2
    assert counters.count(status=200) == 3
    assert counters.count("Payments") == 0


def test_the_counts_are_shown_sorted() -> None:
    """With the bytes and the tokens."""
    counters = counted(Call("token", "POST", "/", 200, 1), READ)
    counters.tokens["refresh_token"] += 1

    assert counters.as_dict() == {
        "calls": 2,
        "by_endpoint": [
            {"endpoint": "Invoices", "method": "GET", "status": 200, "calls": 1},
            {"endpoint": "token", "method": "POST", "status": 200, "calls": 1},
        ],
        "bytes": 11,
        "tokens_issued": {"refresh_token": 1},
    }


def test_the_latest_calls_are_remembered_one_by_one() -> None:
    """So many of them; a reset forgets all."""
    counters = counted(*[READ] * (REMEMBERED_CALLS + 1))
    assert (len(counters.calls), counters.count()) == (REMEMBERED_CALLS, REMEMBERED_CALLS + 1)

    counters.reset()
    assert (len(counters.calls), counters.count(), counters.body_bytes) == (0, 0, 0)
