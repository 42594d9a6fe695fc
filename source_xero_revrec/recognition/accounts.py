"""The accounts of recognition, proved against an organisation's chart: all that is wrong at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xero_connectors.config_fault import ConfigFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from source_xero_revrec.recognition.settings import Here

_LIABILITY, _REVENUE = "LIABILITY", "REVENUE"


def prove_accounts(here: Here, chart: Sequence[Mapping[str, Any]], organisation: str) -> None:
    """Raise ConfigFault naming every account that recognition cannot use in an organisation.

    `chart` holds Xero's Account records. A deferred account must be an active liability, a revenue account active
    revenue, and neither one that Xero writes by itself.
    """
    accounts = {account["Code"]: account for account in chart if account.get("Code")}
    faults = [fault for field, code, wanted in _wanted(here) for fault in _faults(accounts, field, code, wanted)]
    if faults:
        raise ConfigFault(f"The accounts of recognition do not fit {organisation}: {'; '.join(dict.fromkeys(faults))}.")


def _wanted(here: Here) -> Iterator[tuple[str, str, str]]:
    yield "deferred_account", here.deferred_account, _LIABILITY
    for method in here.methods:
        if method.of == "account":
            yield "methods", method.code, ""
    for each in here.deferred_accounts:
        yield "deferred_accounts", each.deferred_account, _LIABILITY
        if each.of == "account":
            yield "deferred_accounts", each.code, _REVENUE
    for way in here.sold_into:
        yield "sold_into", way.deferred_account, _LIABILITY
        yield "sold_into", way.revenue_account, _REVENUE
    for code in here.other_liabilities:
        yield "other_liabilities", code, _LIABILITY


def _faults(accounts: Mapping[str, Mapping[str, Any]], field: str, code: str, wanted: str) -> Iterable[str]:
    account = accounts.get(code)
    if account is None:
        yield f"{field} names {code}, which is no account's code there"
        return
    named = f"{field} names {code} ({account['Name']}), which is"
    found = account.get("Class") or "unknown"
    if wanted and found != wanted:
        yield f"{named} of the class {found} and not {wanted}"
    if field in ("methods", "other_liabilities"):
        return
    if account.get("Status", "ACTIVE") != "ACTIVE":
        yield f"{named} archived; restore it in Xero or name another"
    if account.get("SystemAccount"):
        yield f"{named} Xero's own account {account['SystemAccount']}, which takes no journals; name another"
