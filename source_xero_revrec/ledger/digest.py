"""Short digests, by which a state remembers what something looked like."""

from __future__ import annotations

import base64
import hashlib

# 48 bits: of ten thousand things that changed, one in thirty billion would look like its forerunner.
_BYTES = 6


def digest(content: bytes) -> str:
    """Return eight characters that differ wherever contents do."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()[:_BYTES]).decode()
