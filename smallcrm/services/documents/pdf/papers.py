"""How large the paper is: A4, or Letter where everybody has that."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, LETTER

# Unicode CLDR, paper size US-Letter: everybody else prints on A4.
_LETTER_COUNTRIES = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)
_PAPERS = {"a4": A4, "letter": LETTER}


def size_for(country: str, paper: str = "") -> tuple[float, float]:
    """Width and height of *paper* in points; when empty, of what is usual in *country*."""
    usual = "letter" if country.upper() in _LETTER_COUNTRIES else "a4"
    width, height = _PAPERS[paper or usual]
    return width, height
