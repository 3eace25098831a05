"""The addresses of this page: all possible doubles, or some contacts side by side."""

from __future__ import annotations

from collections.abc import Iterable

from smallcrm.ui.shell.address import Address, id_in

ALL = "crm://doubles"


def of(contact_ids: Iterable[int]) -> str:
    """Of these contacts side by side: ``crm://doubles/3,7``."""
    return f"{ALL}/{','.join(map(str, contact_ids))}"


def read(address: Address) -> tuple[int, ...]:
    """The contacts that *address* names; none for all doubles."""
    named = ",".join(address.parts).split(",")
    return tuple(filter(None, map(id_in, named)))
