"""The first page says what there is and where."""

from __future__ import annotations

from unit_tests.xero_sandbox.screens.made_view import rows, view
from xero_sandbox.screens.front import front


def test_the_front_page_counts_the_books_and_names_every_address() -> None:
    """With a configuration to copy, whose texts are texts."""
    screen = front(view(), "http://127.0.0.1:1", "http://127.0.0.1:1/identity?a=1&b=2", {"the source": '{"a": "<b>"}'})

    assert ["Invoices and bills", "391"] in rows(screen.body)
    assert "http://127.0.0.1:1/api.xro/2.0" in screen.body
    assert 'href="http://127.0.0.1:1/identity?a=1&amp;b=2"' in screen.body
    assert "<pre>{&quot;a&quot;: &quot;&lt;b&gt;&quot;}</pre>" in screen.body
    assert view().tenant.tenant_id in screen.body
