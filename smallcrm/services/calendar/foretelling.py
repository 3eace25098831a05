"""What bringing a calendar in would do, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass

from smallcrm.core.text import TN, T, Text
from smallcrm.services.calendar.comparing import Conflict


@dataclass(frozen=True, slots=True)
class Foretold:
    """What bringing a file in would do.

    Attributes:
        meetings, tasks: How many are new.
        repeating: How many of those come again and again.
        over: How many of those are over or done, and will not remind.
        changed: How many that are here already follow what the file says now.
        cancelled: How many were cancelled, and go to the bin.
        conflicts: Those that were changed here, and say something else than the file.
        known: How many are here already, the bin included, and need nothing.
    """

    meetings: int = 0
    tasks: int = 0
    repeating: int = 0
    over: int = 0
    changed: int = 0
    cancelled: int = 0
    conflicts: tuple[Conflict, ...] = ()
    known: int = 0

    @property
    def touched(self) -> int:
        """How many come in, change or go without a question."""
        return self.meetings + self.tasks + self.changed + self.cancelled

    @property
    def sentences(self) -> list[Text]:
        """The same for people; what there is none of is not told."""
        told = [
            (self.meetings, TN("{count} meeting is new.", "{count} meetings are new.",
                               self.meetings)),
            (self.tasks, TN("{count} task is new.", "{count} tasks are new.", self.tasks)),
            (self.repeating, TN("{count} of them repeats.", "{count} of them repeat.",
                                self.repeating)),
            (self.over, TN("{count} of them is over and will not remind.",
                           "{count} of them are over and will not remind.", self.over)),
            (self.changed, TN("{count} entry changes to what the file says now.",
                              "{count} entries change to what the file says now.", self.changed)),
            (self.cancelled, TN("{count} entry was cancelled and goes to the bin.",
                                "{count} entries were cancelled and go to the bin.",
                                self.cancelled)),
            (len(self.conflicts), TN("{count} entry says something else here than in the file.",
                                     "{count} entries say something else here than in the file.",
                                     len(self.conflicts))),
            (self.known, TN("{count} entry is here already and stays as it is.",
                            "{count} entries are here already and stay as they are.",
                            self.known)),
        ]  # fmt: skip
        return [words for count, words in told if count] or [T("There is nothing to bring in.")]
