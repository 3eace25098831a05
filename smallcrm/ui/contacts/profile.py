"""The page of one contact: who it is, what is owed, what happened, how to reach it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.changes import Changes
from smallcrm.core.errors import NotFound
from smallcrm.core.text import T
from smallcrm.services import contacts, documents
from smallcrm.services.contacts import ContactView
from smallcrm.services.documents import DocumentRow
from smallcrm.ui.contacts import figures_of
from smallcrm.ui.contacts.actions import ContactActions
from smallcrm.ui.contacts.aside import Aside
from smallcrm.ui.contacts.commands import HISTORY, RESTORE
from smallcrm.ui.contacts.detail_base import Detail
from smallcrm.ui.contacts.details_form import DetailsForm
from smallcrm.ui.contacts.documents_tab import DocumentsTab
from smallcrm.ui.contacts.figures import Figures
from smallcrm.ui.contacts.header import Header
from smallcrm.ui.contacts.timeline import Timeline
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.state_word import StateWord
from smallcrm.ui.widgets.tabs import Tabs

TIMELINE, DETAILS, DOCUMENTS = "timeline", "details", "documents"
_NO_ASIDE, _NO_CALL, _NO_QUOTE = 820, 720, 600
# Beside the tables of contacts, which the page itself listens to.
_TABLES = ("activity", "custom_value", "document", "deal", "url")
_LATE = 20  # late invoices that are looked at


def create(context: Context) -> Detail:
    """Make the page of a contact."""
    return Profile(context)


class Profile(Detail):
    """Reads its contact here and now: a handful of rows."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._contact_id = 0
        self._is_stale = False
        self.deeds = ContactActions(context, self)
        self.header = Header(self._ui, self.deeds)
        self.figures = Figures(self._ui, figures_of.KEYS)
        self.tabs = Tabs(self._ui, T("Parts of this contact"))
        self.state = StateWord(self._ui)
        self.timeline = Timeline(context)
        self.form = DetailsForm(context, self.state)
        self.documents = DocumentsTab(context)
        self.aside = Aside(context)
        self._stack = QStackedWidget()
        self._aside_area = _scrolling(self.aside)
        self._details = QWidget()
        self._breakpoints = Breakpoints(context.theme, self)
        self._build()
        self._connect()

    def show_contact(self, contact_id: int, tab: str = "") -> None:
        if contact_id != self._contact_id:
            self.form.save_now()
            self._contact_id = contact_id
        self.reload()
        if self.tabs.offers(tab):
            self.choose_tab(tab)

    def reload(self) -> None:
        self._is_stale = False
        if not self._contact_id:
            return
        contact_id = self._contact_id
        try:
            view = self._context.ops.read(
                lambda session: contacts.get_view(session, contact_id, entries=1)
            )
        except NotFound:
            self._contact_id = 0
            self.deeds.show_contact(None)
            self.gone.emit()
            return
        self._show(view, self._overdue(contact_id) if view.balance else [])

    def headline(self) -> str:
        return self.header.name

    def leave(self) -> bool:
        self.form.save_now()
        return True

    def do(self, name: str) -> None:
        self.deeds.do(name)

    def archive(self, contact_ids: list[int]) -> None:
        self.deeds.archive(contact_ids)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def choose_tab(self, key: str) -> None:
        """Show the tab *key*."""
        self.tabs.choose(key)
        self._show_tab(key)

    def _show(self, view: ContactView, late: Sequence[DocumentRow]) -> None:
        self.deeds.show_contact(view)
        self.header.show_contact(view.draft)
        newest = view.timeline[0] if view.timeline else None
        for key, figure in figures_of.figures(view, late, newest).items():
            self.figures.show_figure(key, figure)
        self.aside.show_contact(view, late)
        count = view.document_count
        self.tabs.set_words(DOCUMENTS, T("Documents  {count}", count=count))
        self.tabs.set_present(DOCUMENTS, present=bool(count))
        if self.tabs.current() == DOCUMENTS and not count:
            self.choose_tab(TIMELINE)
        self.form.show_contact(view)
        self.timeline.show_contact(view.id)
        if count:
            self.documents.show_contact(view.id)

    def _overdue(self, contact_id: int) -> list[DocumentRow]:
        """The late invoices of the contact, the newest first."""
        read = self._context.ops.read
        ids = read(
            lambda session: documents.list_ids(session, customer_id=contact_id, status="overdue")
        )[:_LATE]
        rows = read(lambda session: documents.list_rows(session, ids)) if ids else {}
        return [rows[key] for key in ids if key in rows]

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.setSpacing(m.s4)
        layout.addWidget(self.header)
        layout.addWidget(self.figures)
        columns = self._ui.row(m.s4)
        columns.addWidget(self._card(), 1)
        columns.addWidget(self._aside_area)
        layout.addLayout(columns, 1)
        self._breakpoints.below(_NO_ASIDE, self._on_no_aside)
        self._breakpoints.below(_NO_CALL, self._on_no_call)
        self._breakpoints.below(_NO_QUOTE, lambda narrow: self.header.make_room(quote=not narrow))
        self._fit()

    def _card(self) -> QFrame:
        m = self._ui.m
        card, layout = self._ui.card()
        layout.setContentsMargins(m.s4 + 4, m.s1, m.s4 + 4, m.s1)
        layout.setSpacing(0)
        head = self._ui.row(m.s3)
        for key, words in (
            (TIMELINE, T("Timeline")),
            (DETAILS, T("Details")),
            (DOCUMENTS, T("Documents")),
        ):
            self.tabs.add(key, words)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.state)
        layout.addLayout(head)
        layout.addWidget(self._ui.separator())
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, m.s3, 0, 0)
        details.setSpacing(0)
        details.addWidget(self.form, 1)
        for page in (self.timeline, _scrolling(self._details), self.documents):
            self._stack.addWidget(page)
        layout.addWidget(self._stack, 1)
        return card

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_tab)
        self.figures.opened.connect(self._on_figure)
        self.deeds.edited.connect(self._edit)
        self.deeds.left.connect(self.left)
        self.aside.edited.connect(self._edit)
        self.aside.restored.connect(lambda: self.deeds.do(RESTORE.name))
        self._context.ops.changed.connect(self._on_changed)
        self._context.theme.changed.connect(self._on_theme_changed)

    def _show_tab(self, key: str) -> None:
        self._stack.setCurrentIndex((TIMELINE, DETAILS, DOCUMENTS).index(key))
        if key == DETAILS:
            self._context.ops.query(self, contacts.list_tags, self.form.set_known_tags)

    def _edit(self) -> None:
        self.choose_tab(DETAILS)
        self.form.edit()

    def _on_figure(self, key: str) -> None:
        if key in (figures_of.INVOICED, figures_of.UNPAID):
            self.choose_tab(DOCUMENTS)
        elif key == figures_of.DEALS:
            self._context.open("crm://pipeline")
        else:
            self.deeds.do(HISTORY.name)

    def _on_no_aside(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        """Without room beside the tabs, the cards stand above the form."""
        self._aside_area.setVisible(not narrow)
        layout = self._details.layout()
        if narrow and isinstance(layout, QVBoxLayout):
            self._aside_area.takeWidget()
            layout.insertWidget(0, self.aside)
            self.aside.setAutoFillBackground(False)  # the scroll area had switched it on
            self.aside.show()
        elif not narrow and self._aside_area.widget() is None:
            self._aside_area.setWidget(self.aside)
        self.aside.fold(folded=narrow)

    def _on_no_call(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self.header.make_room(call=not narrow)
        self.figures.set_present(figures_of.CHANGED, present=not narrow)

    def _fit(self) -> None:
        self._aside_area.setFixedWidth(self._context.theme.size(self._ui.m.aside))

    def _on_theme_changed(self) -> None:
        self._fit()
        self.reload()  # the cards have widths that grow with the text

    def _on_changed(self, changes: Changes) -> None:
        if not changes.touches(*_TABLES) or not self._contact_id:
            return
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
