"""The first step: a file from a dialog, dropped, pasted, or one that came before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from smallcrm.core.text import T
from smallcrm.services.exchange.importing.earlier import EarlierImport
from smallcrm.ui import file_dialog
from smallcrm.ui.importing.earlier_list import EarlierList
from smallcrm.ui.importing.words import ENDINGS
from smallcrm.ui.settings import Settings
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.fitting_area import scrolling

_WIDEST = 720
_RECENT = "import.recent"
_FOLDER = "import.folder"
KEPT = 5  # files, and imports that are listed


class ChoosePane(QWidget):
    """Asks for a file.

    Signals:
        chosen: A file is to be looked at; carries its path.
        calls_chosen: A list of calls is to be looked at; carries its path.
        pasted: What is on the clipboard is to be looked at.
    """

    chosen = Signal(str)
    calls_chosen = Signal(str)
    pasted = Signal()

    def __init__(self, ui: Ui, settings: Settings) -> None:
        super().__init__()
        self._ui = ui
        self._settings = settings
        self.banner = Banner(ui)
        self.open_button: Button = ui.button(
            T("Choose a file…"), "primary", "folder", clicked=self.ask
        )
        self.earlier = EarlierList(ui)
        self._build()

    def ask(self) -> None:
        """Open the file dialog."""
        dialog = file_dialog.ask(
            self,
            T("Choose the file with your contacts"),
            (T("Lists of contacts"), ENDINGS),
            folder=self._settings.note(_FOLDER) or str(Path.home()),
        )
        dialog.fileSelected.connect(self.chosen)

    def ask_for_calls(self) -> None:
        """Open the file dialog for a list of calls."""
        dialog = file_dialog.ask(
            self,
            T("Choose the list of calls of your telephone system or mobile phone"),
            (T("Lists of calls"), "*.csv *.xlsx *.xls *.ods *.txt *.tsv *.html"),
            folder=self._settings.note(_FOLDER) or str(Path.home()),
        )
        dialog.fileSelected.connect(self.calls_chosen)

    def remember(self, path: Path) -> None:
        """*path* came in: offer it the next time."""
        known = [name for name in self._known() if name != str(path)]
        self._settings.keep_note(_RECENT, "\n".join([str(path), *known][:KEPT]))
        self._settings.keep_note(_FOLDER, str(path.parent))

    def show_earlier(self, imports: Sequence[EarlierImport]) -> None:
        """List what came in before, with a way to each file that is still there."""
        paths = [Path(name) for name in reversed(self._known())]
        there = {path.name: str(path) for path in paths if path.is_file()}
        self.earlier.show_imports(imports, there)

    def _known(self) -> list[str]:
        return [name for name in self._settings.note(_RECENT).splitlines() if name]

    def _build(self) -> None:
        m, ui = self._ui.m, self._ui
        column = ui.column(m.s3)
        column.addStretch(2)
        column.addWidget(ui.label(T("Bring your contacts"), "display", wrap=True))
        sentence = T("You see what will come before anything changes, and can take it back later.")
        column.addWidget(ui.label(sentence, "body", "2", wrap=True))
        column.addSpacing(m.s2)
        column.addWidget(self.banner)
        column.addWidget(self._drop_zone())
        column.addSpacing(m.s2)
        column.addWidget(self.earlier)
        self.earlier.chosen.connect(self.chosen)
        column.addStretch(3)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(ui.theme.size(_WIDEST))
        inside = QWidget()
        layout = QHBoxLayout(inside)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.addStretch(1)
        layout.addWidget(middle, 8)
        layout.addStretch(1)
        whole = ui.column(0)
        whole.addWidget(scrolling(inside))  # many earlier imports never squeeze what stands above
        self.setLayout(whole)

    def _drop_zone(self) -> QFrame:
        m, ui = self._ui.m, self._ui
        frame, layout = ui.card("drop")
        layout.setContentsMargins(m.s5, m.s6, m.s5, m.s6)
        layout.setSpacing(m.s3)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(ui.picture("upload", "accent", 32), 0, middle)
        layout.addWidget(ui.label(T("Drop a file here"), "subtitle"), 0, middle)
        kinds = T(
            "Excel, CSV, OpenDocument, vCard, a calendar (ics) or a list of calls: from Google,"
            " Outlook, iPhone, Bitrix24, 1C or any other list with headings"
        )
        words = ui.label(kinds, "body", "2", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(words)
        buttons = ui.row()
        buttons.addStretch(1)
        buttons.addWidget(self.open_button)
        paste = ui.button(T("Paste a table"), "secondary", "paste", clicked=self.pasted.emit)
        ui.explain(paste, T("Use the rows that were copied in a spreadsheet"), "Ctrl+Shift+V")
        buttons.addWidget(paste)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        return frame
