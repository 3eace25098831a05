"""Bank statements: bring one in, see what each line paid, take it over with a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core import formats
from smallcrm.core.errors import Cancelled
from smallcrm.core.text import TN, T
from smallcrm.services import bank
from smallcrm.services.bank import BankRow, BroughtIn, Look, Proposal
from smallcrm.services.exchange.drafts import FileFacts
from smallcrm.services.exchange.statements import opening
from smallcrm.services.exchange.statements.lines import StatementLine
from smallcrm.ui import file_dialog
from smallcrm.ui.bank import words
from smallcrm.ui.bank.chooser import Chooser
from smallcrm.ui.counting import count_text
from smallcrm.ui.paged_model import Column, PagedModel
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.empty_state import EmptyState
from smallcrm.ui.widgets.progress_panel import ProgressPanel
from smallcrm.ui.widgets.tables import Table

_PURPOSE = 2
_GIVE_WAY = (4,)  # what was probably paid is said at the foot too
_FOLDER = "bank.folder"


class _Line(NamedTuple):
    """A line as the table shows it."""

    row: BankRow
    proposal: Proposal | None


def create(context: Context) -> Page:
    """Make the page."""
    return BankPage(context)


class BankPage(Page):
    """Lines of statements with what they probably paid; each is taken over or put aside."""

    tables = ("bank_line", "payment", "allocation", "document")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = bank.WAITING
        self._proposals: dict[int, Proposal] = {}
        self.model = PagedModel(_columns(), self._fetch, self)
        self.model.spoken = lambda line: words.sentence(line.row, line.proposal)
        self.view = Table(self.ui, T("Lines of bank statements"))
        self.chips = Chips(self.ui, list(words.STATES.items()), T("Which lines"))
        self.banner = Banner(self.ui)
        self.chooser = Chooser(context)
        self.accept = self.ui.button(T("Note the payment"), "primary", clicked=self._accept)
        self.other = self.ui.button(T("Other invoices…"), "secondary", clicked=self._choose)
        self.aside = self.ui.button(T("Put aside"), "ghost", clicked=self._put_aside)
        self.back = self.ui.button(T("Look at it again"), "secondary", clicked=self._take_back)
        self.all_sure = self.ui.button("", "secondary", "check", clicked=self._accept_sure)
        self._count = self.ui.pill("")
        self._said = self.ui.label("", "body", wrap=True)
        self._progress = ProgressPanel(self.ui)
        self._nothing = EmptyState(self.ui, "")
        self._stack = QStackedWidget()
        self._foot = self.ui.surface("foot")
        self._build()
        self.setAcceptDrops(True)

    def show_address(self, address: Address) -> None:  # noqa: ARG002 - it has one only
        self.reload()
        self.view.setFocus()

    def commands(self) -> Sequence[Command]:
        return [
            Command("bank.read", T("Read a bank statement…"), self.ask, "Ctrl+Shift+O", "upload"),
            Command("bank.accept", T("Note the payment"), self._accept, "Ctrl+Return Ctrl+Enter"),
            Command("bank.other", T("Say which invoices a line paid"), self._choose, "F2"),
            Command("bank.aside", T("Put the line aside"), self._put_aside, "Del"),
            Command("bank.sure", T("Note all sure payments"), self._accept_sure),
        ]

    def panes(self) -> Sequence[QWidget]:
        return (self.view, self.chooser.view if self.chooser.isVisible() else self.accept)

    def reload(self) -> None:
        state = self._state
        self.context.ops.ask(self, lambda session: bank.look(session, state), self._on_read)

    def ask(self) -> None:
        """Open the file dialog."""
        dialog = file_dialog.ask(
            self,
            T("Choose the statement of your bank"),
            (T("Bank statements"), words.ENDINGS),
            folder=self.context.settings.note(_FOLDER) or str(Path.home()),
        )
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))

    def open_file(self, path: Path) -> None:
        """Bring the lines of *path* in."""
        self.context.settings.keep_note(_FOLDER, str(path.parent))
        self.banner.hide()
        progress = self.context.ops.run(
            self,
            lambda progress: opening.read(path, None, progress),
            reported=self._progress.report,
            done=lambda found: self._on_opened(path, *found),
            failed=self._on_failed,
        )
        self._progress.start(T("Reading {name}…", name=path.name), progress.cancel)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (path := _dropped(event.mimeData())) is not None:
            self.open_file(path)

    def _build(self) -> None:
        m = self.ui.m
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        upper = QVBoxLayout()
        upper.setContentsMargins(m.s5, m.s4 + m.s1, m.s5, m.s4)
        upper.setSpacing(m.s3)
        head = self.ui.row(m.s2)
        head.addWidget(self.ui.label(T("Bank statements"), "title", elide=True))
        head.addWidget(self._count)
        head.addStretch(1)
        read = self.ui.button(T("Read a statement…"), "secondary", "upload", clicked=self.ask)
        hint = T("CAMT.053 (XML), CSV or Excel, as your bank gives it")
        self.ui.explain(read, hint, "Ctrl+Shift+O")
        head.addWidget(read)
        upper.addLayout(head)
        filters = self.ui.row(m.s3)
        filters.addWidget(self.chips, 1)
        filters.addWidget(self.all_sure)
        upper.addLayout(filters)
        upper.addWidget(self.banner)
        upper.addWidget(self._progress)
        card, inner = self.ui.card()
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._stack)
        upper.addWidget(card, 1)
        column.addLayout(upper, 1)
        column.addWidget(self._build_foot())
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.chooser)
        self._stack.addWidget(self._nothing)
        self.view.show_model(self.model, _PURPOSE)
        self.view.fit_columns(_PURPOSE, _GIVE_WAY)
        self.view.horizontalHeader().setSectionsClickable(False)
        self._connect()

    def _build_foot(self) -> QFrame:
        m = self.ui.m
        row = self.ui.row(m.s2)
        row.setContentsMargins(m.s5, m.s3, m.s5, m.s3)
        self._foot.setLayout(row)
        row.addWidget(self._said, 1)
        for button in (self.accept, self.other, self.aside, self.back):
            row.addWidget(button)
        self.ui.explain(self.accept, T("Note the payment"), "Ctrl+Enter")
        self.ui.explain(self.other, T("Say which invoices a line paid"), "F2")
        self.ui.explain(self.aside, T("It pays no invoice"), "Del")
        return self._foot

    def _connect(self) -> None:
        self.view.opened.connect(lambda _row_id: self._accept())
        self.view.picked.connect(lambda _row_id: self._on_picked())
        self.chips.chosen.connect(self._on_state)
        self.chooser.chosen.connect(self._on_chosen)
        self.chooser.left.connect(self._end_choosing)

    def _fetch(self, ids: Sequence[int]) -> Mapping[int, _Line]:
        rows = self.context.ops.read(lambda session: bank.list_rows(session, ids))
        return {key: _Line(row, self._proposals.get(key)) for key, row in rows.items()}

    def _on_state(self, state: str) -> None:
        self._state = state
        self._end_choosing()
        self.reload()

    def _on_read(self, found: Look) -> None:
        ids = found.ids
        self._proposals = {proposal.line_id: proposal for proposal in found.proposals}
        place = max(self.view.currentIndex().row(), 0)
        self.view.refill(ids)
        self._count.setText(count_text(len(ids)))
        self._count.setVisible(bool(ids))
        sure = len(self._sure())
        self.all_sure.setText(
            str(TN("Note {count} sure payment", "Note {count} sure payments", sure))
        )
        self.all_sure.setVisible(bool(sure))
        if not ids:
            self._stack.setCurrentWidget(self._nothing)
            self._tell_nothing()
        elif self._stack.currentWidget() is self._nothing:
            self._stack.setCurrentWidget(self.view)
        if ids and not self.view.chosen_ids():  # the next line comes to the place of the last
            self.view.go_to(ids[min(place, len(ids) - 1)])
        if self._stack.currentWidget() is not self.chooser:
            self._on_picked()

    def _tell_nothing(self) -> None:
        self._nothing.clear_actions()
        hint = T("Bring in the statement of your bank, and see which invoices were paid.")
        self._nothing.set_words(words.NOTHING[self._state], hint)
        self._nothing.add_action(T("Read a statement…"), self.ask)

    def _on_picked(self) -> None:
        line = self._current()
        self._foot.setVisible(line is not None)
        if line is None:
            self._end_choosing()
            return
        is_waiting = line.row.state == bank.WAITING
        came = is_waiting and line.row.amount > 0
        has_proposal = line.proposal is not None and line.proposal.contact_id is not None
        has_invoices = line.proposal is not None and bool(line.proposal.invoices)
        self.accept.setVisible(came and (has_proposal or has_invoices))
        self.other.setVisible(came)
        self.aside.setVisible(is_waiting)
        self.back.setVisible(line.row.state == bank.IGNORED)
        self._said.setText(words.sentence(line.row, line.proposal))

    def _current(self) -> _Line | None:
        index = self.view.currentIndex()
        line: _Line | None = self.model.row_at(index.row()) if index.isValid() else None
        return line

    def _sure(self) -> list[Proposal]:
        return [one for one in self._proposals.values() if one.confidence == bank.SURE]

    def _accept(self) -> None:
        line = self._current()
        if line is not None and line.proposal is not None and not self.accept.isHidden():
            invoices = [invoice.id for invoice in line.proposal.invoices]
            self._pay(line.row.id, line.proposal.contact_id, invoices)

    def _pay(self, line_id: int, contact_id: int | None, invoices: Sequence[int]) -> None:
        self.context.ops.write(
            self,
            T("Note payment"),
            lambda session: bank.accept(session, line_id, contact_id, invoices),
            lambda _id: self.context.say(T("Payment noted"), undo=True),
        )

    def _accept_sure(self) -> None:
        sure = self._sure()
        if not sure:
            self.context.say(T("No line is sure."))
            return

        said = TN("{count} payment noted", "{count} payments noted", len(sure))
        label = TN("Note {count} payment", "Note {count} payments", len(sure))
        self.context.ops.write(
            self,
            label,
            lambda session: bank.accept_all(session, sure),
            lambda _none: self.context.say(said, undo=True),
        )

    def _choose(self) -> None:
        line = self._current()
        if line is not None and not self.other.isHidden():
            self._stack.setCurrentWidget(self.chooser)
            for button in (self.accept, self.other, self.aside):
                button.hide()
            self.chooser.show_for(line.row.currency)

    def _on_chosen(self, invoices: list[int]) -> None:
        line = self._current()
        self._end_choosing()
        if line is not None:
            self._pay(line.row.id, None, invoices)

    def _end_choosing(self) -> None:
        if self._stack.currentWidget() is self.chooser:
            self._stack.setCurrentWidget(self.view)
            self._on_picked()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_aside(self) -> None:
        ids = self.view.chosen_ids()
        if not ids or self._state != bank.WAITING:
            return
        said = TN("{count} line put aside", "{count} lines put aside", len(ids))
        self.context.ops.write(
            self,
            T("Put bank lines aside"),
            lambda session: bank.put_aside(session, ids),
            lambda _none: self.context.say(said, undo=True),
        )

    def _take_back(self) -> None:
        line = self._current()
        if line is None:
            return
        self.context.ops.write(
            self,
            T("Look at a bank line again"),
            lambda session: bank.take_back(session, line.row.id),
        )

    def _on_opened(self, path: Path, facts: FileFacts, lines: list[StatementLine]) -> None:
        self.context.ops.write(
            self,
            T("Read bank statement {name}", name=path.name),
            lambda session: bank.bring_in(session, lines),
            lambda found: self._on_brought_in(found, facts),
            self._on_failed,
        )

    def _on_brought_in(self, found: BroughtIn, facts: FileFacts) -> None:
        self._progress.finish()
        added = len(found.added)
        odd = words.warnings(facts.warnings)
        if not added:
            known = T("All lines of this statement were brought in before.")
            none = T("There is no booked line in this statement.")
            why = str(known if found.known else none)
            self.banner.show_message("\n".join([why, *odd]), "warning" if odd else "neutral")
            return
        if odd:
            self.banner.show_message("\n".join(odd), "warning")
        self.chips.choose(bank.WAITING)
        self._on_state(bank.WAITING)
        said = TN("{count} line brought in", "{count} lines brought in", added)
        self.context.say(said, undo=True)

    def _on_failed(self, error: BaseException) -> None:
        self._progress.finish()
        if not isinstance(error, Cancelled):
            self.banner.show_message(str(error), "danger")


def _columns() -> list[Column]:
    return [
        Column(str(T("Date")), lambda line: formats.day(line.row.date)),
        Column(str(T("From or to")), lambda line: line.row.name, is_words=True),
        Column(str(T("Purpose")), lambda line: line.row.purpose, is_words=True),
        Column(
            str(T("Amount")),
            lambda line: formats.money(line.row.amount, line.row.currency),
            right=True,
        ),
        Column(str(T("Probably paid")), lambda line: words.proposed(line.proposal), is_words=True),
        Column(
            str(T("How sure")),
            lambda line: words.confidence(line.row, line.proposal)[0],
            pill=lambda line: words.confidence(line.row, line.proposal)[1],
        ),
    ]


def _dropped(data: QMimeData) -> Path | None:
    """The one file that is dropped; None for anything else."""
    urls = data.urls()
    if len(urls) == 1 and urls[0].isLocalFile():
        return Path(urls[0].toLocalFile())
    return None
