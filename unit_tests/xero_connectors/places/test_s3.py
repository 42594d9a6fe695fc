"""S3 takes credentials, endpoint and region as any AWS tool does, and the form's where it has them."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from typing import TYPE_CHECKING, ClassVar

import boto3
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import ValidationError

from unit_tests.xero_connectors.places.made_stores import BUCKET, amazon, as_a_user_of_amazon
from xero_connectors.places.reasons import Cause, PlaceFault
from xero_connectors.places.registry import folder
from xero_connectors.places.s3 import S3Storage, _in_region

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xero_connectors.places.place import Place

KEYS = {"access_key_id": "not-a-real-key", "secret_access_key": "not-a-real-secret"}
ROLE = "arn:aws:iam::123456789012:role/journals"


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Run a store with an empty bucket; the environment points at it as a user's would."""
    with amazon() as address:
        as_a_user_of_amazon(monkeypatch, address, tmp_path)
        boto3.Session().client("s3").create_bucket(Bucket=BUCKET)
        yield address


def place(**settings: str) -> Place:
    """Return a folder by its form."""
    return S3Storage.model_validate({"storage_type": "S3", "s3_bucket_name": BUCKET, **settings}).place()


def fault(**settings: str) -> PlaceFault:
    """Return why a folder cannot be written."""
    with pytest.raises(PlaceFault) as raised:
        place(**settings).check("a")
    return raised.value


@pytest.fixture
def nobody(url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Take the machine's credentials away."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    return url


def test_the_forms_keys_and_endpoint_need_no_machine(nobody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container knows nothing of AWS."""
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3")
    monkeypatch.delenv("AWS_DEFAULT_REGION")

    place(**KEYS, s3_endpoint=nobody, s3_bucket_region="eu-central-1").check("a")


@pytest.mark.usefixtures("nobody")
def test_no_credentials_are_told_with_where_they_could_be() -> None:
    """Neither the form nor the machine has any."""
    assert fault().cause is Cause.NO_CREDENTIALS


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize("given", KEYS)
def test_half_a_key_is_told(given: str) -> None:
    """What is there is not repeated."""
    found = fault(**{given: KEYS[given]})

    assert found.cause is Cause.HALF_CREDENTIALS
    assert "not-a-real" not in str(found)


def test_a_profile_of_awss_files_signs_in(nobody: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the endpoint and the region that it names."""
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    (tmp_path / "config").write_text(f"[profile books]\nregion = eu-central-1\nendpoint_url = {nobody}\n")
    (tmp_path / "keys").write_text("[books]\naws_access_key_id = not-a-real-key\naws_secret_access_key = nor-this\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "keys"))
    monkeypatch.setenv("AWS_PROFILE", "books")
    folder(f"s3://{BUCKET}/a").check("b")

    monkeypatch.setenv("AWS_PROFILE", "none")
    assert fault().cause is Cause.NO_PROFILE


def test_a_role_is_taken_on_with_the_forms_keys(url: str, tmp_path: Path) -> None:
    """Its own keys write."""
    written = place(**KEYS, role_arn=ROLE, s3_endpoint=url, bucket_path="a")
    (tmp_path / "made").write_bytes(b"x")

    assert written.create("b.txt", tmp_path / "made")
    assert written.names() == ["b.txt"]


@pytest.mark.usefixtures("url")
def test_the_machines_session_is_none_of_the_forms_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token belongs to the key that it came with; the store would refuse it with another."""
    monkeypatch.setenv("AWS_SESSION_TOKEN", "not-a-real-token")
    with _listening() as (address, heard):
        fault(**KEYS, s3_endpoint=address)
        assert {"x-amz-security-token" in asked for asked in heard} == {False}

        fault(s3_endpoint=address)
        assert "x-amz-security-token" in heard[-1]


@pytest.mark.usefixtures("url")
def test_a_role_that_cannot_be_taken_on_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing answers where roles are given out."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1")

    assert fault(role_arn=ROLE).passing


@pytest.mark.usefixtures("url")
def test_a_bucket_in_another_region_is_reached_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The bucket says where it is, whatever the machine is set to."""
    boto3.Session().client("s3").create_bucket(
        Bucket="far", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    (tmp_path / "made").write_bytes(b"x")

    assert folder("s3://far/a").create("b", tmp_path / "made")


@pytest.mark.parametrize(
    ("endpoint", "configured", "said", "there"),
    [
        ("https://s3.eu-west-1.amazonaws.com", "eu-west-1", "eu-west-1", "https://s3.eu-west-1.amazonaws.com"),
        ("https://s3.us-west-2.amazonaws.com", "us-west-2", "eu-west-1", "https://s3.eu-west-1.amazonaws.com"),
        ("https://s3.amazonaws.com", "us-east-1", "eu-west-1", "https://s3.eu-west-1.amazonaws.com"),
        ("https://s3.amazonaws.com", "us-east-1", None, "https://s3.us-east-1.amazonaws.com"),
        ("https://s3.cn-north-1.amazonaws.com.cn", "cn-north-1", None, "https://s3.cn-north-1.amazonaws.com.cn"),
        ("https://minio.example.com", "us-east-1", None, "https://minio.example.com"),
    ],
)
def test_the_endpoint_is_the_one_of_the_buckets_region(
    endpoint: str, configured: str, said: str | None, there: str
) -> None:
    """A store other than Amazon's has one endpoint for all."""
    assert _in_region(endpoint, configured, said)[0] == there


@pytest.mark.parametrize(
    ("address", "cause"),
    [("http://127.0.0.1:1", Cause.REFUSED), ("https://no-such-host.invalid", Cause.UNKNOWN_HOST)],
)
@pytest.mark.usefixtures("url")
def test_an_endpoint_that_does_not_answer_is_told(address: str, cause: Cause) -> None:
    """It may be mended by another time."""
    found = fault(s3_endpoint=address)

    assert (found.cause, found.passing) == (cause, True)


@pytest.mark.usefixtures("url")
def test_a_certificate_that_nobody_vouches_for_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Unless the machine's user says that its authority is to be trusted."""
    with _encrypted(tmp_path) as (address, authority):
        assert fault(s3_endpoint=address).cause is Cause.UNTRUSTED

        monkeypatch.setenv("AWS_CA_BUNDLE", str(authority))
        assert fault(s3_endpoint=address).cause is Cause.BUSY


class _OutOfOrder(BaseHTTPRequestHandler):
    """A store that answers everything with 503, and remembers the headers."""

    heard: ClassVar[list[dict[str, str]]]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Refuse."""
        self.heard.append({name.lower(): value for name, value in self.headers.items()})
        self.send_response(503)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self) -> None:
        """Refuse."""
        self.do_POST()


@contextmanager
def _listening(context: ssl.SSLContext | None = None) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Run such a store; hands out its address and what it heard."""
    heard: list[dict[str, str]] = []
    server = HTTPServer(("127.0.0.1", 0), type("Handler", (_OutOfOrder,), {"heard": heard}))
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", heard
    server.shutdown()
    server.server_close()


@contextmanager
def _encrypted(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Run a store with a certificate of an authority of its own; hands out its address and the authority's file."""
    keys = {name: ec.generate_private_key(ec.SECP256R1()) for name in ("authority", "127.0.0.1")}
    for name, key in keys.items():
        certificate = _certificate(name, key.public_key(), keys["authority"])
        (tmp_path / f"{name}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "key").write_bytes(
        keys["127.0.0.1"].private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "127.0.0.1.pem", tmp_path / "key")
    with _listening(context) as (address, _):
        yield address.replace("http:", "https:"), tmp_path / "authority.pem"


def _certificate(name: str, key: ec.EllipticCurvePublicKey, authority: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    def called(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = dt.datetime.now(dt.UTC)
    host = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    return (
        x509.CertificateBuilder()
        .subject_name(called(name))
        .issuer_name(called("authority"))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(host, critical=False)
        .add_extension(x509.BasicConstraints(ca=name == "authority", path_length=None), critical=True)
        .sign(authority, hashes.SHA256())
    )


def test_an_endpoint_across_a_network_has_to_be_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the machine or the form names it: nothing of a company's books goes out readable."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.9.example")

    assert fault(**KEYS, s3_bucket_region="eu-central-1").cause is Cause.IN_THE_CLEAR
    with pytest.raises(ValidationError, match="plain http is taken to this machine alone"):
        place(**KEYS, s3_endpoint="http://store.example")
