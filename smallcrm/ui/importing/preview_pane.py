"""The second step: the file as it was understood, and every row that will come."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T
from smallcrm.services.exchange.drafts import CARDS, CONTACTS, Preview
from smallcrm.services.exchange.importing.forecast import Forecast
from smallcrm.ui.importing.bar import Bar
from smallcrm.ui.importing.columns_list import ColumnsList
from smallcrm.ui.importing.doubles_card import DoublesCard
from smallcrm.ui.importing.file_card import FileCard
from smallcrm.ui.importing.question_card import QuestionCard
from smallcrm.ui.importing.record_index import RecordIndex
from smallcrm.ui.importing.records_pane import RecordsPane
from smallcrm.ui.importing.words import import_words
from smallcrm.ui.settings import Settings
from smallcrm.ui.widgets import keyboard
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.progress_panel import ProgressPanel

_LEFT, _SHARE = 400, 42  # pixels of the left side, and per cent of the pane that it takes at most
_LEAST_LEFT, _LEAST_RIGHT = 190, 340
_LEAST_COLUMNS = 200  # pixels of the list of columns: three of them, or two tall ones
_LEAST_RECORDS = 180  # pixels of the rows: headings and two of them
_MANY = 2_000  # contacts that take longer than the progress waits to be seen
_SPLIT = "import.split"


class PreviewPane(QWidget):
    """Shows a preview, and asks what is not clear.

    Signals:
        option_changed: Read the file again; carries the name of an option and its value.
        remapped: A column is to go elsewhere; carries its number and the field.
        mended: A cell is to hold something else; carries its row, its column and the text.
        accepted: Bring it in.
        left: Choose another file.
    """

    option_changed = Signal(str, object)
    remapped = Signal(int, str)
    mended = Signal(int, int, str)
    accepted = Signal()
    left = Signal()

    def __init__(self, ui: Ui, settings: Settings) -> None:
        super().__init__()
        self._ui = ui
        self._settings = settings
        self._title = ui.label("", "title", elide=True)
        self._count = ui.pill("")
        self._contacts = 0
        self._is_foreseen = False
        self._is_busy = False
        self._is_mending = False
        self._is_split = False  # whether somebody chose where
        self._rejected = 0
        self._holds = CONTACTS
        self.accept_button = ui.button(T("Import"), "primary", clicked=self.accepted.emit)
        self._leave = ui.button(T("Choose another file"), "ghost", clicked=self.left.emit)
        self.banner = Banner(ui)
        self.progress = ProgressPanel(ui)
        self.file_card = FileCard(ui)
        self.question = QuestionCard(ui)
        self.columns = ColumnsList(ui)
        self.doubles = DoublesCard(ui)
        self.records = RecordsPane(ui)
        self._columns_card, self._columns_layout = ui.card()
        self._split = QSplitter()
        self._build()
        self._connect()

    def show_nothing(self, name: str) -> None:
        """The file called *name* is not read yet."""
        self._title.setText(name)
        self._contacts = 0
        self._is_foreseen = False
        self._count.hide()
        self._split.hide()
        self.records.forget()
        self.columns.forget()
        self.refresh()

    def show_preview(self, name: str, preview: Preview, index: RecordIndex, dates: str) -> None:
        """Show what was read of the file called *name*; *dates* is the answer to the question."""
        facts, counts = preview.facts, preview.counts
        self._contacts = counts.contacts
        self._rejected = counts.rejected
        self._is_foreseen = False
        self._split.show()
        self._count.show()
        self._title.setText(name)
        self._count.setText(str(TN("{count} row", "{count} rows", counts.rows)))
        self.file_card.show_facts(facts)
        self.question.ask(facts.questions, dates)
        is_fixed = facts.format == CARDS
        self.columns.show_columns(facts.columns, facts.holds, is_fixed=is_fixed)
        self._holds = facts.holds
        self._columns_card.setVisible(bool(facts.columns))
        self.doubles.show_counts(counts, facts.holds)
        self.records.show_index(index, facts)
        self.refresh()

    def wait_for_forecast(self) -> None:
        """What the import would do is being found out."""
        self._is_foreseen = False
        self.refresh()

    def show_forecast(self, forecast: Forecast, decided: int) -> None:
        """Show what the import would do, in figures and row by row."""
        self.doubles.show_forecast(forecast, decided)
        self.records.show_marks(forecast.marks)
        self._is_foreseen = True
        self.refresh()

    def focus_next(self) -> None:
        """Put the keyboard on the next thing to do, unless it is busy elsewhere in the pane."""
        if self._is_mending:
            self._is_mending = False
            self.records.table.setFocus()
            return
        focus = QApplication.focusWidget()
        if focus is not None and self._split.isAncestorOf(focus):
            return
        is_asking = self.question.is_open
        keyboard.offer(self.question.first_answer if is_asking else self.accept_button, self)

    def set_busy(self, *, busy: bool) -> None:
        """While the file is read or brought in, nothing else can be done with it."""
        self._is_busy = busy
        for widget in (self._split, self._leave):
            widget.setEnabled(not busy)
        self.refresh()

    def show_at_once(self) -> None:
        """Paint what was just said, before a thread begins that painting would compete with.

        Of many rows it is known that they take long: their progress moves nothing later.
        """
        if self._contacts > _MANY:
            self.progress.show()
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.repaint()

    def refresh(self) -> None:
        """Offer the import as soon as everything that only the user can know is said."""
        count = self._contacts
        words = import_words(self._holds, count)
        if self._rejected:
            words = TN("Import the {count} good row now", "Import the {count} good rows now", count)
        self.accept_button.setText(str(words))
        self.accept_button.setAccessibleName(str(words))
        is_ready = bool(count) and self._is_foreseen and not self.question.is_open
        self.accept_button.setEnabled(is_ready and not self._is_busy)
        tip = T("Say first how the dates are meant") if self.question.is_open else words
        self._ui.explain(self.accept_button, tip, "Ctrl+Return")

    def _build(self) -> None:
        m, ui = self._ui.m, self._ui
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        bar = Bar(
            ui,
            (self._title, self._count),
            {self._leave: "folder"},
            self.accept_button,
            (self.banner, self.progress),
        )
        layout.addWidget(bar)
        self._split.setOrientation(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(m.s2)
        self._split.setProperty("quiet", "true")
        self._split.addWidget(self._left())
        self._split.addWidget(self._right())
        self._split.setStretchFactor(1, 1)
        state = self._settings.state(_SPLIT)
        self._is_split = not state.isEmpty()
        if self._is_split:
            self._split.restoreState(state)
        layout.addWidget(self._split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_split:
            left = min(self._ui.theme.size(_LEFT), self.width() * _SHARE // 100)
            self._split.setSizes([left, max(self.width() - left, 1)])

    def _left(self) -> QWidget:
        """Question, file and columns; they scroll where the window is low or the text large."""
        m, ui = self._ui.m, self._ui
        side = QWidget()
        self.columns.setMinimumHeight(ui.theme.size(_LEAST_COLUMNS))
        column = QVBoxLayout(side)
        column.setContentsMargins(m.s5, m.s4, 0, m.s4)
        column.setSpacing(m.s3)
        column.addWidget(self.question)
        column.addWidget(self.file_card)
        layout = self._columns_layout
        layout.setContentsMargins(m.s1, m.s3, m.s1, m.s2)
        head = ui.column(2)
        head.setContentsMargins(m.s3, 0, m.s3, 0)
        title = ui.row()
        title.addWidget(ui.label(T("Columns"), "subtitle"), 1)
        words = T("What this column does to contacts that are there")
        title.addWidget(ui.icon_button("more", words, clicked=self.columns.open_menu))
        head.addLayout(title)
        head.addWidget(ui.label(T("What each column becomes"), "caption", "2", wrap=True))
        layout.addLayout(head)
        layout.addWidget(self.columns, 1)
        column.addWidget(self._columns_card, 1)
        column.addStretch(0)
        area = scrolling(side)
        area.setMinimumWidth(ui.theme.size(_LEAST_LEFT))
        return area

    def _right(self) -> QWidget:
        """Figures and rows; they scroll as the left side does."""
        m = self._ui.m
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, m.s4, m.s5, m.s4)
        column.setSpacing(m.s3)
        column.addWidget(self.doubles)
        column.addWidget(self.records, 1)
        self.records.setMinimumHeight(self._ui.theme.size(_LEAST_RECORDS))
        area = scrolling(side)
        area.setMinimumWidth(self._ui.theme.size(_LEAST_RIGHT))
        return area

    def _connect(self) -> None:
        self.file_card.changed.connect(self.option_changed)
        self.question.answered.connect(lambda order: self.option_changed.emit("dates", order))
        self.columns.remapped.connect(self.remapped)
        self.records.model.mended.connect(self._on_mended)
        self._split.splitterMoved.connect(self._on_split)

    def _on_split(self) -> None:
        self._is_split = True
        self._settings.keep_state(_SPLIT, self._split.saveState())

    def _on_mended(self, row: int, column: int, text: str) -> None:
        self._is_mending = True
        self.mended.emit(row, column, text)
