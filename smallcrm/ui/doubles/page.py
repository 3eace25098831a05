"""Possible doubles: the groups at the left, the chosen one side by side at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.errors import NotFound
from smallcrm.core.text import TN, T, Text
from smallcrm.services import contacts, doubles
from smallcrm.services.doubles import Comparison, Group
from smallcrm.ui.confirming import confirm
from smallcrm.ui.counting import count_text
from smallcrm.ui.doubles import addresses, words
from smallcrm.ui.doubles.compare_view import CompareView
from smallcrm.ui.doubles.finder import Finder
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.progress_panel import ProgressPanel
from smallcrm.ui.widgets.rows import Face, RowList
from smallcrm.ui.widgets.tab_order import chain

_TWO = 2  # contacts that are merged without a question: undo is one key away


class _Row(NamedTuple):
    group: Group
    names: tuple[str, ...]


def create(context: Context) -> Page:
    """Make the page."""
    return DoublesPage(context)


class DoublesPage(Page):
    """Goes through possible doubles one by one: merge, not the same, later."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._finder = Finder.of(context)
        self._shown: Group | None = None
        self._found: Comparison | None = None
        self._named: tuple[int, ...] = ()  # contacts that somebody chose in the list
        self.model = PagedModel([Column(str(T("Name")), _names)], self._fetch, self)
        self.view = RowList(self.ui, T("Possible doubles"))
        self.compare = CompareView(context)
        self._count = self.ui.pill("")
        self._progress = ProgressPanel(self.ui)
        self._left = self.ui.surface("list")
        self._title = self.ui.label("", "title", wrap=True)
        self._why = self.ui.label("", "body", "2", wrap=True)
        self._likely = self.ui.pill("")
        self.merge = self.ui.button(T("Merge"), "primary", "merge", clicked=self._merge)
        self.apart = self.ui.button(T("Not the same"), "secondary", clicked=self._set_apart)
        self.skip = self.ui.button(T("Later"), "ghost", clicked=self._skip)
        self._nothing = EmptyState(self.ui, "")
        self._stack = QStackedWidget()
        self._build()
        self._finder.changed.connect(self._on_groups)
        self._finder.reported.connect(self._progress.report)
        self.view.picked.connect(self._on_picked)
        self.compare.shown.connect(
            lambda: chain(self.view, self.compare, self.merge, self.apart, self.skip)
        )
        self.compare.wanted.connect(lambda key: context.open(f"crm://contact/{key}"))

    def show_address(self, address: Address) -> None:
        self._named = addresses.read(address)
        self._left.setVisible(not self._named)
        if self._named:
            self._show(Group(self._named, 0, ()))
            return
        self._shown = None
        if not self._finder.is_known:
            self._finder.look()
            self._progress.start(T("Looking for doubles…"), self._finder.stop)
        self._on_groups()
        self.view.setFocus()

    def commands(self) -> Sequence[Command]:
        return [
            Command("doubles.merge", T("Merge"), self._merge, "Ctrl+Return Ctrl+Enter", "merge"),
            Command("doubles.apart", T("Not the same"), self._set_apart, "Ctrl+D"),
            Command("doubles.later", T("Later"), self._skip, "Ctrl+Down"),
        ]

    def panes(self) -> Sequence[QWidget]:
        right = (self.compare, self.merge)
        return right if self._left.isHidden() else (self.view, *right)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._left)
        layout.addWidget(self._stack, 1)
        self._build_list()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._right())
        self.context.theme.changed.connect(self._fit)
        self._fit()

    def _build_list(self) -> None:
        m = self.ui.m
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, m.s4, 0, 0)
        column.setSpacing(m.s3)
        head = self.ui.row()
        head.setContentsMargins(m.s4 + 4, 0, m.s3, 0)
        head.addWidget(self.ui.label(T("Doubles"), "title", elide=True), 1)
        head.addWidget(self._count)
        column.addLayout(head)
        inside = self.ui.row()
        inside.setContentsMargins(m.s4 + 4, 0, m.s4, 0)
        inside.addWidget(self._progress)
        column.addLayout(inside)
        self.model.face = _face
        self.model.spoken = lambda row: f"{_names(row)}, {words.why(row.group.keys)}"
        self.view.show_model(self.model)
        column.addWidget(self.view, 1)

    def _right(self) -> QFrame:
        m = self.ui.m
        right = QFrame()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = self.ui.surface("bar")
        head = QVBoxLayout(bar)
        head.setContentsMargins(m.s5, m.s3, m.s4, m.s3)
        top = self.ui.row()
        top.addWidget(self._title, 1)
        top.addWidget(self._likely)
        head.addLayout(top)
        head.addWidget(self._why)
        column.addWidget(bar)
        column.addWidget(self.compare, 1)
        foot = self.ui.surface("foot")
        buttons = FlowLayout(m.s2)
        buttons.setContentsMargins(m.s5, m.s3, m.s5, m.s3)
        foot.setLayout(buttons)
        for button in (self.merge, self.apart, self.skip):
            buttons.addWidget(button)
        self.ui.explain(self.merge, T("Merge"), "Ctrl+Enter")
        self.ui.explain(self.apart, T("Not the same"), "Ctrl+D")
        self.ui.explain(self.skip, T("Later"), "Ctrl+Down")
        column.addWidget(foot)
        return right

    def _fit(self) -> None:
        self._left.setFixedWidth(self.context.theme.size(self.ui.m.list_pane_min))

    def _fetch(self, numbers: list[int]) -> Mapping[int, Any]:
        groups = {number: self._finder.groups[number - 1] for number in numbers}
        ids = sorted({key for group in groups.values() for key in group.ids})
        names = self.context.ops.read(lambda session: contacts.list_names(session, ids))
        return {
            number: _Row(group, tuple(names.get(key, "") for key in group.ids))
            for number, group in groups.items()
        }

    def _on_groups(self) -> None:
        """Other groups: show the one that was shown, else what has come to its place."""
        if not self._finder.is_looking:
            self._progress.finish()
        groups = self._finder.groups
        place = self.view.currentIndex().row()
        self._count.setText(count_text(len(groups)))
        self._count.setVisible(bool(groups))
        with QSignalBlocker(self.view):
            self.model.set_ids(range(1, len(groups) + 1))  # rows are known by their numbers
        if self._named:
            return
        if not groups:
            self._show_nothing()
            return
        if self._shown in groups:
            place = groups.index(self._shown)
        self.view.setCurrentIndex(self.model.index(min(max(place, 0), len(groups) - 1), 0))

    def _show_nothing(self) -> None:
        self._shown = self._found = None
        self._nothing.clear_actions()
        if self._finder.is_looking:
            self._nothing.set_words(T("Looking for doubles…"))
        elif self._finder.is_known:
            self._nothing.set_words(
                T("No doubles"), T("Every contact here is somebody else, as far as one can tell.")
            )
        else:
            self._nothing.set_words(T("Doubles were not looked for to the end."))
            self._nothing.add_action(T("Look again"), lambda: self.show_address(_ALL))
        self._stack.setCurrentWidget(self._nothing)

    def _on_picked(self, number: int) -> None:
        if 0 < number <= len(self._finder.groups):
            group = self._finder.groups[number - 1]
            if group != self._shown or self._found is None:  # else what is chosen would be lost
                self._show(group)

    def _show(self, group: Group) -> None:
        self._shown, self._found = group, None
        self._tell_possible()
        self.context.ops.query(
            self,
            lambda session: doubles.compare_contacts(session, group.ids),
            lambda found: self._on_compared(group, found),
            lambda error: self._on_failed(group, error),
        )

    def _on_compared(self, group: Group, found: Comparison) -> None:
        if group != self._shown:
            return
        self._found = found
        count = len(found.sides)
        same = TN("Is this {count} contact?", "Are these {count} contacts one?", count)
        self._title.setText(str(same))
        self._why.setText(words.why(group.keys))
        self._why.setVisible(bool(group.keys))
        text, kind = words.likely(group.score)
        self._likely.setText(str(text))
        self._likely.setProperty("pill", kind)
        self._likely.style().polish(self._likely)
        self._likely.setVisible(bool(group.score))
        self.skip.setVisible(not self._named)
        self.compare.show_comparison(found)
        self._stack.setCurrentIndex(1)
        self._tell_possible()

    def _on_failed(self, group: Group, error: BaseException) -> None:
        """One of them is gone by now."""
        if not isinstance(error, NotFound):
            self.context.fail(self, error)
        elif self._named:
            self.context.open("crm://contacts")
        else:
            self._finder.forget(group)

    def _tell_possible(self) -> None:
        for button in (self.merge, self.apart, self.skip):
            button.setEnabled(self._found is not None)

    def _merge(self) -> None:
        if self._found is None:
            return
        if len(self._found.ids) > _TWO:
            self._ask(len(self._found.ids))
        else:
            self._merge_now()

    def _ask(self, count: int) -> None:
        """Where more than two become one, once more."""
        confirm(
            self,
            TN("{count} contact becomes one.", "{count} contacts become one.", count),
            T("You can undo it at any time."),
            TN("Merge {count} contact", "Merge {count} contacts", count),
            self._merge_now,
        )

    def _merge_now(self) -> None:
        found, group = self._found, self._shown
        if found is None or group is None:
            return
        survivor, *others = found.ids
        choices = dict(self.compare.choices)
        name = next(iter(side.name for side in found.sides if side.id == choices.get("name")), "")
        self._found = None
        self._tell_possible()
        self.context.ops.write(
            self,
            T("Merge {name}", name=name or found.sides[0].name),
            lambda session: doubles.merge(session, survivor, others, choices),
            lambda _none: self._on_merged(group, survivor, len(found.ids)),
            lambda error: self._on_failed(group, error),
        )

    def _on_merged(self, group: Group, survivor: int, count: int) -> None:
        said = TN("{count} contact merged", "{count} contacts merged", count)
        self._go_on(group, said, f"crm://contact/{survivor}")

    def _set_apart(self) -> None:
        group = self._shown
        if self._found is None or group is None:
            return
        self._found = None  # a second press is for the next group, or for nothing
        self._tell_possible()
        self.context.ops.write(
            self,
            T("Not the same"),
            lambda session: doubles.set_apart(session, group.ids),
            lambda _none: self._on_apart(group),
            lambda error: self._on_failed(group, error),
        )

    def _on_apart(self, group: Group) -> None:
        said = T("They will not be proposed as doubles again.")
        self._go_on(group, said, f"crm://contact/{group.ids[0]}", apart=True)

    def _go_on(self, group: Group, said: Text, where: str, *, apart: bool = False) -> None:
        self.context.say(said, undo=True)
        self._finder.forget(group, apart=apart)
        if self._named:
            self.context.open(where)
        else:
            self.view.setFocus()

    def _skip(self) -> None:
        row = self.view.currentIndex().row() + 1
        if row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row, 0))


_ALL = Address("doubles")


def _names(row: _Row) -> str:
    return " – ".join(dict.fromkeys(row.names))


def _face(row: _Row) -> Face:
    text, kind = words.likely(row.group.score)
    return Face(_names(row), words.why(row.group.keys), pill=str(text), pill_kind=kind)
