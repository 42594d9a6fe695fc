"""What Xero's redirect says: the code, or why there is none."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs

_DENIED = "access_denied"
_AGAIN = "Run the command again"


class NotSignedIn(Exception):
    """Signing in came to nothing, and nothing was saved; the message says what was found and what to do."""


def is_answer(query: str) -> bool:
    """Tell whether a query is an answer at all: a page that somebody opens by hand has none."""
    return bool({"code", "error", "state"} & parse_qs(query, keep_blank_values=True).keys())


def code_of(query: str, state: str) -> str:
    """Return the code of an answer to the request with this state; raises NotSignedIn where it gives none."""
    given = parse_qs(query, keep_blank_values=True)
    if any(len(given.get(name, ())) > 1 for name in ("code", "error", "state")):
        raise NotSignedIn(f"An answer came that names code, error or state twice, as Xero's do not. {_AGAIN}.")
    code, error, answered = (given.get(name, [""])[0] for name in ("code", "error", "state"))
    if not secrets.compare_digest(answered.encode(), state.encode()):
        found = "another state" if answered else "no state"
        raise NotSignedIn(
            f"An answer came that belongs to another sign-in (found: {found}; expected: the state of the address that "
            f"was printed). It was not used, since anybody could have sent it. Close other tabs of Xero's page. "
            f"{_AGAIN}, and open the address that it prints."
        )
    if error == _DENIED:
        raise NotSignedIn(
            f"Access was not allowed on Xero's page (found: {error}; expected: Allow access, with at least one "
            f"organisation). {_AGAIN} to be asked anew; who may not connect apps asks an adviser of the organisation."
        )
    if error:
        raise NotSignedIn(
            f"Xero refused what was asked for (found: {_shown(error)}). Look at the app's Configuration page at "
            f"developer.xero.com: its kind, its redirect addresses, and the scopes that it may ask for. {_AGAIN}."
        )
    if not code:
        raise NotSignedIn(f"Xero's answer holds neither a code nor an error. {_AGAIN}.")
    return code


def _shown(error: str) -> str:
    """Return an error's word as a terminal may show it."""
    return "".join(letter for letter in error if letter.isprintable())[:100]
