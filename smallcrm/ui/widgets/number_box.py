"""A whole number, typed or stepped to."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSpinBox

from smallcrm.ui.widgets.factory import Ui


class NumberBox(QSpinBox):
    """From *least* to *most*; looks like a line of text with two arrows."""

    def __init__(self, ui: Ui, least: int, most: int) -> None:
        super().__init__()
        self.setRange(least, most)
        for line in self.findChildren(QLineEdit):  # a style sheet cannot move its text
            line.setTextMargins(ui.m.s2, 0, 0, 0)
