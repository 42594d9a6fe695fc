"""What the form tells each rule: the few settings that it needs, and nothing of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xero_api.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

XeroStatus = Literal["POSTED", "DRAFT"]
OnChanged = Literal["fail", "update", "post_difference"]
OnVoided = Literal["fail", "post_again", "leave"]


@dataclass(frozen=True, slots=True)
class AccountRoute:
    """Where the lines of a RevRec account go in Xero; with a product code, only the lines of that product."""

    revrec_account: str
    xero_account: str
    product_code: str = ""


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """Which Xero account takes which line; `rounding` is the account for differences, empty where there is none."""

    routes: tuple[AccountRoute, ...] = ()
    rounding: str = ""


@dataclass(frozen=True, slots=True)
class FieldRoute:
    """The tracking category that a RevRec field fills.

    `options` pairs a value of RevRec's with the option that it stands for; every other value is an option's own name.
    """

    revrec_field: str
    xero_category: str
    options: tuple[tuple[str, str], ...] = ()
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class TrackingSettings:
    """Which fields fill which categories, and whether an option that Xero does not have is created."""

    fields: tuple[FieldRoute, ...] = ()
    create_missing: bool = False


@dataclass(frozen=True, slots=True)
class JournalSettings:
    """How an entry becomes a journal.

    `summed` makes one line of all that go to one account with one tracking. `rounding_limit` is the difference, base
    currency, up to which an entry may be out of balance; `repetition_refused` refuses one that has every line twice.
    """

    narration: str
    status: XeroStatus = "POSTED"
    show_on_cash_basis: bool = True
    summed: bool = False
    rounding_limit: Decimal = ZERO
    repetition_refused: bool = True


@dataclass(frozen=True, slots=True)
class PostingPolicy:
    """What is done with a journal that Xero holds already, and with one in a locked period.

    `status` is what a journal is to have in Xero. `move_out_of_lock` dates a journal on the first open day.
    """

    status: XeroStatus = "POSTED"
    on_changed: OnChanged = "fail"
    on_voided: OnVoided = "fail"
    move_out_of_lock: bool = False
