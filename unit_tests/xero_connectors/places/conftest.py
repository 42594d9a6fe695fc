"""One place of each kind, empty, on this machine."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import boto3
import pytest

from unit_tests.xero_connectors.places.made_sftp import USER, serving
from unit_tests.xero_connectors.places.made_stores import BUCKET, amazon, as_a_user_of_amazon, azure, google
from xero_connectors.places.registry import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xero_connectors.places.place import Place

KINDS = ("folder", "s3", "gs", "az", "sftp")


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Hand out the folder `a/b` of a place."""
    with ExitStack() as running:
        environment = None
        match request.param:
            case "folder":
                (tmp_path / "a/b").mkdir(parents=True)
                address = str(tmp_path / "a/b")
            case "s3":
                url = running.enter_context(amazon())
                as_a_user_of_amazon(monkeypatch, url, tmp_path)
                boto3.Session().client("s3").create_bucket(Bucket=BUCKET)
                address = f"s3://{BUCKET}/a/b"
            case "gs":
                running.enter_context(google(monkeypatch))
                address = f"gs://{BUCKET}/a/b"
            case "az":
                running.enter_context(azure(monkeypatch))
                address = f"az://{BUCKET}/a/b"
            case _:
                server = running.enter_context(serving(tmp_path / "server"))
                (server.folder / "a/b").mkdir(parents=True)
                environment = server.known_hosts(tmp_path)
                address = f"sftp://{USER}@127.0.0.1:{server.port}/a/b"
        yield folder(address, environment)
