"""Old files become files of this version wholly or not at all; new ones are as the models say."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from smallcrm.core.errors import StorageError
from smallcrm.core.text import T
from smallcrm.db import inspection, making, migrations, version
from smallcrm.db.database import Database
from smallcrm.db.driver import sqlite
from smallcrm.db.engine import open_engine
from smallcrm.models import Activity, Base
from smallcrm.services import contacts, leads
from smallcrm.services.leads import LeadDraft
from tests.db.old_files import make_v1

ROOT = Path(__file__).parents[2]
VERSIONS = sorted(Path(migrations.__file__).parent.glob("versions/[0-9]*.py"))


@pytest.fixture
def old_file(tmp_path):
    path = tmp_path / "old.smallcrm"
    make_v1(path)
    return path


def described(path: Path) -> dict[str, dict[str, object]]:
    """What there is to say about each table, in a form that can be compared."""
    engine = open_engine(path)
    with engine.connect() as connection:
        look = inspect(connection)
        sql = dict(
            connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
            ).all()
        )
        found = {
            name: {
                "columns": {
                    column["name"]: (str(column["type"]), column["nullable"], column["default"])
                    for column in look.get_columns(name)
                },
                "key": look.get_pk_constraint(name),
                "foreign": _foreign_keys(connection, name),
                "unique": sorted(map(str, look.get_unique_constraints(name))),
                "checks": sorted(map(str, look.get_check_constraints(name))),
                "indexes": sorted(_index(index) for index in look.get_indexes(name)),
                "ids grow": "AUTOINCREMENT" in sql[name],
                "without rowid": "WITHOUT ROWID" in sql[name],
            }
            for name in sql
            if not name.startswith(("sqlite_", "search_", "alembic"))
        }
    engine.dispose()
    return found


def _foreign_keys(connection: Connection, table: str) -> list[tuple[object, ...]]:
    """What SQLite itself says: the inspector does not read those that stand beside a column."""
    rows = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})")
    return sorted(tuple(row)[2:] for row in rows)


def _index(index: dict[str, object]) -> str:
    options = {name: str(value) for name, value in index["dialect_options"].items()}
    return str((index["name"], index["column_names"], index["unique"], options))


def test_new_file_has_the_tables_of_the_models(tmp_path):
    modelled = tmp_path / "modelled"
    engine = open_engine(modelled)
    Base.metadata.create_all(engine)
    engine.dispose()
    made = tmp_path / "made"
    made.touch()
    making.make(made)
    assert described(made) == described(modelled)


def test_upgraded_file_has_the_tables_of_a_new_one(old_file, empty_file):
    Database(old_file).close()
    assert described(old_file) == described(empty_file)


def test_versions_are_counted_without_gaps():
    numbers = [int(path.name[:4]) for path in VERSIONS]
    assert numbers == list(range(1, version.LATEST + 1))


def test_old_file_keeps_its_rows_and_is_found_and_noted_from_now_on(old_file):
    database = Database(old_file)
    with database.read() as session:
        ids = contacts.list_ids(session, search="αννα 1")
        assert [draft.name for draft in contacts.list_drafts(session, ids).values()] == ["Άννα 1"]
        assert contacts.get_draft(session, ids[0]).phones[0].value == "999"
    with database.write(T("Note")) as session:
        contacts.add_note(session, ids[0], "A word")
    assert database.undo().restored == 1
    database.close()


def test_guards_are_there_after_the_upgrade(old_file, empty_file):
    Database(old_file).close()
    names = []
    for path in (old_file, empty_file):
        connection = sqlite.connect(path)
        question = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        names.append(connection.execute(question).fetchall())
        connection.close()
    assert names[0] == names[1]


def test_copy_is_kept_before_the_upgrade(old_file):
    Database(old_file).close()
    (copy,) = (old_file.parent / "backups").iterdir()
    assert f"before-v{version.LATEST}" in copy.name
    connection = sqlite.connect(copy)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT count(*) FROM contact").fetchone() == (3,)
    connection.close()


def test_second_opening_upgrades_nothing(old_file):
    Database(old_file).close()
    Database(old_file).close()
    assert len(list((old_file.parent / "backups").iterdir())) == 1


def between_look_and_lock(monkeypatch, happens):
    """Let *happens* happen when somebody has seen that the file is old, and not begun yet."""
    upgrade = making.upgrade

    def late(*arguments):
        monkeypatch.setattr(making, "upgrade", upgrade)
        happens()
        upgrade(*arguments)

    monkeypatch.setattr(making, "upgrade", late)


def test_two_programs_that_open_an_old_file_upgrade_it_once(old_file, empty_file, monkeypatch):
    between_look_and_lock(monkeypatch, lambda: Database(old_file).close())
    Database(old_file).close()
    assert described(old_file) == described(empty_file)
    assert len(list((old_file.parent / "backups").iterdir())) == 1


def test_file_that_a_newer_program_upgrades_meanwhile_is_refused(old_file, monkeypatch):
    def make_newer():
        connection = sqlite.connect(old_file)
        connection.execute(f"PRAGMA user_version = {version.LATEST + 1}")
        connection.close()

    between_look_and_lock(monkeypatch, make_newer)
    with pytest.raises(StorageError, match="newer version"):
        Database(old_file)
    assert not (old_file.parent / "backups").exists()


def test_failing_step_leaves_the_file_as_it_was(old_file, monkeypatch):
    before = described(old_file)
    upgrade = migrations.upgrade

    def fail(connection):
        upgrade(connection)
        raise ZeroDivisionError

    monkeypatch.setattr(migrations, "upgrade", fail)
    with pytest.raises(ZeroDivisionError):
        Database(old_file)
    assert described(old_file) == before
    monkeypatch.undo()
    Database(old_file).close()


def test_step_that_loses_references_is_refused(old_file, monkeypatch):
    before = described(old_file)
    upgrade = migrations.upgrade

    def lose(connection):
        upgrade(connection)
        connection.exec_driver_sql("DELETE FROM contact WHERE id = 1")

    monkeypatch.setattr(migrations, "upgrade", lose)
    with pytest.raises(StorageError, match="could not be brought up to date"):
        Database(old_file)
    assert described(old_file) == before


def test_table_may_be_made_anew_without_losing_what_points_at_it(old_file, monkeypatch):
    upgrade = migrations.upgrade

    def rebuild(connection):
        upgrade(connection)
        run = connection.exec_driver_sql
        sql = run("SELECT sql FROM sqlite_master WHERE name = 'contact'").scalar()
        run(sql.replace("CREATE TABLE contact", "CREATE TABLE contact_new"))
        run("INSERT INTO contact_new SELECT * FROM contact")
        run("DROP TABLE contact")
        run("ALTER TABLE contact_new RENAME TO contact")
        run("CREATE INDEX ix_contact_order ON contact (deleted_at, folded, id)")
        run("CREATE INDEX ix_contact_tax_id ON contact (tax_id)")

    monkeypatch.setattr(migrations, "upgrade", rebuild)
    database = Database(old_file)
    with database.read() as session:
        run = session.connection().exec_driver_sql
        assert run("SELECT count(*) FROM phone").scalar() == 3
        assert run("PRAGMA foreign_keys").scalar() == 1
    with database.write(T("Delete")) as session:
        session.connection().exec_driver_sql("DELETE FROM contact WHERE id = 1")
    with database.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM phone").scalar() == 2
    assert database.undo().restored == 1
    database.close()


@pytest.mark.skipif(os.name != "posix", reason="processes are killed by signal")
@pytest.mark.parametrize("each", [23, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.timeout(600)
def test_upgrade_that_is_killed_is_done_wholly_or_not_at_all(tmp_path, each):
    harness = Path(__file__).with_name("upgrade_harness.py")
    done = subprocess.run(
        [sys.executable, str(harness), str(tmp_path), str(each)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found["half"] == []
    assert found["old"] >= 5
    assert found["new"] >= 1


def test_upgraded_file_finds_leads_and_is_sound(tmp_path):
    path = tmp_path / "old.smallcrm"
    shutil.copy(ROOT / "tests/files/v0004.smallcrm", path)
    database = Database(path)
    with database.write(T("Add")) as session:
        lead_id = leads.add(session, LeadDraft("Анна", phone="+7 916 123-45-67"))
    with database.read() as session:
        assert leads.list_ids(session, search="1234567") == [lead_id]
        assert inspection.problems(session.connection()) == []
    database.undo()
    with database.read() as session:
        assert inspection.problems(session.connection()) == []
    database.close()


def test_void_invoice_of_an_old_file_is_settled_by_its_credit_note(tmp_path):
    path = tmp_path / "old.smallcrm"
    shutil.copy(ROOT / "tests/files/v0003.smallcrm", path)
    connection = sqlite.connect(path)
    run = connection.execute
    for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        run(f"DROP TRIGGER {name}")
    (invoice,) = run("SELECT id FROM document WHERE kind = 'invoice' AND number > ''").fetchone()
    columns = [row[1] for row in run("PRAGMA table_info(document)")]
    other = {"id": "900", "uid": "'c'", "kind": "'credit_note'", "number": "'CN-1'", "counter": "9"}
    run(
        f"INSERT INTO document ({', '.join(columns)})"
        f" SELECT {', '.join(other.get(name, name) for name in columns)}"
        f" FROM document WHERE id = {invoice}"
    )
    run(f"UPDATE document SET void_at = issued_at WHERE id = {invoice}")
    run(
        "INSERT INTO document_link (source_id, target_id, kind) VALUES (?, 900, 'credits')",
        (invoice,),
    )
    connection.commit()
    connection.close()
    database = Database(path)
    with database.read() as session:
        found = session.connection().exec_driver_sql(
            "SELECT a.credit_id, a.invoice_id, a.amount = d.due"
            " FROM allocation a JOIN document d ON d.id = a.invoice_id"
        )
        assert found.all() == [(900, invoice, 1)]
    database.close()


def test_entries_and_tasks_of_version_4_stay_and_may_be_of_more_kinds(tmp_path):
    path = tmp_path / "old.smallcrm"
    shutil.copy(ROOT / "tests/files/v0004.smallcrm", path)
    connection = sqlite.connect(path)
    run = connection.execute
    for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        run(f"DROP TRIGGER {name}")
    stamp = ", '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000'"
    run(
        "INSERT INTO task (uid, title, due, zone, created_at, updated_at)"
        f" VALUES ('t', 'Call', '2026-07-01 09:00', 'Europe/Athens'{stamp})"
    )
    run(
        "INSERT INTO activity (id, contact_id, kind, at, body, uid, created_at, updated_at)"
        f" SELECT 900, min(id), 'call', '2026-01-01 00:00:00', 'Hello', 'a'{stamp} FROM contact"
    )
    run("DELETE FROM activity WHERE id = 900")  # its number is not given again
    question = "SELECT * FROM activity ORDER BY id"
    before = run(question).fetchall()
    connection.commit()
    connection.close()
    database = Database(path)
    with database.read() as session:
        read = session.connection().exec_driver_sql
        assert [tuple(row)[: len(before[0])] for row in read(question)] == before
        times = read("SELECT due_at, next_at FROM task WHERE uid = 't'").one()
        assert tuple(times) == ("2026-07-01 06:00:00.000000",) * 2
    with database.write(T("Test")) as session:
        contact_id = contacts.list_ids(session)[0]
        session.add(Activity(contact_id=contact_id, kind="visit"))
        session.flush()
    with database.read() as session:
        assert session.connection().exec_driver_sql("SELECT max(id) FROM activity").scalar() == 901
    database.close()
