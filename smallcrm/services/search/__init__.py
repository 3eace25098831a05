"""Search: one box over contacts, deals, leads, documents, products, notes and tasks."""

from smallcrm.services.search.queries import KINDS, Hit, NoteRow, find

__all__ = ["KINDS", "Hit", "NoteRow", "find"]
