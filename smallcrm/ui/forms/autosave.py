"""Saves each field of a form by itself, as soon as it is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from smallcrm.core.errors import UserError
from smallcrm.core.text import T, Text
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.state_word import StateWord
from smallcrm.ui.widgets.typed_edit import TypedEdit

# An editor has the signal committed(value) and set_value(value), settle(), reset(): LineEdit,
# TextArea, Choice, TagEdit, Tick. One with several places for messages has set_error(); with
# is_told_each it is told the end of every single saving, not only that all are done.
Editor = Any
Action = Callable[[Any], object]  # takes the session of a transaction
Store = Callable[[str, Any], tuple[Text, Action]]  # name, value -> what undo calls it, what to do


class Autosave(QObject):
    """Every field is a transaction and an undo step of its own.

    A value that is refused stays in its field with the sentence beneath it; the other fields are
    saved all the same. What belongs to another subject by the time it is answered (the next
    contact is shown already) leaves this form alone.

    Args:
        context: Of the page.
        state: Says Saved, or Not saved.
        store: How a value is stored; asked when a field is left.
        parent: The form.

    Signals:
        saved: A field is in order and shows what is stored; carries its name.
    """

    saved = Signal(str)

    def __init__(self, context: Context, state: StateWord, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._state = state
        self._store = store
        self._subject: Hashable = None
        self._titles: dict[str, str] = {}
        self._editors: dict[str, Editor] = {}
        self._fields: dict[str, FormField] = {}
        self._refused: set[str] = set()
        self._latest: dict[str, Any] = {}
        self._under_way: Counter[str] = Counter()

    @property
    def refused(self) -> frozenset[str]:
        """The names of the fields whose text was not accepted."""
        return frozenset(self._refused)

    def add(
        self, name: str, title: Text | str, editor: Editor, field: FormField | None = None
    ) -> None:
        """Watch over *editor*; *title* is what the field is called in messages."""
        self._titles[name] = str(title)
        self._editors[name] = editor
        if field is not None:
            self._fields[name] = field
        editor.committed.connect(partial(self.save, name))
        if hasattr(editor, "reverted"):
            editor.reverted.connect(partial(self._forgive, name))
        if isinstance(editor, Choice):
            editor.is_patient = True
        if isinstance(editor, TypedEdit):
            editor.refused.connect(lambda _why: self._blame(name, ""))

    def forget(self, name: str) -> None:
        """Watch over the field *name* no longer; it goes away."""
        self._editors.pop(name, None)
        self._fields.pop(name, None)
        self._refused.discard(name)

    def begin(self, subject: Hashable) -> None:
        """Be about *subject* now: nothing that was typed before stays."""
        if subject == self._subject:
            return
        self._subject = subject
        self._refused.clear()
        self._latest.clear()
        self._under_way.clear()
        self._state.clear()
        for editor in self._editors.values():
            editor.reset()
        for field in self._fields.values():
            field.clear_error()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """The stored values are these; what is being typed stays.

        A field that is being saved learns of its value when the last answer is there: what
        comes before may be older than what was typed.
        """
        self._latest.update(values)
        for name, value in values.items():
            if not self._under_way[name]:
                self._editors[name].set_value(value)

    def save(self, name: str, value: Any) -> None:
        """Store *value* as that of the field *name*."""
        subject = self._subject
        label, action = self._store(name, value)
        self._state.start()
        self._under_way[name] += 1
        self._context.ops.write(
            self.parent() or self,
            label,
            action,
            done=lambda _none: self._on_saved(subject, name),
            failed=lambda error: self._on_failed(subject, name, value, error),
        )

    def _on_saved(self, subject: Hashable, name: str) -> None:
        title = self._titles.get(name, "")
        self._context.say(T("Saved: {field}", field=title), undo=True)
        if subject == self._subject and name in self._editors:
            self._catch_up(name)
            self._forgive(name)
            editor = self._editors[name]
            if not self._under_way[name] or getattr(editor, "is_told_each", False):
                editor.settle()
            self.saved.emit(name)

    def _on_failed(self, subject: Hashable, name: str, value: Any, error: BaseException) -> None:
        is_theirs = isinstance(error, UserError)
        if isinstance(error, UserError) and subject != self._subject:
            self._context.say(error.message)  # the form is gone, the news must not be
            return
        self._catch_up(name)
        if is_theirs and name in self._editors and self._can_blame(name):
            self._blame(name, str(error))
        else:
            if name in self._editors and hasattr(self._editors[name], "set_error"):
                self._editors[name].set_error(str(T("This is not saved.")))
            self._state.fail(lambda: self.save(name, value))
            self._context.fail(self._state, error)

    def _catch_up(self, name: str) -> None:
        """An answer is there: show what is stored, unless another one is still to come."""
        self._under_way[name] = max(self._under_way[name] - 1, 0)
        if not self._under_way[name] and name in self._latest and name in self._editors:
            self._editors[name].set_value(self._latest[name])

    def _can_blame(self, name: str) -> bool:
        return name in self._fields or hasattr(self._editors[name], "set_error")

    def _blame(self, name: str, sentence: str) -> None:
        """Say at the field what is wrong; without *sentence* the field has said it itself."""
        self._refused.add(name)
        self._state.fail()
        if sentence:
            place = self._fields.get(name) or self._editors[name]
            place.set_error(sentence)

    def _forgive(self, name: str) -> None:
        """The field *name* is in order (again)."""
        self._refused.discard(name)
        if name in self._fields:
            self._fields[name].clear_error()
        if self._refused:
            self._state.fail()
        else:
            self._state.finish()
