"""Words in the cells of our own lists, and their meaning on the way back; light, for the child."""

from __future__ import annotations

from datetime import date
from functools import cache

from smallcrm.core.fold import fold
from smallcrm.core.languages import LANGUAGES, translations
from smallcrm.core.text import T
from smallcrm.services.exchange.values import dates
from smallcrm.services.exchange.values.kinds import COMPANY, PERSON

KINDS = {PERSON: T("Person"), COMPANY: T("Company")}
CONSENTS = {"given": T("Given"), "refused": T("Refused")}
DEAL_STATES = {"open": T("In progress"), "won": T("Won"), "lost": T("Lost")}
LABELS = {
    "work": T("Work"),
    "mobile": T("Mobile"),
    "home": T("Home"),
    "fax": T("Fax"),
    "other": T("Other"),
}


@cache
def _consents() -> dict[str, str]:
    """The states of consent by their folded names in every language."""
    found = {key: key for key in CONSENTS}
    for language in LANGUAGES:
        catalogue = translations(language)
        found |= {fold(words.render(catalogue)): key for key, words in CONSENTS.items()}
    return found


def consent(text: str) -> str | None:
    """``given`` or ``refused``; None where *text* says neither."""
    return _consents().get(fold(text))


@cache
def _deal_states() -> dict[str, str]:
    """The states of a deal by their folded names in every language."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        catalogue = translations(language)
        found |= {fold(words.render(catalogue)): key for key, words in DEAL_STATES.items()}
    return found


def deal_state(text: str) -> str:
    """``open``, ``won`` or ``lost``; empty where *text* says none of them in our words."""
    return _deal_states().get(fold(text), "")


def day(text: str, today: date) -> str | None:
    """A day as ``2026-11-22``; None where *text* is none, or has no year."""
    found = dates.read(text, dates.DMY, today)[0]
    return found if found and found[0] != "-" else None


def ids_of(text: str) -> dict[str, str]:
    """The ids of other programs in a cell: ``google: 123``, a line each."""
    pairs = [line.partition(": ") for line in text.splitlines()]
    return {system.strip(): number.strip() for system, _, number in pairs if number.strip()}
