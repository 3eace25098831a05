"""Pictures of the windows above the window: questions, histories, keys, failures, menus."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.ui import crash_dialog, error_box, export_dialog, post_dialog, print_dialog
from smallcrm.ui.contact_lists.page import ListsPage
from smallcrm.ui.contacts.deal_dialog import DealDialog
from smallcrm.ui.contacts.erase_dialog import EraseDialog
from smallcrm.ui.contacts.history_dialog import HistoryDialog
from smallcrm.ui.contacts.relation_dialog import RelationDialog
from smallcrm.ui.doubles.page import DoublesPage
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.settings_page.own_field_dialog import OwnFieldDialog
from smallcrm.ui.settings_page.tax_rate_dialog import TaxRateDialog
from smallcrm.ui.widgets.button import Button


def keys(window: MainWindow) -> None:
    """The keys of the screen."""
    QTest.keyClick(window, Qt.Key.Key_F1)


def history(window: MainWindow) -> None:
    """What happened with the first contact."""
    HistoryDialog(window.context, _view(window), window).open()


def erase(window: MainWindow) -> None:
    """Whether the first contact is to be erased for good."""
    EraseDialog(window.context, _view(window), window).open()


def relation(window: MainWindow) -> None:
    """A new tie of the first contact."""
    RelationDialog(window.context, _view(window), None, window).open()


def deal(window: MainWindow) -> None:
    """A new deal of the first contact."""
    view = _view(window)
    DealDialog(window.context, view.id, view.draft.name, window).open()


def merge(window: MainWindow) -> None:
    """Whether three are to become one."""
    page = window.host.page
    if isinstance(page, DoublesPage):
        page._ask(3)  # noqa: SLF001 - the question alone, without three who are one


def columns(window: MainWindow) -> None:
    """The columns of the table."""
    page = window.host.page
    if isinstance(page, ListsPage):
        header = page.whole.table.horizontalHeader()
        header.customContextMenuRequested.emit(QPoint(240, 20))


def tax_rate(window: MainWindow) -> None:
    """A new rate."""
    TaxRateDialog(window.context, None, window).open()


def export_list(window: MainWindow) -> None:
    """Where the list of contacts is to be written, and in which format."""
    export_dialog.ask(window.context, window)


def print_list(window: MainWindow) -> None:
    """The list of contacts on its way to the printer."""
    ids = window.context.ops.read(contacts.list_ids)
    _made(print_dialog.print_list(window.context, window, "contacts", ids, "Tag: VIP"))


def print_post(window: MainWindow) -> None:
    """The addresses of all contacts, on labels."""
    ids = window.context.ops.read(contacts.list_ids)
    _made(post_dialog.print_post(window.context, window, ids))


def _made(dialog: print_dialog.PrintDialog) -> None:
    while not (dialog.page.count and dialog.go.isEnabled()):
        QApplication.processEvents()


def own_field(window: MainWindow) -> None:
    """A new field of one's own."""
    OwnFieldDialog(window.context, None, window).open()


def crash(window: MainWindow) -> None:
    """A fault in the program, with the report."""
    crash_dialog.show_crash(window, ValueError("an example"))


def failure(window: MainWindow) -> None:
    """Something that no page can show in its own place."""
    sentence = T("This file cannot be read. The logo was left as it is.")
    error_box.show_message(window, UserError(sentence))


def menu(window: MainWindow) -> None:
    """The last menu of the page."""
    for button in reversed(window.host.findChildren(Button)):
        if button.isVisible() and button.menu() is not None:
            button.showMenu()
            return


def grab(window: MainWindow) -> QPixmap:
    """The window, with what is open above it where it is."""
    picture = window.grab()
    painter = QPainter(picture)
    for above in _above(window):
        place = above.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint())
        if not isinstance(above, QMenu):
            middle = window.rect().center() - above.rect().center()
            place = QPoint(max(middle.x(), 0), max(middle.y(), 0))
        painter.drawPixmap(place, above.grab())
        painter.drawRect(above.rect().translated(place))
    painter.end()
    return picture


def close(window: MainWindow) -> None:
    """Close what is open above the window, which has the keyboard again."""
    for above in _above(window):
        above.close()
    window.activateWindow()


def _above(window: MainWindow) -> list[QWidget]:
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget is not window
        and widget.isVisible()
        and (
            widget.isModal()
            or isinstance(widget, QMenu | QMessageBox)
            or widget.windowType() == Qt.WindowType.Tool
        )
    ]


def _view(window: MainWindow) -> contacts.ContactView:
    return window.context.ops.read(lambda session: contacts.get_view(session, 1))
