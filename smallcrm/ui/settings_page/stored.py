"""A section whose fields are settings of the data file, each of which saves itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from smallcrm.core.text import T, Text
from smallcrm.services import settings
from smallcrm.ui.forms.autosave import Action, Autosave, Editor
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.text_area import TextArea


class StoredSection(Section):
    """Reads ``settings.show``, writes ``settings.change``."""

    def __init__(self, context: Context, title: Text, titles: Mapping[str, Text]) -> None:
        super().__init__(context, title)
        self.titles = titles
        self.editors: dict[str, Editor] = {}
        self.autosave = Autosave(context, self.state, self._store, self)

    def reload(self) -> None:
        values = self.context.ops.read(settings.show)
        self.autosave.show_values({name: self.shown(name, values[name]) for name in self.editors})

    def leave(self) -> bool:
        focus = self.focusWidget()
        if isinstance(focus, LineEdit | TextArea | Choice):
            focus.commit()
        return True

    def shown(self, name: str, value: str | int | bool) -> Any:  # noqa: ARG002, FBT001 - one of many
        """How the value of *name* stands in its editor."""
        return value if isinstance(value, bool) else str(value)

    def add(self, name: str, editor: Editor, hint: Text | str = "") -> FormField:
        """A field that saves itself as the setting *name*."""
        field = self.field(name, self.titles, editor, hint)
        self.editors[name] = editor
        self.autosave.add(name, self.titles[name], editor, field)
        return field

    def add_bare(self, name: str, editor: Editor) -> Editor:
        """Like ``add``, for an editor that has its words itself (a box to tick)."""
        editor.setObjectName(name)
        self.editors[name] = editor
        self.autosave.add(name, self.titles[name], editor)
        return editor

    def _store(self, name: str, value: Any) -> tuple[Text, Action]:
        label = T("Change in the settings: {field}", field=self.titles[name])
        return label, lambda session: settings.change(session, {name: value})
