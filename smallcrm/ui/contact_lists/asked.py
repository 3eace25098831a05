"""What a list of contacts is asked for; light, for the first picture needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from smallcrm.services.segments import Rules

EVERYBODY, PEOPLE, COMPANIES = "", "people", "companies"  # keys of chips
SEGMENT = "segment:"  # before the id of a saved filter
LIST, TABLE, CARDS, BIN = "list", "table", "cards", "bin"  # ways to look at contacts
FILTER = "filter"  # the table, with the filter panel open


class Asked(NamedTuple):
    """Which contacts are wanted, in which order.

    Attributes:
        chip: The key of a chip: ``people``, ``customers``, ``segment:7``; empty for all.
        rules: Conditions of the filter panel that come on top; None for none.
        key: The column that they are sorted by; *is_down* from the last to the first.
        archived: Those in the bin instead.
    """

    search: str = ""
    chip: str = EVERYBODY
    rules: Rules | None = None
    key: str = "name"
    is_down: bool = False
    archived: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether only some of the contacts are asked for."""
        return bool(self.search or self.chip or self.rules)
