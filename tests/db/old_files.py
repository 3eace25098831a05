"""Files as an older version made them, for upgrading."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from smallcrm.db import journal, migrations
from smallcrm.db.engine import open_engine
from smallcrm.db.schema import Schema
from smallcrm.db.version import APPLICATION_ID

_BLANK = (
    "company_key given_name family_name role birthday tax_id language currency source owner"
    " consent note"
)
_INSTANTS, _THEN = "created_at updated_at", "2025-01-01 00:00:00.000000"


def make_v1(path: Path, people: int = 3) -> None:
    """A file of the first version, before there were documents, with some *people* in it."""
    path.touch(mode=0o600)
    engine = open_engine(path)
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        with connection.begin():
            run = connection.exec_driver_sql
            run(f"PRAGMA application_id = {APPLICATION_ID}")
            config = Config()
            config.set_main_option("script_location", str(Path(migrations.__file__).parent))
            config.set_main_option("path_separator", "os")
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            run("PRAGMA user_version = 1")
            journal.install(connection, Schema(connection))
            blank = dict.fromkeys(_BLANK.split(), "") | dict.fromkeys(_INSTANTS.split(), _THEN)
            for number in range(people):
                row = blank | {
                    "uid": f"uid-{number}",
                    "kind": "person",
                    "name": f"Άννα {number}",
                    "folded": f"αννα {number}",
                }
                blanks = ", ".join("?" * len(row))
                run(
                    f"INSERT INTO contact ({', '.join(row)}) VALUES ({blanks})",
                    tuple(row.values()),
                )
            run(
                "INSERT INTO phone (contact_id, position, value, digits, e164, label)"
                " SELECT id, 0, '999', '999', '', '' FROM contact"
            )
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
