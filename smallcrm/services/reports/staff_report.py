"""What each of the staff did as a table, and as charts of calls, tasks and money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from smallcrm.core import formats
from smallcrm.core.money import Money
from smallcrm.core.text import T, Text
from smallcrm.services.reports import figures
from smallcrm.services.reports.report import (
    Bar,
    Chart,
    Group,
    Listing,
    Report,
    Row,
    Value,
    by_currency,
    currencies,
)
from smallcrm.services.reports.scope import Scope, describe
from smallcrm.services.reports.staff_columns import ANSWERS, columns
from smallcrm.services.reports.staff_lists import DONE, LATE
from smallcrm.services.reports.staff_talks import (
    CALLS,
    MEETINGS,
    MISSED,
    OUTGOING_CALLS,
    TAKEN,
)
from smallcrm.services.reports.staff_work import StaffLine, staff_work, total

# What a figure in a column counts besides deals, by the place of the column.
_LISTED: Mapping[int, str] = {
    1: CALLS,
    2: OUTGOING_CALLS,
    3: TAKEN,
    4: MISSED,
    6: MEETINGS,
    7: DONE,
    8: LATE,
}


def report(session: Session, scope: Scope) -> Report:
    """The staff in the days of *scope*; see ``staff_work``."""
    lines = staff_work(session, scope)
    named = [(name_of(line), line) for line in lines]
    table = [row for name, line in named for row in _rows(name, line, (line.staff_id,))]
    if len(lines) > 1:
        everybody = tuple(line.staff_id for line in lines)
        table += _rows(str(T("Total")), total(lines), everybody)
    has_staff = any(line.staff_id is not None for line in lines)
    return Report(
        str(T("Staff")),
        _about(has_staff=has_staff),
        describe(session, replace(scope, source="", campaign_id=None), pipeline=False),
        columns(),
        tuple(table),
        tuple(_charts(named)),
        breaks=(ANSWERS,),
    )


def name_of(line: StaffLine) -> str:
    """What a line is called."""
    if line.staff_id is None:
        return str(T("Nobody"))
    return line.name if line.works_here else str(T("{name} (left)", name=line.name))


def _about(*, has_staff: bool) -> str:
    sentences = [
        T(
            "Calls, meetings and visits are those on the timelines in these days, by who it was. "
            "Tasks are those that were done in them; late ones were done after their time, or are "
            "open and their time in these days has passed."
        ),
        T(
            "The first answer is the first call, email, message, meeting or visit after a new "
            "lead, a missed call, an incoming email or message; nights and weekends count as well."
        ),
        T(
            "Deals, invoices less credit notes and payments count for the owner of the deal. What "
            "no person is noted for is in the line Nobody. Currencies are never added together."
        ),
    ]
    if not has_staff:
        nobody = T(
            "Nobody is on the list of the staff yet. Add who works here in the settings, under "
            "Staff, and choose at the top right who uses this computer."
        )
        sentences.insert(0, nobody)
    return " ".join(map(str, sentences))


def _rows(name: str, line: StaffLine, people: tuple[int | None, ...]) -> Iterator[Row]:
    """One for each currency; what is counted stands in the first, so that columns add up.

    The others say whose currency it is, as their sums may be out of sight.
    """
    won, invoiced, paid = (figures.sums(each) for each in _money(line))
    counts = _counts(line)
    codes = currencies([won, invoiced, paid]) or [""]
    for code in codes:
        sums = [by_currency(some, [code])[0] for some in (won, invoiced, paid)]
        called = name if code == codes[0] else f"{name}, {code}"
        cells = (called, *counts, *sums)
        yield Row(cells, line.earned.deals, _listings(cells, people))
        counts = (None,) * len(counts)


def _listings(cells: Sequence[Value], people: tuple[int | None, ...]) -> Mapping[int, Listing]:
    """What the figures count, of those that are not nothing."""
    return {at: Listing(figure, people) for at, figure in _LISTED.items() if cells[at]}


def _counts(line: StaffLine) -> tuple[Value, ...]:
    said, waited = line.talks, line.waits
    return (
        said.calls,
        said.outgoing,
        said.answered,
        said.missed,
        said.seconds,
        said.meetings,
        line.tasks.done,
        line.tasks.late,
        len(waited.seconds),
        waited.middle,
        waited.most,
        waited.waiting,
        len(line.earned.won),
    )


def _money(line: StaffLine) -> tuple[Sequence[Money], ...]:
    return line.earned.won_sums, line.earned.invoiced, line.earned.paid


def _charts(named: Sequence[tuple[str, StaffLine]]) -> Iterator[Chart]:
    """Those that have anything to show, of the lines that have something in them."""
    talks = [
        (name, line.staff_id, (line.talks.outgoing, line.talks.answered, line.talks.missed))
        for name, line in named
    ]
    to_do = [(name, line.staff_id, (line.tasks.done, line.tasks.late)) for name, line in named]
    of_calls = ((T("Outgoing"), OUTGOING_CALLS), (T("Taken"), TAKEN), (T("Missed calls"), MISSED))
    of_tasks = ((T("Tasks done"), DONE), (T("Tasks late"), LATE))
    yield from _counted(str(T("Calls")), of_calls, talks)
    yield from _counted(str(T("Tasks")), of_tasks, to_do)
    codes = currencies([some for _name, line in named for some in _money(line)])
    for code in codes:
        groups = (_group(name, line, code) for name, line in named)
        shown = tuple(group for group in groups if any(bar.value for bar in group.bars))
        if shown:
            series = tuple(map(str, (T("Sum won"), T("Invoiced"), T("Paid"))))
            yield Chart(code, series, shown)


def _counted(
    title: str,
    series: Sequence[tuple[Text, str]],
    lines: Sequence[tuple[str, int | None, tuple[int, ...]]],
) -> Iterator[Chart]:
    """A chart of what was counted; *series* are the names of the bars, and their figures."""
    groups = tuple(
        Group(
            name,
            tuple(
                Bar(Decimal(count), formats.number(count), listing=Listing(figure, (staff_id,)))
                for count, (_name, figure) in zip(counts, series, strict=True)
            ),
        )
        for name, staff_id, counts in lines
        if any(counts)
    )
    if groups:
        yield Chart(title, tuple(str(name) for name, _figure in series), groups)


def _group(name: str, line: StaffLine, code: str) -> Group:
    earned = line.earned
    parts = ((earned.won_sums, earned.won), (earned.invoiced, earned.invoiced_deals),
             (earned.paid, earned.paid_deals))  # fmt: skip
    return Group(name, tuple(_bar(sums, code, deals) for sums, deals in parts))


def _bar(sums: Sequence[Money], code: str, deals: Sequence[int]) -> Bar:
    found = next((each for each in figures.sums(sums) if each.currency == code), Money(0, code))
    return Bar(found.amount, formats.money(found.amount, code), tuple(deals))
