"""Many documents become PDF files: all of them, or none."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from smallcrm.core.errors import Cancelled, NotFound, StorageError, UserError
from smallcrm.core.progress import Progress
from smallcrm.services import documents, payments
from smallcrm.services.documents.pages import printer, printing
from smallcrm.services.documents.pages.saving import save_pages
from smallcrm.services.documents.pdf.variants import Variant
from smallcrm.services.files.names import LONGEST, free_name
from smallcrm.services.payments import PaymentDraft


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "papers"


@pytest.fixture
def elsewhere(monkeypatch):
    """Even one document is printed in another process."""
    monkeypatch.setattr(printing, "FEW", 0)
    monkeypatch.setattr(printing, "_TOGETHER", 1)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def text_of(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_issued_ones_are_as_stored_and_drafts_are_printed(office, folder):
    invoice, draft, other = office.issued(), office.draft(kind="quote"), office.draft(kind="quote")
    done = office.read(save_pages, [invoice, draft, other], folder, Progress())
    assert names(folder) == [
        "Invoice 2026-0001 Ελένη Παπαδοπούλου.pdf",
        "Quote Ελένη Παπαδοπούλου (2).pdf",
        "Quote Ελένη Παπαδοπούλου.pdf",
    ]
    assert (done.written, done.lost) == (3, ())
    stored = office.read(documents.get_pdf, invoice)
    assert (folder / names(folder)[0]).read_bytes() == stored
    assert "Draft" in text_of(folder / names(folder)[1])


def test_another_process_prints_the_same_bytes_in_the_same_order(office, folder, elsewhere):
    ids = [office.issued(customer=office.sample(note=f"{n}").customer) for n in range(6)]
    drafts = [office.draft(note=f"number {number}") for number in range(6)]
    here = folder.parent / "here"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing, "FEW", 50)
        office.read(save_pages, ids + drafts, here, Progress(), language="el")
    office.read(save_pages, ids + drafts, folder, Progress(), language="el")
    assert len(names(folder)) == 12
    assert [path.read_bytes() for path in sorted(folder.iterdir())] == [
        path.read_bytes() for path in sorted(here.iterdir())
    ]


@pytest.mark.parametrize("variant", Variant)
def test_a_page_of_many_is_the_page_of_one(office, folder, variant):
    document = office.issued()
    office.do(payments.add, PaymentDraft(Decimal(5), invoice_id=document))
    office.read(save_pages, [document], folder, Progress(), variant=variant)
    [path] = folder.iterdir()
    assert path.read_bytes() == office.read(documents.get_variant, document, variant)


def test_in_its_own_language_an_issued_document_is_the_stored_page(office, folder):
    invoice = office.issued(language="de")
    office.read(save_pages, [invoice], folder, Progress(), language="de")
    [path] = folder.iterdir()
    assert path.read_bytes() == office.read(documents.get_pdf, invoice)


@pytest.mark.parametrize("is_new", [True, False])
def test_what_stopped_leaves_nothing_new_and_what_was_there(office, folder, elsewhere, is_new):
    if not is_new:
        folder.mkdir()
        (folder / "mine.txt").write_text("kept")
    drafts = [office.draft(kind="order") for _ in range(30)]
    progress = Progress(lambda done, _total: progress.cancel() if done else None)
    with pytest.raises(Cancelled):
        office.read(save_pages, drafts, folder, progress)
    assert folder.exists() != is_new
    assert is_new or names(folder) == ["mine.txt"]


def test_a_lost_page_is_told_of_and_the_others_are_written(office, folder):
    lost, whole = office.issued(), office.issued(note="Thank you")
    sha256 = office.read(documents.get_view, lost).sha256
    office.sql("DROP TRIGGER guard_blob_delete", f"DELETE FROM blob WHERE sha256 = '{sha256}'")
    done = office.read(save_pages, [lost, whole], folder, Progress())
    assert (done.written, done.lost) == (1, ("2026-0001",))


def test_what_cannot_be_printed_so_or_is_not_there_is_refused_before_anything(office, folder):
    credit = office.do(documents.void, office.issued())
    with pytest.raises(UserError, match="itself only"):
        office.read(save_pages, [credit], folder, Progress(), variant=Variant.DELIVERY_NOTE)
    with pytest.raises(NotFound):
        office.read(save_pages, [credit, 99], folder, Progress())
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_to_is_told(office, folder):
    folder.write_text("a file")
    with pytest.raises(StorageError):
        office.read(save_pages, [office.draft()], folder, Progress())
    assert folder.read_text() == "a file"


@pytest.mark.parametrize(
    "script",
    [
        "import os; os._exit(3)",
        """
import sys
sys.path[:] = sys.argv[1:]
from smallcrm.services.documents.pages import printer
def broken(view, variant):
    raise ValueError("a private name")
printer.render = broken
printer.main()
""",
    ],
)
def test_a_process_that_fails_leaves_nothing(
    office, folder, elsewhere, monkeypatch, caplog, script
):
    monkeypatch.setattr(printing, "_START", script)
    with pytest.raises(StorageError, match="as it was"):
        office.read(save_pages, [office.draft(), office.draft()], folder, Progress())
    assert "private" not in caplog.text
    assert not folder.exists()


def test_the_frozen_program_prints_with_a_copy_of_itself(office, folder, elsewhere, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    started = []

    class Started(subprocess.Popen):
        def __init__(self, command, **more):
            started.append(command)
            super().__init__([sys.executable, "-m", "smallcrm", *command[1:]], **more)

    monkeypatch.setattr(subprocess, "Popen", Started)
    monkeypatch.chdir(Path(printing.__file__).parents[4])
    office.read(save_pages, [office.draft()], folder, Progress())
    assert len(names(folder)) == 1
    assert started == [[sys.executable, printer.ARGUMENT]] * 2


def test_long_names_stay_apart():
    taken = set()
    found = [free_name("x" * 300, ".pdf", taken) for _ in range(12)]
    assert len(set(found)) == 12
    assert all(len(name) <= LONGEST and name.endswith(".pdf") for name in found)
