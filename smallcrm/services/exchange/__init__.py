"""Bringing files in and taking everything out again.

A folder for each job; each knows only those further down, and three modules that all know:
``fields`` (what a column can be brought into), ``drafts`` (what reading gives), ``reasons`` (what
can be odd about a row).

* ``edited_lists``: a list of ours that came back changed.
* ``importing``: decide about each row, foretell, store, report. Never opens a file from elsewhere.
* ``preparing``: another child process, which makes the rows of long files while they are read:
  ``process`` starts it, ``child`` is it.
* ``reading``: a child process that never touches the data: ``inspection`` starts it, ``worker`` is
  it. What it does on the way from a file to records:
  ``sources`` (open the file), ``recognising`` (find the table; whose is it, what do its columns
  hold), ``drafting`` (rows and cards into records), with the tables of other programs in
  ``systems``.
* ``exporting``: everything out again, through the writers in ``targets``.
* ``own_lists``: headings, words and cells of our own lists, the same on both ways.
* ``statements``: lines of bank statements, read in the same child process.
* ``inquiries``: people who asked, in lists and messages, read there too.
* ``calendars``: events and tasks of other calendars, read there too.
* ``values``: what a single value means.

Nothing is imported here: the child processes import this package too, and starting one is part of
every import.
"""
