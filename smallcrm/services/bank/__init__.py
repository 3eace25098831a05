"""Bank statements: bring them in, see what was paid, make payments of it."""

from smallcrm.services.bank.commands import accept, accept_all, bring_in, put_aside, take_back
from smallcrm.services.bank.drafts import (
    IGNORED,
    LIKELY,
    PAID,
    SURE,
    UNCLEAR,
    WAITING,
    BankRow,
    BroughtIn,
    Look,
    Proposal,
    ProposedInvoice,
)
from smallcrm.services.bank.queries import list_ids, list_rows, look, propose

__all__ = [
    "IGNORED",
    "LIKELY",
    "PAID",
    "SURE",
    "UNCLEAR",
    "WAITING",
    "BankRow",
    "BroughtIn",
    "Look",
    "Proposal",
    "ProposedInvoice",
    "accept",
    "accept_all",
    "bring_in",
    "list_ids",
    "list_rows",
    "look",
    "propose",
    "put_aside",
    "take_back",
]
