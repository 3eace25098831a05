"""Leads: the list at the left, the one that is chosen at the right; files may be dropped on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from smallcrm.core.errors import Cancelled, NotFound
from smallcrm.core.text import TN, T
from smallcrm.services import arriving, leads, settings
from smallcrm.services.arriving import Opened
from smallcrm.services.leads import BroughtIn, LeadDraft, LeadRow
from smallcrm.ui import file_dialog
from smallcrm.ui.calling.phone_menu import Reached, phone_button
from smallcrm.ui.leads import addresses
from smallcrm.ui.leads.deeds import LeadDeeds
from smallcrm.ui.leads.detail import LeadDetail
from smallcrm.ui.leads.erase_dialog import EraseLeadDialog
from smallcrm.ui.leads.form import LeadDialog
from smallcrm.ui.leads.list_dialog import ListDialog
from smallcrm.ui.leads.list_pane import LeadList
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets.banner import Banner
from smallcrm.ui.widgets.breakpoints import Breakpoints
from smallcrm.ui.widgets.progress_panel import ProgressPanel

_NARROW = 1180
_FOLDER = "leads.folder"
_ALWAYS = ("edit", "contact", "deal", "erase")  # what can be done with a lead that is over
_FILE, _NEW = "file", "new"  # crm://leads/file/PATH, crm://lead/new


def create(context: Context) -> Page:
    """Make the page."""
    return LeadsPage(context)


class LeadsPage(Page):
    """``crm://leads``, with a state the leads in it; ``crm://lead/12``, ``crm://lead/new``."""

    tables: ClassVar[tuple[str, ...]] = ("lead", "staff", "campaign", "activity")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list = LeadList(context)
        self.detail = LeadDetail(self.ui, phone_button(context, self._reached))
        self.banner = Banner(self.ui)
        self.deeds = LeadDeeds(context, self)
        self._progress = ProgressPanel(self.ui)
        self._stack = QStackedWidget()
        self._blank = QWidget()
        self._is_narrow = False
        self._breakpoints = Breakpoints(context.theme, self)
        self._breakpoints.below(_NARROW, self._on_narrow)
        self._build()
        self.setAcceptDrops(True)

    def show_address(self, address: Address) -> None:
        if address.kind == "lead" and address.parts[:1] == (_NEW,):
            self.list.reload()
            self._open_new(unquote(address.parts[1]) if len(address.parts) > 1 else "")
        elif address.id:
            self._show_lead(address.id)
        elif address.parts[:1] == (_FILE,) and len(address.parts) > 1:
            self.open_file(Path(unquote(address.parts[1])))
        else:
            state = address.parts[0] if address.parts else ""
            self.list.show_state(state if state in leads.STATES else self.list.state)
        self.list.view.setFocus()

    def headline(self) -> str:
        row = self.list.current()
        return "" if row is None else row.title

    def commands(self) -> Sequence[Command]:
        return [
            Command("leads.new", T("New lead"), self._open_new, "Ctrl+N", "person_add",
                    listed=False),
            Command("leads.import", T("Bring in leads from a file…"), self.ask, "Ctrl+Shift+O",
                    "upload"),
            Command("leads.paste", T("Paste leads"), self.paste, "", "paste"),
            Command("leads.convert", T("Make a deal of the lead"), self._doing("convert"),
                    "Ctrl+Return Ctrl+Enter", "check"),
            Command("leads.call", T("Call"), self._doing("call"), "Ctrl+Shift+C", "phone"),
            Command("leads.mail", T("Write an email"), self._doing("mail"), "Ctrl+E", "mail"),
            Command("leads.answer", T("Note that the lead was answered"), self._doing("answer"),
                    "Ctrl+D", "check"),
            Command("leads.dismiss", T("Dismiss the lead"), self._doing("dismiss"), "Del"),
            Command("leads.edit", T("Edit"), self._doing("edit"), "F2", "edit"),
            Command("leads.bin", T("Move to the bin"), self._doing("bin"), "Shift+Del", "bin"),
            Command("leads.erase", T("Erase the lead for good…"), self._doing("erase"), "",
                    "trash"),
            Command("leads.next", T("Next lead"), lambda: self._step(1), "Ctrl+Down"),
            Command("leads.before", T("Previous lead"), lambda: self._step(-1), "Ctrl+Up"),
        ]  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self.detail) if self._is_shown() else (self.list,)

    def start_filter(self) -> None:
        self.list.search.setFocus()
        self.list.search.selectAll()

    def reload(self) -> None:
        self.list.reload()

    def ask(self) -> None:
        """Open the file dialog."""
        patterns = " ".join(f"*{ending}" for ending in arriving.ENDINGS)
        dialog = file_dialog.ask(
            self,
            T("Choose a list or a message"),
            (T("Lists and messages"), patterns),
            folder=self.context.settings.note(_FOLDER) or str(Path.home()),
        )
        dialog.fileSelected.connect(lambda name: self.open_file(Path(name)))

    def open_file(self, path: Path) -> None:
        """Bring in the leads of *path*."""
        self.context.settings.keep_note(_FOLDER, str(path.parent))
        self.banner.hide()
        country = self.context.ops.read(settings.get_business).country
        progress = self.context.ops.run(
            self,
            lambda progress: arriving.open_file(path, country, progress),
            reported=self._progress.report,
            done=lambda opened: self._on_read(path, opened),
            failed=self._on_failed,
        )
        self._progress.start(T("Reading {name}…", name=path.name), progress.cancel)

    def paste(self) -> None:
        """Bring in what was copied: cells with headings, the text of a message, or a file."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        path = None if data is None else _dropped(data)
        if path is not None:
            self.open_file(path)
            return
        country = self.context.ops.read(settings.get_business).country
        drafts = arriving.read_pasted("" if data is None else data.text(), country)
        if not drafts:
            self.context.say(T("There is nothing on the clipboard. Copy a message or rows first."))
        elif len(drafts) == 1 and not drafts[0].origin_key:
            LeadDialog(self.context, None, self.window(), drafts[0]).open()
        else:
            self._on_opened(str(T("Clipboard")), drafts)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (path := _dropped(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._breakpoints.look(self.width())

    def _build(self) -> None:
        m = self.ui.m
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        right = self.ui.column(0)
        above = self.ui.column(m.s2)
        above.setContentsMargins(m.s5, m.s3, m.s5, 0)
        above.addWidget(self.banner)
        above.addWidget(self._progress)
        right.addLayout(above)
        right.addWidget(self._stack, 1)
        layout.addLayout(right, 1)
        self._stack.addWidget(self._blank)
        self._stack.addWidget(self.detail)
        self._fill_menu()
        self.list.nothing.add_action(T("New lead"), self._open_new)
        self.list.picked.connect(self._on_picked)
        self.list.filled.connect(self._show_current)
        self.list.view.pasted.connect(self.paste)
        self.list.view.opened.connect(lambda _id: self.detail.setFocus())
        self.detail.wanted.connect(self._do)
        self.detail.given.connect(self._on_given)
        self.detail.said.connect(self._on_said)
        self.context.who_chosen.connect(self.list.start_anew)
        self.context.theme.changed.connect(self._fit)
        self._fit()

    def _fill_menu(self) -> None:
        ui, menu, context = self.ui, self.list.menu, self.context
        ui.action(menu, T("New lead"), "person_add", self._open_new)
        ui.action(menu, T("Bring in leads from a file…"), "upload", self.ask)
        ui.action(menu, T("Paste leads"), "paste", self.paste)
        menu.addSeparator()
        ui.action(
            menu, T("Campaigns and sources"), "megaphone", lambda: context.open(addresses.CAMPAIGNS)
        )
        ui.action(
            menu, T("Who gets new leads…"), "settings", lambda: context.open(addresses.SETTINGS)
        )

    def _fit(self) -> None:
        m = self.ui.m
        width = m.list_pane_min if self._is_narrow else m.list_pane
        self.list.setFixedWidth(self.ui.theme.size(width))

    def _on_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - called by Breakpoints
        self._is_narrow = narrow
        self._fit()

    def _is_shown(self) -> bool:
        return self._stack.currentWidget() is self.detail

    def _show_lead(self, lead_id: int) -> None:
        try:
            self.list.show_lead(lead_id)
        except NotFound as error:
            self.context.say(str(error))
            self.list.reload()
            return
        self._show_current()

    def _show_current(self) -> None:
        row = self.list.current()
        if row is None:
            self._stack.setCurrentWidget(self._blank)
            return
        self.detail.show_lead(row, self.list.people)
        self._stack.setCurrentWidget(self.detail)

    def _on_picked(self, lead_id: int) -> None:
        self._show_current()
        if lead_id:
            self.moved.emit(addresses.of(lead_id))

    def _step(self, step: int) -> None:
        place = self.list.view.currentIndex().row() + step
        if 0 <= place < self.list.model.rowCount():
            self.list.view.setCurrentIndex(self.list.model.index(place, 0))

    def _doing(self, name: str) -> Callable[[], None]:
        return lambda: self._do(name)

    def _do(self, name: str) -> None:
        """Do the deed called *name* with the lead on screen, or with all that are chosen."""
        row, ids = self.list.current(), self.list.chosen()
        if row is None:
            return
        is_open = row.state in (leads.NEW, leads.ANSWERED)
        many: dict[str, Callable[[Sequence[int]], object]] = {
            "dismiss": self.deeds.dismiss,
            "reopen": self.deeds.take_back,
            "bin": self.deeds.archive,
            "restore": self.deeds.restore,
        }
        one: dict[str, Callable[[LeadRow], object]] = {
            "call": self.deeds.call,
            "mail": self.deeds.mail,
            "convert": self.deeds.convert,
            "edit": self._edit,
            "erase": self._erase,
            "contact": self._open_contact,
            "deal": self._open_deal,
            "answer": self._answer,
        }
        if name in many and not (name == "dismiss" and not is_open):
            many[name](ids or [row.id])
        elif name in one and (is_open or name in _ALWAYS):
            one[name](row)

    def _reached(self) -> Reached | None:
        row = self.list.current()
        return None if row is None else self.deeds.reached(row)

    def _answer(self, row: LeadRow) -> None:
        self.deeds.answer(row, "", T("The first answer is noted"))

    def _edit(self, row: LeadRow) -> None:
        if row.deleted_at is None:
            LeadDialog(self.context, row, self.window()).open()

    def _erase(self, row: LeadRow) -> None:
        if row.contact_id is None:
            EraseLeadDialog(self.context, row, self.window()).open()

    def _open_contact(self, row: LeadRow) -> None:
        if row.contact_id is not None:
            self.context.open(f"crm://contact/{row.contact_id}")

    def _open_deal(self, row: LeadRow) -> None:
        if row.deal_id is not None:
            self.context.open(f"crm://deal/{row.deal_id}")

    def _open_new(self, phone: str = "") -> None:
        LeadDialog(self.context, None, self.window(), LeadDraft(phone=phone)).open()

    def _on_given(self, key: str) -> None:
        row = self.list.current()
        if row is not None:
            staff_id = int(key) if key else None
            ids = self.list.chosen() or [row.id]
            self.deeds.assign(ids, staff_id, self.detail.owner.currentText())

    def _on_said(self, said: str) -> None:
        row = self.list.current()
        if row is not None:
            self.deeds.answer(row, "note", T("The answer is noted"), said)

    def _on_read(self, path: Path, opened: Opened) -> None:
        """A message comes in at once; of a list is asked what its columns hold."""
        bring_in = partial(self._on_opened, path.name)
        if not opened.columns:
            bring_in(opened.drafts)
            return
        self._progress.finish()
        ListDialog(self.context, path, opened, bring_in, self.window()).open()

    def _on_opened(self, name: str, drafts: Sequence[LeadDraft]) -> None:
        label = T("Bring in leads from {name}", name=name)
        self.deeds.bring_in(drafts, label, self._on_brought_in)

    def _on_brought_in(self, done: BroughtIn) -> None:
        self._progress.finish()
        count = len(done.added)
        if not count:
            known = T("All of these were brought in before.")
            none = T("There is nobody in this file who asked for anything.")
            self.banner.show_message(known if done.known else none)
            return
        self.context.say(
            TN("{count} lead brought in", "{count} leads brought in", count), undo=True
        )
        self._show_lead(done.added[0])

    def _on_failed(self, error: BaseException) -> None:
        self._progress.finish()
        if not isinstance(error, Cancelled):
            self.banner.show_message(str(error), "danger")


def _dropped(data: QMimeData) -> Path | None:
    """The first file that is dragged or copied and may hold leads."""
    for url in data.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() in arriving.ENDINGS and path.is_file():
            return path
    return None
