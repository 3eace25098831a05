"""Where columns went the last time that a file had the same headings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from smallcrm.services.exchange.drafts import FileFacts
from smallcrm.ui.settings import Settings


class MappingMemory:
    """Kept on this computer, by the headings of a file."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def recall(self, facts: FileFacts) -> dict[str, str]:
        """What the user said about such a file, as ``ReadOptions.mapping``; empty for nothing."""
        try:
            found = json.loads(self._settings.note(_name(facts)) or "{}")
        except ValueError:  # somebody has edited the settings
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, facts: FileFacts, mapping: Mapping[str, str]) -> None:
        """Remember what the user said."""
        if mapping:
            self._settings.keep_note(_name(facts), json.dumps(dict(mapping)))


def _name(facts: FileFacts) -> str:
    headings = "\x1f".join(column.header for column in facts.columns)
    return f"import.mapping.{hashlib.sha256(headings.encode()).hexdigest()[:16]}"
