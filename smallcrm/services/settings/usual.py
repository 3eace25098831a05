"""The stages and the reasons of a loss that a new file starts with, known again in any language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from smallcrm.core.fold import fold
from smallcrm.core.languages import LANGUAGES, translations
from smallcrm.core.text import T, Text

QUOTE_SENT = T("Quote sent")  # deals follow their quotes into the stage that is called so
STAGES = (
    (T("New"), "open", 10),
    (T("Contacted"), "open", 25),
    (QUOTE_SENT, "open", 50),
    (T("Negotiation"), "open", 75),
    (T("Won"), "won", 100),
    (T("Lost"), "lost", 0),
)
REASONS = (T("Price"), T("Timing"), T("Competitor"), T("No answer"), T("Other"))


def stage_words(name: str) -> frozenset[str]:
    """The folded names in every language of the usual stage called *name*; none of any other."""
    return _stages().get(fold(name), frozenset())


def reason_words(name: str) -> frozenset[str]:
    """The folded names in every language of the usual reason called *name*; none of any other."""
    return _reasons().get(fold(name), frozenset())


def is_quote_sent(name: str) -> bool:
    """Whether *name* is what the stage for deals with a sent quote is usually called."""
    return fold(QUOTE_SENT.render(translations("en"))) in stage_words(name)


@cache
def _stages() -> dict[str, frozenset[str]]:
    return _known([words for words, _, _ in STAGES])


@cache
def _reasons() -> dict[str, frozenset[str]]:
    return _known(REASONS)


def _known(names: Iterable[Text]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name in names:
        words = frozenset([fold(name.render(translations(language))) for language in LANGUAGES])
        found |= dict.fromkeys(words, words)
    return found
