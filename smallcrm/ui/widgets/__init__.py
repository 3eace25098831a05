"""The kit: small widgets that every page is made of. Pages never style anything themselves.

All of it hangs on one ``Ui`` (``context.ui``). Words are ``Text`` or ``str``; user data is always
plain text. Everything follows a switch of theme or text size by itself.

Made by the factory (``factory.Ui``)
    ``label(text, role="body", tone="", wrap=, elide=)``   roles: caption, caption_strong, body,
        body_strong, subtitle, figure, title, display; tones: "2", "3", accent, success, warning,
        danger, neutral
    ``value(text)`` selectable · ``pill(text, kind)`` · ``avatar(name, size)`` ·
    ``picture(icon, ink, size)``
    ``button(text, variant, icon, clicked=, checkable=)``  variants: primary, secondary, danger,
        ghost, link, chip, tab, nav
    ``icon_button(icon, tip, variant, key=, clicked=, small=)`` · ``menu_button(icon, tip, menu)``
    ``action(menu, text, icon, triggered)``
    ``card(kind) -> (frame, layout)`` · ``surface(kind)`` · ``separator(vertical=)``
    ``row(gap)``, ``column(gap)`` layouts without margins · ``icon(name, ink)`` QIcon
    ``m`` spacing s1=4 s2=8 s3=12 s4=16 s5=24 s6=32 · ``theme.size(px)`` grows with the text
    Icons are the files in ``resources/icons``: draw a new one there, on 24 x 24, ``currentColor``.

Fields
    ``form_field.FormField(ui, label, editor, hint="")``: label, editor, message beneath;
        ``set_error(text)``, ``clear_error()``; buddy and accessible description are set
    ``typed_edit``: ``DecimalEdit(decimals)``, ``MoneyEdit(currency)``, ``DateEdit(ui)``:
        ``value()`` (None when empty), ``set_value(v)``, signals ``committed(value)`` and
        ``refused(sentence)``; ``1.234,50``, ``3*12,50``, ``+14``; Esc takes the typing back
    ``line_edit.LineEdit()``, ``text_area.TextArea()``: ``set_value(text)``, ``committed(text)``
        when left (or at a pause); Esc takes the typing back; ``settle()`` when it is saved
    ``choice.Choice([(key, words)])``: ``value()``, ``set_value(key)``, ``committed(key)``
    ``tick.Tick(words)``: ``set_value(bool)``, ``committed(bool)``
    ``tag_edit.TagEdit(ui, name)``: ``value()``, ``set_value(tags)``, ``committed(tags)``
    ``ui/forms/autosave.Autosave`` saves each of these by itself and shows what was refused
    ``state_word.StateWord(ui)``: ``start()``, ``finish()``, ``fail(again)``: Saved 14:02
    ``search_box.SearchBox(ui, placeholder)``: ``searched(str)`` 120 ms after a key; ``left()``

Messages
    ``banner.Banner(ui)``: ``show_message(text, kind, actions)``, ``hide()``: about the whole page
    ``snackbar.Snackbar(ui, host)``: through ``context.say(text, undo=…)``
    ``progress_panel.ProgressPanel(ui)``: ``start(title, on_cancel)``, ``report(done, total)``,
        ``finish()``; nothing is seen before 300 ms
    ``empty_state.EmptyState(ui, sentence, …)``: one sentence, one action, one link

Lists
    ``chips.Chips(ui, [(key, words)], name)``: ``current()``, ``choose(key)``, ``chosen(key)``,
        ``fold(rows)``
    ``rows.RowList(ui, name)`` with ``rows.Face(title, subtitle, when, pill, pill_kind)`` from the
        model's role ``FACE``: two-line rows with an avatar · ``rows.RowDelegate(ui)``
    ``tables.Table(ui, name)``: one-line rows, right-aligned figures, pills; Ctrl+C copies TSV+HTML
    ``breakpoints.Breakpoints(theme, self)``: ``below(820, apply(narrow))``,
        and ``look(width)`` from resizeEvent; limits grow with the text
"""
