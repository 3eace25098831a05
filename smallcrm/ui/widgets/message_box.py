"""Message boxes with the same edge all around."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QMessageBox

from smallcrm.ui.theme.tokens import METRICS


def align(box: QMessageBox) -> None:
    """Let the words of *box* begin where its buttons do; Qt leaves room for a picture."""
    for label in box.findChildren(QLabel):
        label.setIndent(0)
        label.setContentsMargins(0, 0, 0, 0)
    layout = box.layout()
    if isinstance(layout, QGridLayout):
        layout.setContentsMargins(*[METRICS.s5] * 4)
        layout.setHorizontalSpacing(0)
        layout.setVerticalSpacing(METRICS.s3)
        for place in range(layout.count()):
            item = layout.itemAt(place)
            spacer = item.spacerItem() if item is not None else None
            if spacer is not None:
                spacer.changeSize(0, 0)
        layout.setColumnStretch(1, 1)  # where the words are
        layout.invalidate()
