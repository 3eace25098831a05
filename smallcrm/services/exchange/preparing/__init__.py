"""Contacts of long files are prepared by another process, from the moment on they are read."""
