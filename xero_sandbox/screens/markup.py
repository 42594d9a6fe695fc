"""HTML that is put together from values: whatever is no markup already is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ALONE = frozenset({"input", "link", "meta"})


class Html(str):
    """Markup; any other text is shown as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand at the right, below their heading."""

    name: str
    number: bool = False


def shown(value: object) -> Html:
    """Return a value as a page shows it: money with its cents, days and instants as in ISO 8601, nothing as nothing."""
    match value:
        case Html():
            return value
        case None:
            return Html("")
        case Decimal():
            return Html(f"{value:,.2f}")
        case datetime():
            return Html(f"<time>{value:%Y-%m-%d %H:%M:%S}</time>")
        case date():
            return Html(f"<time>{value.isoformat()}</time>")
        case bool():
            return Html("yes" if value else "no")
        case int():
            return Html(f"{value:,}")
    return Html(escape(str(value)))


def tag(name: str, /, *content: object, **attributes: object) -> Html:
    """Return an element; an attribute that is None is left out, `class_` is `class`, `aria_label` `aria-label`."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(map(shown, content))
    return Html(f"<{name}{given}>" if name in _ALONE else f"<{name}{given}>{inner}</{name}>")


def together(parts: Iterable[object], between: str = "") -> Html:
    """Return values one after the other."""
    return Html(shown(between).join(map(shown, parts)))


def way(label: object, path: str, **query: object) -> Html:
    """Return a link to a page of the sandbox's own; what is empty is not asked for."""
    asked = urlencode({key.rstrip("_"): value for key, value in query.items() if value not in (None, "")})
    return tag("a", label, href=f"{path}?{asked}" if asked else path)


def table(columns: Sequence[Column], rows: Iterable[Sequence[object]], total: Sequence[object] = ()) -> Html:
    """Return a table, with a last line of totals if there is one."""
    head = tag("tr", *(tag("th", each.name, class_="number" if each.number else None) for each in columns))
    body = [_row(columns, cells) for cells in rows]
    foot = tag("tfoot", _row(columns, total)) if total else ""
    if not body:
        body = [tag("tr", tag("td", "There is nothing.", colspan=len(columns), class_="nothing"))]
    return tag("table", tag("thead", head), tag("tbody", *body), foot)


def facts(pairs: Iterable[tuple[str, object]]) -> Html:
    """Return names with their values, those that have none left out."""
    return tag(
        "dl", *(together((tag("dt", name), tag("dd", value))) for name, value in pairs if value not in (None, ""))
    )


def _row(columns: Sequence[Column], cells: Sequence[object]) -> Html:
    return tag(
        "tr",
        *(
            tag("td", cell, class_="number" if column.number else None)
            for column, cell in zip(columns, cells, strict=True)
        ),
    )
