"""What a list of contacts is asked for; light, for the first picture needs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from smallcrm.ui.shell.address import id_in

if TYPE_CHECKING:
    from smallcrm.services.segments import Rules

EVERYBODY, PEOPLE, COMPANIES = "", "people", "companies"  # keys of chips
SEGMENT = "segment:"  # before the id of a saved filter
IMPORT = "import:"  # before the number of an import in the history
LIST, TABLE, CARDS, BIN = "list", "table", "cards", "bin"  # ways to look at contacts
FILTER = "filter"  # the table, with the filter panel open


class Asked(NamedTuple):
    """Which contacts are wanted, in which order.

    Attributes:
        chip: The key of a chip: ``people``, ``customers``, ``segment:7``, ``import:12``; empty
            for all.
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


def chip_of(parts: Sequence[str]) -> str:
    """The chip at the end of an address, ``import/12``; empty where there is none."""
    is_import = len(parts) == 2 and parts[0] == IMPORT[:-1]  # noqa: PLR2004
    return ":".join(parts) if is_import and id_in(parts[1]) else EVERYBODY


def address_with(address: str, chip: str) -> str:
    """*address* of another view, so that it shows the same import as this one."""
    return f"{address}/{chip.replace(':', '/')}" if chip.startswith(IMPORT) else address
