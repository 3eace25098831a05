"""Settings: every change applies at once, what is wrong is said beside its field."""

from __future__ import annotations

import base64
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from smallcrm.core.text import T
from smallcrm.services import settings
from smallcrm.ui.settings_page.fields import SECTIONS, find
from smallcrm.ui.settings_page.tax_rate_dialog import TaxRateDialog

CONTROL = Qt.KeyboardModifier.ControlModifier
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def window(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def show(window):
    """Opens a section by its key."""

    def opened(key):
        window.open(f"crm://settings/{key}")
        return window.host.page.section

    return opened


@pytest.fixture
def stored(database):
    """Reads all settings."""

    def read():
        with database.read() as session:
            return settings.show(session)

    return read


def retype(qtbot, line, words):
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_keys_lead_to_the_settings(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_Comma, CONTROL)
    assert window.host.address == "crm://settings"
    assert window.host.page.section is not None


@pytest.mark.parametrize("spec", SECTIONS, ids=lambda spec: spec.key)
def test_every_section_opens_and_every_field_is_found(show, spec):
    section = show(spec.key)
    for name, title in spec.fields.items():
        assert [hit for hit in find(str(title)) if (hit.section, hit.field) == (spec, name)]
        section.reveal(name)


def test_business_is_saved_field_by_field_and_undone(qtbot, window, show, stored):
    section = show("business")
    name = section.editors["name"]
    retype(qtbot, name, "Anthos Flowers")
    with qtbot.waitSignal(window.context.said) as said:
        qtbot.keyClick(name, Qt.Key.Key_Tab)
    assert said.args == ["Saved: Name of the business", True]
    assert stored()["name"] == "Anthos Flowers"
    assert section.state.text.startswith("Saved ")
    window.commands.action("window.undo").trigger()
    qtbot.waitUntil(lambda: stored()["name"] == "")
    qtbot.waitUntil(lambda: name.text() == "")


def test_wrong_iban_stays_with_the_reason_and_a_right_one_is_grouped(qtbot, window, show, stored):
    section = show("business")
    iban, bank = section.editors["iban"], section.editors["bank"]
    retype(qtbot, iban, "GR16 0110 1250")
    qtbot.keyClick(iban, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: "not a valid IBAN" in section.fields["iban"].error)
    assert section.state.text == "Not saved"
    retype(qtbot, bank, "Bank of the Lighthouse")
    with qtbot.waitSignal(window.context.said):
        qtbot.keyClick(bank, Qt.Key.Key_Tab)
    assert stored()["bank"] == "Bank of the Lighthouse"
    assert iban.text() == "GR16 0110 1250"
    retype(qtbot, iban, "gr1601101250000000012300695")
    qtbot.keyClick(iban, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored()["iban"] == "GR1601101250000000012300695")
    qtbot.waitUntil(lambda: iban.text() == "GR16 0110 1250 0000 0001 2300 695")
    assert not section.fields["iban"].error


def test_wrong_check_digit_of_a_greek_tax_number_is_said_and_saved_all_the_same(
    qtbot, show, stored
):
    section = show("business")
    field = section.fields["tax_id"]
    for number, is_told in (("123456780", True), ("123456783", False)):
        retype(qtbot, field.editor, number)
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda number=number: stored()["tax_id"] == number)
        said = field.editor.accessibleDescription
        qtbot.waitUntil(lambda said=said, told=is_told: ("check digit" in said()) == told)
    assert not field.error


def test_logo_is_shown_and_removed(qtbot, show, database, tmp_path):
    section = show("business")
    picture = tmp_path / "logo.png"
    picture.write_bytes(DOT)
    section.use_logo(picture)
    qtbot.waitUntil(lambda: not section._picture.pixmap().isNull())
    with database.read() as session:
        assert settings.get_logo(session) == DOT
    press(qtbot, section._remove)
    qtbot.waitUntil(lambda: section._picture.text() == "No logo yet")
    with database.read() as session:
        assert settings.get_logo(session) == b""


def test_file_that_is_no_picture_is_refused_beside_the_button(qtbot, show, tmp_path):
    section = show("business")
    text = tmp_path / "logo.png"
    text.write_text("no picture")
    section.use_logo(text)
    qtbot.waitUntil(lambda: "cannot be the logo" in section.fields["logo"].error)
    section.use_logo(tmp_path / "missing.png")
    qtbot.waitUntil(lambda: "cannot be read" in section.fields["logo"].error)


def test_number_pattern_shows_its_example_while_typing(qtbot, show, stored):
    section = show("documents")
    field, line = section.fields["series.invoice"], section.editors["series.invoice"]
    assert field._message.text().startswith("Next: ")
    retype(qtbot, line, "INV-{counter:3}")
    assert field._message.text() == "Would look like INV-001"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored()["series.invoice"] == "INV-{counter:3}")
    qtbot.waitUntil(lambda: field._message.text() == "Next: INV-001")
    retype(qtbot, line, "INV")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(field.error))
    assert stored()["series.invoice"] == "INV-{counter:3}"


def test_days_texts_and_prices(qtbot, show, stored):
    section = show("documents")
    days = section.editors["due_days"]
    retype(qtbot, days, "9999")
    qtbot.keyClick(days, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "0 to 3650" in section.fields["due_days"].error)
    retype(qtbot, days, "30")
    qtbot.keyClick(days, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored()["due_days"] == 30)
    section.editors["prices_include_tax"].setFocus()
    qtbot.keyClick(section.editors["prices_include_tax"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stored()["prices_include_tax"] is True)
    note = section.editors["note"]
    note.setFocus()
    qtbot.keyClicks(note, "Thank you")
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: stored()["note"] == "Thank you")


def rates(database):
    with database.read() as session:
        return settings.list_tax_rates(session)


def dialog_of(qtbot, window):
    qtbot.waitUntil(lambda: window.findChild(TaxRateDialog) is not None)
    return window.findChild(TaxRateDialog)


def save(qtbot, dialog):
    buttons = dialog.findChild(QDialogButtonBox)
    press(qtbot, buttons.button(QDialogButtonBox.StandardButton.Save))


def test_rate_is_added_and_what_is_wrong_is_said(qtbot, window, show, database):
    section = show("taxes")
    press(qtbot, section.add)
    dialog = dialog_of(qtbot, window)
    qtbot.keyClicks(dialog.name, "Books")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "above 0" in dialog.fields["rate"].error)
    qtbot.keyClicks(dialog.rate, "5,5")
    qtbot.keyClicks(dialog.valid_from, "1/1/2027")
    with qtbot.waitSignal(dialog.accepted):
        save(qtbot, dialog)
    added = rates(database)[-1]
    assert (added.name, added.rate) == ("Books", Decimal("5.5"))
    last = len(rates(database)) - 1
    qtbot.waitUntil(lambda: section.model.rowCount() == last + 1)
    assert section.model.index(last, 4).data() == "Not yet"


def test_rate_is_ended_used_and_removed_by_keys(qtbot, window, show, database):
    section = show("taxes")
    count = len(rates(database))
    section.table.setFocus()
    section.table.setCurrentIndex(section.model.index(1, 0))
    press(qtbot, section.use)
    qtbot.waitUntil(lambda: rates(database)[1].is_default)
    section.table.setCurrentIndex(section.model.index(0, 0))
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    dialog = dialog_of(qtbot, window)
    qtbot.keyClicks(dialog.valid_to, "31/12/2020")
    with qtbot.waitSignal(dialog.accepted):
        save(qtbot, dialog)
    qtbot.waitUntil(lambda: section.model.index(0, 4).data() == "Ended")
    qtbot.waitUntil(section.remove.isEnabled)
    press(qtbot, section.remove)
    qtbot.waitUntil(lambda: len(rates(database)) == count - 1)


def test_set_of_another_country_says_its_day_and_is_taken(qtbot, window, show, database):
    section = show("taxes")
    assert section.set.country.currentText() == "Greece"
    assert section.set.told.text().startswith("The list below is this set as of 1 Nov 2026")
    section.set.country.setFocus()
    qtbot.keyClicks(section.set.country, "Germ")
    section.set.country.activated.emit(section.set.country.currentIndex())
    assert section.set.told.text().startswith("As of 1 Nov 2026")
    press(qtbot, section.set.take)
    qtbot.waitUntil(lambda: section.model.index(0, 0).data() == "MwSt. 19 %")
    assert section.set.told.text().startswith("The list below is this set as of 1 Nov 2026")
    database.undo()
    assert rates(database)[0].name == "ΦΠΑ 24%"


def test_exempt_kind_asks_why_instead_of_a_rate(qtbot, window, show):
    section = show("taxes")
    press(qtbot, section.add)
    dialog = dialog_of(qtbot, window)
    dialog.category.setCurrentIndex(dialog.category.findData("E"))
    dialog.category.committed.emit("E")
    assert dialog.fields["exemption_reason"].isVisibleTo(dialog)
    assert not dialog.fields["rate"].isVisibleTo(dialog)
    dialog.reject()


def test_look_changes_at_once_and_stays_on_this_computer(window, show, theme):
    section = show("look")
    section.schemes.click("dark")
    section.sizes.click("115")
    assert theme.is_dark
    assert theme.text_size == 115
    assert (window.context.settings.scheme, window.context.settings.text_size) == ("dark", 115)
    theme.set_text_size(100)
    assert section.sizes.current() == "100"


def test_language_is_spoken_at_once(window, show):
    section = show("language")
    spoken = []
    window.context.spoken.connect(spoken.append)
    section.languages.click("el")
    assert spoken == ["el"]


def test_backup_is_made_and_told(qtbot, window, show, database, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    section = show("about")
    qtbot.waitUntil(lambda: section.last.text() == "There is no backup yet.")
    with qtbot.waitSignal(window.context.said) as said:
        press(qtbot, section.back_up)
    assert said.args == ["Backup made and checked", False]
    qtbot.waitUntil(lambda: section.last.text().startswith("Last backup: "))
    copies = list((database.path.parent / "backups").glob("*.smallcrm"))
    assert len(copies) == 1
    for words in ("Show the backups", "Show in folder"):
        press(qtbot, next(b for b in section.findChildren(QPushButton) if b.text() == words))
    assert opened == [str(copies[0].parent), str(database.path.parent)]


def test_search_leads_to_the_field(qtbot, window, show):
    show("look")
    page = window.host.page
    qtbot.keyClick(window, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(page.search, "iban")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    section = page.section
    assert window.host.address == "crm://settings/business"
    assert section.editors["iban"].hasFocus()


def test_search_for_nothing_says_so(qtbot, window, show):
    show("look")
    page = window.host.page
    qtbot.keyClicks(page.search, "zzz")
    qtbot.waitUntil(page._hits.isVisible)
    label = page._hit_rows.itemAt(0).widget()
    assert label.text() == "Nothing in the settings is called “zzz”."
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page._list.isVisible()


def test_change_from_elsewhere_is_shown(qtbot, show, database):
    section = show("business")
    with database.write(T("Change settings")) as session:
        settings.change(session, {"city": "Athens"})
    qtbot.waitUntil(lambda: section.editors["city"].text() == "Athens")


def test_leaving_saves_the_field_that_has_the_cursor(qtbot, window, show, stored):
    section = show("business")
    retype(qtbot, section.editors["city"], "Patras")
    window.open("crm://contacts")
    qtbot.waitUntil(lambda: stored()["city"] == "Patras")


def test_name_of_a_rate_is_whole_in_a_narrow_window_with_large_text(qtbot, window, show, theme):
    window.resize(1024, 700)
    section = show("taxes")
    theme.set_text_size(150)
    table = section.table
    qtbot.waitUntil(lambda: table.isColumnHidden(2))
    name = table.model().index(3, 0)
    assert name.data() == "ΦΠΑ 17% (νησιά)"
    qtbot.waitUntil(lambda: table.columnWidth(0) >= table.sizeHintForIndex(name).width())
    assert not table.horizontalScrollBar().maximum()
    window.resize(1600, 900)
    theme.set_text_size(100)
    qtbot.waitUntil(lambda: not table.isColumnHidden(2))
