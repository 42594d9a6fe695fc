"""Why journal entries are refused, one sentence for one cause, however many entries have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from revrec_journals.problem import Code, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from revrec_journals.problem import Problem

    Key = tuple[str, Code, str]

_IDS_SHOWN = 3
_ALL_IDS = 200
_SAID_ALONE = 5
"""Problems of one cause that are each told with their own figures."""
_SUBJECTS_SHOWN = 10
_NEAREST_SHOWN = 5
_LONGEST_ID_SHOWN = 60
_OF_SUBJECTS = {
    Code.ACCOUNT_UNKNOWN: ("account {} is not mapped", "accounts {} are not mapped"),
    Code.ACCOUNT_ARCHIVED: ("account {} is archived", "accounts {} are archived"),
    Code.ACCOUNT_NOT_POSTABLE: ("account {} takes no manual journal", "accounts {} take no manual journal"),
    Code.CATEGORY_UNKNOWN: ("there is no tracking category {}", "there are no tracking categories {}"),
    Code.CATEGORY_ARCHIVED: ("tracking category {} is archived", "tracking categories {} are archived"),
    Code.OPTION_UNKNOWN: ("there is no tracking option {}", "there are no tracking options {}"),
    Code.OPTION_ARCHIVED: ("tracking option {} is archived", "tracking options {} are archived"),
}
_BY_WHAT_WAS_FOUND = frozenset({Code.REFUSED_BY_XERO})
"""What Xero says is the cause; our own words are the same whatever it says."""
_ABOUT_XERO = frozenset({Code.POSTED_TWICE, Code.VOIDED, Code.CHANGED, Code.ALTERED_BY_XERO})
"""What stands in the books otherwise than it should: somebody has to look at each of these journals."""


@dataclass(slots=True)
class Cause:
    """One reason for which entries of an organisation are refused, with the first problem that has it.

    `problems` counts all that have it, and `journals` the entries; `first` are the ids of the first entries, and of
    some two hundred where journals in Xero are to be looked at. `alone` are the first problems. `subjects` are the
    accounts, categories or options that it is about.
    """

    organisation: str
    problem: Problem
    problems: int = 0
    journals: int = 0
    first: list[str] = field(default_factory=list)
    alone: list[Problem] = field(default_factory=list)
    subjects: dict[str, None] = field(default_factory=dict)
    nearest: dict[str, None] = field(default_factory=dict)

    @property
    def code(self) -> Code:
        """Return the code that all its problems have."""
        return self.problem.code

    @property
    def what(self) -> str:
        """Return what is wrong, for how many entries, and where it is first."""
        if not self.subjects:
            return f"{self.problem.message.rstrip('.')}{self._also()}"
        one, several = _OF_SUBJECTS[self.code]
        said = (several if len(self.subjects) > 1 else one).format(listed(list(self.subjects), _SUBJECTS_SHOWN))
        count = "1 journal" if self.journals == 1 else f"{self.journals:,} journals"
        return f"{said} in {self.organisation} ({count}, first {self.first[0]})"

    @property
    def near(self) -> str:
        """Return what of Xero may be meant; empty where nothing is near."""
        return listed(list(self.nearest), _NEAREST_SHOWN)

    @property
    def remedy(self) -> str:
        """Return what a person does about it."""
        # What follows a semicolon is about one subject.
        return self.problem.fix.partition(";")[0] if self.subjects else self.problem.fix

    def sentences(self) -> list[str]:
        """Return it in one line; a few that each have figures of their own in a line each."""
        if self.subjects or self.problems > _SAID_ALONE:
            return [self.sentence()]
        told = [problem.sentence() for problem in self.alone]
        figures = told if self.code in _ABOUT_XERO else [problem.found for problem in self.alone]
        return told if len({*figures}) == len(told) else [self.sentence()]

    def sentence(self) -> str:
        """Return it in one line."""
        if self.problems == 1:
            return self.problem.sentence()
        if not self.subjects:
            return f"{self.problem.sentence()}{self._also(more=' This')}{'.' if self._also() else ''}"
        near = f"; nearest in Xero: {self.near}" if self.near else ""
        return f"{self.code}: {self.what}{near}. {self.remedy.rstrip('.')}."

    def _also(self, more: str = ". This") -> str:
        if self.problems == 1:
            return ""
        times = f", {self.problems:,} times" if self.problems > self.journals else ""
        count = "1 journal entry" if self.journals == 1 else f"{self.journals:,} journal entries"
        rest = self.journals - len(self.first)
        ids = ", ".join(self.first) + (f" and {rest:,} more" if rest else "")
        return f"{more} concerns {count}{times}: {ids}"


class Causes:
    """The causes of the problems that are added; memory grows with the causes and what they are about alone."""

    def __init__(self) -> None:
        """Begin with none."""
        self._causes: dict[Key, Cause] = {}
        self.problems = 0
        self.journals = 0

    def add(self, organisation: str, journal_entry_id: str, problems: Iterable[Problem]) -> None:
        """Count the problems of an entry in, all of them at once."""
        name = visible(journal_entry_id)[:_LONGEST_ID_SHOWN]
        seen: dict[Key, Problem] = {}
        for problem in problems:
            key = _key(organisation, name, problem)
            cause = self._causes.get(key)
            if cause is None:
                cause = self._causes[key] = Cause(organisation, problem)
            cause.problems += 1
            self.problems += 1
            if len(cause.alone) < _SAID_ALONE:
                cause.alone.append(problem)
            if problem.subject and problem.code in _OF_SUBJECTS:
                cause.subjects.setdefault(problem.subject)
                cause.nearest.update(dict.fromkeys(problem.nearest))
            seen.setdefault(key, problem)
        for key, problem in seen.items():
            cause = self._causes[key]
            cause.journals += 1
            if len(cause.first) < (_ALL_IDS if cause.code in _ABOUT_XERO else _IDS_SHOWN):
                ids = f" ({problem.found})" if problem.code is Code.POSTED_TWICE and problem.found else ""
                cause.first.append(f"{name or '(no id)'}{ids}")
        self.journals += bool(seen)

    def all(self) -> list[Cause]:
        """Return the causes, those of most entries first."""
        return sorted(self._causes.values(), key=lambda cause: -cause.journals)


def listed(names: list[str], most: int) -> str:
    """Return names as a sentence has them: `a`, `a and b`, `a, b and c`, `a, b and 40 more`."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most:,} more"
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last


def _key(organisation: str, journal_entry_id: str, problem: Problem) -> Key:
    if problem.subject and problem.code in _OF_SUBJECTS:
        return organisation, problem.code, ""
    if problem.code in _BY_WHAT_WAS_FOUND:
        return organisation, problem.code, problem.found
    if f"ournal {journal_entry_id}" not in problem.message and problem.line == 0:
        # It is the same in every entry, such as a column that the input lacks.
        return organisation, problem.code, problem.message
    return organisation, problem.code, problem.fix
