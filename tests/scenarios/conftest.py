"""A shop owner at the whole program, and at the command line; every file is invented here."""

from __future__ import annotations

import json
from collections import deque
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QMessageBox,
    QWidget,
)

from smallcrm.cli.main import main
from smallcrm.core import formats, languages
from smallcrm.core.text import T, Text
from smallcrm.db.database import Database
from smallcrm.db.schema import Schema
from smallcrm.services import contacts, settings
from smallcrm.ui import file_dialog
from smallcrm.ui.main_window import MainWindow
from tests.ui import conftest as windows

qapp_args = windows.qapp_args
emptied_clipboard = windows.emptied_clipboard
dressed = windows.dressed
theme = windows.theme
program = windows.program

PATIENCE = 45_000  # milliseconds: children are started, and the machine may be busy
LANGUAGES = ("en", "ru", "el")


class File:
    """What stands in the data file, whoever has it open."""

    def __init__(self, path):
        self.path = path

    def read(self, query, *arguments, **more):
        database = Database(self.path)
        try:
            with database.read() as session:
                return query(session, *arguments, **more)
        finally:
            database.close()

    def write(self, command, *arguments, can_undo=True):
        """Prepare something, as one action."""
        database = Database(self.path)
        try:
            with database.write(T("Prepare"), can_undo=can_undo) as session:
                return command(session, *arguments)
        finally:
            database.close()

    def names(self):
        return sorted(row.name for row in self.read(_rows).values())

    def id_of(self, words):
        """The one contact of that name, else the one that is found by *words*."""
        ids = self.read(contacts.list_ids, search=words)
        rows = self.read(contacts.list_rows, ids)
        [found] = [key for key in ids if rows[key].name == words] or ids
        return found

    def draft(self, words):
        return self.read(contacts.get_draft, self.id_of(words))

    def tables(self):
        """Every row of every table of people's data, and the text that is searched."""
        return self.read(_tables)


def _rows(session):
    return contacts.list_rows(session, contacts.list_ids(session))


def _tables(session):
    run = session.connection().exec_driver_sql
    names = [*Schema(session.connection()).columns, "search_text"]
    return {
        name: [dict(row) for row in run(f"SELECT * FROM {name} ORDER BY rowid").mappings()]
        for name in names
    }


@pytest.fixture
def file(data_file):
    return File(data_file)


@pytest.fixture
def russian_file(data_file, tmp_path):
    """The data file of a Russian business, in the place of the Greek one."""
    data_file.unlink()
    settings.create_file(data_file, country="RU", currency="RUB", language="ru").close()
    return File(data_file)


@pytest.fixture
def run(data_file, capsys):
    """Runs a command with --json; returns the exit status and the answer."""

    def run(*words, lang="en"):
        status = main(["--file", str(data_file), "--lang", lang, "--json", *map(str, words)])
        output = capsys.readouterr().out
        return status, json.loads(output) if output else None

    return run


@pytest.fixture
def tell(data_file, capsys):
    """Runs a command as people do; returns the lines that it says."""

    def tell(*words, lang="en"):
        main(["--file", str(data_file), "--lang", lang, *map(str, words)])
        return capsys.readouterr().out.splitlines()

    return tell


class _Answer(QObject):
    """Stands in for a dialog of the system: somebody chooses the file at once."""

    fileSelected = Signal(str)  # noqa: N815 - as the dialog of Qt calls it

    def __init__(self, parent, path):
        super().__init__(parent)
        QTimer.singleShot(0, self, lambda: self.fileSelected.emit(str(path)))


class _Flashes(QObject):
    """Notes what is shown as a window of its own and is none, if only for a moment."""

    def __init__(self):
        super().__init__()
        self.found = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            is_plain = watched.windowType() in (Qt.WindowType.Widget, Qt.WindowType.Window)
            if watched.isWindow() and is_plain and not isinstance(watched, MainWindow):
                self.found.append(type(watched).__name__)
        return False


class Owner:
    """Somebody who presses keys and buttons, and reads what the window shows."""

    def __init__(self, qtbot, answers):
        self.qtbot = qtbot
        self.answers = answers  # the files for the dialogs to come, in their order

    @property
    def window(self):
        return next(
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, MainWindow) and widget.isVisible()
        )

    @property
    def focus(self):
        """Where keys go; without a place for them, to the window."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE)

    def press(self, keys, times=1):
        """Press *keys* as they are called in menus: ``Ctrl+K``."""
        pressed = QKeySequence(keys)[0]
        for _ in range(times):
            QTest.keyClick(self.focus, pressed.key(), pressed.keyboardModifiers())

    def come_to(self, widget):
        """Have the keyboard on *widget*, as after Tab."""
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.until(widget.hasFocus)

    def type(self, text):
        """Letters of any alphabet (QTest knows those of ASCII only)."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                code, plain = ord(letter.upper()[0]), Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(self.focus, QKeyEvent(kind, code, plain, letter))

    def click(self, what):
        """Click a widget, or the button with these words."""
        button = what if isinstance(what, QWidget) else self.button(what)
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def seen(self, kind):
        return [each for each in self.window.findChildren(kind) if each.isVisible()]

    def buttons(self, words):
        return [each for each in self.seen(QAbstractButton) if each.text().strip() == str(words)]

    def button(self, words):
        self.until(lambda: self.buttons(words))
        return self.buttons(words)[0]

    def ready(self, words):
        """Wait until the button with these words can be pressed."""
        self.until(lambda: any(each.isEnabled() for each in self.buttons(words)))

    def texts(self):
        """All words on screen that are no cell of a table; figures with what they count."""
        shown = [each for kind in (QLabel, QAbstractButton) for each in self.seen(kind)]
        return {each.text() for each in shown} | {each.accessibleName() for each in shown}

    def reads(self, words):
        """Wait until *words* are on screen."""
        self.until(lambda: str(words) in self.texts())

    def mentions(self, words):
        """Wait until *words* are on screen, perhaps among others."""
        self.until(lambda: any(str(words) in text for text in self.texts()))

    def table(self, name):
        """The list or table called *name* (as a screen reader says it)."""

        def found():
            return [v for v in self.seen(QAbstractItemView) if v.accessibleName() == str(name)]

        self.until(found)
        return found()[0]

    def rows(self, name, column=0):
        """The words in one column of the table called *name*."""
        model = self.table(name).model()
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def click_row(self, name, words, column):
        """Click the line that has *words* in a column of the table called *name*."""
        self.until(lambda: str(words) in self.rows(name, column))
        table = self.table(name)
        index = table.model().index(self.rows(name, column).index(str(words)), column)
        place = table.visualRect(index).center()
        left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(table.viewport(), left, plain, place)

    def spoken(self, name):
        """What a screen reader says of each line of the list called *name*."""
        model = self.table(name).model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return " / ".join(str(model.index(row, 0).data(role)) for row in range(model.rowCount()))

    def chooses(self, name, words):
        """Choose *words* in the drop-down called *name*, by mouse and keys."""
        combo = next(each for each in self.seen(QComboBox) if each.objectName() == name)
        self.until(combo.isEnabled)
        self.come_to(combo)
        wanted = combo.findText(str(words))
        assert wanted >= 0
        self.press("F4")
        view = combo.view()
        self.until(view.isVisible)
        for key in (Qt.Key.Key_Home, *[Qt.Key.Key_Down] * wanted, Qt.Key.Key_Return):
            QTest.keyClick(view, key)
        self.until(lambda: not view.isVisible())
        self.window.activateWindow()  # without a screen a list that closed keeps the keyboard
        assert combo.currentText() == str(words)

    def agrees(self, deed):
        """Say yes in the box that asks, by keys: Tab from the safe button to the one of *deed*."""

        def found():
            boxes = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
            return [each for each in boxes if isinstance(each, QMessageBox)]

        self.until(found)
        [box] = found()
        wanted = next(each for each in box.buttons() if each.text() == str(deed))
        assert box.defaultButton() is not wanted
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(wanted, Qt.Key.Key_Space)
        self.until(lambda: not found())

    def command(self, words):
        """Find a command by its name, and run it."""
        self.finds(words, words)

    def finds(self, typed, title):
        """Type into the search box, and open the line called *title*."""
        self.window.activateWindow()  # without a screen a dialog that closed keeps the keyboard
        self.until(self.window.isActiveWindow)
        self.press("Ctrl+K")
        self.type(str(typed))
        palette, results = self.window.palette_list, T("Results")
        self.until(lambda: str(title) in self.rows(results) and not palette._is_asking)
        self.press("Down", self.rows(results).index(str(title)))
        self.press("Return")

    def opens(self, name, typed=""):
        """Find a contact by what is *typed*, its name as a rule, and open it."""
        self.finds(typed or name, name)
        self.until(lambda: self.window.host.page.headline() == name)

    def file_to_import(self, path):
        """Ask for a file to bring in, and choose *path*."""
        self.command(T("Contacts from a file"))
        self.answers.append(path)
        self.ready(T("Choose a file…"))
        self.until(lambda: self.focus in self.buttons(T("Choose a file…")))
        self.press("Space")
        self.reads(path.name)


@pytest.fixture
def answers(monkeypatch):
    """Answers the dialogs for files."""
    paths = deque()

    def ask(parent, _title, _kind, **_more):
        return _Answer(parent.window(), paths.popleft())

    monkeypatch.setattr(file_dialog, "ask", ask)
    monkeypatch.setattr(
        file_dialog,
        "ask_folder",
        lambda parent, _title, _folder="": _Answer(parent.window(), paths.popleft()),
    )
    return paths


@pytest.fixture
def sit_down(qapp, qtbot, program, data_file, answers):
    """Starts the program on the file in a language; returns who sits before it."""

    def sit_down(language="en"):
        program.speak(language)
        program.open(data_file, may_create=False)
        owner = Owner(qtbot, answers)
        owner.window.activateWindow()
        qtbot.waitUntil(owner.window.isActiveWindow)
        qtbot.waitUntil(lambda: program._file.ops.is_ready, timeout=PATIENCE)
        return owner

    flashes = _Flashes()
    qapp.installEventFilter(flashes)
    yield sit_down
    qapp.removeEventFilter(flashes)
    languages.use("en")
    assert flashes.found == []


HEADINGS_OF_1C = ("Наименование", "ИНН", "Телефон", "Эл. почта", "Город")
IVAN, EXPONENT, FIRM = "Иванов Иван Иванович", "Сидоров Пётр", "Кузнецов Семён Ильич"
ROWS_OF_1C = (
    (IVAN, "", 9161234567, "IVAN@MAIL.EXAMPLE\u00a0", "Москва"),
    (),
    ("Иванов Иван", "", "8 (916) 123-45-67", "ivan@mail.example; i.ivanov@shop.example", ""),
    ("ИВАНОВ ИВАН ИВАНОВИЧ", "", "+7 916 123 45 67", "\u00a0", "Москва"),
    (),
    (EXPONENT, "", "9,16123E+09", "petr@mail.example", "Тула"),
    (FIRM, 7701234567, "+7 495 000-11-22", "semen@mail.example", "Москва"),
)


def list_from_1c(path: Path, *more: tuple[object, ...]) -> Path:
    """A workbook as 1C writes it: a second sheet, merged titles, blank rows, odd numbers.

    Its headings are in row 4; *more* rows follow those of ``ROWS_OF_1C``.
    """
    book = Workbook()
    book.active.title = "Титул"
    book.active.append(["Выгрузка из 1С:Управление торговлей"])
    page = book.create_sheet("Контрагенты")
    page["A1"] = "Справочник «Контрагенты»"
    page["A2"] = "на 21.11.2026"
    for row in (1, 2):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    for row, cells in enumerate((HEADINGS_OF_1C, *ROWS_OF_1C, *more), 4):
        for column, value in enumerate(cells, 1):
            page.cell(row, column).value = value or None
            if column == HEADINGS_OF_1C.index("ИНН") + 1:
                page.cell(row, column).number_format = "000000000000"  # shows 007701234567
    book.save(path)
    return path


def figure(words: Text, count: int) -> str:
    """What a screen reader says of a figure of the import: ``New contacts: 398``."""
    return f"{words}: {formats.number(count)}"


def mend(path: Path, cells: dict[str, str], row: int) -> None:
    """Write *cells*, by their headings, into a *row* of the workbook in *path*."""
    book = load_workbook(path)
    page = book.active
    headings = [cell.value for cell in page[1]]
    for heading, value in cells.items():
        page.cell(row, headings.index(heading) + 1).value = value
    book.save(path)
