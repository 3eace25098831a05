"""Documents: numbers, days, currency, language, and the texts that every document has."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from smallcrm.core import clock
from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services import documents
from smallcrm.services.settings import patterns
from smallcrm.ui.forms.choices import currency_choice, language_choice
from smallcrm.ui.settings_page.fields import DOCUMENTS
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.settings_page.stored import StoredSection
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.text_area import TextArea
from smallcrm.ui.widgets.tick import Tick

_SERIES = "series."


def create(context: Context) -> Section:
    """Make the section."""
    return DocumentsSection(context)


class DocumentsSection(StoredSection):
    """Under each pattern stands the number that it gives."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Documents"), DOCUMENTS)
        self._build()
        self.autosave.saved.connect(self._show_next)
        self.reload()

    def reload(self) -> None:
        super().reload()
        for kind in documents.KINDS:
            self._show_next(_SERIES + kind)

    def _build(self) -> None:
        numbers = self.card(T("Numbers"))
        sentence = T(
            "{year}, {month} and {counter} stand for the year, the month and the next number.",
            year="{year}",
            month="{month}",
            counter="{counter:4}",
        )
        numbers.addWidget(self.ui.label(sentence, "body", "2", wrap=True))
        fields = [self._number(kind) for kind in documents.KINDS]
        for pair in (fields[:2], fields[2:]):
            numbers.addLayout(self.beside(*((field, 1) for field in pair)))
        numbers.addWidget(self.add_bare("back_dating", Tick(DOCUMENTS["back_dating"])))
        days = self.card(T("Days and prices"))
        days.addLayout(
            self.beside(
                (self.add("due_days", LineEdit()), 1), (self.add("valid_days", LineEdit()), 1)
            )
        )
        days.addLayout(
            self.beside(
                (self.add("currency", currency_choice()), 1),
                (self.add("language", language_choice()), 1),
            )
        )
        days.addWidget(self.add_bare("prices_include_tax", Tick(DOCUMENTS["prices_include_tax"])))
        texts = self.card(T("Texts"))
        for name in ("note", "quote_note", "terms"):
            texts.addWidget(self.add(name, TextArea((2, 10))))

    def _number(self, kind: str) -> QWidget:
        line = LineEdit()
        line.textEdited.connect(partial(self._show_example, _SERIES + kind))
        return self.add(_SERIES + kind, line, " ")

    def _show_next(self, name: str) -> None:
        """The number that the next document gets, unless another pattern is being typed."""
        if name.startswith(_SERIES) and not self.editors[name].is_pending:
            kind, today = name.removeprefix(_SERIES), clock.today()
            number = self.context.ops.read(partial(documents.preview, kind=kind, day=today))
            self.fields[name].set_hint(T("Next: {number}", number=number))

    def _show_example(self, name: str, pattern: str) -> None:
        """What the pattern being typed would give."""
        self.fields[name].clear_error()
        try:
            patterns.check(pattern, "never")
        except UserError:
            example = T("Use {counter} once.", counter="{counter:4}")
        else:
            number = patterns.fill(pattern, clock.today(), 1)
            example = T("Would look like {number}", number=number)
        self.fields[name].set_hint(example)
