"""Choices side by side: they wrap, or fold into a menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.flow_layout import FlowLayout

_WORDS = ("All", "Customers", "Leads", "Overdue", "Suppliers", "Partners")


def test_chips_wrap_instead_of_being_clipped(qtbot, ui, host):
    layout = FlowLayout(6)
    inner = QWidget(host)
    inner.setLayout(layout)
    for word in ("Customers", "Leads", "Overdue", "Suppliers"):
        layout.addWidget(ui.button(word, "chip"))
    assert layout.heightForWidth(1000) < layout.heightForWidth(150)
    inner.resize(150, 400)
    inner.show()
    places = {layout.itemAt(at).geometry().top() for at in range(layout.count())}
    assert len(places) > 1


def test_chip_is_chosen_by_arrow(qtbot, ui, host):
    chips = Chips(ui, [("a", "All"), ("b", "Leads")], "Filter")
    chips.setParent(host)
    chips.show()
    with qtbot.waitSignal(chips.chosen) as got:
        qtbot.keyClick(chips, Qt.Key.Key_Right)
    assert got.args == ["b"]
    chips.choose("a")
    assert chips.current() == "a"


def _folding(ui, host):
    """Chips in one row."""
    chips = Chips(ui, [(word.lower(), word) for word in _WORDS], "Filter")
    chips.setParent(host)
    chips.fold(1)
    return chips


def _folded(chips: Chips) -> list[str]:
    """What the menu at the end of the chips offers."""
    menu = chips.findChild(QMenu)
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]


def test_chips_without_room_in_their_rows_go_into_a_menu(qtbot, ui, host):
    chips = _folding(ui, host)
    chips.resize(1200, 100)
    chips.show()
    assert _folded(chips) == []
    row = chips.layout().heightForWidth(1200)
    assert chips.layout().heightForWidth(260) == row  # known before, or areas would flicker
    chips.resize(260, 100)
    hidden = _folded(chips)
    assert hidden == list(_WORDS[-len(hidden) :])
    assert chips.layout().heightForWidth(260) == row
    chips.fold(2)
    assert len(_folded(chips)) < len(hidden)


def test_the_chosen_chip_is_always_seen(qtbot, ui, host):
    chips = _folding(ui, host)
    chips.resize(260, 100)
    chips.show()
    _folded(chips)
    with qtbot.waitSignal(chips.chosen) as got:
        chips.findChild(QMenu).actions()[-1].trigger()
    assert got.args == ["partners"]
    assert "Partners" not in _folded(chips)
    chips.setFocus()
    with qtbot.waitSignal(chips.chosen) as got:
        qtbot.keyClick(chips, Qt.Key.Key_Left)
    assert got.args == ["suppliers"]
    focused = QApplication.focusWidget()
    assert focused.text() == "Suppliers"
    assert focused.isVisible()
