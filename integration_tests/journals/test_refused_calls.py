"""Refusals that come back for a whole call, and those that Xero repeats after their cause is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integration_tests.support.journals.syncs import REGION, SENDING, codes, kept, post, post_while, rejects, unchanged
from integration_tests.support.posting import entry, in_books

if TYPE_CHECKING:
    from pathlib import Path

    from xero_sandbox import Sandbox


def test_a_journal_too_large_for_xero_is_refused_alone(xero: Sandbox, tmp_path: Path) -> None:
    """Xero answers 413 to the whole call: by halves the one journal is found, and the others are posted once."""
    xero.set_switches(largest_request="20000")
    journals = [entry(f"JE-{number}", Description="x" * (12_000 if number == 3 else 10)) for number in range(1, 8)]
    written = post(xero, *journals, on_invalid="post_the_valid", object_storage_config=kept(tmp_path))

    assert written.failure is None
    assert len(written.states()) == 1
    assert codes(written) == ["REFUSED_BY_XERO"]
    assert {row["Journal Entry Id"] for row in rejects(tmp_path)} == {"JE-3"}
    assert len({each["Narration"] for each in in_books(xero)}) == len(in_books(xero)) == 6


def test_what_xero_refused_is_posted_as_soon_as_its_cause_is_mended(xero: Sandbox) -> None:
    """Within the six minutes for which Xero repeats the refusal too: the second try has a key of its own."""

    def archive() -> None:
        xero.act("archive_tracking_option", category="Region", option="South")

    xero.set_switches(unknown_tracking_option="refuse")
    mapping = {"tracking_mapping": [REGION]}
    assert codes(post_while(xero, SENDING, archive, *entry(Location="South"), **mapping)) == ["REFUSED_BY_XERO"]
    with xero.service.lock:
        for category in xero.books.store.records["TrackingCategories"].values():
            for option in category["Options"]:
                option["Status"] = "ACTIVE"
    written = post(xero, entry(Location="South"), **mapping)

    assert written.failure is None, written.log("ERROR")
    assert unchanged(post(xero, entry(Location="South"), **mapping))
