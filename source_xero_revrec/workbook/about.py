"""The About page: may this be imported, what does it tie to, what is to be done, and who signs for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from source_xero_revrec.workbook.about_details import details
from source_xero_revrec.workbook.about_tables import by_currency, by_month, section, sums
from source_xero_revrec.workbook.book import AboutPage, Line, Look
from source_xero_revrec.workbook.cells import Link
from source_xero_revrec.workbook.judgement import judged, tasks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from source_xero_revrec.workbook.contents import Contents
    from source_xero_revrec.workbook.judgement import Task
    from source_xero_revrec.workbook.origin import Origin
    from source_xero_revrec.workbook.sheets import Sheet

_SIGNED_BY = ("Prepared by", "Reviewed by", "Approved by")


def page(origin: Origin, sheets: Sequence[Sheet], contents: Contents, remarks: Sequence[str]) -> AboutPage:
    """Return the About page of a workbook that holds what `contents` counted."""
    to_do = tasks(contents)
    look, verdict = judged(contents, to_do)
    lines = [
        Line((f"RevRec import from Xero: {origin.organisation}",), Look.TITLE),
        Line((verdict,), look),
        Line(()),
        Line(("Organisation", f"{origin.organisation}, base currency {origin.base_currency}")),
        Line(("Mode", origin.mode)),
        Line(("Made at (UTC)", origin.made_at.replace(tzinfo=None))),
        Line(("Connector", f"source-xero-revrec {origin.version}")),
        *by_currency(contents),
        *_to_do(to_do, sheets),
        *_sign_off(),
        *sums(sheets, contents),
    ]
    months, charts = by_month(contents, first_row=len(lines))
    return AboutPage((*lines, *months, *details(origin, sheets, contents, remarks)), tuple(charts))


def _to_do(to_do: Sequence[Task], sheets: Sequence[Sheet]) -> Iterator[Line]:
    yield from section("What to do")
    names = {sheet.stream: sheet.name for sheet in sheets}
    for task in to_do:
        name = names.get(task.stream, "")
        where = Link(f"internal:'{name}'!A1", name) if name else ""
        yield Line((task.what, f"{task.much[0].upper()}{task.much[1:]}.\n{task.remedy}", where), task.look)
    if not to_do:
        yield Line(("Nothing", "Import the sheets of RevRec's template; ours beside them are for you."), Look.GOOD)


def _sign_off() -> Iterator[Line]:
    yield from section("Sign-off")
    yield Line(("", "Name", "Date", "Signature and remarks"), Look.BOX)
    for role in _SIGNED_BY:
        yield Line((role, "", "", ""), Look.BOX)
