"""A tracking category that cannot be understood costs the ids of its own options, and is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from integration_tests.support.checking import faults_of_source
from integration_tests.support.reading import catalog, read_in_process
from integration_tests.support.scene import CONTRACT, STREAMS

if TYPE_CHECKING:
    from xero_sandbox import Sandbox

BREAKS = [
    ("Options.0.TrackingOptionID", "7"),
    ("Options.0.Name", "[]"),
    ("Options.1", "null"),
    ("Options", '{"a": 1}'),
    ("Status", r'"half \ud83d"'),
]


@pytest.mark.parametrize(("path", "text"), BREAKS)
def test_an_unreadable_tracking_category_stops_nothing_else(demo: Sandbox, path: str, text: str) -> None:
    """Every row comes as before, but for the ids of its options; one finding says why, and goes when it is mended."""
    config = demo.source_config()
    whole = read_in_process(demo, config, catalog(*STREAMS[CONTRACT]))
    tracked = next(row for row in whole.records("order_details") if row.get("tracking_option_id_1"))
    broken = tracked["tracking_category_id_1"]
    demo.fault("mangled_field", "TrackingCategories", record=broken, path=path, text=text)

    reading = read_in_process(demo, config, catalog(*STREAMS[CONTRACT], "tracking_categories"))

    assert (reading.failure, reading.errors()) == (None, [])
    assert faults_of_source(demo, config) == ""
    assert len(reading.records("order_details")) == len(whole.records("order_details"))
    for before, now in zip(whole.records("order_details"), reading.records("order_details"), strict=True):
        for place in (1, 2):
            of_broken = now.get(f"tracking_category_id_{place}") == broken
            known = before.get(f"tracking_option_id_{place}")
            assert now.get(f"tracking_option_id_{place}") in ({None, known} if of_broken else {known})
            assert now.get(f"tracking_option_{place}") == before.get(f"tracking_option_{place}")
    (told,) = [row for row in reading.records("recon_errors") if row["document_id"] == broken]
    assert (told["check"], told["document_type"], told["status"]) == ("UNREADABLE", "TrackingCategory", "Open")
    assert told["explanation"].endswith("Rows of lines with one of its options name the option and do without its id.")
    demo.clear_faults()
    mended = read_in_process(demo, config, catalog(*STREAMS[CONTRACT]), reading.states())
    assert [row["status"] for row in mended.records("recon_errors") if row["document_id"] == broken] in (
        [],
        ["Resolved"],
    )
