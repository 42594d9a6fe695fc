"""Terms of months that a text gives beside a date: 12 months from 1 Feb 2026, 6 months ending 31 Jan 2027."""

from __future__ import annotations

import re

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "eighteen": 18, "twenty-four": 24, "thirty-six": 36,
}  # fmt: skip
_NUMBER = rf"(?:[0-9]{{1,3}}|{'|'.join(_WORDS)})"
_DURATION = rf"(?P<count>{_NUMBER})(?: ?\({_NUMBER}\))?[ -]?(?:(?P<years>years?|yrs?|y)|months?|mths?|mos?)(?![a-z])\.?"
# "2 of 12 months", "3 x 12 months" and "1.5 years" are no terms; "annual" is one, "annually" says how often.
_duration = re.compile(
    rf"(?<![\w.,/])(?<![0-9]-)(?<![0-9] of )(?<![0-9] x )(?<![0-9]x )"
    rf"(?:{_DURATION}|(?P<annual>annual|yearly)(?!\w))"
)
_after_start = re.compile(
    rf" ?[,;(+]? ?(?:and )?(?:for )?(?:an? |the )?(?:(?:initial )?(?:period|term|duration)(?: of|:)? )?{_DURATION}"
).match
_unnumbered = re.compile(
    r"(?<!\w)(?:(?P<months12>year)|(?P<months6>half[- ]year)|(?P<months3>quarter)|(?P<months1>month)) ?$"
)
_no_term = re.compile(r"(?<!\w)(?:within|payable|payments?|pay|paid|notice|net|cancel|discount|free)(?!\w)").search
_sentence_end = re.compile(r"[.!?] ").search
_filler = re.compile(r"(?: (?:on|the|and|including|incl|inclusive|date|date is|is))+$")

# fmt: off
_STARTS = frozenset({
    "from", "start", "starts", "started", "starting", "begin", "begins", "beginning", "commence", "commencement",
    "commences", "commencing", "effective", "since", "wef", "w.e.f", "ab",
})
_ENDS = frozenset({
    "to", "until", "untill", "till", "til", "thru", "through", "end", "ends", "ended", "ending",
    "expire", "expires", "expired", "expiring", "expiry",
})
_NO_PERIOD = frozenset({
    "after", "before", "by", "dated", "due", "expiration", "issued", "early", "late", "mid", "on", "ordered",
    "paid", "payable", "prior", "purchased", "renews", "renewed", "renewing", "signed",
})
# fmt: on
_OF = tuple(
    f"{word} of"
    for word in (
        "as",
        "beginning",
        "contract",
        "end",
        "half",
        "invoice",
        "letter",
        "offer",
        "order",
        "part",
        "po",
        "quote",
        "start",
    )
)
_goes_on = re.compile(
    r" ?[,(]? ?(?:onwards?|and (?:after|later|beyond|onwards?)|forwards?|(?:-+|to|until|till?) ?"
    r"(?:ongoing|present|current|today|date(?!\w)|now|further notice|open|tb[acd]|cancel|[?)\]}]*$))"
).match


def marker(before: str) -> str:
    """Return what the words before a date make of it: "start", "end", "point" (a single point in time) or ""."""
    words = _filler.sub("", before.rstrip(" :(="))
    last = words.rpartition(" ")[2].lstrip("(,{[").rstrip(":.")
    if last in _STARTS or words.endswith(("as of", "as from", "with effect from")):
        return "start"
    if last in _ENDS:
        return "end"
    return "point" if last in _NO_PERIOD or words.endswith(("as at", "mid-", *_OF)) else ""


def goes_on(text: str, stop: int) -> bool:
    """Return whether a date is followed by words that leave the end open, such as onwards."""
    return _goes_on(text, stop) is not None


def terms_before(before: str, *, direct: bool) -> set[int]:
    """Return the months of the terms that lead up to a start: the one just before it, or all of the sentence.

    `direct` asks for a number of months just before it alone, since "annual support from" an explicit range says how
    it is sold.
    """
    if _no_term(before):
        return set()
    found = list(_duration.finditer(before))
    if not found or _sentence_end(before, found[-1].end()):
        return set()
    if before[found[-1].end() :].strip(" ,(:").count(" ") == 0:
        return set() if direct and found[-1]["annual"] else {_months(found[-1])}
    return set() if direct else {_months(term) for term in found}


def term_after(text: str, stop: int, limit: int) -> set[int]:
    """Return the months of the term that follows a start directly, before character `limit`."""
    found = _after_start(text, stop, limit)
    return {_months(found)} if found else set()


def term_up_to(before: str) -> set[int]:
    """Return the months of the term that stands directly before an end: 12 months to, year ended."""
    words = _filler.sub("", before.rstrip(" :"))
    words = words.rpartition(" ")[0]
    found = list(_duration.finditer(words))
    if found and not words[found[-1].end() :].strip() and not found[-1]["annual"]:
        return {_months(found[-1])}
    unnumbered = _unnumbered.search(words)
    if unnumbered and unnumbered.lastgroup and not before.rstrip().endswith((" end", " till", " until")):
        return {int(unnumbered.lastgroup.removeprefix("months"))}
    return set()


def terms_anywhere(text: str) -> set[int]:
    """Return the months of every term in a text; none where it speaks of something monthly."""
    return set() if "monthly" in text else {_months(term) for term in _duration.finditer(text)}


def months_written(words: str) -> int | None:
    """Return a number of months from figures or a number word, or from a whole term; None where it is neither."""
    plain = words.strip().lower()
    if plain.isascii() and plain.isdigit() and len(plain) <= 3:
        return int(plain) or None
    if plain in _WORDS:
        return _WORDS[plain]
    term = _duration.fullmatch(plain)
    return (_months(term) or None) if term else None


def _months(term: re.Match[str]) -> int:
    groups = term.groupdict()
    if groups.get("annual"):
        return 12
    count = _WORDS.get(groups["count"]) or int(groups["count"])
    return count * 12 if groups["years"] else count
