"""What can go wrong between us and Xero.

    XeroError
    ├── AccessRefused               the user can mend it in Xero, in the config or on the machine
    │   ├── CredentialsRefused      client id, secret or refresh token not accepted
    │   ├── ScopeMissing            the app was not granted a scope
    │   ├── OrganisationUnreachable the organisation is not connected to the app
    │   ├── EndpointRefused         one endpoint is refused in an organisation that answers others
    │   └── WayBlocked              address, network, proxy or certificates of this machine keep it from Xero
    ├── RequestRefused              Xero does not accept the request itself
    ├── TryLater                    nothing to mend: the same call works another time
    │   ├── DayLimitReached         the organisation's daily allowance is used up
    │   ├── XeroUnavailable         Xero kept failing through all retries
    │   └── OutcomeUncertain        a write may or may not have been applied
    └── WalkIncomplete              Xero handed out fewer records than it says it has, or more

Every message says what happened, where, what was found and what to do. None holds a token or a secret.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from xero_api.stranger import is_strangers

if TYPE_CHECKING:
    from datetime import datetime

    from xero_api.transport import Reply


class XeroError(Exception):
    """Any failed conversation with Xero."""


class AccessRefused(XeroError):
    """Xero refuses this app, user or organisation, or is out of reach, until somebody mends it."""


class CredentialsRefused(AccessRefused):
    """The client id, the secret or the refresh token is not accepted."""


class ScopeMissing(AccessRefused):
    """The app, or the consent of its user, lacks a scope."""


class OrganisationUnreachable(AccessRefused):
    """The organisation is not connected to the app, or not the one that was asked for."""


class EndpointRefused(AccessRefused):
    """One endpoint is refused in an organisation that answers others."""


class WayBlocked(AccessRefused):
    """A host cannot be reached until somebody mends an address, the network, a proxy or a certificate."""


class RequestRefused(XeroError):
    """Xero does not accept the request itself (4xx other than 401, 403 and 429); `status` is HTTP's, 0 if none."""

    def __init__(self, message: str, status: int = 0) -> None:
        """Keep the status beside the message."""
        super().__init__(message)
        self.status = status


class TryLater(XeroError):
    """Nothing is wrong with request or config; a later sync succeeds."""


class DayLimitReached(TryLater):
    """The organisation's daily allowance of calls is used up; `resumes_at` is UTC, or None where Xero did not say."""

    def __init__(self, message: str, resumes_at: datetime | None = None) -> None:
        """Keep the time at which Xero counts afresh beside the message."""
        super().__init__(message)
        self.resumes_at = resumes_at


class XeroUnavailable(TryLater):
    """Xero, or the way to it, kept failing through all retries."""


class OutcomeUncertain(TryLater):
    """A write got no proper answer: Xero may or may not have applied it.

    `answered` tells whether Xero itself sent an error. Only a look into Xero settles it. Where nothing of Xero came
    back, the request may even be applied later, so that it is sent again under its own idempotency key alone; an error
    of Xero is replayed under that key for six minutes.
    """

    def __init__(self, message: str, *, answered: bool) -> None:
        """Keep whether Xero answered at all beside the message."""
        super().__init__(message)
        self.answered = answered


class WalkIncomplete(XeroError):
    """Xero handed out other records than it counts, walk after walk, or what cannot be read as a record."""


class Verdict(Enum):
    """What an answer means for the caller."""

    OK = auto()
    RETRY = auto()
    WAIT = auto()
    DAY_LIMIT = auto()
    TOKEN_REFUSED = auto()
    SCOPE_MISSING = auto()
    FORBIDDEN = auto()
    STRANGERS = auto()
    REFUSED = auto()


# The first is what Xero sends; what stands in front of it may have a word of its own.
_OF_THE_DAY = frozenset({"day", "daily", "dailylimit", "day-limit", "daily-limit"})
_TRANSIENT = frozenset({408, 500, 502, 503, 504})


def classify(reply: Reply) -> Verdict:
    """Tell what an answer means.

    The status alone is not enough: Xero answers a missing scope with 401 or 403, and only `WWW-Authenticate` tells it
    from a stale token or a wrong organisation; the four kinds of 429 differ in `X-Rate-Limit-Problem` alone
    (Xero's developer documentation, OAuth 2.0 and limits).
    """
    status = reply.status
    if 200 <= status < 300:
        return Verdict.OK
    if is_strangers(reply):
        return Verdict.STRANGERS
    if status == 429:
        problem = reply.header("X-Rate-Limit-Problem").strip().lower()
        if problem in _OF_THE_DAY:
            return Verdict.DAY_LIMIT
        return Verdict.RETRY if problem == "concurrent" else Verdict.WAIT
    if status in (401, 403) and _speaks_of_scope(reply):
        return Verdict.SCOPE_MISSING
    if status == 401:
        return Verdict.TOKEN_REFUSED
    if status == 403:
        return Verdict.FORBIDDEN
    return Verdict.RETRY if status in _TRANSIENT else Verdict.REFUSED


def _speaks_of_scope(reply: Reply) -> bool:
    # Xero's own FAQ spells it "insufficent_scope"; AuthorizationUnsuccessful is what Journals answers below its tier.
    challenge = reply.header("WWW-Authenticate").lower()
    return "_scope" in challenge or "AuthorizationUnsuccessful" in reply.text(500)
