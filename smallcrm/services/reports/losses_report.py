"""Losses as a table and as a chart, in the rows and columns that somebody chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from smallcrm.core import formats
from smallcrm.core.text import T, Text
from smallcrm.services.reports import figures
from smallcrm.services.reports.losses import (
    DIMENSIONS,
    PERSON,
    REASON,
    SOURCE,
    STAGE,
    Loss,
    LossCell,
    group,
    list_losses,
)
from smallcrm.services.reports.report import (
    COUNT,
    DAYS,
    MONEY,
    PERCENT,
    Bar,
    Chart,
    Column,
    Group,
    Report,
    Row,
    Value,
    by_currency,
    currencies,
)
from smallcrm.services.reports.scope import Scope, describe

NAMES: Mapping[str, Text] = {
    REASON: T("Reason"),
    STAGE: T("Stage"),
    SOURCE: T("Source"),
    PERSON: T("Employee"),
}
_NONE: Mapping[str, Text] = {
    REASON: T("No reason"),
    STAGE: T("No stage before"),
    SOURCE: T("No source"),
    PERSON: T("Nobody"),
}
_MOST_COLUMNS = 8  # what a window and a page have room for; the rest is one column


def report(session: Session, scope: Scope, rows: str = REASON, columns: str = "") -> Report:
    """The losses of *scope*.

    Args:
        session: For reading.
        scope: Which losses; see ``list_losses``.
        rows: What a line is, one of ``DIMENSIONS``; empty for every combination of all four.
        columns: What else is counted beside, one of ``DIMENSIONS``; empty for nothing.
    """
    losses = list_losses(session, scope)
    by = (rows,) if rows else DIMENSIONS
    across = columns if columns != rows else ""
    found = group(losses, by)
    headings, lines = _table(losses, by, across) if losses else ((), ())
    return Report(
        str(T("Losses")),
        _about(),
        describe(session, scope),
        headings,
        lines,
        (_chart(found, by),) if found else (),
        _table(losses, DIMENSIONS, "") if losses else ((), ()),
    )


def _about() -> str:
    return str(
        T(
            "Counted is every loss in these days, also of deals that were opened again; a deal "
            "that was lost twice counts twice. The stage is the one it was lost from, the person "
            "who had it then, the amount what is known of it now, and the days how long it was in "
            "that stage before."
        )
    )


def _table(
    losses: Sequence[Loss], by: Sequence[str], across: str
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    cells, whole = group(losses, by), group(losses, ())[0]
    codes = currencies([whole.sums])
    keys = [cell.keys[0] for cell in group(losses, (across,))] if across else []
    kept, others = keys[:_MOST_COLUMNS], keys[_MOST_COLUMNS:]
    counts = {cell.keys: cell.losses for cell in group(losses, (*by, across))} if across else {}

    def beside(row: tuple[str, ...]) -> list[Value]:
        found: list[Value] = [counts.get((*row, key)) for key in kept]
        rest = sum(counts.get((*row, key), 0) for key in others)
        return [*found, *([rest or None] if others else [])]

    def line(cell: LossCell, labels: Sequence[str], more: Sequence[Value]) -> Row:
        share = figures.share(cell.losses, whole.losses)
        sums = by_currency(cell.sums, codes)
        return Row((*labels, *more, cell.losses, share, *sums, cell.mean_days), cell.deals)

    headings = (
        *(Column(str(NAMES[name])) for name in by),
        *(Column(label(across, key), COUNT) for key in kept),
        *([Column(str(T("All others")), COUNT)] if others else []),
        Column(str(T("Losses")), COUNT),
        Column(str(T("Share")), PERCENT),
        *(Column(str(T("Amount, {currency}", currency=code)), MONEY) for code in codes),
        Column(str(T("Mean days")), DAYS),
    )
    rows = [line(cell, labels(by, cell.keys), beside(cell.keys)) for cell in cells]
    across_all = {cell.keys[0]: cell.losses for cell in group(losses, (across,))} if across else {}
    bottom: list[Value] = [across_all[key] for key in kept]
    if others:
        bottom.append(sum(across_all[key] for key in others))
    total = line(whole, [str(T("Total")), *[""] * (len(by) - 1)], bottom)
    return headings, (*rows, total)


def label(name: str, key: str) -> str:
    """What *key* of a dimension is called; an empty one too."""
    return key or str(_NONE[name])


def labels(by: Sequence[str], keys: Sequence[str]) -> list[str]:
    """What the *keys* of several dimensions are called."""
    return [label(name, key) for name, key in zip(by, keys, strict=True)]


def _chart(cells: Sequence[LossCell], by: Sequence[str]) -> Chart:
    groups = tuple(
        Group(
            ", ".join(labels(by, cell.keys)),
            (Bar(Decimal(cell.losses), formats.number(cell.losses), cell.deals),),
        )
        for cell in cells
    )
    return Chart("", (str(T("Losses")),), groups)
