"""What is shown for a fault of ours: what it means for the data, and a report to copy."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core import logs, paths
from smallcrm.core.text import T
from smallcrm.ui.error_box import window_of

_open: list[CrashDialog] = []  # one at a time: a fault in painting comes sixty times a second


def show_crash(owner: QObject, error: BaseException) -> None:
    """Show *error*, unless a report is on screen already."""
    if _open:
        return
    dialog = CrashDialog(error, window_of(owner))
    _open.append(dialog)
    dialog.finished.connect(lambda _result: _open.clear())
    dialog.open()


class CrashDialog(QDialog):
    """Says that the data is untouched, and shows the report before anybody sends it."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = QPlainTextEdit(f"Qt {qVersion()}, {logs.describe(error)}")
        self._details = QPushButton(str(T("Show the report")))
        self._copy = QPushButton(str(T("Copy the report")))
        self._build()

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.toPlainText())
        self._copy.setText(str(T("Copied")))

    def _build(self) -> None:
        self.setWindowTitle(str(T("SmallCRM")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        title = self._label(T("Something went wrong in the program."))
        title.setProperty("role", "subtitle")
        layout.addWidget(title)
        layout.addWidget(
            self._label(
                T(
                    "Your data is safe: what you were doing was taken back as a whole. "
                    "You can go on working. A report helps to repair the fault; it names "
                    "places in the program, not your contacts."
                )
            )
        )
        layout.addWidget(self._label(T("The log is in {folder}.", folder=paths.logs_folder())))
        self._report.setReadOnly(True)
        self._report.setAccessibleName(str(T("Report")))
        self._report.setMinimumSize(520, 180)
        self._report.hide()
        layout.addWidget(self._report)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._details, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self._copy.clicked.connect(self.copy_report)
        self._details.clicked.connect(self._on_details)
        layout.addWidget(buttons)

    def _label(self, text: object) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(str(text))
        label.setWordWrap(True)
        return label

    def _on_details(self) -> None:
        self._report.show()
        self._details.setEnabled(False)
