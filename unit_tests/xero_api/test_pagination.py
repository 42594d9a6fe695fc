"""A page and its counts are both true, or the page is not taken."""

from __future__ import annotations

from typing import Any

import pytest

from xero_api.pagination import Contradiction, Pagination, Short


def counts(page: Any = 1, size: Any = 5, pages: Any = 3, items: Any = 12) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return the envelope of an answer with these counts."""
    return {"pagination": {"page": page, "pageSize": size, "pageCount": pages, "itemCount": items}}


def proved(number: int, received: int, **found: int) -> None:
    """Hold a page against its counts."""
    said = Pagination.of(counts(**{"page": number, **found}))
    assert said
    said.prove(number, received, received)


def test_an_answer_without_counts_says_nothing() -> None:
    """That is for the caller to judge."""
    assert Pagination.of({}) is None
    assert Pagination.of({"pagination": None}) is None


@pytest.mark.parametrize(
    "body",
    [
        {"pagination": []},
        {"pagination": {}},
        counts(items=None),
        counts(items="12"),
        counts(items=-1),
        counts(items=12.5),
        counts(page=True),
    ],
)
def test_counts_that_are_no_numbers_are_a_contradiction(body: dict[str, Any]) -> None:
    """They are not read as nought."""
    with pytest.raises(Contradiction, match="pagination makes no sense"):
        Pagination.of(body)


def test_full_pages_and_the_rest_on_the_last_one_are_proved() -> None:
    """And a page beyond the end holds nothing; Xero may count one page or none where there is no record."""
    for number, received in ((1, 5), (2, 5), (3, 2), (4, 0)):
        proved(number, received)
    proved(1, 0, items=0, pages=0)
    proved(1, 0, items=0, pages=1)


@pytest.mark.parametrize(
    ("number", "received", "found", "kind"),
    [
        (1, 4, {}, Short),
        (3, 0, {}, Short),
        (1, 6, {}, Contradiction),
        (3, 3, {}, Contradiction),
        (1, 5, {"items": 0}, Contradiction),
        (1, 5, {"items": 0, "pages": 0}, Contradiction),
        (1, 5, {"page": 2}, Contradiction),
        (1, 5, {"pages": 2}, Contradiction),
        (1, 5, {"pages": 4}, Contradiction),
        (1, 0, {"items": 0, "pages": 2}, Contradiction),
        (1, 5, {"size": 0}, Contradiction),
    ],
)
def test_a_page_that_does_not_fit_its_counts_is_a_contradiction(
    number: int, received: int, found: dict[str, int], kind: type[Contradiction]
) -> None:
    """Too few records are told from too many, for the message."""
    with pytest.raises(Contradiction) as raised:
        proved(number, received, **found)

    assert type(raised.value) is kind


@pytest.mark.parametrize(("received", "kind"), [(5, Short), (6, Contradiction)])
def test_a_record_that_comes_twice_is_counted_once(received: int, kind: type[Contradiction]) -> None:
    """It stands in for no other, and a list that is longer than it may be is as wrong."""
    said = Pagination.of(counts())
    assert said
    with pytest.raises(
        Contradiction, match=f"{received - 1} distinct records in a list of {received}, 5 expected"
    ) as raised:
        said.prove(1, received, received - 1)

    assert type(raised.value) is kind
