"""Telephone numbers in E.164; kept in the core, where reading a file in a child finds it too."""

from smallcrm.core.phones import e164

__all__ = ["e164"]
