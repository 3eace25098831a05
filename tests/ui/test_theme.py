"""Colors, sizes, icons: readable, and switched while windows are open."""

import gc
from functools import partial

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QProxyStyle,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QStyle,
    QWidget,
)

from smallcrm.core import paths
from smallcrm.ui.theme.icons import Icons, drawing
from smallcrm.ui.theme.painting import initials
from smallcrm.ui.theme.theme import DARK_SCHEME, LIGHT_SCHEME, TEXT_SIZES, Theme
from smallcrm.ui.theme.tokens import DARK, LIGHT, contrast, weak_pairs
from smallcrm.ui.widgets.button import set_property
from smallcrm.ui.widgets.factory import Ui


def test_words_offered_beneath_a_line_stand_on_a_ground_of_their_own(qtbot, theme):
    line = QLineEdit()
    qtbot.addWidget(line)
    completer = QCompleter(["Wedding"], line)
    line.setCompleter(completer)
    line.show()
    qtbot.keyClicks(line, "Wed")
    popup = completer.popup()
    qtbot.waitUntil(popup.isVisible)
    ground = popup.grab().toImage().pixelColor(popup.width() - 4, popup.height() - 4)
    popup.hide()
    assert ground.name() == LIGHT.raised.lower()


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_colors_can_be_told_apart(colors):
    assert weak_pairs(colors) == []


def test_contrast_of_black_and_white_is_twenty_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_scheme_is_switched_while_windows_are_open(qtbot, theme, ui):
    button = ui.button("Save", "primary")
    qtbot.addWidget(button)
    button.show()
    light = button.grab().toImage().pixelColor(20, 6).name()
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(DARK_SCHEME)
    dark = button.grab().toImage().pixelColor(20, 6).name()
    assert (light, dark) == (LIGHT.accent.lower(), DARK.accent.lower())


def test_icon_takes_the_ink_of_the_scheme_in_force(qtbot, theme, ui):
    icon = ui.icon("plus", "text")

    def ink():
        image = icon.pixmap(48, 48).toImage()
        return image.pixelColor(24, 24).name()

    assert ink() == LIGHT.text.lower()
    theme.set_scheme(DARK_SCHEME)
    assert ink() == DARK.text.lower()


@pytest.fixture(params=[100, 150])
def text_size(request, theme):
    theme.set_text_size(request.param)
    return request.param


def grown(widget, focus):
    """By how many pixels *widget* becomes larger, and its contents move, when *focus* is called."""
    widget.show()
    before = widget.sizeHint()
    focus()
    return (widget.sizeHint() - before).toTuple()


_VARIANTS = ["primary", "secondary", "danger", "ghost", "link", "chip", "tab", "nav"]
_SQUARE = [(variant, small) for variant in ("ghost", "secondary") for small in (True, False)]
_BUTTONS = [
    *(partial(Ui.button, text="Save", variant=variant) for variant in _VARIANTS),
    *(
        partial(Ui.icon_button, icon="plus", tip="Add", variant=variant, small=small)
        for variant, small in _SQUARE
    ),
]


@pytest.mark.parametrize("make", _BUTTONS)
def test_ring_of_the_keyboard_moves_no_button(qtbot, ui, text_size, make):
    button = make(ui)
    qtbot.addWidget(button)
    assert grown(button, lambda: set_property(button, "keyboard", True)) == (0, 0)


@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QSpinBox])
@pytest.mark.parametrize("state", ["focused", "invalid"])
def test_border_that_grows_moves_no_field(qtbot, theme, text_size, kind, state):
    field = kind()
    qtbot.addWidget(field)
    field.show()

    def change():
        if state == "invalid":
            set_property(field, "invalid", True)
        else:
            field.activateWindow()
            field.setFocus()
            qtbot.waitUntil(field.hasFocus)

    assert grown(field, change) == (0, 0)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_words_of_a_box_stay_where_they_are_when_it_is_focused(qtbot, theme, text_size, kind):
    holder = QWidget()
    other, box = QLineEdit(holder), kind("Prices with tax", holder)
    qtbot.addWidget(holder)
    holder.show()
    holder.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = box.sizeHint()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    assert box.sizeHint() == before


def test_text_size_makes_text_and_buttons_larger_at_once(qtbot, theme, ui):
    button = ui.button("Save")
    qtbot.addWidget(button)
    button.show()
    before = button.sizeHint().height(), button.fontMetrics().height()
    theme.set_text_size(150)
    assert button.sizeHint().height() == pytest.approx(before[0] * 1.5, abs=2)
    assert button.fontMetrics().height() > before[1] * 1.3


def test_text_size_goes_in_steps_and_stays_within_bounds(theme):
    for _ in range(9):
        theme.step_text_size(1)
    assert theme.text_size == TEXT_SIZES[-1]
    for _ in range(9):
        theme.step_text_size(-1)
    assert theme.text_size == TEXT_SIZES[0]
    theme.step_text_size(0)
    assert theme.text_size == 100


def test_unknown_scheme_counts_as_that_of_the_system(qapp):
    assert Theme("violet", 40).scheme == "system"
    assert Theme(LIGHT_SCHEME, 40).text_size == TEXT_SIZES[0]


@pytest.mark.parametrize(
    "file", sorted(paths.resource("icons").glob("*.svg")), ids=lambda f: f.stem
)
def test_icon_draws_something_in_the_ink_it_is_given(file, qapp, ui):
    assert "currentColor" in drawing(file.stem)
    image = ui.icons.raw(file.stem, "text", 24).toImage()
    inked = [image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)]
    assert max(inked) > 120


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Maria Papadopoulou", "MP"),
        ("ООО «Северный ветер»", "ОВ"),
        ("cher", "C"),
        ("", ""),
        ("7-Eleven", "7E"),
        ("6999", "69"),
        ("+30 697 111 2233", "30"),
        ("Anna Maria van der Berg", "AB"),
        ("Άγγελος Ιωάννου", "ΑΙ"),
        ("Ёлкин Йозеф", "ЁЙ"),
    ],
)
def test_initials_are_of_the_first_and_last_word(name, letters):
    assert initials(name) == letters


class WithPictures(QProxyStyle):
    """Fusion as the desktops of Linux want it."""

    def styleHint(self, hint, *rest):  # noqa: N802 - of Qt
        wanted = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
        return 1 if hint == wanted else super().styleHint(hint, *rest)


@pytest.fixture
def pictures(qapp, theme):
    qapp.setStyle(WithPictures("fusion"))
    theme.apply()
    yield
    qapp.setStyle("fusion")
    theme.apply()


def test_buttons_of_dialogs_have_none_of_the_pictures_of_qt(qtbot, pictures):
    standard = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(standard.Save | standard.Cancel | standard.Close)
    message = QMessageBox()
    message.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Close)
    for widget in (box, message):
        qtbot.addWidget(widget)
        widget.show()
        assert [button for button in widget.buttons() if not button.icon().isNull()] == []


def test_no_widget_has_a_style_sheet_of_its_own(window):
    assert QApplication.instance().styleSheet()
    assert all(not child.styleSheet() for child in window.findChildren(QPushButton))


def test_icon_of_which_qt_takes_a_copy_can_still_be_painted(theme):
    icon = Icons(theme).icon("edit")
    copy = QIcon(icon)
    copy.addPixmap(QPixmap(4, 4))  # Qt now wants an engine for the copy alone
    gc.collect()
    assert not copy.pixmap(QSize(16, 16)).isNull()
