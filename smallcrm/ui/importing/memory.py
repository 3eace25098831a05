"""Where columns went, and what they did, the last time that a file had the same headings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from smallcrm.services.contacts.completing import Policy
from smallcrm.services.exchange.drafts import FileFacts
from smallcrm.services.exchange.own_lists.own_headings import REASON
from smallcrm.ui.settings import Settings

_MAPPING, _POLICIES = "mapping", "policies"


class Remembered(NamedTuple):
    """What the user said about such a file.

    Attributes:
        mapping: As ``ReadOptions.mapping``.
        policies: What columns do to contacts that are there, by their numbers.
    """

    mapping: dict[str, str]
    policies: dict[int, Policy]


class MappingMemory:
    """Kept on this computer, by the headings of a file."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def recall(self, facts: FileFacts) -> Remembered:
        """What the user said about such a file; nothing where nothing was said."""
        try:
            found = json.loads(self._settings.note(_name(facts)) or "{}")
        except ValueError:  # somebody has edited the settings
            found = {}
        if not isinstance(found, dict):
            return Remembered({}, {})
        if not {_MAPPING, _POLICIES} & set(found):  # of a version that kept nothing else
            found = {_MAPPING: found}
        return Remembered(_texts(found.get(_MAPPING)), _policies(found.get(_POLICIES)))

    def keep(
        self, facts: FileFacts, mapping: Mapping[str, str], policies: Mapping[int, Policy]
    ) -> None:
        """Remember what the user said."""
        if mapping or policies or self._settings.note(_name(facts)):
            kept = {_MAPPING: dict(mapping), _POLICIES: dict(policies)}
            self._settings.keep_note(_name(facts), json.dumps(kept))


def _texts(found: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _policies(found: Any) -> dict[int, Policy]:
    return {
        int(number): Policy(policy)
        for number, policy in _texts(found).items()
        if number.isdecimal() and policy in list(Policy)
    }


def _name(facts: FileFacts) -> str:
    names = [column.header for column in facts.columns]  # a list of left out rows has one more
    headings = "\x1f".join(name for name in names if not name.startswith(REASON))
    return f"import.mapping.{hashlib.sha256(headings.encode()).hexdigest()[:16]}"
