"""Everything about one contact is saved from its page."""

from __future__ import annotations

from zipfile import ZipFile

from PySide6.QtWidgets import QFileDialog

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.services import files

PATIENCE = 15_000


def save(qtbot, window, profile, path):
    profile.do("contact.export")
    dialog = window.findChild(QFileDialog)
    offered = dialog.selectedFiles()[0]
    with qtbot.waitSignal(window.context.said, timeout=PATIENCE) as said:
        dialog.fileSelected.emit(str(path))
    dialog.close()
    return offered, said.args[0]


def test_everything_about_the_contact_is_saved(qtbot, window, profile, invoice, tmp_path):
    offered, said = save(qtbot, window, profile, tmp_path / "anna.zip")
    assert offered.endswith(f"Anna Keller {clock.today().isoformat()}.zip")
    assert said == "anna.zip is written."
    with ZipFile(tmp_path / "anna.zip") as archive:
        assert {"index.txt", "contact.json", "contact.vcf"} <= set(archive.namelist())
        assert any(name.endswith(".pdf") for name in archive.namelist())


def test_what_is_missing_is_told(qtbot, window, profile, anna, database, tmp_path):
    stored = files.keep_bytes(database.files, b"The contract")
    with database.write(T("Add file")) as session:
        files.attach(session, anna, "contract.pdf", stored)
    database.files.remove(stored.sha256)
    _, said = save(qtbot, window, profile, tmp_path / "anna.zip")
    assert said == "anna.zip is written; 1 document or file is missing, as its index says."
