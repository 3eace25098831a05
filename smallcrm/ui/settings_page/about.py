"""About and backup: where the data is, when it was last copied, which program this is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout

import smallcrm
from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.ui.copies import Files, look_for
from smallcrm.ui.settings_page.fields import ABOUT
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.growing_edit import ValueText

_LICENSE = "MIT"


def create(context: Context) -> Section:
    """Make the section."""
    return AboutSection(context)


class AboutSection(Section):
    """One button that matters: back up now."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("About and backup"))
        self._files: Files | None = None
        self.last = self.ui.label("", "body_strong", wrap=True)
        self.back_up = self.ui.button(T("Back up now"), "primary", clicked=self._on_back_up)
        self._show_copies = self.ui.button(T("Show the backups"), clicked=self._on_show_copies)
        self._path = ValueText("", str(ABOUT["file"]))
        self._build()
        self.reload()

    def reload(self) -> None:
        self.context.ops.administer(self, lambda database: look_for(database.path), self._show)

    def reveal(self, name: str) -> None:
        (self.back_up if name == "backup" else self._path).setFocus()

    def _build(self) -> None:
        m = self.ui.m
        backup = self.card(ABOUT["backup"])
        backup.setSpacing(m.s3)
        backup.addWidget(self.last)
        sentence = T(
            "A backup is a checked copy of everything. Keep one on another disk as well:"
            " copy it to a stick or into a folder that goes to the cloud."
        )
        backup.addWidget(self.ui.label(sentence, "body", "2", wrap=True))
        buttons = self.ui.row()
        buttons.addWidget(self.back_up)
        buttons.addWidget(self._show_copies)
        buttons.addStretch(1)
        backup.addLayout(buttons)
        file = self.card(ABOUT["file"])
        file.setSpacing(m.s3)
        file.addWidget(self._path)
        show = self.ui.row()
        show.addWidget(self.ui.button(T("Show in folder"), icon="folder", clicked=self._on_show))
        show.addStretch(1)
        file.addLayout(show)
        self._build_program()

    def _build_program(self) -> None:
        layout = self.card("SmallCRM")
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.ui.m.s5)
        grid.setColumnStretch(1, 1)
        rows = ((ABOUT["version"], smallcrm.__version__), (ABOUT["license"], _LICENSE))
        for row, (name, value) in enumerate(rows):
            grid.addWidget(self.ui.label(name, "body", "2"), row, 0)
            grid.addWidget(self.ui.value(value), row, 1)
        layout.addLayout(grid)

    def _show(self, files: Files) -> None:
        self._files = files
        self._path.setPlainText(str(files.data))
        self._show_copies.setVisible(files.newest is not None)
        if files.newest is None:
            self.last.setText(str(T("There is no backup yet.")))
        else:
            when = formats.recent(files.newest, clock.today())
            self.last.setText(str(T("Last backup: {when}", when=when)))

    def _on_back_up(self) -> None:
        self.back_up.setEnabled(False)
        self.state.start()
        self.context.ops.administer(
            self,
            lambda database: database.backup(),
            lambda _copy: self._on_backed_up(),
            self._on_failed,
        )

    def _on_backed_up(self) -> None:
        self.back_up.setEnabled(True)
        self.state.finish()
        self.context.say(T("Backup made and checked"))
        self.context.backed_up.emit()
        self.reload()

    def _on_failed(self, error: BaseException) -> None:
        self.back_up.setEnabled(True)
        self.state.fail(self._on_back_up)
        self.context.fail(self, error)

    def _on_show(self) -> None:
        if self._files is not None:
            _open(self._files.data.parent)

    def _on_show_copies(self) -> None:
        if self._files is not None:
            _open(self._files.folder)


def _open(folder: Path) -> None:
    """Have the system show *folder*."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
