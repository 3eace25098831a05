"""Collect the messages of the source into the Russian and Greek catalogues.

``python3 dev.py messages``          writes the template and brings the catalogues up to date
``python3 dev.py messages --check``  changes nothing; status 1 when a message lacks a translation

A message is a ``T("…")`` or a ``TN("…", "…", count)``; a comment ``# i18n: …`` right above it is
for the translator.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "smallcrm"
TEMPLATE = ROOT / "build" / "smallcrm.pot"
LANGUAGES = ("ru", "el")

_KEYWORDS = {"T": None, "TN": (1, 2)}


def collect(source: Path = SOURCE) -> Catalog:
    """Return every message below *source*, each with the modules that say it."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(
        source,
        [("**.py", "python")],
        keywords=_KEYWORDS,
        comment_tags=("i18n:",),
        strip_comment_tags=True,
    )
    for name, _line, message, comments, _context in sorted(found, key=lambda one: one[:2]):
        place = (f"{source.name}/{Path(name).as_posix()}", 0)
        catalogue.add(message, locations=[place], auto_comments=comments)
    return catalogue


def catalogue_path(language: str) -> Path:
    """Where the catalogue of *language* (``ru``, ``el``) is kept."""
    return ROOT / "resources" / "locale" / language / "LC_MESSAGES" / "smallcrm.po"


def read(language: str) -> Catalog:
    """Return the catalogue of *language*; an empty one where there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def missing(messages: Catalog, catalogue: Catalog) -> list[str]:
    """Return the messages that *catalogue* does not say, in the order of the source."""
    return [
        _singular(message)
        for message in messages
        if message.id and not _translated(catalogue.get(message.id))
    ]


def text(catalogue: Catalog) -> bytes:
    """Return *catalogue* as a PO file whose header holds nothing that changes from day to day."""
    for message in catalogue:
        message.flags.clear()  # "100 % of {total}" is no C format
    body = io.BytesIO()
    write_po(
        body,
        catalogue,
        width=96,
        omit_header=True,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    lines = ["Content-Type: text/plain; charset=UTF-8"]
    if catalogue.locale:
        lines += [f"Language: {catalogue.locale}", f"Plural-Forms: {catalogue.plural_forms}"]
    header = "".join(f'"{line}\\n"\n' for line in lines)
    return f'msgid ""\nmsgstr ""\n{header}\n'.encode() + body.getvalue().strip() + b"\n"


def main(arguments: list[str]) -> int:
    """Do what the command line asks, and return the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py messages", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, only look")
    check = parser.parse_args(arguments).check
    messages = collect()
    if not check:
        _write(TEMPLATE, text(messages))
    lacking = 0
    for language in LANGUAGES:
        catalogue = read(language)
        if not check:
            catalogue.update(messages, no_fuzzy_matching=True)
            _write(catalogue_path(language), text(catalogue))
        untranslated = missing(messages, catalogue)
        lacking += len(untranslated)
        print(f"{language}: {len(messages) - len(untranslated)} of {len(messages)} translated")
        if check:
            print("".join(f"  not translated: {message!r}\n" for message in untranslated), end="")
    return 1 if check and lacking else 0


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    strings = message.string
    return bool(strings) if isinstance(strings, str) else all(strings or [""])


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
        print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
