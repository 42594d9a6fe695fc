"""Faults on demand: what can go wrong, and the rules by which it does."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from enum import Enum
from random import Random
from typing import TYPE_CHECKING, Any

from xero_sandbox.answers import errors
from xero_sandbox.endpoints import ENDPOINTS
from xero_sandbox.limits import DAY, MINUTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xero_sandbox.answers.errors import Answer
    from xero_sandbox.switches import Switches


@dataclass(frozen=True, slots=True)
class Struck:
    """What a fault's answer may depend on."""

    rule: Rule
    scope: str
    """What the token would need."""
    switches: Switches
    seconds_left: Callable[[int], int]
    """Seconds until the organisation's window of so many seconds resets."""


class Cut(Enum):
    """When the connection is broken."""

    NEVER = "never"
    AT_ONCE = "before the first byte"
    MIDWAY = "in the middle of the body"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong. With `instead` the request is not applied; otherwise it is, and the way back fails."""

    name: str
    about: str
    instead: Callable[[Struck], Answer] | None = None
    """What answers in the handler's place."""
    afterwards: Callable[[], Answer] | None = None
    """What is answered although the request was applied."""
    cut: Cut = Cut.NEVER
    delayed: bool = False
    """The answer takes the rule's `delay`."""
    shortened: bool = False
    """The body ends after two thirds."""
    mangles: bool = False
    """A field of a record is sent as the rule's `text`; several such rules strike together."""
    late: bool = False
    """A write is applied the rule's `delay` after its connection was cut."""


def _limited(problem: str, window: int | None = None) -> Callable[[Struck], Answer]:
    def answer(struck: Struck) -> Answer:
        retry_after = struck.rule.retry_after
        if retry_after is None and window is not None:
            retry_after = struck.seconds_left(window)
        return errors.rate_limited(problem, retry_after, struck.switches)

    return answer


_ALL = (
    Fault("unauthorized", "401, as for an unknown token.", lambda _: errors.unauthorized()),
    Fault(
        "forbidden_scope",
        "403: the token lacks the scope.",
        lambda struck: errors.wrong_scope(struck.scope, struck.switches, 403),
    ),
    Fault(
        "forbidden_organisation",
        "403: the organisation is not connected.",
        lambda _: errors.forbidden_organisation(),
    ),
    Fault(
        "forbidden_transient",
        "403 although the organisation is connected; the next try may be good.",
        lambda _: errors.forbidden_transient(),
    ),
    Fault("rate_minute", "429: the organisation's minute is used up.", _limited("minute", MINUTE)),
    Fault("rate_day", "429: the organisation's day is used up.", _limited("day", DAY)),
    Fault("rate_concurrent", "429: too many calls at once.", _limited("concurrent")),
    Fault("rate_appminute", "429: the app's minute is used up.", _limited("appminute")),
    Fault("server_error", "500 in Xero's words; nothing was applied.", lambda _: errors.server_error()),
    Fault("bad_gateway", "502 with a web page.", lambda _: errors.bad_gateway()),
    Fault("unavailable", "503: the organisation is offline.", lambda _: errors.unavailable()),
    Fault("html", "200 with a web page.", lambda _: errors.html_page()),
    Fault("truncated_json", "The JSON ends after two thirds, at the length that was announced.", shortened=True),
    Fault(
        "mangled_field",
        "A field of a record is sent as something else: `record` is the record's id (every one without it), `path` the "
        "way to the field, such as LineItems.0.LineAmount (none: the record itself), `text` the JSON in its place; "
        "empty, it is left out.",
        mangles=True,
    ),
    Fault("reset", "The connection is reset in the middle of the body.", cut=Cut.MIDWAY),
    Fault("slow", "The answer takes `delay` seconds.", delayed=True),
    Fault("lost_answer", "The request is applied, and the connection cut before the first byte.", cut=Cut.AT_ONCE),
    Fault("applied_error", "The request is applied, and answered with a 500.", afterwards=errors.server_error),
    Fault(
        "late_commit",
        "The connection is cut at once; a write is applied `delay` seconds later, under its Idempotency-Key.",
        cut=Cut.AT_ONCE,
        late=True,
    ),
)

FAULTS = {each.name: each for each in _ALL}
"""Every fault by name: the one list that `--help`, the controls, the documentation and the tests read."""

DELIVERY_FAULTS = tuple(each.name for each in _ALL if each.instead is None)
"""Faults of requests that are applied all the same."""

OTHER_PLACES = ("token", "connections")


class FaultError(ValueError):
    """A rule that makes no sense; the message says what is allowed."""


@dataclass(slots=True)
class Rule:
    """When a fault strikes. `endpoint` is one of the Accounting API, `*` for all of those, `token` or `connections`."""

    fault: str
    endpoint: str = "*"
    method: str = ""
    """Only this HTTP method."""
    organisation: str = ""
    """Only the organisation with this tenant id."""
    count: int | None = None
    """Strikes at most this often; without it, until it is cleared."""
    probability: float = 1.0
    seed: int = 0
    after: int = 0
    """Lets the first calls that match pass."""
    retry_after: int | None = None
    """Seconds that a rate fault announces; without it, what is left of the window."""
    delay: float = 1.0
    """Real seconds that a slow answer takes, or that a late commit comes after its connection was cut."""
    record: str = ""
    """The id of the record that a mangled field belongs to; without it, that of every record."""
    path: str = ""
    """The way to a mangled field: names, and places in lists from 0, between dots; empty, the record itself."""
    text: str = ""
    """The JSON that stands in a mangled field's place; empty, the field is left out."""
    matched: int = 0
    fired: int = 0
    _random: Random = field(default_factory=Random, repr=False)

    def __post_init__(self) -> None:
        if self.fault not in FAULTS:
            raise FaultError(f"there is no fault {self.fault!r}; the faults are {', '.join(FAULTS)}")
        places = {name.lower(): name for name in (*ENDPOINTS, *OTHER_PLACES, "*")}
        if self.endpoint.lower() not in places:
            raise FaultError(f"there is no endpoint {self.endpoint!r}; a fault takes {', '.join(places.values())}")
        if not 0 <= self.probability <= 1:
            raise FaultError(f"a probability is between 0 and 1, not {self.probability}")
        if (self.record or self.path or self.text) and not self.kind.mangles:
            raise FaultError(f"a fault {self.fault} takes no record, path or text")
        self.endpoint = places[self.endpoint.lower()]
        self._random = Random(self.seed)  # noqa: S311 - it must repeat, it guards nothing

    @property
    def kind(self) -> Fault:
        """What goes wrong."""
        return FAULTS[self.fault]

    def strikes(self, place: str, method: str, tenant: str = "") -> bool:
        """Return whether this call, to an organisation if any, is to fail, and count it."""
        everywhere = self.endpoint == "*" and place not in OTHER_PLACES
        if not (everywhere or place == self.endpoint) or (self.method and self.method.upper() != method):
            return False
        if self.organisation and self.organisation != tenant:
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

    def strike(self, place: str, method: str, tenant: str = "") -> Rule | None:
        """Return the rule by which this call fails, if any; the HTTP method in upper case, the organisation's id."""
        return next(self._struck(place, method, tenant, mangles=False), None)

    def manglings(self, place: str, method: str, tenant: str) -> list[tuple[str, str, str]]:
        """Return the fields that are sent as something else in the answer to this call."""
        rules = self._struck(place, method, tenant, mangles=True)
        return [(rule.record, rule.path, rule.text) for rule in rules]

    def _struck(self, place: str, method: str, tenant: str, *, mangles: bool) -> Iterator[Rule]:
        for rule in list(self.rules):
            if rule.kind.mangles == mangles and rule.strikes(place, method, tenant):
                self.fired[rule.fault] = self.fired.get(rule.fault, 0) + 1
                yield rule
