"""An e-mail of the timeline to be read: the whole text, and the files that came along."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from smallcrm.core import clock, formats
from smallcrm.core.text import T
from smallcrm.services.contacts import TimelineEntry
from smallcrm.services.files import FileRow
from smallcrm.ui.contacts import talk_words
from smallcrm.ui.contacts.file_opening import open_file
from smallcrm.ui.contacts.files_tab import size_words
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.button import Button
from smallcrm.ui.widgets.fitting_area import FittingArea
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.plain import plain_tooltip

_WIDTH, _HEIGHT = 680, 560
_WIDEST, _HIGHEST = 300, 120  # a name of a file, all of them: more are scrolled
_MIDDLE = Qt.TextElideMode.ElideMiddle


class MailDialog(QDialog):
    """Nothing in it is loaded from anywhere: it is plain text.

    Args:
        context: Of the page.
        entry: The e-mail.
        files: What came along.
        parent: The window.
    """

    def __init__(
        self, context: Context, entry: TimelineEntry, files: Sequence[FileRow], parent: QWidget
    ) -> None:
        super().__init__(parent)
        ui, m = context.ui, context.ui.m
        subject = entry.title or str(T("Email"))
        at = clock.local(entry.at)
        facts = (
            str(talk_words.DIRECTIONS.get(entry.direction, "")),
            f"{formats.day(at.date())} {formats.time_of_day(at)}",
            entry.owner,
        )
        self.text = QPlainTextEdit(entry.body)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(subject)
        self.files = [self._button(context, row) for row in files]
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(subject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        layout.setSpacing(m.s3)
        layout.addWidget(ui.label(subject, "subtitle", wrap=True))
        layout.addWidget(ui.label("  ·  ".join(filter(None, facts)), "caption", "2", wrap=True))
        layout.addWidget(self.text, 1)
        bar, flow = QWidget(), FlowLayout(m.s2)
        bar.setLayout(flow)
        for button in self.files:
            flow.addWidget(button)
        area = FittingArea(bar)
        area.setMaximumHeight(context.theme.size(_HIGHEST))
        layout.addWidget(area)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        room = parent.size() - QSize(2 * m.s5, 2 * m.s5)
        size = context.theme.size
        self.resize(QSize(size(_WIDTH), size(_HEIGHT)).boundedTo(room))
        self.text.setFocus()

    def _button(self, context: Context, row: FileRow) -> Button:
        """Opens the file; a long name is cut in its middle, so that its ending is seen."""
        metrics = QFontMetrics(context.theme.font("body"))
        name = metrics.elidedText(row.name, _MIDDLE, context.theme.size(_WIDEST))
        words = f"{name}  ·  {size_words(row.size)}"
        deed = partial(open_file, context, self, row)
        button = context.ui.button(words, "ghost", "file", clicked=deed)
        button.setToolTip(plain_tooltip(row.name))
        button.setAccessibleName(row.name)
        return button
