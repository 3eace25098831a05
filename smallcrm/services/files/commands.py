"""What keeps files: first the bytes, outside of any transaction, then the row that names them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.db.files import FileStore, Stored
from smallcrm.models import Attachment, Contact
from smallcrm.services.files.names import safe_name

__all__ = ["LARGEST", "FileStore", "attach", "keep", "keep_bytes", "remove_file", "rename_file"]

LARGEST = 100_000_000  # bytes of one file
_MEGABYTE = 1_000_000


def keep(store: FileStore, path: Path, progress: Progress) -> Stored:
    """Copy the file at *path* into the store; ``attach`` says whose it is.

    Raises:
        UserError: it cannot be read, or is too large.
        StorageError: there is no room for it.
        Cancelled: the user had enough; nothing is left behind.
    """
    try:
        if not path.is_file():
            raise FileNotFoundError(path)
        size = path.stat().st_size
        with path.open("rb") as file:
            return _keep(store, file, size, progress)
    except OSError as error:
        raise UserError(
            T("The file {path} cannot be read.", path=path),
            hint=T("Nothing was added. Look whether it is there and whether you may open it."),
            field="path",
        ) from error


def keep_bytes(store: FileStore, data: bytes) -> Stored:
    """Copy *data* (a picture that was pasted) into the store; raises what ``keep`` does."""
    return _keep(store, io.BytesIO(data), len(data), Progress())


def attach(
    session: Session,
    contact_id: int,
    name: str,
    stored: Stored,
    deal_id: int | None = None,
    *,
    activity_id: int | None = None,
) -> int:
    """Note that the contact has the file, for a deal or with an e-mail; return the note's id.

    Raises:
        NotFound: the contact is gone.
    """
    if session.get(Contact, contact_id) is None:
        raise NotFound(T("This contact no longer exists."))
    attachment = Attachment(
        contact_id=contact_id,
        name=safe_name(name),
        size=stored.size,
        sha256=stored.sha256,
        deal_id=deal_id,
        activity_id=activity_id,
    )
    session.add(attachment)
    session.flush()
    return attachment.id


def rename_file(session: Session, file_id: int, name: str) -> None:
    """Call the file something else; what no system takes in a name is left out."""
    _get(session, file_id).name = safe_name(name)
    session.flush()


def remove_file(session: Session, file_id: int) -> None:
    """Take the file off the contact's page; its bytes stay, and undo brings it back."""
    _get(session, file_id).deleted_at = clock.now()
    session.flush()


def _keep(store: FileStore, source: BinaryIO, size: int, progress: Progress) -> Stored:
    if size > LARGEST:
        raise UserError(
            T("The file is too large: {size} MB.", size=size // _MEGABYTE),
            hint=T(
                "Nothing was added. Files of up to {limit} MB can be kept.",
                limit=LARGEST // _MEGABYTE,
            ),
            field="path",
        )
    return store.add(source, lambda done: progress.report(done, size))


def _get(session: Session, file_id: int) -> Attachment:
    attachment = session.get(Attachment, file_id)
    if attachment is None or attachment.deleted_at is not None:
        raise NotFound(T("This file no longer exists."))
    return attachment
