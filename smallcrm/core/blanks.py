"""One blank between words: what people and other programs leave in names and addresses.

For fields that stand on one line (names, companies, cities, tags) and for the lines of an
address. Notes and what we have no field for stay as they came.
"""

from __future__ import annotations


def one_line(text: str) -> str:
    """*text* trimmed and on one line, with one plain blank between its words."""
    return " ".join(text.split())


def lines(text: str) -> str:
    """The same for every line of *text*; empty lines go."""
    return "\n".join([line for each in text.splitlines() if (line := one_line(each))])


def one_line_each(texts: list[str]) -> list[str]:
    """``one_line`` of many texts that are trimmed already; quick where nothing is to be done."""
    return texts if _are_tidy(texts) else list(map(one_line, texts))


def lines_each(texts: list[str]) -> list[str]:
    """``lines`` of many texts that are trimmed already; as quick."""
    return texts if _are_tidy(texts) else list(map(lines, texts))


def _are_tidy(texts: list[str]) -> bool:
    together = "\0".join(texts)
    return one_line(together) == together
