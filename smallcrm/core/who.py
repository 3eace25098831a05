"""Who uses the program now: somebody of the staff, where one was chosen; else the system's user."""

from __future__ import annotations

import getpass
from functools import cache
from typing import NamedTuple


class Person(NamedTuple):
    """Somebody of the staff: *uid* stays when he is called something else."""

    uid: str
    name: str


_chosen: Person | None = None


def use(person: Person | None) -> None:
    """Have the history say that *person* did what is done from now on; None: the system's user."""
    global _chosen
    _chosen = person


def chosen() -> Person | None:
    """Who was chosen; None where nobody was."""
    return _chosen


def name() -> str:
    """What the history says; empty where nobody knows."""
    return _chosen.name if _chosen is not None else _of_system()


@cache
def _of_system() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in a container, or none on Windows
        return ""
