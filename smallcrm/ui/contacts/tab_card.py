"""The card with the tabs of a contact; what is behind a tab is made when it is first shown."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.text import T
from smallcrm.services import contacts
from smallcrm.services.contacts import ContactView
from smallcrm.ui.contacts.details_form import DetailsForm
from smallcrm.ui.contacts.documents_tab import DocumentsTab
from smallcrm.ui.contacts.timeline import Timeline
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.fitting_area import scrolling
from smallcrm.ui.widgets.state_word import StateWord
from smallcrm.ui.widgets.tabs import Tabs

TIMELINE, DETAILS, DOCUMENTS = "timeline", "details", "documents"
_KEYS = (TIMELINE, DETAILS, DOCUMENTS)


class TabCard(QWidget):
    """Timeline, Details, Documents: only what has real content is offered.

    Attributes:
        tabs: The choice.
        state: Whether what was typed in the details is saved.
        timeline: Always there.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._view: ContactView | None = None
        self._form: DetailsForm | None = None
        self._documents: DocumentsTab | None = None
        self.tabs = Tabs(self._ui, T("Parts of this contact"))
        self.state = StateWord(self._ui)
        self.timeline = Timeline(context)
        self._stack = QStackedWidget()
        self._details = QWidget()
        self._paper = QWidget()
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
        if self._documents is None:
            self._documents = DocumentsTab(self._context)
            layout = self._paper.layout()
            if layout is not None:
                layout.addWidget(self._documents)
        return self._documents

    @property
    def details(self) -> QVBoxLayout:
        """What stands in the tab Details: above the form is room for cards."""
        layout = self._details.layout()
        if not isinstance(layout, QVBoxLayout):
            raise TypeError("the details have no layout yet")
        return layout

    def show_contact(self, view: ContactView) -> None:
        """Show *view*, in the tab that is chosen."""
        self._view = view
        count = view.document_count
        self.tabs.set_words(DOCUMENTS, T("Documents  {count}", count=count))
        self.tabs.set_present(DOCUMENTS, present=bool(count))
        if self.tabs.current() == DOCUMENTS and not count:
            self.tabs.choose(TIMELINE)
        self.timeline.show_contact(view.id)
        self._show_tab(self.tabs.current())

    def choose(self, key: str) -> None:
        """Show the tab *key*."""
        self.tabs.choose(key)
        self._show_tab(key)

    def edit(self) -> None:
        """Show the details, with the cursor where one begins."""
        self.choose(DETAILS)
        self.form.edit()

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
        for key, words in zip(_KEYS, (T("Timeline"), T("Details"), T("Documents")), strict=True):
            self.tabs.add(key, words)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.state)
        layout.addLayout(head)
        layout.addWidget(self._ui.separator())
        for holder, top in ((self._details, m.s3), (self._paper, 0)):
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, top, 0, 0)
            inside.setSpacing(0)
        for page in (self.timeline, scrolling(self._details), self._paper):
            self._stack.addWidget(page)
        layout.addWidget(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def _show_tab(self, key: str) -> None:
        """Bring what is behind the tab up to date, then show it."""
        view = self._view
        if view is not None and key == DETAILS:
            self.form.show_contact(view)
            self._context.ops.query(self, contacts.list_tags, self.form.set_known_tags)
        elif view is not None and key == DOCUMENTS:
            self.documents.show_contact(view.id)
        self._stack.setCurrentIndex(_KEYS.index(key))
