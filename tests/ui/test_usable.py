"""The gate of the look: names, keys, plain text, large targets, nothing clipped, on all places."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from smallcrm.core import languages
from smallcrm.core.text import T
from smallcrm.db import glance
from smallcrm.services import deals, pipeline
from smallcrm.services.documents import LineDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.ops import Ops
from smallcrm.ui.settings import Settings
from smallcrm.ui.settings_page.fields import SECTIONS
from smallcrm.ui.shell.places import all_places
from smallcrm.ui.widgets.elided_label import ElidedLabel

ADDRESSES = [
    *(f"crm://{place.name}" for place in all_places()),
    "crm://contact/1",
    "crm://contact/1/details",
    "crm://contact/3",  # a company
    "crm://contact/new",
    "crm://deal/1",
    "crm://deal/1/lines",
    "crm://deal/1/history",
    *(f"crm://settings/{section.key}" for section in SECTIONS),
]
FOCUSABLE = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def seen(window):
    """What is on screen, without the inner parts of Qt's own widgets."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, QHeaderView):
            continue
        if widget.objectName() == "qt_tableview_cornerbutton":
            continue  # the empty corner between the headings and the names of rows; disabled
        if isinstance(widget, QToolButton) and isinstance(widget.parent(), QLineEdit):
            continue  # decorative icon inside a field; the keys of the field do the same
        if isinstance(widget.parent(), QComboBox):
            continue
        yield widget


def name_of(widget):
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) or widget.accessibleName()


def problems(window):
    found = []
    for widget in seen(window):
        if isinstance(widget, FOCUSABLE) and not name_of(widget):
            found.append(f"no name: {widget!r}")
        if isinstance(widget, QAbstractButton):
            found += problems_of_button(widget)
        if isinstance(widget, QLabel) and widget.text():
            found += problems_of_label(widget)
    return found


def problems_of_button(button):
    if not (button.text() or button.toolTip() or button.findChildren(QLabel)):
        yield f"icon button without tooltip: {button!r}"
    if min(button.width(), button.height()) < 24:
        yield f"target too small: {button.text()!r} {button.width()}x{button.height()}"
    if button.focusPolicy() == Qt.FocusPolicy.NoFocus:
        yield f"not reached by keyboard: {name_of(button)!r}"
    if button.text() and button.width() < button.sizeHint().width() - 1:
        yield f"clipped: {button.text()!r} {button.width()} < {button.sizeHint().width()}"


def problems_of_label(label):
    if label.textFormat() != Qt.TextFormat.PlainText:
        yield f"not plain text: {label.text()!r}"
    if isinstance(label, ElidedLabel) or label.wordWrap():
        return
    if label.width() < label.sizeHint().width() - 1:
        yield f"clipped: {label.text()!r} {label.width()} < {label.sizeHint().width()}"


@pytest.fixture
def deal(database, people):
    """A deal with a line; its id is 1."""
    with database.write(T("Add deal")) as session:
        deal_id = pipeline.create_deal(session, DealDraft("Kitchen", people["Bob Bell"]))
        line = LineDraft("Oak table", Decimal(2), price=Decimal(350), tax_rate=Decimal(24))
        deals.set_lines(session, deal_id, (line,))


@pytest.fixture
def open_window(qtbot, theme, database, people, deal, pages_ahead):
    """Opens windows in any look on the same file; closes them afterwards."""
    kept = []

    def opened(language="en", text=100, size=(1366, 768)):
        languages.use(language)
        theme.set_text_size(text)
        ops = Ops(lambda: database)
        window = MainWindow(theme, ops, Settings(), glance.first_page(database.path))
        kept.append((window, ops))
        window.resize(*size)
        window.open("crm://contacts")
        window.show()
        with qtbot.waitSignal(ops.ready):
            ops.start()
        window.complete()
        return window

    yield opened
    for window, ops in kept:
        window.hide()
        ops.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(
    ("language", "text", "size"),
    [
        ("en", 100, (1024, 700)),
        ("en", 150, (1366, 768)),
        ("ru", 100, (1366, 768)),
        ("ru", 130, (1024, 700)),
        ("el", 115, (1024, 700)),
        ("el", 150, (1920, 1080)),
    ],
)
def test_every_place_is_named_reachable_and_whole(qtbot, open_window, language, text, size):
    window = open_window(language, text, size)
    found = {}
    for address in ADDRESSES:
        window.open(address)
        qtbot.wait(20)
        try:  # what has just arrived is laid out with the next events
            qtbot.waitUntil(lambda: not problems(window))
        except qtbot.TimeoutError:
            found[address] = problems(window)
    assert found == {}


@pytest.fixture
def two_pipelines(database, people, deal):
    """Deals in two currencies, one of them large, and a second pipeline to choose."""
    with database.write(T("Test")) as session:
        pipeline.add_pipeline(session, "Wholesale and restaurants")
        for currency in ("USD", "GBP"):
            amount = Decimal(120000)
            draft = DealDraft("Garden of the town hall", people["Bob Bell"], amount, currency)
            pipeline.create_deal(session, draft)


@pytest.mark.parametrize("view", ["board", "list", "forecast"])
def test_the_pipeline_is_whole_in_a_small_window_with_large_text(
    qtbot, open_window, two_pipelines, view
):
    window = open_window("el", 150, (1024, 700))
    window.open(f"crm://pipeline/{view}")
    page = window.host.page
    qtbot.waitUntil(page.head.choice.isVisible)
    qtbot.wait(20)  # what has just arrived is laid out with the next events
    qtbot.waitUntil(lambda: problems(page) == [])
    if view != "board":
        table = (page.table if view == "list" else page.forecast).view
        qtbot.waitUntil(lambda: table.model().rowCount() > 0)
        qtbot.waitUntil(lambda: table.columnWidth(0) >= min(table.sizeHintForColumn(0), 240))


def test_every_control_is_in_the_tab_chain(qtbot, open_window):
    window = open_window()
    for address in ADDRESSES:
        window.open(address)
        qtbot.wait(20)
        chain, widget = set(), window.nextInFocusChain()
        while widget is not window:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                chain.add(widget)
            widget = widget.nextInFocusChain()
        wanted = {
            widget
            for widget in seen(window)
            if isinstance(widget, FOCUSABLE) and widget.isEnabled()
        }
        assert wanted - chain == set(), address


def test_hostile_name_is_shown_as_text_everywhere(qtbot, open_window, database):
    window = open_window()
    name = '<h1>x</h1><img src="file:///secret.png">'
    window.context.say(name)
    window.banner.show_message(name, "danger")
    assert problems(window) == []
