"""Give somebody everything that is kept about them, as the law may ask (trust 32).

One zip with a plain index: the fields, the timeline and the history as JSON, the fields as a card
too, documents as PDF, files as they were added. What was removed and is kept for Undo is there as
well, marked as removed. Notes on the pages of others stay out: they speak of those others.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock, formats
from smallcrm.core.errors import StorageError
from smallcrm.core.mentions import plain
from smallcrm.core.progress import Progress
from smallcrm.core.text import T, Text
from smallcrm.core.whole_file import replacing
from smallcrm.db.files import FileStore
from smallcrm.models import Activity, Attachment, Base, Lead, Task
from smallcrm.services import contacts, deals, documents, history, payments, pipeline, tasks
from smallcrm.services.contacts import ContactView, json_form
from smallcrm.services.deals import json_form as deal_form
from smallcrm.services.exchange.exporting.export import export, objects
from smallcrm.services.files.names import safe_name
from smallcrm.services.settings import get_business

INDEX = "index.txt"
_ALL = 2**31  # entries of a timeline, steps of a history
_REMOVABLE: tuple[type[Base], ...] = (Activity, Task, Attachment)
_PIECE = 1 << 20  # bytes that are copied at once


class HandedOver(NamedTuple):
    """What was written.

    Attributes:
        documents, files: How many.
        lacking: The names of documents and files that are missing or damaged.
    """

    path: Path
    documents: int
    files: int
    lacking: tuple[str, ...]


def hand_over(
    session: Session, store: FileStore, contact_id: int, path: Path, progress: Progress
) -> HandedOver:
    """Write everything about the contact to the zip *path*; what is there is replaced.

    Args:
        session: For reading; the file shows one state of the data.
        store: Where the files of contacts are.
        contact_id: About whom; may be in the bin.
        path: Replaced as a whole, and only when everything went well.
        progress: Told how many documents and files are in; may stop the work.

    Raises:
        NotFound: there is no such contact.
        StorageError: *path* cannot be written.
    """
    view = contacts.get_view(session, contact_id, entries=_ALL)
    with replacing(path) as temporary, ZipFile(temporary, "w", ZIP_DEFLATED) as archive:
        return _Parcel(session, archive, view, progress).pack(store, path)


class _Parcel:
    """Fills the zip and remembers what is in it."""

    def __init__(
        self, session: Session, archive: ZipFile, view: ContactView, progress: Progress
    ) -> None:
        self._session = session
        self._archive = archive
        self._view = view
        self._progress = progress
        self._folder = Path(archive.filename or "").parent
        self._contents: list[tuple[str, Text]] = []
        self._lacking: list[str] = []

    def pack(self, store: FileStore, path: Path) -> HandedOver:
        papers = documents.list_ids(self._session, customer_id=self._view.id)
        attached = list(
            self._session.scalars(
                select(Attachment)
                .where(Attachment.contact_id == self._view.id)
                .order_by(Attachment.id)
            )
        )
        total = len(papers) + len(attached)
        self._add_data(papers)
        for number, document_id in enumerate(papers):
            self._progress.report(number, total)
            self._add_document(document_id)
        for number, file in enumerate(attached, len(papers)):
            self._progress.report(number, total)
            self._add_file(store, file)
        self._add_index()
        self._progress.report(total, total)
        return HandedOver(path, len(papers), len(attached), tuple(self._lacking))

    def _add_data(self, papers: list[int]) -> None:
        """What the tables hold; what is empty is left out."""
        for name, about, content in self._data(papers):
            if content:
                self._add_text(name, json.dumps(content, ensure_ascii=False, indent=2, default=str))
                self._contents.append((name, about))
        # Beside the zip: what is about a person does not go through folders of the system.
        with tempfile.TemporaryDirectory(prefix=".smallcrm-", dir=self._folder) as folder:
            card = Path(folder, "contact.vcf")
            export(self._session, "contacts", card, Progress(), ids=[self._view.id])
            self._add_text(card.name, card.read_text("utf-8"))
        self._contents.append((card.name, T("The fields as a card for an address book")))

    def _data(self, papers: list[int]) -> Iterator[tuple[str, Text, Any]]:
        session, view = self._session, self._view
        fields = json_form.to_json(view)
        yield "contact.json", T("All fields, ties to others, and the timeline"), fields
        planned = tasks.list_task_ids(session, contact_id=view.id, done=None)
        about = T("Tasks, also those that are done")
        yield "tasks.json", about, objects(session, "tasks", planned)
        offered = pipeline.list_deal_ids(session, contact_id=view.id)
        yield "deals.json", T("Deals"), [_deal(session, deal_id) for deal_id in offered]
        about = T("What was asked before this was a contact")
        yield "leads.json", about, self._rows(Lead)
        about = T("Quotes, orders, invoices and credit notes; their PDFs are in a folder beside it")
        yield "documents.json", about, objects(session, "documents", papers)
        money = payments.list_rows(session, payments.list_ids(session, contact_id=view.id))
        about = T("Payments and refunds, and what they paid")
        yield "payments.json", about, [payments.row_to_json(row) for row in money.values()]
        about = T("Notes, tasks and files that were removed and can still be brought back")
        removed = {model.__tablename__: self._removed(model) for model in _REMOVABLE}
        yield "removed.json", about, removed if any(removed.values()) else None
        about = T("What was changed, when and by whom, with the values before")
        changes = history.list_changes(session, view.id)
        yield "history.json", about, [change._asdict() for change in changes]

    def _removed(self, model: type[Base]) -> list[Mapping[str, Any]]:
        return [row for row in self._rows(model) if row["deleted_at"] is not None]

    def _rows(self, model: type[Base]) -> list[Mapping[str, Any]]:
        """The rows that belong to the contact, as they are stored."""
        table = Base.metadata.tables[model.__tablename__]
        theirs = select(table).where(table.c["contact_id"] == self._view.id)
        return [dict(row) for row in self._session.execute(theirs).mappings()]

    def _add_document(self, document_id: int) -> None:
        row = documents.get_row(self._session, document_id)
        title = T("{kind} {number}", kind=documents.KIND_NAMES[row.kind], number=row.number)
        if not row.number:
            title = T("{kind}, draft {id}", kind=documents.KIND_NAMES[row.kind], id=document_id)
        name = self._name("documents", f"{title}.pdf")
        try:
            printed = documents.get_pdf(self._session, document_id)
        except StorageError:
            self._lacking.append(str(title))
            return
        with self._entry(name) as target:
            target.write(printed)
        self._contents.append((name, title))

    def _add_file(self, store: FileStore, file: Attachment) -> None:
        if store.state(file.sha256) != "fine":
            self._lacking.append(file.name)
            return
        name = self._name("files", file.name)
        with store.open(file.sha256) as source, self._entry(name) as target:
            while piece := source.read(_PIECE):
                target.write(piece)
        added = formats.day(clock.local(file.created_at).date())
        about = T("Added on {day}", day=added)
        mail = self._session.get(Activity, file.activity_id) if file.activity_id else None
        if mail is not None:
            about = T(
                "Added on {day}, came with the email “{subject}”", day=added, subject=mail.title
            )
        if file.deleted_at is not None:
            about = T("Added on {day}, removed since", day=added)
        self._contents.append((name, about))

    def _add_index(self) -> None:
        business, name = get_business(self._session).name, self._view.draft.name
        head = T("Everything that is kept about {name}", name=name)
        if business:
            head = T("Everything that {business} keeps about {name}", business=business, name=name)
        lines = [str(head), formats.day(clock.today()), ""]
        lines += [f"{name}: {about}" for name, about in self._contents]
        if self._lacking:
            lines += ["", str(T("Missing or damaged on this computer, and so not here:"))]
            lines += self._lacking
        self._add_text(INDEX, "\r\n".join([*lines, ""]), "utf-8-sig")

    def _name(self, folder: str, wanted: str) -> str:
        """A name in *folder* that nothing has yet."""
        stem, dot, ending = safe_name(plain(wanted)).rpartition(".")
        taken = {name for name, _ in self._contents}
        name, number = f"{folder}/{stem}{dot}{ending}", 1
        while name in taken:
            number += 1
            name = f"{folder}/{stem or ending} ({number}){dot}{ending if stem else ''}"
        return name

    def _add_text(self, name: str, text: str, encoding: str = "utf-8") -> None:
        with self._entry(name) as target:
            target.write(text.encode(encoding))

    @contextmanager
    def _entry(self, name: str) -> Iterator[BinaryIO]:
        moment = clock.local(clock.now())
        info = ZipInfo(name, (moment.year, moment.month, moment.day, moment.hour, moment.minute, 0))
        info.compress_type = ZIP_DEFLATED
        with self._archive.open(info, "w", force_zip64=True) as target:
            yield target  # type: ignore[misc]


def _deal(session: Session, deal_id: int) -> dict[str, Any]:
    found = deals.get_view(session, deal_id), deals.get_lines(session, deal_id)
    return {**deal_form.to_json(found[0]), **deal_form.lines_to_json(found[1])}
