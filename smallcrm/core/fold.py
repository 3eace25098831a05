"""Make text comparable: SQLite's LIKE and lower() know ASCII only."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Drop case and accents: Ελένη and ΕΛΕΝΗ become ελενη, Ёлка becomes елка.

    The rule of the domain (search and order): casefold, NFKD, drop combining marks.
    Casefold already turns the final sigma into the plain one. Idempotent.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join([mark for mark in decomposed if not unicodedata.combining(mark)])
    # A decomposition may bring capitals back (NFKD of the trade mark sign is "TM").
    return bare if bare.islower() else unicodedata.normalize("NFKD", bare.casefold())


def digits(text: str) -> str:
    """Only the digits of *text*, for finding telephone and tax numbers however they are typed."""
    return "".join([char for char in text if "0" <= char <= "9"])
