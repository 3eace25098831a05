"""E-mails that are dropped on the window or a contact, or chosen, and become entries."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from smallcrm.core import clock, languages
from smallcrm.core.text import T
from smallcrm.services import contacts, files, leads
from smallcrm.services.contacts import ContactDraft, Labelled, TimelineEntry
from smallcrm.services.exchange.mails.letters import Letter, Party
from smallcrm.services.files import FileRow
from smallcrm.services.mails import Mail
from smallcrm.ui.contacts.mail_dialog import MailDialog
from smallcrm.ui.documents.customer_field import CustomerField
from smallcrm.ui.mails.strangers_dialog import StrangersDialog
from tests.ui.test_usable import problems

TEXT = "\r\n".join(f"Line {number} of the order" for number in range(30))
LONG = 30_000  # milliseconds; a child process is started


@pytest.fixture
def anna(database, people):
    with database.write(T("Add contact")) as session:
        emails = (Labelled("anna@mail.example"),)
        return contacts.create(session, ContactDraft("Anna Keller", emails=emails))


@pytest.fixture
def mail(tmp_path):
    """Write an e-mail with a file to a file."""

    def write(name="a.eml", sender="Anna Keller <anna@mail.example>", text=TEXT):
        path = tmp_path / name
        path.write_text(
            f"From: {sender}\r\nTo: shop@own.example\r\nSubject: Order {name}\r\n"
            f"Message-ID: <{name}@mail.example>\r\n"
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            f"--b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n"
            "--b\r\nContent-Disposition: attachment; filename=list.pdf\r\n\r\npdf\r\n"
            "--b\r\nContent-Disposition: attachment; filename=photo.jpg.exe\r\n\r\nMZ\r\n--b--\r\n",
            "utf-8",
        )
        return path

    return write


@pytest.fixture
def said(window):
    found = []
    window.context.said.connect(lambda text, _can_undo: found.append(text))
    return found


def event(make, paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = QPointF(5, 5) if make is QDropEvent else QPoint(5, 5)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    made = make(place, Qt.DropAction.CopyAction, mime, buttons, keys)
    made.mime = mime  # the event does not keep it
    return made


def drop(widget, *paths):
    entered = event(QDragEnterEvent, paths)
    QApplication.sendEvent(widget, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(widget, event(QDropEvent, paths))


def dialog_of(qtbot, window, kind):
    qtbot.waitUntil(lambda: window.findChild(kind) is not None, timeout=LONG)
    found = window.findChild(kind)
    qtbot.waitUntil(found.isVisible)
    return found


@pytest.fixture
def profile(qtbot, window, anna):
    window.open(f"crm://contact/{anna}")
    page = window.host.page
    qtbot.waitUntil(lambda: page._detail is not None and page._detail.headline() == "Anna Keller")
    return page._detail


def test_emails_dropped_anywhere_come_to_who_wrote_them_as_one_step(
    qtbot, window, anna, mail, ask, said
):
    window.open("crm://documents")
    drop(window, mail("a.eml"), mail("b.eml"))
    qtbot.waitUntil(lambda: said == ["2 emails noted with Anna Keller"], timeout=LONG)
    assert len(ask(contacts.list_timeline, anna, group="email")) == 2
    assert len(ask(files.list_file_ids, anna)) == 6
    window.context.ops.undo(window, lambda _undone: None)
    qtbot.waitUntil(lambda: not ask(contacts.list_timeline, anna, group="email"))
    assert ask(files.list_file_ids, anna) == []


def test_dropped_again_it_says_so_and_changes_nothing(qtbot, window, anna, mail, ask, said):
    path = mail()
    drop(window, path)
    qtbot.waitUntil(lambda: len(said) == 1, timeout=LONG)
    drop(window, path)
    qtbot.waitUntil(
        lambda: said[1:] == ["This email is here already, with Anna Keller"], timeout=LONG
    )
    assert len(ask(contacts.list_timeline, anna, group="email")) == 1


def test_dropped_on_somebody_else_it_says_with_whom_it_is(
    qtbot, window, profile, mail, said, database
):
    with database.write(T("Add contact")) as session:
        boris = contacts.create(session, ContactDraft("Boris"))
    path = mail()
    drop(window, path)
    qtbot.waitUntil(lambda: len(said) == 1, timeout=LONG)
    window.open(f"crm://contact/{boris}")
    qtbot.waitUntil(lambda: window.host.page._detail.headline() == "Boris")
    drop(window.host.page._detail, path)
    qtbot.waitUntil(
        lambda: said[1:] == ["This email is here already, with Anna Keller"], timeout=LONG
    )


def test_other_files_dropped_on_the_window_are_told_of(qtbot, window, anna, mail, said, tmp_path):
    other = tmp_path / "plan.txt"
    other.write_text("plan", "utf-8")
    drop(window, mail(), other)
    words = "1 email noted with Anna Keller, 1 other file left out: drop it on a contact"
    qtbot.waitUntil(lambda: said == [words], timeout=LONG)


def test_what_will_happen_is_told_while_something_is_dragged(window, profile, mail):
    shown = mail()
    QApplication.sendEvent(window, event(QDragEnterEvent, [shown]))
    incoming = next(each for each in window.children() if hasattr(each, "_hint"))
    assert "the contact it is from" in incoming._hint._label.text()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert incoming._hint.isHidden()
    QApplication.sendEvent(profile, event(QDragEnterEvent, [shown, mail("b.eml")]))
    assert profile._hint._label.text() == "Drop them to note 2 emails with Anna Keller"
    QApplication.sendEvent(profile, QDragLeaveEvent())
    assert profile._hint.isHidden()


def test_unknown_sender_is_asked_for_and_becomes_a_contact(qtbot, window, anna, mail, ask, said):
    eve = "Eve Elm <eve@other.example>"
    drop(window, mail("a.eml", eve), mail("b.eml", eve), mail("c.eml"))
    dialog = dialog_of(qtbot, window, StrangersDialog)
    [question] = dialog.questions.values()
    assert question.choice.currentText() == "Make a new contact: Eve Elm"
    QTest.keyClick(dialog.agree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said == ["3 emails noted on 2 contacts"], timeout=LONG)
    [eve_id] = ask(contacts.list_ids, search="Eve Elm")
    assert len(ask(contacts.list_timeline, eve_id, group="email")) == 2


def test_unknown_sender_may_be_a_contact_that_is_chosen(qtbot, window, anna, mail, ask, said):
    drop(window, mail(sender="eve@other.example"))
    dialog = dialog_of(qtbot, window, StrangersDialog)
    [question] = dialog.questions.values()
    assert dialog.findChildren(CustomerField) == []  # there may be hundreds of strangers
    question.choice.setCurrentIndex(question.choice.findData("choose"))
    QTest.keyClick(dialog.agree, Qt.Key.Key_Return)
    assert question.who.error
    qtbot.keyClicks(question.who.edit, "anna k")
    suggestions = question.who._suggestions
    qtbot.waitUntil(suggestions.isVisible)
    qtbot.keyClick(question.who.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: question.who.edit.text() == "Anna Keller")
    QTest.keyClick(dialog.agree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(ask(contacts.list_timeline, anna, group="email")) == 1)


def from_stranger(number, address=None):
    """An e-mail of somebody whom nobody knows."""
    party = Party(f"Eve {number}", f"eve{number}@other.example" if address is None else address)
    letter = Letter("", party, (), (), "", f"Order {number}", "", ())
    return Mail(
        *(Path(f"{number}.eml"), letter, (), str(number), str(number), "in", party, (), None),
        *("", False, False, False, None),
    )


@pytest.fixture
def ask_about(qtbot, window):
    """Shows the question about these e-mails, and keeps what is answered."""

    def ask_about(mails):
        dialog = StrangersDialog(window.context, mails, window)
        answers = []
        dialog.answered.connect(answers.append)
        dialog.open()
        qtbot.waitUntil(dialog.isVisible)
        return dialog, answers

    return ask_about


def test_of_hundreds_of_strangers_those_in_sight_are_shown_and_all_are_answered(qtbot, ask_about):
    dialog, answers = ask_about([from_stranger(number) for number in range(300)])
    assert len(dialog.questions) < 20
    bar = dialog.area.verticalScrollBar()
    shown = len(dialog.questions)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: len(dialog.questions) > shown)
    choice = dialog.questions["eve10@other.example"].choice
    choice.setCurrentIndex(choice.findData("leave"))
    qtbot.keyClick(dialog.agree, Qt.Key.Key_Return)
    [found] = answers
    assert len(found) == 300
    assert {found[f"eve{number}@other.example"].deed for number in (0, 9, 11, 299)} == {"new"}
    assert found["eve10@other.example"].deed == "leave"


def test_strangers_that_a_larger_window_has_room_for_are_shown(qtbot, ask_about):
    dialog, _answers = ask_about([from_stranger(number) for number in range(30)])
    shown = len(dialog.questions)
    dialog.resize(dialog.width(), 200 * shown)
    bar = dialog.area.verticalScrollBar()
    qtbot.waitUntil(lambda: len(dialog.questions) > shown and bar.maximum() > 0)


def test_tab_goes_from_stranger_to_stranger_beyond_those_that_were_shown(qtbot, ask_about):
    dialog, _answers = ask_about([from_stranger(number) for number in range(30)])
    qtbot.waitUntil(dialog.questions["eve0@other.example"].choice.hasFocus)
    for number in range(1, 20):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.questions[f"eve{number}@other.example"].choice.hasFocus(), number


def test_stranger_without_an_address_is_not_passed_over_out_of_sight(qtbot, ask_about):
    mails = [from_stranger(number) for number in range(30)]
    dialog, answers = ask_about([*mails, from_stranger(30, address="")])
    qtbot.keyClick(dialog.agree, Qt.Key.Key_Return)
    assert answers == []
    last = dialog.questions["eve 30"]
    assert last.who.error
    qtbot.waitUntil(last.who.edit.hasFocus)
    last.choice.setCurrentIndex(last.choice.findData("lead"))
    qtbot.keyClick(dialog.agree, Qt.Key.Key_Return)
    assert answers[0]["eve 30"].deed == "lead"


@pytest.fixture
def russian(theme):
    """Long words in large letters."""
    languages.use("ru")
    theme.set_text_size(150)


def test_question_is_whole_in_long_words_and_large_letters(qtbot, russian, window, anna, mail):
    sender = f"{'Very Long Name of a Department ' * 4}<sales@other.example>"
    drop(window, mail("a.eml", sender), mail("b.eml", "eve@other.example"))
    dialog = dialog_of(qtbot, window, StrangersDialog)
    first = next(iter(dialog.questions.values()))
    first.choice.setCurrentIndex(first.choice.findData("choose"))
    qtbot.waitUntil(first.who.isVisible)
    assert problems(dialog) == []


def test_form_of_the_site_is_a_lead_at_first(qtbot, window, mail, ask):
    drop(window, mail(sender="site@web.example", text="Name: Eve Elm\r\nPhone: 555 0100"))
    dialog = dialog_of(qtbot, window, StrangersDialog)
    QTest.keyClick(dialog.agree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(ask(leads.list_ids)) == 1)
    [lead] = ask(leads.list_rows, ask(leads.list_ids)).values()
    assert (lead.name, lead.phone) == ("Eve Elm", "555 0100")


def test_asking_may_be_cancelled_and_nothing_is_noted(qtbot, window, anna, mail, ask):
    drop(window, mail(sender="eve@other.example"), mail("b.eml"))
    dialog = dialog_of(qtbot, window, StrangersDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(StrangersDialog) is None)
    assert ask(leads.list_ids) == []
    assert ask(contacts.list_timeline, anna, group="email") == ()


def test_email_dropped_on_a_contact_is_his_and_his_address_is_offered(
    qtbot, window, profile, mail, ask, said
):
    drop(profile, mail(sender="eve@other.example"))
    dialog = dialog_of(qtbot, window, StrangersDialog)
    [question] = dialog.questions.values()
    question.choice.setCurrentIndex(question.choice.findData("add_address"))
    assert question.choice.currentText() == (
        "Note with Anna Keller, and add eve@other.example there"
    )
    QTest.keyClick(dialog.agree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said == ["1 email noted with Anna Keller"], timeout=LONG)
    [anna] = ask(contacts.list_ids, search="Anna Keller")
    assert len(ask(contacts.get_draft, anna).emails) == 2


def test_other_files_dropped_along_are_kept_as_files(qtbot, profile, anna, mail, ask, tmp_path):
    other = tmp_path / "plan.txt"
    other.write_text("plan", "utf-8")
    drop(profile, mail(), other)
    qtbot.waitUntil(lambda: len(ask(files.list_file_ids, anna)) == 4, timeout=LONG)


def test_tab_of_files_leaves_emails_to_the_page_and_names_them(qtbot, profile, anna, mail, ask):
    profile.card.choose("files")
    tab = profile.card.files
    refused = event(QDragEnterEvent, [mail()])
    tab.dragEnterEvent(refused)
    assert not refused.isAccepted()
    drop(profile, mail())
    qtbot.waitUntil(lambda: tab.model.rowCount() == 3, timeout=LONG)
    qtbot.waitUntil(lambda: tab.model.index(0, 2).data() == "Order a.eml")


def test_line_for_notes_takes_no_email(profile, mail):
    dragged = event(QDragEnterEvent, [mail()])
    assert not profile.card.timeline.composer.canInsertFromMimeData(dragged.mime)


def test_files_are_chosen_by_the_command(qtbot, window, anna, mail, said):
    path = mail()
    window.commands.action("window.mails").trigger()
    dialog = dialog_of(qtbot, window, QFileDialog)
    dialog.filesSelected.emit([str(path)])
    dialog.reject()
    qtbot.waitUntil(lambda: said == ["1 email noted with Anna Keller"], timeout=LONG)


def test_files_are_chosen_for_a_contact_from_its_menu(qtbot, window, profile, anna, mail, said):
    profile.do("contact.mail_files")
    dialog = dialog_of(qtbot, window, QFileDialog)
    dialog.filesSelected.emit([str(mail())])
    dialog.reject()
    qtbot.waitUntil(lambda: said == ["1 email noted with Anna Keller"], timeout=LONG)


def test_file_that_is_no_email_is_told(qtbot, window, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(
        type(window.context), "fail", lambda _self, _owner, error: told.append(str(error))
    )
    path = tmp_path / "bad.msg"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))
    drop(window, path)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=LONG)
    assert "bad.msg cannot be read as an email." in told[0]


def test_file_that_cannot_be_read_costs_only_itself_and_is_named(
    qtbot, window, anna, mail, said, tmp_path
):
    bad = tmp_path / "bad.eml"
    bad.write_bytes(b"\x89PNG" + bytes(500))
    drop(window, bad, mail())
    words = "1 email noted with Anna Keller. bad.eml cannot be read as an email."
    qtbot.waitUntil(lambda: said == [words], timeout=LONG)


@pytest.fixture
def entry(qtbot, profile, mail, said):
    """The e-mail on the timeline, by its index."""
    drop(profile, mail())
    view = profile.card.timeline.view
    model = view.model()
    qtbot.waitUntil(
        lambda: any(each.entry and each.entry.kind == "email" for each in model._lines),
        timeout=LONG,
    )
    row = next(
        n for n, each in enumerate(model._lines) if each.entry and each.entry.kind == "email"
    )
    index = model.index(row)
    view.setCurrentIndex(index)
    return index


def test_entry_is_read_as_a_whole_with_its_files(qtbot, window, profile, entry, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    qtbot.keyClick(profile.card.timeline.view, Qt.Key.Key_Return)
    dialog = dialog_of(qtbot, window, MailDialog)
    assert "Line 29 of the order" in dialog.text.toPlainText()
    assert dialog.text.isReadOnly()
    assert [button.text().split("  ·")[0] for button in dialog.files] == [
        "a.eml",
        "list.pdf",
        "photo.jpg.exe",
    ]
    qtbot.mouseClick(dialog.files[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert opened[0].endswith("list.pdf")


def test_email_with_a_long_name_of_a_file_is_shown_whole(qtbot, window, profile, mail, said):
    path = mail("n" * 140 + ".eml", text="x" * 3000)
    drop(profile, path)
    timeline = profile.card.timeline
    qtbot.waitUntil(lambda: any(line.files for line in timeline.model._lines), timeout=LONG)
    line = next(line for line in timeline.model._lines if line.files)
    dialog = MailDialog(window.context, line.entry, line.files, window)
    qtbot.addWidget(dialog)
    dialog.open()
    assert problems(dialog) == []
    assert line.files[0].name in line.spoken


def test_hundred_files_leave_room_for_the_words(window, profile):
    entry = TimelineEntry("email", clock.now(), "Order", TEXT, None, 1, "in")
    rows = [FileRow(n, 1, f"R&D, plan {n}.pdf", 1000, "", clock.now()) for n in range(101)]
    dialog = MailDialog(window.context, entry, rows, window)
    dialog.open()
    QApplication.processEvents()
    assert problems(dialog) == []
    assert dialog.height() <= window.height()
    assert dialog.text.height() >= dialog.height() / 3
    assert "R&&D" in dialog.files[0].text()
    dialog.close()


def test_book_in_an_email_costs_the_timeline_no_more_than_what_it_shows(qtbot, profile, mail, said):
    drop(profile, mail(text="word " * 15_000))
    timeline = profile.card.timeline
    qtbot.waitUntil(lambda: any(line.files for line in timeline.model._lines), timeout=LONG)
    line = next(line for line in timeline.model._lines if line.files)
    assert len(line.entry.body) > 70_000
    assert len(line.body) <= 4_000


def test_chip_opens_its_file_and_refuses_what_could_run(qtbot, profile, entry, monkeypatch):
    opened, told = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    monkeypatch.setattr("smallcrm.ui.ops.show_error", lambda _owner, error: told.append(str(error)))
    view = profile.card.timeline.view
    place = view.visualRect(entry)
    spots = {}
    for y in range(place.top(), place.bottom(), 10):
        for x in range(place.left(), place.right(), 30):
            row = view._file_at(QPointF(x, y))
            if row is not None:
                spots.setdefault(row.name, QPoint(x, y))
    assert set(spots) == {"a.eml", "list.pdf", "photo.jpg.exe"}
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spots["list.pdf"])
    qtbot.waitUntil(lambda: len(opened) == 1)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spots["photo.jpg.exe"])
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "could run a program" in told[0]
