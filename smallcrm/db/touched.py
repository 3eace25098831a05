"""Which rows some entries of the journal name, and the things that these rows are part of.

A *thing* is what a person sees as one: a contact with its telephones, an invoice with its lines.
Its own row has no owner; the rows of its parts point at it with a foreign key that cascades.
"""

from __future__ import annotations

from sqlalchemy import Connection

from smallcrm.db.schema import Schema

Row = tuple[str, int]  # table, id


class Touched:
    """The rows that the chosen entries of the journal name.

    Attributes:
        first: What happened first to each row: ``I``, ``U`` or ``D``.
        gone: The rows that were deleted.
    """

    def __init__(
        self, connection: Connection, schema: Schema, chosen: str, *values: object
    ) -> None:
        """Load the entries for which *chosen* holds, an SQL condition on ``change c``."""
        self._run = connection.exec_driver_sql
        self._schema = schema
        self._chosen, self._values = chosen, values
        self.first: dict[Row, str] = {}
        self.gone: set[Row] = set()
        self._things: dict[Row, tuple[Row, ...]] = {}
        self._load()

    def made(self, row: Row) -> bool:
        """Whether *row* was not there before."""
        return self.first.get(row) == "I"

    def things(self, row: Row) -> tuple[Row, ...]:
        """The things that *row* is part of, or was; itself when it is a thing."""
        return self._things.get(row) or (row,)

    def learn(self, other: Touched) -> None:
        """Take over what *other* knows about rows that are gone by now."""
        for row, things in other._things.items():
            if row in self.first:
                self._things.setdefault(row, things)

    def _load(self) -> None:
        changes = self._run(
            f"SELECT table_name, row_id, operation FROM change c WHERE {self._chosen} ORDER BY id",
            self._values,
        )
        for table, row_id, operation in changes:
            self.first.setdefault((table, row_id), operation)
            if operation == "D":
                self.gone.add((table, row_id))
        for table in {row[0] for row in self.first} & set(self._schema.owners):
            self._load_things(table)

    def _load_things(self, table: str) -> None:
        """Of whom each row of *table* is a part now, and was before."""
        for key in self._schema.owners[table]:
            pairs = self._run(
                f"SELECT c.row_id, t.{key.column} FROM change c JOIN {table} t ON t.id = c.row_id"
                f" WHERE {self._chosen} AND c.table_name = ? UNION"
                f" SELECT c.row_id, json_extract(c.old, '$.{key.column}[0]') FROM change c"
                f" WHERE {self._chosen} AND c.table_name = ? AND c.old IS NOT NULL",
                (*self._values, table, *self._values, table),
            )
            for row_id, owner in pairs:
                if owner is not None:
                    row = (table, row_id)
                    self._things[row] = (*self._things.get(row, ()), (key.parent, owner))
