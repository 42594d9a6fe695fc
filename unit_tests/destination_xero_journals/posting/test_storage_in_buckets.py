"""Receipts and rejects in a bucket: an object for each append, none written over, every refusal a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from destination_xero_journals.object_storage import storage
from destination_xero_journals.posting.storage import INTENTS, POSTED, RECEIPTS, REJECTS, Storage, StorageFault
from unit_tests.xero_connectors.places.made_stores import BUCKET, amazon, as_a_user_of_amazon
from xero_connectors.places.s3 import S3Storage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Run a store that speaks S3 and STS, and return its address, which the form alone has."""
    with amazon() as url:
        as_a_user_of_amazon(monkeypatch, url, tmp_path)
        monkeypatch.delenv("AWS_ENDPOINT_URL_S3")
        yield url


@pytest.fixture
def bucket(server: str) -> Any:  # noqa: ANN401 - boto3 has no types
    """Make an empty bucket."""
    client = boto3.Session().client("s3", endpoint_url=server)
    client.create_bucket(Bucket=BUCKET)
    return client


def kept(server: str, sync_id: str = "7", **settings: str) -> Storage:
    """Return a storage in the bucket."""
    chosen = {"s3_bucket_name": BUCKET, "bucket_path": "/revrec/journals/", "s3_endpoint": server, **settings}
    return storage(S3Storage.model_validate({"storage_type": "S3", **chosen}), sync_id=sync_id)


def recalled(place: Storage, name: str, shelf: str = "") -> list[bytes]:
    """Return all lines that a storage recalls."""
    return [line for file in place.recall(name, shelf) for line in file.lines]


def objects(client: Any) -> dict[str, bytes]:  # noqa: ANN401 - boto3 has no types
    """Return what is in the bucket, by key."""
    found = client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return {each["Key"]: client.get_object(Bucket=BUCKET, Key=each["Key"])["Body"].read() for each in found}


def test_each_append_is_an_object_of_its_own(bucket: Any, server: str) -> None:  # noqa: ANN401
    """Numbers count receipts and rejects each, below the folder and the sync."""
    place = kept(server)

    assert place.append(RECEIPTS, [b'{"a":1}', b'{"a":2}\n']) == f"s3://{BUCKET}/revrec/journals/7/receipts-1.jsonl"
    assert place.append(RECEIPTS, [b'{"a":3}']) == f"s3://{BUCKET}/revrec/journals/7/receipts-2.jsonl"
    assert place.append(REJECTS, [b'{"b":1}']) == f"s3://{BUCKET}/revrec/journals/7/rejects-1.jsonl"
    assert place.append(REJECTS, []) == ""
    assert objects(bucket) == {
        "revrec/journals/7/receipts-1.jsonl": b'{"a":1}\n{"a":2}\n',
        "revrec/journals/7/receipts-2.jsonl": b'{"a":3}\n',
        "revrec/journals/7/rejects-1.jsonl": b'{"b":1}\n',
    }


def test_another_attempt_of_the_same_sync_writes_over_nothing(bucket: Any, server: str) -> None:  # noqa: ANN401
    """Airbyte tries a sync again under the same number."""
    kept(server).append(REJECTS, [b'{"first":1}'])
    kept(server).append(REJECTS, [b'{"second":1}'])

    assert objects(bucket) == {
        "revrec/journals/7/rejects-1.jsonl": b'{"first":1}\n',
        "revrec/journals/7/rejects-2.jsonl": b'{"second":1}\n',
    }


def test_a_shelf_is_shared_by_all_syncs(bucket: Any, server: str) -> None:  # noqa: ANN401
    """In the order of its numbers, whoever wrote; other shelves and a sync's own folder are apart."""
    one, other = kept(server), kept(server, "8")
    one.append(INTENTS, [b'{"n":1}'], "tenant/2026-01")
    other.append(INTENTS, [b'{"n":2}', b'{"n":3}'], "tenant/2026-01")
    other.append(INTENTS, [b'{"n":4}'], "tenant/2026-02")
    other.append(INTENTS, [b'{"n":5}'])

    for place in (one, other, kept(server, "9")):
        assert b"".join(recalled(place, INTENTS, "tenant/2026-01")) == b'{"n":1}\n{"n":2}\n{"n":3}\n'
    assert recalled(one, INTENTS, "tenant/2026-03") == []
    assert sorted(objects(bucket)) == [
        "revrec/journals/8/intents-1.jsonl",
        "revrec/journals/intents/tenant/2026-01/1.jsonl",
        "revrec/journals/intents/tenant/2026-01/2.jsonl",
        "revrec/journals/intents/tenant/2026-02/1.jsonl",
    ]


@pytest.mark.usefixtures("bucket")
def test_what_another_sync_adds_to_a_shelf_is_seen(server: str) -> None:
    """Each time of recalling goes on where the last one ended."""
    one, other = kept(server), kept(server, "8")
    one.append(INTENTS, [b'{"n":1}'], "tenant")
    assert len(recalled(one, INTENTS, "tenant")) == 1
    other.append(INTENTS, [b'{"n":2}'], "tenant")
    one.append(INTENTS, [b'{"n":3}'], "tenant")

    assert recalled(one, INTENTS, "tenant") == [b'{"n":1}\n', b'{"n":2}\n', b'{"n":3}\n']


@pytest.mark.usefixtures("bucket")
def test_a_sync_recalls_what_its_own_earlier_attempt_wrote(server: str) -> None:
    """Airbyte tries it again under the same number."""
    kept(server).append(RECEIPTS, [b'{"n":1}'])

    assert recalled(kept(server), RECEIPTS) == [b'{"n":1}\n']
    assert recalled(kept(server, "8"), RECEIPTS) == []


def test_a_file_that_is_gone_from_a_shelf_is_refused(bucket: Any, server: str) -> None:  # noqa: ANN401
    """Somebody removed it; what it said was posted would be posted again, were the files after it not seen."""
    for number in (1, 2, 3):
        kept(server).append(POSTED, [b'{"n":%d}' % number], "tenant/2026-01")
    gone = "revrec/journals/posted/tenant/2026-01/1.jsonl"
    bucket.delete_object(Bucket=BUCKET, Key=gone)

    with pytest.raises(StorageFault, match=f"^s3://{BUCKET}/{gone} is missing, and the file after it is there"):
        kept(server).recall(POSTED, "tenant/2026-01")
    bucket.put_object(Bucket=BUCKET, Key=gone, Body=b"")
    assert recalled(kept(server), POSTED, "tenant/2026-01") == [b'{"n":2}\n', b'{"n":3}\n']


def test_a_shelf_that_cannot_be_read_is_one_sentence() -> None:
    """The store does not answer: nothing is posted without."""
    with pytest.raises(StorageFault, match=r"^What was posted before cannot be read from s3://.* Nothing is posted"):
        kept("http://127.0.0.1:1").recall(INTENTS, "tenant")


def test_more_than_memory_should_hold_arrives_whole(bucket: Any, server: str) -> None:  # noqa: ANN401
    """Lines go through a file on their way."""
    line = b'{"text":"' + b"x" * 100_000 + b'"}'
    kept(server, bucket_path="").append(REJECTS, (line for _ in range(100)))

    assert objects(bucket) == {"7/rejects-1.jsonl": (line + b"\n") * 100}


def test_a_check_leaves_nothing(bucket: Any, server: str) -> None:  # noqa: ANN401
    """No object and no upload that was begun."""
    kept(server).check()

    assert objects(bucket) == {}
    assert not bucket.list_multipart_uploads(Bucket=BUCKET).get("Uploads")


def test_a_role_is_taken_on(bucket: Any, server: str) -> None:  # noqa: ANN401
    """The keys of the settings ask for the role, whose own keys write."""
    role = "arn:aws:iam::123456789012:role/journals"
    place = kept(server, access_key_id="not-a-real-key", secret_access_key="not-a-real-secret", role_arn=role)
    place.check()
    place.append(RECEIPTS, [b"{}"])

    assert list(objects(bucket)) == ["revrec/journals/7/receipts-1.jsonl"]


@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_is_not_there_is_one_sentence(server: str) -> None:
    """The check says so, and the writing too."""
    place = kept(server, s3_bucket_name="no-such-bucket")
    said = (
        "Receipts and rejects cannot be written to s3://no-such-bucket/revrec/journals/7: there is no such bucket. "
        "Correct its name, or make it."
    )

    with pytest.raises(StorageFault) as checked:
        place.check()
    with pytest.raises(StorageFault) as appended:
        place.append(RECEIPTS, [b"{}"])
    assert (str(checked.value), str(appended.value)) == (said, said)


@pytest.mark.usefixtures("bucket")
def test_missing_credentials_are_one_sentence(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """AWS's own chain finds none."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    with pytest.raises(
        StorageFault, match=r": no credentials were found\. Give access_key_id with secret_access_key, or what AWS"
    ):
        kept(server).check()


@pytest.mark.usefixtures("bucket")
@pytest.mark.parametrize("given", ["access_key_id", "secret_access_key"])
def test_half_a_pair_of_keys_is_one_sentence_without_the_key(server: str, given: str) -> None:
    """The one that is there is not repeated."""
    with pytest.raises(StorageFault) as fault:
        kept(server, **{given: "not-a-real-secret"}).check()

    assert str(fault.value) == (
        "Receipts and rejects cannot be written to s3://journals/revrec/journals/7: one of the two parts of a key is "
        "missing. Give access_key_id with secret_access_key, or what AWS's own tools take (AWS_ACCESS_KEY_ID with "
        "AWS_SECRET_ACCESS_KEY, AWS_PROFILE, ...)."
    )


def test_a_store_that_does_not_answer_is_one_sentence(bucket: Any) -> None:  # noqa: ANN401, ARG001 - the environment
    """Nothing listens on port 1."""
    with pytest.raises(StorageFault, match=r"^Receipts and rejects cannot be written to s3://journals/revrec/.*\.$"):
        kept("http://127.0.0.1:1").append(RECEIPTS, [b"{}"])
