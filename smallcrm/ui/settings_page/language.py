"""Language: of the program; documents have the language of their customer."""

from __future__ import annotations

from decimal import Decimal

from smallcrm.core import clock, formats, text
from smallcrm.core.languages import LANGUAGES
from smallcrm.core.text import T
from smallcrm.services import settings
from smallcrm.ui.settings_page.fields import LANGUAGE
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.chips import Chips

_AMOUNT = Decimal("1234567.5")


def create(context: Context) -> Section:
    """Make the section."""
    return LanguageSection(context)


class LanguageSection(Section):
    """Choosing one makes the window anew, in the same place."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Language"))
        self.languages = Chips(self.ui, list(LANGUAGES.items()), LANGUAGE["language"])
        self._build()

    def _build(self) -> None:
        layout = self.card()
        hint = T("Documents are written in the language of the customer.")
        layout.addWidget(self.field("language", LANGUAGE, self.languages, hint))
        self.languages.choose(text.language())
        self.languages.chosen.connect(self.context.speak)
        currency = self.context.ops.read(settings.get_business).currency
        examples = self.card(T("Dates and amounts"))
        for example in (formats.day(clock.today()), formats.money(_AMOUNT, currency)):
            examples.addWidget(self.ui.label(example, "body"))
