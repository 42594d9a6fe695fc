"""Texts put together at random from dates, numbers, nouns and connectors, each piece with what it means."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

Span = tuple[date, date]

NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FULL = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
         "December")  # fmt: skip
_POINTS = frozenset({"dated", "due", "signed", "paid", "ordered"})
_COUNTS = frozenset({"licence", "Users", "users", "seats", "GB", "hours"})
_LABELS = frozenset({"level", "plan", "phase", "tier", "x", "qty"})
_CONNECTORS = (
    "to", "until", "-", "\u2013", "and", "&", ",", ",", "/", "from", "starting", "ending", "through to", "up until",
    "for", "(", ")", "inclusive", "the end of", ":", "or", "+", "between", "per", "of", "until the end of",
)  # fmt: skip
_EXPLAINED = ("4711", "INV-1234", "$25", "1,200.00", "10%", "v2.3", "24/7")
_NOUNS = (
    "Hosting", "licence", "support", "Workshop", "Users", "fee", "plan", "for Acme", "PO", "invoice", "renewal",
    "minimum", "monthly", "annual", "pro rata", "cancelled", "usage", "billed", *sorted(_POINTS | _COUNTS | _LABELS),
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `kind` is day, month, name, quarter, term, number, year or word."""

    text: str
    kind: str
    days: Span | None = None
    number: int = 0
    unit: str = ""


def month_of(year: int, month: int) -> Span:
    """Return the days of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _day(day: date, form: int) -> Piece:
    name = NAMES[day.month - 1]
    texts = (
        f"{day:%d/%m/%Y}",
        f"{day.day} {name} {day.year}",
        day.isoformat(),
        f"{name} {day.day}, {day.year}",
        f"{day.day}-{name}-{day.year}",
    )
    return Piece(texts[form], "day", (day, day))


def _month(year: int, month: int, form: int) -> Piece:
    text = (f"{NAMES[month - 1]} {year}", f"{_FULL[month - 1]} {year}", f"{NAMES[month - 1]} '{year % 100:02}")[form]
    return Piece(text, "month", month_of(year, month))


def _quarter(year: int, quarter: int) -> Piece:
    return Piece(f"Q{quarter} {year}", "quarter",
                 (date(year, quarter * 3 - 2, 1), month_of(year, quarter * 3)[1]))  # fmt: skip


_YEARS = st.sampled_from((2026, 2026, 2027))
_PIECES = st.one_of(
    st.builds(_day, st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 4)),
    st.builds(_month, _YEARS, st.integers(1, 12), st.integers(0, 2)),
    st.builds(_quarter, _YEARS, st.integers(1, 4)),
    st.integers(1, 12).map(lambda month: Piece(_FULL[month - 1], "name", number=month)),
    st.builds(
        lambda count, unit: Piece(f"{count} {unit}", "term", number=count, unit=unit),
        st.sampled_from((1, 3, 4, 6, 12, 24)),
        st.sampled_from(("months", "weeks", "years", "days")),
    ),
    st.integers(1, 40).map(lambda number: Piece(str(number), "number", number=number)),
    _YEARS.map(lambda year: Piece(str(year), "year", number=year)),
    st.sampled_from(("4711", "INV-1234", "$25", "1,200.00", "10%", "v2.3", "24/7")).map(
        lambda text: Piece(text, "word")
    ),
    st.sampled_from(_NOUNS).map(lambda text: Piece(text, "word")),
    st.sampled_from(_CONNECTORS).map(lambda text: Piece(text, "word")),
    st.sampled_from(_CONNECTORS).map(lambda text: Piece(text, "word")),
)
TEXTS = st.lists(_PIECES, min_size=1, max_size=8)


def unexplained(pieces: list[Piece], span: Span) -> list[str]:
    """Return the pieces that a period leaves unexplained, by a reckoning of their own that knows no grammar.

    A date is one of the period's ends, or one of a row of months; a number is a day of an end, or counts something.
    """
    left = []
    for place, piece in enumerate(pieces):
        before = pieces[place - 1].text if place else ""
        after = {each.text for each in pieces[place + 1 : place + 4]}
        if not _explained(piece, before, after, pieces, span):
            left.append(piece.text)
    return left


def _explained(piece: Piece, before: str, after: set[str], pieces: list[Piece], span: Span) -> bool:
    start, end = span
    if piece.kind == "day":
        return piece.days[0] in span or before in _POINTS if piece.days else False
    if piece.kind == "month" and piece.days and before.isdigit() and int(before) <= 31:  # 7 September 2027
        return piece.days[0] + timedelta(int(before) - 1) in span
    if piece.kind in {"month", "quarter"} and piece.days:
        in_a_row = {each.kind for each in pieces} <= {"month", "quarter", "name", "word", "year", "number"}
        within = start <= piece.days[0] and piece.days[1] <= end
        return piece.days[0] == start or piece.days[1] == end or (in_a_row and within)
    if piece.kind == "name":
        months = (end.year - start.year) * 12 + end.month - start.month
        return (piece.number - start.month) % 12 <= months
    if piece.kind == "term":
        return _is_length(piece, span)
    if piece.kind == "number":
        counted = (
            not _COUNTS.isdisjoint(after) or before in _LABELS or before in {"PO", "invoice", "#"} or piece.number > 31
        )
        return counted or piece.number in {start.day, end.day}
    if piece.kind == "year":
        return piece.number in {start.year, end.year}
    return True


def _is_length(piece: Piece, span: Span) -> bool:
    days = (span[1] - span[0]).days + 1
    count = piece.number
    if piece.unit in {"days", "weeks"}:
        return days == count * (7 if piece.unit == "weeks" else 1)
    months = count * (12 if piece.unit == "years" else 1)
    return abs(days - months * 30.4369) <= 3.2
