"""From RevRec's custom fields to Xero's tracking categories and their options."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from destination_xero_journals.rules.books import ACTIVE
from destination_xero_journals.rules.journal import Tag
from destination_xero_journals.rules.resemblance import nearest
from revrec_journals.by_name import ByName, bare, folded
from revrec_journals.problem import Code, Problem
from xero_api.models import TrackingCategory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from destination_xero_journals.rules.books import Books
    from destination_xero_journals.rules.settings import FieldRoute, TrackingSettings
    from revrec_journals.entry import EntryLine, UnreadLine
    from xero_api.models import TrackingOption

MOST_TAGS = 2
"""Tracking categories that Xero takes on a line."""
LONGEST_OPTION = 100
"""Characters of an option's name. Source: Xero's OpenAPI file."""
_MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class _Found:
    """What a value of a field comes to: a tag, nothing, or problems; `archived` forbids writing the tag."""

    tags: tuple[Tag, ...] = ()
    problems: tuple[Problem, ...] = ()
    archived: tuple[Problem, ...] = ()


class _Field:
    """One mapped field: its category and how its values are called there."""

    def __init__(self, route: FieldRoute, category: TrackingCategory | Problem) -> None:
        self.route = route
        self.name = route.revrec_field
        self.category = category
        options = category.options if isinstance(category, TrackingCategory) else ()
        # Archived options count only where no active one fits; the same holds for categories.
        self.active = ByName(((option.name,), option) for option in options if option.status == ACTIVE)
        self.options = ByName(((option.name,), option) for option in options)
        self._active_bare = ByName(((bare(option.name),), option) for option in options if option.status == ACTIVE)
        self._options_bare = ByName(((bare(option.name),), option) for option in options)
        self._names = [option.name for option in options if option.status == ACTIVE]
        self.values = ByName(((value.strip(),), (value, option)) for value, option in route.options)

    def meant(self, wanted: str) -> Sequence[TrackingOption]:
        """Return the options that are called so; else those that differ in white space and kind of dash alone."""
        return (
            self.active.matching(wanted)
            or self.options.matching(wanted)
            or self._active_bare.exactly(bare(wanted))
            or self._options_bare.exactly(bare(wanted))
        )

    def nearest(self, wanted: str) -> tuple[str, ...]:
        """Return the options that may be meant, the likeliest first."""
        return nearest(wanted, self._names)


class TrackingMapping:
    """Finds the tracking options of a line, each in the category that its field is mapped to, never by name alone."""

    def __init__(self, settings: TrackingSettings, books: Books) -> None:
        """Take the configured mapping and the organisation's categories."""
        self._create = settings.create_missing
        self._books = books.name
        active = ByName(((category.name,), category) for category in books.categories if category.status == ACTIVE)
        categories = ByName(((category.name,), category) for category in books.categories)
        self._categories = [category.name for category in books.categories if category.status == ACTIVE]
        self._fields = [_Field(route, self._category(route, active, categories)) for route in settings.fields]
        self._new: dict[tuple[str, str], str] = {}
        self._remembered = lru_cache(maxsize=_MOST_REMEMBERED)(self._find)

    def tags(self, line: EntryLine | UnreadLine) -> tuple[Tag, ...] | list[Problem]:
        """Return a line's options in order of category, archived ones included, or everything that is wrong with them.

        An option that is to be created has no id. The problems' texts name neither journal nor line.
        """
        found = self._of(line)
        problems = [problem for each in found for problem in each.problems]
        if problems:
            return problems
        tags = sorted({tag for each in found for tag in each.tags})
        if len(tags) > MOST_TAGS or len({tag.category_id for tag in tags}) < len(tags):
            return [_too_many(tags)]
        return tuple(tags)

    def near(self, tag: Tag) -> tuple[str, ...]:
        """Return the options of a tag's category that may be meant by one that has yet to be created."""
        names = (each.nearest(tag.option) for each in self._fields if _is_of(each.category, tag))
        return next(names, ())

    def write_problems(self, line: EntryLine | UnreadLine) -> list[Problem]:
        """Return what forbids posting a line's options that a journal in Xero may keep."""
        return [problem for each in self._of(line) for problem in each.archived]

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with the configured categories and values, before any line is seen."""
        found: list[Problem] = []
        for position, field in enumerate(self._fields):
            twins = [each for each in self._fields if _same(each.route, field.route)]
            if len(twins) > 1 and twins[0] is field:
                found.append(_mapped_twice(field.route, len(twins)))
            if isinstance(field.category, Problem):
                found.append(field.category)
                continue
            found += self._archived_category(field.category)
            for value, _ in field.route.options:
                each = self._remembered(position, value.strip())
                found += (*each.problems, *each.archived)
        return list(dict.fromkeys(found))

    def _of(self, line: EntryLine | UnreadLine) -> list[_Found]:
        fields = line.fields
        return [self._remembered(position, fields.get(field.name, "")) for position, field in enumerate(self._fields)]

    def _find(self, position: int, value: str) -> _Found:
        field = self._fields[position]
        if not value:
            return _Found() if field.route.may_be_empty else _Found(problems=(_untagged(field.route),))
        if isinstance(field.category, Problem):
            return _Found(problems=(field.category,))
        values = field.values.matching(value)
        options = {option.strip() for _, option in values} or {value}
        if len(options) > 1:
            return _Found(problems=(_value_twice(field.route, values),))
        (wanted,) = options
        return self._option(field, field.category, wanted, value)

    def _option(self, field: _Field, category: TrackingCategory, wanted: str, value: str) -> _Found:
        options = field.meant(wanted)
        if len(options) > 1:
            return _Found(problems=(self._several_options(category, wanted, options),))
        if options:
            (option,) = options
            tag = Tag(category.category_id, option.option_id, category.name, option.name)
            archived = (*self._archived_category(category), *self._archived_option(category, option))
            return _Found((tag,), archived=archived)
        if self._create and len(wanted) <= LONGEST_OPTION:
            # The first of several spellings is created, and the others then mean it.
            name = self._new.setdefault((category.category_id, bare(wanted)), wanted)
            tag = Tag(category.category_id, "", category.name, name)
            return _Found((tag,), archived=self._archived_category(category))
        return _Found(problems=(self._unknown_option(field, category, wanted, value),))

    def _category(
        self, route: FieldRoute, active: ByName[TrackingCategory], categories: ByName[TrackingCategory]
    ) -> TrackingCategory | Problem:
        name = route.xero_category
        found = active.matching(name) or categories.matching(name)
        if len(found) == 1:
            (category,) = found
            return category
        many = "several tracking categories that differ in case alone" if found else "no tracking category"
        return Problem(
            Code.CATEGORY_UNKNOWN,
            f"RevRec field {route.revrec_field} is mapped to {name!r}, and {self._books} has {many} of that name",
            found=", ".join(each.name for each in found) or name,
            expected=f"one tracking category of {self._books}",
            fix="Correct tracking_mapping, or create or rename the category in Xero (Settings, Tracking categories)",
            subject=name,
            nearest=() if found else nearest(name, self._categories),
        )

    def _archived_category(self, category: TrackingCategory) -> tuple[Problem, ...]:
        if category.status == ACTIVE:
            return ()
        return (
            Problem(
                Code.CATEGORY_ARCHIVED,
                f"tracking category {category.name} of {self._books} is archived",
                found=f"{category.name}, {category.status}",
                expected="an ACTIVE tracking category",
                fix="Restore the category in Xero, or take it out of tracking_mapping",
                subject=category.name,
            ),
        )

    def _archived_option(self, category: TrackingCategory, option: TrackingOption) -> tuple[Problem, ...]:
        if option.status == ACTIVE:
            return ()
        return (
            Problem(
                Code.OPTION_ARCHIVED,
                f"option {option.name} of tracking category {category.name} of {self._books} is archived",
                found=f"{option.name}, {option.status}",
                expected="an ACTIVE option",
                fix="Restore the option in Xero, or map the value to another in tracking_mapping",
                subject=f"{category.name}: {option.name}",
            ),
        )

    def _unknown_option(self, field: _Field, category: TrackingCategory, wanted: str, value: str) -> Problem:
        meant = f", which means {wanted!r}" if wanted != value else ""
        why = f", whose {len(wanted)} characters are too many to create it" if self._create else ""
        return Problem(
            Code.OPTION_UNKNOWN,
            f"{field.name} is {value[:LONGEST_OPTION]!r}{meant[:LONGEST_OPTION]}, and tracking category "
            f"{category.name} of {self._books} has no such option{why}",
            found=wanted[:LONGEST_OPTION],
            expected=f"an option of {category.name}",
            fix="Add the option in Xero, map the value in tracking_mapping"
            + ("" if self._create else ", or set missing_option to create"),
            subject=f"{category.name}: {wanted[:LONGEST_OPTION]}",
            nearest=field.nearest(wanted),
        )

    def _several_options(self, category: TrackingCategory, wanted: str, options: Sequence[TrackingOption]) -> Problem:
        return Problem(
            Code.OPTION_UNKNOWN,
            f"tracking category {category.name} of {self._books} has {len(options)} options like {wanted!r}",
            found="; ".join(f"{option.name}, id {option.option_id}" for option in options),
            expected="one option, spelled exactly",
            fix="Rename one of the options in Xero, or map the value to the exact spelling in tracking_mapping",
        )


def _is_of(category: TrackingCategory | Problem, tag: Tag) -> bool:
    return isinstance(category, TrackingCategory) and category.category_id == tag.category_id


def _same(one: FieldRoute, other: FieldRoute) -> bool:
    return one.revrec_field == other.revrec_field and folded(one.xero_category) == folded(other.xero_category)


def _untagged(route: FieldRoute) -> Problem:
    field = route.revrec_field
    return Problem(
        Code.UNTAGGED,
        f"{field} is empty, so that tracking category {route.xero_category} has no option",
        expected=f"a value for {field}",
        fix="Fill in the field in RevRec, or set when_empty to post_untagged for it",
    )


def _too_many(tags: Sequence[Tag]) -> Problem:
    shown = ", ".join(f"{tag.category} {tag.option}" for tag in tags)
    twice = len(tags) <= MOST_TAGS
    return Problem(
        Code.TOO_MANY_CATEGORIES,
        f"two fields give different options of one tracking category: {shown}"
        if twice
        else f"{len(tags)} tracking options are asked for, and Xero takes {MOST_TAGS} on a line: {shown}",
        found=shown,
        expected=f"{MOST_TAGS} tracking categories at most, with one option each",
        fix="Leave a field out of tracking_mapping, or leave it empty on this line with when_empty post_untagged",
    )


def _mapped_twice(route: FieldRoute, times: int) -> Problem:
    return Problem(
        Code.TOO_MANY_CATEGORIES,
        f"tracking_mapping names field {route.revrec_field} for {route.xero_category} {times} times",
        found=f"{times} entries",
        expected="one entry for each field and category",
        fix="Leave one of the entries in tracking_mapping, with all values",
    )


def _value_twice(route: FieldRoute, values: Sequence[tuple[str, str]]) -> Problem:
    return Problem(
        Code.OPTION_UNKNOWN,
        f"tracking_mapping of {route.revrec_field} names value {values[0][0]!r} {len(values)} times",
        found="; ".join(f"{value} to {option}" for value, option in values),
        expected="one entry for each value",
        fix="Leave one of the entries for the value",
    )
