"""Bringing files in and taking everything out again.

The reading half never touches the data: ``reading`` runs ``worker`` in a child process, which
opens the file (``sources``), finds the table and the system it comes from (``layout``,
``recognise``, ``systems``), and turns rows into drafts (``mapping``, ``drafting``). The storing
half (``importing``, ``write``, ``doubles``, ``rejects``) never opens a file from elsewhere.
``exporting`` writes everything out (``targets``).

Nothing is imported here: the child process imports this package too, and starting it is part of
every import.
"""
