"""Many documents as PDF files: two other processes print what is not stored.

* ``saving``: into a folder, all of them or none.
* ``printing``: in two processes, from some dozens of documents on.
* ``printer``: such a process.
"""
