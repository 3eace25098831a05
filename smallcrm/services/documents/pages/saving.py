"""Save many documents as PDF files in a folder: all of them, or none where it is stopped."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core.errors import StorageError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import files
from smallcrm.services.documents import queries
from smallcrm.services.documents.pages.printing import Wanted, printed
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.documents.queries import DocumentRow
from smallcrm.services.documents.reprints import refuse_unsuited, view_as

_LOOK = 20  # documents between two looks at the stop button


class Saved(NamedTuple):
    """What became of the documents.

    Attributes:
        folder: Where they are.
        written: How many files there are.
        lost: The numbers of those whose stored page is missing or was changed.
    """

    folder: Path
    written: int
    lost: tuple[str, ...]


def save_pages(
    session: Session,
    ids: Sequence[int],
    folder: Path,
    progress: Progress,
    *,
    variant: Variant = Variant.ITSELF,
    language: str | None = None,
) -> Saved:
    """Write a PDF of each of *ids* into *folder*; an issued document as it was stored at issue.

    Files of the same names are replaced. What is not stored is printed in two other processes.

    Args:
        session: For reading.
        ids: Which ones.
        folder: Made when it is not there; the folder around it has to be.
        progress: Told how many are done; stopping it leaves nothing behind, within a second.
        variant: What they are printed as.
        language: Of the pages; None for that of each document.

    Raises:
        Cancelled: it was stopped.
        NotFound: there is no such document.
        UserError: a document of this kind cannot be printed so.
        StorageError: the folder cannot be written to, or a file of that name is open elsewhere.
    """
    for key in ids:
        refuse_unsuited(queries.get_document(session, key).kind, variant)
    rows = queries.list_rows(session, ids)
    is_new = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".smallcrm-", dir=folder) as waiting:
            saving = _Saving(session, rows, Path(waiting), progress)
            saving.save(variant, language)
            for page in sorted(Path(waiting).iterdir()):
                page.replace(folder / page.name)
    except OSError as error:
        raise StorageError(
            T("The PDFs cannot all be written to the folder {path}.", path=folder),
            hint=T("Close files of it that are open, or choose a folder that you may write to."),
            field="path",
        ) from error
    finally:
        if is_new and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    return Saved(folder, saving.count, tuple(saving.lost))


class _Saving:
    """Writes one file after the other into *folder*, under its name at the end."""

    def __init__(
        self, session: Session, rows: Mapping[int, DocumentRow], folder: Path, progress: Progress
    ) -> None:
        self._session = session
        self._rows = rows
        self._folder = folder
        self._progress = progress
        self._taken: set[str] = set()
        self._done = 0
        self.count = 0
        self.lost: list[str] = []

    def save(self, variant: Variant, language: str | None) -> None:
        """Those that are stored, then those that have to be printed."""
        names = {
            key: files.free_name(queries.file_name(row), ".pdf", self._taken)
            for key, row in self._rows.items()
        }
        to_print = []
        for key, row in self._rows.items():
            if self._is_stored(key, variant, language):
                self._copy(row, names[key])
            else:
                to_print.append(key)
        wanted = self._wanted(to_print, variant, language)
        pages = printed(wanted, len(to_print), self._progress)
        for key, page in zip(to_print, pages, strict=True):
            self._write(names[key], page)

    def _is_stored(self, key: int, variant: Variant, language: str | None) -> bool:
        document = queries.get_document(self._session, key)
        is_itself = variant is Variant.ITSELF and language in (None, document.language)
        return is_itself and document.issued_at is not None

    def _copy(self, row: DocumentRow, name: str) -> None:
        try:
            page = queries.get_pdf(self._session, row.id)
        except StorageError:
            self.lost.append(row.number)
            self._tell()
            return
        self._write(name, page)

    def _wanted(
        self, ids: Sequence[int], variant: Variant, language: str | None
    ) -> Iterator[Wanted]:
        for key in ids:
            yield view_as(self._session, key, variant, language), variant

    def _write(self, name: str, page: bytes) -> None:
        (self._folder / name).write_bytes(page)
        self.count += 1
        self._tell()

    def _tell(self) -> None:
        if self._done % _LOOK == 0:
            self._progress.report(self._done, len(self._rows))
        self._done += 1
