"""Changing a contact in place: every field saves itself, what is wrong stays where it is."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(qtbot, window, profile):
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert profile.card.tabs.current() == "details"
    return profile.card.form


def retype(qtbot, line, words):
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words) if words else qtbot.keyClick(line, Qt.Key.Key_Delete)


def leave(qtbot, line):
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def editor(form, name):
    return form._editors[name]


def test_edit_puts_the_cursor_into_the_name(form):
    assert editor(form, "name").hasFocus()
    assert editor(form, "name").selectedText() == "Anna Keller"


def test_leaving_a_field_saves_it_and_says_so(qtbot, window, form, anna, stored, profile):
    name = editor(form, "name")
    retype(qtbot, name, "Anna  Berg")
    with qtbot.waitSignal(window.context.said) as said:
        leave(qtbot, name)
    assert said.args == ["Saved: Name", True]
    assert stored(anna).name == "Anna Berg"
    assert profile.headline() == "Anna Berg"
    assert name.text() == "Anna Berg"
    assert profile.card.state.text.startswith("Saved ")
    profile.card.state._over.timeout.emit()
    assert profile.card.state.text == ""
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)  # nothing
    window.commands.action("window.undo").trigger()
    qtbot.waitUntil(lambda: stored(anna).name == "Anna Keller")
    qtbot.waitUntil(lambda: name.text() == "Anna Keller")


def test_two_quick_changes_end_with_the_second(qtbot, form, anna, stored):
    name = editor(form, "name")
    retype(qtbot, name, "Anna B")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.keyClicks(name, "erg")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(anna).name == "Anna Berg")
    qtbot.waitUntil(lambda: not name.is_pending)
    assert name.text() == "Anna Berg"


def test_role_is_told_on_the_page_of_the_company_too(qtbot, form, anna, database):
    retype(qtbot, editor(form, "role"), "Buyer")
    leave(qtbot, editor(form, "role"))

    def role_there():
        with database.read() as session:
            company = contacts.get_view(session, anna).relations[0].id
            return contacts.get_view(session, company).relations[0].role

    qtbot.waitUntil(lambda: role_there() == "Buyer")


def test_escape_returns_to_the_stored_value(qtbot, form, anna, stored):
    name = editor(form, "name")
    retype(qtbot, name, "Somebody")
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert name.text() == "Anna Keller"
    leave(qtbot, name)
    assert stored(anna).name == "Anna Keller"


def test_wrong_email_stays_with_the_reason_and_other_fields_are_saved(
    qtbot, window, form, anna, stored, profile
):
    row = editor(form, "emails").rows[0]
    retype(qtbot, row.line, "anna at shop")
    leave(qtbot, row.line)
    qtbot.waitUntil(row._message.isVisible)
    assert row.line.text() == "anna at shop"
    assert "is not an email address" in row._message.text()
    assert profile.card.state.text == "Not saved"
    tax = editor(form, "tax_id")
    retype(qtbot, tax, "094215776")
    with qtbot.waitSignal(window.context.said):
        leave(qtbot, tax)
    assert stored(anna).tax_id == "094215776"
    assert stored(anna).emails == (Labelled("anna@shop.example"),)
    assert row.line.text() == "anna at shop"
    assert profile.card.state.text == "Not saved"
    retype(qtbot, row.line, "anna@new.example")
    leave(qtbot, row.line)
    qtbot.waitUntil(lambda: stored(anna).emails == (Labelled("anna@new.example"),))
    qtbot.waitUntil(lambda: profile.card.state.text.startswith("Saved "))
    assert not row._message.isVisible()


def test_second_phone_is_added_and_the_first_one_removed(qtbot, form, anna, stored):
    phones = editor(form, "phones")
    qtbot.mouseClick(phones.add, Qt.MouseButton.LeftButton)
    fresh = phones.rows[1]
    assert fresh.line.hasFocus()
    qtbot.keyClicks(fresh.line, "6900 000 000")
    qtbot.keyClick(fresh.line, Qt.Key.Key_Return)
    both = (Labelled("+30 210 123 4567", "work"), Labelled("6900 000 000"))
    qtbot.waitUntil(lambda: stored(anna).phones == both)
    assert phones.rows[1] is fresh
    fresh.label.setFocus()
    qtbot.keyClicks(fresh.label.lineEdit(), "Mobile")
    qtbot.keyClick(fresh.label.lineEdit(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: stored(anna).phones[1] == Labelled("6900 000 000", "mobile"))
    phones.rows[0].removed.emit()
    qtbot.waitUntil(lambda: stored(anna).phones == (Labelled("6900 000 000", "mobile"),))
    qtbot.waitUntil(lambda: [row.line.text() for row in phones.rows] == ["6900 000 000"])


def test_typed_phone_stays_in_its_row_while_later_changes_are_still_being_saved(
    qtbot, window, form, anna, stored
):
    phones = editor(form, "phones")
    busy = threading.Event()
    window.context.ops.write(window, T("Slow"), lambda _session: busy.wait(5))
    qtbot.mouseClick(phones.add, Qt.MouseButton.LeftButton)
    fresh = phones.rows[1]
    qtbot.keyClicks(fresh.line, "6900 000  000")
    qtbot.keyClick(fresh.line, Qt.Key.Key_Return)
    shown = []
    fresh.line.textChanged.connect(shown.append)
    fresh.label.setFocus()
    qtbot.keyClicks(fresh.label.lineEdit(), "Mobile")
    qtbot.keyClick(fresh.label.lineEdit(), Qt.Key.Key_Tab)
    qtbot.mouseClick(phones.rows[0].findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)
    busy.set()
    qtbot.waitUntil(lambda: not phones._under_way)
    assert stored(anna).phones == (Labelled("6900 000 000", "mobile"),)
    assert phones.rows == (fresh,)
    assert shown == ["6900 000 000"]


def test_wrong_row_that_is_taken_away_is_forgotten(qtbot, form, profile, anna, stored):
    emails = editor(form, "emails")
    qtbot.mouseClick(emails.add, Qt.MouseButton.LeftButton)
    fresh = emails.rows[1]
    qtbot.keyClicks(fresh.line, "anna at home")
    leave(qtbot, fresh.line)
    qtbot.waitUntil(lambda: profile.card.state.text == "Not saved")
    qtbot.mouseClick(fresh.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: profile.card.state.text != "Not saved")
    assert len(emails.rows) == 1
    assert stored(anna).emails == (Labelled("anna@shop.example"),)


def test_emptied_row_goes_away(qtbot, form, anna, stored):
    row = editor(form, "phones").rows[0]
    retype(qtbot, row.line, "")
    leave(qtbot, row.line)
    qtbot.waitUntil(lambda: stored(anna).phones == ())
    qtbot.waitUntil(lambda: editor(form, "phones").rows == ())


def test_address_is_saved_as_one(qtbot, form, anna, stored):
    row = editor(form, "addresses").rows[0]
    retype(qtbot, row.lines["city"], "Piraeus")
    leave(qtbot, row.lines["city"])
    wanted = AddressDraft("Ermou 41", "Piraeus", "10563", country="GR")
    qtbot.waitUntil(lambda: stored(anna).addresses == (wanted,))


def test_tags_are_added_and_taken_away_by_keys(qtbot, form, anna, stored):
    line = editor(form, "tags").line
    line.setFocus()
    qtbot.keyClicks(line, "Wholesale")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stored(anna).tags == ("Customer", "Wholesale"))
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: stored(anna).tags == ("Customer",))


@pytest.mark.parametrize(
    ("typed", "kept"), [("14/3/1980", "1980-03-14"), ("5.6.", "--06-05"), ("", "")]
)
def test_birthday_with_and_without_year(qtbot, form, anna, stored, typed, kept):
    edit = editor(form, "birthday")
    retype(qtbot, edit, typed)
    leave(qtbot, edit)
    qtbot.waitUntil(lambda: stored(anna).birthday == kept)


def test_birthday_that_cannot_be_read_stays(qtbot, form, anna, stored, profile):
    edit = editor(form, "birthday")
    retype(qtbot, edit, "in spring")
    leave(qtbot, edit)
    assert edit.text() == "in spring"
    assert form._fields["birthday"].error
    assert profile.card.state.text == "Not saved"
    assert stored(anna).birthday == "--03-14"


def test_note_saves_itself_at_a_pause(qtbot, form, anna, stored):
    note = editor(form, "note")
    note.setFocus()
    qtbot.keyClicks(note, "Likes peonies")
    qtbot.waitUntil(lambda: stored(anna).note == "Likes peonies")
    assert note.hasFocus()


def test_fields_of_an_import_stand_under_other(qtbot, form, anna, stored):
    line = form._others["Shoe size"].editor
    retype(qtbot, line, "39")
    leave(qtbot, line)
    qtbot.waitUntil(lambda: stored(anna).custom == {"Shoe size": "39"})


def test_person_becomes_a_company(qtbot, form, anna, stored):
    form._kind.click("company")
    qtbot.waitUntil(lambda: stored(anna).kind == "company")
    qtbot.waitUntil(lambda: not form._fields["birthday"].isVisible())


def test_what_is_typed_stays_when_the_contact_changes_elsewhere(qtbot, form, anna, database):
    name = editor(form, "name")
    retype(qtbot, name, "Anna Be")
    with database.write(T("Change")) as session:
        draft = contacts.get_draft(session, anna)
        contacts.change(session, anna, ContactDraft(draft.name, note="From elsewhere"))
    qtbot.waitUntil(lambda: editor(form, "note").toPlainText() == "From elsewhere")
    assert name.text() == "Anna Be"


def test_next_contact_gets_nothing_of_this_one(qtbot, window, form, anna, stored, people):
    name = editor(form, "name")
    retype(qtbot, name, "Anna Berg")
    window.open(f"crm://contact/{people['Cleo Cole']}")
    qtbot.waitUntil(lambda: stored(anna).name == "Anna Berg")
    assert name.text() == "Cleo Cole"
    assert stored(people["Cleo Cole"]).name == "Cleo Cole"
    assert form._others["Shoe size"].editor.text() == ""


def test_every_field_has_a_name_for_screen_readers(form):
    labels = {label.text() for label in form.findChildren(QLabel)}
    assert {"Name", "Phones", "Email addresses", "Addresses", "Tags", "Note"} <= labels


def test_rows_are_not_wider_than_the_smallest_window(qtbot, window, theme, profile):
    theme.set_text_size(150)
    window.resize(1024, 700)
    profile.card.choose("details")
    form = profile.card.form
    qtbot.waitUntil(form.isVisible)
    assert form.minimumSizeHint().width() <= profile.card._stack.width()


def test_wrong_check_digit_of_a_greek_tax_number_is_said_and_saved_all_the_same(
    qtbot, window, form, anna, stored
):
    tax = editor(form, "tax_id")
    for number, is_told in (("EL123456780", True), ("EL123456783", False)):
        retype(qtbot, tax, number)
        with qtbot.waitSignal(window.context.said):
            leave(qtbot, tax)
        assert stored(anna).tax_id == number
        said = tax.accessibleDescription
        qtbot.waitUntil(lambda said=said, told=is_told: ("check digit" in said()) == told)


def stops(qtbot, first, last):
    """What Tab comes to after *first* until *last*, by the names that are read out."""
    first.setFocus()
    found = []
    while QApplication.focusWidget() is not last:
        assert len(found) < 60, found
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget().accessibleName())
    return found


def test_tab_goes_through_the_fields_as_one_reads_them(qtbot, form):
    size = form._others["Shoe size"].editor
    found = stops(qtbot, editor(form, "name"), size)
    assert found[:10] == [
        "Company", "Role", "Kind", "Phone", "Call or write to this number", "Remove this phone",
        "Add a phone", "Kind", "Email", "Remove this email",
    ]  # fmt: skip
    tags = found.index("Tags")
    assert found[tags : tags + 3] == ["Tags", "Take the tag Customer away", "Note"]
    assert found[-1] == "Shoe size"
    again = stops(qtbot, editor(form, "role"), editor(form, "tax_id"))
    qtbot.mouseClick(editor(form, "emails").add, Qt.MouseButton.LeftButton)
    more = stops(qtbot, editor(form, "role"), editor(form, "tax_id"))
    place = again.index("Add an email")
    assert more[place : place + 3] == ["Kind", "Email", "Remove this email"]
    assert more[:place] + more[place + 3 :] == again


def test_escape_takes_a_row_away_that_was_only_begun(qtbot, form, anna, stored):
    emails = editor(form, "emails")
    qtbot.mouseClick(emails.add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(emails.rows[1].line, "x")
    qtbot.keyClick(emails.rows[1].line, Qt.Key.Key_Escape)
    assert len(emails.rows) == 2  # the text went first
    qtbot.keyClick(emails.rows[1].line, Qt.Key.Key_Escape)
    assert len(emails.rows) == 1
    assert emails.add.hasFocus()
    assert len(stored(anna).emails) == 1


def test_wrong_day_is_forgotten_with_escape(qtbot, form, profile, anna, stored):
    day = editor(form, "consent_on")
    retype(qtbot, day, "33/13/2026")
    leave(qtbot, day)
    assert form._fields["consent_on"].error
    qtbot.waitUntil(lambda: profile.card.state.text == "Not saved")
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_Escape)
    assert form._fields["consent_on"].error == ""
    assert profile.card.state.text != "Not saved"
    assert stored(anna).consent_on is None


def test_going_through_the_answers_about_consent_saves_only_the_one_that_is_kept(
    qtbot, form, anna, stored, database
):
    consent = editor(form, "consent")
    consent.setFocus()
    for _ in range(2):
        qtbot.keyClick(consent, Qt.Key.Key_Down)
    assert consent.value() == contacts.REFUSED
    leave(qtbot, consent)
    qtbot.waitUntil(lambda: stored(anna).consent == contacts.REFUSED)
    database.undo()
    assert stored(anna).consent == ""
    qtbot.waitUntil(lambda: consent.value() == "")
    consent.setFocus()
    qtbot.keyClick(consent, Qt.Key.Key_Down)
    qtbot.keyClick(consent, Qt.Key.Key_Escape)
    leave(qtbot, consent)
    assert consent.value() == ""
    assert stored(anna).consent == ""


def test_wrong_email_is_forgotten_with_escape(qtbot, form, profile, anna, stored):
    emails = editor(form, "emails")
    line = emails.rows[0].line
    retype(qtbot, line, "anna at home")
    leave(qtbot, line)
    qtbot.waitUntil(lambda: profile.card.state.text == "Not saved")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "anna@shop.example"
    assert profile.card.state.text != "Not saved"


def test_numbers_and_towns_are_read_whole_in_a_small_window_with_large_text(
    qtbot, window, theme, form
):
    theme.set_text_size(150)
    window.resize(1024, 700)
    address = editor(form, "addresses").rows[0].lines
    lines = [editor(form, "phones").rows[0].line, address["postcode"], address["city"]]

    def cut():
        room = [line.width() - 2 * theme.m.s4 for line in lines]
        wanted = [line.fontMetrics().horizontalAdvance(line.text()) for line in lines]
        return [line.text() for line, has, needs in zip(lines, room, wanted, strict=True)
                if needs > has]  # fmt: skip

    qtbot.waitUntil(lambda: cut() == [])
    window.resize(1920, 1000)
    qtbot.waitUntil(lambda: address["region"].y() == address["city"].y())
