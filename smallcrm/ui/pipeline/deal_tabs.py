"""The card with the tabs of a deal; what is behind a tab is made when it is first shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services.deals import DealView
from smallcrm.ui.contacts.documents_tab import DocumentsTab
from smallcrm.ui.contacts.entry_fields import TASK
from smallcrm.ui.contacts.files_tab import FilesTab
from smallcrm.ui.contacts.timeline import Timeline
from smallcrm.ui.pipeline.deal_history import DealHistoryTab
from smallcrm.ui.pipeline.deal_lines import DealLinesTab
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.state_word import StateWord
from smallcrm.ui.widgets.tabs import Tabs

TIMELINE, LINES, DOCUMENTS = "timeline", "lines", "documents"
FILES, HISTORY, DETAILS = "files", "history", "details"
_WORDS: dict[str, Text] = {
    TIMELINE: T("Timeline"),
    # i18n: The tab of a deal with the goods and services that are to be sold.
    LINES: T("Items"),
    DOCUMENTS: T("Documents"),
    FILES: T("Files"),
    # i18n: The tab of a deal with the stages that it was in.
    HISTORY: T("Stages"),
    DETAILS: T("Details"),
}


class DealTabs(QWidget):
    """Timeline, Items, Documents, Files, Stages; Details where there is no room beside them.

    Signals:
        quote_wanted: A quote is to be made.
    """

    quote_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._ui = context.ui
        self._view: DealView | None = None
        self.tabs = Tabs(self._ui, T("Parts of this deal"))
        self.state = StateWord(self._ui)
        self.timeline = Timeline(context)
        self.lines = DealLinesTab(context, self.state)
        self.documents = DocumentsTab(context)
        self.files = FilesTab(context)
        self.history = DealHistoryTab(context)
        self.details = QWidget()  # holds the form while the page is narrow
        self._stack = QStackedWidget()
        self._build()
        self.documents.be_of_deals(self.quote_wanted.emit)
        self.tabs.chosen.connect(self._show_tab)
        self.timeline.pictured.connect(self._on_pictured)

    def show_deal(self, view: DealView) -> None:
        """Show *view*, in the tab that is chosen."""
        self._view = view
        counts = {
            LINES: (view.line_count, T("Items  {count}", count=view.line_count)),
            DOCUMENTS: (
                len(view.document_ids),
                T("Documents  {count}", count=len(view.document_ids)),
            ),
            FILES: (view.file_count, T("Files  {count}", count=view.file_count)),
        }
        for key, (count, words) in counts.items():
            self.tabs.set_words(key, words if count else _WORDS[key])
        self.timeline.show_contact(view.details.contact_id, view.id)
        self._show_tab(self.tabs.current())

    def choose(self, key: str) -> None:
        """Show the tab *key*."""
        self.tabs.choose(key)
        self._show_tab(key)

    def plan(self) -> None:
        """Begin a new task on the timeline."""
        self.choose(TIMELINE)
        self.timeline.begin(TASK)

    def save_now(self) -> None:
        """Save what is typed into the lines."""
        self.lines.save_now()

    def offer_details(self, *, offered: bool) -> None:
        """Whether the details have a tab, because there is no room beside the card."""
        self.tabs.set_present(DETAILS, present=offered)
        if not offered and self.tabs.current() == DETAILS:
            self.choose(TIMELINE)

    def _build(self) -> None:
        m = self._ui.m
        card, layout = self._ui.card()
        layout.setContentsMargins(m.s4 + 4, m.s1, m.s4 + 4, m.s2)
        layout.setSpacing(0)
        head = self._ui.row(m.s3)
        for key, words in _WORDS.items():
            self.tabs.add(key, words)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(head)
        layout.addWidget(self._ui.separator())
        inside = QVBoxLayout(self.details)
        inside.setContentsMargins(0, m.s3, 0, 0)
        for page in (
            *(self.timeline, self.lines, self.documents),
            *(self.files, self.history, self.details),
        ):
            self._stack.addWidget(page)
        layout.addWidget(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.tabs.set_present(DETAILS, present=False)

    def _show_tab(self, key: str) -> None:
        """Bring what is behind the tab up to date, then show it."""
        view = self._view
        if view is not None:
            if key == LINES:
                self.lines.show_deal(view)
            elif key == DOCUMENTS:
                self.documents.show_deal(view.id)
            elif key == FILES:
                self.files.show_contact(view.details.contact_id, view.id)
            elif key == HISTORY:
                self.history.show_deal(view)
        self._stack.setCurrentIndex(list(_WORDS).index(key))

    def _on_pictured(self, picture: QImage) -> None:
        if self._view is not None:
            self.choose(FILES)
            self.files.add_picture(picture)
