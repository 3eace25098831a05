"""What reminders say as long as the owner has written nothing else, in five languages."""

from __future__ import annotations

from typing import NamedTuple

from smallcrm.core.text import T, Text
from smallcrm.services.receivables.words import words

LANGUAGES = ("en", "ru", "el", "de", "fr")
INVOICES = "invoices"  # where the table of the invoices stands
FIELDS = ("customer", "business", INVOICES, "numbers", "total", "day", "pay_by", "days_late", "fee")
BEFORE, FIRST, AGAIN, LAST = "before", "first", "again", "last"


class LevelText(NamedTuple):
    """The heading and the letter of one level in one language; with blanks of ``FIELDS``."""

    title: str
    body: str


_TITLES: dict[str, Text] = {
    BEFORE: T("Upcoming payment"),
    FIRST: T("Payment reminder"),
    AGAIN: T("Second reminder"),
    LAST: T("Final reminder"),
}
_WORDS: dict[str, tuple[Text, ...]] = {
    BEFORE: (
        T("A short note so that nothing is forgotten: these invoices will be due soon."),
        T("If you have paid already, please take no notice of this letter."),
    ),
    FIRST: (
        T("Perhaps it slipped your mind: these invoices have not been paid yet."),
        T("Please pay {{total}} by {{pay_by}}."),
        T("If you have paid already, please take no notice of this letter."),
    ),
    AGAIN: (
        T("We have written to you before, and these invoices are still open."),
        T("Please pay {{total}} by {{pay_by}}, or call us if something is not right."),
    ),
    LAST: (
        T("In spite of our reminders, these invoices have not been paid."),
        T("Please pay {{total}} by {{pay_by}}. After that day we will have to take further steps."),
    ),
}


def default(tone: str, language: str) -> LevelText:
    """The text of a *tone* in *language*; English where SmallCRM does not know it."""
    say = words(language, "")
    intro, *requests = _WORDS[tone]
    regards = say(T("Kind regards,"))
    parts = (
        say(T("Dear {{customer}},")),
        say(intro),
        f"{{{{{INVOICES}}}}}",
        *map(say, requests),
        "{{fee}}",
        f"{regards}\n{{{{business}}}}",
    )
    return LevelText(say(_TITLES[tone]), "\n\n".join(parts))
