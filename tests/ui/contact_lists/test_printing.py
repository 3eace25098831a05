"""Lists, labels and envelopes reach the printer from the window."""

from __future__ import annotations

import io

from pypdf import PdfReader
from PySide6.QtCore import Qt

from smallcrm.ui.documents import printing
from smallcrm.ui.print_dialog import PrintDialog
from smallcrm.ui.widgets.choice import Choice

CONTROL = Qt.KeyboardModifier.ControlModifier


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_ctrl_p_and_enter_print_what_the_list_shows(qtbot, window, page, printed, opened):
    page.whole.head.search.setText("Athens")
    page.whole.head.search.searched.emit("Athens")
    qtbot.waitUntil(lambda: page.whole.model.rowCount() == 2)
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL)
    dialog = opened()
    qtbot.keyClick(dialog.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(printed))
    [(pdf, job)] = printed
    text = text_of(pdf)
    assert job == printing.PrintJob("Laser")
    assert text.startswith("Contacts")
    assert "Athens" in text.split("\n")[1]
    assert "Dora Dean" in text
    assert "Eva Elm" not in text
    assert "Page 1 of 1" in text


def test_addresses_of_chosen_contacts_go_on_labels_or_envelopes(
    qtbot, page, crowd, choose, printed, opened
):
    choose(crowd["Dora Dean"], crowd["Eva Elm"])
    page.whole.bar._deeds.print_post(page.whole.chosen_ids())
    dialog = opened()
    kind = dialog.findChild(Choice, "post")
    labels = dialog._made.pdf
    assert "Dora Dean" in text_of(labels)
    assert dialog._made.pages == 1
    assert not dialog._remark.isVisible()
    kind.setFocus()
    for _ in range(kind.findData("DL") - kind.currentIndex()):
        qtbot.keyClick(kind, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog._made.pages == 2)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(printed))
    assert "Eva Elm" in text_of(printed[0][0])


def test_who_has_no_address_is_told(qtbot, page, people, crowd, printed, opened):
    page.whole.deeds.print_post([crowd["Eva Elm"], people["Ann Archer"]])
    dialog = opened()
    assert dialog._remark.text() == "1 contact has no address."
    dialog.reject()


def test_nobody_with_an_address_is_told_and_nothing_can_be_printed(
    qtbot, window, page, people, printed
):
    page.whole.deeds.print_post([people["Ann Archer"]])
    qtbot.waitUntil(lambda: bool(window.findChildren(PrintDialog)))
    dialog = window.findChildren(PrintDialog)[-1]
    qtbot.waitUntil(lambda: "has an address" in dialog._message.text())
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_ctrl_p_prints_the_list_beside_a_contact(qtbot, window, people, printed, opened):
    window.activateWindow()
    window.open("crm://contacts")
    pane = window.host.page.list_pane
    qtbot.waitUntil(lambda: pane.model.rowCount() == 4)
    qtbot.keyClick(window, Qt.Key.Key_P, CONTROL)
    dialog = opened()
    qtbot.keyClick(dialog.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(printed))
    assert "Ann Archer" in text_of(printed[0][0])
