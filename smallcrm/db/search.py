"""The full-text index: any three letters in a row, and the beginnings of words.

SQLite's own folding knows neither Greek nor Cyrillic, so the text goes in folded by
``core.fold`` and the query is folded the same way. One trigram index serves both uses: each
word of the text stands behind two blanks, so that ``"  a"`` and ``" an"`` are pieces of it too.
Each kind has an index of its own: its newest are found without going through the other kinds'.

Triggers would make imports 6 to 13 times slower; instead each action, before it commits,
indexes the rows that its journal names, in a few INSERT ... SELECT: imports, undo and sync are
covered by one rule.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Connection, text

from smallcrm.core.fold import digits, fold
from smallcrm.core.indexed import BETWEEN, searchable, split
from smallcrm.core.keyboard import retyped
from smallcrm.core.phones import tail

SINCE = 8  # the version of the tables since which everything is indexed as it is now
KINDS = {"contact": 1, "document": 2, "product": 3, "deal": 4, "activity": 5, "task": 6, "lead": 7}

_SLOTS = 16  # the place of a text, and its rowid in the index of its kind: id * 16 + kind
_PIECE = 3  # letters of a trigram
_PHONE_LENGTH = 5  # digits; fewer are found as they are typed
_DIALED = re.compile("[0-9+()./-]+")
_MOST_WORDS, _MOST_PIECES = 40, 20  # of a query; a whole page that somebody pasted is none

# What is found of each kind, as one text. Names of the schema only; nothing a user typed.
_TEXTS = {
    "contact": """
        c.name || ' ' || c.given_name || ' ' || c.family_name || ' ' || c.role || ' ' || c.tax_id
        || coalesce((SELECT ' ' || group_concat(company.name, ' ') FROM relation r
            JOIN contact company ON company.id = r.company_id WHERE r.contact_id = c.id), '')
        || coalesce((SELECT ' ' || group_concat(value, ' ') FROM email
            WHERE contact_id = c.id), '')
        || coalesce((SELECT ' ' || group_concat(iif(instr(e164, digits), e164,
            digits || ' ' || e164), ' ') FROM phone WHERE contact_id = c.id), '')
        || coalesce((SELECT ' ' || group_concat(city || ' ' || street, ' ') FROM address
            WHERE contact_id = c.id), '')
        || coalesce((SELECT ' ' || group_concat(tag.name, ' ') FROM contact_tag t
            JOIN tag ON tag.id = t.tag_id WHERE t.contact_id = c.id), '')
        || ' ' || c.note""",
    "document": """
        coalesce(c.number, '') || ' ' || c.customer_name || ' ' || c.note
        || coalesce((SELECT ' ' || group_concat(description, ' ') FROM document_line
            WHERE document_id = c.id), '')""",
    "product": "c.code || ' ' || c.name || ' ' || c.description",
    "deal": "c.title || ' ' || c.note",
    "activity": "c.title || ' ' || c.body",
    "task": "c.title",
    "lead": """
        c.name || ' ' || c.company || ' ' || c.email || ' ' || c.phone || ' '
        || only_digits(c.phone) || ' ' || c.source || ' ' || c.message""",
}

# Whose text a changed row of another table is part of.
_PARTS = {
    "contact": dict.fromkeys(
        ("email", "phone", "address", "contact_tag", "relation"), "contact_id"
    ),
    "document": {"document_line": "document_id"},
}
# What can come with a new contact: the journal then names the contact only.
_COMES_WITH_CONTACT = frozenset({"activity", "task"})
# What is part of the text of many: people are found by the names of their tags and companies.
_OF_TAGS = (
    "SELECT t.contact_id FROM contact_tag t JOIN change c ON c.row_id = t.tag_id"
    " WHERE c.action_id = :action AND c.table_name = 'tag' AND c.operation = 'U'"
)
_OF_COMPANIES = "SELECT contact_id FROM relation WHERE company_id IN (SELECT id FROM search_stale)"
# Of each kind: which of them is the later one.
_LATER = {"document": "date", "activity": "at"}
_USUALLY_LATER = "updated_at"
_NEWEST = f"""
    SELECT * FROM (
        SELECT '{{kind}}', c.id, t.text, c.{{at}} FROM {{index}} p
        CROSS JOIN {{kind}} c ON c.id = p.rowid / {_SLOTS} AND c.deleted_at IS NULL
        CROSS JOIN search_text t ON t.id = p.rowid{{proved}}
        WHERE {{index}} MATCH :pieces ORDER BY p.rowid DESC LIMIT :most
    )"""


_TOGETHER = 8192  # texts that are folded in one go


class Indexed(NamedTuple):
    """A record that was found.

    Attributes:
        text: As it is indexed; it begins with the name, the title, the number or the code.
        at: When it was changed, or happened; a later one is greater.
    """

    id: int
    text: str
    at: str


class Found(NamedTuple):
    """SQL that yields ids of one kind, or a condition on them, and the values of its parameters."""

    sql: str
    values: dict[str, str]


def add_known(connection: Connection, kind: str, texts: Sequence[tuple[int, str]]) -> None:
    """Take the texts of new records from who made them, who has to be as exact as ``_TEXTS``.

    Only what this action does to them from now on is looked at by ``refresh``: what comes to them
    has to be noted (``journal.settle``).
    """
    slot = KINDS[kind]
    rows = [(row_id * _SLOTS + slot, words) for row_id, words in texts]
    connection.exec_driver_sql("INSERT INTO search_text (id, text) VALUES (?, ?)", rows)


def refresh(connection: Connection, action_id: int) -> None:
    """Index again whatever *action_id* touched; inside its transaction."""
    run = connection.exec_driver_sql
    touched = set(
        run("SELECT DISTINCT table_name FROM change WHERE action_id = ?", (action_id,)).scalars()
    )
    for kind, slot in KINDS.items():
        parts = {table: key for table, key in _PARTS.get(kind, {}).items() if table in touched}
        came_along = kind in _COMES_WITH_CONTACT and "contact" in touched
        if parts or kind in touched or came_along or (kind == "contact" and "tag" in touched):
            _index_known(connection, action_id, kind, slot)
            _empty_stale(connection)
            _collect(connection, action_id, kind, parts)
            _replace(connection, kind, slot)


def rebuild(connection: Connection) -> None:
    """Index everything anew."""
    run = connection.exec_driver_sql
    run("DELETE FROM search_text")
    for kind, slot in KINDS.items():
        index = _index_of(kind)
        run(f"INSERT INTO {index}({index}) VALUES('delete-all')")
        _empty_stale(connection)
        run(f"INSERT INTO search_stale SELECT id FROM {kind}")
        _replace(connection, kind, slot)


def forget_deleted(connection: Connection) -> None:
    """Let nothing of what was deleted stay in the index."""
    for index in map(_index_of, KINDS):
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES('optimize')")


def count_wrong(connection: Connection) -> int:
    """How many records are indexed under another text than theirs, or not, or no longer."""
    wrong = 0
    for kind, slot in KINDS.items():
        wrong += connection.exec_driver_sql(
            f"SELECT count(*) FROM {kind} c"
            f" LEFT JOIN search_text s ON s.id = c.id * {_SLOTS} + {slot}"
            f" WHERE s.text IS NOT searchable({_TEXTS[kind]})"
        ).scalar_one()
        wrong += connection.exec_driver_sql(
            f"SELECT count(*) FROM search_text WHERE id % {_SLOTS} = {slot}"
            f" AND id / {_SLOTS} NOT IN (SELECT id FROM {kind})"
        ).scalar_one()
    return wrong


def matching(kind: str, query: str) -> Found | None:
    """The ids of *kind* whose text has every word of *query*, in no order.

    A word of one or two letters must begin a word of the text; a longer one may stand anywhere
    in it (the tail of a telephone number), and may have been typed with the keyboard set to
    another language. None when *query* has no word.
    """
    words = _wanted(query)
    if not words:
        return None
    # One piece is its own proof; of several, only the text itself tells that they adjoin.
    tests, values = _tests([word for word in words if max(map(len, word)) > _PIECE])
    join = f" JOIN search_text t ON t.id = p.rowid AND {' AND '.join(tests)}" if tests else ""
    index = _index_of(kind)
    sql = f"SELECT p.rowid / {_SLOTS} AS id FROM {index} p{join} WHERE {index} MATCH :pieces"
    return Found(sql, {"pieces": _expression(words), **values})


def list_ids(connection: Connection, kind: str, query: str, limit: int = -1) -> list[int]:
    """The ids of all that ``matching`` finds, and of some more: no text is looked at.

    The oldest first; only so many where *limit* says it. A hundred thousand take some 15 ms.
    """
    words = _wanted(query)
    if not words:
        return []
    index = _index_of(kind)
    sql = (
        f"SELECT json_group_array(rowid / {_SLOTS}) FROM"
        f" (SELECT rowid FROM {index} WHERE {index} MATCH :pieces LIMIT :most)"
    )
    asked = {"pieces": _expression(words), "most": limit}
    return list(json.loads(connection.exec_driver_sql(sql, asked).scalar_one()))


def list_having(connection: Connection, kind: str, query: str, ids: Sequence[int]) -> list[int]:
    """Those of *ids* that ``matching`` finds, in their order; it looks at the text of each.

    A thousand take some 3 ms. *query* has a word.
    """
    tests, values = _tests(_wanted(query))
    sql = (
        "SELECT json_group_array(value) FROM (SELECT one.value FROM json_each(:ids) one"
        f" CROSS JOIN search_text t ON t.id = one.value * {_SLOTS} + {KINDS[kind]}"
        f" AND {' AND '.join(tests)} ORDER BY one.key)"
    )
    asked = {"ids": json.dumps([*ids]), **values}
    return list(json.loads(connection.exec_driver_sql(sql, asked).scalar_one()))


def newest(
    connection: Connection, query: str, kinds: Iterable[str], most: int
) -> dict[str, list[Indexed]]:
    """Of each of *kinds* the records not in the bin that ``matching`` finds; the newest *most*."""
    words = _wanted(query)
    found: dict[str, list[Indexed]] = {kind: [] for kind in kinds}
    if not words or not found:
        return found
    tests, values = _tests([word for word in words if max(map(len, word)) > _PIECE])
    proved = "".join(f" AND {test}" for test in tests)
    sql = " UNION ALL ".join(_newest_of(kind, proved) for kind in found)
    asked = {**values, "pieces": _expression(words), "most": most}
    for kind, *row in connection.exec_driver_sql(sql, asked):
        found[kind].append(Indexed(*row))
    return found


def spellings_of(query: str) -> list[tuple[str, ...]]:
    """The words of *query* as they may stand in the indexed text, to tell how well it fits."""
    return [tuple(spelling.strip() for spelling in word) for word in _wanted(query)]


def _newest_of(kind: str, proved: str) -> str:
    at = _LATER.get(kind, _USUALLY_LATER)
    return _NEWEST.format(kind=kind, at=at, index=_index_of(kind), proved=proved)


def _index_of(kind: str) -> str:
    """The table that has the pieces of its texts."""
    return f"search_parts_{kind}"


def _indexing(kind: str) -> str:
    """What puts texts into it; the condition on their places is to follow."""
    return f"INSERT INTO {_index_of(kind)} (rowid, text) SELECT id, text FROM search_text WHERE id"


def _wanted(query: str) -> list[tuple[str, ...]]:
    """The words of *query*, each with the spellings that stand for it in the text.

    A telephone number that was typed in pieces stands for each of them.
    """
    typed = query.split()[:_MOST_WORDS]
    whole = _dialed("".join(typed))
    words = [(*_spellings(word), *whole) for word in typed]
    return [tuple(dict.fromkeys(spellings)) for spellings in words if spellings]


def _spellings(word: str) -> tuple[str, ...]:
    """``a.b@c`` stands as three words in the text; telephones stand there by their digits."""
    plain = BETWEEN.join(split(word))
    found = [plain.rjust(_PIECE)] if plain else []
    found += _dialed(word)
    if len(word) >= _PIECE:
        found += map(fold, retyped(word))
    return tuple(dict.fromkeys(found))


def _dialed(typed: str) -> list[str]:
    """The digits of a telephone number; with its country also those that all spellings have."""
    number = digits(typed)
    if len(number) < _PHONE_LENGTH or not _DIALED.fullmatch(typed):
        return []
    return [number, tail(number)] if typed.startswith(("+", "00")) else [number]


def _expression(words: list[tuple[str, ...]]) -> str:
    """What FTS5 is asked; the text itself is looked at afterwards (``_tests``)."""
    return " AND ".join(
        "(" + " OR ".join(f"({_pieces(spelling)})" for spelling in spellings) + ")"
        for spellings in words
    )


def _pieces(word: str) -> str:
    # Side by side, not one from each letter on: half the lists to go through, and what has the
    # pieces apart from each other is sorted out by the text itself (``_tests``).
    last = len(word) - _PIECE
    starts = [*range(0, last, _PIECE), last][:_MOST_PIECES]
    pieces = dict.fromkeys(word[start : start + _PIECE] for start in starts)
    return " AND ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def _tests(words: list[tuple[str, ...]]) -> tuple[list[str], dict[str, str]]:
    """Conditions on ``t.text``: the pieces of a word may stand apart in it."""
    tests, values = [], {}
    for number, spellings in enumerate(words):
        either = []
        for variant, spelling in enumerate(spellings):
            name = f"word{number}_{variant}"
            values[name] = spelling
            either.append(f"instr(t.text, :{name})")
        tests.append(f"({' OR '.join(either)})")
    return tests, values


def _index_known(connection: Connection, action_id: int, kind: str, slot: int) -> None:
    """New records have no text yet, unless somebody knew it (``add_known``)."""
    made = "FROM change WHERE action_id = ? AND table_name = ? AND operation = 'I'"
    values = (action_id, kind)
    run = connection.exec_driver_sql
    first, last, count = run(f"SELECT min(row_id), max(row_id), count(*) {made}", values).one()
    if not count:
        return
    if last - first == count - 1:  # all of a stretch, as an import makes them
        stretch = (first * _SLOTS, last * _SLOTS + slot)
        run(f"{_indexing(kind)} BETWEEN ? AND ? AND id % {_SLOTS} = {slot} ORDER BY id", stretch)
    else:
        run(f"{_indexing(kind)} IN (SELECT row_id * {_SLOTS} + {slot} {made}) ORDER BY id", values)


def _empty_stale(connection: Connection) -> None:
    """An empty list of the ids whose text is to be made anew."""
    run = connection.exec_driver_sql
    run("CREATE TEMP TABLE IF NOT EXISTS search_stale (id INTEGER PRIMARY KEY)")
    run("DELETE FROM search_stale")


def _collect(connection: Connection, action_id: int, kind: str, parts: dict[str, str]) -> None:
    stale = "INSERT OR IGNORE INTO search_stale "
    values = {"action": action_id, "kind": kind}

    def run(select: str, **more: str) -> None:
        connection.execute(text(stale + select), values | more)

    run(
        "SELECT row_id FROM change WHERE action_id = :action AND table_name = :kind"
        " AND NOT (operation = 'I' AND"  # but for those that are known
        f" row_id * {_SLOTS} + {KINDS[kind]} IN (SELECT id FROM search_text))"
    )
    for table, column in parts.items():
        run(
            f"SELECT t.{column} FROM change c JOIN {table} t ON t.id = c.row_id"
            " WHERE c.action_id = :action AND c.table_name = :part",
            part=table,
        )
        run(
            f"SELECT json_extract(old, '$.{column}[0]') FROM change WHERE action_id = :action"
            f" AND table_name = :part AND json_extract(old, '$.{column}[0]') IS NOT NULL",
            part=table,
        )
    if kind in _COMES_WITH_CONTACT:
        run(
            f"SELECT t.id FROM change c JOIN {kind} t ON t.contact_id = c.row_id WHERE"
            " c.action_id = :action AND c.table_name = 'contact' AND c.operation = 'I'"
        )
    if kind == "contact":
        run(_OF_TAGS)
        run(_OF_COMPANIES)


def _replace(connection: Connection, kind: str, slot: int) -> None:
    run = connection.exec_driver_sql
    stale = f"(SELECT id * {_SLOTS} + {slot} FROM search_stale)"
    if run(f"SELECT EXISTS (SELECT 1 FROM search_text WHERE id IN {stale})").scalar():
        # Most changes leave the text as it is: into the bin and out of it, a new birthday.
        run(
            "DELETE FROM search_stale WHERE"
            f" (SELECT s.text FROM search_text s WHERE s.id = search_stale.id * {_SLOTS} + {slot})"
            f" IS (SELECT searchable({_TEXTS[kind]}) FROM {kind} c WHERE c.id = search_stale.id)"
        )
        run(f"DELETE FROM search_text WHERE id IN {stale}")
        run(f"DELETE FROM {_index_of(kind)} WHERE rowid IN {stale}")
    if run("SELECT count(*) FROM search_stale").scalar_one() > _TOGETHER:
        _write_many(connection, kind, slot)
        return
    run(
        f"INSERT INTO search_text (id, text) SELECT c.id * {_SLOTS} + {slot},"
        f" searchable({_TEXTS[kind]}) FROM {kind} c WHERE c.id IN (SELECT id FROM search_stale)"
    )
    run(f"{_indexing(kind)} IN {stale} ORDER BY id")


def _write_many(connection: Connection, kind: str, slot: int) -> None:
    """The same some thousands at a time, for which SQLite does not need the interpreter.

    While a thread folds some texts, those before are indexed and those after put together.
    """
    run = connection.exec_driver_sql
    part = f"(SELECT id * {_SLOTS} + {slot} FROM search_stale WHERE id BETWEEN ? AND ?)"
    indexing = f"{_indexing(kind)} IN {part} ORDER BY id"
    with ThreadPoolExecutor(1, "folding") as folding:
        coming = folding.submit(_folded, "[]")
        for raw in chain(_raw_texts(connection, kind), ["[]"]):
            ready = coming.result()
            rows = [(row_id * _SLOTS + slot, words) for row_id, words in ready]
            if rows:
                run("INSERT INTO search_text (id, text) VALUES (?, ?)", rows)
            coming = folding.submit(_folded, raw)
            if rows:
                run(indexing, (ready[0][0], ready[-1][0]))


def _raw_texts(connection: Connection, kind: str) -> Iterator[str]:
    """The ids that are stale, each with its text as it stands in the tables; as JSON."""
    some = (
        "SELECT json_group_array(json_array(id, text)), max(id) FROM"
        f" (SELECT c.id, {_TEXTS[kind]} AS text FROM search_stale s JOIN {kind} c ON c.id = s.id"
        f" WHERE s.id > ? ORDER BY s.id LIMIT {_TOGETHER})"
    )
    last = 0
    while last is not None:
        raw, last = connection.exec_driver_sql(some, (last,)).one()
        yield raw


def _folded(raw: str) -> list[tuple[int, str]]:
    return [(row_id, searchable(words)) for row_id, words in json.loads(raw)]
