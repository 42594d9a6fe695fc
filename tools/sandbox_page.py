"""The lists of docs/sandbox.md: switches, faults, and what a person can do."""

from __future__ import annotations

import inspect

from xero_sandbox.books import Person
from xero_sandbox.faults import FAULTS
from xero_sandbox.switches import Switches
from xero_sandbox.web.controls import actions_of


def switches() -> list[tuple[str, str, str]]:
    """Return each switch with its values, the default first, and what it does."""
    rows = []
    for switch in Switches().listed():
        values = [switch.value or "(none)", *(choice for choice in switch.choices if choice != switch.value)]
        rows.append((f"`{switch.name}`", ", ".join(f"`{value}`" for value in values), switch.about))
    return rows


def faults() -> list[tuple[str, str]]:
    """Return each fault with what happens."""
    return [(f"`{fault.name}`", fault.about) for fault in FAULTS.values()]


def actions() -> list[tuple[str, str, str]]:
    """Return each action with its arguments and what it does."""
    return [
        (f"`{name}`", _arguments(inspect.signature(method)), inspect.getdoc(method) or "")
        for name, method in actions_of(Person).items()
    ]


def _arguments(signature: inspect.Signature) -> str:
    shown = []
    for each in list(signature.parameters.values())[1:]:
        optional = each.default is not each.empty
        if each.kind is each.VAR_KEYWORD:
            shown.append("[Xero's fields]")
        else:
            shown.append(f"[{each.name}]" if optional else each.name)
    return ", ".join(shown)
