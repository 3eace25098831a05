"""What is done with tasks, wherever they are shown: one action, one sentence, one undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from smallcrm.core import clock, formats
from smallcrm.core.errors import NotFound
from smallcrm.core.text import TN, T, Text
from smallcrm.services import tasks
from smallcrm.services.tasks import snoozing
from smallcrm.ui.shell.context import Context


class Deeds(QObject):
    """Runs a service on the chosen tasks and says what happened."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def finish(self, ids: Sequence[int]) -> None:
        """Mark tasks as done."""
        said = self._name(ids, lambda title: T("Done: {title}", title=title)) or TN(
            "{count} task is done.", "{count} tasks are done.", len(ids)
        )
        self._do(ids, tasks.finish_tasks, said)

    def reopen(self, ids: Sequence[int]) -> None:
        """Mark tasks as not done after all."""
        said = TN("{count} task is to be done again.", "{count} tasks are to be done again.",
                  len(ids))  # fmt: skip
        self._do(ids, tasks.reopen_tasks, said)

    def snooze(self, ids: Sequence[int], choice: str) -> None:
        """Put tasks off until one of ``snoozing.CHOICES``."""
        until = snoozing.until(choice, clock.now())
        wall = clock.local(until)
        time = formats.time_of_day(wall)
        if wall.date() != clock.today():
            time = f"{formats.list_day(wall.date(), clock.today())} {time}"
        said = self._name(
            ids, lambda title: T("Put off until {time}: {title}", time=time, title=title)
        ) or TN("{count} task is put off.", "{count} tasks are put off.", len(ids))
        self._do(ids, lambda session, some: tasks.snooze_tasks(session, some, until), said)

    def skip(self, task_id: int) -> None:
        """Leave out the next time of a task that repeats."""
        self._do([task_id], lambda session, some: tasks.skip_occurrence(session, some[0]),
                 T("Left out this time."))  # fmt: skip

    def remove(self, ids: Sequence[int]) -> None:
        """Put tasks into the bin."""
        said = self._name(ids, lambda title: T("In the bin: {title}", title=title)) or TN(
            "{count} task is in the bin.", "{count} tasks are in the bin.", len(ids)
        )
        self._do(ids, tasks.remove_tasks, said)

    def restore(self, ids: Sequence[int]) -> None:
        """Take tasks out of the bin."""
        said = TN("{count} task is back.", "{count} tasks are back.", len(ids))
        self._do(ids, tasks.restore_tasks, said)

    def _name(self, ids: Sequence[int], say: Callable[[str], Text]) -> Text | None:
        """What is said of a single task, by its title; None for several, and for one that is gone.

        A count would not tell whoever pressed a key by mistake what it met.
        """
        if len(ids) != 1:
            return None
        try:
            return say(
                self._context.ops.read(lambda session: tasks.get_task(session, ids[0])).title
            )
        except NotFound:
            return None

    def _do(
        self,
        ids: Sequence[int],
        command: Callable[..., object],
        said: Text,
    ) -> None:
        if not ids:
            return
        some = list(ids)
        self._context.ops.write(
            self,
            said,
            lambda session: command(session, some),
            lambda _none: self._context.say(said, undo=True),
            lambda error: self._context.fail(self, error),
        )
