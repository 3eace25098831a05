"""One window for one file, and the words that Qt shows by itself."""

import gettext

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit, QTreeView

from smallcrm.core import languages, text
from smallcrm.ui import counting, qt_words
from smallcrm.ui.knocking import Door, knock
from smallcrm.ui.single_instance import SingleInstance
from smallcrm.ui.translator import CatalogueTranslator


class Shouting(gettext.NullTranslations):
    """A language in which everything known is said loudly."""

    def gettext(self, message):
        return message.upper() if message in ("&Copy", "OK") else message


def test_second_window_is_refused_and_knocks(qtbot, tmp_path, qapp):
    file = tmp_path / "a.smallcrm"
    first, second = SingleInstance(file), SingleInstance(file)
    assert first.claim()
    assert not second.claim()
    door = Door(first.name)
    with qtbot.waitSignal(door.knocked):
        assert knock(second.name)
    door.close()
    assert not knock(second.name)
    first.release()
    assert second.claim()
    second.release()


def test_other_file_has_a_window_of_its_own(tmp_path, qapp):
    first, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert first.claim()
    assert other.claim()
    first.release()
    other.release()


def test_words_of_qt_come_from_our_catalogue(qapp, qtbot):
    text.use_language("xx", Shouting())
    translator = CatalogueTranslator()
    qapp.installTranslator(translator)
    try:
        field = QLineEdit()
        qtbot.addWidget(field)
        menu = field.createStandardContextMenu()
        words = [action.text().split("\t")[0] for action in menu.actions()]
        assert "&COPY" in words
        assert "Select All" in words
    finally:
        qapp.removeTranslator(translator)


def test_unknown_word_is_left_to_qt():
    translator = CatalogueTranslator()
    assert translator.translate("Any", "Never heard of it") is None
    assert translator.translate("Any", "") is None
    assert not translator.isEmpty()


@pytest.mark.parametrize("group", ["BUTTONS", "EDITING", "FILES", "PRINTING"])
def test_words_of_qt_are_messages(group):
    assert all(str(message) for message in getattr(qt_words, group))


@pytest.mark.parametrize(("language", "shown"), [("en", "1,284"), ("el", "1.284"), ("xx", "1,284")])
def test_count_is_grouped_as_in_the_language(language, shown):
    text.use_language(language, gettext.NullTranslations())
    assert counting.count_text(1284) == shown


@pytest.mark.parametrize("language", ["ru", "el"])
@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_dialog_of_qt_for_files_speaks_the_language_of_the_screen(
    qtbot, qapp, tmp_path, language, mode
):
    translator = CatalogueTranslator()
    qapp.installTranslator(translator)
    languages.use(language)
    dialog = QFileDialog(None, "", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    dialog.show()
    tree = dialog.findChild(QTreeView)
    words = [
        *(label.text() for label in dialog.findChildren(QLabel)),
        *(
            each
            for button in dialog.findChildren(QAbstractButton)
            for each in (button.text(), button.toolTip(), button.accessibleName())
        ),
        *(action.text() for action in dialog.findChildren(QAction)),
        *(tree.model().headerData(at, Qt.Orientation.Horizontal) for at in range(4)),
    ]
    qapp.removeTranslator(translator)
    assert not [each for each in words if any("a" <= letter.lower() <= "z" for letter in each)]
