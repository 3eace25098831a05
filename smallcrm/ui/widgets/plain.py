"""Text of users that Qt must never take for HTML (it would load what the text points to)."""

from __future__ import annotations

_MARKS = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br>"))


def plain_tooltip(text: str) -> str:
    """*text* as a tooltip that shows every character as it is."""
    if "<" not in text:
        return text
    for mark, written in _MARKS:
        text = text.replace(mark, written)
    return f"<qt>{text}</qt>"
