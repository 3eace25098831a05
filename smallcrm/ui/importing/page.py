"""Bring a file in: choose it, look at it, bring it in, take it back."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from smallcrm.core.errors import Cancelled, UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import history
from smallcrm.services.exchange.calendars.opening import is_calendar
from smallcrm.services.exchange.drafts import CALLS, CONTACTS, DEALS, PRODUCTS
from smallcrm.services.exchange.importing import rejects
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.importing.earlier import list_earlier
from smallcrm.services.exchange.importing.forecast import Forecast
from smallcrm.services.exchange.importing.report import ImportReport
from smallcrm.services.exchange.importing.tally import Double
from smallcrm.services.exchange.reading.inspection import not_understood
from smallcrm.ui import file_dialog
from smallcrm.ui.contact_lists.asked import EVERYBODY, IMPORT, address_with
from smallcrm.ui.importing.calendar_pane import CalendarPane
from smallcrm.ui.importing.calls_pane import CallsPane
from smallcrm.ui.importing.choose_pane import KEPT, ChoosePane
from smallcrm.ui.importing.compare_pane import ComparePane
from smallcrm.ui.importing.differences_pane import DifferencesPane
from smallcrm.ui.importing.differing import Differing
from smallcrm.ui.importing.file_look import FileLook, Looked
from smallcrm.ui.importing.memory import MappingMemory
from smallcrm.ui.importing.preview_pane import PreviewPane
from smallcrm.ui.importing.result_pane import ResultPane
from smallcrm.ui.kept import kept_words
from smallcrm.ui.shell import incoming
from smallcrm.ui.shell.address import Address
from smallcrm.ui.shell.commands import Command
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.widgets import keyboard

_RESULT = "result"
_JOINING = (OnDouble.FILL, OnDouble.OVERWRITE, OnDouble.SKIP)


def create(context: Context) -> Page:
    """Make the page.

    All services are loaded by now and stay. Without looking through them again, collecting
    garbage while a file is read holds the window up for 20 ms instead of 120 (measured).
    """
    page = ImportPage(context)
    gc.freeze()
    return page


class ImportPage(Page):
    """Four panes, one shown at a time; the work is done in threads and can be stopped.

    ``crm://import`` asks for a file, ``crm://import/PATH`` (percent-encoded) shows that file;
    ``crm://import/calls`` asks for a list of calls, ``crm://import/PATH/calls`` shows one.
    ``crm://import/PATH/result`` is what became of the file that came in last.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._looked: Looked | None = None
        self._forecast: Forecast | None = None
        self._report: ImportReport | None = None
        self._brought_in = ""  # the path of the file that the report is about
        self._is_undone = False
        self._storing: Progress | None = None
        self._memory = MappingMemory(context.settings)
        self.look = FileLook(context.ops, self)
        self.choose = ChoosePane(self.ui, context.settings)
        self.preview = PreviewPane(self.ui, context.settings)
        self.compare = ComparePane(self.ui)
        self.result = ResultPane(self.ui)
        self.calendar = CalendarPane(context)
        self.calls = CallsPane(context)
        self.differences = DifferencesPane(self.ui)
        self._stack = QStackedWidget()
        self._differing = Differing(self.context, self.differences, self)
        self._build()
        self._connect()

    def show_address(self, address: Address) -> None:
        if self._storing is not None or self._differing.is_storing or self.calls.is_storing:
            return  # what is being brought in stays on screen
        if address.parts == (CALLS,):
            self._ask_for_file()
            self.choose.ask_for_calls()
        elif address.parts[1:] == (CALLS,):
            self._show_calls(Path(unquote(address.parts[0])))
        elif address.parts[1:] == (_RESULT,) and unquote(address.parts[0]) == self._brought_in:
            self._forget_file()
            self._stack.setCurrentWidget(self.result)
        elif address.parts:
            self._look_at(Path(unquote(address.parts[0])))
        else:
            self._ask_for_file()

    def leave(self) -> bool:
        if self._storing is None:  # who comes back has the file read again
            self._forget_file()
        return True

    def commands(self) -> Sequence[Command]:
        accept = T("Import this file")
        choose = T("Choose a file to import")
        return [
            Command("import.accept", accept, self._accept, "Ctrl+Return Ctrl+Enter", "check"),
            Command("import.choose", choose, self.choose.ask, "", "folder"),
        ]

    def panes(self) -> Sequence[QWidget]:
        if self._stack.currentWidget() is self.preview:
            table = self.preview.records.table
            return (self.preview.columns, table, self.preview.accept_button)
        if self._stack.currentWidget() is self.differences:
            return (self.differences.table, self.differences.accept_button)
        if self._stack.currentWidget() is self.calendar:
            return (self.calendar.accept_button,)
        if self._stack.currentWidget() is self.calls:
            return (self.calls.columns, self.calls.accept_button)
        return (self.choose.open_button,)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for pane in (
            self.choose,
            self.preview,
            self.compare,
            self.result,
            self.differences,
            self.calendar,
            self.calls,
        ):
            self._stack.addWidget(pane)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.choose.chosen.connect(lambda name: self._open(incoming.address_of(Path(name))))
        self.choose.calls_chosen.connect(
            lambda name: self._open(f"{incoming.address_of(Path(name))}/{CALLS}")
        )
        self.choose.earlier.wanted.connect(self._open)
        self.choose.earlier.undone.connect(self._take_back)
        self.choose.pasted.connect(lambda: incoming.paste(self.context))
        self.look.started.connect(self._on_reading)
        self.look.reported.connect(self.preview.progress.report)
        self.look.looked.connect(self._on_looked)
        self.look.foreseen.connect(self._on_foreseen)
        self.look.failed.connect(self._on_unread)
        self.preview.option_changed.connect(self._on_option)
        self.preview.remapped.connect(self.look.remap)
        self.preview.columns.treated.connect(self._foresee)
        self.preview.mended.connect(self.look.mend)
        self.preview.accepted.connect(self._accept)
        self.preview.left.connect(lambda: self._open("crm://import"))
        self.preview.doubles.compared.connect(self._on_compare)
        self.preview.doubles.chosen.connect(self._foresee)
        self.compare.left.connect(self._on_compared)
        self._differing.shown.connect(lambda: self._stack.setCurrentWidget(self.differences))
        self._differing.applied.connect(self._on_applied)
        self._differing.passed.connect(self._foresee)
        self.differences.imported.connect(self._import_plainly)
        self.differences.accepted.connect(self._differing.accept)
        self.differences.left.connect(lambda: self._open("crm://import"))
        self.result.undone.connect(self._undo)
        self.context.ops.changed.connect(self._look_whether_undone)
        self.context.ops.changed.connect(self._list_earlier)
        self.result.shown.connect(self._show_contacts)
        self.result.saved.connect(self._ask_where_to_save)
        self.result.wanted.connect(self._show_double)
        self.calendar.left.connect(lambda: self._open("crm://import"))
        self.calendar.failed.connect(self._on_unreadable)
        self.calls.left.connect(lambda: self._open("crm://import"))
        self.calls.failed.connect(self._on_unreadable)
        self.calls.mistaken.connect(self._on_contacts)
        self.result.again.connect(lambda: self._open("crm://import"))

    def _open(self, address: str) -> None:
        self.context.open(address)

    def _show_calls(self, path: Path) -> None:
        """It is a list of a telephone system: another pane is for it."""
        self._forget_file()
        self._stack.setCurrentWidget(self.calls)
        self.calls.start(path)

    def _on_contacts(self) -> None:
        """What looked like a list of calls is one of contacts."""
        self.calls.stop()
        path = self.calls.look.path
        self._show_preview(path)
        self.look.start(path, what=CONTACTS)

    def _on_option(self, name: str, value: object) -> None:
        if name == "what" and value == CALLS:
            self._show_calls(self.look.path)
        else:
            self.look.say(name, value)

    def _ask_for_file(self) -> None:
        self._forget_file()
        self.calls.stop()
        self.choose.banner.hide()
        self._list_earlier()
        self._stack.setCurrentWidget(self.choose)
        self.choose.open_button.setFocus()

    def _list_earlier(self) -> None:
        """List what came in before, as it stands by now."""
        query = partial(list_earlier, limit=KEPT)
        self.context.ops.query(self, query, self.choose.show_earlier)

    def _forget_file(self) -> None:
        """The file that was looked at is not wanted any more: nothing goes on for it."""
        self.look.forget()
        if self._looked is not None:
            self._looked.preview.end_preparing()
            self._looked = None

    def _look_at(self, path: Path) -> None:
        self._forget_file()
        if is_calendar(path):
            self._stack.setCurrentWidget(self.calendar)
            self.calendar.start(path)
            return
        self._show_preview(path)
        self.look.start(path)

    def _show_preview(self, path: Path) -> None:
        self._differing.forget()
        self.compare.forget()
        self.preview.show_nothing(incoming.shown_name(path))
        self._stack.setCurrentWidget(self.preview)

    def _on_reading(self) -> None:
        self.preview.banner.hide()
        self.preview.set_busy(busy=True)
        words = T("Reading {name}", name=incoming.shown_name(self.look.path))
        self.preview.progress.start(words, self.look.stop)

    def _on_looked(self, looked: Looked) -> None:
        if looked.preview.facts.holds == CALLS:
            self.preview.progress.finish()
            self._show_calls(self.look.path)
            return
        is_first = self._looked is None
        self._looked = looked
        if is_first:
            known = self._memory.recall(looked.preview.facts)
            self.preview.columns.treat(known.policies)
            if known.mapping:
                self.look.say("mapping", known.mapping)
                return
        self.preview.progress.finish()
        name = incoming.shown_name(self.look.path)
        self.preview.show_preview(name, looked.preview, looked.records, self.look.options.dates)
        self.preview.set_busy(busy=False)
        if not looked.preview.facts.is_understood:
            self.preview.banner.show_message(
                str(not_understood(looked.preview.facts)), "warning", closable=False
            )
        if not self._differing.take(self.look, looked.preview.facts, self.preview.progress):
            self._foresee()

    def _foresee(self) -> None:
        """Find out what the import would do, as it is to be done by now."""
        self._forecast = None
        if self._looked is not None:
            self.preview.wait_for_forecast()
            self.look.foresee(self._looked.preview, self._wishes())

    def _wishes(self) -> Wishes:
        on_double = self.preview.doubles.on_double
        joined = self.compare.joined if on_double in _JOINING else None
        name, policies = incoming.shown_name(self.look.path), self.preview.columns.policies
        apart = self.compare.apart if on_double in _JOINING else ()
        return Wishes(name, on_double, joined, apart, policies=policies)

    def _on_foreseen(self, found: Forecast) -> None:
        self._forecast = found
        self.preview.show_forecast(found, self.compare.decided)
        self.preview.focus_next()

    def _on_unread(self, error: BaseException) -> None:
        self.preview.progress.finish()
        self.preview.set_busy(busy=False)
        if self._looked is None:  # there is nothing to show: ask for another file
            self._ask_for_file()
        if isinstance(error, UserError):
            pane = self.choose if self._looked is None else self.preview
            pane.banner.show_message(str(error), "danger")
        elif not isinstance(error, Cancelled):
            self.context.fail(self, error)

    def _on_compare(self) -> None:
        if self._forecast is not None:
            self._stack.setCurrentWidget(self.compare)
            self.compare.show_pairs(self._forecast.pairs)

    def _on_compared(self) -> None:
        self._stack.setCurrentWidget(self.preview)
        self._foresee()

    def _import_plainly(self) -> None:
        """A list of ours comes in like any other one."""
        self._differing.decline()
        self._stack.setCurrentWidget(self.preview)
        self._foresee()

    def _on_applied(self, report: ImportReport, headline: str) -> None:
        self._show_result(report)
        self.result.say(headline)

    def _on_unreadable(self, words: str) -> None:
        self._ask_for_file()
        self.choose.banner.show_message(words, "danger")

    def _accept(self) -> None:
        if self._stack.currentWidget() is self.calendar:
            self.calendar.accept()
            return
        if self._stack.currentWidget() is self.calls:
            self.calls.accept()
            return
        if self._stack.currentWidget() is self.differences:
            self._differing.accept()
            return
        if self._looked is None or not self.preview.accept_button.isEnabled():
            return
        preview, wishes = self._looked.preview, self._wishes()
        self.preview.banner.hide()
        self.preview.set_busy(busy=True)
        self.preview.progress.start(T("Bringing in {name}", name=wishes.file), self._stop_storing)
        self.preview.show_at_once()
        self._storing = self.context.ops.work_on_file(
            self,
            lambda database, progress: bring_in(database, preview, wishes, progress),
            reported=self.preview.progress.report,
            done=self._on_stored,
            failed=self._on_not_stored,
            awaited=T("Bringing in {name}", name=wishes.file),
        )

    def _stop_storing(self) -> None:
        if self._storing is not None:
            self._storing.cancel()

    def _on_stored(self, report: ImportReport) -> None:
        self._end_storing()
        columns = self.preview.columns
        self._memory.keep(report.facts, self.look.options.mapping, columns.treated_by_number)
        self._show_result(report)

    def _show_result(self, report: ImportReport) -> None:
        self._forget_file()
        self._report, self._is_undone = report, False
        self._brought_in = str(self.look.path)
        if not incoming.is_pasted(self.look.path):
            self.choose.remember(self.look.path)
        self.result.show_report(report)
        self._stack.setCurrentWidget(self.result)
        self.renamed.emit(f"{incoming.address_of(self.look.path)}/{_RESULT}")
        keyboard.offer(self.result.show_button, self)

    def _on_not_stored(self, error: BaseException) -> None:
        self._end_storing()
        if isinstance(error, Cancelled):
            words = T("The import was stopped. Nothing was changed.")
            self.preview.banner.show_message(words, "neutral")
        elif isinstance(error, UserError):
            self.preview.banner.show_message(str(error), "danger")
        else:
            self.context.fail(self, error)

    def _end_storing(self) -> None:
        self._storing = None
        self.preview.progress.finish()
        self.preview.set_busy(busy=False)

    def _look_whether_undone(self) -> None:
        """Somebody may have taken the import back, or done it again, elsewhere in the window."""
        report = self._report
        if report is not None and report.action is not None:
            action = report.action
            self.context.ops.query(
                self,
                lambda session: history.list_kept(session, action),
                lambda kept: self._show_turned(kept) if self._report is report else None,
            )

    def _show_turned(self, kept: list[int] | None) -> None:
        if kept is not None and not self._is_undone:
            self._show_undone(kept)
        elif kept is None and self._is_undone and self._report is not None:
            self._is_undone = False
            self.result.show_report(self._report)

    def _undo(self) -> None:
        if self._report is not None:
            self.result.undo_button.setEnabled(False)
            self.context.ops.undo(self, self._on_undone, self._on_not_undone, self._report.action)

    def _on_undone(self, undone: Any) -> None:
        self._show_undone([kept.id for kept in undone.kept if kept.table == "contact"])

    def _take_back(self, action: int) -> None:
        """Undo an import that was before."""
        self.context.ops.undo(self, self._on_taken_back, partial(self.context.fail, self), action)

    def _on_taken_back(self, undone: Any) -> None:
        ids = [kept.id for kept in undone.kept if kept.table == "contact"]
        kept = kept_words(self.context.ops, ids)
        self.context.say(T("The import was taken back.") if kept is None else kept)

    def _show_undone(self, ids: list[int]) -> None:
        self._is_undone = True
        self.result.show_undone(kept_words(self.context.ops, ids))

    def _on_not_undone(self, error: BaseException) -> None:
        self.result.undo_button.setEnabled(True)
        self.context.fail(self, error)

    def _show_contacts(self) -> None:
        if self._report is not None:
            self._open(_place_of(self._report))

    def _show_double(self, double: Double) -> None:
        """Whom rows may be, or all possible doubles where they are one among themselves."""
        is_product = self._report is not None and self._report.facts.holds == PRODUCTS
        if not is_product:
            key = double.existing
            self._open("crm://doubles" if key is None else f"crm://contact/{key}")

    def _ask_where_to_save(self) -> None:
        path = self.look.path
        name = T("{name}, left out.xlsx", name=Path(incoming.shown_name(path)).stem)
        folder = Path.home() if incoming.is_pasted(path) else path.parent
        dialog = file_dialog.ask(
            self,
            T("Save the rows that were left out"),
            (T("Excel files"), "*.xlsx"),
            folder=str(folder),
            name=str(name),
            is_new=True,
        )
        dialog.fileSelected.connect(lambda out: self.save_left_out(Path(out)))

    def save_left_out(self, out: Path) -> None:
        """Write the rows that were left out, and why, to *out*."""
        if self._report is None:
            return

        def done(_count: int) -> None:
            self.result.progress.finish()
            self.context.say(T("{name} is saved.", name=out.name))

        def failed(error: BaseException) -> None:
            self.result.progress.finish()
            self.context.fail(self, error)

        self.result.progress.start(T("Saving {name}", name=out.name))
        save = partial(rejects.save, out, self.look.path, self.look.options, self._report)
        self.context.ops.run(self, save, done=done, failed=failed)


def _place_of(report: ImportReport) -> str:
    """Where that stands which came in."""
    if report.facts.holds == PRODUCTS:
        return "crm://products"
    if report.facts.holds == DEALS and report.rows == 1:
        return f"crm://contact/{report.first}/deals"
    if report.created + report.updated + report.unchanged == 1:
        return f"crm://contact/{report.first}"
    chip = EVERYBODY if report.action is None else f"{IMPORT}{report.action}"
    return address_with("crm://contacts", chip)
