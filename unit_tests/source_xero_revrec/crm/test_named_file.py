"""A file that the form names is had from a path, an address or a place, and called what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from source_xero_revrec.crm.calls import calls
from source_xero_revrec.crm.named_file import NamedFile
from source_xero_revrec.crm.source import CrmFault

if TYPE_CHECKING:
    from pathlib import Path

    from requests_mock import Mocker

    from unit_tests.conftest import FakeClock


def named(location: str, clock: FakeClock) -> NamedFile:
    """Return a table at a location."""
    return NamedFile(location, calls(clock), called="table of overrides")


def test_a_path_and_an_address_give_the_bytes(clock: FakeClock, tmp_path: Path, requests_mock: Mocker) -> None:
    """Whatever is in them."""
    file = tmp_path / "overrides.csv"
    file.write_bytes(b"\x00here")
    requests_mock.get("https://example.com/overrides.csv", content=b"there")

    assert named(str(file), clock).content() == b"\x00here"
    assert named("https://example.com/overrides.csv", clock).content() == b"there"


def test_what_is_wrong_names_the_file_as_what_it_is(clock: FakeClock, tmp_path: Path, requests_mock: Mocker) -> None:
    """An accountant with two files sees which one is meant."""
    requests_mock.get("https://example.com/overrides.csv", status_code=404)

    with pytest.raises(CrmFault, match=r"The table of overrides .*overrides.csv does not exist"):
        named(str(tmp_path / "overrides.csv"), clock).content()
    with pytest.raises(CrmFault, match=r"The table of overrides https://example.com/overrides.csv is not there"):
        named("https://example.com/overrides.csv", clock).content()
