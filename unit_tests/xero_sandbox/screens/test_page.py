"""The frame of a page: where to go, and what an address may ask for."""

from __future__ import annotations

from datetime import date

import pytest

from unit_tests.xero_sandbox.screens.made_view import view
from xero_sandbox.screens.markup import Html
from xero_sandbox.screens.page import HEADERS, STYLE, WAYS, Screen, UnusableError, document, part_of


def test_every_page_leads_to_all_the_others_and_stays_with_its_organisation() -> None:
    """The first organisation needs no word in an address."""
    first, other = (document(Screen("Title <b>", Html("<p>body</p>")), view(place)) for place in (0, 1))
    tenant = view(1).tenant.tenant_id

    assert all(f'href="{path}"' in first for _, path in WAYS)
    assert all(f'href="{path}?organisation={tenant}"' in other for _, path in WAYS)
    assert f'<a href="/?organisation={tenant}">' in first
    assert "<title>Title &lt;b&gt;</title>" in first
    assert "<h1>Title &lt;b&gt;</h1><p>body</p>" in first


def test_no_script_can_run_on_a_page() -> None:
    """Whatever stands in the books; nor is a page shown within another site's."""
    policy = HEADERS["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert len(STYLE) < 2_000


@pytest.mark.parametrize("page", ["0", "-1", "x", "\u0663", "1e3", "9" * 30, ""])
def test_a_page_that_is_no_number_is_told(page: str) -> None:
    """With what is needed."""
    with pytest.raises(UnusableError, match="must be a number from 1"):
        view(page=page).page()


def test_a_day_is_read_or_told() -> None:
    """Left empty, it is what the page takes of itself."""
    assert view(on="2026-01-31").day("on", date(2026, 7, 1)) == date(2026, 1, 31)
    assert view(on="").day("on", date(2026, 7, 1)) == date(2026, 7, 1)
    with pytest.raises(UnusableError, match="on is '31/1/26', and must be a day such as 2026-01-31"):
        view(on="31/1/26").day("on", date(2026, 7, 1))


def test_a_long_list_is_shown_in_parts_that_keep_what_was_asked_for() -> None:
    """A hundred rows at a time; beyond the last there are none."""
    rows = list(range(250))
    first, ways = part_of(view(q="a b"), "/invoices", rows)
    last, back = part_of(view(q="a b", page="3"), "/invoices", rows)

    assert (list(first), list(last)) == (rows[:100], rows[200:])
    assert '<a href="/invoices?q=a+b&amp;page=2">Later rows</a>' in ways
    assert "Earlier" not in ways
    assert '<a href="/invoices?q=a+b&amp;page=2">Earlier rows</a>' in back
    assert "Later" not in back
    assert list(part_of(view(page="9"), "/invoices", rows)[0]) == []
