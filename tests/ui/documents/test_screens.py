"""The gate of the look, on every screen of documents: named, reachable, nothing cut."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QSpinBox

from smallcrm.core import clock, languages
from smallcrm.core.text import T
from smallcrm.db import glance
from smallcrm.services import payments, settings
from smallcrm.services.documents import credit_lines
from smallcrm.services.payments import PaymentDraft
from smallcrm.ui.documents import printing
from smallcrm.ui.documents.deed_panel import Deed
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.ops import Ops
from smallcrm.ui.settings import Settings
from tests.ui.documents.conftest import Desk, line
from tests.ui.test_usable import FOCUSABLE, problems, seen


@pytest.fixture
def open_desk(qtbot, theme, database, people, pages_ahead):
    """Opens a window in any look; closes it afterwards."""
    kept = []

    def opened(language, text, size):
        languages.use(language)
        theme.set_text_size(text)
        ops = Ops(lambda: database)
        window = MainWindow(theme, ops, Settings(), glance.first_page(database.path))
        kept.append((window, ops))
        window.resize(*size)
        window.show()
        with qtbot.waitSignal(ops.ready):
            ops.start()
        return Desk(qtbot, window, database, people)

    yield opened
    for window, ops in kept:
        window.hide()
        ops.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk_of(qtbot, database, people):
    """Somebody who fills the file before there is a window."""
    return Desk(qtbot, None, database, people)


def screens(desk):
    """Show one screen after the other; give the name of each while it is shown."""
    desk.open("crm://documents")
    yield "empty list"
    invoice = desk.issue(desk.store())
    quote = desk.issue(desk.store(kind="quote"))
    desk.open(f"crm://document/{desk.store()}")
    yield "draft"
    desk.form.head._summary.click()
    yield "draft with its options"
    for deed in (Deed.ISSUE, Deed.ISSUE_AND_PRINT):
        desk.editor._ask(deed)
        yield deed.value
        desk.press(Qt.Key.Key_Escape)
    desk.open("crm://documents")
    yield "list"
    desk.open(f"crm://document/{quote}")
    yield "quote"
    desk.open(f"crm://document/{invoice}")
    yield "invoice"
    for deed in (Deed.PRINT, Deed.VOID):
        desk.issued._ask(deed, desk.issued._shown.row)
        yield deed.value
        desk.press(Qt.Key.Key_Escape)


@pytest.mark.parametrize("language", ["en", "ru", "el"])
@pytest.mark.parametrize(("text", "size"), [(100, (1024, 700)), (130, (1366, 768))])
def test_every_screen_is_named_reachable_and_whole(qtbot, open_desk, language, text, size):
    desk = open_desk(language, text, size)
    found = {}
    for name in screens(desk):
        qtbot.wait(20)
        try:  # what has just arrived is laid out with the next events
            qtbot.waitUntil(lambda: not problems(desk.window))
        except qtbot.TimeoutError:
            found[name] = problems(desk.window)
    assert found == {}


def cut(table):
    """What does not stand whole in *table*: headings, and cells that are not words."""
    header, model = table.horizontalHeader(), table.model()
    shown = [at for at in range(model.columnCount()) if not table.isColumnHidden(at)]
    narrow = [at for at in shown if header.sectionSizeHint(at) > table.columnWidth(at)]
    cells = [
        model.index(row, at)
        for at in shown
        if not model.is_words(at)
        for row in range(model.rowCount())
    ]
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in narrow]
    return titles + [index.data() for index in cells if not is_whole(table, index)]


def is_whole(table, index):
    return table.itemDelegate().shown(index, table.columnWidth(index.column())) == index.data()


@pytest.fixture
def dues(desk_of):
    """A quote, a credit note, an invoice 312 days late of a large sum, and money for it."""
    late = clock.today() - timedelta(days=312)
    dear = desk_of.issue(desk_of.store(date=late, due_days=0, lines=(line("Hall", 1, 99_500),)))
    for kind in ("quote", "order"):
        desk_of.issue(desk_of.store(kind=kind))
    paid = desk_of.issue(desk_of.store())
    with desk_of.database.write(T("Test"), can_undo=False) as session:
        credit_lines.credit_now(session, paid)
        payments.add(
            session,
            PaymentDraft(
                Decimal(500), desk_of.people["Maria Papadopoulou"], invoice_id=dear,
                reference="Deposit for the hall, paid at the counter",
            ),
        )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru", "el"])
def test_numbers_money_dates_and_states_are_never_cut(qtbot, open_desk, dues, language):
    desk = open_desk(language, 150, (1024, 700))
    found = {}
    for place in ("documents", "payments", "unpaid", "reminders", "products"):
        desk.open(f"crm://{place}")
        page = desk.page
        table = page.list.view if place == "documents" else page.view
        qtbot.waitUntil(lambda table=table: table.model().rowCount() > 0)
        qtbot.waitUntil(lambda table=table: table.viewport().width() > 800)
        assert table.columnWidth(table._fitting[0]) > 100
        assert table.horizontalScrollBar().maximum() == 0
        if cut_off := cut(table):
            found[place] = cut_off
    assert found == {}


def is_within(widget, view):
    """Whether the last corner of *widget* is in what *view* shows."""
    return view.rect().contains(widget.mapTo(view, widget.rect().bottomRight()))


def test_buttons_of_the_panel_stay_in_sight_where_room_is_short(qtbot, open_desk, database):
    with database.write(T("Test")) as session:
        gone = dict.fromkeys(("name", "tax_id", "street", "city", "postcode", "country"), "")
        settings.change(session, gone)
    desk = open_desk("el", 150, (1366, 768))
    desk.open(f"crm://document/{desk.store()}")
    desk.editor._ask(Deed.ISSUE_AND_PRINT)
    panel, view = desk.editor.panel, desk.editor
    field = panel._business._edits["name"]
    for widget in (panel._go, panel._back, field):
        qtbot.waitUntil(lambda widget=widget: is_within(widget, view))
    qtbot.waitUntil(lambda: is_within(field, panel._area.viewport()))


def test_every_control_is_in_the_tab_chain(qtbot, open_desk):
    desk = open_desk("en", 100, (1366, 768))
    for name in screens(desk):
        qtbot.wait(40)
        chain, widget = set(), desk.window.nextInFocusChain()
        while widget is not desk.window:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                chain.add(widget)
            widget = widget.nextInFocusChain()
        wanted = {
            widget
            for widget in seen(desk.window)
            if isinstance(widget, FOCUSABLE) and widget.isEnabled()
        }
        assert wanted - chain == set(), name


def test_user_text_is_never_read_as_markup(qtbot, open_desk):
    desk = open_desk("en", 100, (1366, 768))
    evil = '<h1>x</h1><img src="file:///secret.png">'
    desk.open(f"crm://document/{desk.store(note=evil)}")
    qtbot.waitUntil(lambda: desk.form._note.toPlainText() == evil)
    qtbot.waitUntil(lambda: problems(desk.window) == [])


@pytest.mark.parametrize("language", ["en", "ru", "el"])
def test_day_when_an_invoice_is_due_is_seen_from_its_beginning(qtbot, open_desk, language):
    desk = open_desk(language, 100, (1366, 768))
    desk.open("crm://document/new/invoice")
    due = desk.form.head._due
    due.set_value(14)
    qtbot.wait(50)
    assert due.cursorPosition() == 0
    assert due.fontMetrics().horizontalAdvance(due.text()) < due.width()


def test_boxes_of_the_panel_have_names_while_printers_are_looked_for(qtbot, open_desk, monkeypatch):
    monkeypatch.setattr(printing, "printers", lambda: ["Brother"])
    desk = open_desk("en", 100, (1366, 768))
    desk.open(f"crm://document/{desk.store()}")
    desk.editor._ask(Deed.ISSUE_AND_PRINT)
    copies = desk.editor.panel.findChild(QSpinBox, "copies")
    qtbot.waitUntil(copies.isVisible)
    assert problems(desk.editor.panel) == []
