"""Today: what is to be done, what money waits for, and what slips away; reading only."""

from smallcrm.services.contacts import Birthday
from smallcrm.services.today.dues import Dues, Quote, Unpaid
from smallcrm.services.today.looking import Today, look
from smallcrm.services.today.slipping import SILENT, Quiet, Slipping
from smallcrm.services.today.todo import ToDo

__all__ = [
    "SILENT",
    "Birthday",
    "Dues",
    "Quiet",
    "Quote",
    "Slipping",
    "ToDo",
    "Today",
    "Unpaid",
    "look",
]
