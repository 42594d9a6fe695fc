"""The workbook reaches a folder, an S3 bucket and an SFTP server, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import asyncssh
import boto3
import openpyxl
import pytest

from unit_tests.source_xero_revrec.workbook.made_records import made_up
from unit_tests.source_xero_revrec.workbook.made_source import MadeUpSource
from unit_tests.source_xero_revrec.workbook.made_workbook import workbook
from unit_tests.xero_connectors.places.made_sftp import PASSWORD, SftpServer, serving
from unit_tests.xero_connectors.places.made_stores import BUCKET, amazon, as_a_user_of_amazon, azure, google

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Run an S3 server with a bucket; the environment points at it as a user's would."""
    with amazon() as url:
        as_a_user_of_amazon(monkeypatch, url, tmp_path)
        client = boto3.Session().client("s3")
        client.create_bucket(Bucket=BUCKET)
        yield client


def keys(client: Any) -> list[str]:  # noqa: ANN401 - boto3 makes its clients at run time
    """Return the keys in the bucket."""
    return [found["Key"] for found in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def unfinished(client: Any) -> list[Any]:  # noqa: ANN401
    """Return the uploads that were begun and neither finished nor aborted."""
    return list(client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []))


def test_a_workbook_arrives_in_a_bucket(bucket: Any, tmp_path: Path) -> None:  # noqa: ANN401
    """The object is the workbook, and the trial before left nothing."""
    code, out, _ = workbook(tmp_path, "--output", f"s3://{BUCKET}/monthly/revrec.xlsx")
    (tmp_path / "got.xlsx").write_bytes(bucket.get_object(Bucket=BUCKET, Key="monthly/revrec.xlsx")["Body"].read())

    assert code == 0
    assert out.startswith(f"Wrote s3://{BUCKET}/monthly/revrec.xlsx\n")
    assert openpyxl.load_workbook(tmp_path / "got.xlsx").sheetnames[:2] == ["About", "OrderDetails"]
    assert (keys(bucket), unfinished(bucket)) == (["monthly/revrec.xlsx"], [])


def test_a_folder_of_a_bucket_gets_a_file_named_after_the_time(bucket: Any, tmp_path: Path) -> None:  # noqa: ANN401
    """A key that ends in a slash is a folder; no key is the bucket itself."""
    workbook(tmp_path, "--zip", "--output", f"s3://{BUCKET}/monthly/")
    workbook(tmp_path, "--output", f"s3://{BUCKET}")

    assert keys(bucket) == ["monthly/revrec-20261123T120000Z.zip", "revrec-20261123T120000Z.xlsx"]


def test_an_object_is_replaced_only_when_asked(bucket: Any, tmp_path: Path) -> None:  # noqa: ANN401
    """Without --overwrite Xero is not even read."""
    bucket.put_object(Bucket=BUCKET, Key="a.xlsx", Body=b"notes")
    source = MadeUpSource()
    code, _, error = workbook(tmp_path, "--output", f"s3://{BUCKET}/a.xlsx", source=source)

    assert (code, source.read_streams) == (1, [])
    assert error == f"s3://{BUCKET}/a.xlsx exists already: use --overwrite to replace it.\n"
    assert workbook(tmp_path, "--overwrite", "--output", f"s3://{BUCKET}/a.xlsx")[0] == 0
    assert bucket.get_object(Bucket=BUCKET, Key="a.xlsx")["Body"].read(2) == b"PK"


def test_a_failing_read_leaves_the_bucket_as_it_was(bucket: Any, tmp_path: Path) -> None:  # noqa: ANN401
    """Neither an object nor an unfinished upload."""
    source = MadeUpSource(failing="order_details")
    code, _, _ = workbook(tmp_path, "--output", f"s3://{BUCKET}/a.xlsx", source=source)

    assert (code, keys(bucket), unfinished(bucket)) == (1, [], [])


@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_is_not_there_is_found_before_xero_is_asked(tmp_path: Path) -> None:
    """One sentence, no calls."""
    source = MadeUpSource()
    code, _, error = workbook(tmp_path, "--output", "s3://no-such-bucket/a.xlsx", source=source)

    assert (code, source.read_streams) == (1, [])
    assert (
        error
        == "s3://no-such-bucket/a.xlsx cannot be written: there is no such bucket. Correct its name, or make it.\n"
    )


@pytest.mark.usefixtures("bucket")
def test_missing_credentials_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """AWS's own chain finds none."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    code, _, error = workbook(tmp_path, "--output", f"s3://{BUCKET}/a.xlsx")

    assert code == 1
    assert error.startswith(f"s3://{BUCKET}/a.xlsx cannot be written: no credentials were found. Give ")
    assert error.count("\n") == 1


@pytest.mark.parametrize("scheme", ["gs", "az"])
def test_a_workbook_arrives_in_a_bucket_of_google_and_of_azure(
    scheme: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whole, and replaced only when asked."""
    with (google if scheme == "gs" else azure)(monkeypatch) as store:
        address = f"{scheme}://{BUCKET}/monthly/revrec.xlsx"
        code, out, error = workbook(tmp_path, "--output", address)
        assert (code, out.splitlines()[0]) == (0, f"Wrote {address}"), error
        (tmp_path / "got.xlsx").write_bytes(store.objects["monthly/revrec.xlsx"])

        assert (
            workbook(tmp_path, "--output", address)[2] == f"{address} exists already: use --overwrite to replace it.\n"
        )
        assert workbook(tmp_path, "--overwrite", "--output", address)[0] == 0

    assert openpyxl.load_workbook(tmp_path / "got.xlsx").sheetnames[:2] == ["About", "OrderDetails"]
    assert (list(store.objects), store.parts) == (["monthly/revrec.xlsx"], {})


@pytest.fixture
def sftp(tmp_path: Path) -> Iterator[SftpServer]:
    """Run an SFTP server on a folder."""
    with serving(tmp_path / "server") as server:
        yield server


def test_a_workbook_arrives_on_an_sftp_server_under_its_name_only_when_complete(
    sftp: SftpServer, tmp_path: Path
) -> None:
    """A scheduled import that looks for .xlsx files never meets half of one: only hidden names were ever written to."""
    address = sftp.address("/imports/revrec.xlsx")
    code, out, error = workbook(tmp_path, "--output", address, environment=sftp.known_hosts(tmp_path))

    assert (code, out.splitlines()[0]) == (0, f"Wrote {address}"), error
    assert sftp.files() == ["imports/revrec.xlsx"]
    assert openpyxl.load_workbook(sftp.folder / "imports/revrec.xlsx").sheetnames[:2] == ["About", "OrderDetails"]
    assert len(sftp.opened) == 2
    assert all(path.startswith("/imports/.revrec.xlsx.") and path.endswith(".part") for path in sftp.opened)


def test_a_folder_on_the_server_gets_a_file_named_after_the_time(sftp: SftpServer, tmp_path: Path) -> None:
    """A path that ends in a slash is a folder; /~/ is the user's home."""
    environment = sftp.known_hosts(tmp_path)
    workbook(tmp_path, "--zip", "--output", sftp.address("/imports/"), environment=environment)
    workbook(tmp_path, "--output", sftp.address("/~/a.xlsx"), environment=environment)

    assert sftp.files() == ["a.xlsx", "imports/revrec-20261123T120000Z.zip"]


def test_a_key_file_signs_in(sftp: SftpServer, tmp_path: Path) -> None:
    """SFTP_KEY_FILE with its passphrase, and no password."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    sftp.trusted.append(key.convert_to_public())
    (tmp_path / "key").write_bytes(key.export_private_key(passphrase="not-a-real-passphrase", rounds=50))
    environment = {
        "SFTP_KNOWN_HOSTS": sftp.known_hosts(tmp_path)["SFTP_KNOWN_HOSTS"],
        "SFTP_KEY_FILE": str(tmp_path / "key"),
        "SFTP_KEY_PASSPHRASE": "not-a-real-passphrase",
    }
    code, _, error = workbook(tmp_path, "--output", sftp.address("/a.xlsx"), environment=environment)

    assert (code, sftp.files()) == (0, ["a.xlsx"]), error


@pytest.mark.parametrize("posix_rename", [True, False])
def test_a_file_on_the_server_is_replaced_only_when_asked(
    sftp: SftpServer, tmp_path: Path, *, posix_rename: bool
) -> None:
    """In one step where the server can, otherwise by removing the old one first."""
    sftp.posix_rename = posix_rename
    (sftp.folder / "a.xlsx").write_text("notes")
    environment = sftp.known_hosts(tmp_path)
    source = MadeUpSource()
    code, _, error = workbook(tmp_path, "--output", sftp.address("/a.xlsx"), environment=environment, source=source)

    assert (code, source.read_streams) == (1, [])
    assert error == f"{sftp.address('/a.xlsx')} exists already: use --overwrite to replace it.\n"
    assert workbook(tmp_path, "--overwrite", "--output", sftp.address("/a.xlsx"), environment=environment)[0] == 0
    assert (sftp.folder / "a.xlsx").read_bytes().startswith(b"PK")
    assert sftp.files() == ["a.xlsx"]


def test_an_unknown_or_changed_host_key_is_refused(sftp: SftpServer, tmp_path: Path) -> None:
    """The password is never sent to a server that is not known, and nothing asks to trust it."""
    nobody = {"SFTP_KNOWN_HOSTS": str(tmp_path / "empty"), "SFTP_PASSWORD": PASSWORD}
    code, _, error = workbook(tmp_path, "--output", sftp.address("/a.xlsx"), environment=nobody)
    assert code == 1
    assert "host key is not in" in error
    assert error.count("\n") == 1

    other = sftp.known_hosts(tmp_path, asyncssh.generate_private_key("ssh-ed25519"))
    code, _, error = workbook(tmp_path, "--output", sftp.address("/a.xlsx"), environment=other)
    assert code == 1
    assert "host key is not the one in" in error
    assert sftp.opened == []


def test_a_wrong_password_is_found_before_xero_is_asked(sftp: SftpServer, tmp_path: Path) -> None:
    """One sentence, which does not repeat it."""
    source = MadeUpSource()
    environment = {**sftp.known_hosts(tmp_path), "SFTP_PASSWORD": "not-the-password"}
    code, _, error = workbook(tmp_path, "--output", sftp.address("/a.xlsx"), environment=environment, source=source)

    assert (code, source.read_streams) == (1, [])
    assert "refuses this user's key or password" in error
    assert "not-the-password" not in error


def test_a_folder_that_is_not_on_the_server_is_found_before_xero_is_asked(sftp: SftpServer, tmp_path: Path) -> None:
    """One sentence names the folder."""
    source = MadeUpSource()
    address = sftp.address("/missing/a.xlsx")
    code, _, error = workbook(tmp_path, "--output", address, environment=sftp.known_hosts(tmp_path), source=source)

    assert (code, source.read_streams) == (1, [])
    said = "there is no folder /missing on the server. Make it, or correct the path."
    assert error == f"{address} cannot be written: {said}\n"


def test_a_server_that_runs_full_keeps_the_older_file(sftp: SftpServer, tmp_path: Path) -> None:
    """The upload breaks off, its hidden file is removed, last month's workbook is still there."""
    (sftp.folder / "a.xlsx").write_text("last month")
    sftp.room = 10_000
    source = MadeUpSource(made_up(200))
    code, _, error = workbook(
        tmp_path,
        "--overwrite",
        "--output",
        sftp.address("/a.xlsx"),
        environment=sftp.known_hosts(tmp_path),
        source=source,
    )

    assert code == 1
    assert "only 0 of " in error
    assert sftp.files() == ["a.xlsx"]
    assert (sftp.folder / "a.xlsx").read_text() == "last month"


def test_a_server_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    """Nothing listens on port 1."""
    code, _, error = workbook(
        tmp_path,
        "--output",
        "sftp://someone@127.0.0.1:1/a.xlsx",
        environment={"SFTP_KNOWN_HOSTS": str(tmp_path / "none")},
    )

    assert code == 1
    assert error.startswith("sftp://someone@127.0.0.1:1/a.xlsx cannot be written: ")
    assert error.count("\n") == 1
