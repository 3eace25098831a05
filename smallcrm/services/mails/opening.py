"""Read e-mails and find out whose they are; nothing is noted yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.models import Activity
from smallcrm.services import arriving, contacts, files
from smallcrm.services.exchange.mails.letters import Letter
from smallcrm.services.exchange.mails.opening import Reader
from smallcrm.services.files import FileStore
from smallcrm.services.mails.mail import KeptFile, Mail
from smallcrm.services.mails.whose import Addresses

_PREFIX, _LONGEST_KEY = "mail:", 64


class Opened(NamedTuple):
    """E-mails in the order of their files, and why others cannot be read."""

    mails: tuple[Mail, ...]
    refused: tuple[UserError, ...]


def open_mails(
    session: Session,
    store: FileStore | None,
    paths: Sequence[Path],
    progress: Progress,
    contact_id: int | None = None,
) -> Opened:
    """Read the e-mails in *paths*, keep the bytes of what came along, and say whose they are.

    Args:
        session: For reading.
        store: Where files are kept; None keeps nothing, so that nothing can be noted.
        paths: Files .eml or .msg; they are not changed.
        progress: Told of files read; may stop the work.
        contact_id: On whose page they were put: then they are this contact's, whoever they name.

    Raises:
        NotFound: the contact is gone.
        Cancelled: the user has had enough; bytes that nothing names are swept like all of them.
    """
    addresses = Addresses(session)
    seen: set[str] = set()
    found: list[Mail] = []
    refused: list[UserError] = []
    with Reader(progress) as reader:
        for number, path in enumerate(paths):
            progress.report(number, len(paths))
            try:
                letter = reader.read(path)
                mail = _looked_at(session, addresses, path, letter, contact_id)
            except NotFound:
                raise
            except UserError as error:
                refused.append(error)
                continue
            mail = mail._replace(is_known=mail.is_known or mail.key in seen)
            seen.add(mail.key)
            kept = () if mail.is_known else tuple(_kept(store, path, letter, progress))
            found.append(mail._replace(files=kept))
    return Opened(tuple(found), tuple(refused))


def _looked_at(
    session: Session, addresses: Addresses, path: Path, letter: Letter, contact_id: int | None
) -> Mail:
    told = letter.message_id.encode("utf-8", "replace") if letter.message_id.strip("<>@ ") else b""
    lead_key = arriving.key_of_id(told) if told else arriving.mail_key(path)
    key = f"{_PREFIX}{lead_key}"[:_LONGEST_KEY]
    found = addresses.find(letter, contact_id)
    entry = select(Activity.contact_id).where(
        Activity.origin_key == key, Activity.deleted_at.is_(None)
    )
    has_it = session.scalar(entry)
    whose = found.contact_id if has_it is None else has_it
    name = "" if whose is None else _name(session, whose)
    return Mail(
        path,
        letter._replace(enclosures=()),
        (),
        key,
        lead_key,
        found.direction,
        found.other,
        found.also,
        whose,
        name,
        has_it is not None,
        found.is_theirs,
        arriving.is_form(letter.text),
        found.staff_id,
    )


def _name(session: Session, contact_id: int) -> str:
    names = contacts.list_names(session, [contact_id])
    if contact_id not in names:
        raise NotFound(T("This contact no longer exists."))
    return names[contact_id]


def _kept(
    store: FileStore | None, path: Path, letter: Letter, progress: Progress
) -> Iterator[KeptFile]:
    """The file itself, so that nothing of it is lost, then what came along."""
    yield KeptFile(
        files.safe_name(path.name), None if store is None else files.keep(store, path, progress)
    )
    for name, data in letter.enclosures:
        stored = None if store is None else files.keep_bytes(store, data)
        yield KeptFile(files.safe_name(name), stored)
