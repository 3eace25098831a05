"""How tasks remind on this computer: quiet hours, beside the clock, from the start of a session."""

from __future__ import annotations

from datetime import time

from smallcrm.core.text import T, Text
from smallcrm.ui.reminding import autostart, quiet, tray
from smallcrm.ui.reminding.reminding import STAYS, YES
from smallcrm.ui.settings_page.fields import TASKS
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.tick import Tick


def create(context: Context) -> Section:
    """Make the section."""
    return TasksSection(context)


class TasksSection(Section):
    """What stays on this computer; others have their own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Tasks and reminders"))
        self.begin, self.end = LineEdit(), LineEdit()
        self.stays = Tick(TASKS["stays"])
        self.autostart = Tick(TASKS["autostart"])
        self._build()
        self.reload()

    def reload(self) -> None:
        settings = self.context.settings
        begin, end = quiet.hours(settings)
        self.begin.set_value(f"{begin:%H:%M}")
        self.end.set_value(f"{end:%H:%M}")
        self.stays.set_value(settings.note(STAYS) == YES)
        self.autostart.set_value(autostart.is_on())

    def leave(self) -> bool:
        self.begin.commit()
        self.end.commit()
        return True

    def _build(self) -> None:
        ui = self.ui
        hours = self.card(T("Quiet hours"))
        words = T(
            "Reminders that come meanwhile wait until the end, and then come in one window. "
            "They wait too while something fills the whole screen. "
            "The same time in both: no quiet hours."
        )
        hours.addWidget(ui.label(words, "body", "2", wrap=True))
        row = self.beside(
            (self.field("quiet_from", TASKS, self.begin), 1),
            (self.field("quiet_until", TASKS, self.end), 1),
        )
        hours.addLayout(row)
        there = self.card(T("Always there"))
        for name, tick, text in (
            ("stays", self.stays, self._about_tray()),
            (
                "autostart",
                self.autostart,
                T(
                    "For you alone, without its window: SmallCRM waits beside the clock and "
                    "reminds you. On desktops without such a place its window opens."
                ),
            ),
        ):
            tick.setObjectName(name)
            there.addWidget(tick)
            there.addWidget(ui.label(text, "body", "2", wrap=True))
        self.begin.committed.connect(lambda text: self._keep_hour("quiet_from", quiet.FROM, text))
        self.end.committed.connect(lambda text: self._keep_hour("quiet_until", quiet.UNTIL, text))
        self.stays.committed.connect(self._keep_stays)
        self.autostart.committed.connect(self._keep_autostart)
        self.stays.setEnabled(tray.is_there())

    def _about_tray(self) -> Text:
        if tray.is_there():
            return T(
                "The window is hidden and tasks go on reminding you; the menu of the icon ends "
                "SmallCRM."
            )
        return T("This desktop has no place for icons beside the clock.")

    def _keep_hour(self, name: str, note: str, text: str) -> None:
        try:
            hour = time.fromisoformat(text.strip().rjust(5, "0"))
        except ValueError:
            sentence = T("“{typed}” is not a time. Write it like this: 21:00.", typed=text)
            self.fields[name].set_error(str(sentence))
            return
        self.fields[name].clear_error()
        self.context.settings.keep_note(note, f"{hour:%H:%M}")
        self.state.finish()
        self.reload()

    def _keep_stays(self, ticked: bool) -> None:  # noqa: FBT001 - the value of an editor
        self.context.settings.keep_note(STAYS, YES if ticked else "")
        self.state.finish()

    def _keep_autostart(self, ticked: bool) -> None:  # noqa: FBT001
        try:
            autostart.turn(on=ticked)
        except OSError as error:
            self.autostart.set_value(not ticked)
            self.context.fail(self, error)
        else:
            self.state.finish()
