"""``import`` of a list of ours that was edited: its cells, before and after."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.db.database import Database
from smallcrm.services.exchange.drafts import FileFacts, ReadOptions
from smallcrm.services.exchange.edited_lists import applying, differences
from smallcrm.services.exchange.edited_lists.applying import Applied
from smallcrm.services.exchange.edited_lists.differences import Difference, Differences

_SHOWN = 20  # lines; --json has them all
Answer = tuple[dict[str, Any], Iterable[object]]


def differing(
    database: Database,
    name: str,
    path: Path,
    facts: FileFacts,
    options: ReadOptions,
    *,
    is_trial: bool,
) -> Answer | None:
    """What bringing an edited list back does, or would do; None where it is no list of ours.

    *name* is what the file in *path* is called. A list that none of the contacts here is in comes
    in like any other.
    """
    if not differences.is_list_of_ours(facts):
        return None
    with database.read() as session:
        found = differences.find(session, path, facts, options, Progress())
    if not found.known:
        return None
    done = None
    if not is_trial:
        wanted, progress = found.proposed, Progress()
        done = applying.apply(database, name, found, wanted, progress, new_rows=True)
    return _json(name, facts, found, done), _lines(found, done)


def _json(name: str, facts: FileFacts, found: Differences, done: Applied | None) -> dict[str, Any]:
    return {
        **applying.report_of(name, facts, found, done).to_json(),
        "unknown": found.unknown,
        "repeated": found.repeated,
        "missing": found.missing,
        "absent": [{"id": each.contact, "name": each.name} for each in found.absent],
        "has_base": found.has_base,
        "differences": [_item(item) for item in found.items],
        "applied": None if done is None else done.cells,
    }


def _item(item: Difference) -> dict[str, Any]:
    return {
        "id": item.contact,
        "row": item.row,
        "field": item.field,
        "before": item.before,
        "after": item.after,
        "conflict": item.is_conflict,
        "now": item.now if item.is_conflict else item.before,
        "understood": item.meant is not None,
    }


def _lines(found: Differences, done: Applied | None) -> Iterable[object]:
    if done is None:
        yield T("Nothing was changed. This would happen:")
    for item in found.items[:_SHOWN]:
        yield _line(item)
    if count := max(len(found.items) - _SHOWN, 0):
        yield TN("{count} more cell like these.", "{count} more cells like these.", count)
    yield found.headline if done is None else done.headline
    yield from found.notes
    if done is not None and done.action is not None:
        yield T("To list them: smallcrm contacts list --import {action}", action=done.action)
        yield T("To take it back: smallcrm undo {action}", action=done.action)


def _line(item: Difference) -> object:
    words = {
        "row": item.row,
        "name": item.name,
        "column": item.heading,
        "before": item.before or "–",
        "after": item.after or "–",
    }
    if item.meant is None:
        return T("Row {row}, {name}, {column}: {after} is not understood and stays out.", **words)
    if item.now is not None:
        return T(
            "Row {row}, {name}, {column}: {before} → {after}, but it is {now} here by now.",
            now=item.now or "–",
            **words,
        )
    return T("Row {row}, {name}, {column}: {before} → {after}", **words)
