"""The products and accounts that the form names by their codes, which somebody must have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from source_xero_revrec.ledger.custom_fields import prove_categories
from source_xero_revrec.ledger.master_data import read_accounts
from source_xero_revrec.rules.identifiers import product_code
from xero_api.endpoints import ITEMS
from xero_api.settings import ask_whole
from xero_connectors.config_fault import ConfigFault, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from source_xero_revrec.ledger.settings import LedgerSettings
    from source_xero_revrec.rules.conversion import ConversionSettings
    from xero_connectors.organisations import Organisation

_UNKNOWN = (
    "%s. Where an item was deleted in Xero, rows of before still go by it; otherwise write each code as Xero has it, a "
    "product's as it is on the rows, or take it out."
)

Kind = Literal["item", "account", "product", "item or account"]


@dataclass(frozen=True)
class NamedCode:
    """A code and the field that names it: a product as it is on the rows, an item or an account as Xero has it."""

    field: str
    kind: Kind
    code: str


class CodesOfForm:
    """What the form names, held against the organisations of one reading, each of which is met once."""

    def __init__(self, settings: ConversionSettings) -> None:
        """Know what is named, and no organisation yet."""
        self.named = tuple(_named(settings))
        self._items_have_rows = settings.product_code != "account"
        self._items_unread = False
        # By how it may be written: the code that the form takes for it.
        self._known: dict[Kind, dict[str, str]] = {"item": {}, "account": {}, "product": {}, "item or account": {}}

    def meet(self, accounts: Iterable[Mapping[str, Any]], item_codes: Iterable[str] | None) -> None:
        """Learn what an organisation has: Xero's Account records, and the codes of its items, None where unread."""
        if not self.named:
            return
        coded: set[str] = set()
        for account in accounts:
            code = account.get("Code") or ""
            coded.add(code)
            self._known["account"][code] = code
            self._product(code or account.get("AccountID") or "", "account", shared=False)
        self._items_unread |= item_codes is None
        for code in item_codes or ():
            self._known["item"][code] = code
            if self._items_have_rows:
                self._product(code, "item", shared=code in coded)

    def _product(self, code: str, rule: str, *, shared: bool) -> None:
        on_rows = product_code(code, rule, shared=shared)
        self._known["product"].setdefault(code, on_rows)
        for kind in ("product", "item or account"):
            self._known[kind][on_rows] = on_rows
        self._known["item or account"][code] = code

    def unknown(self, *, items: bool) -> str:
        """Return in words which codes nobody has, each with the nearest that somebody has; empty where none is.

        They are those that may be of `items`, which somebody may have deleted, or those of accounts, which stay.
        """
        return "; ".join(
            f"{each.field} names the {each.kind} {each.code!r}, which nobody has{self._near(each)}"
            for each in self.named
            if self._known[each.kind].get(each.code) != each.code
            and items == (each.kind != "account")
            and not (self._items_unread and items)
        )

    def tell(self, say: Callable[[str, str], None], *, items: Sequence[bool] = (True, False)) -> None:
        """Say which codes nobody has, since rows are right all the same."""
        unknown = "; ".join(filter(None, (self.unknown(items=each) for each in items)))
        if unknown:
            say(_UNKNOWN, unknown)

    def _near(self, named: NamedCode) -> str:
        known = self._known[named.kind]
        found = named.code if named.code in known else nearest(named.code, known)
        return f" (nearest: {known[found]})" if found else ""


def _named(settings: ConversionSettings) -> Iterator[NamedCode]:
    periods = settings.periods
    if "item_term" in periods.rules:
        for term in periods.item_terms:
            yield NamedCode("service_periods.item_terms", "item", term.item_code.strip())
    for rule in periods.product_rules:
        kind: Kind = "product" if rule.product_code else "account"
        yield NamedCode("service_periods.product_rules", kind, rule.product_code or rule.account_code or "")
    for code in settings.excluded_products:
        yield NamedCode("excluded_products", "item or account", code)


def prove_names(
    organisations: Sequence[Organisation], settings: LedgerSettings, say: Callable[[str, str], None]
) -> None:
    """Raise ConfigFault where the form names a tracking category that an organisation lacks, or nobody's account.

    Of a product that none of them has, `say` is told: it may have been deleted, and platforms check before each sync.
    """
    codes = CodesOfForm(settings.conversion)
    for organisation in organisations:
        prove_categories(organisation, settings.custom_fields, settings.conversion.periods)
        if codes.named:
            items = ask_whole(organisation.client, ITEMS).records(ITEMS)
            codes.meet(
                [account for account in read_accounts(organisation) if isinstance(account, dict)],
                [item["Code"] for item in items if isinstance(item, dict) and isinstance(item.get("Code"), str)],
            )
    codes.tell(say, items=(True,))
    if unknown := codes.unknown(items=False):
        raise ConfigFault(f"{unknown}. Write each code as Xero has it, or take it out.")
