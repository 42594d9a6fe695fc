"""Where a workbook's figures come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xero_api.screens import SCREENS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True)
class Origin:
    """The organisation's name, the mode, the version, the instant (aware, UTC), and the configuration in words.

    `screens` and `short_code` are how links find the organisation's documents.
    """

    organisation: str
    base_currency: str
    mode: str
    made_at: datetime
    version: str
    choices: Sequence[tuple[str, str]]
    screens: str = SCREENS
    short_code: str = ""
