"""Everything in one zip: lists, cards, a calendar, PDFs and files, in formats others read."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import StorageError, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T, Text
from smallcrm.core.whole_file import replacing
from smallcrm.models import Attachment, Contact
from smallcrm.services import documents, files, settings, tasks
from smallcrm.services.exchange.exporting.export import WHAT, Exported, export, list_objects
from smallcrm.services.files import FileStore

_LISTS = (
    ("contacts", "contacts.xlsx", T("All contacts as a table")),
    ("contacts", "contacts.vcf", T("The same contacts as cards, for telephones and mail programs")),
    ("deals", "deals.xlsx", T("All deals as a table")),
    ("tasks", "tasks.ics", T("All tasks, for calendars")),
    ("products", "products.xlsx", T("All products as a table")),
    ("documents", "documents.xlsx", T("All documents as a table, with their sums")),
    ("payments", "payments.xlsx", T("All payments, and what they paid")),
    ("bank", "bank.xlsx", T("All lines of bank statements")),
    ("letters", "letters.xlsx", T("All reminders that went out")),
    ("recurring", "recurring.xlsx", T("All recurring documents")),
    ("prices", "prices.xlsx", T("All prices of price lists and of single customers")),
    ("price-lists", "price-lists.xlsx", T("All price lists")),
    ("terms", "terms.xlsx", T("What was agreed with customers: price list, discount, days to pay")),
    ("leads", "leads.xlsx", T("All leads as a table")),
    ("campaigns", "campaigns.xlsx", T("All campaigns as a table, with what they brought in")),
    ("staff", "staff.xlsx", T("The people who work here")),
)
_PDF, _FILES, _DATA, _README = "pdf", "files", "data.json", "README.txt"


def export_all(session: Session, store: FileStore, path: Path, progress: Progress) -> Exported:
    """Write everything to *path*, a zip.

    Args:
        session: For reading; everything shows one state of the data.
        store: Where the bytes of the files of contacts are.
        path: Replaced as a whole when it is there, and only when everything went well.
        progress: Told of the parts; may stop the work.

    Returns:
        How many things (contacts, deals, …) are in it; the cards are the contacts once more.

    Raises:
        UserError: *path* does not end in ``.zip``.
        StorageError: the file cannot be written.
    """
    if path.suffix.lower() != ".zip":
        raise UserError(
            T("{name} has no ending that can be written.", name=path.name),
            hint=T("Nothing was written. Use one of: {names}.", names="zip"),
            field="path",
        )
    with (
        replacing(path) as temporary,
        tempfile.TemporaryDirectory(dir=path.parent) as folder,
        ZipFile(temporary, "w", ZIP_DEFLATED) as container,
    ):
        packing = _Packing(session, store, container, Path(folder), progress)
        packing.pack()
    return Exported(path, packing.rows)


@dataclass
class _Packing:
    """Puts one part after the other into the zip.

    Attributes:
        rows: How many things are in it by now.
        lost: What could not be read, by the name that it would have.
    """

    session: Session
    store: FileStore
    container: ZipFile
    folder: Path
    progress: Progress
    rows: int = 0
    lost: list[str] = field(default_factory=list)
    _taken: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        has_tasks = bool(tasks.list_task_ids(self.session, done=None))
        # A calendar cannot be empty; the tables and cards of a new business are.
        self._lists = [each for each in _LISTS if has_tasks or each[0] != "tasks"]

    def pack(self) -> None:
        for what, name, _words in self._lists:
            part = self.folder / name
            done = export(self.session, what, part, Progress(self._look))
            self.rows += 0 if name.endswith(".vcf") else done.rows
            self.container.write(part, name)
            part.unlink()
        self._pack_data()
        self._pack_documents()
        self._pack_files()
        # The mark at the beginning tells an old Notepad that this is Unicode.
        text = "\r\n".join(self._readme()) + "\r\n"
        self.container.writestr(_README, text.encode("utf-8-sig"))

    def _look(self, done: int, total: int) -> None:
        """Every part counts its own things; stopping one stops all."""
        self.progress.report(done, total)

    def _pack_data(self) -> None:
        part = self.folder / _DATA
        with part.open("w", encoding="utf-8") as file:
            for number, (what, found) in enumerate(self._data()):
                file.write(f"{',' if number else '{'}\n{json.dumps(what)}: [")
                count = 0
                for chunk in found:
                    for item in chunk:
                        file.write(",\n" if count else "\n")
                        json.dump(item, file, ensure_ascii=False)
                        count += 1
                file.write("]")
            file.write("\n}\n")
        self.container.write(part, _DATA)
        part.unlink()

    def _data(self) -> Iterator[tuple[str, Iterator[list[dict[str, Any]]]]]:
        """What the file has, some hundreds of each at a time."""
        for what in WHAT:
            yield what, list_objects(self.session, what, Progress(self._look))

    def _pack_documents(self) -> None:
        """The PDFs of issued documents, as they were stored at issue."""
        ids = documents.list_ids(self.session)
        for number, document_id in enumerate(ids):
            self._look(number, len(ids))
            row = documents.list_rows(self.session, [document_id])[document_id]
            if not row.number:
                continue
            name = self._free(_PDF, documents.file_name(row), ".pdf")
            try:
                self.container.writestr(name, documents.get_pdf(self.session, document_id))
            except StorageError:
                self.lost.append(name)

    def _pack_files(self) -> None:
        """The files of contacts, a folder for each contact."""
        query = (
            select(Attachment.id, Contact.name)
            .join(Contact, Contact.id == Attachment.contact_id)
            .where(Attachment.deleted_at.is_(None))
            .order_by(Contact.folded, Contact.id, Attachment.id)
        )
        found = list(self.session.execute(query))
        part = self.folder / "file"
        for number, (file_id, owner) in enumerate(found):
            self._look(number, len(found))
            row = files.get_file(self.session, file_id)
            stem, ending = Path(files.safe_name(row.name)).stem, Path(row.name).suffix
            folder = f"{_FILES}/{files.safe_name(owner)} {row.contact_id}"
            name = self._free(folder, stem, ending)
            try:
                self.store.copy_out(row.sha256, part)
            except StorageError:
                self.lost.append(name)
                continue
            self.container.write(part, name, ZIP_STORED)
            part.unlink()

    def _free(self, folder: str, stem: str, ending: str) -> str:
        """A name in *folder* that nothing else has, on Windows neither."""
        return f"{folder}/{files.free_name(stem, ending, self._taken[folder])}"

    def _readme(self) -> Iterator[str]:
        business = settings.get_business(self.session)
        day = clock.today().isoformat()
        yield str(T("Everything from SmallCRM, written on {day}", day=day))
        if business.name:
            yield business.name
        yield ""
        for name, words in self._parts():
            yield f"{name:<18}{words}"
        yield ""
        yield str(T("Tables open in Excel or LibreOffice."))
        yield str(T("SmallCRM can import contacts, deals and products again."))
        if self.lost:
            yield ""
            yield str(T("These could not be read and are not in here:"))
            yield from self.lost

    def _parts(self) -> Iterator[tuple[str, Text]]:
        for _what, name, words in self._lists:
            yield name, words
        yield f"{_PDF}/", T("Issued documents, as they were stored when they were issued")
        yield f"{_FILES}/", T("Files of contacts, a folder for each")
        yield _DATA, T("All of it once more with every field, for programs")
