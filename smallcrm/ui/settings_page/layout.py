"""Look of documents: color, paper, columns, texts of one's own, with a page that shows it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services import settings
from smallcrm.services.documents import unsaved
from smallcrm.services.settings.layout import PREFIX, PRINTED, TEXTS
from smallcrm.ui.documents.live_page import LivePage
from smallcrm.ui.forms.choices import language_choice
from smallcrm.ui.forms.color_edit import ColorEdit
from smallcrm.ui.settings_page.fields import LAYOUT
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.settings_page.stored import StoredSection
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.text_area import TextArea
from smallcrm.ui.widgets.tick import Tick

_PAGE_HEIGHT = 420
_COLUMNS = ("position", "item_code", "unit", "discount", "tax_rate", "tax_amount")
_PAPERS: tuple[tuple[str, Text], ...] = (
    ("", T("As usual in your country")),
    ("a4", T("A4")),
    ("letter", T("Letter")),
)
_HINTS: dict[str, Text] = {
    "header": T("Above the lines of every document in this language"),
    "footer": T("At the foot of every page"),
    "closing": T("After the note and the terms"),
}


def create(context: Context) -> Section:
    """Make the section."""
    return LayoutSection(context)


class LayoutSection(StoredSection):
    """Every change is saved and seen on the page beside it at once; what was issued stays."""

    def __init__(self, context: Context) -> None:
        by_language = {
            f"{PREFIX}{text}.{language}": LAYOUT[f"{PREFIX}{text}"]
            for text in TEXTS
            for language in PRINTED
        }
        super().__init__(context, T("Look of documents"), {**LAYOUT, **by_language})
        self.language = language_choice()
        self.page = LivePage(context)
        self._texts: dict[str, QWidget] = {}
        self._build()
        self.language.set_value(context.ops.read(settings.get_business).language)
        self.language.committed.connect(self._show_language)
        self._show_language()
        context.theme.changed.connect(self._fit)
        self._fit()
        self.reload()

    def reload(self) -> None:
        super().reload()
        self._draw()

    def reveal(self, name: str) -> None:
        if name.removeprefix(PREFIX) in TEXTS:
            name = f"{name}.{self.language.value()}"
        super().reveal(name)

    def _build(self) -> None:
        head = self.card()
        choices = QWidget()
        column = self.ui.column(self.ui.m.s4)
        choices.setLayout(column)
        column.addWidget(self.add(f"{PREFIX}accent", ColorEdit()))
        column.addWidget(self.add(f"{PREFIX}paper", Choice(_PAPERS)))
        column.addWidget(self.ui.label(T("Columns"), "caption_strong", "2"))
        self._build_ticks(column, _COLUMNS)
        head.addLayout(self.beside((choices, 1), (self.page, 1)))
        sentence = T("A draft as it would be printed now. Issued documents stay as they are.")
        head.addWidget(self.ui.label(sentence, "caption", "2", wrap=True))
        self._build_ticks(self.card(T("Amount in words")), ("words_ru", "words_el"))
        texts = self.card(T("Texts of your own"))
        texts.addWidget(self.field(f"{PREFIX}language", self.titles, self.language))
        for language in PRINTED:
            self._texts[language] = self._build_texts(language)
            texts.addWidget(self._texts[language])

    def _build_ticks(self, layout: QVBoxLayout, names: tuple[str, ...]) -> None:
        for name in names:
            layout.addWidget(self.add_bare(f"{PREFIX}{name}", Tick(LAYOUT[f"{PREFIX}{name}"])))

    def _build_texts(self, language: str) -> QWidget:
        """The texts of one language; only one of them is seen."""
        inside = QWidget()
        column = self.ui.column(self.ui.m.s4)
        inside.setLayout(column)
        for text in TEXTS:
            area = TextArea((2, 8))
            column.addWidget(self.add(f"{PREFIX}{text}.{language}", area, _HINTS[text]))
        return inside

    def _show_language(self) -> None:
        for language, texts in self._texts.items():
            texts.setVisible(language == self.language.value())
        self._draw()

    def _draw(self) -> None:
        """Show the page in the language of the texts that are seen."""
        draft = partial(unsaved.sample, language=self.language.value())
        self.page.show_draft(self.context.ops.read(draft), None)

    def _fit(self) -> None:
        self.page.setFixedHeight(self.ui.theme.size(_PAGE_HEIGHT))
