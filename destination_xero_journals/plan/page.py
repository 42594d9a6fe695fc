"""Sections of text on one page of a terminal: what does not fit is counted, and nothing is cut within a row."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(slots=True)
class Section:
    """A heading with rows of one line or more; `more` counts rows that are not among `rows`.

    `least` is the number of lines that it has even where others have much to say; what is left over goes to the
    section of the lowest `rank` first. `what` names its rows.
    """

    heading: Sequence[str]
    what: str
    rank: int
    least: int
    rows: list[list[str]] = field(default_factory=list)
    more: int = 0
    ending: Sequence[str] = ()

    @property
    def size(self) -> int:
        """Return the lines that the whole of it takes, with the blank line before it."""
        return 1 + len(self.heading) + sum(map(len, self.rows)) + bool(self.more) + len(self.ending)

    def fitted(self, lines: int) -> Iterator[str]:
        """Yield it in as many lines as it may have: whole rows, and how many more there are."""
        room = lines - 1 - len(self.heading) - len(self.ending)
        all_fit = not self.more and sum(map(len, self.rows)) <= room
        shown, used = 0, 0 if all_fit else 1
        for row in self.rows:
            if used + len(row) > room:
                break
            used += len(row)
            shown += 1
        yield from ("", *(self.heading if shown else self.heading[:1]))
        for row in self.rows[:shown]:
            yield from row
        unseen = len(self.rows) - shown + self.more
        if unseen:
            what = self.what.removesuffix("s") if unseen == 1 else self.what
            yield f"  … and {unseen:,} more {what}: the file of --output has all of them"
        yield from self.ending


def page(sections: Sequence[Section], most: int) -> Iterator[str]:
    """Yield the sections, a blank line before each, in `most` lines; those of the last ranks give way altogether."""
    given = [min(section.least, section.size) for section in sections]
    by_rank = sorted(range(len(sections)), key=lambda place: sections[place].rank)
    dropped = 0
    while sum(given) + bool(dropped) > most and dropped < len(sections):
        dropped += 1
        given[by_rank[-dropped]] = 0
    over = most - sum(given) - bool(dropped)
    for place in by_rank[: len(sections) - dropped]:
        more = min(over, sections[place].size - given[place])
        given[place] += more
        over -= more
    for section, lines in zip(sections, given, strict=True):
        if lines:
            yield from section.fitted(lines)
    if dropped:
        yield f"… and {dropped:,} more tables, which are in the file of --output"


def wrapped(text: str, width: int, *, first: str, then: str, most: int = 3) -> list[str]:
    """Return a text in `most` lines of `width`, the first one after `first` and the others after `then`."""
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=then, max_lines=most, placeholder=" …")
