"""Leads that come in by the window: messages, lists, what was copied, a folder."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from smallcrm.core.text import T
from smallcrm.services import leads
from smallcrm.ui.leads import arrivals
from smallcrm.ui.leads.form import LeadDialog
from smallcrm.ui.leads.list_dialog import ListDialog
from smallcrm.ui.mails.strangers_dialog import StrangersDialog

CTRL = Qt.KeyboardModifier.ControlModifier
MAIL = "Subject: Website inquiry\nMessage-ID: <{key}@x>\n\nName: {name}\nPhone: 1 2 3\n"


def do(database, command, *arguments, **more):
    with database.write(T("Test")) as session:
        return command(session, *arguments, **more)


def ask(database, query, *arguments, **more):
    with database.read() as session:
        return query(session, *arguments, **more)


def shown(kind):
    every = QApplication.topLevelWidgets()
    return [each for each in every if isinstance(each, kind) and each.isVisible()]


def dialog(qtbot, kind):
    qtbot.waitUntil(lambda: bool(shown(kind)))
    return shown(kind)[0]


def drop(page, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPoint(5, 5), actions, data, buttons, keys))


def test_message_dropped_is_a_lead_and_dropped_again_it_says_so(qtbot, page, tmp_path, database):
    path = tmp_path / "a.eml"
    path.write_text(MAIL.format(key=1, name="Hana"), "utf-8")
    drop(page, path)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 4, timeout=30_000)
    qtbot.waitUntil(lambda: page.list.current().name == "Hana")
    assert page.list.current().source == "Site"
    drop(page, path)
    qtbot.waitUntil(lambda: "brought in before" in page.banner.accessibleName(), timeout=30_000)


def test_message_of_a_form_dropped_anywhere_in_the_window_is_asked_about_and_becomes_a_lead(
    qtbot, window, page, tmp_path
):
    path = tmp_path / "a.eml"
    path.write_text(MAIL.format(key=1, name="Hana"), "utf-8")
    window.open("crm://documents")
    drop_on_window = QMimeData()
    drop_on_window.setUrls([QUrl.fromLocalFile(str(path))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    for kind, place in ((QDragEnterEvent, QPoint(5, 5)), (QDropEvent, QPointF(5, 5))):
        QApplication.sendEvent(window, kind(place, actions, drop_on_window, buttons, keys))
    qtbot.waitUntil(lambda: window.findChild(StrangersDialog) is not None, timeout=30_000)
    qtbot.keyClick(window.findChild(StrangersDialog).agree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.page is page)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 4, timeout=30_000)


def test_file_that_cannot_be_read_is_refused_in_words(qtbot, page, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("BEGIN:VCARD\nFN:A\nEND:VCARD\n", "utf-8")
    drop(page, path)
    qtbot.waitUntil(lambda: page.banner.accessibleName().startswith("This is an"), timeout=30_000)


def test_list_shows_its_columns_and_the_user_says_what_they_hold(
    qtbot, page, tmp_path, database, ids
):
    path = tmp_path / "list.csv"
    path.write_text("Wer,Womit,Name\nHana,555 0101,old\nIvo,555 0102,new\n", "utf-8")
    drop(page, path)
    qtbot.waitUntil(lambda: bool(shown(ListDialog)), timeout=30_000)
    box = shown(ListDialog)[0]
    assert [each.value() for each in box.choices] == ["ignore", "ignore", "name"]
    assert (box.samples[0].text(), box.agree.text()) == ("old", "Bring in 2 leads")
    choose(qtbot, box.choices[0], "name")
    assert box.problem.text().startswith("Two columns hold the same: Name.")
    assert not box.agree.isEnabled()
    choose(qtbot, box.choices[2], "ignore")
    qtbot.waitUntil(lambda: box.samples[0].text() == "Hana", timeout=30_000)
    choose(qtbot, box.choices[1], "phone")
    qtbot.waitUntil(lambda: "555 0101" in box.samples[0].text(), timeout=30_000)
    assert len(page.list.model.ids) == 3
    qtbot.mouseClick(box.agree, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 5)
    rows = ask(database, leads.list_rows, page.list.model.ids[:2]).values()
    assert {(row.name, row.phone) for row in rows} == {("Hana", "555 0101"), ("Ivo", "555 0102")}


def test_list_that_says_nothing_waits_until_a_column_is_named(qtbot, page, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    drop(page, path)
    qtbot.waitUntil(lambda: bool(shown(ListDialog)), timeout=30_000)
    box = shown(ListDialog)[0]
    assert not box.agree.isEnabled()
    assert box.problem.text().startswith("Say which column")
    choose(qtbot, box.choices[1], "phone")
    qtbot.waitUntil(box.agree.isEnabled, timeout=30_000)
    box.reject()


def choose(qtbot, choice, key):
    """By keys, as somebody who goes through the list does."""
    choice.setFocus()
    way = choice.findData(key) - choice.currentIndex()
    for _ in range(abs(way)):
        qtbot.keyClick(choice, Qt.Key.Key_Down if way > 0 else Qt.Key.Key_Up)


def test_copied_rows_are_leads_and_copied_words_begin_a_form(qtbot, page, press, database):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("Name\tPhone\nHana\t1\nIvo\t2\n")
    press(Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 5)
    clipboard.setText("Name: Jana\nPhone: 777\nMessage: Tulips")
    page.list.view.setFocus()
    press(Qt.Key.Key_V, CTRL)
    box = dialog(qtbot, LeadDialog)
    assert (box.edits["name"].text(), box.message.toPlainText()) == ("Jana", "Tulips")
    box.reject()


def test_folder_is_looked_into_while_the_program_runs(
    qtbot, window, page, tmp_path, database, monkeypatch
):
    folder = tmp_path / "in"
    folder.mkdir()
    leads.watch_folder(database.path, folder)
    (folder / "a.eml").write_text(MAIL.format(key=1, name="Hana"), "utf-8")
    qtbot.waitUntil(lambda: window.rail.findChild(arrivals.FolderWatch) is not None)
    watch = window.rail.findChild(arrivals.FolderWatch)
    watch._timer.setInterval(100)
    qtbot.waitUntil(lambda: len(page.list.model.ids) == 4, timeout=30_000)
    assert (folder / "a.eml").exists()
    watch._timer.stop()
