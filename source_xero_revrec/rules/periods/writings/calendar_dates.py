"""Days, months, quarters and financial years, as accountants count them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

Span = tuple[date, date]
"""First and last day of a period, both inside it."""

# Countries whose people write the month before the day in numbers: the United States, their territories (so Unicode's
# CLDR) and the states in free association with them.
MONTH_FIRST = frozenset({"AS", "FM", "GU", "MH", "MP", "PR", "PW", "UM", "US", "VI"})
# Countries where both orders are in daily use.
BOTH_ORDERS = frozenset({"CA", "PA", "PH"})

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ONE_DAY = timedelta(days=1)
# Lady Day, Midsummer Day, Michaelmas and Christmas.
_QUARTER_DAYS = ((3, 25), (6, 24), (9, 29), (12, 25))


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time in months, or in days where `months` is 0."""

    months: int = 0
    days: int = 0

    def last_day(self, start: date) -> date | None:
        """Return the last day of the term from a start; None beyond the calendar's end."""
        try:
            return last_day_of_term(start, self.months) if self.months else start + timedelta(days=self.days - 1)
        except (ValueError, OverflowError):
            return None

    def first_day(self, end: date) -> date | None:
        """Return the day on which such a term begins that ends on `end`; None if no term ends there."""
        try:
            return first_day_of_term(end, self.months) if self.months else end - timedelta(days=self.days - 1)
        except (ValueError, OverflowError):
            return None

    def fits(self, span: Span) -> bool:
        """Tell whether a period is exactly one such term; rents in England run from quarter day to quarter day."""
        return bool(self.months or self.days) and span[1] in {self.last_day(span[0]), _rent_to(span[0], self.months)}


def _rent_to(start: date, count: int) -> date | None:
    """Return the day before the quarter day that lies so many months after another; None where there is none."""
    if (start.month, start.day) not in _QUARTER_DAYS or count % 3 or start.year + count // 12 >= MAXYEAR:
        return None
    later = _QUARTER_DAYS.index((start.month, start.day)) + count // 3
    month, day = _QUARTER_DAYS[later % 4]
    return date(start.year + later // 4, month, day) - _ONE_DAY


def day_comes_first(country: str) -> bool | None:
    """Return whether a country writes 1 Feb as 01/02 (True) or 02/01 (False); None where it may be either.

    `country` is Xero's two-letter CountryCode; None for an unknown one and for countries that use both orders, such as
    Canada. Our choice: Xero documents no order.
    """
    code = country.strip().upper()
    if code in BOTH_ORDERS or len(code) != 2 or not code.isalpha():
        return None
    return code not in MONTH_FIRST


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a calendar day, or None where the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def full_year(digits: str) -> int:
    """Return the year that is written with four digits, or with two: 00-79 are 2000-2079, 80-99 are 1980-1999."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return 2000 + year if year < 80 else 1900 + year


def months(year: int, first: int, count: int = 1) -> Span:
    """Return the period of `count` whole months of a calendar year, from month number `first`."""
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def last_day_of_term(start: date, count: int) -> date:
    """Return the last day of a term of `count` months from `start`.

    It is the day before the same day, `count` months later: 1 Feb 2026 and 12 months end on 31 Jan 2027. Where that
    month has no such day, it is the month's last day: 31 Jan 2026 and 1 month end on 28 Feb 2026, so that the next
    term begins on 1 Mar and no day is lost or counted twice. Our choice.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, last) if start.day > last else date(year, month + 1, start.day) - _ONE_DAY


def first_day_of_term(end: date, count: int) -> date | None:
    """Return the day on which a term of `count` months begins that ends on `end`; None if no term ends there."""
    after = end + _ONE_DAY
    year, month = divmod(after.year * 12 + after.month - 1 - count, 12)
    start = day_of(year, month + 1, after.day)
    return start if start and last_day_of_term(start, count) == end else None


def financial_year(ending_in: int, year_end: tuple[int, int]) -> Span:
    """Return the financial year that ends in a calendar year.

    `year_end` is (month, day) of Xero's FinancialYearEndMonth and FinancialYearEndDay. The 28th of February stands
    for the month's last day, so it is the 29th in a leap year.
    """
    return _year_end(ending_in - 1, year_end) + _ONE_DAY, _year_end(ending_in, year_end)


def part_of_financial_year(ending_in: int, year_end: tuple[int, int], skipped: int, count: int) -> Span:
    """Return `count` months of a financial year after the first `skipped` ones, such as its second quarter."""
    first, last = financial_year(ending_in, year_end)
    start = last_day_of_term(first, skipped) + _ONE_DAY if skipped else first
    return start, last if skipped + count == 12 else last_day_of_term(first, skipped + count)


def written(day: date) -> str:
    """Return a day as people of every country read it: 1 Feb 2026."""
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"


def _year_end(year: int, year_end: tuple[int, int]) -> date:
    month, day = year_end
    last = monthrange(year, month)[1]
    return date(year, month, last if month == 2 and day >= 28 else min(day, last))
