"""The one style sheet of the program, generated from the tokens.

Variants are dynamic properties (``variant="primary"``), never names of objects. Heights in a
style sheet are those of the content: height wanted minus the borders. A border that grows takes
its pixels from the content and the padding, so that nothing moves when the keyboard comes.
"""

from __future__ import annotations

from string import Template

from smallcrm.core import paths
from smallcrm.ui.theme.tokens import DARK, KINDS, METRICS, ROLES, Colors

_SURFACES = """
* { outline: none; }
QMainWindow, QDialog, QWidget[surface="canvas"] { background: $canvas; }
QWidget[surface="plain"] { background: $surface; }
QFrame[surface="rail"] { background: $rail; border: none; border-right: 1px solid $line; }
QFrame[surface="list"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[surface="bar"] { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame[surface="band"] { background: $accent_soft; border: none;
    border-bottom: 1px solid $line; }
QFrame[surface="foot"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[surface="raised"] { background: $raised; border: 1px solid $line2;
    border-radius: ${radius_l}px; }
QFrame[card="plain"] { background: $surface; border: 1px solid $line;
    border-radius: ${radius_l}px; }
QFrame[card="drop"] { background: $surface; border: 2px dashed $line2;
    border-radius: ${radius_l}px; }
QFrame[card="column"] { background: $rail; border: none; border-radius: ${radius_l}px; }
QFrame[separator="h"] { background: $line; min-height: 1px; max-height: 1px; border: none; }
QFrame[separator="v"] { background: $line; min-width: 1px; max-width: 1px; border: none; }
QSplitter::handle { background: $line; }
QSplitter[quiet="true"]::handle { background: transparent; }
QSplitter::handle:hover, QSplitter::handle:focus { background: $accent; }
QToolTip { background: $inverse; color: $on_inverse; border: none;
    padding: ${s1}px ${s2}px; }
"""

_LABELS = """
QLabel { background: transparent; color: $text; }
QLabel[tone="2"] { color: $text2; }
QLabel[tone="3"] { color: $text3; }
QLabel[tone="accent"] { color: $accent_text; }
QLabel[pill] { border-radius: ${pill_radius}px; padding: 0 ${s2}px;
    min-height: ${pill}px; max-height: ${pill}px; }
"""

_BUTTONS = """
QPushButton { min-height: ${control_inner}px; border-radius: ${radius}px; padding: 0 ${s4}px;
    border: 1px solid $line2; background: $surface; color: $text; icon-size: ${icon}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:open { background: $pressed; }
QPushButton:disabled { color: $text3; border-color: $line; background: $canvas; }
QPushButton[variant="primary"], QPushButton:default { background: $accent; color: $on_accent;
    border: 1px solid $accent; font-weight: 600; }
QPushButton[variant="primary"]:hover, QPushButton:default:hover { background: $accent_hover;
    border-color: $accent_hover; }
QPushButton[variant="primary"]:disabled { background: $neutral_soft; color: $text3;
    border-color: $neutral_soft; }
QPushButton[variant="danger"] { color: $danger; }
QPushButton[variant="danger"]:hover { background: $danger_soft; }
QPushButton[variant="ghost"] { background: transparent; border: 1px solid transparent;
    padding: 0 ${s2}px; }
QPushButton[variant="ghost"]:hover { background: $hover; }
QPushButton[variant="ghost"]:pressed { background: $pressed; }
QPushButton[variant="ghost"]:checked { background: $accent_soft; color: $accent_text; }
QPushButton[variant="link"] { background: transparent; border: 1px solid transparent;
    color: $accent_text; padding: 1px; min-height: 22px; text-align: left; font-weight: 600; }
QPushButton[variant="link"]:hover { text-decoration: underline; }
QPushButton[variant="link"]:disabled { color: $text3; }
QPushButton[variant="choice"] { border-radius: ${radius_l}px; border: 1px solid $line;
    padding: 0; text-align: left; }
QPushButton[variant="choice"]:hover { border-color: $accent; background: $surface; }
QPushButton[variant="line"] { border: 1px solid transparent; background: transparent;
    padding: 0; min-height: 0; }
QPushButton[variant="line"]:hover { background: $hover; }
QPushButton[variant="nav"] { text-align: left; border: 1px solid transparent;
    background: transparent; color: $text2; padding: 0 ${s3}px; }
QPushButton[variant="nav"]:hover { background: $pressed; color: $text; }
QPushButton[variant="nav"]:checked { background: $accent_soft; color: $accent_text;
    font-weight: 600; }
QPushButton[variant="nav"][folded="true"] { text-align: center; padding: 0 1px; }
QPushButton[variant="chip"] { min-height: ${chip_inner}px; border-radius: ${chip_radius}px;
    padding: 0 ${s3}px; color: $text2; border: 1px solid $line2; font-size: ${caption}px;
    font-weight: 600; icon-size: ${icon_small}px; }
QPushButton[variant="chip"]:checked { background: $accent_soft; color: $accent_text;
    border-color: $accent_soft; }
QPushButton[variant="tab"] { border: none; border-bottom: 2px solid transparent;
    border-radius: 0; background: transparent; color: $text2; padding: 0 2px;
    min-height: ${tab}px; }
QPushButton[variant="tab"]:hover { color: $text; }
QPushButton[variant="tab"]:checked { color: $accent_text; border-bottom: 2px solid $accent;
    font-weight: 600; }
QPushButton[square="true"] { padding: 0; min-width: ${control_inner}px;
    max-width: ${control_inner}px; max-height: ${control_inner}px; }
QPushButton[small="true"] { min-height: ${small_inner}px; }
QPushButton[square="true"][small="true"] { min-width: ${small_inner}px;
    max-width: ${small_inner}px; max-height: ${small_inner}px; icon-size: ${icon_small}px; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[keyboard="true"] { border: ${focus}px solid $accent;
    min-height: ${control_focus}px; padding: 0 ${s4_focus}px; }
QPushButton[variant="ghost"][keyboard="true"] { padding: 0 ${s2_focus}px;
    border: ${focus}px solid $accent; }
QPushButton[variant="link"][keyboard="true"] { padding: 0; min-height: 22px;
    border: ${focus}px solid $accent; }
QPushButton[variant="choice"][keyboard="true"] { padding: 0; border: ${focus}px solid $accent; }
QPushButton[variant="line"][keyboard="true"] { padding: 0; border: ${focus}px solid $accent;
    min-height: 0; }
QPushButton[variant="nav"][keyboard="true"] { padding: 0 ${s3_focus}px;
    border: ${focus}px solid $accent; }
QPushButton[variant="nav"][folded="true"][keyboard="true"] { padding: 0; }
QPushButton[variant="chip"][keyboard="true"] { padding: 0 ${s3_focus}px;
    min-height: ${chip_focus}px; border: ${focus}px solid $accent; }
QPushButton[small="true"][keyboard="true"] { min-height: ${small_focus}px; }
QPushButton[square="true"][keyboard="true"] { padding: 0; min-width: ${control_focus}px;
    max-width: ${control_focus}px; max-height: ${control_focus}px; }
QPushButton[square="true"][small="true"][keyboard="true"] { min-width: ${small_focus}px;
    max-width: ${small_focus}px; max-height: ${small_focus}px; }
QPushButton[variant="primary"][keyboard="true"] { border: ${focus}px solid $text; }
QPushButton[variant="tab"][keyboard="true"] { border: none;
    border-bottom: ${focus}px solid $accent; background: $hover; color: $text; padding: 0 2px;
    min-height: ${tab}px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox, QRadioButton { color: $text; spacing: ${s2}px; min-height: ${target}px;
    background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $text3; }
QCheckBox::indicator, QRadioButton::indicator { width: ${box}px; height: ${box}px;
    border: 1px solid $control; background: $surface; }
QCheckBox::indicator { border-radius: ${radius_s}px; }
QRadioButton::indicator { border-radius: ${box_radius}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
    image: url("$check_mark"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent;
    image: url("$dash_mark"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
    image: url("$dot_mark"); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: ${focus}px solid $accent;
    width: ${box_focus}px; height: ${box_focus}px; }
"""

_INPUTS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { border: 1px solid $control;
    border-radius: ${radius}px; background: $surface; color: $text;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QSpinBox { min-height: ${control_inner}px; padding: 0 ${s3}px;
    icon-size: ${icon_small}px; }
QPlainTextEdit, QTextEdit { padding: ${s2}px; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus { border: ${focus}px solid $accent;
    min-height: ${control_focus}px; padding: 0 ${s3_focus}px; }
QPlainTextEdit:focus, QTextEdit:focus { border: ${focus}px solid $accent;
    padding: ${s2_focus}px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $text3;
    background: $canvas; border-color: $line2; }
QLineEdit:read-only { background: $canvas; }
QLineEdit[invalid="true"], QComboBox[invalid="true"] { border: ${focus}px solid $danger;
    min-height: ${control_focus}px; padding: 0 ${s3_focus}px; }
QPlainTextEdit[invalid="true"] { border: ${focus}px solid $danger; padding: ${s2_focus}px; }
QPlainTextEdit[value="true"], QPlainTextEdit[value="true"]:focus { border: none; padding: 0;
    background: transparent; }
QLineEdit[bare="true"] { background: transparent; border-color: transparent;
    padding: 0 ${s1}px; }
QLineEdit[bare="true"]:hover { border-color: $line2; }
QLineEdit[bare="true"]:focus { background: $surface; border: ${focus}px solid $accent;
    padding: 0 ${s1}px; }
QLineEdit[quiet="true"] { background: $canvas; border-color: $line; }
QLineEdit[quiet="true"]:focus { background: $surface; border: ${focus}px solid $accent; }
QLineEdit[cell="true"] { border-radius: 0; border: ${focus}px solid $accent; min-height: 0; }
QLineEdit QToolButton { border: none; background: transparent; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QSpinBox QLineEdit, QSpinBox QLineEdit:focus {
    border: none; padding: 0; min-height: 0; background: transparent; }
QComboBox::drop-down { border: none; width: ${s6}px; }
QComboBox::down-arrow { image: url("$arrow"); width: ${icon_small}px; height: ${icon_small}px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent;
    width: ${s6}px; }
QSpinBox::up-arrow { image: url("$arrow_up"); width: ${s4}px; height: ${s4}px; }
QSpinBox::down-arrow { image: url("$arrow"); width: ${s4}px; height: ${s4}px; }
QAbstractItemView { background: $raised; color: $text; border: 1px solid $line2;
    selection-background-color: $selected; selection-color: $text; }
QWidget QAbstractItemView { background: transparent; border: none; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line2;
    padding: ${s1}px; }
QComboBox QAbstractItemView::item { min-height: ${item}px; padding: 0 ${s2}px; }
"""

_LISTS = """
QTableView[records="true"] { selection-background-color: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTreeView::item { min-height: ${item}px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $text2; border: none;
    border-bottom: 1px solid $line; padding: 0 ${s3}px; min-height: ${table_head}px;
    font-weight: 600; }
QHeaderView::section:vertical:checked { background: $selected; color: $text;
    border-left: 3px solid $accent; padding-left: 9px; }
QTableCornerButton::section { background: transparent; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollArea[ring="true"] { border: ${focus}px solid transparent; }
QScrollArea[ring="true"]:focus { border: ${focus}px solid $accent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $line2; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: none; border: none; width: 0; height: 0; }
QMenu { background: $raised; color: $text; border: 1px solid $line2; padding: ${s1}px;
    icon-size: ${icon_small}px; }
QMenu::item { min-height: ${target}px; padding: ${s1}px ${s5}px ${s1}px ${s3}px;
    border-radius: ${radius_s}px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $line; margin: ${s1}px ${s2}px; }
QMenu::icon { padding-left: ${s2}px; }
QProgressBar { border: none; border-radius: 3px; background: $neutral_soft; min-height: 6px;
    max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QCalendarWidget QWidget { background: $raised; alternate-background-color: $canvas; }
QCalendarWidget QToolButton { color: $text; background: transparent; border: none;
    border-radius: ${radius_s}px; min-height: ${target}px; min-width: ${target}px;
    padding: 0 ${s2}px; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QAbstractItemView { background: $raised; color: $text;
    selection-background-color: $accent; selection-color: $on_accent; }
QFrame[snackbar="true"] { background: $inverse; border-radius: ${radius}px; }
QFrame[snackbar="true"] QLabel { color: $on_inverse; }
QFrame[snackbar="true"] QPushButton { background: transparent; color: $inverse_action; }
QFrame[snackbar="true"] QPushButton[keyboard="true"] {
    border: ${focus}px solid $inverse_action; }
"""

_KIND = """
QLabel[tone="${kind}"] { color: $ink; }
QLabel[pill="${kind}"] { background: $soft; color: $ink; }
QFrame[card="${kind}"] { background: $soft; border: 1px solid $soft;
    border-radius: ${radius_l}px; }
"""

_ROLE = """
QLabel[role="${role}"], QPushButton[role="${role}"], QLineEdit[role="${role}"] {
    font-size: ${pixels}px; font-weight: ${weight}; }
"""


def build_style_sheet(colors: Colors, text_size: int) -> str:
    """Return the whole sheet for *colors* at *text_size* per cent."""
    values = _values(colors, text_size)
    parts = [_LABELS, _SURFACES, _BUTTONS, _INPUTS, _LISTS]
    sheets = [Template(part).substitute(values) for part in parts]
    for kind in KINDS:
        ink = "accent_text" if kind == "accent" else kind
        sheets.append(
            Template(_KIND).substitute(
                values, kind=kind, ink=values[ink], soft=values[f"{kind}_soft"]
            )
        )
    for role, (pixels, weight) in ROLES.items():
        grown = round(pixels * text_size / 100)
        sheets.append(Template(_ROLE).substitute(role=role, pixels=grown, weight=weight))
    return "".join(sheets)


def _values(colors: Colors, text_size: int) -> dict[str, str]:
    def grown(pixels: int) -> int:
        return round(pixels * text_size / 100)

    numbers = {
        **METRICS._asdict(),
        "s2_focus": METRICS.s2 - 1,
        "s3_focus": METRICS.s3 - 1,
        "s4_focus": METRICS.s4 - 1,
        "control_inner": grown(METRICS.control_height) - 2,
        "control_focus": grown(METRICS.control_height) - 2 * METRICS.focus,
        "small_inner": grown(28) - 2,
        "small_focus": grown(28) - 2 * METRICS.focus,
        "chip_inner": grown(METRICS.chip) - 2,
        "chip_focus": grown(METRICS.chip) - 2 * METRICS.focus,
        "chip_radius": grown(METRICS.chip) // 2,
        "pill": grown(METRICS.pill),
        "pill_radius": grown(METRICS.pill) // 2,
        "caption": grown(ROLES["caption"].pixels),
        "icon": grown(METRICS.icon),
        "icon_small": grown(16),
        "tab": grown(40),
        "item": grown(30),
        "table_head": grown(METRICS.row_compact) - 1,
        "target": grown(24),
        "box": grown(18),
        "box_focus": grown(18) - 2,
        "box_radius": grown(18) // 2 + 1,
    }
    images = paths.resource("icons") / "style"
    ink = "dark" if colors is DARK else "light"
    return {
        **{name: str(value) for name, value in numbers.items()},
        **{name: str(value) for name, value in colors._asdict().items()},
        "arrow": (images / "arrow.svg").as_posix(),
        "arrow_up": (images / "arrow_up.svg").as_posix(),
        "check_mark": (images / f"check_{ink}.svg").as_posix(),
        "dash_mark": (images / f"dash_{ink}.svg").as_posix(),
        "dot_mark": (images / f"dot_{ink}.svg").as_posix(),
    }
