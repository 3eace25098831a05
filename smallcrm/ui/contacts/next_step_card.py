"""The card with the next step of a contact or a deal: what is to be done, Done and Tomorrow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from smallcrm.core import clock, formats
from smallcrm.core.text import TN, T
from smallcrm.services import tasks
from smallcrm.services.tasks import TaskRow
from smallcrm.ui.shell.context import Context


def next_step_card(context: Context, step: TaskRow | None, add: Callable[[], object]) -> QFrame:
    """The card of *step*, None where nothing is planned; *add* begins a new task."""
    ui = context.ui
    card, layout = ui.card()
    head = ui.row()
    head.addWidget(ui.label(T("Next step"), "subtitle"), 1)
    layout.addLayout(head)
    if step is None:
        layout.addWidget(ui.label(T("Nothing is planned."), "body", "2", wrap=True))
        plan = ui.button(T("Plan a next step"), "link", clicked=add)
        layout.addWidget(plan, 0, Qt.AlignmentFlag.AlignLeft)
        return card
    words, kind = due_words(step, clock.today(), clock.now())
    if words:
        head.addWidget(ui.pill(words, kind))
    layout.addWidget(ui.label(step.title, wrap=True))
    row = ui.row(ui.m.s2)
    done = ui.button(T("Done"), "secondary", "check", clicked=lambda: _finish(context, step))
    done.setObjectName("next_step_done")
    row.addWidget(done)
    tomorrow = ui.button(T("Tomorrow"), "ghost", clicked=lambda: _postpone(context, step))
    row.addWidget(tomorrow)
    row.addStretch(1)
    layout.addLayout(row)
    return card


def due_words(step: TaskRow, today: date, now: datetime) -> tuple[str, str]:
    """When it is due, on the wall of this computer, and the kind of the pill; both may be empty."""
    instant = step.instant
    if instant is None:
        return "", "neutral"
    local = clock.local(instant) if step.has_time else datetime.fromisoformat(step.due)
    days = (local.date() - today).days
    is_late = days < 0 or (step.has_time and instant <= now)
    when = formats.time_of_day(local) if step.has_time else ""
    if days < 0:
        return str(TN("{count} day late", "{count} days late", -days)), "danger"
    if days == 0:
        words = T("Today {time}", time=when) if when else T("Today")
        return str(words), "danger" if is_late else "accent"
    if days == 1:
        return str(T("Tomorrow {time}", time=when) if when else T("Tomorrow")), "neutral"
    return formats.recent(local.replace(tzinfo=local.tzinfo or UTC), today), "neutral"


def _finish(context: Context, step: TaskRow) -> None:
    context.ops.write(
        context,
        T("Done: {title}", title=step.title),
        lambda session: tasks.finish_task(session, step.id),
        done=lambda _none: context.say(T("Done: {title}", title=step.title), undo=True),
    )


def _postpone(context: Context, step: TaskRow) -> None:
    today = clock.today()
    context.ops.write(
        context,
        T("Put off: {title}", title=step.title),
        lambda session: tasks.postpone_task(session, step.id, today),
        done=lambda _none: context.say(T("Put off until tomorrow"), undo=True),
    )
