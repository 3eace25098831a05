"""The first question: what should we do first?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from smallcrm.core import languages, text
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.page import Page
from smallcrm.ui.shell.places import place_for
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.choice_button import ChoiceButton
from smallcrm.ui.widgets.combo import Combo
from smallcrm.ui.widgets.progress_panel import ProgressPanel

if TYPE_CHECKING:
    from smallcrm.ui.welcome.country import HomeCountry

_WIDEST = 640
_TWO_LINES = 36  # of small words; kept free, so that nothing moves when they come
_COUNTRY = "smallcrm.ui.welcome.country"


def create(context: Context) -> Page:
    """Make the page."""
    return WelcomePage(context)


class WelcomePage(Page):
    """Three ways to begin, none of them a commitment; and what was guessed, to be changed."""

    tables = ("setting", "tax_rate")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._buttons: list[ChoiceButton] = []
        self._language = Combo()
        self._country = Choice([])
        self._told = self.ui.label("", "caption", "2", wrap=True)
        self._home: HomeCountry | None = None
        self._progress = ProgressPanel(self.ui)
        self._build()
        if context.ops.is_ready:
            self._on_ready()
        else:
            context.ops.ready.connect(self._on_ready)

    def reload(self) -> None:
        if self._home is not None:
            self._home.show()

    def panes(self) -> Sequence[QWidget]:
        return (self._buttons[0],)

    def _build(self) -> None:
        m, ui = self.ui.m, self.ui
        column = ui.column(m.s3)
        column.addStretch(2)
        column.addWidget(ui.label(T("What should we do first?"), "display", wrap=True))
        sentence = T("Everything stays on this computer, in one file. You can change your mind.")
        column.addWidget(ui.label(sentence, "body", "2", wrap=True))
        column.addSpacing(m.s3)
        for choice in self._choices():
            column.addWidget(choice)
            self._buttons.append(choice)
        column.addWidget(self._progress)
        column.addSpacing(m.s3)
        column.addLayout(self._guessed_row())
        column.addWidget(self._told)
        column.addStretch(3)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(ui.theme.size(_WIDEST))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(m.s5, m.s5, m.s5, m.s5)
        layout.addStretch(1)
        layout.addWidget(middle, 6)
        layout.addStretch(1)

    def _choices(self) -> list[ChoiceButton]:
        bring = T("From a spreadsheet, a phone or another program.")
        sample = T("Made-up customers and invoices, in a file of their own.")
        empty = T("Type in the first customer yourself.")
        choices = [
            ("upload", T("Bring my contacts"), bring, lambda: self._go("crm://import")),
            ("eye", T("Look around with sample data"), sample, self._make_sample),
            ("person_add", T("Start empty"), empty, lambda: self._go("crm://contacts")),
        ]
        if place_for("import") is None:
            del choices[0]
        return [ChoiceButton(self.ui, *choice) for choice in choices]

    def _guessed_row(self) -> QHBoxLayout:
        for code, name in languages.LANGUAGES.items():
            self._language.addItem(name, code)
        self._language.setCurrentIndex(self._language.findData(text.language()))
        self._language.activated.connect(self._on_language)
        self._country.setEnabled(False)  # until the file can be read
        self._told.setMinimumHeight(self.ui.theme.size(_TWO_LINES))
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = self.ui.row()
        for words, choice in ((T("Language"), self._language), (T("Country"), self._country)):
            label = self.ui.label(words, "body", "2")
            label.setBuddy(choice)
            choice.setAccessibleName(str(words))
            row.addWidget(label)
            row.addWidget(choice)
            row.addSpacing(self.ui.m.s3)
        row.addStretch(1)
        return row

    def _on_ready(self) -> None:
        self._home = load(_COUNTRY).HomeCountry(self.context, self._country, self._told)

    def _make_sample(self) -> None:
        self._progress.start(T("Making the sample data…"))
        self.context.ops.run(
            self,
            lambda _progress: load("smallcrm.ui.welcome.sample").make_sample(),
            done=self._on_sample,
            failed=self._on_failed,
        )

    def _on_sample(self, path: Path) -> None:
        self._progress.finish()
        self.context.use_file(str(path))

    def _on_failed(self, error: BaseException) -> None:
        self._progress.finish()
        self.context.fail(self, error)

    def _go(self, address: str) -> None:
        self.context.settings.is_welcomed = True
        self.context.open(address)

    def _on_language(self, index: int) -> None:
        code = self._language.itemData(index)
        if code != text.language():
            self.context.speak(code)
