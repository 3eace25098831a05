"""Text as the search index keeps it, see ``db.search``: folded, its words apart."""

from __future__ import annotations

import re

from smallcrm.core.fold import fold
from smallcrm.core.mentions import plain

BETWEEN = "  "  # words: as many blanks as make a trigram with the first letter of the next
# What stands between words: no part of any, neither in the text nor in the query.
_BREAKS = re.compile("[\"'`´‘’‚“”„«»‹›()\\[\\]{}<>,;:.·/\\\\|+@_&#*=~‐-―\0\ud800-\udfff-]")


def searchable(text: str) -> str:
    """*text* as the index keeps it: folded, each word behind two blanks."""
    return BETWEEN.join(["", *split(plain(text))])


def split(text: str) -> list[str]:
    """The words of *text*, folded."""
    return _BREAKS.sub(" ", fold(text)).split()
