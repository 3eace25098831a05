"""Reminders for unpaid invoices: on which days, and what each says in which language."""

from __future__ import annotations

from typing import Any

from smallcrm.core.text import T, Text
from smallcrm.services import dunning, settings
from smallcrm.services.dunning import FIELDS, LANGUAGES, PREFIX
from smallcrm.ui.forms.autosave import Action
from smallcrm.ui.forms.choices import language_choice
from smallcrm.ui.settings_page.fields import REMINDERS
from smallcrm.ui.settings_page.section import Section
from smallcrm.ui.settings_page.stored import StoredSection
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.form_field import FormField
from smallcrm.ui.widgets.line_edit import LineEdit
from smallcrm.ui.widgets.text_area import TextArea

_LEVELS = "dunning.levels"


def create(context: Context) -> Section:
    """Make the section."""
    return RemindersSection(context)


class RemindersSection(StoredSection):
    """The days above; beneath them the words of one level in one language."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, T("Reminders for unpaid invoices"), REMINDERS)
        self.level = Choice(())
        self.language = language_choice()
        self._build()
        business = self.context.ops.read(settings.get_business)
        self.language.set_value(business.language if business.language in LANGUAGES else "en")
        self.reload()

    def reload(self) -> None:
        levels = self.context.ops.read(dunning.get_levels)
        self._offer([level.days for level in levels])
        number = int(self.level.value())
        text = dunning.text_of(levels, number, self.language.value())
        self.autosave.show_values(
            {
                _LEVELS: ", ".join(str(level.days) for level in levels),
                "title": text.title,
                "text": text.body,
                "fee": levels[number - 1].fee,
            }
        )

    def _build(self) -> None:
        days = self.card(T("Days"))
        hint = T(
            "Days from the due date on, for example -3, 7, 21, 35. "
            "A day below zero is a polite note before the invoice is due."
        )
        days.addWidget(self.add(_LEVELS, LineEdit(), hint))
        words = self.card(T("Texts"))
        blanks = ", ".join(f"{{{{{name}}}}}" for name in FIELDS)
        sentence = T("These are filled in: {blanks}.", blanks=blanks)
        words.addWidget(self.ui.label(sentence, "body", "2", wrap=True))
        words.addLayout(
            self.beside(
                (FormField(self.ui, T("Reminder"), self.level, name="level"), 1),
                (FormField(self.ui, T("Language"), self.language, name="of_letter"), 1),
            )
        )
        words.addWidget(self.add("title", LineEdit()))
        words.addWidget(self.add("text", TextArea((6, 24)), T("Empty: the usual text again.")))
        fee = T("A sentence that stands in the place of {blank}.", blank="{{fee}}")
        words.addWidget(self.add("fee", LineEdit(), fee))
        self.level.committed.connect(lambda _key: self.reload())
        self.language.committed.connect(lambda _key: self.reload())

    def _offer(self, days: list[int]) -> None:
        chosen = self.level.value() or "1"
        self.level.clear()
        for number, day in enumerate(days, start=1):
            text = T("Level {level}, day {day}", level=number, day=day)
            self.level.addItem(str(text), str(number))
        self.level.set_value(chosen if int(chosen) <= len(days) else "1")

    def _store(self, name: str, value: Any) -> tuple[Text, Action]:
        label = T("Change in the settings: {field}", field=self.titles[name])
        level, language = self.level.value(), self.language.value()
        key = {
            _LEVELS: _LEVELS,
            "fee": f"{PREFIX}{level}.fee",
            "title": f"{PREFIX}{level}.title.{language}",
            "text": f"{PREFIX}{level}.text.{language}",
        }[name]
        return label, lambda session: dunning.change(session, {key: str(value)})
