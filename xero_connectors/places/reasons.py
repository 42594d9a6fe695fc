"""What goes wrong with a place, each cause with the remedy that is right for it."""

from __future__ import annotations

import errno
import re
import socket
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Terms:
    """What a kind of place calls its own things, for the sentences below."""

    bucket: str = "bucket"
    to_read: str = "the right to read"
    to_write: str = "the right to write"
    credentials: str = "credentials"


class Cause(Enum):
    """Why a place cannot be used: what is wrong, what to do, and whether another time may mend it.

    `{right}` is what the attempt needs, `{found}` what the place or the machine said.
    """

    NO_BUCKET = "there is no such {bucket}", "Correct its name, or make it"
    NO_FILE = "there is no such file", "Check the address"
    NO_FOLDER = "there is no folder {found}", "Make it, or correct the path"
    DENIED = "access is denied to these credentials", "Allow them {right}"
    ROLE_DENIED = "these credentials may not take on the role", "Allow them sts:AssumeRole on it, and let it trust them"
    NO_CREDENTIALS = "no credentials were found", "Give {credentials}"
    HALF_CREDENTIALS = "one of the two parts of a key is missing", "Give {credentials}"
    BAD_CREDENTIALS = "the credentials are not in the form that the store gives out", "Copy {credentials} whole"
    UNKNOWN_KEY = "the store does not know the access key", "Give one that is active: {credentials}"
    WRONG_SECRET = "the secret is not the one of the access key", "Copy both from one key: {credentials}"
    EXPIRED = "the credentials have expired", "Sign in again or renew them: {credentials}"
    NO_PROFILE = "the profile {found} is not in the files of AWS", "Correct AWS_PROFILE, or add it there"
    OTHER_REGION = "the bucket is in another region", "Set the region to the bucket's own"
    NO_ACCOUNT = "no storage account is named", "Give its name: AZURE_STORAGE_ACCOUNT_NAME"
    CLOCK = "the clock of this machine is more than 15 minutes off", "Set it right"
    FULL_ACCOUNT = "the store has no room left for this account", "Free some, or raise its limit"
    TOO_LARGE = "the store takes no file of this size", "Write less at once"
    UNKNOWN_HOST = "the host is not known", "Correct its name, or the machine's DNS", True
    REFUSED = "nothing answers at that host and port", "Correct them, or start the server", True
    UNREACHABLE = "the connection broke ({found})", "Check the network and try again", True
    TIMED_OUT = "the store did not answer in time", "Check host, network and firewall, and try again", True
    UNTRUSTED = "the server's certificate is not trusted here", "Name its authority's file in AWS_CA_BUNDLE"
    IN_THE_CLEAR = "plain http is taken to this machine alone, as others on the way could read it", "Use https"
    BUSY = "the store is busy or out of order ({found})", "Try again later", True
    UNKNOWN_HOST_KEY = "the server's host key is not in {found}", "Add it once you have compared it (SFTP_KNOWN_HOSTS)"
    OTHER_HOST_KEY = "the server's host key is not the one in {found}", "Find out why before going on"
    NOT_SIGNED_IN = "the server refuses this user's key or password", "Give {credentials}"
    LOCKED_KEY = "the key needs a passphrase", "Give it: SFTP_KEY_PASSPHRASE"
    SHORT = "only {found} bytes arrived", "See whether the server's disk is full"
    NOT_PERMITTED = "{found}", "Let the user that the connector runs as {right} there"
    READ_ONLY = "{found}", "Mount it for writing, or give another folder"
    DISK_FULL = "{found}", "Free some space, or give a folder on another disk"
    NOT_A_FOLDER = "{found}", "Correct the path: a file stands where a folder should"
    IS_A_FOLDER = "{found}", "Give the file, not the folder that it is in"
    NO_LIBRARY = "the library {found} is not there", "Install airbyte-xero-revrec[delivery]"
    MADE_MEANWHILE = "somebody else made a file of this name meanwhile, and it is left as it is", "Try another name"
    OTHER = "the place reports {found}", "Look it up in the documentation of the place"

    def __init__(self, why: str, remedy: str, passing: bool = False) -> None:  # noqa: FBT001, FBT002 - the rows above
        """Take a row of the table."""
        self.why = why
        self.remedy = remedy
        self.passing = passing


@dataclass(frozen=True)
class Trouble:
    """A cause as it was met, with what was found."""

    cause: Cause
    found: str = ""


class PlaceFault(Exception):
    """A place cannot be read or written; the message says which, why, and what to do. It quotes no secret.

    `passing` tells whether the same attempt may succeed another time.
    """

    def __init__(self, address: str, trouble: Trouble, terms: Terms, *, writing: bool) -> None:
        """Tell of trouble at an address."""
        right = terms.to_write if writing else terms.to_read
        words = {"bucket": terms.bucket, "right": right, "credentials": terms.credentials, "found": trouble.found}
        self.address = address
        self.reason = f"{trouble.cause.why.format(**words)}. {trouble.cause.remedy.format(**words)}."
        self.cause = trouble.cause
        self.passing = trouble.cause.passing
        super().__init__(f"{address} cannot be {'written' if writing else 'read'}: {self.reason}")


_CODES = {
    "NoSuchBucket": Cause.NO_BUCKET,
    "ContainerNotFound": Cause.NO_BUCKET,
    "ContainerBeingDeleted": Cause.NO_BUCKET,
    "NoSuchKey": Cause.NO_FILE,
    "BlobNotFound": Cause.NO_FILE,
    "AccessDenied": Cause.DENIED,
    "AllAccessDisabled": Cause.DENIED,
    "AuthorizationPermissionMismatch": Cause.DENIED,
    "InsufficientAccountPermissions": Cause.DENIED,
    "AuthenticationRequired": Cause.NO_CREDENTIALS,
    "NoAuthenticationInformation": Cause.NO_CREDENTIALS,
    "InvalidAccessKeyId": Cause.UNKNOWN_KEY,
    "InvalidClientTokenId": Cause.UNKNOWN_KEY,
    "SignatureDoesNotMatch": Cause.WRONG_SECRET,
    "AuthenticationFailed": Cause.WRONG_SECRET,
    "AuthorizationFailure": Cause.WRONG_SECRET,
    "ExpiredToken": Cause.EXPIRED,
    "ExpiredTokenException": Cause.EXPIRED,
    "TokenRefreshRequired": Cause.EXPIRED,
    "InvalidToken": Cause.EXPIRED,
    "invalid_grant": Cause.EXPIRED,
    "PermanentRedirect": Cause.OTHER_REGION,
    "AuthorizationHeaderMalformed": Cause.OTHER_REGION,
    "IllegalLocationConstraintException": Cause.OTHER_REGION,
    "RequestTimeTooSkewed": Cause.CLOCK,
    "QuotaExceeded": Cause.FULL_ACCOUNT,
    "EntityTooLarge": Cause.TOO_LARGE,
    "RequestBodyTooLarge": Cause.TOO_LARGE,
    "SlowDown": Cause.BUSY,
    "ServiceUnavailable": Cause.BUSY,
    "ServerBusy": Cause.BUSY,
    "InternalError": Cause.BUSY,
    "OperationTimedOut": Cause.BUSY,
}
"""The words in which S3, Google, Azure and what speaks their protocols refuse."""

_STATUSES = {401: Cause.NO_CREDENTIALS, 403: Cause.DENIED, 404: Cause.NO_FILE, 413: Cause.TOO_LARGE, 429: Cause.BUSY}

_NUMBERS = {
    errno.ENOENT: Cause.NO_FILE,
    errno.EACCES: Cause.NOT_PERMITTED,
    errno.EPERM: Cause.NOT_PERMITTED,
    errno.EROFS: Cause.READ_ONLY,
    errno.ENOSPC: Cause.DISK_FULL,
    errno.EDQUOT: Cause.DISK_FULL,
    errno.EFBIG: Cause.DISK_FULL,
    errno.ENOTDIR: Cause.NOT_A_FOLDER,
    errno.EEXIST: Cause.NOT_A_FOLDER,
    errno.EISDIR: Cause.IS_A_FOLDER,
    errno.ECONNREFUSED: Cause.REFUSED,
    errno.ETIMEDOUT: Cause.TIMED_OUT,
    errno.ECONNRESET: Cause.UNREACHABLE,
    errno.EPIPE: Cause.UNREACHABLE,
    errno.EHOSTUNREACH: Cause.UNREACHABLE,
    errno.ENETUNREACH: Cause.UNREACHABLE,
}

_WORDINGS = (
    (r"Connection refused", Cause.REFUSED),
    (r"dns error|lookup address", Cause.UNKNOWN_HOST),
    (r"(?i)certificate|UnknownIssuer", Cause.UNTRUSTED),
    (r"kind: Timeout|TimedOut|timed out", Cause.TIMED_OUT),
    (r"LOCATION", Cause.OTHER_REGION),
    (r"MissingAccount", Cause.NO_ACCOUNT),
    (r"169\.254\.169\.254|OpenCredentials|MissingCredentials|azure.?cli", Cause.NO_CREDENTIALS),
    (r"DecodeCredentials|ReadPem|InvalidAccessKey|MissingSasComponent|InvalidKey|MissingKey", Cause.BAD_CREDENTIALS),
    (r"kind: (?:Connect|Interrupted|Request)", Cause.UNREACHABLE),
)
"""What the library of the stores says where no store answered; a text holds several, the first stands."""


def of_code(code: str, status: int = 0) -> Trouble:
    """Return what a store's own word, or the HTTP status of an answer without one, tells."""
    cause = _CODES.get(code) or _STATUSES.get(status) or (Cause.BUSY if status >= 500 else Cause.OTHER)
    return Trouble(cause, code or f"HTTP {status}")


def of_text(text: str) -> Trouble:
    """Return what the library of the stores tells in an error; what it quotes goes no further."""
    status = re.search(r"status code: (\d{3})", text)
    code = re.search(r"<Code>(\w+)</Code>", text) or re.search(r'"error": ?"(\w+)"', text)
    for wording, cause in _WORDINGS:
        if re.search(wording, text) and not code:
            return Trouble(cause, "no whole answer came")
    if code or status:
        return of_code(code[1] if code else "", int(status[1]) if status else 0)
    return Trouble(Cause.OTHER, "an error without a code")


def of_system(failure: OSError) -> Trouble:
    """Return what this machine tells in an error."""
    if isinstance(failure, socket.gaierror):
        return Trouble(Cause.UNKNOWN_HOST)
    if isinstance(failure, TimeoutError):
        return Trouble(Cause.TIMED_OUT)
    said = failure.strerror or " ".join(str(failure).split()).rstrip(".") or type(failure).__name__
    return Trouble(_NUMBERS.get(failure.errno or 0, Cause.OTHER), said)
