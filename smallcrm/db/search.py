"""The folded full-text index: words by their beginnings, and any three letters in a row.

SQLite's own folding knows neither Greek nor Cyrillic, so the text goes in folded by
``core.fold`` and the query is folded the same way. Triggers would make imports 6 to 13 times
slower; instead each action, before it commits, indexes the rows that its journal names, in a
few INSERT ... SELECT: imports, undo and sync are covered by one rule.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from smallcrm.core.fold import fold

KINDS = {"contact": 1, "document": 2, "product": 3, "deal": 4}
_SLOTS = 16  # rowid in the index = id * 16 + kind
_PART = 3  # letters of a trigram

# What is found of each kind, as one text. Names of the schema only; nothing a user typed.
_TEXTS = {
    "contact": """
        c.name || ' ' || c.given_name || ' ' || c.family_name || ' ' || c.role || ' ' || c.tax_id
        || coalesce((SELECT ' ' || group_concat(company.name, ' ') FROM relation r
            JOIN contact company ON company.id = r.company_id WHERE r.contact_id = c.id), '')
        || coalesce((SELECT ' ' || group_concat(value, ' ') FROM email
            WHERE contact_id = c.id), '')
        || coalesce((SELECT ' ' || group_concat(digits || ' ' || e164, ' ') FROM phone
            WHERE contact_id = c.id), '')
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
}

# Whose text a changed row of another table is part of.
_PARTS = {
    "contact": dict.fromkeys(
        ("email", "phone", "address", "contact_tag", "relation"), "contact_id"
    ),
    "document": {"document_line": "document_id"},
}


def create(connection: Connection) -> None:
    """Make the index; part of making a file."""
    run = connection.exec_driver_sql
    run("CREATE TABLE search_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    run(
        "CREATE VIRTUAL TABLE search_words USING fts5(text, content='', contentless_delete=1,"
        " tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
    )
    run(
        "CREATE VIRTUAL TABLE search_parts USING fts5(text, content='', contentless_delete=1,"
        " tokenize='trigram case_sensitive 1', detail=none)"
    )
    for table in ("search_words", "search_parts"):
        run(f"INSERT INTO {table}({table}, rank) VALUES('secure-delete', 1)")


def refresh(connection: Connection, action_id: int) -> None:
    """Index again whatever *action_id* touched; inside its transaction."""
    run = connection.exec_driver_sql
    touched = set(
        run("SELECT DISTINCT table_name FROM change WHERE action_id = ?", (action_id,)).scalars()
    )
    for kind, slot in KINDS.items():
        parts = _PARTS.get(kind, {})
        if not touched & {kind, *parts}:
            continue
        run("CREATE TEMP TABLE IF NOT EXISTS search_stale (id INTEGER PRIMARY KEY)")
        run("DELETE FROM search_stale")
        _collect(connection, action_id, kind, {t: c for t, c in parts.items() if t in touched})
        _replace(connection, kind, slot)


def rebuild(connection: Connection) -> None:
    """Index everything anew."""
    run = connection.exec_driver_sql
    run("DELETE FROM search_text")
    for table in ("search_words", "search_parts"):
        run(f"INSERT INTO {table}({table}) VALUES('delete-all')")
    run("CREATE TEMP TABLE IF NOT EXISTS search_stale (id INTEGER PRIMARY KEY)")
    for kind, slot in KINDS.items():
        run("DELETE FROM search_stale")
        run(f"INSERT INTO search_stale SELECT id FROM {kind}")
        _replace(connection, kind, slot)


def matching(kind: str, query: str) -> tuple[str, dict[str, str]] | None:
    """SQL that yields the ids of *kind* whose text has every word of *query*, and its values.

    A word of one or two letters must begin a word of the text; a longer one may stand anywhere
    in it (the tail of a telephone number). None when *query* has no letter and no digit.
    """
    words = [word for word in fold(query).split() if any(char.isalnum() for char in word)]
    if not words:
        return None
    slot = KINDS[kind]
    conditions, values = [], {}
    for number, word in enumerate(words):
        long_enough = len(word) >= _PART
        name = f"word{number}"
        values[name] = _parts(word) if long_enough else _beginning(word)
        if not values[name]:
            continue
        table = "search_parts" if long_enough else "search_words"
        condition = f"id IN (SELECT rowid FROM {table} WHERE {table} MATCH :{name})"
        if len(word) > _PART:
            # The trigrams may stand apart; only the text itself tells.
            values[f"text{number}"] = word
            condition += f" AND instr(text, :text{number})"
        conditions.append(condition)
    where = " AND ".join(conditions) or "FALSE"
    sql = f"SELECT id / {_SLOTS} AS id FROM search_text WHERE id % {_SLOTS} = {slot} AND {where}"
    return sql, {name: value for name, value in values.items() if value}


def _parts(word: str) -> str:
    pieces = {word[start : start + _PART] for start in range(len(word) - _PART + 1)}
    return " AND ".join(_quoted(piece) for piece in sorted(pieces))


def _beginning(word: str) -> str:
    bare = "".join(char for char in word if char.isalnum())
    return f"{_quoted(bare)}*" if bare else ""


def _quoted(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'


def _collect(connection: Connection, action_id: int, kind: str, parts: dict[str, str]) -> None:
    stale = "INSERT OR IGNORE INTO search_stale "
    values = {"action": action_id, "kind": kind}

    def run(select: str, **more: str) -> None:
        connection.execute(text(stale + select), values | more)

    run("SELECT row_id FROM change WHERE action_id = :action AND table_name = :kind")
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
    if kind == "contact":  # people are found by the name of their company
        run("SELECT contact_id FROM relation WHERE company_id IN (SELECT id FROM search_stale)")


def _replace(connection: Connection, kind: str, slot: int) -> None:
    run = connection.exec_driver_sql
    stale = f"(SELECT id * {_SLOTS} + {slot} FROM search_stale)"
    known = run(f"SELECT EXISTS (SELECT 1 FROM search_text WHERE id IN {stale})").scalar()
    tables = ("search_text", "search_words", "search_parts")
    if known:
        for table in tables:
            column = "id" if table == "search_text" else "rowid"
            run(f"DELETE FROM {table} WHERE {column} IN {stale}")
    run(
        f"INSERT INTO search_text (id, text) SELECT c.id * {_SLOTS} + {slot},"
        f" fold({_TEXTS[kind]}) FROM {kind} c"
        " WHERE c.id IN (SELECT id FROM search_stale)"
    )
    for table in tables[1:]:
        run(
            f"INSERT INTO {table} (rowid, text) SELECT id, text FROM search_text"
            f" WHERE id IN {stale} ORDER BY id"
        )


def count_wrong(connection: Connection) -> int:
    """How many records are indexed under another text than theirs, or not, or no longer."""
    wrong = 0
    for kind, slot in KINDS.items():
        wrong += connection.exec_driver_sql(
            f"SELECT count(*) FROM {kind} c"
            f" LEFT JOIN search_text s ON s.id = c.id * {_SLOTS} + {slot}"
            f" WHERE s.text IS NOT fold({_TEXTS[kind]})"
        ).scalar_one()
        wrong += connection.exec_driver_sql(
            f"SELECT count(*) FROM search_text WHERE id % {_SLOTS} = {slot}"
            f" AND id / {_SLOTS} NOT IN (SELECT id FROM {kind})"
        ).scalar_one()
    return wrong
