"""The card with the tabs of a contact; what is behind a tab is made when it is first shown."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactView
from smallcrm.ui.contacts.account_tab import AccountTab
from smallcrm.ui.contacts.deals_tab import DealsTab
from smallcrm.ui.contacts.details_form import DetailsForm
from smallcrm.ui.contacts.documents_tab import DocumentsTab
from smallcrm.ui.contacts.entry_fields import TASK
from smallcrm.ui.contacts.files_tab import FilesTab
from smallcrm.ui.contacts.timeline import Timeline
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.state_word import StateWord
from smallcrm.ui.widgets.tabs import Tabs

TIMELINE, DETAILS, DEALS = "timeline", "details", "deals"
DOCUMENTS, ACCOUNT, FILES = "documents", "account", "files"
_STATE = 18  # the height of a line of small words
_WORDS: dict[str, Text] = {
    TIMELINE: T("Timeline"),
    DETAILS: T("Details"),
    DEALS: T("Deals"),
    DOCUMENTS: T("Documents"),
    # i18n: The tab with invoices, payments and what is owed; not an account at a bank.
    ACCOUNT: T("Money"),
    FILES: T("Files"),
}

_List = DealsTab | DocumentsTab | AccountTab | FilesTab
_LISTS: dict[str, type[_List]] = {
    DEALS: DealsTab,
    DOCUMENTS: DocumentsTab,
    ACCOUNT: AccountTab,
    FILES: FilesTab,
}
L = TypeVar("L", bound=_List)


class TabCard(QWidget):
    """Timeline, Details, Deals, Documents, Money, Files.

    Attributes:
        tabs: The choice.
        state: Whether what was typed in the details is saved.
        timeline: Always there.

    Signals:
        deal_wanted: The form of a deal is to be opened; carries its id, 0 for a new one.
        turned: Another tab may be the one that is shown.
    """

    deal_wanted = Signal(int)
    turned = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._view: ContactView | None = None
        self._form: DetailsForm | None = None
        self._lists: dict[str, _List] = {}
        self.tabs = Tabs(self._ui, T("Parts of this contact"))
        self.state = StateWord(self._ui)
        self.timeline = Timeline(context)
        self.timeline.pictured.connect(self._on_pictured)
        self._stack = QStackedWidget()
        self._details = QWidget()
        self._details_area = scrolling(self._details)
        self._holders = {key: QWidget() for key in _LISTS}
        self._build()
        self.tabs.chosen.connect(self._show_tab)

    @property
    def form(self) -> DetailsForm:
        """The form of the tab Details."""
        if self._form is None:
            self._form = DetailsForm(self._context, self.state)
            self.details.addWidget(self._form, 1)
        return self._form

    @property
    def documents(self) -> DocumentsTab:
        """The list of the tab Documents."""
        return self._list(DOCUMENTS, DocumentsTab)

    @property
    def deals(self) -> DealsTab:
        """The list of the tab Deals."""
        return self._list(DEALS, DealsTab)

    @property
    def account(self) -> AccountTab:
        """The list of the tab Money."""
        return self._list(ACCOUNT, AccountTab)

    @property
    def files(self) -> FilesTab:
        """The list of the tab Files."""
        return self._list(FILES, FilesTab)

    @property
    def details(self) -> QVBoxLayout:
        """What stands in the tab Details: above the form is room for cards."""
        layout = self._details.layout()
        if not isinstance(layout, QVBoxLayout):
            raise TypeError("the details have no layout yet")
        return layout

    def show_contact(self, view: ContactView) -> None:
        """Show *view*, in the tab that is chosen."""
        if self._view is None or self._view.id != view.id:
            self.show_top()
        self._view = view
        for key, words in (
            (DEALS, T("Deals  {count}", count=view.deal_count) if view.deal_count else None),
            (DOCUMENTS, _documents(view.document_count)),
            (FILES, T("Files  {count}", count=view.file_count) if view.file_count else None),
        ):
            self.tabs.set_words(key, words or _WORDS[key])
        self.timeline.show_contact(view.id)
        self._show_tab(self.tabs.current())

    def choose(self, key: str) -> None:
        """Show the tab *key*."""
        self.tabs.choose(key)
        self._show_tab(key)

    def show_top(self) -> None:
        """Show the beginning of the details, where the cards stand."""
        self._details_area.verticalScrollBar().setValue(0)

    def edit(self) -> None:
        """Show the details, with the cursor where one begins."""
        self.choose(DETAILS)
        self.form.edit()

    def plan(self) -> None:
        """Begin a new task on the timeline."""
        self.choose(TIMELINE)
        self.timeline.begin(TASK)

    def save_now(self) -> None:
        """Save what is typed in the field that has the keyboard."""
        if self._form is not None:
            self._form.save_now()

    def _build(self) -> None:
        m = self._ui.m
        card, layout = self._ui.card()
        layout.setContentsMargins(m.s4 + 4, m.s1, m.s4 + 4, m.s1)
        layout.setSpacing(0)
        head = self._ui.row(m.s3)
        for key, words in _WORDS.items():
            self.tabs.add(key, words)
        head.addWidget(self.tabs, 1)
        layout.addLayout(head)
        layout.addWidget(self._ui.separator())
        for holder, top in ((self._details, 0), *((one, 0) for one in self._holders.values())):
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, top, 0, 0)
            inside.setSpacing(0)
        for page in (self.timeline, self._details_page(), *self._holders.values()):
            self._stack.addWidget(page)
        layout.addWidget(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _details_page(self) -> QWidget:
        """The form beneath the word on saving, whose line is kept free: nothing moves."""
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.state.setMinimumHeight(self._ui.theme.size(_STATE))
        layout.addWidget(self.state, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._details_area, 1)
        return page

    def _show_tab(self, key: str) -> None:
        """Bring what is behind the tab up to date, then show it."""
        view = self._view
        if view is not None and key == DETAILS:
            self.form.show_contact(view)
            self._context.ops.query(self, contacts.list_tags, self.form.set_known_tags)
        elif view is not None and key in self._holders:
            self._list(key, _LISTS[key]).show_contact(view.id)
        self._stack.setCurrentIndex(list(_WORDS).index(key))
        self.turned.emit()

    def _on_pictured(self, picture: QImage) -> None:
        if self._view is not None:
            self.choose(FILES)
            self.files.add_picture(picture)

    def _list(self, key: str, make: type[L]) -> L:
        """What is behind the tab *key*, made when it is first asked for."""
        found = self._lists.get(key)
        if not isinstance(found, make):
            found = self._lists[key] = make(self._context)
            if isinstance(found, DealsTab):
                found.wanted.connect(self.deal_wanted)
            layout = self._holders[key].layout()
            if layout is not None:
                layout.addWidget(found)
        return found


def _documents(count: int) -> Text | None:
    return T("Documents  {count}", count=count) if count else None
