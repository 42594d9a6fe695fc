"""A terminal that keeps what is written to it."""

from __future__ import annotations

import io


class Watched(io.StringIO):
    """A terminal that a person looks at."""

    def isatty(self) -> bool:
        """Tell that it is one."""
        return True
