"""Asks what a list of contacts shows; of a search the first page at once, and then all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from smallcrm.core.loading import load
from smallcrm.ui.contact_lists.asked import Asked
from smallcrm.ui.paged_model import PAGE
from smallcrm.ui.shell.context import Context

if TYPE_CHECKING:  # the services are loaded in a thread, after the first picture
    from smallcrm.services.segments import NameOrder
    from smallcrm.ui.contact_lists.asking import Answer

_ASKING = "smallcrm.ui.contact_lists.asking"
RowsOf = Callable[[Any, list[int]], Mapping[int, Any]]


class Reader(QObject):
    """What is asked last is answered; the questions before are broken off.

    Signals:
        filled: All that was asked for; carries an Answer.
        begun: The first page of it; carries an Answer.
        completed: All after the first page was there; carries the ids.
    """

    filled = Signal(object)
    begun = Signal(object)
    completed = Signal(object)

    def __init__(self, context: Context, rows_of: RowsOf) -> None:
        """*rows_of* reads the rows of the first page in the same thread."""
        super().__init__()
        self._ops = context.ops
        self._rows_of = rows_of
        self._names: NameOrder | None = None
        self._names_reader = QObject(self)
        self._rest: Asked | None = None

    @property
    def is_begun(self) -> bool:
        """Whether the first page is there and the rest is not."""
        return self._rest is not None

    @property
    def knows_names(self) -> bool:
        """Whether their order has been read, so that pages can be found by it."""
        return self._names is not None

    def read(self, asked: Asked) -> None:
        """Ask for all that *asked* describes."""
        self._rest = None
        rows_of = self._rows_of
        self._ops.ask(
            self,
            lambda session: load(_ASKING).list_whole(session, asked, PAGE, rows_of),
            self.filled.emit,
        )

    def search(self, asked: Asked) -> None:
        """Ask for the first page of what *asked* describes, and then for all."""
        self._rest = None
        rows_of, names = self._rows_of, self._names
        self._ops.ask(
            self,
            lambda session: load(_ASKING).list_first(session, asked, PAGE, rows_of, names),
            partial(self._on_first, asked),
        )

    def finish(self) -> None:
        """Have the rest here and now: somebody acts on all of it."""
        if self._rest is not None:
            self._on_rest(self._ops.read(partial(_list_ids, self._rest)))

    def read_names(self) -> None:
        """Read their order, by which the next searches find their first page."""

        def keep(names: NameOrder) -> None:
            self._names = names

        self._ops.ask(self._names_reader, lambda session: load(_ASKING).read_names(session), keep)

    def _on_first(self, asked: Asked, found: Answer) -> None:
        if found.is_all:
            self.filled.emit(found)
            return
        self._rest = asked
        self.begun.emit(found)
        self._ops.ask(self, partial(_list_ids, asked), self._on_rest)

    def _on_rest(self, ids: list[int]) -> None:
        if self._rest is not None:  # else it was there before
            self._rest = None
            self.completed.emit(ids)


def _list_ids(asked: Asked, session: object) -> list[int]:
    found: list[int] = load(_ASKING).list_ids(session, asked)
    return found
