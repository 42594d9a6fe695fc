"""Stores of this machine: moto's S3, and the few calls of Google and Azure that the places make.

No emulator on PyPI answers the calls of Google's XML interface that obstore makes (gcp-storage-emulator and
fake-gcs-server were tried), and Azure's own, Azurite, needs Node.js. What is written here for Azure was
compared with Azurite's answers; what stands in for Google is what obstore asks for, held against no other server.
"""

from __future__ import annotations

import hashlib
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import requests
from moto.server import ThreadedMotoServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

BUCKET = "journals"
AWS = ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_STS")
DATE = "Mon, 23 Nov 2026 12:00:00 GMT"


@contextmanager
def amazon() -> Iterator[str]:
    """Run a store that speaks S3 and STS, empty, and hand out its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    # Its buckets outlive a server in the same process.
    requests.post(f"http://{host}:{port}/moto-api/reset", timeout=10).raise_for_status()
    yield f"http://{host}:{port}"
    server.stop()


def as_a_user_of_amazon(environment: pytest.MonkeyPatch, url: str, nowhere: Path) -> None:
    """Let the environment be a user's whose machine knows nothing of AWS but these variables."""
    for name in AWS:
        environment.delenv(name, raising=False)
    environment.setenv("AWS_ENDPOINT_URL_S3", url)
    environment.setenv("AWS_ENDPOINT_URL_STS", url)
    environment.setenv("AWS_ACCESS_KEY_ID", "not-a-real-key")
    environment.setenv("AWS_SECRET_ACCESS_KEY", "not-a-real-secret")
    environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
    environment.setenv("AWS_CONFIG_FILE", str(nowhere / "none"))
    environment.setenv("AWS_SHARED_CREDENTIALS_FILE", str(nowhere / "none"))
    environment.setenv("AWS_EC2_METADATA_DISABLED", "true")


@dataclass
class Store:
    """One bucket: its objects, the uploads that were begun, what was asked, and what it refuses everything with."""

    url: str = ""
    objects: dict[str, bytes] = field(default_factory=dict)
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[str, dict[str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    refusal: tuple[int, str] | None = None
    loses_answers: int = 0
    knows_conditions: bool = True


class _Handler(BaseHTTPRequestHandler):
    """What the stores have in common; `condition` and the names of headers are each one's own."""

    protocol_version = "HTTP/1.1"
    store: ClassVar[Store]
    meta: ClassVar[str]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _ask(self) -> tuple[str, str, dict[str, str], bytes]:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query, keep_blank_values=True).items()}
        bucket, _, key = unquote(address.path).lstrip("/").partition("/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.store.asked.append(f"{self.command} {key}?{'&'.join(sorted(asked))}".rstrip("?"))
        return bucket, key, asked, body

    def _answer(self, status: int, body: str | bytes = b"", **headers: str) -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _refuse(self, status: int, code: str) -> None:
        self._answer(status, f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>No.</Message></Error>")

    def _keep(self, key: str, body: bytes) -> None:
        self.store.objects[key] = body
        self.store.said[key] = {
            name.lower(): value for name, value in self.headers.items() if name.lower().startswith(self.meta)
        }
        if self.store.loses_answers:
            self.store.loses_answers -= 1
            self._refuse(500, "InternalError")
            return
        self._answer(201 if self.meta == "x-ms-meta-" else 200, ETag=_tag(body), x_goog_generation="1")

    def _hand_out(self, key: str, absent: str) -> None:
        if key not in self.store.objects:
            self._refuse(404, absent)
            return
        body = self.store.objects[key]
        self._answer(200, body, ETag=_tag(body), Last_Modified=DATE, **self.store.said.get(key, {}))

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()  # type: ignore[attr-defined]


def _tag(body: bytes) -> str:
    return f'"{hashlib.md5(body).hexdigest()}"'


class _Google(_Handler):
    meta = "x-goog-meta-"

    def do_GET(self) -> None:
        bucket, key, asked, _ = self._ask()
        if self._stopped(bucket):
            return
        if "list-type" not in asked:
            self._hand_out(key, "NoSuchKey")
            return
        found = "".join(
            f"<Contents><Key>{escape(name)}</Key><LastModified>2026-11-23T12:00:00.000Z</LastModified>"
            f"<ETag>{_tag(body)}</ETag><Size>{len(body)}</Size></Contents>"
            for name, body in sorted(self.store.objects.items())
            if name.startswith(asked.get("prefix", ""))
        )
        self._answer(200, f"<?xml version='1.0'?><ListBucketResult>{found}</ListBucketResult>")

    def do_PUT(self) -> None:
        bucket, key, asked, body = self._ask()
        if self._stopped(bucket):
            return
        if "uploadId" in asked:
            self.store.parts[asked["uploadId"]][asked["partNumber"].zfill(5)] = body
            self._answer(200, ETag=_tag(body))
        elif "x-goog-if-generation-match" in self.headers and not self.store.knows_conditions:
            self._refuse(501, "NotImplemented")
        elif self.headers.get("x-goog-if-generation-match") == "0" and key in self.store.objects:
            self._refuse(412, "PreconditionFailed")
        else:
            self._keep(key, body)

    def do_POST(self) -> None:
        bucket, key, asked, _ = self._ask()
        if self._stopped(bucket):
            return
        if "uploads" in asked:
            self.store.parts["1"] = {}
            self._answer(
                200,
                f"<?xml version='1.0'?><InitiateMultipartUploadResult><Bucket>{bucket}</Bucket><Key>{escape(key)}</Key>"
                f"<UploadId>1</UploadId></InitiateMultipartUploadResult>",
            )
            return
        whole = b"".join(part for _, part in sorted(self.store.parts.pop(asked["uploadId"]).items()))
        self.store.objects[key] = whole
        self._answer(
            200,
            f"<?xml version='1.0'?><CompleteMultipartUploadResult><ETag>{_tag(whole)}</ETag>"
            f"</CompleteMultipartUploadResult>",
            ETag=_tag(whole),
            x_goog_generation="1",
        )

    def do_DELETE(self) -> None:
        _, _, asked, _ = self._ask()
        self.store.parts.pop(asked["uploadId"])
        self._answer(204)

    def _stopped(self, bucket: str) -> bool:
        refusal = self.store.refusal or (None if bucket == BUCKET else (404, "NoSuchBucket"))
        if refusal:
            self._refuse(*refusal)
        return refusal is not None


class _Azure(_Handler):
    meta = "x-ms-meta-"

    def do_GET(self) -> None:
        container, key, asked, _ = self._ask()
        if self._stopped(container):
            return
        if asked.get("comp") != "list":
            self._hand_out(key, "BlobNotFound")
            return
        found = "".join(
            f"<Blob><Name>{escape(name)}</Name><Properties><Last-Modified>{DATE}</Last-Modified>"
            f"<Content-Length>{len(body)}</Content-Length><Content-Type>text/plain</Content-Type>"
            f"<Etag>{_tag(body)}</Etag></Properties></Blob>"
            for name, body in sorted(self.store.objects.items())
            if name.startswith(asked.get("prefix", ""))
        )
        self._answer(
            200, f"<?xml version='1.0'?><EnumerationResults><Blobs>{found}</Blobs><NextMarker/></EnumerationResults>"
        )

    def do_PUT(self) -> None:
        container, key, asked, body = self._ask()
        if self._stopped(container):
            return
        if asked.get("comp") == "block":
            self.store.parts.setdefault(key, {})[asked["blockid"]] = body
            self._answer(201)
        elif asked.get("comp") == "blocklist":
            parts = self.store.parts.pop(key)
            self._keep(key, b"".join(parts[block] for block in re.findall(r"<Uncommitted>([^<]+)<", body.decode())))
        elif self.headers.get("If-None-Match") == "*" and key in self.store.objects:
            self._refuse(409, "BlobAlreadyExists")
        elif self.headers.get("If-Match"):
            self._refuse(412, "ConditionNotMet")
        else:
            self._keep(key, body)

    def _ask(self) -> tuple[str, str, dict[str, str], bytes]:
        # The account comes first.
        account, rest, asked, body = super()._ask()
        assert account == "accounting"
        container, _, key = rest.partition("/")
        return container, key, asked, body

    def _stopped(self, container: str) -> bool:
        refusal = self.store.refusal or (None if container == BUCKET else (404, "ContainerNotFound"))
        if refusal:
            self._refuse(*refusal)
        return refusal is not None


@contextmanager
def _serving(kind: type[_Handler]) -> Iterator[Store]:
    store = Store()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (kind,), {"store": store}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    store.url = f"http://127.0.0.1:{server.server_port}"
    yield store
    server.shutdown()
    server.server_close()
    thread.join(10)


@contextmanager
def google(environment: pytest.MonkeyPatch) -> Iterator[Store]:
    """Run a bucket of Google's, which a user's environment points at."""
    with _serving(_Google) as store:
        environment.setenv("STORAGE_EMULATOR_HOST", store.url)
        yield store


@contextmanager
def azure(environment: pytest.MonkeyPatch) -> Iterator[Store]:
    """Run a container of Azure's, which a user's environment points at."""
    with _serving(_Azure) as store:
        environment.setenv("AZURE_STORAGE_ENDPOINT", f"{store.url}/accounting")
        environment.setenv("AZURE_STORAGE_ACCOUNT_NAME", "accounting")
        environment.setenv("AZURE_STORAGE_ACCOUNT_KEY", "bm90LWEtcmVhbC1rZXk=")
        yield store
