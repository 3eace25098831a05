"""Text of users that Qt must never take for HTML (it would load what the text points to)."""

from __future__ import annotations

import html


def plain_tooltip(text: str) -> str:
    """*text* as a tooltip that shows every character as it is."""
    if "<" not in text:
        return text
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>"
