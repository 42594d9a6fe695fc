"""What a bucket does where its store is not at its best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit_tests.xero_connectors.places.made_stores import BUCKET, azure, google
from xero_connectors.places.reasons import Cause, PlaceFault
from xero_connectors.places.registry import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unit_tests.xero_connectors.places.made_stores import Store

SCHEMES = ("gs", "az")


@pytest.fixture(params=SCHEMES)
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Store, str]]:
    """Run a bucket and hand it out with the address of a folder in it."""
    with (google if request.param == "gs" else azure)(monkeypatch) as running:
        yield running, f"{request.param}://{BUCKET}/a"


def made(tmp_path: Path, content: bytes) -> Path:
    """Return a finished file."""
    path = tmp_path / "made"
    path.write_bytes(content)
    return path


def test_an_object_whose_answer_was_lost_is_ours(store: tuple[Store, str], tmp_path: Path) -> None:
    """The request is sent again, and meets what the first one wrote."""
    running, address = store
    running.loses_answers = 1

    assert folder(address).create("b.txt", made(tmp_path, b"x"))
    assert running.objects == {"a/b.txt": b"x"}


def test_only_the_folder_is_listed(store: tuple[Store, str]) -> None:
    """A folder that begins alike is another one."""
    running, address = store
    running.objects.update({"a/b/c.txt": b"", "a/b.txt": b"", "ab/c.txt": b""})

    assert folder(address).names() == ["b.txt", "b/c.txt"]


def test_a_check_begins_nothing_that_stays(store: tuple[Store, str]) -> None:
    """Of an upload in parts a store keeps the parts, and asks money for them."""
    running, address = store
    folder(address).check("b.txt")

    assert (running.objects, running.parts) == ({}, {})


@pytest.mark.parametrize("doing", ["check", "create", "replace", "read", "names"])
@pytest.mark.parametrize(
    ("refusal", "cause"),
    [((403, "SignatureDoesNotMatch"), Cause.WRONG_SECRET), ((404, "NoSuchBucket"), Cause.NO_BUCKET)],
)
def test_a_refusal_is_told_whatever_was_asked(
    store: tuple[Store, str], tmp_path: Path, doing: str, refusal: tuple[int, str], cause: Cause
) -> None:
    """In one sentence, which names the store's own terms and nothing secret."""
    running, address = store
    running.refusal = refusal
    place = folder(address)
    attempts = {
        "check": lambda: place.check("b.txt"),
        "create": lambda: place.create("b.txt", made(tmp_path, b"x")),
        "replace": lambda: place.replace("b.txt", made(tmp_path, b"x")),
        "read": lambda: list(place.read("b.txt")),
        "names": place.names,
    }

    with pytest.raises(PlaceFault) as fault:
        attempts[doing]()
    assert fault.value.cause is cause
    assert fault.value.__cause__ is None
    assert "not-a-real" not in str(fault.value)


def test_a_store_that_knows_no_condition_is_written_to_after_the_look(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Some answer that the condition is not implemented; the look before has found nothing."""
    with google(monkeypatch) as running:
        running.knows_conditions = False
        place = folder(f"gs://{BUCKET}/a")

        assert place.create("b.txt", made(tmp_path, b"first"))
        assert not place.create("b.txt", made(tmp_path, b"second"))
        assert running.objects == {"a/b.txt": b"first"}
