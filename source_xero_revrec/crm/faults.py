"""What can be wrong with the CRM's customers.

    CrmFault            the user can mend it in the CRM, in the file or in the config
    └── CrmUnavailable  nothing to mend: the same reading works another time

Every message says what is wrong, where, what was found and what to do. None holds a token or a secret.
"""

from __future__ import annotations


class CrmFault(Exception):
    """The CRM's customers cannot be read, or cannot be told apart."""


class CrmUnavailable(CrmFault):
    """The CRM, or the way to it, kept failing through all retries, or its allowance is used up for now."""
