"""Messages that are written once, and translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations

from smallcrm.core.loading import load

_active: NullTranslations = NullTranslations()
_language = "en"


def use_language(language: str, translations: NullTranslations) -> None:
    """Make *language* (``en``, ``ru``, ``el``) that of every message shown from now on."""
    global _active, _language
    _active, _language = translations, language


def language() -> str:
    """The code of the language that messages are shown in."""
    return _language


@dataclass(frozen=True, slots=True)
class Text:
    """A message and its values, kept apart until somebody reads it."""

    template: str
    plural: str | None = None
    count: int = 1
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.render(_active)

    def render(self, translations: NullTranslations) -> str:
        """Return the message in the language of *translations*, with its values filled in."""
        if self.plural is None:
            pattern = translations.gettext(self.template)
        else:
            pattern = translations.ngettext(self.template, self.plural, self.count)
        return pattern.format(**self.values) if self.values else pattern

    def dump(self) -> str:
        """Return it as JSON, so that a stored message can be read in any language later."""
        values = {name: _plain(value) for name, value in self.values.items()}
        parts = [self.template, self.plural, self.count, values]
        dumped: str = load("json").dumps(parts, ensure_ascii=False)
        return dumped

    @classmethod
    def load(cls, stored: str) -> Text:
        """Make a message of what ``dump`` returned."""
        template, plural, count, values = load("json").loads(stored)
        return cls(template, plural, count, values)


def T(template: str, /, **values: object) -> Text:  # noqa: N802 - a marker, like _()
    """Mark *template* for translation and bind its values."""
    return Text(template, values=values)


def TN(singular: str, plural: str, count: int, /, **values: object) -> Text:  # noqa: N802
    """Like T(), for a message whose wording depends on *count*, its blank ``{count}``."""
    return Text(singular, plural, count, {"count": count, **values})


def _plain(value: object) -> object:
    return value if isinstance(value, int | str) else str(value)
