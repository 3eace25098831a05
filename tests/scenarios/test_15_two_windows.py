"""Scenario 15: a second window on the same file is refused, and nothing reminds twice."""

from __future__ import annotations

import time_machine

from smallcrm import app
from smallcrm.services import tasks
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.reminding import quiet
from smallcrm.ui.reminding.popup import ReminderPopup
from smallcrm.ui.reminding.reminding import Reminding
from smallcrm.ui.settings import Settings


def test_second_window_is_refused_and_one_reminds(sit_down, file, program, data_file, qapp):
    for note in (quiet.FROM, quiet.UNTIL):
        program._settings.keep_note(note, "00:00")
    with time_machine.travel("2026-03-23T10:00:00Z", tick=True):
        owner = sit_down()
        second = app.Program(Settings())
        assert not second.open(data_file, may_create=False)

        def remind():
            above = [each for each in qapp.topLevelWidgets() if each.isVisible()]
            return [each for each in above if isinstance(each, ReminderPopup)]

        # Until it looks, what is due is told as missed, by a page of its own.
        owner.until(lambda: owner.window.findChild(Reminding))
        watch = owner.window.findChild(Reminding).watch
        owner.until(watch._timer.isActive)
        file.write(tasks.add_task, TaskDraft("Call", "2026-03-23"))
        watch.look()  # as it does each half minute
        owner.until(remind)
        assert len(remind()) == 1
        assert [card.task.title for card in remind()[0].cards] == ["Call"]


def test_commands_beside_the_window_find_the_same(sit_down, file, run):
    sit_down()
    task = file.write(tasks.add_task, TaskDraft("Call", "2026-03-23"))
    assert [item["id"] for item in run("tasks", "due")[1]["due"]] == [task]
    run("tasks", "done", task)
    assert run("tasks", "due")[1]["due"] == []
