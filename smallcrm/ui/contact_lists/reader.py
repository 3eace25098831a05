"""Asks what a list of contacts shows; of a search the first page at once, and then all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from smallcrm.core.loading import load
from smallcrm.ui.contact_lists.asked import Asked
from smallcrm.ui.paged_model import PAGE
from smallcrm.ui.shell.context import Context

if TYPE_CHECKING:  # the services are loaded in a thread, after the first picture
    from smallcrm.services.segments import Names
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
        self._names_reader = QObject(self)
        self._awaited: Asked | None = None  # what is not there yet, or not all of it
        self._is_begun = False

    @property
    def is_begun(self) -> bool:
        """Whether the first page is there and the rest is not."""
        return self._is_begun

    @cached_property
    def _names(self) -> Names:
        """By their order the first page is found; asked for in threads, as it has much to load."""
        names: Names = load(_ASKING).Names()
        return names

    def read(self, asked: Asked) -> None:
        """Ask for all that *asked* describes."""
        self._awaited, self._is_begun = asked, False
        rows_of = self._rows_of
        self._ops.ask(
            self,
            lambda session: load(_ASKING).list_whole(session, asked, PAGE, rows_of),
            self._on_found,
        )

    def search(self, asked: Asked) -> None:
        """Ask for the first page of what *asked* describes, and then for all."""
        self._awaited, self._is_begun = asked, False
        rows_of = self._rows_of
        self._ops.ask(
            self,
            lambda session: load(_ASKING).list_first(session, asked, PAGE, rows_of, self._names),
            self._on_found,
        )

    def finish(self) -> None:
        """Have all that was asked for last here and now: somebody acts on all of it."""
        asked = self._awaited
        if asked is None:
            return
        if self._is_begun:
            self._on_rest(self._ops.read(partial(_list_ids, asked)))
        else:
            whole = partial(load(_ASKING).list_whole, asked=asked, page=PAGE, rows_of=self._rows_of)
            self._on_found(self._ops.read(whole))

    def read_names(self) -> None:
        """Read their order ahead, for the next search."""
        self._ops.ask(self._names_reader, self._order, lambda _names: None)

    def _order(self, session: Any) -> object:
        return self._names.order(session)

    def _on_found(self, found: Answer) -> None:
        asked = self._awaited
        if asked is None:  # ``finish`` was quicker
            return
        if found.is_all:
            self._awaited = None
            self.filled.emit(found)
            return
        self._is_begun = True
        self._ops.ask(self, partial(_list_ids, asked), self._on_rest)
        self.begun.emit(found)

    def _on_rest(self, ids: list[int]) -> None:
        if self._is_begun:  # else ``finish`` was quicker
            self._awaited, self._is_begun = None, False
            self.completed.emit(ids)


def _list_ids(asked: Asked, session: object) -> list[int]:
    found: list[int] = load(_ASKING).list_ids(session, asked)
    return found
