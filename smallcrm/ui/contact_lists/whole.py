"""All contacts as wide as the page: a table or cards, filters above, many at once; the bin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.text import TN, T
from smallcrm.services import contacts, segments, settings
from smallcrm.services.contacts.emptying import DAYS
from smallcrm.services.custom_fields import CONTACTS, FieldRow, list_fields
from smallcrm.services.segments import ColumnSpec, Rules, SegmentRow, TableRow
from smallcrm.ui.contact_lists import asking
from smallcrm.ui.contact_lists.asked import BIN, CARDS, EVERYBODY, SEGMENT, TABLE, Asked
from smallcrm.ui.contact_lists.cards import Cards
from smallcrm.ui.contact_lists.columns import ColumnChoice, model_columns
from smallcrm.ui.contact_lists.deeds import Deeds
from smallcrm.ui.contact_lists.filter_panel import FilterPanel
from smallcrm.ui.contact_lists.head import Head
from smallcrm.ui.contact_lists.reader import Reader
from smallcrm.ui.contact_lists.row_menu import RowMenu
from smallcrm.ui.contact_lists.selection_bar import SelectionBar
from smallcrm.ui.contact_lists.table import ContactTable
from smallcrm.ui.contact_lists.value_edit import list_specs
from smallcrm.ui.counting import count_text
from smallcrm.ui.paged_model import PagedModel
from smallcrm.ui.shell import incoming
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.tab_order import chain

_LEAST_HEIGHT = 96  # of the list: headings and a row, beneath however many conditions
_COUNT_AFTER = 400  # milliseconds without a change; counts are not what one waits for
_Flag = QItemSelectionModel.SelectionFlag


class _Facts(NamedTuple):
    """What the panel and the columns have to know of the file."""

    columns: list[ColumnSpec]
    fields: list[FieldRow]
    currency: str
    saved: list[SegmentRow]
    tags: list[str]


def _read_facts(session: Any) -> _Facts:
    return _Facts(
        segments.list_columns(session),
        list_fields(session, CONTACTS),
        settings.get_business(session).currency,
        segments.list_segments(session),
        contacts.list_tags(session),
    )


class WholeList(QWidget):
    """Shows what it is asked for in the way that it is told.

    Attributes:
        wants_filter: The filter panel is to open as soon as it is known what can be asked.

    Signals:
        view_wanted: Another way to look at contacts is wanted: ``list``, ``table`` or ``cards``.
    """

    view_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ui = context.ui
        self._asked = Asked()
        self._view = TABLE
        self._facts = _Facts([], [], "", [], [])
        self.wants_filter = self._is_from_top = self._is_other = False
        self._edited = 0  # the saved filter whose conditions are being changed
        self.columns = ColumnChoice(context.settings, self)
        self.model = PagedModel(model_columns(self.columns.shown), self._fetch, self)
        self.table = ContactTable(self._ui, T("Contacts"))
        self.table.show_columns(self.model, self.columns.shown)
        self.cards = Cards(self._ui, T("Contacts"), self.model)
        self.head = Head(context, self.columns)
        self.panel = FilterPanel(self._ui)
        self.deeds = Deeds(context, self)
        self.bar = SelectionBar(context, self.deeds, self.chosen_ids)
        self._nobody = EmptyState(self._ui, "")
        self._stack = QStackedWidget()
        self.reader = Reader(context, lambda _session, _ids: {})  # rows depend on the columns
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_AFTER)
        self._build()
        self._connect()

    @property
    def asked(self) -> Asked:
        """What is shown just now."""
        return self._asked

    @property
    def view(self) -> ContactTable | Cards:
        """The table or the cards."""
        return self.cards if self._view == CARDS else self.table

    def look(self, view: str) -> None:
        """Show contacts as ``table`` or ``cards``, or the ``bin``."""
        in_bin = view == BIN
        self._view = TABLE if in_bin else view
        self.head.show_view(view)
        if in_bin != self._asked.archived:
            self.panel.hide()
            self._asked = Asked(archived=in_bin)
            self.head.show_asked(self._asked)
        if in_bin != self.columns.in_bin:
            self.columns.in_bin = in_bin
            self._on_columns()
        self.reload()

    def ask(self, asked: Asked) -> None:
        """Show *asked*, as another view of the contacts did, or an import."""
        self._asked = self._asked._replace(search=asked.search, chip=asked.chip)
        self.head.show_asked(self._asked)
        if self.head.chips.current() != asked.chip:  # of an import
            self._count_chips()

    def start(self) -> None:
        """Put the keyboard into the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            index = self.view.model().index(0, 0)
            self.view.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)

    def chosen_ids(self) -> list[int]:
        """The chosen contacts, in the order of the list; where all are, also those to come."""
        if self.reader.is_begun and len(self.view.chosen_ids()) == self.model.rowCount():
            self.reader.finish()
        return self.view.chosen_ids()

    def print_list(self) -> None:
        """Print what the list shows as a table, in its order."""
        self.reader.finish()
        asked = self._asked
        described = (
            self.head.chips.words if asked.chip else "",
            str(T("filtered by conditions")) if asked.rules else "",
            asked.search,
        )
        self.deeds.print_list([*self.model.ids], ", ".join(filter(None, described)))

    def _export(self) -> None:
        self.reader.finish()
        self.deeds.export([*self.model.ids])

    def choose_all(self) -> None:
        """Choose every contact of the list."""
        self.view.selectAll()

    def open_filter(self) -> None:
        """Show the panel, with the conditions of the chosen filter where it has some."""
        self._edited = 0
        rules, name = self._asked.rules or Rules(), ""
        saved = self._saved()
        if saved is not None and saved.kind == segments.RULES:
            rules, name, self._edited = saved.rules, saved.name, saved.id
            self._want(self._asked._replace(chip=EVERYBODY, rules=rules))
            self.head.show_asked(self._asked)
        kinds = {field.uid: field.kind for field in self._facts.fields}
        specs = list_specs(self._facts.fields, self._facts.tags)
        self.panel.set_fields(specs, kinds, self._facts.currency)
        self.panel.show()
        self._on_chosen()
        self.panel.show_rules(rules, name)
        if self.reader.is_begun:
            self.panel.tell_begun()
        else:
            self.panel.tell_count(self.model.rowCount())

    def close_filter(self) -> None:
        """Hide the panel; its conditions go with it."""
        self.panel.hide()
        self._on_chosen()
        self._want(self._asked._replace(rules=None))
        self.start()

    def remove_filter(self) -> None:
        """Forget the chosen saved filter."""
        saved = self._saved()
        if saved is not None:
            self._context.ops.write(
                self,
                T("Remove the filter {name}", name=saved.name),
                lambda session: segments.remove(session, saved.id),
                done=lambda _none: self._context.say(
                    T("The filter {name} is removed.", name=saved.name), undo=True
                ),
            )

    def reload(self) -> None:
        """Contacts have changed: ask for all again, keeping place and choice."""
        self._counting.start()
        self._is_from_top = self._is_other = False
        self._note_order()
        self.reader.read(self._asked)
        self._context.ops.query(self, _read_facts, self._on_facts)

    def _build(self) -> None:
        m = self._ui.m
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s4, m.s5, m.s4)
        layout.setSpacing(m.s3)
        layout.addWidget(self.head)
        layout.addWidget(self.panel)
        self.head.hold(self.bar)
        card, inner = self._ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        card.setMinimumHeight(self._ui.theme.size(_LEAST_HEIGHT))
        inner.addWidget(self._stack)
        layout.addWidget(card, 1)
        for widget in (self.table, self.cards, self._nobody):
            self._stack.addWidget(widget)
        self.head.chain()
        chain(self.head.search, self.panel, self.table, self.cards)
        self.panel.hide()

    def _connect(self) -> None:
        head, panel, bar = self.head, self.panel, self.bar
        head.view_wanted.connect(self.view_wanted)
        head.filter_wanted.connect(self._on_filter_button)
        head.filter_removed.connect(self.remove_filter)
        head.export_wanted.connect(self._export)
        head.print_wanted.connect(self.print_list)
        head.search.searched.connect(lambda text: self._want(self._asked._replace(search=text)))
        head.search.entered.connect(self.reader.read_names)
        head.search.left.connect(self.start)
        head.chips.chosen.connect(lambda chip: self._want(self._asked._replace(chip=chip)))
        panel.asked.connect(lambda rules: self._want(self._asked._replace(rules=rules)))
        panel.closed.connect(self.close_filter)
        panel.saved.connect(self._on_save)
        panel.frozen.connect(self._on_freeze)
        bar.all_wanted.connect(self.choose_all)
        bar.none_wanted.connect(self._choose_none)
        bar.copy_wanted.connect(self._copy)
        bar.answered.connect(self.start)
        self.table.copy_wanted.connect(self._copy)
        self.table.paste_wanted.connect(lambda: incoming.paste(self._context))
        self.table.sorted_by.connect(self._on_sorted)
        self.table.columns_wanted.connect(self._offer_columns)
        self.columns.changed.connect(self._on_columns)
        self.reader.filled.connect(self._on_whole)
        self.reader.begun.connect(self._on_begun)
        self.reader.completed.connect(self._on_completed)
        self._counting.timeout.connect(self._count_chips)
        for view in (self.table, self.cards):
            view.opened.connect(lambda row_id: self._context.open(f"crm://contact/{row_id}"))
            view.chosen.connect(self._on_chosen)
            RowMenu(self._context, view)

    def _choose_none(self) -> None:
        self.view.clearSelection()
        self.start()

    def _saved(self) -> SegmentRow | None:
        """The saved filter that is chosen."""
        chip = self._asked.chip
        wanted = int(chip.removeprefix(SEGMENT)) if chip.startswith(SEGMENT) else 0
        return next((row for row in self._facts.saved if row.id == wanted), None)

    def _fetch(self, ids: list[int]) -> Mapping[int, TableRow]:
        keys = [spec.key for spec in self.columns.shown]
        return self._context.ops.read(lambda session: segments.list_table_rows(session, ids, keys))

    def _want(self, asked: Asked) -> None:
        if asked == self._asked:
            return
        self._asked = asked
        self._is_from_top, self._is_other = bool(asked.search), True
        self._note_order()
        if asked.search:
            self.reader.search(asked)
        else:
            self.reader.read(asked)

    def _note_order(self) -> None:
        """Where they stand by their names, letters that are typed lead to a name."""
        by_name = self._asked.key == Asked().key and not self._asked.is_down
        self.model.name = (lambda row: str(row.name)) if by_name else None

    def _on_begun(self, found: asking.Answer) -> None:
        self.table.begin(found.ids, found.first)
        self.head.tell_begun()
        self.panel.tell_begun()
        self._stack.setCurrentWidget(self.view)
        self._show_chosen(len(self.view.chosen_ids()))  # so far: it does not wait for the rest

    def _on_completed(self, ids: list[int]) -> None:
        are_all_chosen = self.view is self.cards and self.cards.count() == self.model.rowCount()
        self.table.complete(ids)
        if are_all_chosen:
            self.cards.selectAll()
        self._on_filled()

    def _on_whole(self, found: asking.Answer) -> None:
        self.table.refill(found.ids)
        if self._is_from_top or (self._is_other and not self.table.current_id()):
            self.table.scrollToTop()
        if not found.ids:
            self._tell_nobody()
        self._on_filled()

    def _on_filled(self) -> None:
        count = self.model.rowCount()
        self.head.tell_count(count, self._asked)
        self.panel.tell_count(count)
        self._stack.setCurrentWidget(self.view if count else self._nobody)
        self._on_chosen()

    def _on_facts(self, facts: _Facts) -> None:
        self._facts = facts
        self.columns.learn(facts.columns)
        if self.wants_filter:
            self.wants_filter = False
            self.open_filter()

    def _offer_columns(self, place: QPoint) -> None:
        """Open the menu of the columns at *place* of the screen."""
        if not self.columns.in_bin:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.columns.fill(menu)
            menu.popup(place)

    def _on_columns(self) -> None:
        self.table.show_columns(self.model, self.columns.shown)
        if self._asked.key == Asked().key and not self._asked.is_down:
            self.table.show_sorted(-1, is_down=False)  # by name, as ever
            return
        keys = [spec.key for spec in self.columns.shown]
        column = keys.index(self._asked.key) if self._asked.key in keys else -1
        self.table.show_sorted(column, is_down=self._asked.is_down)

    def _on_sorted(self, column: int, is_down: bool) -> None:  # noqa: FBT001 - a signal
        key = self.columns.shown[column].key
        self._want(self._asked._replace(key=key, is_down=is_down))

    def _on_chosen(self, _count: int = 0) -> None:
        self._show_chosen(len(self.chosen_ids()))

    def _show_chosen(self, count: int) -> None:
        if self.panel.isVisible():  # one thing at a time: there is no room for both
            count = 0
        keyboard = QApplication.focusWidget()
        is_in_bar = keyboard is not None and self.bar.isAncestorOf(keyboard)
        self.head.show_bar(shown=count > 0)
        self.bar.show_count(count, in_bin=self._asked.archived)
        if is_in_bar and not count:  # Qt would hand it to whatever comes next
            self.start()

    def _on_filter_button(self) -> None:
        if self.panel.isVisible():
            self.close_filter()
        else:
            self.open_filter()

    def _copy(self) -> None:
        ids = self.chosen_ids()
        if ids:
            self.deeds.copy(ids, self.columns.shown)

    def _on_save(self, name: str, rules: Rules) -> None:
        known = next((row for row in self._facts.saved if row.id == self._edited), None)
        same = known is not None and known.name == " ".join(name.split())

        def action(session: Any) -> int:
            if known is not None and same:
                segments.change(session, known.id, rules)
                return known.id
            return segments.save(session, name, rules)

        self._keep(name, action)

    def _on_freeze(self, name: str) -> None:
        asked = self._asked
        self._keep(
            name,
            lambda session: segments.freeze(session, name, asking.list_ids(session, asked)),
        )

    def _keep(self, name: str, action: Any) -> None:
        self._context.ops.write(
            self,
            T("Save the filter {name}", name=name.strip()),
            action,
            done=lambda segment_id: self._on_kept(name.strip(), segment_id),
            failed=lambda error: self._context.fail(self, error),
        )

    def _on_kept(self, name: str, segment_id: int) -> None:
        """Show the filter by its chip from now on."""
        self.panel.hide()
        self.start()
        self._asked = self._asked._replace(chip=f"{SEGMENT}{segment_id}", rules=None)
        self._context.say(T("The filter {name} is saved", name=name), undo=True)
        self.reload()
        self._count_chips()

    def _count_chips(self) -> None:
        asked = self._asked
        if not asked.archived:
            self._context.ops.ask(
                self.head,
                lambda session: asking.list_chips(session, asked),
                lambda chips: self._on_chips(chips, asked.chip),
            )

    def _on_chips(self, chips: list[asking.ChipCount], asked: str) -> None:
        if asked != self._asked.chip:  # by now; the chip of an import comes with its list
            self._count_chips()
            return
        named = [(chip.key, f"{chip.title} {count_text(chip.found)}") for chip in chips]
        if not self.head.offer([(EVERYBODY, T("All contacts")), *named], self._asked.chip):
            self._want(self._asked._replace(chip=EVERYBODY))  # a filter that was removed

    def _tell_nobody(self) -> None:
        nobody = self._nobody
        nobody.clear_actions()
        if self._asked.is_filtered:
            nobody.set_words(T("Nobody found"))
            nobody.add_action(T("Show all"), self._show_all, "secondary")
        elif self._asked.archived:
            words = TN(
                "What you move to the bin stays here for {count} day.",
                "What you move to the bin stays here for {count} days.",
                DAYS,
            )
            nobody.set_words(T("The bin is empty"), words)
        else:
            words = T("The people and companies that you work with stand here.")
            nobody.set_words(T("No contacts yet"), words)
            nobody.add_action(T("Bring my contacts"), lambda: self._context.open("crm://import"))

    def _show_all(self) -> None:
        self.panel.hide()
        self._want(Asked(key=self._asked.key, archived=self._asked.archived))
        self.head.show_asked(self._asked)
