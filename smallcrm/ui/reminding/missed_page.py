"""What came while the program did not run: one list, each line handled once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from smallcrm.core import clock
from smallcrm.core.text import TN, T
from smallcrm.services import digest
from smallcrm.services.digest import BIRTHDAY, CALL, DEAL, INVOICE, RECURRING, TASK, Item
from smallcrm.ui.documents import addresses as document_addresses
from smallcrm.ui.documents.recurring import addresses as recurring_addresses
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.reminding import words
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.tasks import addresses, putting_off
from smallcrm.ui.tasks.deeds import Deeds
from smallcrm.ui.widgets.list_frame import ListFrame
from smallcrm.ui.widgets.tables import SpacedTable

_TITLE = 1  # the column that takes the room that is left
_GIVE_WAY = (3, 2)


def create(context: Context) -> Page:
    """Make the page."""
    return MissedPage(context)


class MissedPage(Page):
    """Space: done, or seen; 1 to 4 put tasks off; Enter opens what a line is about."""

    tables: ClassVar[tuple[str, ...]] = (
        *("task", "digest_mark", "setting", "contact", "phone"),
        *("document", "payment", "allocation", "recurring", "recurring_run"),
        *("deal", "stage", "stage_stay", "activity"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        ui = self.ui
        self._items: dict[int, Item] = {}
        self.deeds = Deeds(context, self)
        self.model = PagedModel(_columns(), self._fetch, self)
        self.model.spoken = _spoken
        self.view = SpacedTable(ui, T("What was missed"))
        self.frame = ListFrame(ui, T("What was missed"), self.view)
        self._menu = QMenu(self)
        self._said = ui.label("", "body", "2", wrap=True)
        self.handled = ui.button("", "secondary", "check", clicked=self._handle)
        self.later = ui.menu_button("clock", T("Put off"), self._menu, T("Put off"))
        self.open_ = ui.button(T("Open"), "secondary", "external", clicked=self._open)
        self.all = ui.button(T("All seen"), "primary", "check", clicked=self._see_all)
        self._build()

    def show_address(self, address: Address) -> None:  # noqa: ARG002 - it has one only
        self.reload()
        self.view.setFocus()

    def commands(self) -> Sequence[Command]:
        return [
            Command("missed.handle", T("Done, or seen"), self._handle, "", "check"),
            *putting_off.commands("missed", self._snooze),
            Command("missed.all", T("All seen; tasks stay until they are done"), self._see_all,
                    "Ctrl+Return", "check"),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.view,)

    def reload(self) -> None:
        now = clock.now()
        self.context.ops.ask(self, lambda session: digest.collect(session, now), self._on_read)

    def _build(self) -> None:
        ui = self.ui
        column = ui.column(0)
        self.setLayout(column)
        column.addWidget(self.frame)
        self.frame.head.addWidget(self.all)
        ui.explain(self.all, T("All seen; tasks stay until they are done"), "Ctrl+Enter")
        self.frame.above.addWidget(self._said)
        putting_off.fill(ui, self._menu, self._snooze)
        self.frame.foot.addStretch(1)
        for button in (self.open_, self.later, self.handled):
            self.frame.foot.addWidget(button)
        ui.explain(self.handled, T("Done, or seen"), "Space")
        self.frame.nothing.set_words(
            T("Nothing was missed."),
            T(
                "Reminders, missed calls, overdue invoices and birthdays that came meanwhile stand "
                "here."
            ),
        )
        self.view.show_model(self.model, _TITLE)
        self.view.horizontalHeader().setSectionsClickable(False)
        self.view.opened.connect(lambda _id: self._open())
        self.view.picked.connect(lambda _id: self._on_picked())
        self.view.chosen.connect(lambda _count: self._on_picked())
        self.view.spaced.connect(self._handle)
        ui.theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.view.fit_columns(_TITLE, _GIVE_WAY)

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, Item]:
        return {key: self._items[key] for key in ids if key in self._items}

    def _on_read(self, items: list[Item]) -> None:
        place = max(self.view.currentIndex().row(), 0)
        self._items = dict(enumerate(items, start=1))
        self.view.refill([])
        self.view.refill(list(self._items))
        self._said.setText(words.summary(items))
        self._said.setVisible(bool(items))
        self.frame.show_count(len(items), TN("{count} item", "{count} items", len(items)))
        self.all.setVisible(any(item.source != TASK for item in items))
        if items:
            self.view.go_to(self.model.ids[min(place, len(items) - 1)])
        self._fit()
        self._on_picked()

    def _chosen(self) -> list[Item]:
        return [self._items[key] for key in self.view.chosen_ids() if key in self._items]

    def _on_picked(self) -> None:
        chosen = self._chosen()
        is_all_tasks = all(item.source == TASK for item in chosen)
        self.frame.show_foot(shown=bool(chosen))
        self.handled.setText(str(T("Done") if is_all_tasks else T("Seen")))
        self.later.setVisible(is_all_tasks)
        self.open_.setVisible(len(chosen) == 1)

    def _handle(self) -> None:
        """Tasks are done, everything else was seen."""
        chosen = self._chosen()
        others = [(item.source, item.key) for item in chosen if item.source != TASK]
        self.deeds.finish([item.id for item in chosen if item.source == TASK])
        if others:
            self.context.ops.write(
                self,
                T("Seen"),
                lambda session: _mark(session, others),
                lambda _none: self.context.say(T("Seen"), undo=True),
            )

    def _snooze(self, choice: str) -> None:
        self.deeds.snooze([item.id for item in self._chosen() if item.source == TASK], choice)

    def _see_all(self) -> None:
        now = clock.now()
        self.context.ops.write(
            self,
            T("All seen"),
            lambda session: digest.mark_all(session, now),
            lambda _none: self.context.say(T("All seen"), undo=True),
        )

    def _open(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            self.context.open(address_of(chosen[0]))


def _mark(session: Any, items: Sequence[tuple[str, str]]) -> None:
    for source, key in items:
        digest.mark_seen(session, source, key)


def address_of(item: Item) -> str:
    """Where an item is dealt with."""
    return {
        TASK: addresses.of(item.id),
        INVOICE: document_addresses.of(item.id),
        RECURRING: recurring_addresses.LIST,
        BIRTHDAY: f"crm://contact/{item.id}",
        DEAL: f"crm://deal/{item.id}",
        CALL: f"crm://contact/{item.id}/timeline/call-{item.key}",
    }[item.source]


def _columns() -> list[Column]:
    return [
        Column(str(T("When")), words.moment),
        Column(str(T("What came")), words.title),
        Column(str(T("Who")), words.about),
        Column(str(T("Kind")), lambda item: str(words.SOURCES[item.source]), pill=_kind),
    ]


def _kind(item: Item) -> str:
    return {TASK: "accent", INVOICE: "danger"}.get(item.source, "neutral")


def _spoken(item: Any) -> str:
    parts = (words.moment(item), words.title(item), words.about(item))
    return ", ".join(part for part in parts if part)
