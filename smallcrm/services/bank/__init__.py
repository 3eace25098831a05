"""Bank statements: bring them in, see what was paid, make payments of it."""

from smallcrm.services.bank.commands import accept, bring_in, put_aside, take_back
from smallcrm.services.bank.drafts import (
    IGNORED,
    LIKELY,
    PAID,
    SURE,
    UNCLEAR,
    WAITING,
    BankRow,
    BroughtIn,
    Proposal,
    ProposedInvoice,
)
from smallcrm.services.bank.queries import list_lines, propose

__all__ = [
    "IGNORED",
    "LIKELY",
    "PAID",
    "SURE",
    "UNCLEAR",
    "WAITING",
    "BankRow",
    "BroughtIn",
    "Proposal",
    "ProposedInvoice",
    "accept",
    "bring_in",
    "list_lines",
    "propose",
    "put_aside",
    "take_back",
]
