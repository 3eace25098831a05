"""What somebody meant who typed with the keyboard set to another language."""

from __future__ import annotations

from collections.abc import Iterator

# The same keys in each layout; a blank where a key has no letter.
_LAYOUTS = (
    "`qwertyuiop[]asdfghjkl;'zxcvbnm,.",
    "ёйцукенгшщзхъфывапролджэячсмитьбю",
    "  ςερτυθιοπ  ασδφγηξκλ  ζχψωβνμ  ",
)


def retyped(word: str) -> Iterator[str]:
    """*word* as its keys read in English, Russian and Greek: ``ghbdtn`` is ``привет``.

    Only readings that are letters throughout, and not *word* itself.
    """
    typed = word.casefold()
    for layout in _LAYOUTS:
        keys = [layout.find(char) for char in typed]
        if -1 in keys or " " in typed:
            continue
        for other in _LAYOUTS:
            read = "".join(other[key] for key in keys)
            if read != typed and read.isalpha():
                yield read
