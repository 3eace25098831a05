"""Bringing files in and taking everything out again.

The reading half never touches the data: ``reading`` runs ``worker`` in a child process, which
opens the file (``sources``), finds the table and the system it comes from (``layout``,
``recognise``, ``systems``), and turns rows into drafts (``mapping``, ``drafting``).
"""
