"""The windows. They talk to the services through ``Ops`` and know no SQL.

How to build a page (the kit of small widgets is described in ``ui/widgets/__init__.py``):

1.  A folder ``ui/<place>/`` with ``page.py`` that has ``create(context: Context) -> Page``.
2.  One line in ``ui/shell/places.py``: ``PlaceSpec(name, title, icon, module, shortcut, kinds,
    creates)``. The module is loaded when the place is first opened; nothing else imports it.
    ``kinds`` are the heads of addresses it shows (``crm://contact/42`` has kind ``contact``);
    ``creates`` are lines of the menu New (``NewSpec(text, icon, address, shortcut)``).
3.  One line in ``tools/shots.py`` so that its pictures are made in every theme and language.

``Page`` (``ui/shell/page.py``), a QWidget, the place's name as ``objectName``:
    ``show_address(address: Address)``  show this; ``address.parts`` are the steps after the kind
    ``moved = Signal(str)``             emit the address whenever the page shows something else by
                                        itself (goes into Back/Forward; never in show_address)
    ``renamed = Signal(str)``           emit the address of a new thing once it is stored
    ``commands() -> list[Command]``     what can be done here; live while the page is shown
    ``offers() -> list[Command]``       what can be done with what is shown, for the palette
    ``start_filter()`` Ctrl+F · ``leave() -> bool`` save what is typed, before one goes
    ``on_changed(changes)``             a commit somewhere; base class calls ``reload()`` when
                                        one of ``tables`` (class attribute) is touched: at once,
                                        or when the page is next shown

``Context`` (``ui/shell/context.py``), what every page gets:
    ``.ui`` factory · ``.theme`` · ``.ops`` · ``.settings`` · ``.commands``
    ``.open("crm://contact/42")``  · ``.say(T("Moved to the bin"), undo=True)`` snackbar; with
    ``undo`` it offers to take the last action back · ``.fail(owner, error)`` shows a failure

``Ops`` (``ui/ops.py``), the only way to the data; answers come on the GUI thread, and only while
*owner* lives; all but ``read`` may be called before the data file is open (calls wait):
    ``write(owner, label, action(session), done=, failed=)``   one transaction, one undo step
    ``work(owner, label, action(session, progress), reported=, done=, failed=) -> Progress``
    ``query(owner, action(session), done, failed=)``           slow reading, in a thread
    ``read(action(session)) -> result``                        quick reading, here and now
    ``undo(owner, done=)``, ``redo(owner, done=)`` · signals ``changed(Changes)``, ``ready()``

``Command`` (``ui/shell/commands.py``): ``Command(name, text, run, shortcut="", icon="")``: becomes
a QAction with the shortcut and a line in the palette (Ctrl+K).

``PagedModel(columns, fetch, parent)`` (``ui/paged_model.py``): a hundred thousand rows; give it
``set_ids(ids)``; ``Column(heading, cell(row) -> str, right=False, pill=None)``; ``face(row)`` for
two-line lists. Selection and scrolling are kept by id in ``widgets.rows`` and ``widgets.tables``.

Failures: show ``UserError`` with a known ``field`` beneath that field, else ``context.fail``.
Dates, numbers, money: ``core.formats``. Nothing on screen without ``T()``.
"""

from smallcrm.ui import overrides

overrides.guard()
