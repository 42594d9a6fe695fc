"""Faults on demand: what goes wrong, where, how often and with which seed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from random import Random
from typing import Any

from xero_sandbox.endpoints import ENDPOINTS

STATUS_FAULTS = (
    "unauthorized",
    "forbidden_scope",
    "forbidden_organisation",
    "forbidden_transient",
    "rate_minute",
    "rate_day",
    "rate_concurrent",
    "rate_appminute",
    "server_error",
    "bad_gateway",
    "unavailable",
    "html",
)
"""Answered instead of the handler: the request is not applied."""

DELIVERY_FAULTS = ("truncated_json", "reset", "slow", "lost_answer", "applied_error", "late_commit")
"""The request is applied; what goes wrong is the way back.

After `applied_error` the answer is a 500. After `late_commit` the connection is cut at once, and a write is applied
`delay` seconds later, under its Idempotency-Key; a read is only cut.
"""

KINDS = STATUS_FAULTS + DELIVERY_FAULTS
OTHER_PLACES = ("token", "connections")


class FaultError(ValueError):
    """A rule that makes no sense; the message says what is allowed."""


@dataclass(slots=True)
class Rule:
    """One rule. `endpoint` is an Accounting API endpoint, `*` for all of those, `token` or `connections`."""

    fault: str
    endpoint: str = "*"
    method: str = ""
    """Only this HTTP method."""
    count: int | None = None
    """Fires at most this often; without it, until it is cleared."""
    probability: float = 1.0
    seed: int = 0
    after: int = 0
    """Lets the first calls that match pass."""
    retry_after: int | None = None
    """Seconds that a rate fault announces; the window's own without it."""
    delay: float = 1.0
    """Real seconds that a slow answer takes, or that a late commit comes after its connection was cut."""
    matched: int = 0
    fired: int = 0
    _random: Random = field(default_factory=Random, repr=False)

    def __post_init__(self) -> None:
        if self.fault not in KINDS:
            raise FaultError(f"there is no fault {self.fault!r}; the faults are {', '.join(KINDS)}")
        places = {name.lower(): name for name in (*ENDPOINTS, *OTHER_PLACES, "*")}
        if self.endpoint.lower() not in places:
            raise FaultError(f"there is no endpoint {self.endpoint!r}; a fault takes {', '.join(places.values())}")
        if not 0 <= self.probability <= 1:
            raise FaultError(f"a probability is between 0 and 1, not {self.probability}")
        self.endpoint = places[self.endpoint.lower()]
        self._random = Random(self.seed)  # noqa: S311 - it must repeat, it guards nothing

    def strikes(self, place: str, method: str) -> bool:
        """Return whether this call is to fail, and count it."""
        everywhere = self.endpoint == "*" and place not in OTHER_PLACES
        if not (everywhere or place == self.endpoint) or (self.method and self.method.upper() != method):
            return False
        if self.count is not None and self.fired >= self.count:
            return False
        self.matched += 1
        if self.matched <= self.after or self._random.random() >= self.probability:
            return False
        self.fired += 1
        return True

    def as_dict(self) -> dict[str, Any]:
        """Return the rule with its counts."""
        return {name: value for name, value in asdict(self).items() if not name.startswith("_")}


_SETTABLE = tuple(
    each.name for each in fields(Rule) if each.name not in ("matched", "fired") and not each.name.startswith("_")
)


class Faults:
    """The rules in force, in the order in which they were set; the first that strikes decides."""

    def __init__(self) -> None:
        """Begin without rules."""
        self.rules: list[Rule] = []
        self.fired: dict[str, int] = {}
        """How often each fault has struck since the start, cleared rules included."""

    def add(self, **settings: Any) -> Rule:  # noqa: ANN401 - as they come from JSON
        """Put a rule in force and return it. Raises FaultError."""
        unknown = sorted(set(settings) - set(_SETTABLE))
        if unknown or "fault" not in settings:
            problem = f"unknown: {', '.join(unknown)}" if unknown else "fault is missing"
            raise FaultError(f"{problem}; a fault takes {', '.join(_SETTABLE)}")
        try:
            rule = Rule(**settings)
        except (TypeError, AttributeError) as error:
            raise FaultError(str(error)) from None
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Take every rule out of force; the counts stay."""
        self.rules.clear()

    def strike(self, place: str, method: str) -> Rule | None:
        """Return the rule by which this call fails, if any. HTTP method in upper case."""
        for rule in list(self.rules):
            if rule.strikes(place, method):
                self.fired[rule.fault] = self.fired.get(rule.fault, 0) + 1
                return rule
        return None
