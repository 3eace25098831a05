"""What was done to the file, when and by whom."""

from smallcrm.services.history.queries import ActionRow, list_actions, next_undo

__all__ = ["ActionRow", "list_actions", "next_undo"]
