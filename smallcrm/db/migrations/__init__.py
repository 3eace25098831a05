"""The history of the tables: frozen steps, run in one transaction when a file is behind."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from smallcrm.db.version import LATEST


def upgrade(connection: Connection) -> None:
    """Bring the open file to the latest schema, inside the transaction that is under way."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA user_version = {LATEST}")
