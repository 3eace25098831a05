"""Carry out what an edited list brings: one action, one undo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.chunks import chunks
from smallcrm.core.collecting import undisturbed
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, Text
from smallcrm.db.database import Database
from smallcrm.models import Contact
from smallcrm.services import contacts
from smallcrm.services.contacts.changing import Change, put
from smallcrm.services.contacts.checks import dated
from smallcrm.services.contacts.drafts import ContactDraft, fallback_name
from smallcrm.services.contacts.rows import ContactRows
from smallcrm.services.exchange.drafts import FileFacts
from smallcrm.services.exchange.edited_lists.differences import Difference, Differences, NewRow
from smallcrm.services.exchange.importing.earlier import label_of_changes
from smallcrm.services.exchange.importing.report import ImportReport
from smallcrm.services.exchange.own_lists import own_cells
from smallcrm.services.history import current_action
from smallcrm.services.settings import get_business

_CHUNK = 500  # contacts that are written at once
_LARGE = 1000  # cells; before more than this change, a verified copy of the data file is made


class Applied(NamedTuple):
    """What was done.

    Attributes:
        cells, contacts: How many changed.
        created: How many new rows became contacts.
        left: Cells that were left alone, as somebody changed them between looking and applying.
        action: The number of the step in the history; None when nothing was changed.
    """

    cells: int
    contacts: int
    created: int
    left: int
    action: int | None

    @property
    def headline(self) -> str:
        """One or two sentences."""
        found: list[Text] = []
        if self.cells or not self.created:
            found.append(_changed(self.cells, self.contacts))
        if self.created:
            found.append(TN("{count} contact added.", "{count} contacts added.", self.created))
        if self.left:
            found.append(
                TN(
                    "{count} cell was changed here meanwhile and was left alone.",
                    "{count} cells were changed here meanwhile and were left alone.",
                    self.left,
                )
            )
        return " ".join(map(str, found))


def report_of(
    file: str, facts: FileFacts, found: Differences, done: Applied | None = None
) -> ImportReport:
    """The import report of an edited list; of what would be done where *done* is None.

    Rows that are left alone are among the unchanged ones.
    """
    created = len(found.new_rows) if done is None else done.created
    updated = found.contacts if done is None else done.contacts
    return ImportReport(
        file,
        facts,
        found.rows,
        created,
        updated,
        found.rows - created - updated,
        first=found.items[0].contact if found.items else None,
        action=None if done is None else done.action,
    )


def apply(
    database: Database,
    file: str,
    found: Differences,
    chosen: Collection[int],
    progress: Progress,
    *,
    new_rows: bool = False,
) -> Applied:
    """Change the cells at the places *chosen* of ``found.items``, as one action.

    Args:
        database: The open data file.
        file: The name of the list, for the history.
        found: What ``differences.find`` gave.
        chosen: Which cells; those that mean nothing are left out.
        progress: Told of contacts; stopping it leaves nothing behind.
        new_rows: Whether rows that are no contact yet become one.

    Raises:
        Cancelled: it was stopped; nothing was changed.
        StorageError: the disk is full or the file locked; nothing was changed.
    """
    wanted: dict[int, list[Difference]] = defaultdict(list)
    for place in sorted(chosen):
        if found.items[place].meant is not None:
            wanted[found.items[place].contact].append(found.items[place])
    if len(chosen) > _LARGE:
        database.refuse_unsafe()
        database.backup("before-import")
    with undisturbed(), database.write(label_of_changes(file)) as session:
        rows = ContactRows(session, get_business(session).country)
        cells, changed, left = _change(session, wanted, rows, progress)
        created = _create(rows, found.new_rows) if new_rows else 0
        action = current_action(session) if cells or created else None
    return Applied(cells, changed, created, left, action)


def _change(
    session: Session,
    wanted: Mapping[int, Sequence[Difference]],
    rows: ContactRows,
    progress: Progress,
) -> tuple[int, int, int]:
    """How many cells and contacts were changed, and how many cells were left alone."""
    cells = changed = left = 0
    for number, ids in enumerate(chunks(list(wanted), _CHUNK)):
        progress.report(number * _CHUNK, len(wanted))
        there = select(Contact.id).where(Contact.id.in_(ids), Contact.deleted_at.is_(None))
        drafts = contacts.list_drafts(session, list(session.scalars(there)))
        steps: dict[int, Change] = {}
        for key in ids:
            draft = drafts.get(key)
            good = [item for item in wanted[key] if draft and _is_as_seen(draft, item)]
            left += len(wanted[key]) - len(good)
            if draft is not None and good:
                new = own_cells.changed(draft, {item.field: item.meant or "" for item in good})
                steps[key] = Change(draft, dated(draft, new))
                cells += len(good)
        put(session, steps, rows)
        changed += len(steps)
    progress.report(len(wanted), len(wanted))
    return cells, changed, left


def _is_as_seen(draft: ContactDraft, item: Difference) -> bool:
    return own_cells.stored(draft, item.field) == item.seen


def _create(rows: ContactRows, new: Sequence[NewRow]) -> int:
    drafts = []
    for each in new:
        draft = own_cells.changed(ContactDraft(""), each.cells)
        named = own_cells.changed(draft, {"name": draft.name or fallback_name(draft)})
        if named.name:
            drafts.append(named)
    rows.add(drafts, rows.reserve(len(drafts)))
    return len(drafts)


def _changed(cells: int, in_contacts: int) -> Text:
    where = TN("in {count} contact", "in {count} contacts", in_contacts)
    return TN("{count} cell {where} changed.", "{count} cells {where} changed.", cells, where=where)
