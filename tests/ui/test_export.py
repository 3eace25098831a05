"""Lists, and everything, leave through the window."""

from __future__ import annotations

import threading
import time
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.services import contacts, documents, payments, pipeline, products, tasks
from smallcrm.ui.export_dialog import ExportDialog, Work

PATIENCE = 15_000


def test_contacts_are_exported_from_the_menu_of_the_list(qtbot, window, tmp_path):
    pane = window.host.page.list_pane
    labels = [action.text() for menu in pane.findChildren(QMenu) for action in menu.actions()]
    assert {"Import contacts…", "Export contacts…"} <= set(labels)
    window.commands.action("file.export").trigger()
    dialog = window.findChild(QFileDialog)
    path = tmp_path / "all.xlsx"
    with qtbot.waitSignal(window.context.said, timeout=PATIENCE) as said:
        dialog.fileSelected.emit(str(path))
    dialog.close()
    assert said.args[0] == "4 contacts are written to all.xlsx."
    assert load_workbook(path).active.max_row == 5


def test_a_place_that_cannot_be_written_to_is_told(qtbot, window, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(window.context, "fail", lambda _owner, error: told.append(error))
    window.commands.action("file.export").trigger()
    dialog = window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "all.csv"))
    dialog.close()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert isinstance(told[0], StorageError)


@pytest.fixture
def saved(qtbot, window, tmp_path):
    """Answers the dialog that is open with a name; returns the path and what was said."""

    def saved(name):
        dialog = window.findChildren(QFileDialog)[-1]
        path = tmp_path / name
        with qtbot.waitSignal(window.context.said, timeout=PATIENCE) as said:
            dialog.fileSelected.emit(str(path))
        dialog.close()
        return path, said.args[0]

    return saved


def _choose(widget, words):
    """Chooses *words* in the menus of *widget*."""
    actions = [each for menu in widget.findChildren(QMenu) for each in menu.actions()]
    next(action for action in actions if action.text() == words).trigger()


def _first(path, column=1):
    return [row[column] for row in list(load_workbook(path).active.values)[1:]]


def test_a_filtered_and_sorted_list_leaves_as_it_is_seen(qtbot, window, saved):
    window.open("crm://contact-list/table")
    whole = window.host.page.whole
    qtbot.waitUntil(lambda: whole.model.rowCount() == 4)
    whole._on_sorted(0, True)
    qtbot.keyClicks(whole.head.search, "bell")
    qtbot.waitUntil(lambda: 0 < whole.model.rowCount() < 4)
    qtbot.waitUntil(lambda: whole.model.row_at(0) is not None)
    shown = [whole.model.row_at(at).name for at in range(whole.model.rowCount())]
    _choose(whole, "Export this list…")
    path, said = saved("some.xlsx")
    assert _first(path) == shown
    assert said == f"{len(shown)} contacts are written to some.xlsx."


def test_the_list_beside_the_profile_leaves(qtbot, window, saved):
    pane = window.host.page.list_pane
    qtbot.waitUntil(lambda: pane.model.rowCount() == 4)
    _choose(pane, "Export this list…")
    path, _said = saved("all.vcf")
    assert path.read_text("utf-8").count("BEGIN:VCARD") == 4


@pytest.mark.parametrize(
    ("typed", "name", "words"),
    [
        (">export deals", "deals.csv", "1 deal is written to deals.csv."),
        (">export payments", "paid.csv", "1 row is written to paid.csv."),
        (">export tasks", "tasks.ics", "1 task is written to tasks.ics."),
        (">export everything", "all.zip", "Everything is written to all.zip."),
    ],
)
def test_the_palette_exports_other_things(qtbot, window, saved, typed, name, words):
    database = window.context.ops._database()
    with database.write(T("Add")) as session:
        ann = contacts.list_ids(session)[0]
        pipeline.create_deal(session, pipeline.DealDraft("Roof", ann))
        tasks.add_task(session, tasks.TaskDraft("Call"))
        payments.add(session, payments.PaymentDraft(Decimal(5), ann, "EUR"))
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.top_bar.search, typed)
    qtbot.waitUntil(lambda: window.palette_list.model.rowCount() > 0)
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    path, said = saved(name)
    assert path.stat().st_size > 0
    assert said == words


def test_documents_and_products_leave_from_their_lists(qtbot, window, database, saved):
    with database.write(T("Add")) as session:
        for name in ("Pen", "Ink"):
            products.create(session, products.ProductDraft(name))
        draft = documents.DocumentDraft("quote", customer=documents.PartyDraft("Ann"))
        documents.create_draft(session, draft)
    window.open("crm://products")
    page = window.host.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    _choose(page, "Export this list…")
    path, said = saved("things.xlsx")
    assert (_first(path), said) == (["Ink", "Pen"], "2 products are written to things.xlsx.")
    window.open("crm://documents")
    page = window.host.page
    model = page.list.model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    _choose(page, "Export this list…")
    path, said = saved("papers.csv")
    assert said == "1 document is written to papers.csv."
    _choose(page, "Save as PDF files…")
    folder, said = saved("papers")
    assert said == "1 PDF is in papers."
    assert [path.suffix for path in folder.iterdir()] == [".pdf"]


def test_a_window_that_closes_tells_of_a_running_export_once_and_then_stops_it(
    qtbot, window, tmp_path
):
    begun = threading.Event()

    def write(_path, progress):
        while True:
            begun.set()
            time.sleep(0.01)
            progress.report(0, 1)

    work = Work(T("Export everything"), write, str)
    ExportDialog(window.context, tmp_path / "all.zip", window, work)
    assert begun.wait(PATIENCE / 1000)
    assert not window.settle()
    assert "Not finished: Writing all.zip." in window.banner.accessibleName()
    assert window.settle()
    qtbot.waitUntil(lambda: window.context.ops.awaited is None)
    assert window.settle()


def test_a_stopped_export_leaves_no_file(qtbot, window, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    window.commands.action("file.export_all").trigger()
    asking = window.findChild(QFileDialog)
    asking.fileSelected.emit(str(folder / "all.zip"))
    asking.close()
    dialog = window.findChild(ExportDialog)
    with qtbot.waitSignal(dialog.destroyed, timeout=PATIENCE):
        dialog._progress.cancel()
    assert list(folder.iterdir()) == []
