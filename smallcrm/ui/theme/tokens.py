"""The only place where a color, a size or a kind of text is written down."""

from __future__ import annotations

from typing import NamedTuple


class Colors(NamedTuple):
    """One color scheme, as ``#RRGGBB``.

    Attributes:
        canvas, rail, surface, raised: Surfaces from back to front.
        hover, pressed, selected: Rows and buttons under the mouse, held, chosen.
        line, line2: Separators; borders of labelled buttons. Decoration, no contrast asked.
        control: Border of inputs, which tells them apart (at least 3:1, WCAG 1.4.11).
        text, text2, text3: Text, secondary text, hints (at least 4.5:1).
        success … neutral: Words of a state, and the tinted surface behind them (``_soft``).
        inverse, on_inverse, inverse_action: The snackbar and tooltips.
        avatars: Pairs ``background foreground``.
    """

    canvas: str
    rail: str
    surface: str
    raised: str
    hover: str
    pressed: str
    selected: str
    line: str
    line2: str
    control: str
    text: str
    text2: str
    text3: str
    on_accent: str
    accent: str
    accent_hover: str
    accent_soft: str
    accent_text: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    neutral: str
    neutral_soft: str
    inverse: str
    on_inverse: str
    inverse_action: str
    avatars: tuple[str, ...]


LIGHT = Colors(
    canvas="#F4F5F7",
    rail="#ECEEF2",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#F1F3F6",
    pressed="#E6E9EE",
    selected="#E9EFFD",
    line="#E3E6EB",
    line2="#CDD3DC",
    control="#858D9B",
    text="#1A202C",
    text2="#4C5667",
    text3="#636D7D",
    on_accent="#FFFFFF",
    accent="#2F5FD0",
    accent_hover="#264EB0",
    accent_soft="#E4EBFC",
    accent_text="#2450B8",
    success="#146C43",
    success_soft="#E0F3E8",
    warning="#855300",
    warning_soft="#FDF0D5",
    danger="#B02A22",
    danger_soft="#FCE8E6",
    neutral="#4C5667",
    neutral_soft="#ECEEF2",
    inverse="#252B37",
    on_inverse="#F5F6F8",
    inverse_action="#9DBBFF",
    avatars=(
        "#DCE6FD #2349A8",
        "#D9F0E3 #14603C",
        "#FBE6D0 #85450B",
        "#F3DFF5 #7A2A86",
        "#D8EEF3 #0F5B6E",
        "#FADFE3 #99243B",
        "#E8E6FB #4A3FA8",
        "#EBEBD3 #5C5A12",
    ),
)

DARK = Colors(
    canvas="#13161B",
    rail="#181C22",
    surface="#1C2128",
    raised="#262C36",
    hover="#252B35",
    pressed="#2E3541",
    selected="#23314F",
    line="#2C333E",
    line2="#3B4452",
    control="#737E8F",
    text="#E9ECF1",
    text2="#B2BBC8",
    text3="#98A2B1",
    on_accent="#0D1526",
    accent="#86A8FF",
    accent_hover="#A3BDFF",
    accent_soft="#25324F",
    accent_text="#A9C1FF",
    success="#6BD3A0",
    success_soft="#17352A",
    warning="#F2BE66",
    warning_soft="#3A2E17",
    danger="#FF938A",
    danger_soft="#452523",
    neutral="#B2BBC8",
    neutral_soft="#2A313C",
    inverse="#E9ECF1",
    on_inverse="#1A202C",
    inverse_action="#2450B8",
    avatars=(
        "#2B3F6E #B9CDFF",
        "#1E4A35 #93E0BA",
        "#573A1B #F7C793",
        "#4F2A57 #ECB6F4",
        "#1B4753 #97DCEC",
        "#5A2732 #FFB3C0",
        "#383270 #C9C3FF",
        "#484717 #E0DE93",
    ),
)


class Metrics(NamedTuple):
    """Spacing on a scale of 4, and sizes, in logical pixels at 100 % text size.

    Spacing (``s1`` … ``s6``) and radii stay; everything that holds text grows with it and is
    asked for through ``Theme.size``.
    """

    s1: int = 4
    s2: int = 8
    s3: int = 12
    s4: int = 16
    s5: int = 24
    s6: int = 32
    radius_s: int = 4
    radius: int = 8
    radius_l: int = 12
    focus: int = 2
    control_height: int = 36
    row: int = 64
    row_compact: int = 40
    chip: int = 30
    pill: int = 22
    rail_width: int = 208
    rail_max: int = 280
    rail_folded: int = 68
    list_pane: int = 348
    list_pane_min: int = 304
    aside: int = 292
    icon: int = 20
    avatar: int = 40


class Role(NamedTuple):
    """A kind of text: height in logical pixels at 100 %, and weight."""

    pixels: int
    weight: int = 400


ROLES: dict[str, Role] = {
    "caption": Role(12),
    "caption_strong": Role(12, 600),
    "body": Role(14),
    "body_strong": Role(14, 600),
    "subtitle": Role(16, 600),
    "figure": Role(20, 600),
    "title": Role(22, 600),
    "display": Role(28, 600),
}

_LINEAR = 0.03928  # below it the scale is a straight line (WCAG 2.2)
METRICS = Metrics()
KINDS = ("neutral", "accent", "success", "warning", "danger")  # of pills, banners and cards

_ON_ALL = ("canvas", "surface", "hover", "selected")
CONTRAST: tuple[tuple[str, str, float], ...] = (
    *(("text", back, 4.5) for back in (*_ON_ALL, "rail", "raised", "pressed")),
    *(("text2", back, 4.5) for back in (*_ON_ALL, "rail", "raised", "pressed")),
    *(("text3", back, 4.5) for back in _ON_ALL),
    ("on_accent", "accent", 4.5),
    ("on_accent", "accent_hover", 4.5),
    *(("accent_text", back, 4.5) for back in ("accent_soft", "surface", "selected", "hover")),
    *((kind, back, 4.5) for kind in KINDS[2:] for back in (f"{kind}_soft", "surface", "selected")),
    ("text", "warning_soft", 4.5),
    ("text", "danger_soft", 4.5),
    ("text", "success_soft", 4.5),
    ("text2", "warning_soft", 4.5),
    ("neutral", "neutral_soft", 4.5),
    ("on_inverse", "inverse", 4.5),
    ("inverse_action", "inverse", 4.5),
    *(("control", back, 3.0) for back in ("surface", "canvas")),
    *(("accent", back, 3.0) for back in ("surface", "canvas", "rail")),
)


def contrast(first: str, second: str) -> float:
    """How well two colors can be told apart, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def weak_pairs(colors: Colors) -> list[str]:
    """The pairs of *colors* that are too alike to be read, as sentences; empty when all is well."""
    pairs = [
        (f"{front} on {back}", getattr(colors, front), getattr(colors, back), least)
        for front, back, least in CONTRAST
    ]
    pairs += [(f"avatar {pair}", pair[:7], pair[-7:], 4.5) for pair in colors.avatars]
    return [
        f"{name}: {contrast(front, back):.2f}, needs {least}"
        for name, front, back, least in pairs
        if contrast(front, back) < least
    ]


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
