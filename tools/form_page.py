"""A form of a connector as a web page, laid out as Airbyte lays it out: cards, radio buttons, the optional folded."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]
_STYLE = """
body { font: 14px/1.4 sans-serif; color: #1a194d; background: #f5f5fa; margin: 0; padding: 20px; width: 720px }
.card { background: #fff; border: 1px solid #dcdcec; border-radius: 10px; padding: 18px 24px; margin: 0 0 14px }
h2 { font-size: 16px; margin: 0 0 12px }
.field { margin: 0 0 14px } .label { font-weight: 600 } .label i { font-weight: 400; color: #8b8ba0; float: right }
.text { color: #6a6a85; font-size: 12.5px; margin: 1px 0 4px } a { color: #615eff }
.box { border: 1px solid #c9c9dc; border-radius: 6px; padding: 6px 10px; color: #9a9ab0; min-height: 19px }
.box.said { color: #1a194d } .add { color: #615eff; font-size: 13px }
.way { border: 1px solid #dcdcec; border-radius: 8px; padding: 8px 12px; margin: 4px 0 }
.way.on { border-color: #615eff }
.inside { padding: 8px 0 0 22px } .folded { color: #615eff; font-weight: 600 }
"""


def page(form: Row) -> str:
    """Return a form as it opens, with nothing filled in."""
    cards = ({"id": None, "title": form["title"]}, *form["groups"])
    shown = "".join(_card(card["title"], _of_card(form, card["id"]), form.get("required", ())) for card in cards)
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{_STYLE}</style><body>{shown}</body></html>'


def _of_card(form: Row, card: str | None) -> Iterator[tuple[str, Row]]:
    fields = sorted(form["properties"].items(), key=lambda field: field[1]["order"])
    return ((name, field) for name, field in fields if field.get("group") == card)


def _card(title: str, fields: Iterable[tuple[str, Row]], required: Iterable[str]) -> str:
    return f'<div class="card"><h2>{escape(title)}</h2>{_fields(fields, required)}</div>'


def _fields(fields: Iterable[tuple[str, Row]], required: Iterable[str]) -> str:
    """Show what is required or always shown, and fold the rest under its titles."""
    seen, folded = "", []
    for name, field in fields:
        if "const" in field or field.get("airbyte_hidden"):
            continue
        if name in required or field.get("always_show"):
            seen += _field(field, optional=name not in required)
        else:
            folded.append(field["title"])
    if folded:
        titles = escape(", ".join(folded))
        seen += f'<div class="folded">&#9656; Optional fields</div><div class="text">{titles}</div>'
    return seen


def _field(field: Row, *, optional: bool) -> str:
    note = "<i>Optional</i>" if optional else ""
    # Descriptions are our own, and hold links.
    text = f'<div class="text">{field["description"]}</div>'
    return f'<div class="field"><div class="label">{escape(field["title"])}{note}</div>{text}{_input(field)}</div>'


def _input(field: Row) -> str:
    if "oneOf" in field:
        return _ways(field)
    if field["type"] == "array":
        return '<div class="add">+ Add</div>'
    if field["type"] == "boolean":
        return f'<div class="box said">{"&#9673; yes" if field.get("default") else "&#9675; no"}</div>'
    if "default" in field:
        return f'<div class="box said">{escape(str(field["default"]))}</div>'
    example = field.get("examples", [""])[0]
    return f'<div class="box">{escape(str(example))}</div>'


def _ways(field: Row) -> str:
    """Show the ways of a choice side by side, or as a list that shows the first, with what the first one asks for."""
    first, *others = field["oneOf"]
    radio = field.get("display_type") == "radio"
    inside = _fields(sorted(first["properties"].items(), key=lambda each: each[1]["order"]), first.get("required", ()))
    mark, end = ("&#9673;", "") if radio else ("", " &#9662;")
    shown = f'<div class="way on">{mark} {escape(first["title"])}{end}'
    shown += f'<div class="inside">{inside}</div></div>' if inside else "</div>"
    if radio:
        shown += "".join(f'<div class="way">&#9675; {escape(each["title"])}</div>' for each in others)
    return shown
