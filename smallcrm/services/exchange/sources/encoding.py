"""Which encoding a text file has: decided on the whole file, shown, and open to correction."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from smallcrm.core.errors import ImportProblem
from smallcrm.core.loading import load
from smallcrm.core.text import T
from smallcrm.services.exchange.sources.scripts import plausibility

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = (
    "cp1252", "cp1251", "cp1253", "iso8859-7", "cp1250", "cp1254", "koi8-r", "cp866", "cp852",
    "cp850", "iso8859-2", "iso8859-5", "cp737", "mac-cyrillic", "mac-roman", "mac-greek",
)  # fmt: skip
_HIGH_WORD = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_MOST_WORDS = 400
_SAMPLE = 1 << 20
_DETECTED_BONUS = 0.1
_COMMON_BONUS = 0.05  # cp1252 stands first among those that read the same words alike
# Names that mean the same bytes for all that people type, and the one that is shown.
_SAME = {"iso8859-1": "cp1252", "iso8859-15": "cp1252", "iso8859-9": "cp1254", "ascii": "utf-8"}
_FEW_ZEROS = 0.01  # of the bytes of a text in UTF-16 without any Latin letter
_BINARY = 0.02  # more control characters than this are no text


class Decoded(NamedTuple):
    """A text file that decodes without an error.

    Attributes:
        data: Bytes in *codec*, without a byte order mark and without NULs.
        codec: What decodes *data* (a file in UTF-16 was turned into UTF-8).
        encoding: What the file itself is in: what the user sees and may correct.
        broken: Lines (counted from 1) that are in another encoding than the rest.
        nuls: Whether there were NUL bytes that no encoding explains.
    """

    data: bytes
    codec: str
    encoding: str
    broken: tuple[int, ...] = ()
    nuls: bool = False


def decode(data: bytes, wanted: str = "") -> Decoded:
    """Make text of *data*: as *wanted*, or by mark, as UTF-8, as UTF-16, or by its letters.

    Raises:
        ImportProblem: It is no text, or not in the encoding that the user asked for.
    """
    if wanted:
        return _as_wanted(data, wanted)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data, len(mark), encoding)
    if encoding := _wide(data):
        return _narrowed(data, encoding)
    nuls = b"\0" in data
    data = data.replace(b"\0", b"")
    _refuse_binary(data)
    if _decodes(data, "utf-8"):
        return Decoded(data, "utf-8", "utf-8", (), nuls)
    if lines := _stray_lines(data):
        return _mended(data, lines, nuls=nuls)
    encoding = guess(data)
    return Decoded(data, encoding, encoding, (), nuls)


def guess(data: bytes) -> str:
    """The code page whose letters make the likeliest names of the words in *data*."""
    words = Counter(_HIGH_WORD.findall(data))
    sample = dict(words.most_common(_MOST_WORDS))
    for word in list(words)[:: len(words) // _MOST_WORDS + 1]:
        sample[word] = words[word]
    detected = _detected(data)
    scores: dict[str, float] = {}
    for encoding in dict.fromkeys((*_CANDIDATES, detected)):
        if not encoding or not _decodes(data, encoding):
            continue
        texts: Counter[str] = Counter()
        for word, times in sample.items():
            texts[word.decode(encoding, "replace")] += times
        bonus = _DETECTED_BONUS if encoding == detected else 0.0
        scores[encoding] = plausibility(texts) + bonus + _COMMON_BONUS * (encoding == "cp1252")
    if not scores:
        return "latin-1"
    best = max(scores, key=lambda name: scores[name])
    return _greek(data, _usual(words, best, [name for name in _CANDIDATES if name in scores]))


def _usual(words: Iterable[bytes], best: str, names: Iterable[str]) -> str:
    """The first of *names* that reads *words* like *best* does: the commonest code page."""
    beyond = b"".join(words)
    text = beyond.decode(best)
    return next((name for name in names if beyond.decode(name, "replace") == text), best)


def _detected(data: bytes) -> str:
    found = load("chardet").detect(data[:_SAMPLE])["encoding"]
    if not found:
        return ""
    name = codecs.lookup(found).name.replace("windows-", "cp")
    return _SAME.get(name, name)


def _greek(data: bytes, best: str) -> str:
    """Windows and ISO differ in the capital alpha with an accent, and in little else."""
    if best not in ("cp1253", "iso8859-7"):
        return best
    windows = len(re.findall(rb"\xa2[\xc1-\xfe]|[\x80-\x9f]", data))
    iso = len(re.findall(rb"\xb6[\xc1-\xfe]", data))
    return "iso8859-7" if iso > windows and _decodes(data, "iso8859-7") else "cp1253"


def _as_wanted(data: bytes, wanted: str) -> Decoded:
    try:
        text = data.decode(wanted)
    except LookupError as error:
        raise ImportProblem(
            T("There is no encoding called “{name}”.", name=wanted),
            hint=T("Try cp1251, cp1252, cp1253, utf-8 or utf-16."),
            field="encoding",
        ) from error
    except ValueError as error:
        raise ImportProblem(
            T("This file is not in the encoding “{name}”.", name=wanted),
            hint=T("Choose another encoding, or let SmallCRM find it."),
            field="encoding",
        ) from error
    return _as_utf8(text.removeprefix("\ufeff"), codecs.lookup(wanted).name)


def _marked(data: bytes, size: int, encoding: str) -> Decoded:
    if encoding != "utf-8":
        return _narrowed(data, encoding)
    data = data[size:]
    nuls = b"\0" in data
    data = data.replace(b"\0", b"")
    _refuse_binary(data)
    if _decodes(data, "utf-8"):
        return Decoded(data, "utf-8", "utf-8", (), nuls)
    return _mended(data, _broken_lines(data), nuls=nuls)


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: the zeros of its digits, blanks and line ends are all on one side."""
    head = data[:4096]
    head = head[: len(head) // 2 * 2]
    even, odd = head[::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < len(head) * _FEW_ZEROS or min(even, odd) > max(even, odd) * 0.05:
        return ""
    text = head.decode(encoding, "replace")
    likely = sum([char.isprintable() or char in "\t\r\n" for char in text])
    return encoding if likely > len(text) * 0.95 else ""


def _narrowed(data: bytes, encoding: str) -> Decoded:
    return _as_utf8(data.decode(encoding, "replace").removeprefix("\ufeff"), encoding)


def _as_utf8(text: str, encoding: str) -> Decoded:
    nuls = "\0" in text
    data = text.replace("\0", "").encode("utf-8", "replace")
    _refuse_binary(data)
    return Decoded(data, "utf-8", encoding, (), nuls)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _refuse_binary(data: bytes) -> None:
    head = data[: _SAMPLE // 16]
    control = len(head) - len(head.translate(None, bytes(range(1, 9)) + bytes(range(14, 32))))
    if control > len(head) * _BINARY:
        raise ImportProblem(
            T("This file is not a list of contacts that SmallCRM can read. Nothing was imported."),
            hint=T("Choose a table (xlsx, xls, ods, csv) or an address book (vcf)."),
        )


def _broken_lines(data: bytes) -> tuple[int, ...]:
    lines = data.split(b"\n")
    return tuple([n for n, line in enumerate(lines, 1) if not _decodes(line, "utf-8")])


def _stray_lines(data: bytes) -> tuple[int, ...]:
    """Lines that are not UTF-8 in a file that mostly is; none when the file is something else."""
    high = [line for line in data.split(b"\n") if not line.isascii()]
    good = sum([_decodes(line, "utf-8") for line in high])
    return _broken_lines(data) if good and good * 3 >= len(high) else ()


def _mended(data: bytes, broken: tuple[int, ...], *, nuls: bool) -> Decoded:
    """Read UTF-8 where it is, and the broken lines in the code page that fits them best."""
    lines = data.split(b"\n")
    numbers = [number - 1 for number in broken]
    encoding = guess(b"\n".join([lines[number] for number in numbers]))
    for number in numbers:
        lines[number] = lines[number].decode(encoding, "replace").encode("utf-8")
    return Decoded(b"\n".join(lines), "utf-8", "utf-8", broken, nuls)
