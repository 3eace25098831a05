"""Areas that scroll only where there is no room."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from smallcrm.ui.widgets.fitting_area import FittingArea


def test_area_that_becomes_narrower_grows_with_the_lines_of_its_words(qtbot):
    words = QLabel("Several words that need more lines where there is less room. " * 4)
    words.setWordWrap(True)
    inside = QWidget()
    QVBoxLayout(inside).addWidget(words)
    whole = QWidget()
    qtbot.addWidget(whole)
    area = FittingArea(inside)
    column = QVBoxLayout(whole)
    column.addWidget(area)
    column.addStretch(1)
    whole.resize(900, 600)
    whole.show()
    qtbot.waitExposed(whole)
    whole.resize(200, 600)
    qtbot.waitUntil(lambda: area.height() >= inside.heightForWidth(area.viewport().width()))
    assert not area.verticalScrollBar().isVisible()
