"""What reads files: rows for lists, copies for other programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import JSON, ColumnElement, select, type_coerce
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.text import T
from smallcrm.core.whole_file import replacing
from smallcrm.db.files import FileStore, Stored
from smallcrm.models import Activity, Attachment, Change
from smallcrm.services.files.names import is_dangerous


class FileRow(NamedTuple):
    """One line of the list of files; *size* in bytes.

    *activity_id* is the e-mail that it came with, *came_with* its subject.
    """

    id: int
    contact_id: int
    name: str
    size: int
    sha256: str
    added_at: datetime
    activity_id: int | None = None
    came_with: str = ""


def list_file_ids(session: Session, contact_id: int, deal_id: int | None = None) -> list[int]:
    """The ids of a contact's files, or those of a deal, the newest first."""
    is_theirs = Attachment.contact_id == contact_id
    if deal_id is not None:
        is_theirs = Attachment.deal_id == deal_id
    query = select(Attachment.id).where(is_theirs, Attachment.deleted_at.is_(None))
    newest = query.order_by(Attachment.created_at.desc(), Attachment.id.desc())
    return list(session.scalars(newest))


def list_file_rows(session: Session, ids: Sequence[int]) -> dict[int, FileRow]:
    """The lines for *ids* (a page of them); one that is gone is left out."""
    return {row.id: row for row in _rows(session, Attachment.id.in_(ids))}


def list_files_of_entries(
    session: Session, activity_ids: Sequence[int]
) -> dict[int, tuple[FileRow, ...]]:
    """The files that came with e-mails, by the ids of those, in the order in which they came."""
    found: dict[int, list[FileRow]] = defaultdict(list)
    for row in _rows(session, Attachment.activity_id.in_(activity_ids)):
        found[row.activity_id or 0].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def _rows(session: Session, which: ColumnElement[bool]) -> Iterator[FileRow]:
    query = (
        select(Attachment, Activity.title)
        .outerjoin(Activity, Activity.id == Attachment.activity_id)
        .where(which, Attachment.deleted_at.is_(None))
        .order_by(Attachment.id)
    )
    for row, title in session.execute(query):
        owner, added = row.contact_id, row.created_at
        mail = (row.activity_id, title or "")
        yield FileRow(row.id, owner, row.name, row.size, row.sha256, added, *mail)


def get_file(session: Session, file_id: int) -> FileRow:
    """One file; raises NotFound when it is gone."""
    found = list_file_rows(session, [file_id])
    if file_id not in found:
        raise NotFound(T("This file no longer exists."))
    return found[file_id]


def save_file(store: FileStore, row: FileRow, path: Path) -> None:
    """Write a copy to *path*; what is there is replaced, when all went well.

    Raises:
        StorageError: the bytes are missing or damaged, or *path* cannot be written.
    """
    with replacing(path) as temporary:
        temporary.unlink(missing_ok=True)
        store.copy_out(row.sha256, temporary)


def lend_file(store: FileStore, row: FileRow) -> Path:
    """A copy that may only be read, for the program that shows such files.

    Raises:
        UserError: the computer might run it instead of showing it.
        StorageError: the bytes are missing or damaged.
    """
    if is_dangerous(row.name):
        raise UserError(
            T("{name} is not opened: it could run a program on this computer.", name=row.name),
            hint=T("Save it elsewhere if you know who sent it and trust them."),
        )
    return store.lend(row.sha256, row.name)


def list_unused(session: Session, store: FileStore) -> list[Stored]:
    """Bytes that no contact has and that no step of the history could bring back.

    What was added and undone, or removed, is still named by the journal: taking that back needs it.
    """
    noted = type_coerce(Change.old, JSON)[("sha256", 0)].as_string()
    named = set(session.scalars(select(Attachment.sha256)))
    changes = select(noted).where(Change.table_name == "attachment", noted.is_not(None))
    return store.list_unnamed(named | set(session.scalars(changes)))


def list_lost(session: Session, store: FileStore) -> list[tuple[FileRow, str]]:
    """The files whose bytes are ``missing`` or ``damaged``; reads all of them."""
    ids = list(session.scalars(select(Attachment.id).where(Attachment.deleted_at.is_(None))))
    rows = list_file_rows(session, ids)
    states = {sha256: store.state(sha256) for sha256 in {row.sha256 for row in rows.values()}}
    return [(row, states[row.sha256]) for row in rows.values() if states[row.sha256] != "fine"]
