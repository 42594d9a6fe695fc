"""Each cause has one sentence, with the remedy for that cause."""

from __future__ import annotations

import errno
import os
import socket
import string

import pytest

from xero_connectors.places.reasons import Cause, PlaceFault, Terms, Trouble, of_code, of_system, of_text

REFUSED = "Generic S3 error: Error performing PUT http://host/b/k in 1ms - Server returned non-2xx status code: {}: {}"


@pytest.mark.parametrize("cause", Cause)
def test_a_sentence_says_what_is_wrong_and_what_to_do(cause: Cause) -> None:
    """Two sentences, of which none is another cause's, and every gap is filled in."""
    fault = PlaceFault("s3://b/k", Trouble(cause, "Found"), Terms(), writing=True)
    gaps = {name for text in (cause.why, cause.remedy) for _, name, _, _ in string.Formatter().parse(text) if name}

    assert str(fault).startswith("s3://b/k cannot be written: ")
    assert fault.reason.endswith(".")
    assert ". " in fault.reason
    assert gaps <= {"bucket", "right", "credentials", "found"}
    assert [
        other for other in Cause if other is not cause and (other.why, other.remedy) == (cause.why, cause.remedy)
    ] == []


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        ("404 Not Found", "<Error><Code>NoSuchBucket</Code></Error>", Cause.NO_BUCKET),
        ("404 Not Found", "<Error><Code>ContainerNotFound</Code></Error>", Cause.NO_BUCKET),
        ("404 Not Found", "<Error><Code>NoSuchKey</Code></Error>", Cause.NO_FILE),
        ("404 Not Found", "<Error>\n  <Code>BlobNotFound</Code></Error>", Cause.NO_FILE),
        ("404 Not Found", "", Cause.NO_FILE),
        ("403 Forbidden", "<Error><Code>AccessDenied</Code></Error>", Cause.DENIED),
        ("403 Forbidden", "<Error><Code>AuthorizationPermissionMismatch</Code></Error>", Cause.DENIED),
        ("403 Forbidden", "", Cause.DENIED),
        ("403 Forbidden", "<Error><Code>InvalidAccessKeyId</Code></Error>", Cause.UNKNOWN_KEY),
        ("403 Forbidden", "<Error><Code>SignatureDoesNotMatch</Code></Error>", Cause.WRONG_SECRET),
        ("403 Forbidden", "<Error><Code>AuthenticationFailed</Code></Error>", Cause.WRONG_SECRET),
        ("403 Forbidden", "<Error><Code>RequestTimeTooSkewed</Code></Error>", Cause.CLOCK),
        ("400 Bad Request", "<Error><Code>ExpiredToken</Code></Error>", Cause.EXPIRED),
        ("400 Bad Request", '{"error": "invalid_grant"}', Cause.EXPIRED),
        ("400 Bad Request", "<Error><Code>AuthorizationHeaderMalformed</Code></Error>", Cause.OTHER_REGION),
        ("401 Unauthorized", "", Cause.NO_CREDENTIALS),
        ("503 Service Unavailable", "<Error><Code>SlowDown</Code></Error>", Cause.BUSY),
        ("500 Internal Server Error", "<html>", Cause.BUSY),
        ("429 Too Many Requests", "", Cause.BUSY),
        ("400 Bad Request", "<Error><Code>Unheard</Code></Error>", Cause.OTHER),
    ],
)
def test_what_a_store_answers_is_told_by_its_own_word_or_the_status(status: str, body: str, cause: Cause) -> None:
    """The word says more than the status, and what else stands in the answer goes no further."""
    assert of_text(REFUSED.format(status, body)).cause is cause


def test_an_unknown_word_of_a_store_is_quoted() -> None:
    """A person can look it up."""
    trouble = of_text(REFUSED.format("400 Bad Request", "<Error><Code>Unheard</Code><Key>secret</Key></Error>"))

    assert PlaceFault("s3://b", trouble, Terms(), writing=False).reason == (
        "the place reports Unheard. Look it up in the documentation of the place."
    )


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("kind: Connect, ConnectError('tcp connect error', message: 'Connection refused')", Cause.REFUSED),
        ("kind: Connect, 'dns error', failed to lookup address information", Cause.UNKNOWN_HOST),
        ("kind: Timeout, source: TimedOut", Cause.TIMED_OUT),
        ("kind: Interrupted, ConnectionReset", Cause.UNREACHABLE),
        ("kind: Connect, invalid peer certificate: UnknownIssuer", Cause.UNTRUSTED),
        ("Generic GCS error: DecodeCredentials", Cause.BAD_CREDENTIALS),
        ("Generic MicrosoftAzure error: Account must be specified MissingAccount", Cause.NO_ACCOUNT),
        ("Error performing GET http://169.254.169.254/computeMetadata - 403 Forbidden", Cause.NO_CREDENTIALS),
        ("something else", Cause.OTHER),
    ],
)
def test_what_the_library_says_where_no_store_answered_is_told(text: str, cause: Cause) -> None:
    """Its texts are for programmers."""
    assert of_text(text).cause is cause


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, Cause.DISK_FULL),
        (errno.EDQUOT, Cause.DISK_FULL),
        (errno.EACCES, Cause.NOT_PERMITTED),
        (errno.EROFS, Cause.READ_ONLY),
        (errno.EISDIR, Cause.IS_A_FOLDER),
        (errno.ENOTDIR, Cause.NOT_A_FOLDER),
        (errno.ENOENT, Cause.NO_FILE),
        (errno.ECONNREFUSED, Cause.REFUSED),
        (errno.EIO, Cause.OTHER),
    ],
)
def test_what_the_machine_says_is_told_by_its_number(number: int, cause: Cause) -> None:
    """With the system's own words where they say more."""
    trouble = of_system(OSError(number, os.strerror(number)))

    assert (trouble.cause, trouble.found) == (cause, os.strerror(number))


def test_names_and_waits_of_the_network_are_told_apart() -> None:
    """Both are errors of the system without a number of their own."""
    assert of_system(socket.gaierror(-2, "Name or service not known")).cause is Cause.UNKNOWN_HOST
    assert of_system(TimeoutError("timed out")).cause is Cause.TIMED_OUT


def test_only_what_another_time_may_mend_passes() -> None:
    """A platform tries those again by itself."""
    assert [cause for cause in Cause if cause.passing] == [
        Cause.UNKNOWN_HOST,
        Cause.REFUSED,
        Cause.UNREACHABLE,
        Cause.TIMED_OUT,
        Cause.BUSY,
    ]


def test_a_right_is_named_as_the_store_names_it() -> None:
    """Reading and writing take different ones."""
    terms = Terms(to_read="s3:GetObject", to_write="s3:PutObject")
    denied = of_code("AccessDenied")

    assert PlaceFault("s3://b", denied, terms, writing=True).reason.endswith("Allow them s3:PutObject.")
    assert PlaceFault("s3://b", denied, terms, writing=False).reason.endswith("Allow them s3:GetObject.")
