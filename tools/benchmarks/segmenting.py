"""Lists of 100,000 contacts: ids sorted by a column, narrowed by a condition; the counts of chips.

The limit is the same answer in bare SQL without folding: the ids in the order of an index.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from smallcrm.db.database import Database
from smallcrm.services import segments
from smallcrm.services.segments import BUILT_IN, Condition, Order, Rules, Wanted
from tools.benchmarks import measure

_ORDERS = ("name", "company", "city", "last_contact", "unpaid")
_CONDITIONS = (
    Condition("tag", "is", "VIP"),
    Condition("city", "is", "Athens"),
    Condition("name", "begins", "an"),
    Condition("unpaid", "more", "100", "EUR"),
)
_RUNS = 3
_LIMIT = "SELECT id FROM contact WHERE deleted_at IS NULL ORDER BY folded, id"


def run() -> None:
    """Print the best of three for each order and condition, and for all chips together."""
    database = Database(measure.sample())
    with database.read() as session:
        limit = _best(partial(_bare, session.connection()))
        for key in _ORDERS:
            ours = _best(partial(segments.list_ids, session, Wanted(), Order(key)))
            measure.compare(f"segments.sort.{key}", ours, limit, "ms", "the bare list of ids")
        for condition in _CONDITIONS:
            wanted = Wanted(rules=Rules((condition,)))
            ours = _best(partial(segments.list_ids, session, wanted))
            name = f"segments.filter.{condition.field}"
            measure.compare(name, ours, limit, "ms", "the bare list of ids")
        counts = [
            partial(segments.count, session, Wanted(rules=rules)) for _, rules in BUILT_IN.values()
        ]
        measure.show("segments.chips", sum(map(_best, counts)), "ms")
    database.close()


def _best(action: Callable[[], object]) -> float:
    """Milliseconds."""
    return min(measure.seconds(action) for _ in range(_RUNS)) * 1000


def _bare(connection: Connection) -> None:
    connection.exec_driver_sql(_LIMIT).scalars().all()
