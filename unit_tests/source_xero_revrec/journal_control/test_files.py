"""Receipts and tables in an S3 bucket, on a server of this machine."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from source_xero_revrec.journal_control.files import content, receipt_files
from source_xero_revrec.journal_control.sent import read_sent
from source_xero_revrec.journal_control.settings import Receipts
from unit_tests.source_xero_revrec.made_organisation import organisation
from unit_tests.source_xero_revrec.rules.journals.test_receipts import receipt
from unit_tests.xero_connectors.places.made_stores import BUCKET, amazon, as_a_user_of_amazon, azure, google
from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Give a test an empty bucket; the environment points at it as a user's would."""
    with amazon() as url:
        as_a_user_of_amazon(monkeypatch, url, tmp_path)
        client = boto3.Session().client("s3")
        client.create_bucket(Bucket=BUCKET)
        yield client


def put(bucket: Any, **objects: str) -> None:  # noqa: ANN401
    """Put objects into the bucket; a double underscore in the name is a folder."""
    for name, text in objects.items():
        bucket.put_object(Bucket=BUCKET, Key=name.replace("__", "/") + ".jsonl", Body=text.encode())


def test_a_folder_gives_the_receipts_of_all_syncs(bucket: Any) -> None:  # noqa: ANN401
    """Each sync wrote into a folder of its own; rejects, and a folder that begins alike, are left alone."""
    put(
        bucket,
        revrec__s2__receipts_1=receipt("80.00", after=5).model_dump_json() + "\n",
        revrec__s1__receipts_1=receipt().model_dump_json() + "\n" + receipt(journal_entry_id="JE-2").model_dump_json(),
        revrec__s1__rejects_1="{}",
        revrec_old__receipts_1="{}",
    )
    sent = read_sent(
        Receipts(source="receipts", path=f"s3://{BUCKET}/revrec"), [], [], logging.getLogger("unit_tests.s3")
    )

    assert sorted(entry.journal_entry_id for entry in sent.entries(organisation(None, "demo"), "NZD")) == [
        "JE-1",
        "JE-2",
    ]
    assert [title for title, _ in receipt_files(f"s3://{BUCKET}/revrec/")] == [
        f"s3://{BUCKET}/revrec/s1/receipts_1.jsonl",
        f"s3://{BUCKET}/revrec/s2/receipts_1.jsonl",
    ]


def test_one_object_is_read_by_its_address(bucket: Any) -> None:  # noqa: ANN401
    """Its name may be any."""
    put(bucket, january="one\ntwo\n")

    ((title, lines),) = receipt_files(f"s3://{BUCKET}/january.jsonl")
    assert (title, list(lines)) == (f"s3://{BUCKET}/january.jsonl", [b"one\n", b"two\n"])
    assert content(f"s3://{BUCKET}/january.jsonl") == b"one\ntwo\n"


@pytest.mark.usefixtures("bucket")
@pytest.mark.parametrize(
    ("address", "why"),
    [
        (f"s3://{BUCKET}/absent.jsonl", "There is no file s3://journals/absent.jsonl. Check the address."),
        (f"s3://{BUCKET}/empty", "There are no receipts under s3://journals/empty"),
        ("s3://no-such-bucket/revrec", "cannot be read: there is no such bucket"),
        ("s3:///revrec", "The address of the journal entries names no place: write it like s3://bucket/folder/."),
    ],
)
def test_receipts_that_cannot_be_read_are_one_sentence(address: str, why: str) -> None:
    """It says what is wrong with the address."""
    with pytest.raises(ConfigFault, match=why):
        [list(lines) for _, lines in receipt_files(address)]


@pytest.mark.parametrize("scheme", ["gs", "az"])
def test_receipts_in_other_buckets_are_read_alike(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address is enough to tell which it is."""
    with (google if scheme == "gs" else azure)(monkeypatch) as store:
        store.objects["revrec/s1/receipts-1.jsonl"] = receipt().model_dump_json().encode() + b"\n"
        store.objects["revrec/s1/rejects-1.jsonl"] = b"{}"
        sent = read_sent(
            Receipts(source="receipts", path=f"{scheme}://{BUCKET}/revrec"),
            [],
            [],
            logging.getLogger("unit_tests"),
        )

    assert [entry.journal_entry_id for entry in sent.entries(organisation(None, "demo"), "NZD")] == ["JE-1"]
