"""The page of one contact: who it is, what is owed, what happened, how to reach it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core.changes import Changes
from smallcrm.core.errors import NotFound
from smallcrm.core.loading import load
from smallcrm.core.text import TN
from smallcrm.services import contacts, documents, doubles
from smallcrm.services.contacts import ContactView
from smallcrm.services.documents import DocumentRow
from smallcrm.services.doubles import Group
from smallcrm.ui.contacts import figures_of
from smallcrm.ui.contacts.actions import ContactActions
from smallcrm.ui.contacts.aside import Aside
from smallcrm.ui.contacts.brief_line import BriefLine
from smallcrm.ui.contacts.commands import RESTORE
from smallcrm.ui.contacts.detail_base import Detail
from smallcrm.ui.contacts.figures import Figures
from smallcrm.ui.contacts.header import Header
from smallcrm.ui.contacts.tab_card import (
    ACCOUNT,
    DEALS,
    DETAILS,
    DOCUMENTS,
    FILES,
    TIMELINE,
    TabCard,
)
from smallcrm.ui.dropped import NOTING, files_of, mails_of
from smallcrm.ui.shell.address import id_in
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.drop_hint import DropHint
from smallcrm.ui.widgets.fitting_area import scrolling

_NO_ASIDE, _NO_CALL, _NO_QUOTE = 820, 720, 600
_LOW = 520  # a height at which the gaps give way to what stands in the tabs
_LOWEST = 400  # and one at which the figures do
# Beside the tables of contacts, which the page itself listens to.
_TABLES = (
    "activity",
    "attachment",
    "custom_field",
    "custom_value",
    "customer_terms",
    "document",
    "dunning_letter",
    "deal",
    "price_list",
    "product_price",
    "task",
    "url",
    "payment",
    "allocation",
)
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
        self.brief = BriefLine(self._ui)
        self.card = TabCard(context)
        self.aside = Aside(context)
        self._aside_area = scrolling(self.aside)
        self._breakpoints = Breakpoints(context.theme, self)
        self._heights = Breakpoints(context.theme, self)
        self._is_slim = self._is_low = self._is_lowest = self._is_narrow = self._is_writing = False
        self._hint = DropHint(self._ui, self)
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    def show_contact(self, contact_id: int, tab: str = "", entry: str = "") -> None:
        if contact_id != self._contact_id:
            self.card.save_now()
            self._contact_id = contact_id
        self.reload()
        if self.card.tabs.offers(tab):
            self.card.choose(tab)
        kind, _, entry_id = entry.partition("-")
        if tab == TIMELINE and id_in(entry_id):
            self.card.timeline.show_entry(kind, id_in(entry_id))

    def reload(self) -> None:
        self._is_stale = False
        if not self._contact_id:
            return
        contact_id = self._contact_id
        try:
            view = self._context.ops.read(
                lambda session: contacts.get_view(session, contact_id, entries=0)
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
        self.card.save_now()
        return True

    def panes(self) -> Sequence[QWidget]:
        return (self.card,)

    def do(self, name: str) -> None:
        self.deeds.do(name)

    def start(self) -> None:
        self.card.choose(TIMELINE)
        self.card.timeline.composer.setFocus()

    def archive(self, contact_ids: list[int]) -> None:
        self.deeds.archive(contact_ids)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """E-mails are noted with this contact; of other files the window takes care."""
        if mails := mails_of(event.mimeData()):
            event.acceptProposedAction()
            words = TN(
                "Drop it to note the email with {name}",
                "Drop them to note {count} emails with {name}",
                len(mails),
                name=self.headline(),
            )
            self._hint.tell(words)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._hint.hide()
        mails = mails_of(event.mimeData())
        others = [path for path in files_of(event.mimeData()) if path not in mails]
        event.acceptProposedAction()
        load(NOTING).note(self._context, self, mails, self._contact_id)
        if others:
            self.card.choose(FILES)
            self.card.files.add_paths(others)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())
        self._heights.look(self.height())

    def _show(self, view: ContactView, late: Sequence[DocumentRow]) -> None:
        self.deeds.show_contact(view)
        self.header.show_contact(view.draft)
        for key, figure in figures_of.figures(view, late).items():
            self.figures.show_figure(key, figure)
        self.aside.show_contact(view, late)
        self.brief.show_contact(view, late)
        self.card.show_contact(view)
        self._look_for_doubles(view)

    def _look_for_doubles(self, view: ContactView) -> None:
        """In a thread: whether the contact is there twice."""

        def show(found: list[Group]) -> None:
            if view.id == self._contact_id:
                self.aside.show_double(found[0] if found else None)
                self.brief.show_double(is_double=bool(found))

        if not view.archived:
            self._context.ops.query(
                self, lambda session: doubles.find_groups_of(session, [view.id]), show
            )

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
        layout.addWidget(self.brief)
        columns = self._ui.row(m.s4)
        columns.addWidget(self.card, 1)
        columns.addWidget(self._aside_area)
        layout.addLayout(columns, 1)
        self._breakpoints.below(_NO_ASIDE, self._on_no_aside)
        self._breakpoints.below(_NO_CALL, self._on_no_call)
        self._breakpoints.below(_NO_QUOTE, self._on_no_quote)
        self._heights.below(_LOW, self._on_low)
        self._heights.below(_LOWEST, self._on_lowest)
        self._fit()

    def _connect(self) -> None:
        self.figures.opened.connect(self._on_figure)
        self.deeds.edited.connect(self.card.edit)
        self.deeds.left.connect(self.left)
        self.card.timeline.writing.connect(self._on_writing)
        self.card.turned.connect(self._fit_room)
        self.card.deal_wanted.connect(self.deeds.open_deal)
        self.aside.edited.connect(self.card.edit)
        self.aside.planned.connect(self.card.plan)
        self.brief.planned.connect(self.card.plan)
        self.brief.wanted.connect(self._show_cards)
        self.aside.restored.connect(lambda: self.deeds.do(RESTORE.name))
        self._context.ops.changed.connect(self._on_changed)
        self._context.theme.changed.connect(self._on_theme_changed)

    def _on_figure(self, key: str) -> None:
        if key == figures_of.INVOICED:
            self.card.choose(DOCUMENTS)
        elif key == figures_of.UNPAID:
            self.card.choose(ACCOUNT)
        elif key == figures_of.DEALS:
            self.card.choose(DEALS)
        else:
            self.card.choose(TIMELINE)

    def _on_no_aside(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        """Without room beside the tabs, the cards stand above the form; a line tells of them."""
        self._aside_area.setVisible(not narrow)
        self._is_narrow = narrow
        self._fit_room()
        if narrow:
            self._aside_area.takeWidget()
            self.card.details.insertWidget(0, self.aside)
            self.aside.setAutoFillBackground(False)  # the scroll area had switched it on
            self.aside.show()
        elif self._aside_area.widget() is None:
            self._aside_area.setWidget(self.aside)
        self.aside.fold(folded=narrow)

    def _show_cards(self) -> None:
        self.card.choose(DETAILS)
        self.card.show_top()

    def _on_no_call(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self.header.make_room(call=not narrow)
        self.figures.set_present(figures_of.CONTACTED, present=not narrow)

    def _on_no_quote(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        """The edge gives way too: to numbers and amounts in the tabs."""
        self.header.make_room(quote=not narrow)
        self._is_slim = narrow
        self._fit_edges()

    def _on_low(self, low: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_low = low
        self._fit_edges()
        self._fit_room()

    def _on_lowest(self, lowest: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_lowest = lowest
        self._fit_room()

    def _on_writing(self, writing: bool) -> None:  # noqa: FBT001 - a signal
        self._is_writing = writing
        self._fit_room()

    def _fit_room(self) -> None:
        """Where a window is low, what is looked at gives way to what is written or listed."""
        is_scarce = self._is_low and self._is_writing
        is_elsewhere = self._is_low and self.card.tabs.current() != TIMELINE
        self.figures.setHidden(is_scarce or is_elsewhere or self._is_lowest)
        self.brief.setVisible(self._is_narrow and not (is_scarce or is_elsewhere))
        self.header.fold(folded=is_scarce)
        self.card.timeline.options.kinds.fold(1 if is_scarce else 0)

    def _fit_edges(self) -> None:
        m, layout = self._ui.m, self.layout()
        if layout is not None:
            side, end = m.s4 if self._is_slim else m.s5, m.s3 if self._is_low else m.s5
            layout.setContentsMargins(side, end, side, end)
            layout.setSpacing(m.s2 if self._is_low else m.s4)

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
